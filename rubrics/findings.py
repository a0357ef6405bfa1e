"""Findings: matches of rules become spans of words, settled among each other."""

from collections.abc import Iterable, Sequence

from rubrics.checks import Match
from rubrics.match import same_quote
from rubrics.model import Finding, Marking, Slot
from rubrics.openings import OPENING_SIGNALS, Candidate, settle_openings
from rubrics.reading import Reading
from rubrics.rules import Rule

# Moves that speak of components without opening with them.
_BLOCKERS = ("tradeoff.explicit", "tradeoff.contrast", "failure.mode", "failure.recovery", "opening.business_goal")


def find_all(reading: Reading, rules: Iterable[Rule], marking: Marking) -> tuple[Finding, ...]:
    """Return the findings of all rules in the order of the text, each place once for a signal."""
    candidates = [(rule, match) for rule in rules for match in rule.matches(reading)]
    openings = [entry for entry in candidates if entry[0].signal in OPENING_SIGNALS]
    others = [entry for entry in candidates if entry[0].signal not in OPENING_SIGNALS]
    blockers = [entry for entry in others if entry[0].signal in _BLOCKERS]
    kept = settle_openings(openings, marking.second_opening_words, blockers) + _without_overlaps(others)
    kept = _without_yielding(kept)
    findings = [_finding(reading, rule, match) for rule, match in kept]
    return tuple(_without_echoes(sorted(findings, key=lambda finding: (finding.start, finding.end, finding.signal))))


def _without_overlaps(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Keep the surest of candidates for one signal that share words; of equal ones the longer."""
    kept: list[Candidate] = []
    taken: dict[str, list[tuple[int, int]]] = {}
    for rule, match in sorted(
        candidates, key=lambda entry: (-entry[0].weight, -(entry[1].end - entry[1].start), entry[1].start)
    ):
        spans = taken.setdefault(rule.signal, [])
        if not any(start < match.end and end > match.start for start, end in spans):
            spans.append((match.start, match.end))
            kept.append((rule, match))
    return kept


def _without_yielding(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Leave out what gives way to a surer reading of the same words, the surest settled first."""
    standing: list[Candidate] = []
    for rule, match in sorted(candidates, key=lambda entry: -entry[0].weight):
        rivals = (span for other, span in standing if other.signal in rule.yields_to)
        if not any(span.start < match.end and span.end > match.start for span in rivals):
            standing.append((rule, match))
    return standing


def _without_echoes(findings: Sequence[Finding]) -> list[Finding]:
    """Leave out what says nearly the same as an earlier finding of the same signal."""
    kept: list[Finding] = []
    for finding in findings:
        if not any(other.signal == finding.signal and same_quote(other.quote, finding.quote) for other in kept):
            kept.append(finding)
    return kept


def _finding(reading: Reading, rule: Rule, match: Match) -> Finding:
    text, words, tokens = reading.passage.text, reading.passage.words, reading.tokens
    first, last = tokens[match.start], tokens[match.end - 1]
    last_word = max(first.word, last.word)
    return Finding(
        signal=rule.signal,
        rule=rule.id,
        start=first.start,
        end=last.end,
        first_word=first.word,
        last_word=last_word,
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
