"""`rostrum score`: judges a text, a transcript or a recording; with `--batch` many texts in one process."""

import argparse
import json
import sys
from pathlib import Path
from typing import BinaryIO

from cases.model import Case
from desktop.errors import BadInput, Exit, WrongUsage
from desktop.practice.marking import score_passage
from desktop.practice.report import clock, write_text_report
from desktop.practice.stenographer import take_down
from desktop.program import Program
from rubrics.document import batch_line, score_document
from rubrics.model import Evidence, Ledger, Score
from rubrics.text import Passage
from speech.transcript import Transcript, TranscriptError
from speech.transcript_files import read_captions, read_plain_text, transcript_from_document

_TEXT_SUFFIXES = ("", ".txt", ".md", ".text")
_CAPTION_SUFFIXES = (".srt", ".vtt")


def add(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument(
        "file", metavar="FILE", nargs="?", help="a text, transcript (JSON, SRT, VTT) or recording; - reads text"
    )
    parser.add_argument("--case", metavar="ID", help="the case that was answered")
    parser.add_argument(
        "--format", metavar="ID", default="", help="the format it was answered in, such as opening-drill or offer"
    )
    parser.add_argument(
        "--engine", choices=("auto", "whisper", "sphinx"), default="", help="the recogniser of a recording"
    )
    parser.add_argument("--model", metavar="NAME_OR_DIR", default="", help="a Whisper model's name or folder")
    parser.add_argument("--batch", action="store_true", help="JSON lines on standard input, JSON lines out")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print one JSON document")
    how.add_argument("--html", metavar="OUT", type=Path, help="write a report to this file")


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Score what was given and print the judgement."""
    if arguments.batch:
        if arguments.file or arguments.html:
            raise WrongUsage("--batch reads standard input and prints JSON lines; give no FILE and no --html with it")
        return _batch(program)
    if not arguments.file:
        raise WrongUsage("there is no FILE; name a text, a transcript or a recording, or - for standard input")
    case = program.catalogue.case(arguments.case) if arguments.case else None
    passage, transcript = _read(arguments, program, case)
    if not passage.text.split():
        raise BadInput(f"{arguments.file}: there are no words in it to score")
    known = {id_ for entry in program.scorer.rubric.formats for id_ in entry.ids}
    known |= {entry.id for entry in case.formats} if case else set()
    if arguments.format and arguments.format not in known:
        raise WrongUsage(f"there is no format {arguments.format!r}; use one of {', '.join(sorted(known))}")
    score = score_passage(program.scorer, passage, transcript, case, arguments.format)
    if arguments.json:
        print(json.dumps(score_document(score), indent=1, ensure_ascii=False))
    elif arguments.html:
        arguments.html.write_text(write_text_report(case, transcript, score, program.scorer.rubric), "utf-8")
        print(arguments.html.absolute())
    else:
        print_score(score, program)
    return Exit.DONE


def _read(arguments: argparse.Namespace, program: Program, case: Case | None) -> tuple[Passage, Transcript]:
    """Return the words to judge. Plain text keeps its own offsets; a recording is transcribed first."""
    path = Path(arguments.file)
    suffix = path.suffix.lower()
    if arguments.file == "-" or suffix in _TEXT_SUFFIXES:
        text = _text(arguments.file)
        return Passage.from_text(text), read_plain_text(text)
    if suffix == ".json" or suffix in _CAPTION_SUFFIXES:
        transcript = read_transcript(path)
    else:
        recogniser = program.chosen_recogniser(arguments.engine, arguments.model)
        vocabulary = case.vocabulary if case else ()
        transcript = take_down(path.absolute(), recogniser, vocabulary, program.start_helper, lambda *_: None)
    return Passage.from_transcript(transcript), transcript


def read_transcript(path: Path) -> Transcript:
    """Return a transcript from a file: JSON, SRT, VTT, or plain text, which has no times. Raises `BadInput`."""
    suffix = path.suffix.lower()
    if suffix in _TEXT_SUFFIXES:
        return read_plain_text(_text(str(path)))
    if suffix == ".json" or suffix in _CAPTION_SUFFIXES:
        return _transcript(path)
    raise BadInput(f"{path}: is no transcript; `rostrum transcribe` makes one of a recording")


def _text(file: str) -> str:
    data = _standard_input().read() if file == "-" else Path(file).read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{file}: not text in UTF-8 (byte {error.start}); save it as UTF-8, or give a recording"
        ) from error


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise BadInput("standard input is closed; give a file, or pipe something in")
    return sys.stdin.buffer


def _transcript(path: Path) -> Transcript:
    text = _text(str(path))
    try:
        return transcript_from_document(json.loads(text)) if path.suffix.lower() == ".json" else read_captions(text)
    except (ValueError, TranscriptError) as error:
        raise BadInput(f"{path}: no transcript ({error})") from error


def _batch(program: Program) -> int:
    cases = {case.id: case for case in program.catalogue.cases}
    for line in _standard_input():
        if line.strip():
            sys.stdout.write(json.dumps(batch_line(program.scorer, line, cases), ensure_ascii=False) + "\n")
            sys.stdout.flush()
    return Exit.DONE


def print_score(score: Score, program: Program) -> None:
    """Print a judgement for a reader."""
    print(headline(score))
    for mark in score.pillars:
        print(f"  {mark.title:24} {mark.points:3.0f}")
    if score.seconds_to_first_constraint is not None:
        print(f"First constraint after {score.seconds_to_first_constraint:.0f} s")
    titles = {signal.id: signal.title for signal in program.scorer.rubric.signals}
    if score.findings:
        print("Found")
    for finding in score.findings:
        at = clock(finding.seconds)
        print(f"  {f'{at}  ' if at else ''}{titles[finding.signal]}: \u201c{finding.quote}\u201d")
    for ledger in score.ledgers:
        _print_ledger(ledger)
    if score.flags:
        print("To look at again")
    for flag in score.flags:
        print(f"  {flag.title}: {flag.text} {flag.question}")
        for place in flag.evidence:
            print(f"    {_said(place)}")
    if score.advice:
        print("To work on next")
    for advice in score.advice:
        at = clock(advice.seconds)
        said = f" You said{f' at {at}' if at else ''}: \u201c{advice.quote}\u201d." if advice.quote else ""
        print(f"  {advice.title}: {advice.text}{said} {advice.question}")


def _print_ledger(ledger: Ledger) -> None:
    """Print what was found and what is missing, an entry of several parts under its own words."""
    if ledger.entries:
        print(ledger.title)
    for entry in ledger.entries:
        if entry.evidence:
            print(f"  {_said(entry.evidence)}")
        for line in entry.lines:
            told = _said(line.evidence) if line.evidence else f"missing. {line.question}"
            print(f"  {'  ' if entry.evidence else ''}{line.title}: {told}")
        if entry.out_of_order:
            print("  Not in the order that wins.")


def _said(place: Evidence) -> str:
    at = clock(place.seconds)
    return f"{f'{at}  ' if at else ''}\u201c{place.quote}\u201d"


def headline(score: Score) -> str:
    """Return the overall mark with its band in one line."""
    if score.overall is None or score.band is None:
        return "Score: none, too little was said to be marked"
    provisional = ", provisional: pocketsphinx mishears" if score.provisional else ""
    return f"Score: {score.overall:.0f} of 100 (between {score.band[0]:.0f} and {score.band[1]:.0f}{provisional})"
