"""Marks: from findings to the points of the pillars and of the whole, by the formula in `library/rubric.toml`."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from rubrics.formats import FormatMarks, FormatPillar
from rubrics.model import Finding, Ledger, Pillar, PillarMark, Rubric

_FULL = 100.0


def mark_pillars(
    findings: Sequence[Finding], ledgers: Sequence[Ledger], rubric: Rubric, marks: FormatMarks, length_factor: float
) -> tuple[PillarMark, ...]:
    """Return the points of every pillar that counts in a format, 0-100 before the scale, in the order of the format."""
    counts = Counter(finding.signal for finding in findings)
    weights = {mark.signal: mark.weight for mark in rubric.signal_marks}
    shares = {ledger.id: _share_found(ledger) for ledger in ledgers}
    points = []
    for entry in marks.pillars:
        earned = shares.get(entry.ledger, 0.0) if entry.ledger else _earned(entry, counts, weights, rubric)
        # Nobody pushed back, so nobody is marked down for it.
        if earned > 0 or not entry.pillar.optional:
            points.append(PillarMark(entry.pillar.id, entry.pillar.title, _FULL * earned * length_factor))
    return tuple(points)


def length_factor(word_count: int, full_words: int) -> float:
    """Return 0-1: how much of a whole answer so many different words are."""
    return min(1.0, word_count / full_words)


def mark_content(
    marks: Sequence[PillarMark], findings: Sequence[Finding], rubric: Rubric, format_: FormatMarks
) -> float:
    """Return the points of the whole, 0-100 before the scale: the pillars' mean, capped by the weakest, less faults."""
    points = {mark.pillar: mark.points for mark in marks}
    counted = [entry.pillar for entry in format_.pillars if entry.pillar.id in points]
    mean = _mean([pillar for pillar in counted if not pillar.optional], points)
    # What was not asked for costs nothing when it was answered a little.
    mean = max(mean, _mean(counted, points))
    marking = rubric.marking
    weakest = min((points[pillar] for pillar in format_.cap_pillars), default=_FULL)
    bad = set(format_.bad_signals) & {finding.signal for finding in findings}
    return max(0.0, min(mean, marking.cap_base + marking.cap_slope * weakest) - marking.bad_penalty * len(bad))


def _mean(pillars: Sequence[Pillar], points: Mapping[str, float]) -> float:
    weight = sum(pillar.weight for pillar in pillars)
    return sum(pillar.weight * points[pillar.id] for pillar in pillars) / weight if weight else 0.0


def on_scale(points: float, scale_power: float) -> float:
    """Return 0-100: what a pillar's or an answer's points are worth on the scale of people who graded answers."""
    return _FULL * math.pow(points / _FULL, scale_power)


def _earned(entry: FormatPillar, counts: Counter[str], weights: Mapping[str, float], rubric: Rubric) -> float:
    earned = sum(weights[signal] * _worth(counts[signal], rubric) for signal in entry.signals)
    return min(1.0, earned / entry.needed)


def _worth(count: int, rubric: Rubric) -> float:
    """Return what so many findings of one signal earn: the first most, the third nearly nothing."""
    return min(1.0, sum(rubric.marking.worth[:count]))


def _share_found(ledger: Ledger) -> float:
    """Return how much of the fullest entry was found."""
    return max((entry.found / len(entry.lines) for entry in ledger.entries), default=0.0)
