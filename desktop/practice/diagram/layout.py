"""Where boxes go that nobody put anywhere: requests run to the right, and what was placed stays where it is."""

import math
from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from desktop.practice.diagram.graph import Ways, turned, ways
from desktop.practice.diagram.model import Diagram, Place, Zone

BOX_WIDTH = 168.0
BOX_HEIGHT = 72.0
COLUMN_PITCH = 368.0
ROW_PITCH = 132.0
# Boxes without any arrow stand in rows of so many, below the rest.
_LOOSE_COLUMNS = 6

# So many ends and cells are looked at to keep arrows clear of boxes.
_MOST_ENDS = 8
_MOST_STEPS = 16

_Cell = tuple[int, int]


def lay_out(diagram: Diagram) -> Mapping[str, Place]:
    """Return a place for every box: its own where it has one, else a free one beside what it is joined to.

    The same diagram gives the same places; no two boxes that were laid out overlap, nor do they cover a placed one.
    """
    forward = ways((arrow.source, arrow.target) for arrow in diagram.arrows.values())
    back = turned(forward)
    places = {id_: box.place for id_, box in diagram.boxes.items() if box.place}
    room = _Room()
    for place in places.values():
        room.take_around(place)
    joined = [id_ for id_ in _in_order(diagram, forward, back) if id_ not in places]
    for id_ in joined:
        if forward.get(id_) or back.get(id_):
            ends = [places[end] for end in (*back.get(id_, ()), *forward.get(id_, ())) if end in places]
            places[id_] = room.nearest(_wished(id_, diagram, places, forward, back), ends[:_MOST_ENDS])
    loose = [id_ for id_ in diagram.boxes if id_ not in places]
    below = max((place.y for place in places.values()), default=-ROW_PITCH)
    first_row = math.floor(below / ROW_PITCH) + 1
    for number, id_ in enumerate(loose):
        column, row = number % _LOOSE_COLUMNS, first_row + number // _LOOSE_COLUMNS
        places[id_] = Place(column * COLUMN_PITCH, row * ROW_PITCH)
    return places


def _wished(id_: str, diagram: Diagram, places: Mapping[str, Place], forward: Ways, back: Ways) -> Place:
    """Return where a box would best stand: right of what leads to it, else left of what it leads to."""
    # What helps out stands below what it helps.
    lower = ROW_PITCH if Zone.DEGRADED_MODE in diagram.boxes[id_].zones else 0.0
    before = [places[source] for source in back.get(id_, ()) if source in places]
    if before:
        right = max(place.x for place in before) + COLUMN_PITCH
        return Place(right, sum(place.y for place in before) / len(before) + lower)
    behind = [places[target] for target in forward.get(id_, ()) if target in places]
    if behind:
        left = min(place.x for place in behind) - COLUMN_PITCH
        return Place(left, sum(place.y for place in behind) / len(behind))
    return Place(0.0, lower)


def _in_order(diagram: Diagram, forward: Ways, back: Ways) -> Iterator[str]:
    """Yield the boxes so that each comes after those that lead to it; a circle is entered where it was drawn first."""
    open_ends = {id_: len(back.get(id_, ())) for id_ in diagram.boxes}
    ready = deque(id_ for id_, count in open_ends.items() if not count)
    waiting = iter(diagram.boxes)
    done: set[str] = set()
    while len(done) < len(open_ends):
        id_ = ready.popleft() if ready else next(entry for entry in waiting if entry not in done)
        if id_ in done:
            continue
        done.add(id_)
        yield id_
        for target in forward.get(id_, ()):
            open_ends[target] -= 1
            if not open_ends[target]:
                ready.append(target)


class _Room:
    """Which cells of the grid are taken."""

    def __init__(self) -> None:
        self._taken: set[_Cell] = set()
        # How far has been looked from a cell before: what was taken there is taken still.
        self._looked: dict[_Cell, int] = {}
        # What an arrow runs through.
        self._crossed: set[_Cell] = set()

    def take_around(self, place: Place) -> None:
        """Take every cell whose box would touch one that stands here."""
        column, row = place.x / COLUMN_PITCH, place.y / ROW_PITCH
        for x in (math.floor(column), math.ceil(column)):
            for y in (math.floor(row), math.ceil(row)):
                apart = (
                    abs(x * COLUMN_PITCH - place.x) >= BOX_WIDTH + 8 or abs(y * ROW_PITCH - place.y) >= BOX_HEIGHT + 8
                )
                if not apart:
                    self._taken.add((x, y))

    def nearest(self, wished: Place, ends: Sequence[Place]) -> Place:
        """Take the free cell of the wished column that is nearest to the wished place.

        One from which the arrows to `ends` run clear of boxes is better, and one that no arrow runs through.
        """
        column, row = round(wished.x / COLUMN_PITCH), round(wished.y / ROW_PITCH)
        step = self._looked.get((column, row), 0)
        while (column, row + _aside(step)) in self._taken:
            step += 1
        self._looked[column, row] = step
        cells = [(column, row + _aside(further)) for further in range(step, step + _MOST_STEPS)]
        clear = (cell for cell in cells if cell not in self._taken and self._is_clear(cell, ends))
        cell = next(clear, cells[0])
        self._taken.add(cell)
        for end in ends:
            self._crossed.update(_between(_place(cell), end))
        return _place(cell)

    def _is_clear(self, cell: _Cell, ends: Sequence[Place]) -> bool:
        return cell not in self._crossed and not any(
            crossed in self._taken for end in ends for crossed in _between(_place(cell), end)
        )


def _place(cell: _Cell) -> Place:
    return Place(cell[0] * COLUMN_PITCH, cell[1] * ROW_PITCH)


def _between(begin: Place, end: Place) -> Iterator[_Cell]:
    """Yield the cells whose boxes a line runs through, without those at its ends; far ones are left out."""
    first, last = sorted((begin, end), key=lambda place: place.x)
    columns = range(round(first.x / COLUMN_PITCH) + 1, round(last.x / COLUMN_PITCH))
    for column in columns[:_MOST_STEPS]:
        share = (column * COLUMN_PITCH - first.x) / (last.x - first.x)
        row = (first.y + (last.y - first.y) * share) / ROW_PITCH
        near = round(row)
        if abs(row - near) * ROW_PITCH < BOX_HEIGHT * 0.7:
            yield column, near
    if not columns and abs(first.x - last.x) < BOX_WIDTH:
        low, high = sorted((first.y, last.y))
        column = round(first.x / COLUMN_PITCH)
        for row in range(round(low / ROW_PITCH) + 1, round(high / ROW_PITCH))[:_MOST_STEPS]:
            yield column, row


def _aside(step: int) -> int:
    """Return 0, 1, -1, 2, -2 and so on."""
    return (step + 1) // 2 if step % 2 else -(step // 2)
