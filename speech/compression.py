"""After the rehearsal: the recording as FLAC, a third smaller, verified before the WAV goes; as AAC for others."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from speech.audio_file import decode, encode_aac, encode_flac
from speech.errors import RecordingFailed
from speech.recording import follow


def compress(recording: Path) -> Path:
    """Write the recording as FLAC beside it, decode that, and remove the WAV only if every sample is the same.

    A crash anywhere leaves at least one whole file, and doing it again does no harm. Returns the FLAC file.
    Raises `RecordingFailed` when it cannot be written or differs; the WAV is then untouched.
    """
    compressed = recording.with_suffix(".flac")
    unfinished = recording.with_suffix(".flac.part")
    try:
        encode_flac(follow(recording, lambda: True), unfinished)
        _sync(unfinished)
        if _checksum(decode(unfinished)) != _checksum(follow(recording, lambda: True)):
            raise RecordingFailed(f"{unfinished}: differs from {recording.name}, which is kept")
        unfinished.replace(compressed)
        _sync(compressed.parent)
        recording.unlink()
    except OSError as error:
        raise RecordingFailed(f"{unfinished}: {error.strerror}; {recording.name} is kept as it is") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return compressed


def encode_for_sharing(recording: Path, out: Path) -> Path:
    """Write a recording, or any sound file, as AAC and return that file.

    Raises `AudioUnreadable` for what is no sound, `RecordingFailed` when the file cannot be written.
    """
    unfinished = out.with_suffix(".m4a.part")
    try:
        encode_aac(decode(recording), unfinished)
        unfinished.replace(out)
    except OSError as error:
        raise RecordingFailed(f"{out}: {error.strerror}; name a folder that takes files") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return out


def _checksum(blocks: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for block in blocks:
        digest.update(block)
    return digest.hexdigest()


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        # Windows opens no folders; its file system journals the rename.
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
