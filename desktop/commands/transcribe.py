"""`rostrum transcribe`: any audio or video file, as text, JSON or captions."""

import argparse
import sys
from pathlib import Path

from desktop.commands.progress import end_progress, show_progress
from desktop.errors import Exit
from desktop.practice.stenographer import take_down
from desktop.program import Program
from speech.transcript_files import write_transcript


def add(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("file", metavar="FILE", type=Path, help="an audio or video file")
    parser.add_argument("--engine", choices=("auto", "whisper", "sphinx"), default="", help="the recogniser")
    parser.add_argument("--model", metavar="NAME_OR_DIR", default="", help="a Whisper model's name or folder")
    parser.add_argument("--format", choices=("text", "json", "srt", "vtt"), default="text", help="how to print it")
    parser.add_argument("--case", metavar="ID", help="a case whose vocabulary the recogniser should know")


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Transcribe in a helper process and print the transcript."""
    recogniser = program.chosen_recogniser(arguments.engine, arguments.model)
    vocabulary = program.catalogue.case(arguments.case).vocabulary if arguments.case else ()
    transcript = take_down(arguments.file.absolute(), recogniser, vocabulary, program.start_helper, show_progress)
    end_progress()
    sys.stdout.write(write_transcript(transcript, arguments.format))
    return Exit.DONE
