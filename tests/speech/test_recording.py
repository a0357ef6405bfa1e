import os
import shutil
import stat
import subprocess
import sys
import wave
from pathlib import Path
from types import SimpleNamespace

import pytest

from speech.errors import AudioUnreadable, RecordingFailed
from speech.recording import HEADER_BYTES, Recording, follow, recorded_seconds, repair

SECOND = bytes(range(256)) * 125  # 32,000 bytes: one second


def test_a_finished_recording_is_a_wav_that_others_read(tmp_path: Path) -> None:
    path = tmp_path / "answer.wav"
    with Recording(path) as recording:
        recording.append(SECOND)
        recording.append(SECOND)
        assert recording.seconds == 2.0
    with wave.open(str(path)) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (16_000, 1, 2)
        assert sound.readframes(32_000) == SECOND * 2
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_every_sample_is_in_the_file_before_the_end(tmp_path: Path) -> None:
    path = tmp_path / "answer.wav"
    recording = Recording(path)
    recording.append(SECOND)
    # Nobody finished it, as after a killed process: the size tells.
    assert recorded_seconds(path) == 1.0
    assert repair(path) == 1.0
    with wave.open(str(path)) as sound:
        assert sound.readframes(16_000) == SECOND
    recording.finish()


def test_repair_drops_half_a_sample_and_can_be_done_twice(tmp_path: Path) -> None:
    path = tmp_path / "answer.wav"
    with Recording(path) as recording:
        recording.append(SECOND)
    with path.open("ab") as file:
        file.write(b"x")
    assert repair(path) == repair(path) == 1.0
    assert path.stat().st_size == HEADER_BYTES + len(SECOND)


@pytest.mark.parametrize("content", [b"", b"RIF", b"not a recording, but long enough to have a header of its own"])
def test_repair_refuses_what_is_no_recording(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "answer.wav"
    path.write_bytes(content)
    with pytest.raises(AudioUnreadable, match=r"answer\.wav"):
        repair(path)
    assert path.read_bytes() == content


def test_an_existing_file_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "answer.wav"
    path.write_text("precious")
    with pytest.raises(RecordingFailed, match="is there already"):
        Recording(path)
    assert path.read_text() == "precious"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordingFailed, match="nowhere"):
        Recording(tmp_path / "nowhere" / "answer.wav")


def test_a_nearly_full_disk_is_refused_before_the_first_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=1_000_000))
    with pytest.raises(RecordingFailed, match="1 MB are free"):
        Recording(tmp_path / "answer.wav")


def test_a_disk_that_fills_up_keeps_what_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "answer.wav"
    recording = Recording(path)
    recording.append(SECOND)
    monkeypatch.setattr(os, "write", _full)
    with pytest.raises(RecordingFailed, match="1 s recorded so far are kept"):
        recording.append(SECOND)
    monkeypatch.undo()
    recording.finish()
    assert repair(path) == 1.0


def test_an_expected_length_wants_twice_its_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=100_000_000))
    with pytest.raises(RecordingFailed, match="100 MB are free on this disk and 177 MB are needed"):
        Recording(tmp_path / "answer.wav", expected_seconds=45 * 60)
    assert not (tmp_path / "answer.wav").exists()
    Recording(tmp_path / "answer.wav", expected_seconds=15 * 60).finish()


def test_an_earlier_recording_is_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "answer.wav"
    with Recording(path) as recording:
        recording.append(SECOND)
    with path.open("ab") as file:
        file.write(b"x")
    with Recording(path, continues=True) as recording:
        assert recording.seconds == 1.0
        recording.append(SECOND)
    with wave.open(str(path)) as sound:
        assert sound.readframes(40_000) == SECOND * 2
    assert [entry.name for entry in tmp_path.iterdir()] == ["answer.wav"]


@pytest.mark.parametrize("header_bytes", [0, 3, 20, 43, 44])
def test_a_recording_cut_off_in_its_header_is_gone_on_with(tmp_path: Path, header_bytes: int) -> None:
    path = tmp_path / "answer.wav"
    Recording(path).finish()
    os.truncate(path, header_bytes)
    with Recording(path, continues=True) as recording:
        recording.append(SECOND)
    with wave.open(str(path)) as sound:
        assert sound.readframes(40_000) == SECOND


def test_what_is_no_recording_or_being_recorded_is_not_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "letter.wav"
    path.write_text("precious")
    with pytest.raises(AudioUnreadable, match="does not begin like a recording"):
        Recording(path, continues=True)
    assert path.read_text() == "precious"
    with Recording(tmp_path / "answer.wav"), pytest.raises(RecordingFailed, match="is being recorded just now"):
        Recording(tmp_path / "answer.wav", continues=True)
    with pytest.raises(RecordingFailed, match="nowhere"):
        Recording(tmp_path / "nowhere.wav", continues=True)


def _full(descriptor: int, data: bytes) -> int:
    raise OSError(28, "No space left on device")


def test_following_gives_every_sample_once_however_it_grows(tmp_path: Path) -> None:
    path = tmp_path / "answer.wav"
    recording = Recording(path)
    pieces = [SECOND[:3], SECOND[3:1000], b"", SECOND[1000:]]

    def grow_and_ask() -> bool:
        if not pieces:
            return True
        recording.append(pieces.pop(0))
        return False

    assert b"".join(follow(path, grow_and_ask, poll_seconds=0)) == SECOND
    recording.finish()


def test_what_was_written_before_the_end_is_followed_to_the_end(tmp_path: Path) -> None:
    path = tmp_path / "answer.wav"
    with Recording(path) as recording:
        recording.append(SECOND)
    assert b"".join(follow(path, lambda: True)) == SECOND


@pytest.mark.real
def test_a_disk_that_is_really_full_keeps_a_whole_file(tmp_path: Path) -> None:
    mount = tmp_path / "mount"
    mount.mkdir()
    if subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode:
        pytest.skip("this machine does not allow private mounts")
    program = (
        "import sys\nfrom pathlib import Path\n"
        "from speech.errors import RecordingFailed\nfrom speech.recording import Recording\n"
        "path = Path(sys.argv[1]) / 'answer.wav'\n"
        "with Recording(path) as recording:\n"
        "    try:\n        while True:\n            recording.append(bytes(16000))\n"
        "    except RecordingFailed as error:\n        print(error)\n"
        "import wave\nwith wave.open(str(path)) as sound:\n    print(sound.getnframes() * 2 == recording.data_bytes)\n"
        "(path.parent / 'rehearsal.json').write_bytes(bytes(100000))\n"
    )
    script = f'mount -t tmpfs -o size=12m none "{mount}" && exec "{sys.executable}" -c "$0" "{mount}"'
    done = subprocess.run(["unshare", "-rm", "sh", "-c", script, program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    error, whole = done.stdout.splitlines()
    assert "No space left on device" in error
    assert "are kept" in error
    assert whole == "True"
