"""Notes: all that is taken from a reading of an answer before it is judged, each with its place.

Whatever judges an answer works on notes alone. That is what lets a growing answer be judged again piece by piece:
notes on earlier words are kept, and only those on the last words are taken anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rubrics.findings import BEGINNING, Offset, Sighting
from rubrics.model import Evidence
from rubrics.pattern import Pattern
from rubrics.reading import Reading


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that were said about something, by its `name`; `token` counts from the beginning of the answer."""

    name: str
    token: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it is about: the stems around it, and other numbers that say which case is meant.

    `bound` is upper, lower or empty; `token` counts from the beginning of the answer.
    """

    token: int
    value: float
    unit: str
    bound: str
    subject: frozenset[str]
    cases: frozenset[tuple[str, float]]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Notes:
    """What was noticed, each list in the order of the tokens where its entries begin.

    `said` tells for each token whether it counts towards the length of the answer: it is no salad and no repetition.
    """

    sightings: Sequence[Sighting]
    mentions: Sequence[Mention]
    figures: Sequence[Figure]
    said: Sequence[bool]


def mentions_of(
    reading: Reading,
    name: str,
    patterns: Iterable[Pattern],
    offset: Offset = BEGINNING,
    *,
    announced: bool = False,
) -> Iterator[Mention]:
    """Yield where the patterns match, the longest at each place.

    What is asked or no language is not said, nor is what is only announced, unless `announced` lets it count.
    """
    found: dict[int, int] = {}
    for pattern in patterns:
        for start, end, _ in pattern.matches(reading, reading.since):
            unsaid = reading.salad[start] or reading.asked[start] or reading.echoed[start]
            if not unsaid and (announced or not reading.meta[start]):
                found[start] = max(end, found.get(start, 0))
    for start, end in found.items():
        yield Mention(name, start + offset.tokens, evidence_at(reading, start, end, offset))


def first_of_class(reading: Reading, name: str, offset: Offset = BEGINNING) -> Iterator[Mention]:
    """Yield the first words of a class that are about the product."""
    places = reading.classes.get(name, {})
    own = [at for at in places if at >= reading.since and not reading.salad[at] and not reading.private[at]]
    if own:
        at = min(own)
        yield Mention(f"first.{name}", at + offset.tokens, evidence_at(reading, at, places[at][0], offset))


def evidence_at(reading: Reading, start: int, end: int, offset: Offset = BEGINNING) -> Evidence:
    """Return the words of tokens `start` to `end` (exclusive) of a reading."""
    words, first, last = reading.passage.words, reading.tokens[start], reading.tokens[end - 1]
    last_word = max(first.word, last.word)
    return Evidence(
        quote=reading.passage.text[first.start : last.end],
        start=first.start + offset.characters,
        end=last.end + offset.characters,
        first_word=first.word + offset.words,
        last_word=last_word + offset.words,
        seconds=words[first.word].seconds,
        end_seconds=words[last_word].end_seconds,
    )
