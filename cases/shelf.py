"""The user's own folder of cases: what is dropped into it, what is added to it, what is taken away."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from cases.document import Source, Unreadable, read_document
from cases.pack import PackedFile, PackRefused, is_pack, read_pack
from cases.problem import Problem

_UNFINISHED = ".adding-"


class ShelfError(Exception):
    """What cannot be added or taken away; the message is one line with the mend."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder in which each entry is a pack (a folder or a zip) or a single case. One that does not exist is empty."""

    folder: Path

    def entries(self) -> tuple[Path, ...]:
        """Return what lies in the folder, by name; hidden and other files are an editor's or the system's."""
        try:
            found = sorted(self.folder.iterdir()) if self.folder.is_dir() else []
        except OSError:
            return ()
        return tuple(path for path in found if not path.name.startswith(".") and _is_ours(path))

    def read(self) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
        """Return the TOML files of all entries, and what is wrong with the packs that had to be left out."""
        files: list[Source] = []
        problems: list[Problem] = []
        for entry in self.entries():
            try:
                files += toml_files(entry)
            except PackRefused as error:
                problems += error.problems
        return tuple(files), tuple(problems)

    def add(self, source: Path, files: Iterable[PackedFile]) -> Path:
        """Put the files of a pack or of a single case there under the source's name: all of them or nothing.

        They have been checked. Raises `ShelfError` when the name is taken, `OSError` when nothing can be written.
        """
        name = source.resolve().name if source.is_dir() else source.stem
        place = self.folder / (name.lstrip(".") or "cases")
        self._refuse_second(place.name)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self.folder))
        try:
            for file in files:
                _write(unfinished / file.path, file.content)
            unfinished.rename(place)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        return place

    def remove(self, name: str, trash: Path) -> Path:
        """Move an entry, named with or without its ending, to the trash and return its place there.

        Raises `ShelfError` when there is no such entry.
        """
        entry = self._find(name)
        trash.mkdir(mode=0o700, parents=True, exist_ok=True)
        bare = _bare_name(entry)
        ending = entry.name.removeprefix(bare)
        names = chain([entry.name], (f"{bare}-{number}{ending}" for number in count(2)))
        place = next(trash / name for name in names if not (trash / name).exists())
        entry.rename(place)
        return place

    def _find(self, name: str) -> Path:
        entries = self.entries()
        exact = [entry for entry in entries if name == entry.name]
        found = exact or [entry for entry in entries if name == _bare_name(entry)]
        if len(found) == 1:
            return found[0]
        names = ", ".join(entry.name for entry in found or entries)
        if found:
            raise ShelfError(f"{name}: there are {names}; write the whole name")
        holding = next((entry.name for entry in entries if name in _ids_in(entry)), "")
        if holding:
            raise ShelfError(f"{name}: it belongs to {holding}; remove that with: rostrum cases remove {holding}")
        mend = f"there are {names}" if names else "you have none of your own yet"
        raise ShelfError(f"{name}: no pack or case of yours has this name; {mend}")

    def _refuse_second(self, name: str) -> None:
        for entry in self.entries():
            if _bare_name(entry).casefold() == name.casefold():
                mend = f"remove it first with: rostrum cases remove {entry.name}"
                raise ShelfError(f"{entry}: is there already; {mend}")


def toml_files(entry: Path) -> Iterator[Source]:
    """Yield the TOML files of a pack or a single file. Raises `PackRefused`."""
    if not is_pack(entry):
        yield entry
        return
    yield from (file for file in read_pack(entry) if file.name.endswith(".toml"))


def _ids_in(entry: Path) -> list[object]:
    """Return the ids of the cases and tracks in an entry, as far as it can be read."""
    ids: list[object] = []
    with suppress(PackRefused):
        for file in toml_files(entry):
            with suppress(Unreadable):
                ids.append(read_document(file).get("id"))
    return ids


def _is_ours(path: Path) -> bool:
    return is_pack(path) or (path.suffix == ".toml" and path.is_file())


def _bare_name(entry: Path) -> str:
    """Return an entry's name without its ending; a folder has none, whatever stands behind its last dot."""
    return entry.name if entry.is_dir() else entry.stem


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
