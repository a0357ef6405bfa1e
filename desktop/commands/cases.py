"""`rostrum cases`: what can be practised, and the user's own: begun, added, removed."""

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

from cases.document import LARGEST_FILE_BYTES
from cases.general_files import general_formats
from cases.model import KINDS, Case, Format
from cases.pack import PackedFile, PackRefused, is_pack, read_pack
from cases.shelf import Shelf
from desktop.errors import BadInput, Exit
from desktop.program import Program


def add(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("--track", help="only the cases of this track")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    new = actions.add_parser("new", help="write a commented template of a case")
    new.add_argument("out", metavar="OUT", type=Path, help="the TOML file to write")
    more = actions.add_parser("add", help="add a case or a pack of cases of your own")
    more.add_argument("source", metavar="FILE_OR_FOLDER", type=Path, help="a TOML file, or a folder or zip of them")
    drop = actions.add_parser("remove", help="take a case or pack of your own away")
    drop.add_argument("name", metavar="NAME", help="its name in your folder of cases")


def run(arguments: argparse.Namespace, program: Program) -> int:
    """List the cases, or do one thing with the user's own."""
    actions = {None: _list, "new": _new, "add": _add, "remove": _remove}
    return actions[arguments.action](arguments, program)


def _new(arguments: argparse.Namespace, program: Program) -> int:
    out: Path = arguments.out
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(files("cases").joinpath("template.toml").read_text("utf-8"))
    except FileExistsError as error:
        raise BadInput(f"{out}: is there already; name another file") from error
    print(f"{out}: change every text, then run: rostrum check {out}")
    return Exit.DONE


def _add(arguments: argparse.Namespace, program: Program) -> int:
    """Add a case or pack when nothing is wrong with any part of it."""
    source: Path = arguments.source
    try:
        files = read_pack(source) if is_pack(source) else (_single(source),)
        sources = [file for file in files if file.name.endswith(".toml")]
        problems = program.strict_catalogue.problems_with(sources)
    except PackRefused as error:
        problems = error.problems
    else:
        if not sources:
            raise BadInput(f"{source}: there is no case in it; a case is a file whose name ends in .toml")
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    if problems:
        return Exit.BAD_INPUT
    program.home.make()
    place = Shelf(program.home.cases).add(source, files)
    print(f"{place.name} is added; `rostrum cases` shows it, `rostrum cases remove {place.name}` removes it")
    return Exit.DONE


def _single(file: Path) -> PackedFile:
    if file.suffix != ".toml" or not file.is_file():
        raise BadInput(f"{file}: there is no such TOML file, zip or folder; check the name")
    with file.open("rb") as stream:
        content = stream.read(LARGEST_FILE_BYTES + 1)
    return PackedFile(str(file.parent), file.name, content)


def _remove(arguments: argparse.Namespace, program: Program) -> int:
    place = Shelf(program.home.cases).remove(arguments.name, program.home.removed_cases)
    print(f"{arguments.name} is removed; it lies in {place} until you delete it")
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
        own = ", ".join(entry.name for entry in Shelf(program.home.cases).entries())
        if own:
            print(f"\nYours: {own}")
    return Exit.DONE


def _document(case: Case) -> dict[str, Any]:
    return {
        "id": case.id,
        "track": case.track,
        "kind": case.kind,
        "title": case.title,
        "summary": case.summary,
        "formats": [_format_document(entry) for entry in case.formats],
        "question": asdict(case.question),
        "talking_points": len(case.talking_points),
        "vocabulary": len(case.vocabulary),
        "push_backs": len(case.push_backs),
        "outline": len(case.outline),
        "failures": [failure.where for failure in case.failures],
        "versions": [version.id for version in case.versions],
    }


def _format_document(entry: Format) -> dict[str, Any]:
    return {
        "id": entry.id,
        "title": entry.title,
        "minutes": entry.minutes,
        "interviewer": entry.interviewer,
        "about": entry.about,
        "phases": [{"id": phase.id, "title": phase.title, "minutes": phase.minutes} for phase in entry.phases],
    }


def _print(cases: list[Case], tracks: dict[str, str]) -> None:
    """Print the cases by track, then what each kind of case is practised in."""
    for track, title in tracks.items():
        inside = [case for case in cases if case.track == track]
        if inside:
            print(f"{title} ({track})")
        for case in inside:
            more = [entry for entry in case.formats if not _is_general(entry)]
            print(f"  {case.id:28} {case.kind:11} {case.title}{f' (also {_minutes(more)})' if more else ''}")
    print("\nFormats")
    for kind in (kind for kind in KINDS if any(case.kind == kind for case in cases)):
        print(f"  {kind:11} {_minutes(entry for entry in general_formats() if kind in entry.suits)}")


def _is_general(entry: Format) -> bool:
    return any((entry.id, entry.minutes) == (general.id, general.minutes) for general in general_formats())


def _minutes(formats: Iterable[Format]) -> str:
    return ", ".join(f"{entry.id} {entry.minutes:g} min" for entry in formats)
