"""`rostrum diagram`: marks a drawn diagram, or writes it as SVG, Mermaid, CSV or JSON."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.commands.score import read_transcript
from desktop.errors import BadInput, Exit
from desktop.practice.diagram.document import LARGEST_FILE_BYTES, DiagramError, read_diagram, write_diagram
from desktop.practice.diagram.events import Event
from desktop.practice.diagram.hearing import Hearing
from desktop.practice.diagram.journal import is_journal, read_journal
from desktop.practice.diagram.mark import DiagramMarks, Mark
from desktop.practice.diagram.marking import mark_diagram, marks_document
from desktop.practice.diagram.mermaid import write_mermaid
from desktop.practice.diagram.model import Diagram
from desktop.practice.diagram.sheet import fill_sheet, write_sheet
from desktop.practice.diagram.svg import write_svg
from desktop.practice.report import clock
from desktop.program import Program

# More of one kind than this are counted, not listed; --json has them all.
_MOST_LISTED = 12


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A diagram with the events that made it, none for one that was not drawn here."""

    diagram: Diagram
    events: Sequence[Event]


def add(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    score = actions.add_parser("score", help="say what is missing in a diagram, and what does not fit what was said")
    export = actions.add_parser("export", help="write a diagram as SVG, Mermaid, CSV sheet or JSON")
    for action in (score, export):
        action.add_argument(
            "file", metavar="FILE", type=Path, help="a diagram's JSON, or a rehearsal's diagram journal"
        )
        action.add_argument(
            "--transcript", metavar="FILE", type=Path, help="what was said meanwhile: JSON, SRT, VTT or text"
        )
        action.add_argument("--case", metavar="ID", help="the case, for its words")
    score.add_argument("--json", action="store_true", help="print one JSON document")
    export.add_argument(
        "--format", choices=("svg", "mermaid", "csv", "json"), default="svg", help="svg unless you say otherwise"
    )
    export.add_argument(
        "--out", metavar="OUT", type=Path, help="a file to write that is not there yet; without it, standard output"
    )
    export.add_argument("--json", action="store_const", dest="format", const="json", help="the same as --format json")


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Mark or export the diagram."""
    drawn = _read(arguments.file)
    return (_score if arguments.action == "score" else _export)(drawn, arguments, program)


def _score(drawn: _Drawn, arguments: argparse.Namespace, program: Program) -> int:
    stemmer = program.scorer.rubric.language.stemmer
    marks = mark_diagram(drawn.diagram, drawn.events, _hearing(arguments, program), stemmer)
    if arguments.json:
        print(json.dumps(marks_document(marks), indent=1, ensure_ascii=False))
    else:
        _print(marks)
    return Exit.DONE


def _export(drawn: _Drawn, arguments: argparse.Namespace, program: Program) -> int:
    writers: Mapping[str, Callable[[], str]] = {
        "svg": lambda: write_svg(drawn.diagram),
        "mermaid": lambda: write_mermaid(drawn.diagram),
        "csv": lambda: write_sheet(fill_sheet(drawn.diagram, drawn.events, _hearing(arguments, program))),
        "json": lambda: write_diagram(drawn.diagram),
    }
    if arguments.out and arguments.out.exists():
        raise BadInput(f"{arguments.out}: is there already; name a file that is not")
    text = writers[arguments.format]()
    if arguments.out:
        arguments.out.write_text(text, "utf-8", newline="")
        print(arguments.out.absolute())
    else:
        sys.stdout.write(text)
    return Exit.DONE


def _read(path: Path) -> _Drawn:
    """Return what a file holds. Raises `DiagramError` with every problem."""
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE_BYTES + 1)
    if path.suffix == ".jsonl" or is_journal(content):
        recorded = read_journal(content, str(path))
        if recorded.problems:
            raise DiagramError(recorded.problems)
        return _Drawn(recorded.diagram, recorded.events)
    return _Drawn(read_diagram(content, str(path)), ())


def _hearing(arguments: argparse.Namespace, program: Program) -> Hearing | None:
    case = program.catalogue.case(arguments.case) if arguments.case else None
    if arguments.transcript is None:
        return None
    transcript = read_transcript(arguments.transcript)
    if not any(True for _ in transcript.words):
        raise BadInput(f"{arguments.transcript}: there are no words in it to compare with; leave it out")
    return Hearing(transcript, case, program.scorer)


def _print(marks: DiagramMarks) -> None:
    """Print the marks for a reader."""
    print(f"{_count(marks.boxes, 'box', 'boxes')}, {_count(marks.arrows, 'arrow', 'arrows')}")
    print(
        f"Annotated: latency {marks.with_latency} of {marks.arrows}, cost {marks.with_cost} of {marks.arrows},"
        f" risk {marks.with_risk} of {marks.arrows}"
    )
    if marks.first_box_seconds is not None:
        limit = clock(marks.first_constraint_seconds)
        print(f"First box at {clock(marks.first_box_seconds)}{f', first limit at {limit}' if limit else ''}")
    if marks.silent_seconds is not None:
        print(f"Drawn in silence: {marks.silent_seconds:.0f} s")
    listed: dict[str, list[Mark]] = {}
    for mark in marks.marks:
        listed.setdefault(mark.kind, []).append(mark)
    for of_kind in listed.values():
        for mark in of_kind[:_MOST_LISTED]:
            _print_mark(mark)
        if len(of_kind) > _MOST_LISTED:
            print(f"  and {len(of_kind) - _MOST_LISTED} more like that; --json lists them all")
    if not marks.marks:
        print("Nothing to mend was found.")
    if marks.unjudged:
        print("Not looked at")
    for reason in marks.unjudged:
        print(f"  {reason}")


def _print_mark(mark: Mark) -> None:
    at = clock(mark.second)
    quote = f" \u201c{mark.quote}\u201d" if mark.quote and mark.quote not in mark.text else ""
    element = f" [{mark.element}]" if mark.element else ""
    print(f"  {f'{at}  ' if at else ''}{mark.text}{quote} {mark.advice}{element}")


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
