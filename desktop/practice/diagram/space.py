"""Where there is room for a label on a drawing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from desktop.practice.diagram.model import Place


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle by its corners."""

    left: float
    top: float
    right: float
    bottom: float


def around(middle: Place, wide: float, high: float) -> Area:
    """Return the area of this size round a place."""
    return Area(middle.x - wide / 2, middle.y - high / 2, middle.x + wide / 2, middle.y + high / 2)


class Room:
    """What is covered already, by boxes and by labels, found by the tiles it touches."""

    def __init__(self, boxes: Iterable[Area]) -> None:
        self._boxes, self._labels = _Tiles(), _Tiles()
        self.all = Area(0.0, 0.0, 0.0, 0.0)
        for number, area in enumerate(boxes):
            self._boxes.take(area)
            self.all = self._grown(area) if number else area

    def free(self, wished: Sequence[Area]) -> tuple[int, Area]:
        """Take the first of some areas that is free, or else the first that covers no box, or else the first.

        Returns which one it is as well.
        """
        clear = [number for number, entry in enumerate(wished) if not self._boxes.meet(entry)] or [0]
        number = next((entry for entry in clear if not self._labels.meet(wished[entry])), clear[0])
        self._labels.take(wished[number])
        self.all = self._grown(wished[number])
        return number, wished[number]

    def _grown(self, area: Area) -> Area:
        whole = self.all
        return Area(
            min(whole.left, area.left), min(whole.top, area.top), max(whole.right, area.right),
            max(whole.bottom, area.bottom),
        )  # fmt: skip


class _Tiles:
    """Areas by the tiles they touch."""

    _SIZE = 96.0

    def __init__(self) -> None:
        self._areas: dict[tuple[int, int], list[Area]] = {}

    def take(self, area: Area) -> None:
        """Remember an area."""
        for tile in self._touched(area):
            self._areas.setdefault(tile, []).append(area)

    def meet(self, area: Area) -> bool:
        """Return whether an area overlaps one that is remembered."""
        return any(
            area.left < other.right and other.left < area.right and area.top < other.bottom and other.top < area.bottom
            for tile in self._touched(area)
            for other in self._areas.get(tile, ())
        )

    def _touched(self, area: Area) -> Iterator[tuple[int, int]]:
        for x in range(int(area.left // self._SIZE), int(area.right // self._SIZE) + 1):
            for y in range(int(area.top // self._SIZE), int(area.bottom // self._SIZE) + 1):
                yield x, y
