"""Cues: what a stretch of words offers to the votes; words, pairs of words, classes of words and rules that fired."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from rubrics.reading import Reading

# So many words count as the beginning of a stretch.
_FIRST_WORDS = 8
_FIRST_CLASSES = 12
_MANY = (2, 3, 5)

Entry = TypeVar("Entry")
# Name of a cue to the token at which it stands.
Cues = dict[str, int]


class CueFinder:
    """Finds the cues of any stretch of one reading; made once for each reading.

    `fired` are the rules that matched: token, rule and signal. Salad and echoes offer nothing.
    """

    def __init__(self, reading: Reading, fired: Iterable[tuple[int, str, str]]) -> None:
        heard = heard_in(reading)
        self._words = [(at, name) for at, name in _names(reading) if heard[at]]
        self._word_places = [at for at, _ in self._words]
        self._classes = sorted(
            (at, name, reading.negated[at]) for name, places in reading.classes.items() for at in places if heard[at]
        )
        self._class_places = [at for at, _, _ in self._classes]
        self._fired = sorted(fired)
        self._fired_places = [at for at, _, _ in self._fired]

    def within(self, start: int, end: int) -> Cues:
        """Return the cues between two tokens, each with the first token at which it stands."""
        cues: Cues = {f"length:{min(5, (end - start) // 12)}": start}
        words = _slice(self._words, self._word_places, start, end)
        for number, (at, word) in enumerate(words):
            cues.setdefault(word, at)
            before = words[number - 1][1] if number else ""
            if before:
                cues.setdefault(f"{before} {word}", at)
            if number > 1:
                cues.setdefault(f"{words[number - 2][1]} _ {word}", at)
            if number < _FIRST_WORDS:
                cues.setdefault(f"^{word}", at)
                if before:
                    cues.setdefault(f"^{before} {word}", at)
        self._add_classes(cues, start, end)
        for at, rule, signal in _slice(self._fired, self._fired_places, start, end):
            cues.setdefault(f"rule:{rule}", at)
            cues.setdefault(f"signal:{signal}", at)
        return cues

    def _add_classes(self, cues: Cues, start: int, end: int) -> None:
        counts: Counter[str] = Counter()
        for at, name, negated in _slice(self._classes, self._class_places, start, end):
            counts[name] += 1
            many = counts[name]
            if many == 1:
                cues[f"{{{name}}}"] = at
            elif many in _MANY:
                cues[f"{{{name}}}>={many}"] = at
            if negated:
                cues.setdefault(f"not{{{name}}}", at)
            if at < start + _FIRST_CLASSES:
                cues.setdefault(f"^{{{name}}}", at)


def heard_in(reading: Reading) -> list[bool]:
    """Return for each token whether it is speech that was not heard before."""
    return [not salad and not echoed for salad, echoed in zip(reading.salad, reading.echoed, strict=True)]


def _names(reading: Reading) -> Iterator[tuple[int, str]]:
    """Yield each token with its stem; a number with its unit is one token, named by what it counts."""
    numbers: Mapping[int, str] = {quantity.start: quantity.kind for quantity in reading.quantities}
    inside = {at for quantity in reading.quantities for at in range(quantity.start + 1, quantity.end)}
    for at, key in enumerate(reading.keys):
        if at in numbers:
            yield at, f"#{numbers[at]}"
        elif key and at not in inside:
            yield at, key


def _slice(entries: list[Entry], places: list[int], start: int, end: int) -> list[Entry]:
    return entries[bisect_left(places, start) : bisect_left(places, end)]
