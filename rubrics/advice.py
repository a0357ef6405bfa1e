"""Advice: at most three things to work on next, each explained by what was said and what was missing."""

from collections.abc import Iterator, Mapping, Sequence

from rubrics.formats import FormatMarks
from rubrics.model import Advice, Evidence, Finding, Ledger, Rubric, Signal
from rubrics.notes import Mention

MOST = 3
# Half of a move that was made: class of words found, signal, sentence, what is missing.
_HALVES = (
    ("gain", "tradeoff.explicit", "You named what it gives, not what it costs.", "price"),
    ("loss", "tradeoff.explicit", "You named what it costs, not what you get for it.", "gain"),
    (
        "number",
        "metric.quantified",
        "You gave a number, but not what it measures and in which unit.",
        "what it measures",
    ),
    ("failing", "failure.recovery", "You said how it breaks, not what happens then.", "what happens then"),
)
HALF_CLASSES = tuple(name for name, *_ in _HALVES)


def advise(
    findings: Sequence[Finding],
    halves: Mapping[str, Mention],
    ledgers: Sequence[Ledger],
    rubric: Rubric,
    marks: FormatMarks,
) -> tuple[Advice, ...]:
    """Return what would raise the mark most: faults first, then what is missing, by what it is worth in the format.

    `halves` are the first words of each class that is half of a move.
    """
    faults = list(_faults(findings, rubric, marks))
    missing = [*_missing(findings, halves, rubric, marks), *_gaps(ledgers, marks)]
    missing.sort(key=lambda entry: -entry[0])
    return tuple([*faults, *(advice for _, advice in missing)][:MOST])


def _faults(findings: Sequence[Finding], rubric: Rubric, marks: FormatMarks) -> Iterator[Advice]:
    texts = {mark.signal: mark.missing for mark in rubric.signal_marks}
    for signal in rubric.signals:
        found = next((finding for finding in findings if finding.signal == signal.id), None)
        if found is not None and signal.id in marks.bad_signals:
            yield Advice(
                signal.id, signal.title, texts[signal.id], signal.question, found.seconds, found.quote, found.rule
            )


def _missing(
    findings: Sequence[Finding], halves: Mapping[str, Mention], rubric: Rubric, marks: FormatMarks
) -> Iterator[tuple[float, Advice]]:
    """Yield what each pillar lacks most, with what it is worth.

    One piece of advice for each pillar: whoever opened with the outcome need not be told about the limit as well.
    """
    found = {finding.signal for finding in findings}
    weights = {mark.signal: mark.weight for mark in rubric.signal_marks}
    for entry in marks.pillars:
        missing = [signal for signal in entry.signals if signal not in found]
        if not missing or entry.pillar.optional:
            continue
        first = max(missing, key=lambda signal: weights[signal])
        signal = next(signal for signal in rubric.signals if signal.id == first)
        made = sum(signal in found for signal in entry.signals)
        yield entry.pillar.weight * weights[first] / (1 + made), _explained(signal, halves, rubric)


def _explained(signal: Signal, halves: Mapping[str, Mention], rubric: Rubric) -> Advice:
    for name, wanted, text, missing in _HALVES:
        if wanted == signal.id and name in halves:
            said = halves[name].evidence
            return Advice(signal.id, signal.title, text, signal.question, said.seconds, said.quote, "", (missing,))
    text = next(mark.missing for mark in rubric.signal_marks if mark.signal == signal.id)
    return Advice(signal.id, signal.title, text, signal.question, None)


def _gaps(ledgers: Sequence[Ledger], marks: FormatMarks) -> Iterator[tuple[float, Advice]]:
    """Yield what the ledgers that are marked lack: each part that is missing in the fullest entry."""
    by_id = {ledger.id: ledger for ledger in ledgers}
    for entry in marks.pillars:
        ledger = by_id.get(entry.ledger)
        if ledger is None:
            continue
        fullest = max(ledger.entries, key=lambda told: told.found, default=None)
        if fullest is None:
            yield entry.pillar.weight, Advice(entry.ledger, ledger.title, _UNTOLD, _UNTOLD_QUESTION, None)
            continue
        missing = tuple(line.title for line in fullest.lines if line.evidence is None)
        said = fullest.evidence or _first(line.evidence for line in fullest.lines)
        for line in fullest.lines:
            if line.evidence is None:
                yield entry.pillar.weight / len(fullest.lines), Advice(
                    entry.ledger, f"{ledger.title}: {line.title}", f"Not heard: {line.title.lower()}.",
                    line.question, said.seconds if said else None, said.quote if said else "", "", missing,
                )  # fmt: skip


_UNTOLD = "You told no project of your own that it could be heard in."
_UNTOLD_QUESTION = "Which one thing did you ship, for whom, and what was it worth?"


def _first(places: Iterator[Evidence | None]) -> Evidence | None:
    return next((place for place in places if place), None)
