from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.practice.timeline import Stretch
from desktop.ui.player import Player
from tests.ui.stage import FakeSound


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "answer.wav"
    path.write_bytes(b"RIFF")
    return path


@pytest.fixture
def player(recording: Path, sound: FakeSound, qtbot: QtBot) -> Player:
    player = Player(lambda: sound)
    player.load(recording)
    sound.loaded.emit(60.0)
    return player


def test_nothing_is_loaded_before_it_is_needed(sound: FakeSound, qtbot: QtBot) -> None:
    made = []
    player = Player(lambda: made.append(True) or sound)  # type: ignore[func-returns-value]
    player.toggle()
    player.skip(5)
    assert made == []


def test_a_stretch_stops_at_its_end(player: Player, sound: FakeSound, qtbot: QtBot) -> None:
    player.play_span(12.0, 14.0)
    assert (sound.seconds, sound.playing) == (12.0, True)
    sound.seconds = 13.9
    with qtbot.waitSignal(player.position_changed):
        pass
    assert player.playing
    with qtbot.waitSignal(player.playing_changed) as stopped:
        sound.seconds = 14.2
    assert stopped.args == [False]
    assert not sound.playing


def test_playing_on_from_a_word_has_no_end(player: Player, sound: FakeSound, qtbot: QtBot) -> None:
    player.play_span(12.0, 14.0)
    player.play_from(20.0)
    sound.seconds = 30.0
    with qtbot.waitSignal(player.position_changed) as moved:
        pass
    assert moved.args == [30.0]
    assert player.playing


def test_steps_stay_inside_the_recording(player: Player, sound: FakeSound) -> None:
    player.seek(2.0)
    player.skip(-5.0)
    assert sound.seconds == 0.0
    player.seek(58.0)
    player.skip(5.0)
    assert sound.seconds == 60.0


def test_the_speed_has_limits_and_steps(player: Player, sound: FakeSound) -> None:
    for _ in range(10):
        player.faster()
    assert sound.rate == 2.0
    for _ in range(10):
        player.slower()
    assert sound.rate == 0.5
    player.faster()
    assert sound.rate == 0.75


def test_the_speed_is_kept_for_the_next_recording(player: Player, sound: FakeSound, recording: Path) -> None:
    player.faster()
    player.load(recording)
    assert player.rate == sound.rate == 1.25


def test_a_missing_recording_is_told_and_plays_nothing(player: Player, sound: FakeSound, tmp_path: Path) -> None:
    told: list[str] = []
    player.problem_told.connect(told.append)
    player.load(tmp_path / "gone.wav")
    player.toggle()
    assert "is not there" in told[-1]
    assert not sound.playing
    assert not player.playing


def test_a_machine_without_loudspeaker_is_told(sound: FakeSound, recording: Path, qtbot: QtBot) -> None:
    sound.has_speaker = False
    player = Player(lambda: sound)
    told: list[str] = []
    player.problem_told.connect(told.append)
    player.load(recording)
    assert "no loudspeaker" in told[-1]
    player.toggle()
    assert player.playing


def test_a_file_that_cannot_be_played_is_told_once_and_for_all(player: Player, sound: FakeSound) -> None:
    told: list[str] = []
    player.problem_told.connect(told.append)
    player.toggle()
    sound.failed.emit("no such format")
    assert "no such format" in told[-1]
    assert not player.playing
    player.toggle()
    assert not player.playing


def test_at_the_end_it_stands_at_the_end(player: Player, sound: FakeSound, qtbot: QtBot) -> None:
    player.toggle()
    with qtbot.waitSignal(player.position_changed, check_params_cb=lambda seconds: seconds == 60.0):
        sound.ended.emit()
    assert not player.playing


def test_a_loop_is_played_until_another_place_is_asked_for(player: Player, sound: FakeSound, qtbot: QtBot) -> None:
    with qtbot.waitSignal(player.loop_changed) as told:
        player.play_loop(Stretch(12.0, 14.0))
    assert told.args == [Stretch(12.0, 14.0)]
    assert (sound.seconds, sound.playing) == (12.0, True)
    for _ in range(2):
        sound.seconds = 14.3
        qtbot.waitUntil(lambda: sound.seconds == 12.0)
    player.skip(1.0)
    assert player.loop == Stretch(12.0, 14.0)
    with qtbot.waitSignal(player.loop_changed) as told:
        player.seek(30.0)
    assert told.args == [None]
    sound.seconds = 45.0
    with qtbot.waitSignal(player.position_changed):
        pass
    assert sound.seconds == 45.0


def test_a_loop_at_the_end_of_the_recording_begins_again(player: Player, sound: FakeSound) -> None:
    player.play_loop(Stretch(58.0, 60.0))
    sound.playing = False
    sound.ended.emit()
    assert (sound.seconds, sound.playing, player.playing) == (58.0, True, True)
    player.stop_looping()
    sound.ended.emit()
    assert not player.playing


def test_another_recording_has_no_loop_and_other_silences(
    player: Player, sound: FakeSound, recording: Path, qtbot: QtBot
) -> None:
    player.know_silences((Stretch(10.0, 20.0),))
    player.play_loop(Stretch(1.0, 2.0))
    player.load(recording)
    assert player.loop is None
    player.skip_silences(skip=True)
    player.play_from(12.0)
    with qtbot.waitSignal(player.position_changed):
        pass
    assert sound.seconds == 12.0


def test_silences_are_skipped_when_that_is_asked_for(player: Player, sound: FakeSound, qtbot: QtBot) -> None:
    player.know_silences((Stretch(5.0, 9.0), Stretch(20.0, 30.0)))
    player.play_from(21.0)
    with qtbot.waitSignal(player.position_changed):
        pass
    assert sound.seconds == 21.0
    player.skip_silences(skip=True)
    qtbot.waitUntil(lambda: sound.seconds == pytest.approx(29.7))
    # Where somebody speaks, and in the breath before, nothing is left out.
    for seconds in (19.0, 20.1, 29.8, 40.0):
        sound.seconds = seconds
        with qtbot.waitSignal(player.position_changed):
            pass
        assert sound.seconds == seconds
