"""Where the sound of a recording comes from: a microphone, or a file in its place."""

import queue
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy
import soxr

from speech import devices
from speech.audio_file import decode
from speech.errors import MicrophoneMissing
from speech.recording import SAMPLE_RATE_HERTZ, seconds_of
from speech.stream_clock import StreamClock, seconds_awake_or_asleep

# No piece is longer, so that a stop is obeyed and the level measured at once.
_LONGEST_BYTES = SAMPLE_RATE_HERTZ // 20 * 2
# A cold virtual source was seen to take 1.8 s for its first block.
_FIRST_BLOCK_WITHIN_SECONDS = 5.0
# PortAudio says nothing of a microphone that was unplugged: the blocks stop coming, and some seconds later the sound
# server may go on with another one. That is noticed before.
_NEXT_BLOCK_WITHIN_SECONDS = 1.5


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of sound, 16 kHz mono, and how many seconds were lost before it."""

    samples: bytes
    lost_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Source:
    """An open source of sound: what it is called, its own rate, and its blocks until `stop` says so."""

    name: str
    rate_hertz: int
    blocks: Iterator[Block]


def open_file(path: Path, speed: float, stop: Callable[[], bool]) -> Source:
    """Return a file as a source, `speed` times as fast as it was spoken. Reading raises `AudioUnreadable`."""
    return Source(path.name, SAMPLE_RATE_HERTZ, _paced(_cut(decode(path)), speed, stop))


def _paced(pieces: Iterator[bytes], speed: float, stop: Callable[[], bool]) -> Iterator[Block]:
    began_seconds, heard_seconds = time.monotonic(), 0.0
    for piece in pieces:
        if stop():
            return
        heard_seconds += seconds_of(len(piece))
        yield Block(piece)
        ahead_seconds = heard_seconds / speed - (time.monotonic() - began_seconds)
        if ahead_seconds > 0:
            time.sleep(ahead_seconds)


def _cut(pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        for start in range(0, len(piece), _LONGEST_BYTES):
            yield piece[start : start + _LONGEST_BYTES]


def open_microphone(device: str | None, stop: Callable[[], bool]) -> Source:
    """Return a microphone as a source, the default one for None; it is resampled as a stream.

    Raises `MicrophoneMissing`, also later while reading, when no sound comes from it any more.
    """
    heard: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    stream = devices.open_microphone(device, heard.put)
    return Source(stream.name, stream.rate_hertz, _resampled(_captured(stream, heard, stop), stream.rate_hertz))


def _captured(
    stream: devices.InputStream, heard: "queue.SimpleQueue[bytes]", stop: Callable[[], bool]
) -> Iterator[Block]:
    """Yield the blocks of a running stream, at its own rate, and close it at the end."""
    clock, patience_seconds = StreamClock(), _FIRST_BLOCK_WITHIN_SECONDS
    heard_at_seconds = time.monotonic()
    try:
        while not stop():
            block = _next_block(heard)
            if block:
                heard_at_seconds, patience_seconds = time.monotonic(), _NEXT_BLOCK_WITHIN_SECONDS
                block_seconds = len(block) / 2 / stream.rate_hertz
                yield Block(block, clock.hear(block_seconds, seconds_awake_or_asleep()))
            elif time.monotonic() - heard_at_seconds > patience_seconds:
                raise MicrophoneMissing(
                    f"microphone {stream.name!r}: no sound comes from it any more; what was heard is kept, "
                    "plug it in again or choose another"
                )
    finally:
        stream.close()
    while block := _next_block(heard):
        yield Block(block)


def _next_block(heard: "queue.SimpleQueue[bytes]") -> bytes:
    try:
        return heard.get(timeout=0.05)
    except queue.Empty:
        return b""


def _resampled(blocks: Iterator[Block], rate_hertz: int) -> Iterator[Block]:
    resampler = soxr.ResampleStream(rate_hertz, SAMPLE_RATE_HERTZ, 1, dtype="int16", quality="HQ")
    for block in blocks:
        samples = resampler.resample_chunk(numpy.frombuffer(block.samples, dtype=numpy.int16))
        yield Block(samples.tobytes(), block.lost_seconds)
    yield Block(resampler.resample_chunk(numpy.empty(0, numpy.int16), last=True).tobytes())
