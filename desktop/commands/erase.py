"""`rostrum erase`: everything that was kept, for good."""

import argparse

from desktop.errors import Exit, WrongUsage
from desktop.practice.erasing import Erasure, erase, erasure_in_words
from desktop.program import Program


def add(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("--models", action="store_true", help="the Whisper models too")
    parser.add_argument("--cases", action="store_true", help="your own cases too, and those you have removed")
    parser.add_argument("--yes", action="store_true", help="really do it: it cannot be undone")


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Erase everything, or say what that would be."""
    erasure = Erasure(models=arguments.models, cases=arguments.cases)
    gone = erasure_in_words(program.home, erasure)
    if not arguments.yes:
        raise WrongUsage(f"{program.home.root}: {gone} would be erased for good; with --yes they are")
    erase(program.home, erasure)
    print(f"Erased: {gone}")
    return Exit.DONE
