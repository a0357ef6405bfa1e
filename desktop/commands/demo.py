"""`rostrum demo`: the whole main job with no screen and no microphone."""

import argparse
import sys
import time
from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path

from desktop.commands.score import print_score
from desktop.errors import Exit
from desktop.practice.conductor import Conductor, Sitting, View
from desktop.practice.interview import Stage
from desktop.practice.marking import mark
from desktop.program import Program, program_in

# The bundled answer is to this case.
_CASE = "global-inventory-sync"
_FORMAT = "system-design"
_STEP_SECONDS = 0.02
# The answer is heard this many times faster than it was spoken: nobody is listening.
_SPEED = 20.0
_TOLD = {
    Stage.ASKING: "asking the question",
    Stage.LISTENING: "listening to the bundled answer",
    Stage.OVER: "transcribing it",
}


def add(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("--out", metavar="DIR", type=Path, help="where to write the rehearsal")
    parser.add_argument(
        "--case", metavar="ID", default=_CASE, help="the case to ask (the bundled answer is to %(default)s)"
    )
    parser.add_argument("--engine", choices=("auto", "whisper", "sphinx"), default="", help="the recogniser")
    parser.add_argument("--model", metavar="NAME_OR_DIR", default="", help="a Whisper model's name or folder")


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Send the bundled answer through every room and say what came out."""
    demo = program_in(arguments.out or program.home.root / "demo", program.settings)
    case = program.catalogue.case(arguments.case)
    recogniser = program.chosen_recogniser(arguments.engine, arguments.model)
    format_ = next((entry for entry in case.formats if entry.id == _FORMAT), case.formats[0])
    archive = demo.archive
    with as_file(files("desktop.practice").joinpath("demo_answer.flac")) as answer:
        sitting = Sitting(
            case, format_, recogniser, demo.home.spoken, answer_path=answer, speed=_SPEED,
            voice=program.settings.voice or None, words_per_minute=program.settings.words_per_minute,
        )  # fmt: skip
        view = _conduct(Conductor(sitting, archive, demo.start_helper, lambda: datetime.now().astimezone()))
    if view.problem or view.rehearsal is None:
        raise view.problem or AssertionError("an interview that recorded nothing names its problem")
    score = mark(archive, demo.scorer, case, view.rehearsal.id)
    print(f"Question: {case.question.text}")
    print(f"Transcript ({recogniser.engine}, {recogniser.model}):")
    print(archive.transcript(view.rehearsal.id).text)
    print_score(score, demo)
    print(f"Rehearsal: {archive.folder(view.rehearsal.id)}")
    print(f"Report: {archive.report(view.rehearsal.id)}")
    return Exit.DONE


def _conduct(conductor: Conductor) -> View:
    """Run the interview to its end, telling each stage; whatever stops it keeps what was recorded."""
    told: Stage | None = None
    try:
        view = conductor.begin(time.monotonic())
        while not view.finished:
            if view.stage is not told and view.stage in _TOLD:
                sys.stderr.write(f"{_TOLD[view.stage]} ...\n")
            told = view.stage
            time.sleep(_STEP_SECONDS)
            view = conductor.step(time.monotonic())
    finally:
        conductor.leave()
    if view.voice_problem:
        sys.stderr.write(f"{view.voice_problem}\n")
    return view
