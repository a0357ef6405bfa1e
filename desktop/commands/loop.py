"""`rostrum loop`: a company's rounds on their days, which of them were rehearsed, and the committee's summary."""

import argparse
import json
from dataclasses import asdict
from typing import Any

from cases.model import Track
from desktop.errors import BadInput, Exit
from desktop.practice.loop import Judged, Standing, Summary, standings, sum_up
from desktop.program import Program


def add(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("track", metavar="TRACK", nargs="?", help="only this track's loop")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Print the loops."""
    tracks = [track for track in program.catalogue.tracks if arguments.track in (None, track.id) and track.loop]
    if arguments.track and not tracks:
        looping = ", ".join(track.id for track in program.catalogue.tracks if track.loop)
        raise BadInput(f"{arguments.track}: no track with a loop; there are {looping or 'none'}")
    rehearsals = program.archive.rehearsals()
    found = [(track, standings(track, rehearsals)) for track in tracks]
    summaries = [_summary(rounds, program) for _, rounds in found]
    if arguments.json:
        documents = [_document(*entry, summary) for entry, summary in zip(found, summaries, strict=True)]
        print(json.dumps(documents, indent=1, ensure_ascii=False))
        return Exit.DONE
    for (track, rounds), summary in zip(found, summaries, strict=True):
        print(f"{track.title} ({track.id}), {track.loop[-1].day:g} days")
        for standing in rounds:
            print(f"  {_line(standing, program)}")
        if summary:
            _print_summary(summary, sum(not standing.is_summary for standing in rounds))
    return Exit.DONE


def _summary(rounds: tuple[Standing, ...], program: Program) -> Summary | None:
    archive = program.archive
    judged = [
        Judged(standing.round, archive.score(standing.rehearsal.id), archive.interjections(standing.rehearsal.id))
        for standing in rounds
        if standing.rehearsal
    ]
    return sum_up(judged, program.scorer.rubric) if judged else None


def _line(standing: Standing, program: Program) -> str:
    entry, done = standing.round, standing.rehearsal
    begin = f"day {entry.day:2g}  {entry.title:24}"
    if standing.is_summary:
        return f"{begin}  the committee sums up the rounds before it"
    if done:
        mark = "too little was said to be marked" if done.overall is None else f"{done.overall:.0f} of 100"
        return f"{begin}  {done.case_title}: {mark} ({done.started_at[:10]}, {done.id})"
    case = entry.case or "CASE"
    return f"{begin}  not yet: rostrum rehearse {case} --format {entry.format}"


def _print_summary(summary: Summary, rounds: int) -> None:
    print(f"  Committee, {summary.rounds} of {rounds} rounds heard")
    if summary.overall is not None:
        provisional = ", provisional: pocketsphinx mishears" if summary.provisional else ""
        print(f"    {summary.overall:.0f} of 100 on average{provisional}")
    for title, points in summary.pillars:
        print(f"    {title:24} {points:3.0f}")
    if summary.never:
        print(f"    In no round: {', '.join(summary.never)}")
    for title, where in summary.faults.items():
        print(f"    Cost marks: {title} ({', '.join(where)})")
    if summary.replies:
        print(f"    {summary.replies_held} of {summary.replies} replies held what they were asked for")


def _document(track: Track, rounds: tuple[Standing, ...], summary: Summary | None) -> dict[str, Any]:
    return {
        "track": track.id,
        "rounds": [
            {
                "day": standing.round.day,
                "title": standing.round.title,
                "format": standing.round.format,
                "case": standing.round.case or None,
                "rehearsal": standing.rehearsal.id if standing.rehearsal else None,
                "overall": standing.rehearsal.overall if standing.rehearsal else None,
            }
            for standing in rounds
        ],
        "summary": asdict(summary) if summary else None,
    }
