"""`rostrum check`: validates case and rubric files, every problem on a line of its own."""

import argparse
from pathlib import Path

from desktop.errors import Exit
from desktop.program import Program


def add(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument(
        "files", metavar="FILE", nargs="+", type=Path, help="a case or rubric file, or a folder of them"
    )


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Print each problem of each file; the files that are fine are counted at the end."""
    files = [file for path in arguments.files for file in (sorted(path.rglob("*.toml")) if path.is_dir() else [path])]
    problems = [problem for file in files for problem in _problems(file, program)]
    for problem in problems:
        print(problem)
    if problems:
        return Exit.BAD_INPUT
    print(f"{len(files)} {'file is' if len(files) == 1 else 'files are'} fine")
    return Exit.DONE
