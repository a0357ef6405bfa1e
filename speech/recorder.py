"""The record helper: from a microphone, or a file in its place, to the recording on disk.

It does nothing but measure the level and write.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from speech import devices
from speech.compression import compress, encode_for_sharing
from speech.errors import AudioUnreadable, MicrophoneMissing, RecordingFailed
from speech.journal import Journal
from speech.level import SILENCE_DBFS, measure
from speech.messages import (
    Compress,
    DevicesListed,
    EncodedForSharing,
    EncodeForSharing,
    Failed,
    LevelMeasured,
    ListDevices,
    Record,
    RecordingCompressed,
    RecordingStarted,
    RecordingStopped,
    SoundLost,
)
from speech.orders import Orders
from speech.recording import SAMPLE_BYTES, SAMPLE_RATE_HERTZ, Recording, seconds_of
from speech.sources import Source, open_file, open_microphone
from speech.stand_in import open_stand_in
from speech.worker import Line

_LEVELS_PER_SECOND = 20
_LEVEL_BYTES = SAMPLE_RATE_HERTZ // _LEVELS_PER_SECOND * SAMPLE_BYTES


def serve(line: Line) -> None:
    """Do what the program asks: list the devices, record until told to stop, or compress or encode a recording."""
    match line.next():
        case ListDevices():
            line.send(_listed())
        case Record() as order:
            _record(order, line)
        case Compress(path=path):
            line.send(RecordingCompressed(str(compress(Path(path)))))
        case EncodeForSharing(path=path, out=out):
            line.send(EncodedForSharing(str(encode_for_sharing(Path(path), Path(out)))))


def _listed() -> DevicesListed:
    microphones, speakers = devices.microphones(), devices.speakers()
    return DevicesListed(
        microphones=tuple(device.name for device in microphones),
        speakers=tuple(device.name for device in speakers),
        default_microphone=next((device.name for device in microphones if device.default), None),
        default_speaker=next((device.name for device in speakers if device.default), None),
    )


def _record(order: Record, line: Line) -> None:
    path, failure, orders = Path(order.path), None, Orders(line)
    recording = Recording(path, continues=order.continues, expected_seconds=order.expected_seconds)
    with recording, Journal(Path(order.journal_path or os.devnull)) as journal:
        tape = _Tape(recording, journal, line)
        try:
            tape.run(_source(order, orders, line, recording.seconds), orders)
        except (RecordingFailed, MicrophoneMissing, AudioUnreadable) as error:
            failure = error
            journal.note("failed", recording.seconds, kind=type(error).__name__)
    if not recording.data_bytes:
        path.unlink()
    # Told when the file is whole or gone: whoever hears of a failure may end this process at once.
    if failure:
        line.send(Failed(type(failure).__name__, str(failure)))
    if recording.data_bytes or not failure:
        line.send(RecordingStopped(order.path, recording.seconds, tape.silent))


def _source(order: Record, orders: Orders, line: Line, from_seconds: float) -> Source:
    if order.source_path and order.attended:
        return open_stand_in(Path(order.source_path), order.speed, orders, line.send, from_seconds)
    if order.source_path:
        return open_file(Path(order.source_path), order.speed, orders.stop)
    return open_microphone(order.device, orders.stop)


class _Tape:
    """Writes what comes from a source, and tells the program and the journal what happens."""

    def __init__(self, recording: Recording, journal: Journal, line: Line) -> None:
        self._recording = recording
        self._journal = journal
        self._line = line
        self._meter = _Meter(recording.data_bytes)
        self.silent = True

    def run(self, source: Source, orders: Orders) -> None:
        """Record to the source's end, but for what comes in a pause."""
        before_bytes, started = self._recording.data_bytes, False
        for block in source.blocks:
            if orders.paused:
                continue
            if block.lost_seconds:
                self._lose(block.lost_seconds)
            self._recording.append(block.samples)
            if not started and self._recording.data_bytes > before_bytes:
                # Said when the first samples are on the disk, and not before.
                started = True
                self._line.send(RecordingStarted(source.name, source.rate_hertz, source.seconds))
                event = "continued" if before_bytes else "started"
                at_seconds = seconds_of(before_bytes)
                self._journal.note(event, at_seconds, device=source.name, rate_hertz=source.rate_hertz)
            for level in self._meter.hear(block.samples):
                self.silent = self.silent and level.peak_dbfs <= SILENCE_DBFS
                self._line.send(level)
        self._journal.note("stopped", self._recording.seconds)

    def _lose(self, lost_seconds: float) -> None:
        self._line.send(SoundLost(self._recording.seconds, lost_seconds))
        self._journal.note("gap", self._recording.seconds, lost_seconds=round(lost_seconds, 3))


class _Meter:
    """Measures the level of each twentieth of a second; so many bytes were recorded before."""

    def __init__(self, recorded_bytes: int) -> None:
        self._pending = b""
        self._measured_bytes = recorded_bytes

    def hear(self, samples: bytes) -> Iterator[LevelMeasured]:
        self._pending += samples
        while len(self._pending) >= _LEVEL_BYTES:
            piece, self._pending = self._pending[:_LEVEL_BYTES], self._pending[_LEVEL_BYTES:]
            self._measured_bytes += len(piece)
            rms_dbfs, peak_dbfs = measure(piece)
            yield LevelMeasured(seconds_of(self._measured_bytes), rms_dbfs, peak_dbfs)
