"""The outline of a recording: how loud it is at each of many moments. No Qt: it is read in the background."""

import wave
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from pathlib import Path

from desktop.ui.cancelled import Cancelled

StopAsked = Callable[[], bool]

_SAMPLE_BYTES = 2
_FULL_SCALE = 32768.0


class OutlineError(Exception):
    """A recording whose outline cannot be read; it may still be played."""


def read_outline(path: Path, moments: int, stop_asked: StopAsked) -> tuple[float, ...]:
    """Return the peaks (0-1) of up to `moments` equal stretches of a recording.

    A 16-bit mono WAV file is read as it is, anything else decoded. Raises `OutlineError` when the file is not there
    or holds no sound, `Cancelled` when asked to stop.
    """
    if path.suffix.lower() == ".wav":
        return _read_wav(path, moments, stop_asked)
    return _read_other(path, moments, stop_asked)


def _read_wav(path: Path, moments: int, stop_asked: StopAsked) -> tuple[float, ...]:
    try:
        with path.open("rb") as file, wave.open(file) as recording:
            if recording.getsampwidth() != _SAMPLE_BYTES or recording.getnchannels() != 1:
                raise OutlineError(f"{path}: not 16-bit mono")
            stretch = max(1, recording.getnframes() // max(1, moments))
            frames = iter(lambda: recording.readframes(stretch), b"")
            return tuple(islice(_peaks(frames, stop_asked), moments))
    except (OSError, EOFError, wave.Error) as error:
        raise OutlineError(f"{path}: {error}") from error


def _read_other(path: Path, moments: int, stop_asked: StopAsked) -> tuple[float, ...]:
    from speech.audio_file import decode
    from speech.errors import AudioUnreadable

    try:
        # How long it is shows only at its end: first a peak for every piece, then the peaks of those.
        fine = tuple(_peaks(decode(path), stop_asked))
    except AudioUnreadable as error:
        raise OutlineError(str(error)) from error
    bounds = [place * len(fine) // moments for place in range(moments + 1)]
    return tuple(max(fine[low:high]) for low, high in pairwise(bounds) if low < high)


def _peaks(pieces: Iterator[bytes], stop_asked: StopAsked) -> Iterator[float]:
    import numpy

    for piece in pieces:
        if stop_asked():
            raise Cancelled
        samples = numpy.frombuffer(piece[: len(piece) // _SAMPLE_BYTES * _SAMPLE_BYTES], dtype="<i2")
        # The most negative sample has no positive counterpart in 16 bits: both ends are looked at.
        yield max(int(samples.max(initial=0)), -int(samples.min(initial=0))) / _FULL_SCALE
