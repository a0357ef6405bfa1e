"""The recording on disk: 16 kHz mono 16-bit WAV, whole on the disk from the first sample on.

The file's size is the truth about its length. The header is brought up to date each second, after the data
has reached the disk, so that a power cut or a killed process leaves a file that players open.
"""

import os
import shutil
import struct
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

from speech.errors import AudioUnreadable, RecordingFailed

try:
    import fcntl
except ImportError:
    # Windows itself refuses to delete or replace a file that is being written.
    fcntl = None  # type: ignore[assignment]

SAMPLE_RATE_HERTZ = 16_000
SAMPLE_BYTES = 2
HEADER_BYTES = 44
_SYNC_EVERY_SECONDS = 1.0
# One minute of sound is the least that is worth beginning, and the transcript wants room too.
_SHORTEST_SECONDS = 60.0
_ROOM_BESIDE_BYTES = 5_000_000
# Thrown away when the disk is full, so that the last header, the journal and the rehearsal's file still fit.
_BALLAST_BYTES = 2_000_000


def seconds_of(data_bytes: int) -> float:
    """Return how long that many bytes of sound last."""
    return data_bytes / (SAMPLE_RATE_HERTZ * SAMPLE_BYTES)


def _header(data_bytes: int) -> bytes:
    bytes_per_second = SAMPLE_RATE_HERTZ * SAMPLE_BYTES
    form = struct.pack("<HHIIHH", 1, 1, SAMPLE_RATE_HERTZ, bytes_per_second, SAMPLE_BYTES, 8 * SAMPLE_BYTES)
    return (
        b"RIFF" + struct.pack("<I", 36 + data_bytes) + b"WAVEfmt " + struct.pack("<I", 16) + form
        + b"data" + struct.pack("<I", data_bytes)
    )  # fmt: skip


class Recording:
    """A recording being written to a new file at `path`; nothing is held back in memory.

    With `continues` an earlier recording is gone on with: its samples stay, new ones come behind them. The disk must
    have room for twice the `expected_seconds`, because the FLAC file is made before the WAV goes.
    Raises `RecordingFailed` when the file exists, cannot be made or gone on with, or the disk is nearly full;
    `AudioUnreadable` when the one that is gone on with is none of ours.
    """

    def __init__(self, path: Path, *, continues: bool = False, expected_seconds: float = 0.0) -> None:
        self._path = path
        self._synced_at_seconds = time.monotonic()
        try:
            _check_room(path, expected_seconds)
            self._descriptor = _open_again(path) if continues else _open_new(path)
        except FileExistsError as error:
            raise RecordingFailed(f"{path}: is there already; name another file or move this one away") from error
        except OSError as error:
            raise RecordingFailed(
                f"{path}: cannot be written ({error.strerror}); name a folder you can write"
            ) from error
        self.data_bytes = max(0, os.lseek(self._descriptor, 0, os.SEEK_END) - HEADER_BYTES)
        if not self.data_bytes:
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            self._write(_header(0))
        os.fsync(self._descriptor)
        self._ballast = _make_ballast(path)

    @property
    def seconds(self) -> float:
        """How much has been recorded."""
        return seconds_of(self.data_bytes)

    def append(self, samples: bytes) -> None:
        """Write 16-bit samples at the end. Raises `RecordingFailed` when the disk takes no more; the rest is kept."""
        try:
            self._write(samples)
            self.data_bytes += len(samples)
            if time.monotonic() - self._synced_at_seconds >= _SYNC_EVERY_SECONDS:
                self._sync()
        except OSError as error:
            self._ballast.unlink(missing_ok=True)
            raise RecordingFailed(
                f"{self._path}: {error.strerror}; the {self.seconds:.0f} s recorded so far are kept, make room"
            ) from error

    def finish(self) -> None:
        """Bring header and data to the disk and close the file."""
        if self._descriptor >= 0:
            self._sync()
            os.close(self._descriptor)
            self._descriptor = -1
            self._ballast.unlink(missing_ok=True)

    def __enter__(self) -> "Recording":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.finish()

    def _write(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._descriptor, data) :]

    def _sync(self) -> None:
        # Data before size, always: a header must never promise what is not on the disk.
        getattr(os, "fdatasync", os.fsync)(self._descriptor)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, _header(self.data_bytes))
        os.lseek(self._descriptor, 0, os.SEEK_END)
        self._synced_at_seconds = time.monotonic()


