"""The recorder while it is told things: pauses, somebody played from files, a recording that goes on after a crash."""

import os
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from speech import messages
from speech.errors import AudioUnreadable, RecordingFailed
from speech.journal import journal_of, read_journal
from speech.recorder import serve
from speech.recording import HEADER_BYTES, SAMPLE_RATE_HERTZ, Recording, recorded_seconds, repair

LOUD = (3000).to_bytes(2, "little")


class ScriptedLine:
    """A line whose program says something when the recorder has said something; at the end it says stop."""

    def __init__(self, order: messages.Message, told_when: Callable[["ScriptedLine"], messages.Message | None]) -> None:
        self._order = order
        self._told_when = told_when
        self.said: list[messages.Message] = []

    def next(self) -> messages.Message:
        return self._order

    def send(self, message: messages.Message) -> None:
        self.said.append(message)

    def waiting(self) -> Iterator[messages.Message]:
        told = self._told_when(self)
        if told is not None:
            yield told

    @property
    def seconds(self) -> float:
        levels = [message for message in self.said if isinstance(message, messages.LevelMeasured)]
        return levels[-1].recorded_seconds if levels else 0.0

    def given(self) -> list[messages.AnswerGiven]:
        return [message for message in self.said if isinstance(message, messages.AnswerGiven)]


def sound(path: Path, seconds: float) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE_HERTZ, 0, "NONE", ""))
        file.writeframes(LOUD * int(SAMPLE_RATE_HERTZ * seconds))
    return path


def record(path: Path, source: Path, told_when: Callable[[ScriptedLine], messages.Message | None]) -> ScriptedLine:
    order = messages.Record(
        str(path), source_path=str(source), speed=1e6, journal_path=str(journal_of(path)), attended=True
    )
    line = ScriptedLine(order, told_when)
    serve(line)  # type: ignore[arg-type]
    return line


def is_loud(path: Path, at_seconds: float) -> bool:
    data = path.read_bytes()[HEADER_BYTES:]
    return data[int(at_seconds * SAMPLE_RATE_HERTZ) * 2 :][:2] == LOUD


def test_one_who_stands_in_is_silent_when_held_and_after_the_last_answer(tmp_path: Path) -> None:
    path, told = tmp_path / "answer.wav", set()

    def script(line: ScriptedLine) -> messages.Message | None:
        steps: list[tuple[str, bool, messages.Message]] = [
            ("held", line.seconds >= 1, messages.HoldAnswer(held=True)),
            ("free", line.seconds >= 2, messages.HoldAnswer(held=False)),
            ("reply", bool(line.given()) and line.seconds >= 4, messages.GiveAnswer(str(sound(tmp_path / "b.wav", 1)))),
            ("stop", len(line.given()) == 2 and line.seconds >= 6, messages.StopRecording()),
        ]
        for name, due, message in steps:
            if due and name not in told:
                told.add(name)
                return message
        return None

    line = record(path, sound(tmp_path / "a.wav", 2), script)
    first, second = line.given()
    assert first.at_seconds == pytest.approx(3, abs=0.2)
    assert (Path(second.path).name, second.at_seconds) == ("b.wav", pytest.approx(5, abs=0.2))
    assert [is_loud(path, at) for at in (0.5, 1.5, 2.5, 3.5, 4.5, 5.5)] == [True, False, True, False, True, False]


def test_no_time_passes_beyond_what_may_be_fed(tmp_path: Path) -> None:
    path, asked = tmp_path / "answer.wav", 0

    def script(line: ScriptedLine) -> messages.Message | None:
        nonlocal asked
        asked += 1
        if asked == 1:
            return messages.FeedUntil(0.5)
        # Without the limit it would have recorded far more in a hundred turns.
        return messages.StopRecording() if asked > 100 else None

    record(path, sound(tmp_path / "a.wav", 60), script)
    assert recorded_seconds(path) == pytest.approx(0.5, abs=0.1)


def test_a_pause_leaves_no_gap_in_the_sound(tmp_path: Path) -> None:
    path, asked, paused_at = tmp_path / "answer.wav", 0, 0

    def script(line: ScriptedLine) -> messages.Message | None:
        nonlocal asked, paused_at
        asked += 1
        if line.seconds >= 1 and not paused_at:
            paused_at = asked
            return messages.PauseRecording()
        if paused_at and asked == paused_at + 20:
            return messages.ResumeRecording()
        return messages.StopRecording() if line.seconds >= 3 else None

    record(path, sound(tmp_path / "a.wav", 60), script)
    assert all(is_loud(path, at) for at in (0.5, 1.0, 1.5, 2.9))
    assert recorded_seconds(path) == pytest.approx(3, abs=0.2)


def test_a_recording_goes_on_after_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "answer.wav"
    recording = Recording(path)
    recording.append(LOUD * SAMPLE_RATE_HERTZ + b"\x01")
    os.close(recording._descriptor)  # as when the process dies: nobody finishes it
    order = messages.Record(
        str(path), source_path=str(sound(tmp_path / "b.wav", 1)), speed=1e6, journal_path=str(journal_of(path)),
        continues=True,
    )  # fmt: skip
    line = ScriptedLine(order, lambda line: None)
    serve(line)  # type: ignore[arg-type]
    assert line.seconds == pytest.approx(2, abs=0.06)
    assert isinstance(line.said[0], messages.RecordingStarted)
    with wave.open(str(path)) as file:
        assert file.getnframes() == 2 * SAMPLE_RATE_HERTZ
        assert file.readframes(2 * SAMPLE_RATE_HERTZ) == LOUD * 2 * SAMPLE_RATE_HERTZ
    (entry, _) = read_journal(journal_of(path))
    assert (entry.event, entry.at_seconds) == ("continued", 1.0)
    assert repair(path) == 2


def test_only_a_recording_of_ours_goes_on(tmp_path: Path) -> None:
    with pytest.raises((RecordingFailed, FileNotFoundError)):
        Recording(tmp_path / "nothing.wav", continues=True)
    (tmp_path / "song.wav").write_bytes(b"OggS" * 100)
    with pytest.raises(AudioUnreadable):
        Recording(tmp_path / "song.wav", continues=True)


def test_one_who_stands_in_after_a_crash_lives_in_the_recordings_time(tmp_path: Path) -> None:
    path = tmp_path / "answer.wav"
    with Recording(path) as recording:
        recording.append(LOUD * SAMPLE_RATE_HERTZ * 3)
    order = messages.Record(
        str(path), source_path=str(sound(tmp_path / "b.wav", 1)), speed=1e6, attended=True, continues=True
    )
    line = ScriptedLine(order, lambda line: messages.StopRecording() if line.given() else None)
    serve(line)  # type: ignore[arg-type]
    (given,) = line.given()
    assert given.at_seconds == pytest.approx(4, abs=0.1)
