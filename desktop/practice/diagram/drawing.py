"""How events make a diagram: pure functions, one event at a time or all up to a second."""

import math
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.practice.diagram.checks import (
    MOST_ARROWS,
    MOST_BOXES,
    Fault,
    arrow_faults,
    box_faults,
    second_faults,
    shown,
)
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
from desktop.practice.diagram.model import Arrow, Box, Change, Diagram, Step


class Refused(Exception):
    """An event that cannot happen to a diagram; the message is one line with the mend."""


@dataclass(slots=True)
class _Sheet:
    """The paper that is drawn on: the one place where something changes, never seen from outside."""

    boxes: dict[str, Box]
    arrows: dict[str, Arrow]
    undoable: Step | None
    redoable: Step | None


def apply(diagram: Diagram, event: Event) -> Diagram:
    """Return the diagram after an event; the one given stays as it is. Raises `Refused`."""
    sheet = _Sheet(dict(diagram.boxes), dict(diagram.arrows), diagram.undoable, diagram.redoable)
    _draw(sheet, event)
    return Diagram(sheet.boxes, sheet.arrows, sheet.undoable, sheet.redoable)


def rebuild(events: Iterable[Event], until_second: float = math.inf) -> Diagram:
    """Return the diagram as it stood at a second, that second included. Raises `Refused`.

    The same as applying the events one by one, without a copy for each. `events` are in the order they happened.
    """
    sheet = _Sheet({}, {}, None, None)
    for event in events:
        if event.second > until_second:
            break
        _draw(sheet, event)
    return Diagram(sheet.boxes, sheet.arrows, sheet.undoable, sheet.redoable)


def sift(events: Sequence[Event]) -> tuple[Diagram, tuple[Event, ...], tuple[tuple[int, str], ...]]:
    """Return the diagram of all events that can happen, these, and why each other cannot, by its index."""
    sheet = _Sheet({}, {}, None, None)
    happened, refused = [], []
    for number, event in enumerate(events):
        try:
            _draw(sheet, event)
            happened.append(event)
        except Refused as error:
            refused.append((number, str(error)))
    return Diagram(sheet.boxes, sheet.arrows, sheet.undoable, sheet.redoable), tuple(happened), tuple(refused)


def drawn_seconds(events: Sequence[Event]) -> Mapping[str, float]:
    """Return for the id of each box and arrow when it was first drawn."""
    seconds: dict[str, float] = {}
    for event in events:
        if isinstance(event, BoxDrawn):
            seconds.setdefault(event.box.id, event.second)
        elif isinstance(event, ArrowDrawn):
            seconds.setdefault(event.arrow.id, event.second)
    return seconds


def free_id(taken: Container[str], prefix: str) -> str:
    """Return an id that no element has: the prefix with the smallest number that is free."""
    number = 1
    while f"{prefix}{number}" in taken:
        number += 1
    return f"{prefix}{number}"


def _draw(sheet: _Sheet, event: Event) -> None:
    _refuse(second_faults(event.second))
    if isinstance(event, Undone):
        if sheet.undoable is None:
            raise Refused("there is nothing to undo: draw something first")
        step, sheet.undoable = sheet.undoable, sheet.undoable.further
        sheet.redoable = Step(_make(sheet, step.change), sheet.redoable)
    elif isinstance(event, Redone):
        if sheet.redoable is None:
            raise Refused("there is nothing to make again: undo something first")
        step, sheet.redoable = sheet.redoable, sheet.redoable.further
        sheet.undoable = Step(_make(sheet, step.change), sheet.undoable)
    else:
        sheet.undoable = Step(_make(sheet, _change(sheet, event)), sheet.undoable)
        sheet.redoable = None


def _make(sheet: _Sheet, change: Change) -> Change:
    """Make a change and return the one that takes it back."""
    back = Change(
        tuple((id_, sheet.boxes.get(id_)) for id_, _ in change.boxes),
        tuple((id_, sheet.arrows.get(id_)) for id_, _ in change.arrows),
    )
    for box_id, box in change.boxes:
        if box is None:
            sheet.boxes.pop(box_id, None)
        else:
            sheet.boxes[box_id] = box
    for arrow_id, arrow in change.arrows:
        if arrow is None:
            sheet.arrows.pop(arrow_id, None)
        else:
            sheet.arrows[arrow_id] = arrow
    return back


def _change(sheet: _Sheet, event: Event) -> Change:
    match event:
        case BoxDrawn(box=box) | BoxChanged(box=box):
            _refuse(box_faults(box))
            _expect(box.id, sheet.boxes, new=isinstance(event, BoxDrawn), what="box", most=MOST_BOXES)
            return Change(boxes=((box.id, box),))
        case ArrowDrawn(arrow=arrow) | ArrowChanged(arrow=arrow):
            _refuse(arrow_faults(arrow, sheet.boxes))
            _expect(arrow.id, sheet.arrows, new=isinstance(event, ArrowDrawn), what="arrow", most=MOST_ARROWS)
            return Change(arrows=((arrow.id, arrow),))
        case BoxRemoved(id=id_):
            _expect(id_, sheet.boxes, new=False, what="box", most=MOST_BOXES)
            at_it = tuple((arrow.id, None) for arrow in sheet.arrows.values() if id_ in (arrow.source, arrow.target))
            return Change(((id_, None),), at_it)
        case ArrowRemoved(id=id_):
            _expect(id_, sheet.arrows, new=False, what="arrow", most=MOST_ARROWS)
            return Change(arrows=((id_, None),))
    raise Refused(f"nobody knows the event {type(event).__name__}: use one of `events.Event`")


def _expect(id_: str, there: Mapping[str, object], *, new: bool, what: str, most: int) -> None:
    if new and id_ in there:
        raise Refused(f"there is the {what} {shown(id_)} already: give the new one an id of its own")
    if new and len(there) >= most:
        raise Refused(f"a diagram has at most {most} {what}{'es' if what == 'box' else 's'}: draw a second one")
    if not new and id_ not in there:
        raise Refused(f"there is no {what} {shown(id_)}: draw it first")


def _refuse(faults: Iterator[Fault]) -> None:
    for place, text, mend in faults:
        raise Refused(f"{place}: {text}: {mend}")
