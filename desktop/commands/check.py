"""`rostrum check`: validates case and rubric files, every problem on a line of its own."""

import argparse
from pathlib import Path

from cases import loader as cases
from desktop.errors import Exit
from desktop.program import Program
from rubrics import loader as rubrics


def add(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="a case or rubric file, or a folder")


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Print each problem of each file; the files that are fine are counted at the end."""
    files = [file for path in arguments.files for file in (sorted(path.rglob("*.toml")) if path.is_dir() else [path])]
    signals = {signal.id for signal in program.scorer.rubric.signals}
    problems = [problem for file in files for problem in _problems(file, signals)]
    for problem in problems:
        print(problem)
    if problems:
        return Exit.BAD_INPUT
    print(f"{len(files)} {'file is' if len(files) == 1 else 'files are'} fine")
    return Exit.DONE


def _problems(file: Path, signals: set[str]) -> list[str]:
    if rubrics.is_rubric(file):
        return rubrics.check_file(file)
    return [str(problem) for problem in cases.check_file(file, signals=signals)]
