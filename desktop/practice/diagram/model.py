"""What a diagram is: boxes, the arrows between them, and the zones that boxes lie in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class BoxKind(StrEnum):
    """What a box stands for."""

    USER = "user"
    SERVICE = "service"
    STORE = "store"
    QUEUE = "queue"
    EXTERNAL = "external"
    HUMAN = "human"


class Zone(StrEnum):
    """What a box takes part in; one box may lie in several zones."""

    CUSTOMER_PATH = "customer_path"
    CONTROL_PLANE = "control_plane"
    DEGRADED_MODE = "degraded_mode"

    @property
    def label(self) -> str:
        """The zone as a reader sees it."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the middle of a box was put, in pixels of an unscaled drawing, to the right and down."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Measure:
    """An amount with its unit: 80 `ms`, or 0.02 `euro per order`."""

    value: float
    unit: str

    def __str__(self) -> str:
        return f"{self.value:.10g} {self.unit}"


@dataclass(frozen=True, slots=True)
class Box:
    """One part of the design. `place` is None until somebody put it somewhere."""

    id: str
    name: str
    kind: BoxKind = BoxKind.SERVICE
    zones: tuple[Zone, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Arrow:
    """One way from box `source` to box `target`, both ids.

    The unit of `latency` is a key of `measures.LATENCY_SECONDS`, that of `cost` what the candidate wrote. Texts are
    empty where nothing was written.
    """

    id: str
    source: str
    target: str
    label: str = ""
    latency: Measure | None = None
    cost: Measure | None = None
    risk: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What elements become, by their ids; None for one that is gone."""

    boxes: tuple[tuple[str, Box | None], ...] = ()
    arrows: tuple[tuple[str, Arrow | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A change that can be made next, and the steps that can be made after it."""

    change: Change
    further: "Step | None" = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Diagram:
    """All boxes and arrows at one moment, by their ids; two are equal when these are.

    `undoable` and `redoable` are the steps that `Undone` and `Redone` take; None when there is none.
    """

    boxes: Mapping[str, Box] = field(default_factory=dict)
    arrows: Mapping[str, Arrow] = field(default_factory=dict)
    undoable: Step | None = field(default=None, compare=False, repr=False)
    redoable: Step | None = field(default=None, compare=False, repr=False)

    def arrow_name(self, arrow: Arrow) -> str:
        """Return what a reader calls an arrow: its two boxes."""
        return f"{self.boxes[arrow.source].name} to {self.boxes[arrow.target].name}"
