"""A pack: a folder or a zip of case files, read whole and judged before anything of it is used.

A pack comes from somebody else, so nothing that its headers say of sizes is believed: what counts is what was read.
"""

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import partial
from itertools import islice
from pathlib import Path, PurePath, PurePosixPath
from typing import IO

from cases.document import LARGEST_FILE_BYTES
from cases.problem import Problem

MOST_FILES = 500
LARGEST_PACK_BYTES = 10_000_000
_LONGEST_NAME = 200
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_ZIP_START = b"PK\x03\x04"
_DRIVE = re.compile(r"[A-Za-z]:")
# What zipfile raises for one that is cut off, altered or packed in a way it does not know.
_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, OverflowError)


@dataclass(frozen=True, slots=True)
class PackedFile:
    """One file of a pack, in memory; `path` is its place inside the pack."""

    pack: str
    path: str
    content: bytes

    def __str__(self) -> str:
        return str(PurePath(self.pack, self.path))

    @property
    def name(self) -> str:
        """The file's own name."""
        return PurePosixPath(self.path).name

    def open(self, mode: str = "rb") -> IO[bytes]:
        """Open it for reading bytes."""
        if mode != "rb":
            raise ValueError(mode)
        return io.BytesIO(self.content)


class PackRefused(Exception):
    """A pack that cannot be used.

    `problems` names all that is wrong, its text has one line for each; `readable` are the files with nothing wrong.
    """

    def __init__(self, problems: Iterable[Problem], readable: tuple[PackedFile, ...] = ()) -> None:
        self.problems = tuple(problems)
        self.readable = readable
        super().__init__("\n".join(map(str, self.problems)))


class _Kind(Enum):
    FILE = "a file"
    FOLDER = "a folder"
    LINK = "a link"
    LOCKED = "encrypted"
    ODD = "no ordinary file"


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    kind: _Kind
    open: Callable[[], IO[bytes]]


def is_pack(path: Path) -> bool:
    """Return whether this would be read as a pack: a folder, or a file that calls itself a zip."""
    return path.is_dir() or path.suffix.lower() == ".zip"


def read_pack(path: Path) -> tuple[PackedFile, ...]:
    """Return the files of a folder or zip, hidden ones left out. Raises `PackRefused`; nothing is written anywhere."""
    try:
        if path.is_dir():
            return _read(str(path), _folder_entries(path))
        if path.stat().st_size > LARGEST_PACK_BYTES:
            raise PackRefused([_pack_too_large(str(path))])
        with zipfile.ZipFile(path) as archive:
            return _read(str(path), _zip_entries(archive))
    except _DAMAGED as error:
        raise PackRefused([Problem(str(path), "", "it is no whole zip", "pack the folder again as a zip")]) from error
    except OSError as error:
        raise PackRefused([_unreadable(str(path), error)]) from error


def _folder_entries(folder: Path) -> Iterator[_Entry]:
    """Yield what is in a folder and below; links are told and never followed, nor anything hidden looked into."""
    waiting = [folder]
    while waiting:
        for path in sorted(waiting.pop().iterdir()):
            mode = path.lstat().st_mode
            if path.name.startswith("."):
                continue
            if stat.S_ISDIR(mode):
                waiting.append(path)
                kind = _Kind.FOLDER
            else:
                kind = _Kind.LINK if stat.S_ISLNK(mode) else _Kind.FILE if stat.S_ISREG(mode) else _Kind.ODD
            yield _Entry(path.relative_to(folder).as_posix(), kind, _opener(path))


