"""Marks: from findings to the marks of the pillars and the overall mark, by the formula in `library/rubric.toml`."""

from collections import Counter
from collections.abc import Sequence

from rubrics.model import Finding, PillarMark, Rubric

_FULL = 100.0


def mark_pillars(findings: Sequence[Finding], rubric: Rubric, length_factor: float) -> tuple[PillarMark, ...]:
    """Return the mark of every pillar that counts, 0-100, in the order of the rubric."""
    counts = Counter(finding.signal for finding in findings)
    marks = (
        (pillar, PillarMark(pillar.id, pillar.title, _pillar_points(pillar.id, counts, rubric) * length_factor))
        for pillar in rubric.pillars
    )
    # Nobody pushed back, so nobody is marked down for it.
    return tuple(mark for pillar, mark in marks if mark.points > 0 or not pillar.optional)


def length_factor(word_count: int, rubric: Rubric) -> float:
    """Return 0-1: how much of a whole answer so many different words are."""
    return min(1.0, word_count / rubric.marking.full_words)


def mark_content(marks: Sequence[PillarMark], findings: Sequence[Finding], rubric: Rubric) -> float:
    """Return the content mark, 0-100: the mean of the pillars, capped by the weakest, less what bad signals cost."""
    points = {mark.pillar: mark.points for mark in marks}
    counted = [pillar for pillar in rubric.pillars if pillar.id in points]
    mean = sum(pillar.weight * points[pillar.id] for pillar in counted) / sum(pillar.weight for pillar in counted)
    marking = rubric.marking
    weakest = min((points[pillar] for pillar in marking.cap_pillars), default=_FULL)
    bad = {signal.id for signal in rubric.signals if not signal.good} & {finding.signal for finding in findings}
    return max(0.0, min(mean, marking.cap_base + marking.cap_slope * weakest) - marking.bad_penalty * len(bad))


def _pillar_points(pillar: str, counts: Counter[str], rubric: Rubric) -> float:
    weights = {mark.signal: mark.weight for mark in rubric.signal_marks}
    signals = [signal for signal in rubric.signals if signal.pillar == pillar]
    good = [signal.id for signal in signals if signal.good]
    earned = sum(weights[signal] * _worth(counts[signal], rubric) for signal in good)
    return _FULL * min(1.0, earned / sum(weights[signal] for signal in good))


def _worth(count: int, rubric: Rubric) -> float:
    """Return what so many findings of one signal earn: the first most, the third nearly nothing."""
    return min(1.0, sum(rubric.marking.worth[:count]))
