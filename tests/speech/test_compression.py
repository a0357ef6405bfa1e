from pathlib import Path

import numpy
import pytest

import speech.compression
from speech.audio_file import decode, duration_seconds
from speech.compression import compress
from speech.errors import RecordingFailed
from speech.recording import Recording


@pytest.fixture
def samples() -> bytes:
    noise = numpy.random.default_rng(3).normal(0, 2000, 50_001).astype(numpy.int16)
    return noise.tobytes()


@pytest.fixture
def recording(tmp_path: Path, samples: bytes) -> Path:
    path = tmp_path / "answer.wav"
    with Recording(path) as writing:
        writing.append(samples)
    return path


def test_every_sample_is_in_the_flac_and_the_wav_goes(recording: Path, samples: bytes) -> None:
    compressed = compress(recording)
    assert b"".join(decode(compressed)) == samples
    assert duration_seconds(compressed) == pytest.approx(50_001 / 16_000, abs=0.001)
    assert [path.name for path in recording.parent.iterdir() if "answer" in path.name] == ["answer.flac"]


def test_a_flac_that_differs_is_thrown_away(recording: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech.compression, "encode_flac", lambda blocks, path: path.write_bytes(b"fLaC"))
    monkeypatch.setattr(speech.compression, "decode", lambda path: [b"other"])
    before = recording.read_bytes()
    with pytest.raises(RecordingFailed, match="is kept"):
        compress(recording)
    assert recording.read_bytes() == before
    assert not list(recording.parent.glob("*.flac*"))


def test_a_full_disk_keeps_the_wav(recording: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(blocks: object, path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(speech.compression, "encode_flac", full)
    with pytest.raises(RecordingFailed, match="No space left"):
        compress(recording)
    assert recording.exists()


def test_a_file_that_a_crash_left_is_written_over(recording: Path, samples: bytes) -> None:
    recording.with_suffix(".flac.part").write_bytes(b"half")
    assert b"".join(decode(compress(recording))) == samples
