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
_SHORTEST_STRETCH = 14
# Fewer words say too little: what rules find in them stands.
_LEAST_WORDS = 6
# A rule's finding is in a stretch that began so little before it that it still is its matter.
_REACH = 20
_LONGEST_QUOTE = 30
# An answer that has not opened in a stretch that began so early has not opened so.
_OPENING_WORDS = 45
# Of a whole answer more is to be expected than of a snippet: it opens somewhere, and stretches cut through its moves.
# Chosen by the grades of the tuned answers.
_OPENING_BONUS = 0.2
_WHOLE_BONUS = 0.2
# What stands before salad has lost words that might have spoken against it: no good move is heard by the vote alone.
_CUT_MARGIN = 0.25
# Of a stretch of which less was heard, the vote alone hears nothing.
_LEAST_HEARD = 2 / 3
# Of the clauses next to the one that spoke most, those with so much of its weight are shown with it.
_LEAST_SHARE = 1 / 3
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
class _Ballot:
    """A stretch with the sum of each signal; `cut` where it ends because salad or an echo begins."""

    stretch: Stretch
    cut: bool
    sums: Floats


@dataclass(frozen=True, slots=True)
class Vote:
    """Weights with the groups of words they know.

    `rules` are those to which findings of the vote alone are credited; `bad` are the signals that cost.
    """

    weights: Weights
    kin: Kin
    rules: Mapping[str, Rule]
    bad: frozenset[str]

    def count(
        self, reading: Reading, matches: Sequence[tuple[Rule, Match]], earlier: Sequence[tuple[Rule, Match]] = ()
    ) -> list[tuple[Rule, Match]]:
        """Return what stands: the matches of rules that are not voted down, and what only the vote has heard.

        `earlier` is what stands of words before those of interest: nothing is heard a second time beside it.
        """
        if len(reading.tokens) < _LEAST_WORDS:
            return list(matches)
        traits = traits_of(reading, self.kin, self.weights.numbers.get)
        ballots = [
            self._ballot(traits.within(start, end), cut=cut)
            for start, end, cut in _stretches(reading)
            if end > reading.since
        ]
        margins = np.array([self._margins(ballot, reading) for ballot in ballots]).reshape(
            -1, len(self.weights.signals)
        )
        leeway = self.weights.bars - self.weights.doubts
        standing: list[tuple[Rule, Match]] = []
        for column, signal in enumerate(self.weights.signals):
            borne = [ballots[place].stretch for place in np.flatnonzero(margins[:, column] > -leeway[column])]
            kept = [
                (rule, match)
                for rule, match in matches
                if rule.signal == signal and any(_holds(stretch, match, whole=reading.whole) for stretch in borne)
            ]
            standing += kept
            ruled = [*kept, *((rule, match) for rule, match in earlier if self._is_ruled(rule, signal))]
            for place in np.flatnonzero(margins[:, column] > 0):
                stretch = ballots[place].stretch
                if (ballots[place].cut and signal not in self.bad) or not _is_heard(reading, stretch):
                    continue
                if not any(_holds(stretch, match, whole=reading.whole) for _, match in ruled):
                    found = self._spoken(reading, column, stretch)
                    standing += [(self.rules[signal], found)] if found else []
        return standing

    def _is_ruled(self, rule: Rule, signal: str) -> bool:
        return rule.signal == signal and rule.id != self.rules[signal].id

    def _ballot(self, stretch: Stretch, *, cut: bool) -> _Ballot:
        return _Ballot(stretch, cut, self.weights.sums(stretch.numbers))

    def _margins(self, ballot: _Ballot, reading: Reading) -> Floats:
        """Return by how much each signal passes its bar."""
        signals = self.weights.signals
        opening = np.array([signal in OPENING_SIGNALS for signal in signals]) & reading.whole
        bad = np.array([signal in self.bad for signal in signals])
        margins = ballot.sums - self.weights.bars + _OPENING_BONUS * opening
        if reading.whole:
            margins += np.where(bad, 0, _WHOLE_BONUS)
        if ballot.cut:
            margins -= np.where(bad, -_CUT_MARGIN, _CUT_MARGIN)
        late: Floats = np.where(opening & (ballot.stretch.start >= _OPENING_WORDS), -np.inf, margins)
        return late

    def _spoken(self, reading: Reading, column: int, stretch: Stretch) -> Match | None:
        """Return the clauses that spoke most for a signal, with the words that weighed most."""
        evidence = self.weights.values(stretch.numbers) * self.weights.table[stretch.numbers, column]
        clauses = [at for at in range(stretch.start + 1, stretch.end) if reading.clause_starts[at]]
        bounds = [stretch.start, *clauses, stretch.end]
        shares = np.bincount(np.searchsorted(bounds, stretch.starts, "right") - 1, evidence, len(bounds) - 1)
        first = last = int(np.argmax(shares))
        if shares[first] <= 0:
            return None
        least = shares[first] * _LEAST_SHARE
        while (
            last + 1 < len(shares) and shares[last + 1] >= least and bounds[last + 2] - bounds[first] < _LONGEST_QUOTE
        ):
            last += 1
        while first > 0 and shares[first - 1] >= least and bounds[last + 1] - bounds[first - 1] < _LONGEST_QUOTE:
            first -= 1
        begin, end = bounds[first], bounds[last + 1]
        if _is_beside_the_point(reading, begin, end):
            return None
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


def _is_heard(reading: Reading, stretch: Stretch) -> bool:
    heard = sum(bool(reading.words[at]) for at in range(stretch.start, stretch.end))
    return heard >= _LEAST_HEARD * (stretch.end - stretch.start)


def _is_beside_the_point(reading: Reading, begin: int, end: int) -> bool:
    """Return whether most of the words are about the speaker, only announced, or asked of the interviewer."""
    beside = sum(reading.private[at] or reading.meta[at] or reading.asked[at] for at in range(begin, end))
    return 2 * beside > end - begin


def _stretches(reading: Reading) -> Iterator[tuple[int, int, bool]]:
    """Yield the stretches of words that are voted on, and whether each was cut: none goes on over salad or an echo."""
    count = len(reading.tokens)
    if not reading.whole and count <= _SNIPPET_WORDS:
        yield 0, count, False
        return
    walls = [at for at in range(count) if reading.salad[at] or reading.echoed[at]]
    bounds = [at for at, begins in enumerate(reading.clause_starts) if begins]
    for start in bounds:
        bound = bisect_left(bounds, start + _STRETCH_WORDS)
        end = min(count, start + _WIDEST_STRETCH, bounds[bound] if bound < len(bounds) else count)
        wall = bisect_left(walls, start)
        cut = wall < len(walls) and walls[wall] <= end
        end = min([end, *walls[wall : wall + 1]])
        # The last words are in the stretches before as well.
        if start == 0 or end - start >= _SHORTEST_STRETCH:
            yield start, end, cut


def _holds(stretch: Stretch, match: Match, *, whole: bool) -> bool:
    end = min(stretch.end, stretch.start + _REACH) if whole else stretch.end
    return stretch.start <= match.start < end
