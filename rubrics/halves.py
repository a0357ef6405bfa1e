"""Half of a move: what an interviewer asks about at once, and what is no finding of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rubrics.model import Finding
from rubrics.reading import Reading
from rubrics.wording import word_set

# The other half may still come within so many words.
_PATIENCE_WORDS = 25
# Smaller ones are steps, options and people.
_LEAST_NUMBER = 10
_NO_NOUNS = word_set(
    "and but or so because which that then if when while as at in on by to from for with than is are was were be we i "
    "you they it he she not also plus since until though although where who what how this there here"
)
_COUNTING = word_set(
    "version phase step number option part day room article chapter week quarter page item figure line"
)


@dataclass(frozen=True, slots=True)
class Half:
    """A move that was begun and not completed; `name` is `number_without_unit` or `trade_off_without_cost`.

    `first_word` and `last_word` are inclusive indices of the passage's words.
    """

    name: str
    first_word: int
    last_word: int
    quote: str


def find_halves(reading: Reading, findings: Sequence[Finding]) -> tuple[Half, ...]:
    """Return the halves that enough was said after to know that the rest did not come."""
    found = [*_bare_numbers(reading, findings), *_praised_choices(reading, findings)]
    return tuple(sorted(found, key=lambda half: half.first_word))


def _bare_numbers(reading: Reading, findings: Sequence[Finding]) -> Iterator[Half]:
    for quantity in reading.quantities:
        bare = quantity.kind == "count" and not quantity.unit and quantity.value >= _LEAST_NUMBER
        if not bare or not _meant(reading, quantity.start) or _counts_something(reading, quantity.end):
            continue
        if quantity.start and reading.words[quantity.start - 1] in _COUNTING:
            continue
        half = _half(reading, "number_without_unit", quantity.start, quantity.end)
        if not any(_near(half, finding, 0) for finding in findings if finding.signal.startswith("metric.")):
            yield half


def _counts_something(reading: Reading, after: int) -> bool:
    if after >= len(reading.tokens) or reading.clause_starts[after] or reading.tokens[after].gap:
        return False
    return reading.words[after] not in _NO_NOUNS


def _praised_choices(reading: Reading, findings: Sequence[Finding]) -> Iterator[Half]:
    losses = sorted(reading.classes.get("loss", {}))
    gains = reading.classes.get("gain", {})
    made = [finding for finding in findings if finding.signal.startswith("tradeoff.")]
    for at, ends in sorted(reading.classes.get("choice", {}).items()):
        gain = next((place for place in sorted(gains) if ends[0] <= place < at + _PATIENCE_WORDS), None)
        if gain is None or not _meant(reading, at) or reading.negated[at]:
            continue
        half = _half(reading, "trade_off_without_cost", at, max(gains[gain][0], gain + 1))
        costs = any(at - _PATIENCE_WORDS < loss < gain + _PATIENCE_WORDS for loss in losses)
        if not costs and not any(_near(half, finding, _PATIENCE_WORDS) for finding in made):
            yield half


def _meant(reading: Reading, at: int) -> bool:
    over = at + _PATIENCE_WORDS <= len(reading.tokens)
    return over and not (reading.private[at] or reading.meta[at] or reading.asked[at] or reading.salad[at])


def _near(half: Half, finding: Finding, words: int) -> bool:
    return finding.first_word - words <= half.last_word and half.first_word <= finding.last_word + words


def _half(reading: Reading, name: str, start: int, end: int) -> Half:
    first, last = reading.tokens[start], reading.tokens[end - 1]
    return Half(name, first.word, max(first.word, last.word), reading.passage.text[first.start : last.end])
