"""Where the sound of a recording comes from: a microphone, or a file in its place."""

import queue
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy
import soxr
from numpy.typing import NDArray

from speech import devices
from speech.audio_file import decode, duration_seconds
from speech.errors import MicrophoneMissing
from speech.recording import SAMPLE_RATE_HERTZ, seconds_of
from speech.stream_clock import StreamClock, seconds_awake_or_asleep

# No piece is longer, so that a stop is obeyed and the level measured at once.
_LONGEST_BYTES = SAMPLE_RATE_HERTZ // 20 * 2
# A cold virtual source was seen to take 2.1 s for its first block.
_FIRST_BLOCK_WITHIN_SECONDS = 6.0
# PortAudio says nothing of a microphone that was unplugged: the blocks stop coming. A Linux sound server goes on with
# another microphone, after 1.1 s or at once; its own word decides there, see `speech.sound_server`.
_NEXT_BLOCK_WITHIN_SECONDS = 0.8


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of sound, 16 kHz mono, and how many seconds were lost before it."""

    samples: bytes
    lost_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Source:
    """An open source of sound: what it is called, its own rate, and its blocks until `stop` says so.

    `seconds` is how long a file says it is, 0 for a microphone.
    """

    name: str
    rate_hertz: int
    blocks: Iterator[Block]
    seconds: float = 0.0


def open_file(path: Path, speed: float, stop: Callable[[], bool]) -> Source:
    """Return a file as a source, `speed` times as fast as it was spoken. Reading raises `AudioUnreadable`."""
    blocks = _paced(cut(decode(path)), speed, stop)
    return Source(path.name, SAMPLE_RATE_HERTZ, blocks, duration_seconds(path))


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


def cut(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield samples in pieces short enough that a stop is obeyed at once."""
    for piece in pieces:
        for start in range(0, len(piece), _LONGEST_BYTES):
            yield piece[start : start + _LONGEST_BYTES]


def open_microphone(device: str | None, stop: Callable[[], bool]) -> Source:
    """Return a microphone as a source, the default one for None; it is resampled as a stream.

    Raises `MicrophoneMissing`, also later while reading, when the microphone is no longer there.
    """
    microphone = _Microphone(device)
    return Source(microphone.name, microphone.rate_hertz, resampled(microphone.blocks(stop), microphone.rate_hertz))


class _Microphone:
    """A microphone, and the queue into which PortAudio's thread puts what it hears."""

    def __init__(self, device: str | None) -> None:
        self._heard: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._stream = devices.open_microphone(device, self._heard.put)
        self._patience_seconds = _FIRST_BLOCK_WITHIN_SECONDS
        self.name, self.rate_hertz = self._stream.name, self._stream.rate_hertz

    def blocks(self, stop: Callable[[], bool]) -> Iterator[Block]:
        """Yield what is heard, at the microphone's own rate, and close it at the end."""
        clock = StreamClock()
        try:
            heard_at_seconds = time.monotonic()
            while not stop():
                samples = self._next()
                if self._stream.watch.moved:
                    self._patience_seconds = _NEXT_BLOCK_WITHIN_SECONDS
                    self._open_again()
                    heard_at_seconds = time.monotonic()
                elif samples:
                    heard_at_seconds, self._patience_seconds = time.monotonic(), _NEXT_BLOCK_WITHIN_SECONDS
                    yield Block(samples, clock.hear(len(samples) / 2 / self.rate_hertz, seconds_awake_or_asleep()))
                elif time.monotonic() - heard_at_seconds > self._patience_seconds:
                    self._open_again()
                    heard_at_seconds = time.monotonic()
        finally:
            self._stream.close()
        while samples := self._next():
            yield Block(samples)

    def _next(self) -> bytes:
        try:
            return self._heard.get(timeout=0.05)
        except queue.Empty:
            return b""

    def _open_again(self) -> None:
        """Open the same microphone anew after a stall: one that is gone must not be exchanged in silence."""
        if self._patience_seconds == _FIRST_BLOCK_WITHIN_SECONDS:
            raise MicrophoneMissing(f"microphone {self.name!r}: no sound comes from it; choose another")
        self._stream.close()
        self._patience_seconds = _FIRST_BLOCK_WITHIN_SECONDS
        try:
            # By its name: the system's default may be another one by now.
            self._stream = devices.open_microphone(self._stream.watch.source or self.name, self._heard.put)
        except MicrophoneMissing as error:
            raise self._gone() from error
        if self._stream.rate_hertz != self.rate_hertz:
            raise self._gone()

    def _gone(self) -> MicrophoneMissing:
        return MicrophoneMissing(
            f"microphone {self.name!r}: no sound comes from it any more; what was heard is kept, plug it in again or "
            "choose another"
        )


def resampled(blocks: Iterator[Block], rate_hertz: int) -> Iterator[Block]:
    """Yield blocks at a device's own rate as blocks at 16 kHz."""
    # In floating point: with 16-bit samples soxr adds dither, and the exact zeros of a muted microphone would be gone.
    resampler = soxr.ResampleStream(rate_hertz, SAMPLE_RATE_HERTZ, 1, dtype="float32", quality="HQ")
    for block in blocks:
        samples = numpy.frombuffer(block.samples, dtype=numpy.int16).astype(numpy.float32)
        yield Block(_rounded(resampler.resample_chunk(samples)), block.lost_seconds)
    yield Block(_rounded(resampler.resample_chunk(numpy.empty(0, numpy.float32), last=True)))


def _rounded(samples: NDArray[numpy.float32]) -> bytes:
    return numpy.clip(numpy.rint(samples), -32768, 32767).astype(numpy.int16).tobytes()
