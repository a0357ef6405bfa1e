"""The journal of a diagram: every event a JSON line in the rehearsal's folder, on the disk when it is taken.

Not the journal of the recording, which lets a line go rather than disturb the sound: here a line that cannot be
written is an element lost, and whoever drew it is told.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from cases.problem import Problem
from desktop.practice.diagram.checks import second_faults
from desktop.practice.diagram.document import (
    LARGEST_FILE_BYTES,
    DiagramError,
    arrow_document,
    arrow_from,
    box_document,
    box_from,
)
from desktop.practice.diagram.drawing import apply, sift
from desktop.practice.diagram.events import (
    ArrowChanged,
    ArrowDrawn,
    ArrowRemoved,
    BoxChanged,
    BoxDrawn,
    BoxRemoved,
    Event,
    Redone,
    Undone,
)
from desktop.practice.diagram.model import Diagram
from desktop.practice.diagram.shape import ArrowEventShape, BoxEventShape, Misshapen, RemovalShape, event_shape

# Without it Windows would write two signs for the end of a line.
_AS_IT_IS = getattr(os, "O_BINARY", 0)
_BOX_EVENTS: dict[str, type[BoxDrawn] | type[BoxChanged]] = {"box_drawn": BoxDrawn, "box_changed": BoxChanged}
_ARROW_EVENTS: dict[str, type[ArrowDrawn] | type[ArrowChanged]] = {
    "arrow_drawn": ArrowDrawn,
    "arrow_changed": ArrowChanged,
}
_REMOVALS: dict[str, type[BoxRemoved] | type[ArrowRemoved]] = {"box_removed": BoxRemoved, "arrow_removed": ArrowRemoved}
_STEPS: dict[str, type[Undone] | type[Redone]] = {"undone": Undone, "redone": Redone}
_NAMES: dict[type[Event], str] = {
    **{kind: name for name, kind in _BOX_EVENTS.items()},
    **{kind: name for name, kind in _ARROW_EVENTS.items()},
    **{kind: name for name, kind in _REMOVALS.items()},
    **{kind: name for name, kind in _STEPS.items()},
}


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a journal holds: the events that can be used, the diagram they make, and what is wrong with other lines."""

    diagram: Diagram
    events: tuple[Event, ...]
    problems: tuple[Problem, ...]


