"""A long practice that gets better: rehearsals with what their scores came to, to draw and to measure with."""

import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from desktop.practice.index import Index
from desktop.practice.judgement import Judgement, Outcome
from desktop.practice.rehearsal import State
from rubrics.model import PillarMark
from tests.ui import samples

LAST = datetime(2026, 11, 20, 18, 4, 12, tzinfo=UTC)
_PILLARS = samples.make_score(samples.make_transcript()).pillars
_DRILL = {"format_id": "opening-2", "format_title": "Opening drill", "recorded_seconds": 118.0}


def many_outcomes(count: int, *, days_apart: float = 2.4) -> tuple[Outcome, ...]:
    """Return so many rehearsals, the newest first: every fourth an opening drill, the first two provisional."""
    chance = random.Random(11)
    outcomes = [_outcome(number, count, days_apart, chance) for number in range(count)]
    return tuple(reversed(outcomes))


def keep_outcomes(index: Index, outcomes: Iterable[Outcome]) -> None:
    """Keep these in an index, as if they had been rehearsed and scored."""
    judgements = {}
    for outcome in outcomes:
        index.keep(outcome.rehearsal)
        if outcome.judgement:
            judgements[outcome.rehearsal.id] = outcome.judgement
    index.keep_judgements(judgements)


def _outcome(number: int, count: int, days_apart: float, chance: random.Random) -> Outcome:
    share = (number + 1) / count
    overall = min(96.0, max(8.0, 38 + 34 * share + chance.gauss(0, 6)))
    provisional = count > 2 and number < 2
    error = 22.0 if provisional else 9.0
    facts: dict[str, object] = {
        "id": f"many-{number:04}",
        "started_at": (LAST - timedelta(days=days_apart * (count - 1 - number))).isoformat(),
        "overall": overall,
        "band": (max(0.0, overall - error), min(100.0, overall + error)),
        "provisional": provisional,
        "engine": "sphinx" if provisional else "whisper",
        **(_DRILL if count > 2 and number % 4 == 2 else {}),
    }
    rehearsal = samples.make_rehearsal(**facts)  # type: ignore[arg-type]
    assert rehearsal.state is State.SCORED
    pillars = tuple(
        PillarMark(mark.pillar, mark.title, min(100.0, max(0.0, mark.points - 20 + 25 * share + chance.gauss(0, 7))))
        for mark in (_PILLARS[:1] if rehearsal.format_id == "opening-2" else _PILLARS)
    )
    findings = {signal.id: 1 for signal in samples.SIGNALS if chance.random() < (share if signal.good else 0.2)}
    seconds = None if chance.random() < 0.1 else max(4.0, 60 - 45 * share + chance.gauss(0, 5))
    return Outcome(rehearsal, Judgement(pillars, findings, seconds))
