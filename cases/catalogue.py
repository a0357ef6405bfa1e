"""Everything that can be practised: the built-in library and the user's own folders."""

import difflib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from cases.general_files import with_general_formats
from cases.loader import TRACK_FILE, CaseError, load_case, load_track
from cases.model import Case, Track
from cases.problem import Problem
from cases.search import rank


class CaseNotFound(Exception):
    """No case has the id; `near` are ids that look like it. The message is one line with the mend."""

    def __init__(self, case_id: str, near: tuple[str, ...] = (), broken: str = "") -> None:
        mend = f"did you mean {' or '.join(near)}?" if near else "see the list with: rostrum cases"
        if broken:
            mend = f"it could not be read, see why with: rostrum check {broken}"
        super().__init__(f'there is no case "{case_id}"; {mend}')
        self.case_id = case_id
        self.near = near


@dataclass(frozen=True, slots=True)
class _Contents:
    tracks: tuple[Track, ...]
    cases: tuple[Case, ...]
    problems: tuple[Problem, ...]


class Catalogue:
    """Tracks and cases, read when they are first asked for.

    `folders` hold the user's own cases, in any depth; one that does not exist is empty. A file that cannot be used
    stops no other: it is left out and told in `problems`. Whoever comes first keeps an id: built-in, then the
    folders in their order. `signals` are the ids that push-backs may name; None takes any.
    """

    def __init__(
        self, *folders: Path, library: Traversable | None = None, signals: Collection[str] | None = None
    ) -> None:
        self._folders = folders
        self._library = library if library is not None else files("cases").joinpath("library")
        self._signals = signals

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Every track, built-in ones first."""
        return self._contents.tracks

    @property
    def cases(self) -> tuple[Case, ...]:
        """Every case that can be practised, built-in ones first."""
        return self._contents.cases

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong with the files that were left out."""
        return self._contents.problems

    def case(self, case_id: str) -> Case:
        """Return the case with this id. Raises `CaseNotFound`."""
        found = {case.id: case for case in self.cases}
        if case_id in found:
            return found[case_id]
        near = difflib.get_close_matches(case_id.casefold(), found, n=3)
        broken = (problem.file for problem in self.problems if Path(problem.file).stem == case_id)
        raise CaseNotFound(case_id, tuple(near), next(broken, ""))

    def search(self, words: str) -> tuple[Case, ...]:
        """Return the cases in which every one of `words` begins a word somewhere, best first; all for no words."""
        titles = {track.id: track.title for track in self.tracks}
        return rank(self.cases, titles, words)

    @cached_property
    def _contents(self) -> _Contents:
        every = [*_toml_files(self._library), *(file for folder in self._folders for file in _toml_files(folder))]
        tracks: dict[str, Track] = {}
        cases: dict[str, Case] = {}
        problems: list[Problem] = []
        for file in every:
            if file.name == TRACK_FILE:
                problems += _keep_track(file, tracks)
        for file in every:
            if file.name != TRACK_FILE:
                problems += _keep_case(file, cases, tracks, self._signals)
        return _Contents(tuple(tracks.values()), tuple(cases.values()), tuple(problems))


def _toml_files(folder: Traversable) -> Iterator[Traversable]:
    """Yield the TOML files in a folder and below, by name; hidden ones are an editor's or the system's."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name) if folder.is_dir() else []
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _toml_files(entry)
        elif entry.name.endswith(".toml") and entry.is_file():
            yield entry


def _keep_track(file: Traversable, tracks: dict[str, Track]) -> Iterable[Problem]:
    try:
        track = load_track(file)
    except CaseError as error:
        return error.problems
    if tracks.setdefault(track.id, track) is not track:
        return (_taken(file, track.id, "track"),)
    return ()


def _keep_case(
    file: Traversable, cases: dict[str, Case], tracks: Collection[str], signals: Collection[str] | None
) -> Iterable[Problem]:
    try:
        case = load_case(file, signals=signals, tracks=tracks)
    except CaseError as error:
        return error.problems
    case = with_general_formats(case)
    if cases.setdefault(case.id, case) is not case:
        return (_taken(file, case.id, "case"),)
    return ()


def _taken(file: Traversable, entry_id: str, noun: str) -> Problem:
    return Problem(str(file), "id", f'another {noun} already has the id "{entry_id}"', "choose another id")
