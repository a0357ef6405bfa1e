"""`rostrum rehearsals`: the archive."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from desktop.commands.progress import end_progress, show_progress
from desktop.commands.rehearsals_progress import print_progress
from desktop.commands.rehearse import print_said
from desktop.commands.score import print_score
from desktop.errors import BadInput, Exit
from desktop.practice.archive import ArchiveError
from desktop.practice.bookmarks import Bookmarks
from desktop.practice.bundle import SUFFIX, copy_folder, open_bundle, write_bundle
from desktop.practice.correcting import change_words, dispute_finding, without_dispute
from desktop.practice.exporting import WithSound, export
from desktop.practice.importing import import_recording
from desktop.practice.marking import mark, write_report_again
from desktop.practice.recovery import recover, unfinished
from desktop.practice.rehearsal import Rehearsal, State
from desktop.practice.report import clock
from desktop.practice.stenographer import take_down
from desktop.program import Program
from rubrics.corrections import Corrections
from speech.conversation import ask
from speech.errors import SpeechError
from speech.messages import Compress, RecordingCompressed
from speech.models import Recogniser
from speech.recording import is_being_written
from speech.transcript_files import write_transcript


def add(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="all rehearsals, the newest first")
    listing.add_argument("--json", action="store_true", help="print one JSON document")
    going = actions.add_parser("progress", help="how marks, moves and practice went over time")
    going.add_argument("--track", metavar="T", default="", help="only this track")
    going.add_argument("--format", metavar="F", default="", help="only this format; otherwise all are mixed")
    going.add_argument("--json", action="store_true", help="print one JSON document")
    show = actions.add_parser("show", help="one rehearsal: score, findings and transcript")
    show.add_argument("id", metavar="ID")
    export = actions.add_parser("export", help="a rehearsal as one file, a page, a text, captions or a folder")
    export.add_argument("id", metavar="ID")
    export.add_argument(
        "out", metavar="OUT", type=Path,
        help="what to write: a name in .rostrum for another Rostrum, .html, .md, .json, .srt, .vtt, .csv or .txt, "
        "or a folder; none that is there already",
    )  # fmt: skip
    export.add_argument(
        "--sound", choices=[place.value for place in WithSound], default=WithSound.INSIDE.value,
        help="where a page has its sound: inside, beside it, or none",
    )  # fmt: skip
    bring = actions.add_parser("import", help="make a rehearsal of any audio or video file, or open an exported one")
    bring.add_argument("file", metavar="FILE", type=Path)
    bring.add_argument("--case", metavar="ID", help="the case that was answered (for a recording)")
    hear = actions.add_parser("retranscribe", help="hear a rehearsal again; the old transcript is kept")
    hear.add_argument("id", metavar="ID")
    for chooses in (bring, hear):
        chooses.add_argument("--engine", choices=("auto", "whisper", "sphinx"), default="", help="the recogniser")
        chooses.add_argument("--model", metavar="NAME_OR_DIR", default="", help="a Whisper model's name or folder")
    correct = actions.add_parser("correct", help="put misheard words right and score again; what was heard is kept")
    correct.add_argument("id", metavar="ID")
    correct.add_argument("was", metavar="WAS", help="the words as they were heard")
    correct.add_argument("now", metavar="NOW", help="the words that were said; the same as WAS takes a change back")
    dispute = actions.add_parser("dispute", help="say that a finding is none and score again")
    dispute.add_argument("id", metavar="ID")
    dispute.add_argument("signal", metavar="SIGNAL", help="the finding's id, such as tradeoff.explicit")
    dispute.add_argument("--undo", action="store_true", help="let the finding count again")
    for placed in (correct, dispute):
        placed.add_argument(
            "--at", metavar="TIME", type=_seconds, help="seconds or minutes:seconds, if it is there twice"
        )
    delete = actions.add_parser("delete", help="move a rehearsal to the trash")
    delete.add_argument("id", metavar="ID")
    restore = actions.add_parser("restore", help="bring a rehearsal back from the trash")
    restore.add_argument("id", metavar="ID")
    actions.add_parser("recover", help="finish rehearsals that were cut off, as they stand")
    actions.add_parser("rebuild", help="make the index again from the rehearsals' folders")


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Do one thing with the archive."""
    actions = {
        "list": _list,
        "progress": print_progress,
        "show": _show,
        "export": _export,
        "import": _import,
        "retranscribe": _retranscribe,
        "correct": _correct,
        "dispute": _dispute,
        "delete": _delete,
        "restore": _restore,
        "recover": _recover,
        "rebuild": _rebuild,
    }
    return actions[arguments.action](arguments, program)