def _opener(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


def _zip_entries(archive: zipfile.ZipFile) -> Iterator[_Entry]:
    for member in archive.infolist():
        # The original name: the other is cut at a zero byte.
        name = member.orig_filename
        kind = _Kind.FOLDER if name.endswith("/") else _kind(member)
        yield _Entry(name.removesuffix("/"), kind, partial(archive.open, member))


def _kind(member: zipfile.ZipInfo) -> _Kind:
    mode = member.external_attr >> 16
    if stat.S_ISLNK(mode):
        return _Kind.LINK
    if member.flag_bits & _ENCRYPTED:
        return _Kind.LOCKED
    ordinary = stat.S_IFMT(mode) in (0, stat.S_IFREG) and member.compress_type in _PACKED
    return _Kind.FILE if ordinary else _Kind.ODD


def _read(pack: str, found: Iterable[_Entry]) -> tuple[PackedFile, ...]:
    """Return the files that were found, each really read. Raises `PackRefused`."""
    # No further than the limit: somebody may have named the root of a disk.
    entries = list(islice(found, MOST_FILES + 1))
    if len(entries) > MOST_FILES:
        mend = f"a pack has {MOST_FILES} at most: make several of it"
        raise PackRefused([Problem(pack, "", f"it holds more than {MOST_FILES} files and folders", mend)])
    wrong = dict([*_twice(pack, entries), *_odd(pack, entries), *_misnamed(pack, entries)])
    files: dict[str, PackedFile] = {}
    for entry in entries:
        if entry.path in wrong or entry.kind is _Kind.FOLDER or _hidden(entry.path):
            continue
        content = _content(pack, entry)
        if isinstance(content, Problem):
            wrong[entry.path] = content
            continue
        files[entry.path] = PackedFile(pack, entry.path, content)
        if sum(len(file.content) for file in files.values()) > LARGEST_PACK_BYTES:
            raise PackRefused([*wrong.values(), _pack_too_large(pack)])
    readable = tuple(files[path] for path in sorted(files))
    if wrong:
        raise PackRefused(wrong.values(), readable)
    return readable


def _misnamed(pack: str, entries: Iterable[_Entry]) -> Iterator[tuple[str, Problem]]:
    for entry in entries:
        reason = _why_not(entry.path)
        if reason:
            # As Python writes it, so that a control character shows and does nothing.
            yield entry.path, Problem(pack, ascii(entry.path), reason, "give it a plain name inside the pack")


def _why_not(path: str) -> str:
    """Return why no file may have this path; empty if it may. Windows' rules hold everywhere: packs travel."""
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in path):
        return "its name holds a control character"
    if path.startswith("/") or _DRIVE.match(path):
        return "its path does not begin inside the pack"
    parts = path.split("/")
    if ".." in parts or "\\" in path:
        return "its path leads out of the pack"
    if any(part != part.strip(" ") or part.endswith(".") or not part for part in parts):
        return "its path has an empty part, or one that ends in a dot or space"
    if any(character in '<>:"|?*' for character in path):
        return "its name holds a character that other systems do not allow"
    return "its path is too long" if len(path) > _LONGEST_NAME else ""


def _twice(pack: str, entries: list[_Entry]) -> Iterator[tuple[str, Problem]]:
    same = Counter(_folded(entry.path) for entry in entries)
    inside = {_folded(str(parent)) for entry in entries for parent in PurePosixPath(entry.path).parents}
    for entry in entries:
        text = ""
        if same[_folded(entry.path)] > 1:
            text = "another file has this name, or one that differs by capitals alone"
        elif entry.kind is not _Kind.FOLDER and _folded(entry.path) in inside:
            text = "a file and a folder have this name"
        if text:
            yield entry.path, Problem(f"{pack}/{entry.path}", "", text, "rename one of them")


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _odd(pack: str, entries: Iterable[_Entry]) -> Iterator[tuple[str, Problem]]:
    mends = {
        _Kind.LINK: "put the file itself there",
        _Kind.LOCKED: "pack it again without a password",
        _Kind.ODD: "pack plain files, as an ordinary zip",
    }
    for entry in entries:
        if entry.kind in mends:
            text = f"it is {entry.kind.value}"
            yield entry.path, Problem(f"{pack}/{entry.path}", "", text, mends[entry.kind])


def _content(pack: str, entry: _Entry) -> bytes | Problem:
    """Return what is in the file, or why it cannot be used."""
    file = f"{pack}/{entry.path}"
    try:
        with entry.open() as stream:
            content = stream.read(LARGEST_FILE_BYTES + 1)
    except _DAMAGED:
        return Problem(file, "", "it is damaged", "pack the folder again as a zip")
    except OSError as error:
        return _unreadable(file, error)
    if len(content) > LARGEST_FILE_BYTES:
        return Problem(file, "", "it is larger than 1 MB", "split it into one file a case, or leave it out")
    if content.startswith(_ZIP_START) or entry.path.lower().endswith(".zip"):
        return Problem(file, "", "it is a zip inside a pack", "unpack it into the folder, then pack the folder")
    return content


def _hidden(path: str) -> bool:
    """Return whether an editor or a system left this there."""
    return any(part.startswith(".") or part == "__MACOSX" for part in path.split("/"))


def _pack_too_large(pack: str) -> Problem:
    return Problem(pack, "", f"it is larger than {LARGEST_PACK_BYTES // 1_000_000} MB", "make several packs of it")


def _unreadable(file: str, error: OSError) -> Problem:
    reason = (error.strerror or str(error)).lower()
    return Problem(file, "", f"it cannot be read ({reason})", "check the name and that you may read it")
