"""The closed list of check kinds: each is data plus one method that finds where a move is made."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from rubrics.nodes import Captures
from rubrics.pattern import Pattern
from rubrics.reading import Reading

Span = tuple[int, int, Captures]


@dataclass(frozen=True, slots=True)
class Match:
    """Where a check fired: tokens `start` to `end` (exclusive) and what fills its slots."""

    start: int
    end: int
    slots: Captures


class Check(Protocol):
    """A way to look for a move."""

    kind: ClassVar[str]

    def matches(self, reading: Reading) -> Iterator[Match]:
        """Yield each place where the move seems to be made."""
        ...


@dataclass(frozen=True, slots=True)
class SlotPatterns:
    """A named part of a move with the wordings that fill it."""

    name: str
    patterns: tuple[Pattern, ...]

    def spans(self, reading: Reading, first: int = 0, last: int | None = None) -> list[Span]:
        """Return all places from token `first` to `last` that fill the slot, in order."""
        found = {
            (start, end): captures
            for pattern in self.patterns
            for start, end, captures in pattern.matches(reading, first, last)
        }
        return [(start, end, captures) for (start, end), captures in sorted(found.items())]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One wording that makes the whole move; its slots are named within the pattern."""

    kind: ClassVar[str] = "phrase"
    patterns: tuple[Pattern, ...]

    def matches(self, reading: Reading) -> Iterator[Match]:
        """Yield each match of each pattern."""
        for pattern in self.patterns:
            for start, end, captures in pattern.matches(reading, reading.since):
                yield Match(start, end, captures)


@dataclass(frozen=True, slots=True)
class Opening:
    """A wording that counts only among the first words of an answer, before any sign that it is long under way."""

    kind: ClassVar[str] = "opening"
    patterns: tuple[Pattern, ...]
    within: int

    def matches(self, reading: Reading) -> Iterator[Match]:
        """Yield each match that begins in the first `within` tokens."""
        last = opening_end(reading, self.within)
        for pattern in self.patterns:
            for start, end, captures in pattern.matches(reading, 0, last):
                yield Match(start, end, captures)


@dataclass(frozen=True, slots=True)
class Relation:
    """Two or three slots near each other, in any order or in the given one.

    If there are `link` patterns, one must match between them. `within` is the widest distance
    from the first to the last word in tokens.
    """

    kind: ClassVar[str] = "relation"
    slots: tuple[SlotPatterns, ...]
    link: tuple[Pattern, ...]
    within: int
    ordered: bool
    same_sentence: bool

    def matches(self, reading: Reading) -> Iterator[Match]:
        """Yield the nearest combination for each place that fills the first slot."""
        # A match begins with its first slot or with one that may stand before it.
        begins = self.slots[0].spans(reading, reading.since)
        if not begins:
            return
        spans = [begins, *(slot.spans(reading, reading.since if self.ordered else 0) for slot in self.slots[1:])]
        if not all(spans):
            return
        links = sorted({(start, end) for pattern in self.link for start, end, _ in pattern.matches(reading)})
        for first in spans[0]:
            match = self._grown([first], spans, 1, reading, links)
            if match:
                yield match

    def _grown(
        self, chosen: list[Span], spans: list[list[Span]], number: int, reading: Reading, links: list[tuple[int, int]]
    ) -> Match | None:
        if number == len(spans):
            return self._match(chosen, reading, links)
        start, end = min(span[0] for span in chosen), max(span[1] for span in chosen)
        low = end if self.ordered else max(0, end - self.within)
        near = spans[number]
        window = near[bisect_left(near, (low,)) : bisect_right(near, (start + self.within,))]
        for span in sorted(window, key=lambda span: abs(span[0] - chosen[-1][0])):
            apart = all(span[1] <= other[0] or span[0] >= other[1] for other in chosen)
            if apart and max(end, span[1]) - min(start, span[0]) <= self.within:
                match = self._grown([*chosen, span], spans, number + 1, reading, links)
                if match:
                    return match
        return None

    def _match(self, chosen: list[Span], reading: Reading, links: list[tuple[int, int]]) -> Match | None:
        start, end = min(span[0] for span in chosen), max(span[1] for span in chosen)
        if self.same_sentence and any(token.gap == 2 for token in reading.tokens[start + 1 : end]):
            return None
        if self.link and not self._linked(chosen, links):
            return None
        captures: Captures = ()
        for slot, span in zip(self.slots, chosen, strict=True):
            captures += ((slot.name, span[0], span[1]), *span[2])
        return Match(start, end, captures)

    @staticmethod
    def _linked(chosen: list[Span], links: Sequence[tuple[int, int]]) -> bool:
        ordered = sorted(chosen)
        first, last = ordered[0], ordered[-1]
        # A link may be the head of the second half: "at the cost of more complexity".
        at = bisect_left(links, (max(first[0] + 1, first[1] - 1),))
        return at < len(links) and links[at][0] <= last[0]


