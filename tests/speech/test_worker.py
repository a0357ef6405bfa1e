import os
import queue
import signal
import subprocess
import sys
import time
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.program import helper_command
from speech.conversation import Conversation, ask
from speech.errors import AudioUnreadable, HelperLost
from speech.messages import (
    HelperEnded,
    LevelMeasured,
    ListVoices,
    Message,
    Record,
    RecordingStarted,
    RecordingStopped,
    StopRecording,
    Transcribe,
    TranscriptionFinished,
    VoicesListed,
    encode,
)
from speech.recording import recorded_seconds, repair
from speech.worker import Helper, Listener

pytestmark = pytest.mark.real


def start(name: str, listener: Listener) -> Helper:
    return Helper(helper_command(name), listener)


def silence(path: Path, seconds: float) -> Path:
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 2, 16_000, 0, "NONE", ""))
        sound.writeframes(bytes(int(seconds * 32_000)))
    return path


def wait_for(said: "queue.SimpleQueue[Message]", kind: type[Message]) -> Message:
    while True:
        message = said.get(timeout=30)
        if isinstance(message, kind):
            return message
        assert not isinstance(message, HelperEnded), message


def test_a_file_is_recorded_as_if_a_microphone_heard_it(tmp_path: Path) -> None:
    source, out = silence(tmp_path / "source.wav", 3), tmp_path / "out.wav"
    order = Record(str(out), source_path=str(source), speed=100)
    with Conversation(start, "record", order, RecordingStopped) as conversation:
        said = list(conversation)
    kinds = [type(message) for message in said]
    assert kinds[0] is RecordingStarted
    assert kinds.count(LevelMeasured) == 60
    assert RecordingStopped(str(out), 3.0, silent=True) in said
    with wave.open(str(out)) as sound:
        assert sound.getnframes() == 48_000


def test_a_stop_ends_the_recording_and_keeps_it(tmp_path: Path) -> None:
    source, out = silence(tmp_path / "source.wav", 600), tmp_path / "out.wav"
    said: queue.SimpleQueue[Message] = queue.SimpleQueue()
    helper = start("record", said.put)
    helper.send(Record(str(out), source_path=str(source)))
    wait_for(said, LevelMeasured)
    helper.send(StopRecording())
    stopped = wait_for(said, RecordingStopped)
    helper.wait(10)
    assert isinstance(stopped, RecordingStopped)
    assert 0 < stopped.recorded_seconds < 60
    assert recorded_seconds(out) == pytest.approx(stopped.recorded_seconds)


def test_a_killed_recorder_leaves_what_it_wrote(tmp_path: Path) -> None:
    source, out = silence(tmp_path / "source.wav", 600), tmp_path / "out.wav"
    said: queue.SimpleQueue[Message] = queue.SimpleQueue()
    helper = start("record", said.put)
    helper.send(Record(str(out), source_path=str(source), speed=20))
    while True:
        level = wait_for(said, LevelMeasured)
        if isinstance(level, LevelMeasured) and level.recorded_seconds > 4:
            break
    helper.kill()
    ended = wait_for(said, HelperEnded)
    assert ended == HelperEnded(-signal.SIGKILL)
    # The level was measured on samples that had been written before.
    assert repair(out) >= level.recorded_seconds - 0.001
    with wave.open(str(out)) as sound:
        assert sound.getnframes() / 16_000 == pytest.approx(recorded_seconds(out))


def test_the_recorder_finishes_its_file_when_the_program_is_killed(tmp_path: Path) -> None:
    source, out = silence(tmp_path / "source.wav", 600), tmp_path / "out.wav"
    parent = (
        "import sys, time\n"
        "from speech.worker import Helper\n"
        "from speech.messages import Record\n"
        "from desktop.program import helper_command\n"
        "helper = Helper(helper_command('record'), lambda message: print(type(message).__name__, flush=True))\n"
        f"helper.send(Record({str(out)!r}, source_path={str(source)!r}))\n"
        "time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE)
    assert process.stdout is not None
    while b"LevelMeasured" not in process.stdout.readline():
        pass
    process.kill()
    process.wait()
    process.stdout.close()
    size, give_up_at = -1, time.monotonic() + 20
    while size != (size := out.stat().st_size) and time.monotonic() < give_up_at:
        time.sleep(0.3)
    with wave.open(str(out)) as sound:
        assert sound.getnframes() * 2 == size - 44 > 0


def test_an_error_in_a_helper_is_the_same_error_here(tmp_path: Path) -> None:
    path = tmp_path / "noise.wav"
    path.write_bytes(os.urandom(5000))
    with pytest.raises(AudioUnreadable, match=r"noise\.wav"):
        ask(start, "transcribe", Transcribe(str(path), "sphinx"), TranscriptionFinished)


def test_a_helper_that_ends_too_early_is_named() -> None:
    def start_false(name: str, listener: Listener) -> Helper:
        return Helper([sys.executable, "-c", "import sys; sys.exit(3)"], listener)

    with pytest.raises(HelperLost, match="exit code 3"):
        ask(start_false, "speak", ListVoices(), VoicesListed)


def test_what_a_library_prints_does_not_disturb_the_line() -> None:
    chatty = (
        "import os\nfrom speech.worker import Line\nfrom speech.messages import VoicesListed\n"
        "line = Line()\nprint('Audio saved', flush=True)\nos.system('echo noise')\n"
        "line.send(VoicesListed(('one',)))\nos._exit(0)\n"
    )

    def start_chatty(name: str, listener: Listener) -> Helper:
        return Helper([sys.executable, "-c", chatty], listener)

    assert ask(start_chatty, "speak", ListVoices(), VoicesListed) == VoicesListed(("one",))


def test_sending_to_a_helper_that_is_gone_does_no_harm() -> None:
    said: queue.SimpleQueue[Message] = queue.SimpleQueue()
    helper = Helper([sys.executable, "-c", ""], said.put)
    wait_for(said, HelperEnded)
    helper.send(StopRecording())
    helper.close()


def test_helpers_log_in_private(tmp_path: Path, spoken_by_espeak: Callable[[str], Path]) -> None:
    log = tmp_path / "transcribe.log"
    source = spoken_by_espeak("This is a private sentence.")
    said: queue.SimpleQueue[Message] = queue.SimpleQueue()
    Helper(helper_command("transcribe"), said.put, log).send(Transcribe(str(source), "sphinx"))
    wait_for(said, TranscriptionFinished)
    assert log.stat().st_mode & 0o077 == 0
    assert "private" not in log.read_text()


def test_an_unknown_message_is_refused_by_a_helper_without_harm(tmp_path: Path) -> None:
    done = subprocess.run(
        helper_command("speak"),
        input=b"nonsense\n" + encode(StopRecording()).encode() + b"\n",
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 0
    assert done.stdout == b""
    assert b"nonsense" in done.stderr
