"""What can happen to a diagram, each with its second in the recording."""

from dataclasses import dataclass

from desktop.practice.diagram.model import Arrow, Box


@dataclass(frozen=True, slots=True)
class BoxDrawn:
    """A new box."""

    second: float
    box: Box


@dataclass(frozen=True, slots=True)
class BoxChanged:
    """A box that is there was moved, renamed, or put into other zones: `box` is how it is now."""

    second: float
    box: Box


@dataclass(frozen=True, slots=True)
class BoxRemoved:
    """A box is gone, and the arrows at it."""

    second: float
    id: str


@dataclass(frozen=True, slots=True)
class ArrowDrawn:
    """A new arrow."""

    second: float
    arrow: Arrow


@dataclass(frozen=True, slots=True)
class ArrowChanged:
    """An arrow that is there was annotated or led elsewhere: `arrow` is how it is now."""

    second: float
    arrow: Arrow


@dataclass(frozen=True, slots=True)
class ArrowRemoved:
    """An arrow is gone."""

    second: float
    id: str


@dataclass(frozen=True, slots=True)
class Undone:
    """The last change that stands was taken back."""

    second: float


@dataclass(frozen=True, slots=True)
class Redone:
    """The last change that was taken back was made again."""

    second: float


Event = BoxDrawn | BoxChanged | BoxRemoved | ArrowDrawn | ArrowChanged | ArrowRemoved | Undone | Redone
