"""What may be called a change: a difference larger than what measures it may be off by."""

import math
from dataclasses import dataclass
from enum import StrEnum

# Times of words are good to a second; a constraint a sentence earlier or later is the same opening.
CONSTRAINT_ERROR_SECONDS = 5.0


class Unit(StrEnum):
    """What a value is measured in."""

    MARK = "of 100"
    SHARE = "% of rehearsals"
    SECONDS = "seconds"


class Direction(StrEnum):
    """Which way something went, for the candidate."""

    BETTER = "better"
    WORSE = "worse"
    NONE = "no change"


@dataclass(frozen=True, slots=True)
class Change:
    """How much something went up or, below zero, down. Within the error its direction is none, whatever the amount."""

    amount: float
    direction: Direction


def change(before: float, now: float, error: float, *, lower_is_better: bool = False) -> Change:
    """Return the change from `before` to `now`, both of which may be off by `error`; a larger step than that counts."""
    amount = now - before
    if abs(amount) <= error:
        return Change(amount, Direction.NONE)
    return Change(amount, Direction.BETTER if (amount > 0) is not lower_is_better else Direction.WORSE)


def half_band(mark: float, band: tuple[float, float] | None) -> float:
    """Return by how much a mark may be off: the wider side of its band, 0 for a mark without one."""
    return max(mark - band[0], band[1] - mark) if band else 0.0


def pillar_error(mark: float, overall: float, band: tuple[float, float] | None, scale_power: float) -> float:
    """Return by how much a pillar's mark may be off, given the band of the whole mark; 0 where there is none.

    A pillar has no band of its own: it may be off by as many points as the whole, or more. Marks are points to the
    power of the scale (`rubrics/library/rubric.toml`): the lower a mark, the more of them a point is worth.
    """
    if band is None:
        return 0.0
    if scale_power == 1:
        return half_band(overall, band)
    off = half_band(_points(overall, scale_power), (_points(band[0], scale_power), _points(band[1], scale_power)))
    lowest, highest = max(0.0, _points(mark, scale_power) - off), min(100.0, _points(mark, scale_power) + off)
    return half_band(mark, (_points(lowest, 1 / scale_power), _points(highest, 1 / scale_power)))


def _points(mark: float, scale_power: float) -> float:
    return 100.0 * math.pow(mark / 100.0, 1 / scale_power)
