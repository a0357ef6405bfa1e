"""The general files: formats for every case of a kind, and the manners of the interviewer."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

from cases.checks import check_format, check_texts
from cases.document import Unreadable, read_document
from cases.model import Case, Format, Manners
from cases.problem import Problem
from cases.push_back_checks import check_list
from cases.shape import Built, build

Shape = TypeVar("Shape")


class GeneralError(Exception):
    """A general file that cannot be used; its text has one line for each problem."""


@dataclass(frozen=True, slots=True)
class Formats:
    """The formats that cases are practised in, in the order they are shown."""

    formats: tuple[Format, ...]


@cache
def general_formats() -> tuple[Format, ...]:
    """Return the formats of the program itself."""
    return load_formats(files("cases.general").joinpath("formats.toml"))


@cache
def manners() -> Manners:
    """Return how the program's own interviewer behaves."""
    return load_manners(files("cases.general").joinpath("interviewer.toml"))


def load_formats(file: Traversable) -> tuple[Format, ...]:
    """Return the formats in a TOML file. Raises `GeneralError`."""
    built = _read(Formats, file)
    problems = [*built.problems, *check_texts(built.value, (), str(file))]
    for number, entry in enumerate(built.value.formats):
        problems += check_format(entry, f"formats[{number}]", str(file))
    _refuse(problems)
    return built.value.formats


def load_manners(file: Traversable, signals: Collection[str] | None = None) -> Manners:
    """Return the manners in a TOML file; `signals` are the known ids, None for any. Raises `GeneralError`."""
    built = _read(Manners, file)
    problems = [*built.problems, *check_texts(built.value, (), str(file))]
    problems += check_list(built.value.push_backs, (), str(file), signals)
    problems += _check_expectations(built.value, str(file), signals)
    _refuse(problems)
    return built.value


def with_general_formats(case: Case, general: tuple[Format, ...] | None = None) -> Case:
    """Return the case with every format that suits it: the general ones in their order, its own in place or behind."""
    own = {entry.id: entry for entry in case.formats}
    suiting = [entry for entry in general or general_formats() if case.kind in entry.suits or entry.id in own]
    known = {entry.id for entry in suiting}
    more = [entry for entry in case.formats if entry.id not in known]
    return replace(case, formats=(*(_own(entry, own) for entry in suiting), *more))


def _own(general: Format, own: dict[str, Format]) -> Format:
    """Return a case's own format with the manners of the general one that it stands in for."""
    entry = own.get(general.id)
    if entry is None:
        return general
    return replace(entry, interviewer=general.interviewer, about=general.about, opening=entry.opening)


def _check_expectations(manners: Manners, file: str, signals: Collection[str] | None) -> Iterator[Problem]:
    for number, entry in enumerate(manners.expectations):
        if signals is not None and entry.signal not in signals:
            yield Problem(file, f"expectations[{number}].signal", f'there is no signal "{entry.signal}"', "remove it")


def _read(shape: type[Shape], file: Traversable) -> Built[Shape]:
    try:
        return build(shape, read_document(file), str(file))
    except Unreadable as error:
        raise GeneralError(str(error.problem)) from error


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise GeneralError("\n".join(map(str, problems)))
