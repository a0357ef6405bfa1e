"""A rehearsal as one file, for a mentor or a new laptop: a zip of its folder that another Rostrum opens."""

import os
import shutil
import tempfile
import zipfile
import zlib
from pathlib import Path

from desktop.practice.archive import Archive, ArchiveError, is_rehearsal_file
from desktop.practice.rehearsal import Rehearsal

SUFFIX = ".rostrum"
# Sound does not get smaller by being packed again.
_PACKED_ALREADY = (".flac", ".wav")
# Ten hours of sound that nobody compressed; a file that unpacks to more is a trap.
_MOST_BYTES = 1_200_000_000
_MOST_FILES = 100
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError)


def write_bundle(archive: Archive, rehearsal_id: str, out: Path) -> Path:
    """Write a rehearsal to one file and return it; a crash leaves no half of one under that name.

    Raises `ArchiveError` when there is no such rehearsal, when `out` is there already or cannot be written.
    """
    archive.rehearsal(rehearsal_id)
    if out.exists():
        raise ArchiveError(f"{out}: is there already; name a file that is not")
    files = sorted(path for path in archive.folder(rehearsal_id).iterdir() if is_rehearsal_file(path.name))
    unfinished = out.with_name(f".{out.name}.part")
    try:
        with zipfile.ZipFile(unfinished, "w", strict_timestamps=False) as bundle:
            for path in files:
                packing = zipfile.ZIP_STORED if path.suffix in _PACKED_ALREADY else zipfile.ZIP_DEFLATED
                bundle.write(path, path.name, packing)
        unfinished.replace(out)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise ArchiveError(f"{out}: cannot be written ({error.strerror}); name a folder that takes files") from error
    return out


def open_bundle(archive: Archive, file: Path) -> Rehearsal:
    """Take in a rehearsal that `write_bundle` wrote, here or elsewhere.

    A file from somebody else is not trusted: only a rehearsal's own files are taken, none outside a folder of its own,
    and no more than a rehearsal can have. Raises `ArchiveError`, and leaves nothing then.
    """
    with tempfile.TemporaryDirectory(prefix="rostrum-") as name:
        folder = Path(name) / "rehearsal"
        folder.mkdir()
        try:
            with zipfile.ZipFile(file) as bundle:
                _unpack(bundle, file, folder)
        except _DAMAGED as error:
            raise ArchiveError(f"{file}: is no whole rehearsal file; have it sent again") from error
        except OSError as error:
            raise ArchiveError(f"{file}: cannot be read ({error.strerror}); look who may read it") from error
        return archive.adopt(folder)


def _unpack(bundle: zipfile.ZipFile, file: Path, folder: Path) -> None:
    members = bundle.infolist()
    if len(members) > _MOST_FILES:
        raise ArchiveError(f"{file}: holds more files than a rehearsal has; it is not taken in")
    left_bytes = _MOST_BYTES
    for member in members:
        # The name decides, so nothing is ever written outside: no rehearsal's file has a slash in it.
        if not is_rehearsal_file(member.filename):
            raise ArchiveError(f"{file}: {member.filename!r} is no file of a rehearsal; it is not taken in")
        with bundle.open(member) as packed, (folder / member.filename).open("xb") as out:
            # What a header says of sizes may be a lie: what counts is what comes out.
            while block := packed.read(1 << 20):
                left_bytes -= len(block)
                if left_bytes < 0:
                    raise ArchiveError(f"{file}: unpacks to more than a rehearsal can be; it is not taken in")
                out.write(block)


def copy_folder(archive: Archive, rehearsal_id: str, out: Path) -> Path:
    """Copy a rehearsal's folder, as it is, to `out` and return it. Raises `ArchiveError`."""
    archive.rehearsal(rehearsal_id)
    if out.exists():
        raise ArchiveError(f"{out}: is there already; name a folder that is not")
    try:
        shutil.copytree(
            archive.folder(rehearsal_id),
            out,
            ignore=lambda _, names: [name for name in names if not is_rehearsal_file(name)],
        )
    except OSError as error:
        raise ArchiveError(f"{out}: cannot be written ({os.strerror(error.errno or 0)})") from error
    return out
