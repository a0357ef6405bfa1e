"""Findings: matches of rules become spans of words, settled among each other."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rubrics.checks import Match
from rubrics.match import same_quote
from rubrics.model import Finding, Marking, Rubric, Slot
from rubrics.openings import OPENING_SIGNALS, settle_openings
from rubrics.reading import Reading
from rubrics.rules import Rule

# Moves that speak of components without opening with them.
_BLOCKERS = ("tradeoff.explicit", "tradeoff.contrast", "failure.mode", "failure.recovery", "opening.business_goal")


@dataclass(frozen=True, slots=True)
class Offset:
    """Where the words that were read begin within the whole answer."""

    tokens: int = 0
    words: int = 0
    characters: int = 0


BEGINNING = Offset()


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place where a rule matched, not yet settled with others; `match` counts the tokens of the whole answer."""

    rule: Rule
    match: Match
    finding: Finding


def find_all(reading: Reading, rubric: Rubric) -> tuple[Finding, ...]:
    """Return the findings of all rules and votes in the order of the text, each place once for a signal."""
    return without_echoes(settle(sight(reading, rubric), rubric.marking))


def sight(
    reading: Reading, rubric: Rubric, offset: Offset = BEGINNING, earlier: Iterable[Sighting] = ()
) -> list[Sighting]:
    """Return every place where a rule matches and the vote agrees, or where the vote alone has heard a move.

    `earlier` are the sightings that begin before the words of interest.
    """
    matches = [(rule, match) for rule in rubric.rules for match in rule.matches(reading)]
    if rubric.vote:
        before = [
            (entry.rule, moved(entry.match, -offset.tokens)) for entry in earlier if entry.match.start >= offset.tokens
        ]
        # What has been voted for gives way to nothing.
        matches = [(replace(rule, yields_to=()), match) for rule, match in rubric.vote.count(reading, matches, before)]
    return [_sighting(reading, rule, match, offset) for rule, match in matches]


def settle(sightings: Sequence[Sighting], marking: Marking) -> list[Finding]:
    """Return, in the order of the text, the sightings that stand beside each other.

    Two that share no word never disturb each other, but for those at the beginning of an answer.
    """
    openings = [entry for entry in sightings if entry.rule.signal in OPENING_SIGNALS]
    others = [entry for entry in sightings if entry.rule.signal not in OPENING_SIGNALS]
    kept = _without_yielding(_settled_openings(openings, others, marking) + _without_overlaps(others))
    return sorted((entry.finding for entry in kept), key=lambda finding: (finding.start, finding.end, finding.signal))


def without_echoes(findings: Iterable[Finding], earlier: Sequence[Finding] = ()) -> tuple[Finding, ...]:
    """Return the findings that do not say nearly the same as an `earlier` one, or as one before, of their signal."""
    quotes: dict[str, list[str]] = {}
    for finding in earlier:
        quotes.setdefault(finding.signal, []).append(finding.quote)
    kept: list[Finding] = []
    for finding in findings:
        known = quotes.setdefault(finding.signal, [])
        if not any(same_quote(quote, finding.quote) for quote in known):
            known.append(finding.quote)
            kept.append(finding)
    return tuple(kept)


def _settled_openings(openings: Sequence[Sighting], others: Sequence[Sighting], marking: Marking) -> list[Sighting]:
    if not openings:
        return []
    blockers = [(entry.rule, entry.match) for entry in others if entry.rule.signal in _BLOCKERS]
    candidates = [(entry.rule, entry.match) for entry in openings]
    standing = settle_openings(candidates, marking.second_opening_words, blockers)
    return [next(entry for entry in openings if (entry.rule, entry.match) == candidate) for candidate in standing]


class _Spans:
    """Spans that share no word with each other, in order."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []

    def meets(self, match: Match) -> bool:
        """Return whether one of the spans shares a word with the match."""
        last = bisect_left(self._spans, (match.end,))
        return last > 0 and self._spans[last - 1][1] > match.start

    def add(self, match: Match) -> None:
        insort(self._spans, (match.start, match.end))


def _without_overlaps(sightings: Sequence[Sighting]) -> list[Sighting]:
    """Keep the surest of sightings for one signal that share words; of equal ones the longer."""
    kept: list[Sighting] = []
    taken: dict[str, _Spans] = {}
    for entry in sorted(
        sightings, key=lambda entry: (-entry.rule.weight, entry.match.start - entry.match.end, entry.match.start)
    ):
        spans = taken.setdefault(entry.rule.signal, _Spans())
        if not spans.meets(entry.match):
            spans.add(entry.match)
            kept.append(entry)
    return kept


def _without_yielding(sightings: Sequence[Sighting]) -> list[Sighting]:
    """Leave out what gives way to a surer reading of the same words, the surest settled first."""
    standing: list[Sighting] = []
    taken: dict[str, _Spans] = {}
    for entry in sorted(sightings, key=lambda entry: -entry.rule.weight):
        if not any(signal in taken and taken[signal].meets(entry.match) for signal in entry.rule.yields_to):
            standing.append(entry)
            taken.setdefault(entry.rule.signal, _Spans()).add(entry.match)
    return standing


def _sighting(reading: Reading, rule: Rule, match: Match, offset: Offset) -> Sighting:
    text, words, tokens = reading.passage.text, reading.passage.words, reading.tokens
    first, last = tokens[match.start], tokens[match.end - 1]
    last_word = max(first.word, last.word)
    finding = Finding(
        signal=rule.signal,
        rule=rule.id,
        start=first.start + offset.characters,
        end=last.end + offset.characters,
        first_word=first.word + offset.words,
        last_word=last_word + offset.words,
        quote=text[first.start : last.end],
        seconds=words[first.word].seconds,
        end_seconds=words[last_word].end_seconds,
        slots=tuple(
            Slot(name, text[tokens[start].start : tokens[end - 1].end])
            for name, start, end in match.slots
            if end > start
        ),
        message=rule.message,
    )
    return Sighting(rule, replace(moved(match, offset.tokens), slots=()), finding)


def moved(match: Match, tokens: int) -> Match:
    """Return a match as it is counted so many tokens further on; its slots stay."""
    return replace(match, start=match.start + tokens, end=match.end + tokens)


def covers(sightings: Iterable[Sighting], token: int) -> bool:
    """Return whether one of the sightings has a word before and a word from `token` on."""
    return any(entry.match.start < token < entry.match.end for entry in sightings)
