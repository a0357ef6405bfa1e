"""Advice: at most three things to work on next, each explained by what was missing."""

from collections.abc import Iterator, Sequence

from rubrics.model import Advice, Finding, Rubric, Signal
from rubrics.reading import Reading

MOST = 3
# Half of a move that was made, and what to say about it: class of words found, signal, sentence.
_HALVES = (
    ("gain", "tradeoff.explicit", "You named what it gives, not what it costs."),
    ("loss", "tradeoff.explicit", "You named what it costs, not what you get for it."),
    ("number", "metric.quantified", "You gave a number, but not what it measures and in which unit."),
    ("failing", "failure.recovery", "You said how it breaks, not what happens then."),
)


def advise(reading: Reading, findings: Sequence[Finding], rubric: Rubric) -> tuple[Advice, ...]:
    """Return what would raise the mark most: bad signals first, then missing good ones by what they are worth."""
    entries = [*_bad(findings, rubric), *_missing(reading, findings, rubric)]
    return tuple(entries[:MOST])


def _bad(findings: Sequence[Finding], rubric: Rubric) -> Iterator[Advice]:
    texts = {mark.signal: mark.missing for mark in rubric.signal_marks}
    for signal in rubric.signals:
        found = next((finding for finding in findings if finding.signal == signal.id), None)
        if found is not None and not signal.good:
            yield Advice(signal.id, signal.title, texts[signal.id], signal.question, found.seconds)


def _missing(reading: Reading, findings: Sequence[Finding], rubric: Rubric) -> list[Advice]:
    found = {finding.signal for finding in findings}
    shares = {pillar.id: 0.0 if pillar.optional else pillar.weight for pillar in rubric.pillars}
    weights = {mark.signal: mark.weight for mark in rubric.signal_marks}
    # One piece of advice for each group: whoever opened with the outcome need not be told about the limit as well.
    missing = [signal for signal in rubric.signals if signal.good and signal.id not in found and shares[signal.pillar]]
    missing.sort(key=lambda signal: -shares[signal.pillar] * weights[signal.id] / _made(signal, found, rubric))
    groups = {signal.pillar: signal for signal in reversed(missing)}
    return [_explained(reading, signal, rubric) for signal in missing if groups[signal.pillar] is signal]


def _made(signal: Signal, found: set[str], rubric: Rubric) -> float:
    """Return 1 and more, the more of the same group was found."""
    return 1.0 + sum(other.good and other.pillar == signal.pillar and other.id in found for other in rubric.signals)


def _explained(reading: Reading, signal: Signal, rubric: Rubric) -> Advice:
    for name, wanted, text in _HALVES:
        places = [at for at in reading.classes.get(name, {}) if not reading.salad[at] and not reading.private[at]]
        if wanted == signal.id and places:
            seconds = reading.passage.words[reading.tokens[min(places)].word].seconds
            return Advice(signal.id, signal.title, text, signal.question, seconds)
    text = next(mark.missing for mark in rubric.signal_marks if mark.signal == signal.id)
    return Advice(signal.id, signal.title, text, signal.question, None)
