"""Votes: for each signal a sum of learned weights over cues, which overrules single rules and hears what none foresaw.

The weights are plain data (`library/votes.json`), learned by `tests/corpus/train.py` from the labelled corpus. A sum
over a stretch of words above the signal's bar says that the move is made there; the words that spoke most for it are
shown. What a rule found stands only where the vote agrees.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rubrics.checks import Match
from rubrics.cues import CueFinder, Cues, heard_in
from rubrics.openings import OPENING_SIGNALS
from rubrics.reading import Reading
from rubrics.rules import Rule

# A snippet is voted on as a whole; of an answer as many words as snippets have, from each clause on.
_SNIPPET_WORDS = 90
_STRETCH_WORDS = 36
_WIDEST_STRETCH = 44
_SHORTEST_STRETCH = 14
# A rule's finding is in a stretch that began so little before it that it still is its matter.
_REACH = 20
_LONGEST_QUOTE = 30
# An answer that has not opened in a stretch that began so early has not opened so.
_OPENING_WORDS = 45
# A whole answer opens somewhere, which cannot be said of a snippet.
_OPENING_BONUS = 0.6
# What stands before salad has lost words that might have spoken against it.
_CUT_MARGIN = 0.7

# Of the clauses next to the one that spoke most, those with so much of its weight are shown with it.
_LEAST_SHARE = 1 / 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens from `start` to `end` (exclusive); `cut` where it ends because salad or an echo begins."""

    start: int
    end: int
    cut: bool


@dataclass(frozen=True, slots=True)
class _Ballot:
    stretch: Stretch
    cues: Cues
    sums: Sequence[float]


@dataclass(frozen=True, slots=True)
class Votes:
    """The weights: cue to (number of the signal, weight), with a bias and a bar for each signal.

    `rules` are those to which findings without a rule of their own are credited; `bad` are the signals that cost.
    """

    signals: tuple[str, ...]
    biases: tuple[float, ...]
    bars: tuple[float, ...]
    weights: Mapping[str, Sequence[tuple[int, float]]]
    rules: Mapping[str, Rule]
    bad: frozenset[str]

    def sums(self, cues: Cues) -> list[float]:
        """Return the sum of each signal, in the order of `signals`."""
        sums = list(self.biases)
        for cue in cues:
            for number, weight in self.weights.get(cue, ()):
                sums[number] += weight
        return sums

    def count(self, reading: Reading, matches: Sequence[tuple[Rule, Match]]) -> list[tuple[Rule, Match]]:
        """Return what stands: the matches of rules that the vote confirms, and what only the vote has heard."""
        finder = CueFinder(reading, ((match.start, rule.id, rule.signal) for rule, match in matches))
        ballots = [self._ballot(finder, stretch) for stretch in _stretches(reading)]
        own: dict[str, list[tuple[Rule, Match]]] = {}
        for rule, match in matches:
            own.setdefault(rule.signal, []).append((rule, match))
        standing: list[tuple[Rule, Match]] = []
        for number, signal in enumerate(self.signals):
            passed = [ballot for ballot in ballots if self._passes(ballot, number, reading)]
            kept = [
                (rule, match)
                for rule, match in own.get(signal, ())
                if any(_holds(ballot.stretch, match, reading) for ballot in passed)
            ]
            standing += kept
            for ballot in passed:
                if not any(_holds(ballot.stretch, match, reading) for _, match in kept):
                    standing += self._heard(reading, number, ballot)
        return standing

    def _ballot(self, finder: CueFinder, stretch: Stretch) -> _Ballot:
        cues = finder.within(stretch.start, stretch.end)
        return _Ballot(stretch, cues, self.sums(cues))

    def _passes(self, ballot: _Ballot, number: int, reading: Reading) -> bool:
        signal, bar = self.signals[number], self.bars[number]
        if reading.whole and signal in OPENING_SIGNALS:
            if ballot.stretch.start >= _OPENING_WORDS:
                return False
            bar -= _OPENING_BONUS
        if ballot.stretch.cut:
            bar += -_CUT_MARGIN if signal in self.bad else _CUT_MARGIN
        return ballot.sums[number] > bar

    def _heard(self, reading: Reading, number: int, ballot: _Ballot) -> Iterator[tuple[Rule, Match]]:
        """Yield the clauses that spoke most for a signal."""
        bounds = [at for at in range(ballot.stretch.start + 1, ballot.stretch.end) if reading.clause_starts[at]]
        bounds = [ballot.stretch.start, *bounds, ballot.stretch.end]
        shares = [0.0] * (len(bounds) - 1)
        for cue, at in ballot.cues.items():
            shares[bisect_right(bounds, at) - 1] += sum(
                weight for signal, weight in self.weights.get(cue, ()) if signal == number
            )
        first = last = max(range(len(shares)), key=shares.__getitem__)
        if shares[first] <= 0:
            return
        least = shares[first] * _LEAST_SHARE
        while (
            last + 1 < len(shares) and shares[last + 1] >= least and bounds[last + 2] - bounds[first] < _LONGEST_QUOTE
        ):
            last += 1
        while first > 0 and shares[first - 1] >= least and bounds[last + 1] - bounds[first - 1] < _LONGEST_QUOTE:
            first -= 1
        yield self.rules[self.signals[number]], Match(bounds[first], bounds[last + 1], ())


def _stretches(reading: Reading) -> Iterator[Stretch]:
    """Yield the stretches of words that are voted on; none goes on over salad or an echo."""
    count = len(reading.tokens)
    if not reading.whole and count <= _SNIPPET_WORDS:
        yield Stretch(0, count, cut=False)
        return
    walls = [at for at, heard in enumerate(heard_in(reading)) if not heard]
    bounds = [at for at, begins in enumerate(reading.clause_starts) if begins]
    for start in bounds:
        bound = bisect_left(bounds, start + _STRETCH_WORDS)
        end = min(count, start + _WIDEST_STRETCH, bounds[bound] if bound < len(bounds) else count)
        wall = bisect_left(walls, start)
        stretch = Stretch(start, min([end, *walls[wall : wall + 1]]), cut=wall < len(walls) and walls[wall] <= end)
        # The last words are in the stretches before as well.
        if start == 0 or stretch.end - start >= _SHORTEST_STRETCH:
            yield stretch


def _holds(stretch: Stretch, match: Match, reading: Reading) -> bool:
    reach = min(stretch.end, stretch.start + _REACH) if reading.whole else stretch.end
    return stretch.start <= match.start < reach
