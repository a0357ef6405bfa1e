"""A whole diagram as a JSON document, and what is wrong with one, all problems at once."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from cases.problem import Problem
from desktop.practice.diagram.checks import MOST_ARROWS, MOST_BOXES, Fault, arrow_faults, box_faults, shown
from desktop.practice.diagram.model import Arrow, Box, Diagram, Measure, Place
from desktop.practice.diagram.shape import (
    NAME,
    VERSION,
    ArrowShape,
    BoxShape,
    DiagramShape,
    MeasureShape,
    Misshapen,
    diagram_shape,
)

LARGEST_FILE_BYTES = 20_000_000
_MOST_LINES = 20


class DiagramError(Exception):
    """A diagram's file that cannot be used: its text has a line for each of the first problems."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        lines = [str(problem) for problem in self.problems[:_MOST_LINES]]
        if len(self.problems) > _MOST_LINES:
            lines.append(f"{self.problems[0].file}: and {len(self.problems) - _MOST_LINES} more problems")
        super().__init__("\n".join(lines))


def diagram_document(diagram: Diagram) -> dict[str, Any]:
    """Return a diagram as plain values; `read_diagram` reads them back."""
    return {
        "format": NAME,
        "version": VERSION,
        "boxes": [box_document(box) for box in diagram.boxes.values()],
        "arrows": [arrow_document(arrow) for arrow in diagram.arrows.values()],
    }


def write_diagram(diagram: Diagram) -> str:
    """Return a diagram as a JSON text."""
    return json.dumps(diagram_document(diagram), indent=1, ensure_ascii=False) + "\n"


def read_diagram(content: bytes, file: str) -> Diagram:
    """Return the diagram in a JSON text; `file` is its name in problems. Raises `DiagramError` with all of them."""
    if len(content) > LARGEST_FILE_BYTES:
        raise DiagramError([Problem(file, "", "it is larger than 20 MB", "export the diagram alone")])
    try:
        shape = diagram_shape(content.removeprefix(b"\xef\xbb\xbf"))
    except Misshapen as error:
        raise DiagramError(Problem(file, *fault) for fault in error.faults) from error
    problems = [Problem(file, *fault) for fault in _faults(shape)]
    if problems:
        raise DiagramError(problems)
    boxes, arrows = map(box_from, shape.boxes), map(arrow_from, shape.arrows)
    return Diagram({box.id: box for box in boxes}, {arrow.id: arrow for arrow in arrows})


def box_document(box: Box) -> dict[str, Any]:
    """Return a box as plain values, without what it does not have."""
    document: dict[str, Any] = {"id": box.id, "name": box.name, "kind": box.kind.value}
    if box.zones:
        document["zones"] = [zone.value for zone in box.zones]
    if box.place:
        document["place"] = {"x": box.place.x, "y": box.place.y}
    return document


def arrow_document(arrow: Arrow) -> dict[str, Any]:
    """Return an arrow as plain values, without what it does not have."""
    document: dict[str, Any] = {"id": arrow.id, "from": arrow.source, "to": arrow.target}
    document |= {"label": arrow.label, "risk": arrow.risk, "note": arrow.note}
    for name, measure in (("latency", arrow.latency), ("cost", arrow.cost)):
        document[name] = {"value": measure.value, "unit": measure.unit} if measure else ""
    return {name: value for name, value in document.items() if value != ""}


def box_from(shape: BoxShape) -> Box:
    """Return the box of a shape."""
    place = Place(shape.place.x, shape.place.y) if shape.place else None
    return Box(shape.id, shape.name, shape.kind, tuple(shape.zones), place)


def arrow_from(shape: ArrowShape) -> Arrow:
    """Return the arrow of a shape."""
    return Arrow(
        shape.id, shape.source, shape.target, shape.label, _measure(shape.latency), _measure(shape.cost),
        shape.risk, shape.note,
    )  # fmt: skip


def _measure(shape: MeasureShape | None) -> Measure | None:
    return Measure(shape.value, shape.unit) if shape else None


def _faults(shape: DiagramShape) -> Iterator[Fault]:
    """Yield what the shape cannot tell: values that cannot be, ids that are there twice, arrows to nowhere."""
    for what, count, most in (("boxes", len(shape.boxes), MOST_BOXES), ("arrows", len(shape.arrows), MOST_ARROWS)):
        if count > most:
            yield what, f"there are {count}, more than the {most} that a diagram can have", "split it"
    boxes = {box.id for box in shape.boxes}
    yield from _doubles("boxes", [box.id for box in shape.boxes])
    yield from _doubles("arrows", [arrow.id for arrow in shape.arrows])
    for number, box in enumerate(shape.boxes):
        for place, text, mend in box_faults(box_from(box)):
            yield f"boxes[{number}].{place}", text, mend
    for number, arrow in enumerate(shape.arrows):
        for place, text, mend in arrow_faults(arrow_from(arrow), boxes):
            yield f"arrows[{number}].{place}", text, mend


def _doubles(what: str, ids: list[str]) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for number, id_ in enumerate(ids):
        first = seen.setdefault(id_, number)
        if first != number:
            yield f"{what}[{number}].id", f"{shown(id_)} is {what}[{first}] already", "give it an id of its own"
