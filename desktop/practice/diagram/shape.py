"""The shapes of a diagram's files: what may stand in them, checked strictly. The door to pydantic."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from cases.problem import dotted, nearest
from desktop.practice.diagram.checks import Fault, shown
from desktop.practice.diagram.model import BoxKind, Zone

NAME: Literal["rostrum-diagram"] = "rostrum-diagram"
VERSION: Literal[1] = 1


class Shape(BaseModel):
    """What all shapes share: no unknown keys, no silent changes of type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=False)


class PlaceShape(Shape):
    """The middle of a box, in pixels to the right and down."""

    x: float
    y: float


class MeasureShape(Shape):
    """An amount with its unit."""

    value: float
    unit: str


class BoxShape(Shape):
    """A part of the design."""

    id: str
    name: str
    kind: BoxKind = BoxKind.SERVICE
    zones: list[Zone] = []
    place: PlaceShape | None = None


class ArrowShape(Shape):
    """A way from one box to another, named by their ids."""

    id: str
    source: Annotated[str, Field(alias="from")]
    target: Annotated[str, Field(alias="to")]
    label: str = ""
    latency: MeasureShape | None = None
    cost: MeasureShape | None = None
    risk: str = ""
    note: str = ""


class DiagramShape(Shape):
    """A whole diagram."""

    model_config = ConfigDict(title="Rostrum diagram")

    format: Literal["rostrum-diagram"] = NAME
    version: Literal[1] = VERSION
    boxes: list[BoxShape]
    arrows: list[ArrowShape] = []


class BoxEventShape(Shape):
    """A box was drawn or changed."""

    second: float
    event: Literal["box_drawn", "box_changed"]
    box: BoxShape


class ArrowEventShape(Shape):
    """An arrow was drawn or changed."""

    second: float
    event: Literal["arrow_drawn", "arrow_changed"]
    arrow: ArrowShape


class RemovalShape(Shape):
    """A box or an arrow was removed."""

    second: float
    event: Literal["box_removed", "arrow_removed"]
    id: str


class StepShape(Shape):
    """A change was taken back or made again."""

    second: float
    event: Literal["undone", "redone"]


EventShape = Annotated[BoxEventShape | ArrowEventShape | RemovalShape | StepShape, Field(discriminator="event")]


class Misshapen(Exception):
    """A text that does not have its shape; `faults` are all of them, each with its place."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(": ".join(filter(None, fault)) for fault in faults))
        self.faults = tuple(faults)


def diagram_shape(text: str | bytes) -> DiagramShape:
    """Return what a JSON text of a whole diagram holds. Raises `Misshapen`."""
    shape: DiagramShape = _read(_adapter(DiagramShape), text)
    return shape


def event_shape(text: str | bytes) -> BoxEventShape | ArrowEventShape | RemovalShape | StepShape:
    """Return what one line of a journal holds. Raises `Misshapen`."""
    shape: BoxEventShape | ArrowEventShape | RemovalShape | StepShape = _read(_adapter(EventShape), text)
    return shape


def diagram_schema() -> dict[str, Any]:
    """Return the JSON schema of a whole diagram."""
    schema = DiagramShape.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def _read(adapter: TypeAdapter[Any], text: str | bytes) -> Any:
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        raise Misshapen(tuple(_faults(error))) from error


def _faults(error: ValidationError) -> Iterator[Fault]:
    for entry in error.errors(include_url=False):
        place = dotted(tuple(step for step in entry["loc"] if step not in _EVENTS))
        yield (place, *_told(entry))


_EVENTS = (
    "box_drawn", "box_changed", "arrow_drawn", "arrow_changed", "box_removed", "arrow_removed", "undone", "redone",
)  # fmt: skip
_NEEDED = {
    "string_type": ("a text is needed", "put it between quotation marks"),
    "float_type": ("a number is needed", "write it without quotation marks"),
    "float_parsing": ("a number is needed", "write it with digits"),
    "list_type": ("a list is needed", "put it between [brackets]"),
    "model_type": ("an object is needed", "put it between {braces}"),
    "model_attributes_type": ("an object is needed", "put it between {braces}"),
    "extra_forbidden": ("there is no such key", "remove it or correct its spelling"),
    "missing": ("the key is missing", "add it"),
    "union_tag_not_found": ("the key event is missing", "add it"),
}


def _told(entry: ErrorDetails) -> tuple[str, str]:
    """Return what is wrong and the mend."""
    kind, given = entry["type"], entry["input"]
    if kind == "json_invalid":
        return f"no valid JSON ({entry['ctx']['error']})", "correct it there, or export the diagram again"
    if kind in _NEEDED:
        return _NEEDED[kind]
    if kind in ("enum", "union_tag_invalid"):
        known = _EVENTS if kind == "union_tag_invalid" else (Zone if "zones" in entry["loc"] else BoxKind)
        word = given.get("event") if isinstance(given, dict) else given
        return f"nobody knows {_quoted(word)}", nearest(str(word)[:80], [str(name) for name in known])
    if kind == "literal_error":
        return f"{_quoted(given)} cannot be read by this Rostrum", f"it must be {entry['ctx']['expected']}"
    return entry["msg"].lower(), "correct it"


def _quoted(value: object) -> str:
    return shown(value if isinstance(value, str) else repr(value)[:100])
