import wave
from pathlib import Path

import numpy
import pytest

from desktop.ui.cancelled import Cancelled
from desktop.ui.waveform import OutlineError, read_outline
from tests.ui.samples import write_wav


def write(path: Path, frames: bytes, channels: int = 1) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(1000)
        file.writeframes(frames)
    return path


def never() -> bool:
    return False


def test_the_outline_follows_the_loudness(tmp_path: Path) -> None:
    loud = (16384).to_bytes(2, "little", signed=True) * 500
    quiet = (1024).to_bytes(2, "little", signed=True) * 500
    assert read_outline(write(tmp_path / "a.wav", loud + quiet), 2, never) == (0.5, 0.03125)


def test_the_loudest_negative_sample_counts(tmp_path: Path) -> None:
    assert read_outline(write(tmp_path / "a.wav", b"\x00\x80" * 10), 1, never) == (1.0,)


def test_a_short_recording_gives_no_more_than_it_has(tmp_path: Path) -> None:
    assert len(read_outline(write(tmp_path / "a.wav", b"\x00\x10" * 3), 100, never)) == 3
    assert read_outline(write(tmp_path / "b.wav", b""), 100, never) == ()


def test_a_missing_a_broken_and_a_stereo_file_are_told(tmp_path: Path) -> None:
    (tmp_path / "broken.wav").write_bytes(b"no audio at all")
    write(tmp_path / "stereo.wav", b"\x00" * 400, channels=2)
    for name in ("missing.wav", "broken.wav", "stereo.wav"):
        with pytest.raises(OutlineError, match=name):
            read_outline(tmp_path / name, 10, never)


def test_a_compressed_recording_has_an_outline_too(tmp_path: Path) -> None:
    import av

    loud, quiet = b"\x00\x40" * 16_000, b"\x00\x04" * 16_000
    path = tmp_path / "answer.flac"
    with av.open(str(path), "w", format="flac") as container:
        stream = container.add_stream("flac", rate=16_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(
            numpy.frombuffer(loud + quiet, dtype="<i2").reshape(1, -1), format="s16", layout="mono"
        )
        frame.rate = 16_000
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    outline = read_outline(path, 4, never)
    assert outline == pytest.approx((0.5, 0.5, 0.03, 0.03), abs=0.01)


def test_a_missing_compressed_recording_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutlineError, match=r"gone\.flac"):
        read_outline(tmp_path / "gone.flac", 4, never)


def test_it_stops_when_asked(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        read_outline(write_wav(tmp_path / "a.wav", 1), 100, lambda: True)
