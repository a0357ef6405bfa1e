"""Rehearsals with what their scores came to, as the index gives them."""

from datetime import UTC, datetime, timedelta

from desktop.practice.judgement import Judgement, Outcome
from desktop.practice.rehearsal import Rehearsal, State
from rubrics.model import PillarMark

MONDAY = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


def outcome(
    day: float,
    overall: float | None = 60.0,
    *,
    band: float = 10.0,
    findings: dict[str, int] | None = None,
    first_constraint: float | None = 14.0,
    pillars: dict[str, float] | None = None,
    **facts: object,
) -> Outcome:
    """Return a scored rehearsal of so many days after a Monday; its opening's mark is the overall one."""
    known: dict[str, object] = {
        "id": f"day-{day}", "case_id": "parking", "case_title": "Parking", "track": "cities",
        "format_id": "system-design", "format_title": "System design", "question": "?",
        "started_at": (MONDAY + timedelta(days=day)).isoformat(), "state": State.SCORED, "recorded_seconds": 600.0,
        "engine": "whisper", "model": "base.en", "overall": overall,
        "band": None if overall is None else (max(0.0, overall - band), min(100.0, overall + band)),
    }  # fmt: skip
    marks = {"opening": overall or 0.0} if pillars is None else pillars
    titled = tuple(PillarMark(pillar, pillar.title(), points) for pillar, points in marks.items())
    rehearsal = Rehearsal(**{**known, **facts})  # type: ignore[arg-type]
    scored = rehearsal.state is State.SCORED
    return Outcome(rehearsal, Judgement(titled, findings or {}, first_constraint) if scored else None)


def newest_first(*outcomes: Outcome) -> tuple[Outcome, ...]:
    return tuple(reversed(outcomes))