def _list(arguments: argparse.Namespace, program: Program) -> int:
    rehearsals = program.archive.rehearsals()
    if arguments.json:
        print(json.dumps([asdict(rehearsal) for rehearsal in rehearsals], indent=1, ensure_ascii=False))
        return Exit.DONE
    for rehearsal in rehearsals:
        print(_line(rehearsal))
    if not rehearsals:
        print("No rehearsal yet; `rostrum` opens the window, `rostrum demo` shows what one gives.")
    return Exit.DONE


def _line(rehearsal: Rehearsal) -> str:
    mark_ = "  -" if rehearsal.overall is None else f"{rehearsal.overall:3.0f}"
    length = clock(rehearsal.recorded_seconds)
    return f"{rehearsal.id}  {mark_}  {length}  {rehearsal.case_title}, {rehearsal.format_title} ({rehearsal.state})"


def _show(arguments: argparse.Namespace, program: Program) -> int:
    rehearsal = program.archive.rehearsal(arguments.id)
    print(f"{rehearsal.case_title}, {rehearsal.format_title}, {rehearsal.started_at}")
    if rehearsal.state is not State.SCORED:
        raise BadInput(f"{rehearsal.id}: not scored yet; `rostrum rehearsals recover` finishes it")
    print_score(program.archive.score(rehearsal.id), program)
    print_said(program.archive.interjections(rehearsal.id), program, program.case_of(rehearsal))
    _print_bookmarks(program.archive.bookmarks(rehearsal.id))
    print(f"Transcript ({rehearsal.engine}, {rehearsal.model})")
    sys.stdout.write(write_transcript(program.archive.corrected_transcript(rehearsal.id), "text"))
    return Exit.DONE


def _print_bookmarks(bookmarks: Bookmarks) -> None:
    if bookmarks:
        print("Notes")
    for bookmark in bookmarks:
        print(f"  {clock(bookmark.at_seconds)} {bookmark.text or '(a bookmark)'}")


def _export(arguments: argparse.Namespace, program: Program) -> int:
    out = arguments.out.absolute()
    if out.suffix == SUFFIX:
        write_bundle(program.archive, arguments.id, out)
    elif out.suffix:
        sound = WithSound(arguments.sound)
        export(program.archive, program.scorer.rubric, arguments.id, out, program.start_helper, sound)
    else:
        copy_folder(program.archive, arguments.id, out)
    print(out)
    return Exit.DONE


def _delete(arguments: argparse.Namespace, program: Program) -> int:
    program.archive.delete(arguments.id)
    print(f"{arguments.id} is in the trash; `rostrum rehearsals restore {arguments.id}` brings it back")
    return Exit.DONE


def _restore(arguments: argparse.Namespace, program: Program) -> int:
    print(_line(program.archive.restore(arguments.id)))
    return Exit.DONE


def _rebuild(arguments: argparse.Namespace, program: Program) -> int:
    problems = program.archive.rebuild()
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    print(f"{len(program.archive.rehearsals())} rehearsals in the index")
    return Exit.BAD_INPUT if problems else Exit.DONE


def _recover(arguments: argparse.Namespace, program: Program) -> int:
    waiting = unfinished(program.archive)
    failed = 0
    for rehearsal in waiting:
        try:
            print(_line(_finished(rehearsal, program)))
        except (SpeechError, ArchiveError, OSError) as error:
            # One that cannot be finished must not keep the others waiting.
            sys.stderr.write(f"{rehearsal.id}: {error}; `rostrum rehearsals delete {rehearsal.id}` puts it away\n")
            failed += 1
    if not waiting:
        print("Every rehearsal is finished.")
    return Exit.NOT_FINISHED if failed else Exit.DONE


