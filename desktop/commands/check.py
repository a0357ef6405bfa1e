"""`rostrum check`: validates case and rubric files and packs, every problem on a line of its own."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from cases.document import Source
from cases.pack import PackRefused, is_pack, read_pack
from cases.problem import Problem
from desktop.errors import Exit
from desktop.program import Program
from rubrics import loader as rubrics


def add(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="a case or rubric file, a folder or a pack")


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Print each problem of each file; the files that are fine are counted at the end."""
    sources: list[Source] = []
    told: list[object] = []
    for path in arguments.files:
        found, problems = _opened(path)
        sources += found
        told += problems
    told += _problems(sources, program)
    for line in told:
        print(line)
    if told:
        return Exit.BAD_INPUT
    print(f"{len(sources)} {'file is' if len(sources) == 1 else 'files are'} fine")
    return Exit.DONE


def _opened(path: Path) -> tuple[list[Source], tuple[Problem, ...]]:
    """Return the files that a path stands for, and what keeps others of them from being read."""
    if not is_pack(path):
        return [path], ()
    rules = sorted(path.rglob("*.toml"))
    if rules and rubrics.is_rubric(rules[0]):
        # A rubrics' library is no pack: beside its rules lie weights, larger than a case may be.
        return list(rules), ()
    problems: tuple[Problem, ...] = ()
    try:
        files = read_pack(path)
    except PackRefused as error:
        files, problems = error.readable, error.problems
    # What lies in a folder keeps its own path: the rubrics' loader looks for the rest of its library there.
    sources: list[Source] = [
        path / file.path if path.is_dir() else file for file in files if file.name.endswith(".toml")
    ]
    if not sources and not problems:
        problems = (Problem(str(path), "", "there is no case in it", "a case is a file whose name ends in .toml"),)
    return sources, problems


def _problems(sources: Iterable[Source], program: Program) -> list[object]:
    """Return what is wrong with the files, those of the rubrics first."""
    cases: list[Source] = []
    told: list[object] = []
    for source in sources:
        if isinstance(source, Path) and rubrics.is_rubric(source):
            told += rubrics.check_file(source)
        else:
            cases.append(source)
    # What is checked may lie among the user's own already.
    return [*told, *program.strict_catalogue.problems_with(cases, copies=True)]
