"""Votes: for each signal a sum of learned weights over cues, which overrules single rules and hears what none foresaw.

The weights are plain data (`library/votes.json`), learned by `tests/corpus/train.py` from the labelled corpus. A sum
over a stretch of words above the signal's bar says that the move is made there; the words that spoke most for it are
shown. What a rule found stands only where the vote agrees.
"""

from bisect import bisect_left
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

Ballot = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Votes:
    """The weights: cue to (number of the signal, weight), with a bias and a bar for each signal.

    `rules` are those to which findings without a rule of their own are credited.
    """

    signals: tuple[str, ...]
    biases: tuple[float, ...]
    bars: tuple[float, ...]
    weights: Mapping[str, Sequence[tuple[int, float]]]
    rules: Mapping[str, Rule]

    def sums(self, cues: Cues) -> list[float]:
        """Return the sum of each signal, in the order of `signals`."""
        sums = list(self.biases)
        for cue in cues:
            for number, weight in self.weights.get(cue, ()):
                sums[number] += weight
        return sums

    def count(self, reading: Reading, sightings: Sequence[tuple[Rule, Match]]) -> list[tuple[Rule, Match]]:
        """Return what stands: the matches of rules that the vote confirms, and what only the vote has heard."""
        finder = CueFinder(reading, ((match.start, rule.id, rule.signal) for rule, match in sightings))
        stretches = list(_stretches(reading))
        cues = [finder.within(start, end) for start, end in stretches]
        sums = [self.sums(entry) for entry in cues]
        starts = [start for start, _ in stretches]
        standing: list[tuple[Rule, Match]] = []
        for number, signal in enumerate(self.signals):
            opens = signal in OPENING_SIGNALS
            last = _OPENING_WORDS if opens else len(reading.tokens)
            bar = self.bars[number] - (_OPENING_BONUS if opens and reading.whole else 0.0)
            passed = [
                place
                for place, start in enumerate(starts)
                if start < last and sums[place][number] > bar
            ]
            if not passed:
                continue
            own = [(rule, match) for rule, match in sightings if rule.signal == signal]
            kept = [
                (rule, match)
                for rule, match in own
                if any(_holds(stretches[place], match, reading.whole) for place in passed)
            ]
            standing += kept
            for place in passed:
                if not any(_holds(stretches[place], match, reading.whole) for _, match in kept):
                    found = self._spoken(reading, number, stretches[place], cues[place])
                    if found:
                        standing.append((self.rules[signal], found))
        return standing

    def _spoken(self, reading: Reading, number: int, stretch: tuple[int, int], cues: Cues) -> Match | None:
        """Return the clauses that spoke most for a signal."""
        start, end = stretch
        bounds = [start, *(at for at in range(start + 1, end) if reading.clause_starts[at]), end]
        shares = [0.0] * (len(bounds) - 1)
        for cue, at in cues.items():
            for signal, weight in self.weights.get(cue, ()):
                if signal == number:
                    shares[bisect_left(bounds, at + 1) - 1] += weight
        first = last = max(range(len(shares)), key=shares.__getitem__)
        if shares[first] <= 0:
            return None
        least = shares[first] / 3
        while last + 1 < len(shares) and shares[last + 1] >= least and bounds[last + 2] - bounds[first] < _LONGEST_QUOTE:
            last += 1
        while first > 0 and shares[first - 1] >= least and bounds[last + 1] - bounds[first - 1] < _LONGEST_QUOTE:
            first -= 1
        return Match(bounds[first], bounds[last + 1], ())


def _stretches(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the stretches of words that are voted on; none goes on over salad or an echo."""
    count = len(reading.tokens)
    if not reading.whole and count <= _SNIPPET_WORDS:
        yield 0, count
        return
    ends = [at for at, heard in enumerate(heard_in(reading)) if not heard]
    bounds = [at for at, begins in enumerate(reading.clause_starts) if begins]
    for start in bounds:
        bound = bisect_left(bounds, start + _STRETCH_WORDS)
        end = min(count, start + _WIDEST_STRETCH, bounds[bound] if bound < len(bounds) else count)
        over = bisect_left(ends, start)
        end = min(end, ends[over]) if over < len(ends) else end
        # The last words are in the stretches before as well.
        if start == 0 or end - start >= _SHORTEST_STRETCH:
            yield start, end


def _holds(stretch: tuple[int, int], match: Match, whole: bool) -> bool:
    if not whole:
        return stretch[0] <= match.start < stretch[1]
    return stretch[0] <= match.start < min(stretch[1], stretch[0] + _REACH)