def _finished(rehearsal: Rehearsal, program: Program) -> Rehearsal:
    """Repair, transcribe and score what was cut off, from wherever it stopped."""
    sys.stderr.write(f"finishing {rehearsal.id} ...\n")
    if rehearsal.state is not State.TRANSCRIBED:
        return _heard(rehearsal, program, program.recogniser())
    mark(program.archive, program.scorer, program.case_of(rehearsal), rehearsal.id)
    return program.archive.rehearsal(rehearsal.id)


def _heard(rehearsal: Rehearsal, program: Program, recogniser: Recogniser) -> Rehearsal:
    """Make a rehearsal's recording whole, transcribe, compress and score it."""
    recover(program.archive, rehearsal)
    case = program.case_of(rehearsal)
    recording = program.archive.recording(rehearsal.id)
    vocabulary = case.vocabulary if case else ()
    draft = program.archive.draft(rehearsal.id)
    transcript = take_down(recording, recogniser, vocabulary, program.start_helper, show_progress, draft=draft)
    end_progress()
    program.archive.keep_transcript(rehearsal.id, transcript)
    if recording.suffix == ".wav":
        ask(program.start_helper, "record", Compress(str(recording)), RecordingCompressed)
    mark(program.archive, program.scorer, case, rehearsal.id)
    return program.archive.rehearsal(rehearsal.id)


def _retranscribe(arguments: argparse.Namespace, program: Program) -> int:
    rehearsal = program.archive.rehearsal(arguments.id)
    if is_being_written(program.archive.recording(rehearsal.id)):
        raise BadInput(f"{rehearsal.id}: is being recorded; end the interview first")
    recogniser = program.chosen_recogniser(arguments.engine, arguments.model)
    print(_line(_heard(rehearsal, program, recogniser)))
    return Exit.DONE


def _correct(arguments: argparse.Namespace, program: Program) -> int:
    archive = program.archive
    corrections = change_words(
        archive.transcript(arguments.id), archive.corrections(arguments.id), arguments.was, arguments.now, arguments.at
    )
    return _marked_again(arguments.id, corrections, program)


def _dispute(arguments: argparse.Namespace, program: Program) -> int:
    archive = program.archive
    transcript, corrections = archive.transcript(arguments.id), archive.corrections(arguments.id)
    if arguments.undo:
        corrections = without_dispute(transcript, corrections, arguments.signal, arguments.at)
    else:
        findings = archive.score(arguments.id).findings
        heard_count = sum(1 for _ in transcript.words)
        corrections = dispute_finding(findings, corrections, heard_count, arguments.signal, arguments.at)
    return _marked_again(arguments.id, corrections, program)


def _marked_again(rehearsal_id: str, corrections: Corrections, program: Program) -> int:
    program.archive.keep_corrections(rehearsal_id, corrections)
    case = program.case_of(program.archive.rehearsal(rehearsal_id))
    print_score(mark(program.archive, program.scorer, case, rehearsal_id), program)
    return Exit.DONE


def _seconds(text: str) -> float:
    """Read 75, 75.5 or 1:15. Raises ValueError, which argparse tells."""
    minutes, _, seconds = text.rpartition(":")
    return 60 * int(minutes or 0) + float(seconds)


def _taken_in(rehearsal: Rehearsal, program: Program) -> Rehearsal:
    write_report_again(program.archive, program.scorer, rehearsal.id)
    return rehearsal


def _import(arguments: argparse.Namespace, program: Program) -> int:
    if arguments.file.is_dir():
        print(_line(_taken_in(program.archive.adopt(arguments.file), program)))
        return Exit.DONE
    if arguments.file.suffix == SUFFIX:
        print(_line(_taken_in(open_bundle(program.archive, arguments.file), program)))
        return Exit.DONE
    if not arguments.case:
        raise BadInput("which case does it answer? name it with --case; `rostrum cases` lists them")
    case = program.catalogue.case(arguments.case)
    recogniser = program.chosen_recogniser(arguments.engine, arguments.model)
    rehearsal = import_recording(arguments.file.absolute(), case, program.archive, program.start_helper, show_progress)
    end_progress()
    print(_line(_heard(rehearsal, program, recogniser)))
    return Exit.DONE
