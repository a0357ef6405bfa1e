"""`rostrum rehearsals progress`: what the page Progress shows, as text or JSON."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from desktop.errors import BadInput, Exit
from desktop.practice.judgement import Outcome
from desktop.practice.progress import Filter, Progress, Series, formats_in, progress
from desktop.practice.progress_words import (
    all_series,
    compared_text,
    left_out_text,
    mixed_text,
    practised_text,
    trend_text,
    value_text,
    weeks_text,
)
from desktop.program import Program


def print_progress(arguments: argparse.Namespace, program: Program) -> int:
    """Print the progress over the rehearsals that the arguments name."""
    outcomes = program.archive.outcomes()
    _check("track", arguments.track, [outcome.rehearsal.track for outcome in outcomes])
    _check("format", arguments.format, list(formats_in(outcomes)))
    wanted = Filter(arguments.track, arguments.format)
    found = progress(outcomes, program.scorer.rubric, datetime.now().astimezone().date(), wanted)
    if arguments.json:
        print(json.dumps(_document(found, outcomes, wanted), indent=1, ensure_ascii=False))
    elif not outcomes:
        print("No rehearsal yet; `rostrum` opens the window.")
    elif not found.rehearsals:
        print("No rehearsal of this track in this format.")
    else:
        _print(found)
    return Exit.DONE


def _check(what: str, wish: str, there: Sequence[str]) -> None:
    if wish and wish not in there:
        known = ", ".join(sorted(set(there))) or "nothing yet"
        raise BadInput(f"{wish}: no rehearsal of this {what}; rehearsed was {known}")


def _print(found: Progress) -> None:
    print(practised_text(found))
    print(weeks_text(found))
    for line in (left_out_text(found), mixed_text(found)):
        if line:
            print(line)
    for series in all_series(found):
        last = series.point(-1)
        within = f"({last.low:.0f}\u2013{last.high:.0f})"
        print(f"{series.title:28} {value_text(series.unit, last.value):>6} {within:10} {trend_text(series)}")
    if found.overall.compared:
        print(f"{compared_text(found.overall)}; a step within the band is no change.")


def _document(found: Progress, outcomes: Sequence[Outcome], wanted: Filter) -> dict[str, Any]:
    taken = [outcome.rehearsal for outcome in outcomes if wanted.takes(outcome)]
    return {
        "rehearsals": found.rehearsals,
        "minutes": round(found.minutes, 1),
        "counted": found.counted,
        "provisional": [rehearsal.id for rehearsal in taken if rehearsal.provisional],
        "formats": list(found.formats),
        "overall": _series(found.overall),
        "first_constraint": _series(found.first_constraint),
        "pillars": [_series(series) for series in found.pillars],
        "moves": [_series(series) for series in found.moves],
        "weeks": [{**asdict(week), "monday": week.monday.isoformat()} for week in found.weeks],
    }


def _series(series: Series) -> dict[str, Any]:
    step = series.change
    return {
        "id": series.id,
        "title": series.title,
        "unit": series.unit.value,
        "points": [asdict(point) for point in series.points],
        "compared": series.compared,
        "change": asdict(step) if step else None,
        "trend": trend_text(series),
        "lacking": series.lacking,
    }
