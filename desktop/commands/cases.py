"""`rostrum cases`: what can be practised."""

import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

from cases.model import Case
from desktop.errors import BadInput, Exit
from desktop.program import Program


def add(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("--track", help="only the cases of this track")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(arguments: argparse.Namespace, program: Program) -> int:
    """List the cases; a user's case that cannot be read is told on standard error and does not stop the rest."""
    catalogue = program.catalogue
    tracks = {track.id: track.title for track in catalogue.tracks}
    if arguments.track and arguments.track not in tracks:
        raise BadInput(f"{arguments.track}: no such track; there are {', '.join(tracks)}")
    cases = [case for case in catalogue.cases if arguments.track in (None, case.track)]
    for problem in catalogue.problems:
        sys.stderr.write(f"{problem}\n")
    if arguments.json:
        print(json.dumps([_document(case) for case in cases], indent=1, ensure_ascii=False))
    else:
        _print(cases, tracks)
    return Exit.DONE


def _document(case: Case) -> dict[str, Any]:
    return {
        "id": case.id,
        "track": case.track,
        "title": case.title,
        "summary": case.summary,
        "formats": [{"id": entry.id, "title": entry.title, "minutes": entry.minutes} for entry in case.formats],
        "question": asdict(case.question),
        "talking_points": len(case.talking_points),
        "vocabulary": len(case.vocabulary),
        "push_backs": len(case.push_backs),
    }


def _print(cases: list[Case], tracks: dict[str, str]) -> None:
    for track, title in tracks.items():
        inside = [case for case in cases if case.track == track]
        if inside:
            print(f"{title} ({track})")
        for case in inside:
            formats = ", ".join(f"{entry.title.lower()} {entry.minutes:g} min" for entry in case.formats)
            print(f"  {case.id:28} {case.title} ({formats})")
