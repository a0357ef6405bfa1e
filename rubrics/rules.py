"""A rule: one way in which a move is made, with what cancels it, its worth and its own examples."""

from dataclasses import dataclass

from rubrics.checks import Check, Match
from rubrics.pattern import Pattern
from rubrics.reading import Reading


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with everything that makes it a remark.

    `unless` cancels a match when one of its patterns lies within `reach` tokens of it; `zones` are the kinds of talk
    in which the rule is deaf. `deny` drops a match that begins in the scope of a negation. A finding
    gives way to one of the signals in `yields_to` that shares words with it.
    `weight` (0-1) is how sure the rule is. `fires` and `silent` are run as tests.
    """

    id: str
    signal: str
    check: Check
    unless: tuple[Pattern, ...]
    reach: int
    zones: tuple[str, ...]
    deny: bool
    yields_to: tuple[str, ...]
    weight: float
    message: str
    fires: tuple[str, ...]
    silent: tuple[str, ...]

    def matches(self, reading: Reading) -> tuple[Match, ...]:
        """Return each place where the move is made and nothing cancels it."""
        matches = [match for match in self.check.matches(reading) if self._is_heard(reading, match)]
        if not matches or not self.unless:
            return tuple(matches)
        cancels = [(start, end) for pattern in self.unless for start, end, _ in pattern.matches(reading)]
        return tuple(
            match
            for match in matches
            if not any(start < match.end + self.reach and end > match.start - self.reach for start, end in cancels)
        )

    def _is_heard(self, reading: Reading, match: Match) -> bool:
        last = match.end - 1
        if (self.deny and reading.negated[match.start]) or reading.echoed[match.start] or reading.echoed[last]:
            return False
        marks = {"private": reading.private, "meta": reading.meta, "asked": reading.asked, "salad": reading.salad}
        return not any(marks[zone][match.start] or (zone != "meta" and marks[zone][last]) for zone in self.zones)
