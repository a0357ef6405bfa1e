"""The door to PyAV: any audio or video file that FFmpeg reads, as 16 kHz mono samples."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import av
import av.error
import av.logging
import numpy

from speech.errors import AudioUnreadable
from speech.recording import SAMPLE_RATE_HERTZ


def decode(path: Path) -> Iterator[bytes]:
    """Yield the samples of the first audio stream, 16-bit mono at 16 kHz, a piece at a time.

    Raises `AudioUnreadable` when the file is missing, holds no sound or breaks off before the first sample.
    """
    av.logging.set_level(av.logging.PANIC)
    decoded = False
    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                raise AudioUnreadable(f"{path}: there is no sound in it; give an audio or video file")
            resampler = av.AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE_HERTZ)
            for frame in _frames(container):
                for piece in resampler.resample(frame):
                    decoded = True
                    yield piece.to_ndarray().tobytes()
    except (av.error.FFmpegError, OSError, ValueError) as error:
        if decoded:
            # A file that breaks off late is heard up to there, as a player would do.
            return
        raise AudioUnreadable(f"{path}: {_reason(error)}; give an audio or video file") from error
    if not decoded:
        raise AudioUnreadable(f"{path}: there is no sound in it; give another file")


def _frames(container: Any) -> Iterator[Any]:
    """Yield the frames of the first audio stream, leaving out what is damaged, and None at the end."""
    for packet in container.demux(container.streams.audio[0]):
        try:
            yield from packet.decode()
        except av.error.InvalidDataError:
            # One bad packet is a click; the rest of the file is still to be heard.
            continue
    yield None


def duration_seconds(path: Path) -> float:
    """Return how long the file says it is, 0 when it does not say."""
    try:
        with av.open(str(path)) as container:
            return (container.duration or 0) / av.time_base
    except (av.error.FFmpegError, OSError, ValueError):
        return 0.0


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "you may not read it"
    if isinstance(error, IsADirectoryError):
        return "is a folder"
    return "cannot be read as sound"


def encode_flac(blocks: Iterable[bytes], path: Path) -> None:
    """Write 16 kHz mono samples as FLAC. Raises `OSError` when it cannot be written."""
    _encode(blocks, path, "flac", "flac", "s16")


def encode_aac(blocks: Iterable[bytes], path: Path) -> None:
    """Write 16 kHz mono samples as AAC in an MP4 file. Raises `OSError` when it cannot be written."""
    _encode(blocks, path, "mp4", "aac", "fltp", 40_000)


def _encode(
    blocks: Iterable[bytes],
    path: Path,
    container_format: str,
    codec: str,
    sample_format: str,
    bits_per_second: int | None = None,
) -> None:
    try:
        with av.open(str(path), "w", format=container_format) as container:
            stream: Any = container.add_stream(codec, rate=SAMPLE_RATE_HERTZ, layout="mono")
            if bits_per_second:
                stream.bit_rate = bits_per_second
            stream.format = sample_format
            resampler = av.AudioResampler(format=sample_format, layout="mono", rate=SAMPLE_RATE_HERTZ)
            for block in blocks:
                samples = numpy.frombuffer(block, numpy.int16)[numpy.newaxis]
                frame = av.AudioFrame.from_ndarray(samples, "s16", "mono")
                frame.sample_rate = SAMPLE_RATE_HERTZ
                for piece in resampler.resample(frame):
                    container.mux(stream.encode(piece))
            container.mux(stream.encode(None))
    except av.error.FFmpegError as error:
        raise OSError(error.errno, error.strerror) from error
