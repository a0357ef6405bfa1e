"""Rehearsals as rows of a list."""

from collections.abc import Iterable

from desktop.practice.rehearsal import Rehearsal, State
from desktop.ui.row_list import Row
from desktop.ui.times import date_text, length_text

_UNFINISHED = {
    State.RECORDING: "cut off, the recording is kept",
    State.RECORDED: "not transcribed yet",
    State.TRANSCRIBED: "not scored yet",
}


def rehearsal_rows(rehearsals: Iterable[Rehearsal]) -> tuple[Row, ...]:
    """Return a row for each rehearsal: what, when, how long, and its score with the band."""
    return tuple(_row(rehearsal) for rehearsal in rehearsals)


def _row(rehearsal: Rehearsal) -> Row:
    parts = [date_text(rehearsal.started_at), rehearsal.format_title]
    if rehearsal.recorded_seconds:
        parts.append(length_text(rehearsal.recorded_seconds))
    end, end_detail = _end(rehearsal)
    return Row(rehearsal.id, rehearsal.case_title, "  ·  ".join(parts), end, end_detail)


def _end(rehearsal: Rehearsal) -> tuple[str, str]:
    if rehearsal.state is not State.SCORED:
        return "", _UNFINISHED[rehearsal.state]
    if rehearsal.overall is None:
        return "", "too short to score"
    return score_text(rehearsal.overall, rehearsal.band), "provisional" if rehearsal.provisional else ""


def score_text(overall: float, band: tuple[float, float] | None) -> str:
    """Return a score with the range in which it may honestly lie: `71 (66-76)`."""
    return f"{overall:.0f} ({band[0]:.0f}\u2013{band[1]:.0f})" if band else f"{overall:.0f}"