class DiagramJournal:
    """The journal of one rehearsal, gone on with where it ended; `close` it, or leave the `with` block.

    A last line that a crash cut off is removed first. Raises `DiagramError` when the file cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | _AS_IT_IS, 0o600)
            content = path.read_bytes()
            self._recorded = read_journal(content, str(path))
            self._bytes = content.rfind(b"\n") + 1
            if content[self._bytes :]:
                self._mend_last_line(content[self._bytes :])
            _sync_folder(path.parent)
        except OSError as error:
            raise self._unwritable(error) from error

    @property
    def recorded(self) -> Recorded:
        """All that was drawn so far."""
        return self._recorded

    def take(self, event: Event) -> Diagram:
        """Keep an event and return the diagram after it; when this returns it is on the disk.

        An event cannot come before the last one: it gets that one's second. Raises `Refused` for one that cannot happen
        and `DiagramError` when it cannot be written; neither changes anything.
        """
        last = self._recorded.events[-1].second if self._recorded.events else 0.0
        event = replace(event, second=max(event.second, last))
        diagram = apply(self._recorded.diagram, event)
        self._write(event_line(event))
        self._recorded = Recorded(diagram, (*self._recorded.events, event), self._recorded.problems)
        return diagram

    def close(self) -> None:
        """End the journal."""
        os.close(self._descriptor)

    def __enter__(self) -> "DiagramJournal":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _mend_last_line(self, line: bytes) -> None:
        """Give a whole last line its end; take one away that was cut off."""
        os.ftruncate(self._descriptor, self._bytes)
        if _is_whole(line):
            self._write(line + b"\n")

    def _write(self, line: bytes) -> None:
        try:
            left = line
            while left:
                left = left[os.write(self._descriptor, left) :]
            os.fsync(self._descriptor)
        except OSError as error:
            # Half a line in the middle would spoil the next one.
            os.ftruncate(self._descriptor, self._bytes)
            raise self._unwritable(error) from error
        self._bytes += len(line)

    def _unwritable(self, error: OSError) -> DiagramError:
        reason = (error.strerror or str(error)).lower()
        mend = "make room on the disk or look who may write there; what was drawn before is kept"
        return DiagramError([Problem(str(self._path), "", f"it cannot be written ({reason})", mend)])


def event_line(event: Event) -> bytes:
    """Return an event as its line."""
    document: dict[str, object] = {"second": round(event.second, 3), "event": _NAMES[type(event)]}
    match event:
        case BoxDrawn(box=box) | BoxChanged(box=box):
            document["box"] = box_document(box)
        case ArrowDrawn(arrow=arrow) | ArrowChanged(arrow=arrow):
            document["arrow"] = arrow_document(arrow)
        case BoxRemoved(id=id_) | ArrowRemoved(id=id_):
            document["id"] = id_
    return json.dumps(document, ensure_ascii=False).encode() + b"\n"


def read_journal(content: bytes, file: str) -> Recorded:
    """Return what a journal holds, `file` being its name in problems; a last line that was cut off is left out.

    A line that cannot be read, or tells what cannot have happened, is a problem; the others are used. An event with an
    earlier second than the one before gets that one's. Raises `DiagramError` only for a file that is far too large.
    """
    if len(content) > LARGEST_FILE_BYTES:
        raise DiagramError([Problem(file, "", "it is larger than 20 MB", "export the diagram alone")])
    read: list[tuple[int, Event]] = []
    problems: list[tuple[int, Problem]] = []
    second = 0.0
    for number, line in _lines(content.removeprefix(b"\xef\xbb\xbf")):
        try:
            event = _event(line)
        except Misshapen as error:
            for place, text, mend in error.faults:
                problems.append((number, Problem(file, f"line {number}{place and f', {place}'}", text, mend)))
            continue
        if not any(second_faults(event.second)):
            event = replace(event, second=max(second, event.second))
            second = event.second
        read.append((number, event))
    diagram, events, refused = sift([event for _, event in read])
    for index, reason in refused:
        number = read[index][0]
        problems.append((number, Problem(file, f"line {number}", *reason.rsplit(": ", 1))))
    in_order = sorted(problems, key=lambda entry: entry[0])
    return Recorded(diagram, events, tuple(problem for _, problem in in_order))


def is_journal(content: bytes) -> bool:
    """Return whether a file holds a journal and not a whole diagram: its first line is an event by itself."""
    try:
        first = json.loads(content.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(first, dict) and "event" in first


def _lines(content: bytes) -> Iterator[tuple[int, bytes]]:
    *lines, last = content.split(b"\n")
    yield from ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    if last.strip() and _is_whole(last):
        yield len(lines) + 1, last


def _is_whole(line: bytes) -> bool:
    """Return whether a line without its end is an event: the beginning of a longer one never is."""
    try:
        _event(line)
    except Misshapen:
        return False
    return True


def _event(line: bytes) -> Event:
    shape = event_shape(line)
    if isinstance(shape, BoxEventShape):
        return _BOX_EVENTS[shape.event](shape.second, box_from(shape.box))
    if isinstance(shape, ArrowEventShape):
        return _ARROW_EVENTS[shape.event](shape.second, arrow_from(shape.arrow))
    if isinstance(shape, RemovalShape):
        return _REMOVALS[shape.event](shape.second, shape.id)
    return _STEPS[shape.event](shape.second)


def _sync_folder(folder: Path) -> None:
    """Have the journal's name on the disk as well as its lines; not every system can."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
