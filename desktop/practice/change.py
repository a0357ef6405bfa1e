"""What may be called a change: a difference larger than what measures it may be off by."""

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
    """Return by how much a mark may be off: half of its band, the side that the scale's ends did not cut off.

    0 for a mark without a band.
    """
    return max(mark - band[0], band[1] - mark) if band else 0.0
