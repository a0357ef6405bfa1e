"""Everything that can be practised: the built-in library and the user's own folders."""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from cases.document import Source
from cases.general_files import general_formats, with_general_formats
from cases.loader import TRACK_FILE, CaseError, load_case, load_track
from cases.model import KINDS, SUMMARY, Case, Track
from cases.problem import Problem, nearest
from cases.search import rank
from cases.shelf import Shelf


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
    tracks: dict[str, Track]
    cases: dict[str, Case]
    problems: list[Problem]
    built_in: dict[str, Case] = field(default_factory=dict)


class Catalogue:
    """Tracks and cases, read when they are first asked for.

    `folders` hold the user's own: single cases and packs, which are folders or zips. One that does not exist is empty.
    What cannot be used stops nothing else: it is left out and told in `problems`. Whoever comes first keeps an id:
    built-in, then the folders in their order. `signals` are the ids that push-backs may name; None takes any.
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
        return tuple(self._contents.tracks.values())

    @property
    def cases(self) -> tuple[Case, ...]:
        """Every case that can be practised, built-in ones first."""
        return tuple(self._contents.cases.values())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong with the files that were left out."""
        return tuple(self._contents.problems)

    def case(self, case_id: str) -> Case:
        """Return the case with this id. Raises `CaseNotFound`."""
        found = self._contents.cases
        if case_id in found:
            return found[case_id]
        near = difflib.get_close_matches(case_id.casefold(), found, n=3)
        broken = (problem.file for problem in self.problems if Path(problem.file).stem == case_id)
        raise CaseNotFound(case_id, tuple(near), next(broken, ""))

    def search(self, words: str) -> tuple[Case, ...]:
        """Return the cases in which every one of `words` begins a word somewhere, best first; all for no words."""
        titles = {track.id: track.title for track in self.tracks}
        return rank(self.cases, titles, words)

    def problems_with(self, sources: Iterable[Source], *, copies: bool = False) -> tuple[Problem, ...]:
        """Return all that would be wrong with these files if they were added; nothing is.

        With `copies` they may well be copies of what is here: an id is taken only by a built-in case that differs.
        """
        known = self._contents
        tried = _Contents(dict(known.tracks), {} if copies else dict(known.cases), [], known.built_in)
        _take(sources, tried, self._signals)
        return tuple(tried.problems)

    @cached_property
    def _contents(self) -> _Contents:
        contents = _Contents({}, {}, [])
        _take(_toml_files(self._library), contents, self._signals)
        # Within a track, what is designed comes first and the talks around it after.
        tracks = list(contents.tracks)
        order = sorted(contents.cases.values(), key=lambda case: (tracks.index(case.track), KINDS.index(case.kind)))
        contents.built_in.update((case.id, case) for case in order)
        contents.cases.clear()
        contents.cases.update(contents.built_in)
        shelves = [Shelf(folder).read() for folder in self._folders]
        contents.problems.extend(problem for _, problems in shelves for problem in problems)
        _take((source for sources, _ in shelves for source in sources), contents, self._signals)
        return contents


def _toml_files(folder: Traversable) -> Iterator[Traversable]:
    """Yield the TOML files in a folder and below, by name; hidden ones are an editor's."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _toml_files(entry)
        elif entry.name.endswith(".toml"):
            yield entry


def _take(sources: Iterable[Source], contents: _Contents, signals: Collection[str] | None) -> None:
    """Add the tracks and cases in the files to `contents`, and what is wrong with the others to its problems."""
    # Tracks first: a case may stand before its own.
    every = sorted(sources, key=lambda source: source.name != TRACK_FILE)
    read: list[tuple[Source, Track]] = []
    for source in every:
        try:
            if source.name == TRACK_FILE:
                track = load_track(source)
                if contents.tracks.setdefault(track.id, track) != track:
                    contents.problems.append(_taken(source, track.id, "track"))
                read.append((source, track))
                continue
            case = with_general_formats(load_case(source, signals=signals, tracks=contents.tracks))
        except CaseError as error:
            contents.problems.extend(error.problems)
            continue
        if contents.cases.setdefault(case.id, case) is not case or contents.built_in.get(case.id, case) != case:
            contents.problems.append(_taken(source, case.id, "case"))
    for source, track in read:
        contents.problems.extend(_loop_problems(source, track, contents.built_in | contents.cases))


def _loop_problems(source: Source, track: Track, cases: Mapping[str, Case]) -> Iterator[Problem]:
    """Yield what a track's loop names that is nowhere."""
    formats = {SUMMARY, *(entry.id for entry in general_formats())}
    formats |= {entry.id for case in cases.values() for entry in case.formats}
    for number, entry in enumerate(track.loop):
        if entry.format not in formats:
            text = f'there is no format "{entry.format}"'
            yield Problem(str(source), f"loop[{number}].format", text, nearest(entry.format, formats))
        if entry.case and entry.case not in cases:
            text = f'there is no case "{entry.case}"'
            near = difflib.get_close_matches(entry.case, cases, n=1)
            mend = f"did you mean {near[0]}?" if near else "see the list with: rostrum cases"
            yield Problem(str(source), f"loop[{number}].case", text, mend)


def _taken(source: Source, entry_id: str, noun: str) -> Problem:
    return Problem(str(source), "id", f'another {noun} already has the id "{entry_id}"', "choose another id")
