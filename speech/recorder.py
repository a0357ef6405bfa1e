"""The record helper: from a microphone, or a file in its place, to the recording on disk.

It does nothing but resample, measure the level and write.
"""

import queue
import time
from collections.abc import Iterator
from pathlib import Path

import numpy
import soxr

from speech import devices
from speech.audio_file import decode
from speech.errors import MicrophoneMissing, RecordingFailed
from speech.level import SILENCE_DBFS, measure
from speech.messages import (
    DevicesListed,
    Failed,
    LevelMeasured,
    ListDevices,
    Record,
    RecordingStarted,
    RecordingStopped,
    StopRecording,
)
from speech.recording import SAMPLE_BYTES, SAMPLE_RATE_HERTZ, Recording
from speech.worker import Line

_LEVELS_PER_SECOND = 20
_LEVEL_BYTES = SAMPLE_RATE_HERTZ // _LEVELS_PER_SECOND * SAMPLE_BYTES
# PortAudio says nothing of a microphone that was unplugged; the blocks just stop coming. A cold virtual
# source was seen to take 1.8 s for its first block.
_LOST_AFTER_SECONDS = 5.0


def serve(line: Line) -> None:
    """Do what the program asks of the record helper: list the devices, or record until told to stop."""
    match line.next():
        case ListDevices():
            line.send(_listed())
        case Record() as order:
            _record(order, line)


def _listed() -> DevicesListed:
    return DevicesListed(
        microphones=tuple(device.name for device in devices.microphones()),
        speakers=tuple(device.name for device in devices.speakers()),
        default_microphone=next((device.name for device in devices.microphones() if device.default), None),
        default_speaker=next((device.name for device in devices.speakers() if device.default), None),
    )


def _record(order: Record, line: Line) -> None:
    silent = True
    with Recording(Path(order.path)) as recording:
        meter = _Meter()
        try:
            for block in _blocks(order, line):
                recording.append(block)
                for level in meter.hear(block):
                    silent = silent and level.peak_dbfs <= SILENCE_DBFS
                    line.send(level)
        except (RecordingFailed, MicrophoneMissing) as error:
            # The file is finished below with all that was heard; the reason goes first.
            line.send(Failed(type(error).__name__, str(error)))
            if not recording.data_bytes:
                Path(order.path).unlink()
                return
    line.send(RecordingStopped(order.path, recording.seconds, silent))


def _blocks(order: Record, line: Line) -> Iterator[bytes]:
    if order.source_path:
        return _from_file(Path(order.source_path), order.speed, line)
    return _from_microphone(order.device, line)


def _stop_asked(line: Line) -> bool:
    return any(message is None or isinstance(message, StopRecording) for message in line.waiting())


def _from_file(path: Path, speed: float, line: Line) -> Iterator[bytes]:
    """Yield a file's samples at `speed` times the pace they were spoken at."""
    began_seconds, heard_seconds = time.monotonic(), 0.0
    for block in _cut(decode(path)):
        if not heard_seconds:
            line.send(RecordingStarted(path.name, SAMPLE_RATE_HERTZ))
        heard_seconds += len(block) / (SAMPLE_RATE_HERTZ * SAMPLE_BYTES)
        yield block
        ahead_seconds = heard_seconds / speed - (time.monotonic() - began_seconds)
        if ahead_seconds > 0:
            time.sleep(ahead_seconds)
        if _stop_asked(line):
            return


def _cut(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield pieces no longer than a twentieth of a second, so that a stop is obeyed at once."""
    for block in blocks:
        for start in range(0, len(block), _LEVEL_BYTES):
            yield block[start : start + _LEVEL_BYTES]


def _from_microphone(device: str | None, line: Line) -> Iterator[bytes]:
    """Yield what a microphone hears, resampled, until told to stop or until it goes away."""
    heard: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    stream, name, rate_hertz = devices.open_microphone(device, heard.put)
    resampler = soxr.ResampleStream(rate_hertz, SAMPLE_RATE_HERTZ, 1, dtype="int16", quality="HQ")
    heard_at_seconds, started = time.monotonic(), False
    try:
        while not _stop_asked(line):
            block = _next_block(heard)
            if block:
                heard_at_seconds = time.monotonic()
                if not started:
                    started = True
                    line.send(RecordingStarted(name, rate_hertz))
                yield _resampled(resampler, block)
            elif time.monotonic() - heard_at_seconds > _LOST_AFTER_SECONDS:
                raise MicrophoneMissing(f"microphone {name!r}: no sound comes from it any more; what was heard is kept")
    finally:
        stream.close()
    while block := _next_block(heard):
        yield _resampled(resampler, block)
    yield _resampled(resampler, b"", last=True)


def _next_block(heard: "queue.SimpleQueue[bytes]") -> bytes:
    try:
        return heard.get(timeout=0.05)
    except queue.Empty:
        return b""


def _resampled(resampler: "soxr.ResampleStream", block: bytes, *, last: bool = False) -> bytes:
    samples = resampler.resample_chunk(numpy.frombuffer(block, dtype=numpy.int16), last=last)
    resampled: bytes = samples.tobytes()
    return resampled


class _Meter:
    """Measures the level of each twentieth of a second."""

    def __init__(self) -> None:
        self._pending = b""
        self._measured_bytes = 0

    def hear(self, block: bytes) -> Iterator[LevelMeasured]:
        self._pending += block
        while len(self._pending) >= _LEVEL_BYTES:
            piece, self._pending = self._pending[:_LEVEL_BYTES], self._pending[_LEVEL_BYTES:]
            self._measured_bytes += len(piece)
            rms_dbfs, peak_dbfs = measure(piece)
            yield LevelMeasured(self._measured_bytes / (SAMPLE_RATE_HERTZ * SAMPLE_BYTES), rms_dbfs, peak_dbfs)