def _check_room(path: Path, expected_seconds: float) -> None:
    """Raise `RecordingFailed` when the disk cannot take twice the expected sound, and what is written beside it."""
    sound_bytes = max(_SHORTEST_SECONDS, 2 * expected_seconds) * SAMPLE_RATE_HERTZ * SAMPLE_BYTES
    needed_bytes, free_bytes = int(sound_bytes) + _ROOM_BESIDE_BYTES, shutil.disk_usage(path.parent).free
    if free_bytes < needed_bytes:
        raise RecordingFailed(
            f"{path}: only {free_bytes // 1_000_000} MB are free on this disk and {needed_bytes // 1_000_000} MB are "
            "needed; make room first"
        )


def _open_new(path: Path) -> int:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    if fcntl:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    return descriptor


def _open_again(path: Path) -> int:
    """Open a recording of ours to append to it."""
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        if fcntl:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not b"RIFF".startswith(os.read(descriptor, 4)):
            raise AudioUnreadable(f"{path}: does not begin like a recording; it is left as it is")
        # A crash may have cut off the header, or the last sample in its middle.
        size = max(os.fstat(descriptor).st_size, HEADER_BYTES)
        os.ftruncate(descriptor, size - (size - HEADER_BYTES) % SAMPLE_BYTES)
    except BlockingIOError as error:
        os.close(descriptor)
        raise RecordingFailed(f"{path}: is being recorded just now; end that first") from error
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _make_ballast(recording: Path) -> Path:
    """Return a file of ours beside the recording that takes up room."""
    path = recording.with_name(f".{recording.name}.ballast")
    try:
        path.write_bytes(bytes(_BALLAST_BYTES))
    except OSError:
        # Without it the recording is no worse off than any other program's.
        path.unlink(missing_ok=True)
    return path


def is_being_written(path: Path) -> bool:
    """Return whether a recorder is still writing this recording, also one of another program's process."""
    if fcntl is None or not path.exists():
        return False
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def recorded_seconds(path: Path) -> float:
    """Return how long a recording of ours is, by its size; 0 for one with no sample."""
    return max(0.0, seconds_of(path.stat().st_size - HEADER_BYTES))


def repair(path: Path) -> float:
    """Make the header of a recording that was cut off say what the file holds; return its seconds.

    Raises `AudioUnreadable` when the file does not begin like one of ours.
    """
    with path.open("r+b") as file:
        if file.read(4) != b"RIFF" or path.stat().st_size < HEADER_BYTES:
            raise AudioUnreadable(f"{path}: does not begin like a recording")
        data_bytes = (path.stat().st_size - HEADER_BYTES) // SAMPLE_BYTES * SAMPLE_BYTES
        file.truncate(HEADER_BYTES + data_bytes)
        file.seek(0)
        file.write(_header(data_bytes))
        file.flush()
        os.fsync(file.fileno())
    path.with_name(f".{path.name}.ballast").unlink(missing_ok=True)
    return seconds_of(data_bytes)


def follow(
    path: Path, is_complete: Callable[[], bool], from_seconds: float = 0.0, poll_seconds: float = 0.05
) -> Iterator[bytes]:
    """Yield the samples of a recording from a time on as it grows, and what is left once `is_complete` says so."""
    with path.open("rb") as file:
        file.seek(HEADER_BYTES + int(from_seconds * SAMPLE_RATE_HERTZ) * SAMPLE_BYTES)
        while True:
            # Asked before the read: whatever was written before completion is then read below.
            complete = is_complete()
            while samples := file.read(SAMPLE_RATE_HERTZ * SAMPLE_BYTES // 4):
                odd_bytes = len(samples) % SAMPLE_BYTES
                if odd_bytes:
                    file.seek(-odd_bytes, os.SEEK_CUR)
                    samples = samples[:-odd_bytes]
                    if not samples:
                        break
                yield samples
            if complete:
                return
            time.sleep(poll_seconds)