@dataclass(frozen=True, slots=True)
class Stages:
    """Steps in order: at least `least` within `within` tokens, neighbours at most `apart` tokens from each other.

    At least `least_order` words of order must stand among them.
    """

    kind: ClassVar[str] = "stages"
    stages: tuple[Pattern, ...]
    order: tuple[Pattern, ...]
    least: int
    least_order: int
    within: int
    apart: int

    def matches(self, reading: Reading) -> Iterator[Match]:
        """Yield the longest run that begins at each stage; of those that share words the longest will stand."""
        spans = _apart(SlotPatterns("stage", self.stages).spans(reading))
        marks = sorted({start for pattern in self.order for start, _, _ in pattern.matches(reading)})
        for at in range(len(spans)):
            last = at
            while last + 1 < len(spans) and self._goes_on(spans, at, last):
                last += 1
            start, end = spans[at][0], spans[last][1]
            tied = bisect_left(marks, end) - bisect_left(marks, max(0, start - 8))
            if last - at + 1 >= self.least and tied >= self.least_order:
                yield Match(start, end, tuple(("stage", span[0], span[1]) for span in spans[at : last + 1]))

    def _goes_on(self, spans: list[Span], first: int, last: int) -> bool:
        near = spans[last + 1][0] - spans[last][1] <= self.apart
        return near and spans[last + 1][1] - spans[first][0] <= self.within


@dataclass(frozen=True, slots=True)
class Gather:
    """Several different things near each other: `least` of the slots or more, the required ones among them."""

    kind: ClassVar[str] = "gather"
    slots: tuple[SlotPatterns, ...]
    required: tuple[str, ...]
    least: int
    within: int
    first_words: int | None

    def matches(self, reading: Reading) -> Iterator[Match]:
        """Yield a match wherever enough begins; of those that share words the longest will stand."""
        last = opening_end(reading, self.first_words) if self.first_words else len(reading.tokens)
        spans = sorted((start, end, slot.name) for slot in self.slots for start, end, _ in slot.spans(reading, 0, last))
        for at, (first, _, _) in enumerate(spans):
            stop = bisect_right(spans, (first + self.within,), lo=at)
            near = [span for span in spans[at:stop] if span[1] - first <= self.within]
            names = {name for _, _, name in near}
            if len(names) >= self.least and names.issuperset(self.required):
                yield Match(first, max(span[1] for span in near), tuple((name, a, b) for a, b, name in near))


def opening_end(reading: Reading, within: int) -> int:
    """Return the token at which the opening is over: after so many, or at a sign that a snippet is from later on."""
    if reading.whole:
        return within
    return min(within, min(reading.classes.get("mid_answer_cue", {}), default=len(reading.tokens)))


def _apart(spans: list[Span]) -> list[Span]:
    """Leave out what overlaps with an earlier span."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
