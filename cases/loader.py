"""Case and track files to values: strict, and every problem of a file at once.

A file named `track.toml` is a track; every other `.toml` file is a case.
"""

from collections.abc import Collection, Iterable
from typing import TypeVar

from cases.checks import check_case, check_track
from cases.document import Source, Unreadable, read_document
from cases.model import Case, Track
from cases.problem import Problem
from cases.shape import Built, build

TRACK_FILE = "track.toml"

Shape = TypeVar("Shape", Case, Track)


class CaseError(Exception):
    """A case or track file that cannot be used; `problems` names all that is wrong, its text has one line for each."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def load_case(file: Source, *, signals: Collection[str] | None = None, tracks: Collection[str] | None = None) -> Case:
    """Return the case in a TOML file; a `Path` will do.

    `signals` and `tracks` are the ids that triggers and cases may name; None takes any.
    Raises `CaseError`.
    """
    built = _build(Case, file)
    return _accept(built, check_case(built.value, str(file), signals, tracks))


def load_track(file: Source) -> Track:
    """Return the track in a TOML file; a `Path` will do. Raises `CaseError`."""
    built = _build(Track, file)
    return _accept(built, check_track(built.value, str(file)))


def check_file(
    file: Source, *, signals: Collection[str] | None = None, tracks: Collection[str] | None = None
) -> tuple[Problem, ...]:
    """Return all that is wrong with a case or track file: nothing for one that is fine. Never raises."""
    try:
        if file.name == TRACK_FILE:
            load_track(file)
        else:
            load_case(file, signals=signals, tracks=tracks)
    except CaseError as error:
        return error.problems
    return ()


def _build(shape: type[Shape], file: Source) -> Built[Shape]:
    try:
        return build(shape, read_document(file), str(file))
    except Unreadable as error:
        raise CaseError((error.problem,)) from error


def _accept(built: Built[Shape], checked: Iterable[Problem]) -> Shape:
    """Return the value if nothing is wrong with it; what only a blank caused is not told a second time."""
    problems = (*built.problems, *(entry for entry in checked if not _within(entry.place, built.blanks)))
    if problems:
        raise CaseError(problems)
    return built.value


def _within(place: str, blanks: Iterable[str]) -> bool:
    return any(place == blank or place.startswith((f"{blank}.", f"{blank}[")) for blank in blanks)
