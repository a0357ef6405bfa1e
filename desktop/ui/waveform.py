"""The outline of a recording: how loud it is at each of many moments. No Qt: it is read in the background."""

import wave
from collections.abc import Callable
from pathlib import Path

from desktop.ui.cancelled import Cancelled

_SAMPLE_BYTES = 2
_FULL_SCALE = 32768.0


class OutlineError(Exception):
    """A recording whose outline cannot be read; it may still be played."""


def read_outline(path: Path, moments: int, stop_asked: Callable[[], bool]) -> tuple[float, ...]:
    """Return the peak (0-1) of each of `moments` equal stretches of a 16-bit mono WAV file; fewer when it is short.

    Raises `OutlineError` when the file is not there or not of that kind, `Cancelled` when asked to stop.
    """
    try:
        with path.open("rb") as file, wave.open(file) as recording:
            if recording.getsampwidth() != _SAMPLE_BYTES or recording.getnchannels() != 1:
                raise OutlineError(f"{path}: not 16-bit mono")
            return _outline(recording, moments, stop_asked)
    except (OSError, EOFError, wave.Error) as error:
        raise OutlineError(f"{path}: {error}") from error


def _outline(recording: wave.Wave_read, moments: int, stop_asked: Callable[[], bool]) -> tuple[float, ...]:
    import numpy

    stretch = max(1, recording.getnframes() // max(1, moments))
    peaks: list[float] = []
    while len(peaks) < moments and (frames := recording.readframes(stretch)):
        if stop_asked():
            raise Cancelled
        samples = numpy.frombuffer(frames[: len(frames) // _SAMPLE_BYTES * _SAMPLE_BYTES], dtype="<i2")
        # The most negative sample has no positive counterpart in 16 bits: both ends are looked at.
        peaks.append(max(int(samples.max(initial=0)), -int(samples.min(initial=0))) / _FULL_SCALE)
    return tuple(peaks)
