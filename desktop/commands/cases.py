"""`rostrum cases`: what can be practised; `rostrum cases new` begins a case of one's own."""

import argparse
import json
import sys
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

from cases.model import Case
from desktop.errors import BadInput, Exit
from desktop.program import Program


def add(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("--track", help="only the cases of this track")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    new = actions.add_parser("new", help="write a commented template of a case")
    new.add_argument("out", metavar="OUT", type=Path, help="the TOML file to write")


def run(arguments: argparse.Namespace, program: Program) -> int:
    """List the cases, or write a template."""
    return _new(arguments.out) if arguments.action == "new" else _list(arguments, program)


def _new(out: Path) -> int:
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(files("cases").joinpath("template.toml").read_text("utf-8"))
    except FileExistsError as error:
        raise BadInput(f"{out}: is there already; name another file") from error
    print(f"{out}: change every text, then run: rostrum check {out}")
    return Exit.DONE


def _list(arguments: argparse.Namespace, program: Program) -> int:
    """Print the cases; a user's case that cannot be read is told on standard error and does not stop the rest."""
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
