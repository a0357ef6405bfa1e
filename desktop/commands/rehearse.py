"""`rostrum rehearse`: a whole interview without a window, spoken or typed; the same engine as the window's."""

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from cases.general_files import manners
from cases.model import Case, Format
from desktop.commands.score import print_score
from desktop.errors import BadInput, Exit, WrongUsage
from desktop.practice.conductor import Conductor
from desktop.practice.continuing import Interrupted, read_interrupted
from desktop.practice.interjection import Interjection, interjection_document
from desktop.practice.interview import PhaseTime, Stage
from desktop.practice.keys import LOST, Keys
from desktop.practice.marking import mark
from desktop.practice.replies import judge_replies, reply_in_words
from desktop.practice.report import clock
from desktop.practice.sitting import Sitting, View
from desktop.practice.subject import Subject, newest_subject, subject_of
from desktop.practice.typed import TypedInterview, lines_of
from desktop.program import Program
from rubrics.document import score_document
from rubrics.model import Score
from rubrics.text import Passage
from speech.errors import SpeechError
from speech.models import SPHINX

_STEP_SECONDS = 0.02
_FASTEST = 100.0
_SLOWEST = 0.1


def add(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("case", metavar="CASE", nargs="?", help="the case; `rostrum cases` lists them")
    parser.add_argument("--format", metavar="ID", help="the format (the first that the case has)")
    parser.add_argument(
        "--answer", metavar="FILE", type=Path, action="append", default=[],
        help="a recording, or a text with --text, in the microphone's place; several are given one after the other,"
        " such as replies to push-backs",
    )  # fmt: skip
    parser.add_argument("--text", action="store_true", help="type the answers; a typed interview is not kept")
    parser.add_argument(
        "--speed", metavar="N", type=float, default=1.0, help="how much faster than spoken the --answer is heard"
    )
    parser.add_argument(
        "--style",
        choices=[style.id for style in manners().styles],
        help="how the interviewer behaves (as in the settings)",
    )
    parser.add_argument("--seed", metavar="N", type=int, default=0, help="another choice among equal push-backs")
    parser.add_argument("--strict", action="store_true", help="as in the real thing: nothing stops the clock")
    parser.add_argument("--subject", metavar="ID", help="the answer that a debrief is about (the newest of the case)")
    parser.add_argument("--continue", dest="continues", metavar="ID", help="go on with a rehearsal that was cut off")
    parser.add_argument("--silent", action="store_true", help="print the interviewer's words and do not speak them")
    parser.add_argument("--no-time-calls", action="store_true", help="nobody says how much time is left")
    parser.add_argument("--engine", choices=("auto", "whisper", "sphinx"), default="", help="the recogniser")
    parser.add_argument("--model", metavar="NAME_OR_DIR", default="", help="a Whisper model's name or folder")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Run one interview and print what was asked and why, the clock, and the score."""
    _check(arguments)
    continues = _interrupted(arguments, program)
    case = program.catalogue.case(continues.rehearsal.case_id if continues else arguments.case)
    format_ = _format(case, continues.rehearsal.format_id if continues else arguments.format)
    settings = program.settings
    sitting = Sitting(
        case=case,
        format=format_,
        recogniser=SPHINX if arguments.text else program.chosen_recogniser(arguments.engine, arguments.model),
        spoken_folder=program.home.spoken,
        speak_question=settings.speak_questions and not arguments.silent,
        voice=settings.voice or None,
        words_per_minute=settings.words_per_minute,
        microphone=settings.microphone or None,
        speaker=settings.speaker or None,
        answers=tuple(path.absolute() for path in arguments.answer),
        speed=arguments.speed,
        strict=continues.strict if continues else arguments.strict or settings.strict,
        style=continues.style if continues else arguments.style or settings.style,
        seed=continues.seed if continues else arguments.seed,
        time_calls=manners().time_calls if settings.time_calls and not arguments.no_time_calls else (),
        subject=_subject(arguments, case, format_, program),
        continues=continues,
    )
    return _typed(arguments, sitting, program) if arguments.text else _spoken(arguments, sitting, program)


def _check(arguments: argparse.Namespace) -> None:
    if bool(arguments.case) is bool(arguments.continues):
        raise WrongUsage(
            "name a CASE, or a rehearsal that was cut off with --continue; `rostrum cases` lists the cases"
        )
    if arguments.text and arguments.continues:
        raise WrongUsage("a typed interview is not recorded, so none can be continued; leave out --text")
    if not _SLOWEST <= arguments.speed <= _FASTEST:
        raise WrongUsage(f"--speed {arguments.speed:g} cannot be; use 0.1 to {_FASTEST:g}")
    if arguments.speed != 1 and not arguments.answer:
        raise WrongUsage("--speed is for an --answer from a file; somebody who speaks cannot be hurried")
    for path in arguments.answer:
        if not path.is_file():
            raise BadInput(f"{path}: there is no such file; give a recording, or a text with --text")


def _format(case: Case, format_id: str | None) -> Format:
    known = {entry.id: entry for entry in case.formats}
    if format_id is None:
        return case.formats[0]
    if format_id not in known:
        raise BadInput(f"{case.id}: there is no format {format_id!r}; there are {', '.join(known)}")
    return known[format_id]


def _subject(arguments: argparse.Namespace, case: Case, format_: Format, program: Program) -> Subject | None:
    if format_.about != "rehearsal":
        return None
    return subject_of(program.archive, arguments.subject) if arguments.subject else newest_subject(
        program.archive, case.id
    )  # fmt: skip


def _interrupted(arguments: argparse.Namespace, program: Program) -> Interrupted | None:
    if not arguments.continues:
        return None
    rehearsal = program.archive.rehearsal(arguments.continues)
    found = read_interrupted(program.archive, rehearsal, time.time())
    if found is None:
        raise BadInput(f"{rehearsal.id}: was not cut off; `rostrum rehearsals show {rehearsal.id}` shows it")
    return found


def _spoken(arguments: argparse.Namespace, sitting: Sitting, program: Program) -> int:
    program.home.make()
    teller = _Teller(sitting, quiet=arguments.json)
    conductor = Conductor(
        sitting, program.archive, program.start_helper, lambda: datetime.now().astimezone(), program.scorer
    )
    view = _conduct(conductor, teller, Keys(sys.stdin) if not sitting.answers else None)
    if view.rehearsal is None or not view.transcribed:
        raise view.problem or BadInput("nothing was recorded")
    score = mark(program.archive, program.scorer, sitting.case, view.rehearsal.id)
    said = program.archive.interjections(view.rehearsal.id)
    if arguments.json:
        print(
            json.dumps(
                _document(sitting, view.rehearsal.id, said, view.phase_times, score), indent=1, ensure_ascii=False
            )
        )
        return Exit.DONE
    _print_result(sitting, said, view.phase_times, score, program)
    print(f"Rehearsal: {view.rehearsal.id}")
    print(f"Report: {program.archive.report(view.rehearsal.id)}")
    return Exit.DONE


def _conduct(conductor: Conductor, teller: "_Teller", keys: Keys | None) -> View:
    """Run the interview to its end; Ctrl-C ends the answer, a second time everything."""
    view = conductor.begin(time.monotonic())
    try:
        while not view.finished:
            teller.tell(view)
            try:
                time.sleep(_STEP_SECONDS)
                if keys is not None:
                    keys.press(conductor, view)
                    if view.stage is Stage.INTERRUPTED and not keys.listening:
                        # Nobody can say with which microphone to go on.
                        conductor.end(time.monotonic())
            except KeyboardInterrupt:
                if view.stage not in (Stage.LISTENING, Stage.PAUSED, Stage.INTERRUPTED):
                    raise
                conductor.end(time.monotonic())
            view = conductor.step(time.monotonic())
        teller.tell(view)
    finally:
        conductor.leave()
    return view


def _typed(arguments: argparse.Namespace, sitting: Sitting, program: Program) -> int:
    teller = _Teller(sitting, quiet=arguments.json)
    interview = TypedInterview(sitting, program.scorer, teller.tell_said)
    teller.tell_question(interview.question)
    interview.run(_texts(arguments.answer) if arguments.answer else [_typed_lines()])
    transcript = interview.transcript
    if not transcript.text:
        raise BadInput("nothing was typed, so there is nothing to score")
    said = judge_replies(interview.said, transcript.words, program.scorer, sitting.case)
    score = program.scorer.score(Passage.from_text(transcript.text), sitting.case)
    if arguments.json:
        print(json.dumps(_document(sitting, None, said, interview.phase_times, score), indent=1, ensure_ascii=False))
    else:
        _print_result(sitting, said, interview.phase_times, score, program)
    return Exit.DONE


def _texts(paths: Iterable[Path]) -> Iterator[Iterator[str]]:
    for path in paths:
        try:
            yield lines_of(path.read_text("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise BadInput(f"{path}: not text in UTF-8; leave out --text to give a recording") from error


def _typed_lines() -> Iterator[str]:
    if sys.stdin is None:
        raise BadInput("standard input is closed; give a text with --answer")
    if sys.stdin.isatty():
        sys.stderr.write("Type your answer, a line at a time; Ctrl-D ends it.\n")
    yield from sys.stdin


class _Teller:
    """Prints what happens while it happens; with `quiet` on standard error, where it is no part of the result."""

    def __init__(self, sitting: Sitting, *, quiet: bool) -> None:
        self._limit_seconds = sitting.format.minutes * 60
        self._out = sys.stderr if quiet else sys.stdout
        self._live = sys.stderr.isatty() and not sitting.answers
        self._stage: Stage | None = None
        self._phase = ""
        self._said = 0
        self._voice_problem = ""
        self._lost: SpeechError | None = None
        self._second = -1

    def tell_question(self, text: str) -> None:
        """Print the question."""
        self._print(f"Interviewer: {text}")

    def tell_said(self, entry: Interjection) -> None:
        """Print something the interviewer said, and why."""
        self._print(f"{clock(entry.elapsed_seconds)}  Interviewer ({entry.kind.value}, {entry.id}): {entry.text}")
        self._print(f"       why: {entry.reason}")

    def tell(self, view: View) -> None:
        """Print what is new in a view."""
        if self._stage is None:
            self.tell_question(view.question)
        for entry in view.said[self._said :]:
            self.tell_said(entry)
        self._said = len(view.said)
        if view.stage is not self._stage:
            self._stage = view.stage
            self._status(f"{clock(view.clock.elapsed_seconds)}  {view.stage.value}")
        self._tell_lost(view)
        if view.voice_problem and view.voice_problem != self._voice_problem:
            self._voice_problem = view.voice_problem
            self._status(view.voice_problem)
        if view.stage is Stage.LISTENING and view.clock.phase.id != self._phase:
            self._phase = view.clock.phase.id
            phase = view.clock.phase
            self._print(f"{clock(view.clock.elapsed_seconds)}  {phase.title}, {phase.minutes:g} minutes")
        if self._live and view.stage is Stage.LISTENING and int(view.clock.elapsed_seconds) != self._second:
            self._second = int(view.clock.elapsed_seconds)
            left = clock(abs(view.clock.remaining_seconds))
            over = "over" if view.clock.remaining_seconds < 0 else "left"
            sys.stderr.write(f"\r{clock(view.clock.elapsed_seconds)}  {view.clock.phase.title}, {left} {over}   \r")
            sys.stderr.flush()

    def _tell_lost(self, view: View) -> None:
        """Say why an interview is interrupted, and again when it could not be gone on with another microphone."""
        lost = view.problem if view.stage is Stage.INTERRUPTED else None
        if lost and lost is not self._lost:
            self._status(f"{lost}\n{LOST}")
        self._lost = lost

    def _print(self, text: str) -> None:
        self._out.write(f"{text}\n")
        self._out.flush()

    def _status(self, text: str) -> None:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def _print_result(
    sitting: Sitting, said: tuple[Interjection, ...], phases: tuple[PhaseTime, ...], score: Score, program: Program
) -> None:
    print("Clock")
    for entry in phases:
        planned, spent = clock(entry.planned_seconds), clock(entry.spent_seconds)
        print(f"  {entry.phase.title:28} planned {planned}  spent {spent}")
    titles = _titles(program, sitting.case)
    replies = [(entry, entry.reply) for entry in said if entry.reply]
    if replies:
        print("Replies")
    for said_entry, reply in replies:
        print(f"  {clock(said_entry.at_seconds)}  {said_entry.id}: {reply_in_words(reply, titles)}")
    print_score(score, program)


def print_said(said: Iterable[Interjection], program: Program, case: Case | None) -> None:
    """Print what the interviewer said, why, and how it was answered."""
    titles = _titles(program, case)
    for number, entry in enumerate(said):
        if not number:
            print("What the interviewer said")
        print(f"  {clock(entry.at_seconds)}  {entry.kind.value} {entry.id}: {entry.text}")
        print(f"         why: {entry.reason}")
        if entry.reply:
            print(f"         {reply_in_words(entry.reply, titles)}")


def _titles(program: Program, case: Case | None) -> dict[str, str]:
    titles = {signal.id: signal.title for signal in program.scorer.rubric.signals}
    return titles | ({point.id: point.title for point in case.talking_points} if case else {})


def _document(
    sitting: Sitting,
    rehearsal_id: str | None,
    said: tuple[Interjection, ...],
    phases: tuple[PhaseTime, ...],
    score: Score,
) -> dict[str, Any]:
    return {
        "rehearsal": rehearsal_id,
        "case": sitting.case.id,
        "format": sitting.format.id,
        "style": sitting.style,
        "seed": sitting.seed,
        "phases": [
            {"id": entry.phase.id, "planned": entry.planned_seconds, "spent": round(entry.spent_seconds, 1)}
            for entry in phases
        ],
        "interjections": [interjection_document(entry) for entry in said],
        "score": score_document(score),
    }
