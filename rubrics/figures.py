"""Figures: the numbers that were said about something, and those that contradict each other."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from rubrics.findings import BEGINNING, Offset
from rubrics.notes import Figure, evidence_at
from rubrics.numbers import Quantity
from rubrics.reading import Reading
from rubrics.wording import word_set

_KINDS = ("percent", "time", "money")
# What a number is about stands this near to it.
_BEFORE_WORDS = 9
_AFTER_WORDS = 6
# Beside these a number is one end of a change, a case or a correction, and two of them may well differ.
_CHANGE = word_set(
    "from instead reduce cut raise lower improve today current currently now before after was were if change versus "
    "between sorry mean correct rather different another other extra worst best unless otherwise maybe either wrong"
)
_EMPTY = word_set(
    "the and that this with have will would should must may can our their your they them what which when where there "
    "here about into over under within most least every some many much such only just also still very really make does "
    "done take takes say said want need give gives number percent second minute hour day week month year dollar euro "
    "cent target goal limit budget keep stay always never roughly almost maximum minimum than then each per next"
)
# So much of what two numbers are about must be the same words.
_SAME = 0.6
_LEAST_WORDS = 2


def take_figures(reading: Reading, offset: Offset = BEGINNING) -> list[Figure]:
    """Return the figures of a reading that were plainly said, in order."""
    return [
        figure
        for number, quantity in enumerate(reading.quantities)
        if quantity.kind in _KINDS and not _unsaid(reading, quantity.start)
        for figure in _figures(reading, number, quantity, offset)
    ]


def contradictions(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield the pairs of figures that give different numbers for the same thing."""
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        groups.setdefault((figure.unit, figure.bound), []).append(figure)
    for group in groups.values():
        yield from (pair for pair in combinations(group, 2) if _contradict(*pair))


def _unsaid(reading: Reading, at: int) -> bool:
    return reading.salad[at] or reading.meta[at] or reading.asked[at] or reading.private[at] or reading.echoed[at]


def _figures(reading: Reading, number: int, quantity: Quantity, offset: Offset) -> Iterator[Figure]:
    first = max(reading.sentence_start(quantity.start), quantity.start - _BEFORE_WORDS)
    last = min(reading.sentence_end(quantity.end - 1), quantity.end + _AFTER_WORDS)
    around = [*range(first, quantity.start), *range(quantity.end, last)]
    if any(reading.words[at] in _CHANGE for at in around):
        return
    others = [other for other in reading.quantities[max(0, number - 2) : number + 3] if other is not quantity]
    near = [other for other in others if first <= other.start < last]
    taken = {at for other in near for at in range(other.start, other.end)}
    words = (reading.keys[at] for at in around if at not in taken and reading.words[at] not in _EMPTY)
    subject = frozenset(key for key in words if len(key) > 3)
    if len(subject) >= _LEAST_WORDS:
        yield Figure(
            quantity.start + offset.tokens, quantity.value, quantity.unit, _bound(reading, quantity.start), subject,
            frozenset((other.kind, other.value) for other in near),
            evidence_at(reading, first, max(last, quantity.end), offset),
        )  # fmt: skip


def _bound(reading: Reading, at: int) -> str:
    for name, bound in (("upper_bound", "upper"), ("lower_bound", "lower")):
        places = reading.classes.get(name, {})
        if any(place in places for place in range(max(0, at - 3), at)):
            return bound
    return ""


def _contradict(one: Figure, other: Figure) -> bool:
    if one.cases != other.cases or abs(one.value - other.value) <= 0.01 * max(abs(one.value), abs(other.value)):
        return False
    common = len(one.subject & other.subject)
    # A bare number needs more in common: two prices may be prices of two things.
    least = _LEAST_WORDS + (not one.bound)
    return common >= least and common / len(one.subject | other.subject) >= _SAME
