"""The vote: for each signal a sum of learned weights over traits, a second opinion beside the rules.

The weights are plain data (`library/votes`), learned by `tests/corpus/learn.py` from the labelled corpus. A sum over a
stretch of words above the signal's bar says that the move is made there; the clauses that spoke most for it are the
quote, and the words that weighed most are shown. What a rule found stands where the vote does not speak against it.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rubrics.checks import Match
from rubrics.openings import OPENING_SIGNALS
from rubrics.reading import Reading
from rubrics.rules import Rule
from rubrics.traits import Kin, Stretch, traits_of

# A snippet is voted on as a whole; of an answer as many words as snippets have, from each clause on.
_SNIPPET_WORDS = 90
_STRETCH_WORDS = 36
_WIDEST_STRETCH = 44
# Fewer words say too little: what rules find in them stands.
_LEAST_WORDS = 6
# A rule's finding is in a stretch that began so little before it that it still is its matter.
_REACH = 20
_LONGEST_QUOTE = 30
# An answer that has not opened in a stretch that began so early has not opened so.
_OPENING_WORDS = 30
_WORDS_SHOWN = 3
_WEIGHED = "weighed most"

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each trait weighs: `table` has a row for each trait and a column for each signal.

    `rarity` is what a trait counts for before weighing; `kinds` numbers the kind of each trait and `shares` says how
    much each kind has to say. A row of traits counts by its direction, not its length: long talk weighs no more.
    """

    signals: tuple[str, ...]
    biases: Floats
    bars: Floats
    doubts: Floats
    numbers: Mapping[str, int]
    kinds: npt.NDArray[np.int64]
    shares: Floats
    rarity: Floats
    table: npt.NDArray[np.float32]

    def values(self, numbers: npt.NDArray[np.int64]) -> Floats:
        """Return what each of some different traits counts for beside the others."""
        rarity, kinds = self.rarity[numbers], self.kinds[numbers]
        lengths = np.sqrt(np.bincount(kinds, rarity * rarity, len(self.shares)))
        values: Floats = rarity * (self.shares / np.maximum(lengths, 1e-9))[kinds]
        return values

    def sums(self, numbers: npt.NDArray[np.int64]) -> Floats:
        """Return the sum of each signal over some different traits."""
        sums: Floats = self.values(numbers) @ self.table[numbers] + self.biases
        return sums


@dataclass(frozen=True, slots=True)
class Vote:
    """Weights with the groups of words they know, and the rules to which findings of the vote alone are credited."""

    weights: Weights
    kin: Kin
    rules: Mapping[str, Rule]

    def count(self, reading: Reading, sightings: Sequence[tuple[Rule, Match]]) -> list[tuple[Rule, Match]]:
        """Return what stands: the matches of rules that are not voted down, and what only the vote has heard."""
        if len(reading.tokens) < _LEAST_WORDS:
            return list(sightings)
        traits = traits_of(reading, self.kin, self.weights.numbers.get)
        stretches = [traits.within(start, end) for start, end in _stretches(reading)]
        sums = np.array([self.weights.sums(stretch.numbers) for stretch in stretches])
        standing: list[tuple[Rule, Match]] = []
        for column, signal in enumerate(self.weights.signals):
            last = _OPENING_WORDS if signal in OPENING_SIGNALS else len(reading.tokens)
            early = [place for place, stretch in enumerate(stretches) if stretch.start < last]
            borne = [stretches[place] for place in early if sums[place, column] > self.weights.doubts[column]]
            kept = [
                (rule, match)
                for rule, match in sightings
                if rule.signal == signal and any(_holds(stretch, match, whole=reading.whole) for stretch in borne)
            ]
            standing += kept
            for stretch in (stretches[place] for place in early if sums[place, column] > self.weights.bars[column]):
                if not any(_holds(stretch, match, whole=reading.whole) for _, match in kept):
                    found = self._spoken(reading, column, stretch)
                    standing += [(self.rules[signal], found)] if found else []
        return standing

    def _spoken(self, reading: Reading, column: int, stretch: Stretch) -> Match | None:
        """Return the clauses that spoke most for a signal, with the words that weighed most."""
        evidence = self.weights.values(stretch.numbers) * self.weights.table[stretch.numbers, column]
        clauses = [at for at in range(stretch.start + 1, stretch.end) if reading.clause_starts[at]]
        bounds = [stretch.start, *clauses, stretch.end]
        shares = np.bincount(np.searchsorted(bounds, stretch.starts, "right") - 1, evidence, len(bounds) - 1)
        first = last = int(np.argmax(shares))
        if shares[first] <= 0:
            return None
        least = shares[first] / 3
        while (
            last + 1 < len(shares) and shares[last + 1] >= least and bounds[last + 2] - bounds[first] < _LONGEST_QUOTE
        ):
            last += 1
        while first > 0 and shares[first - 1] >= least and bounds[last + 1] - bounds[first - 1] < _LONGEST_QUOTE:
            first -= 1
        begin, end = bounds[first], bounds[last + 1]
        return Match(begin, end, tuple(_heaviest(stretch, evidence, begin, end)))


def _heaviest(stretch: Stretch, evidence: Floats, begin: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield the words between two tokens that weighed most, none of them twice."""
    shown: list[tuple[int, int]] = []
    for number in np.argsort(-evidence, kind="stable"):
        first, last = int(stretch.starts[number]), int(stretch.ends[number])
        if evidence[number] <= 0 or len(shown) == _WORDS_SHOWN:
            break
        if begin <= first and last <= end and not any(first < other and last > one for one, other in shown):
            shown.append((first, last))
    yield from ((_WEIGHED, first, last) for first, last in sorted(shown))


def _stretches(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the stretches of words that are voted on."""
    count = len(reading.tokens)
    if not reading.whole and count <= _SNIPPET_WORDS:
        yield 0, count
        return
    bounds = [at for at, begins in enumerate(reading.clause_starts) if begins]
    for start in bounds:
        if count - start < _LEAST_WORDS:
            return
        end = bisect_left(bounds, start + _STRETCH_WORDS)
        yield start, min(count, start + _WIDEST_STRETCH, bounds[end] if end < len(bounds) else count)


def _holds(stretch: Stretch, match: Match, *, whole: bool) -> bool:
    end = min(stretch.end, stretch.start + _REACH) if whole else stretch.end
    return stretch.start <= match.start < end
