from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.practice.comparison import compare
from desktop.practice.rehearsal import Rehearsal
from desktop.ui.compare import ComparePage
from desktop.ui.compare_cards import measure_text, verdict_text
from desktop.ui.comparison_contents import ComparisonContents
from desktop.ui.pair_bar import PairBar
from desktop.ui.pair_player import PairPlayer, Passage
from desktop.ui.player import Player
from desktop.ui.theme import Theme
from desktop.ui.window import Window
from speech.journal import Journal
from tests.ui import samples
from tests.ui.stage import STARTED_AT, FakeSound, StagedProgram, keep_rehearsal

OpenWindow = Callable[[], Window]


@pytest.fixture
def recordings(tmp_path: Path) -> tuple[Path, Path]:
    older, newer = tmp_path / "older.wav", tmp_path / "newer.wav"
    return samples.write_wav(older, 1), samples.write_wav(newer, 1)


@pytest.fixture
def page(theme: Theme, sound: FakeSound, recordings: tuple[Path, Path], qtbot: QtBot) -> ComparePage:
    page = ComparePage(PairPlayer(Player(lambda: sound)), theme)  # type: ignore[arg-type,return-value]
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.show()
    page.show_contents(ComparisonContents(compare(*samples.make_takes(), samples.SIGNALS), recordings))
    return page


def play_on(sound: FakeSound, page: ComparePage, seconds: float) -> None:
    """Let the recording come to a second, and the player see it."""
    sound.seconds = seconds
    page._player._player._poll()


def test_one_key_plays_the_one_opening_then_the_other(
    page: ComparePage, sound: FakeSound, recordings: tuple[Path, Path], qtbot: QtBot
) -> None:
    older, newer = page.comparison.openings  # type: ignore[union-attr]
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Space)
    assert (sound.playing, sound.path, sound.seconds) == (True, recordings[0], older.start_seconds)
    assert page.openings.columns[0]._name.text() == "Older take, playing"
    assert page._both.text() == "Stop"
    play_on(sound, page, older.end_seconds + 0.2)  # type: ignore[operator]
    qtbot.waitUntil(lambda: sound.path == recordings[1])
    assert (sound.playing, sound.seconds) == (True, newer.start_seconds)
    assert page.openings.columns[1]._name.text() == "Newer take, playing"
    play_on(sound, page, newer.end_seconds + 0.2)  # type: ignore[operator]
    qtbot.waitUntil(lambda: page._player.passage is None)
    assert not sound.playing
    assert page._both.text() == "Play both openings"


def test_the_same_key_stops_and_nothing_goes_on_by_itself(page: ComparePage, sound: FakeSound, qtbot: QtBot) -> None:
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.wait(20)
    assert not sound.playing
    assert page._player.passage is None


def test_each_opening_is_played_alone_by_its_button_and_its_key(
    page: ComparePage, sound: FakeSound, recordings: tuple[Path, Path], qtbot: QtBot
) -> None:
    page.openings.columns[1]._play.click()
    assert sound.path == recordings[1]
    qtbot.keyClick(page, Qt.Key.Key_1)
    assert (sound.playing, sound.path) == (True, recordings[0])
    play_on(sound, page, 99.0)
    qtbot.waitUntil(lambda: page._player.passage is None)
    assert sound.path == recordings[0]
    qtbot.keyClick(page, Qt.Key.Key_2)
    qtbot.keyClick(page, Qt.Key.Key_2)
    assert not sound.playing


def test_a_phase_is_played_in_either_take(
    page: ComparePage, sound: FakeSound, recordings: tuple[Path, Path], qtbot: QtBot
) -> None:
    rows = [
        button for button in page.cards[1].findChildren(QPushButton) if "Play Lifecycle of" in button.accessibleName()
    ]
    older, newer = sorted(rows, key=lambda row: "newer take" in row.accessibleName())
    newer.click()
    assert page._player.passage == Passage(1, 318.0, 1190.0)
    assert (sound.path, sound.seconds) == (recordings[1], 318.0)
    assert page.openings.columns[1]._name.text() == "Newer take"
    older.click()
    assert (sound.path, sound.seconds) == (recordings[0], 402.0)


def test_a_recording_that_is_gone_is_told_and_the_other_one_played(
    page: ComparePage, sound: FakeSound, recordings: tuple[Path, Path]
) -> None:
    recordings[0].unlink()
    page.toggle()
    assert (sound.playing, sound.path) == (True, recordings[1])
    assert page._problem.text.startswith("Older take: The recording is not there")


def test_a_recording_that_cannot_be_played_leaves_the_other_one(
    page: ComparePage, sound: FakeSound, recordings: tuple[Path, Path], qtbot: QtBot
) -> None:
    page.toggle()
    sound.failed.emit("no such codec")
    qtbot.waitUntil(lambda: sound.path == recordings[1])
    assert sound.playing
    assert page._problem.text.startswith("Older take: The recording cannot be played (no such codec)")


def test_a_loudspeaker_that_is_missing_is_told_once(page: ComparePage, sound: FakeSound, qtbot: QtBot) -> None:
    sound.has_speaker = False
    page.toggle()
    play_on(sound, page, 99.0)
    qtbot.waitUntil(lambda: page._player.passage is not None and page._player.passage.take == 1)
    assert page._problem.text.startswith("There is no loudspeaker on this machine")
    assert page._problem.text.count("no loudspeaker") == 1


def labels(page: ComparePage, card: int) -> list[str]:
    return [label.text() for label in page.cards[card].findChildren(QLabel)]


def test_what_is_within_the_band_is_shown_as_no_change(page: ComparePage) -> None:
    found = page.comparison
    assert found is not None
    verdicts = {measure.title: verdict_text(measure) for measure in found.measures}
    assert verdicts["Structure"] == "no change"
    assert verdicts["Opening"] == "31 better"
    assert verdicts["Metrics"] == "9 worse"
    shown = labels(page, 0)
    assert shown.count("no change") == 4
    bars = page.cards[0].findChildren(PairBar)
    assert [bar.accessibleName() for bar in bars] == [measure_text(measure) for measure in found.measures[:-1]]
    assert measure_text(found.measures[1]) == "Opening: 51 before, 82 now, 31 better"
    page.grab()


def test_a_measure_that_one_take_lacks_is_in_the_other_alone(page: ComparePage) -> None:
    *_, first = page.comparison.measures  # type: ignore[union-attr]
    assert verdict_text(replace(first, before=None, change=None)) == "in the newer alone"
    assert verdict_text(replace(first, now=None, change=None)) == "in the older alone"
    assert verdict_text(replace(first, before=None, now=None, change=None)) == "in neither"
    assert verdict_text(replace(first, change=None)) == "not compared"


def test_phases_stand_side_by_side_with_their_moves(page: ComparePage) -> None:
    shown = labels(page, 1)
    assert "not reached" in shown
    assert "\u25b6 05:18  \u00b7  14 min 32 s" in shown
    assert any(text.startswith("Hard constraint named") for text in shown)


def test_what_cannot_be_compared_is_said(page: ComparePage, recordings: tuple[Path, Path]) -> None:
    before, now = samples.make_takes()
    drill = replace(before.rehearsal, format_id="opening-2", format_title="Opening drill")
    found = compare(replace(before, rehearsal=drill), now, samples.SIGNALS)
    page.show_contents(ComparisonContents(found, recordings))
    assert "Opening drill and System design" in page._limits.text
    assert labels(page, 0).count("not compared") == 8
    assert len(page.cards) == 1


def test_takes_without_times_have_nothing_to_play(page: ComparePage, recordings: tuple[Path, Path]) -> None:
    takes = []
    for take in samples.make_takes():
        words = tuple(replace(word, start_seconds=None, end_seconds=None) for word in take.transcript.words)
        silent = replace(take.transcript, segments=(replace(take.transcript.segments[0], words=words),))
        takes.append(replace(take, transcript=silent))
    page.show_contents(ComparisonContents(compare(*takes, samples.SIGNALS), recordings))
    assert not page._both.isVisible()
    assert not page.openings.columns[0]._play.isVisible()
    page.toggle()
    assert page._player.passage is None


@pytest.fixture
def kept(program: StagedProgram) -> tuple[Rehearsal, Rehearsal]:
    """Two takes of one case, a day apart, with a phase begun by hand."""
    transcript = samples.make_transcript()
    takes = []
    for day in (1, 0):
        rehearsal = keep_rehearsal(program.archive, transcript, samples.make_score(transcript))
        older = (STARTED_AT - timedelta(days=day)).isoformat()
        program.archive._keep(replace(rehearsal, started_at=older))
        with Journal(program.archive.interview_journal(rehearsal.id)) as journal:
            journal.note("began", 0.0, elapsed=0.0)
            journal.note("phase", 5.0, elapsed=5.0, phase="flow")
        takes.append(program.archive.rehearsal(rehearsal.id))
    return takes[0], takes[1]


def test_two_are_chosen_among_the_rehearsals(
    kept: tuple[Rehearsal, Rehearsal], window: OpenWindow, qtbot: QtBot
) -> None:
    shown = window()
    room = shown.rooms.rehearsals
    with qtbot.waitSignal(room.loaded):
        shown.show_rehearsals()
    page = room.page
    page._rows.choose(kept[1].id)
    page.card._compare.click()
    assert "Choose the take to compare with Connected service booking" in page._comparing.text
    assert not page.card._compare.isEnabled()
    qtbot.keyClick(page._rows, Qt.Key.Key_Down)
    assert page.card.rehearsal == kept[0]
    assert page.card._compare.text() == "Compare these two"
    with qtbot.waitSignal(shown.page_shown) as page_shown:
        qtbot.keyClick(page._rows, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert page_shown.args == ["compare"]
    found = shown.rooms.compare.page.comparison
    assert found is not None
    assert (found.before.rehearsal, found.now.rehearsal) == kept
    assert [pair.title for pair in found.phases] == ["Goal and constraint", "Lifecycle"]
    assert page._comparing.text == ""
    with qtbot.waitSignal(room.loaded):
        qtbot.keyClick(shown.rooms.compare.page, Qt.Key.Key_Escape)
    assert shown.page_name == "rehearsals"


def test_a_click_chooses_a_rehearsal_and_a_double_click_opens_it(
    kept: tuple[Rehearsal, Rehearsal], window: OpenWindow, qtbot: QtBot
) -> None:
    shown = window()
    room = shown.rooms.rehearsals
    with qtbot.waitSignal(room.loaded):
        shown.show_rehearsals()
    rows = room.page._rows
    place = rows.visualRect(rows.model().index(1, 0)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert room.page.card.rehearsal == kept[0]
    assert shown.page_name == "rehearsals"
    with qtbot.waitSignal(shown.page_shown) as page_shown:
        qtbot.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page_shown.args == ["review"]


def test_comparing_is_given_up_by_hand_or_when_the_take_is_gone(
    kept: tuple[Rehearsal, Rehearsal], window: OpenWindow, program: StagedProgram, qtbot: QtBot
) -> None:
    shown = window()
    room = shown.rooms.rehearsals
    with qtbot.waitSignal(room.loaded):
        shown.show_rehearsals()
    page = room.page
    page.compare()
    qtbot.keyClick(page._rows, Qt.Key.Key_Escape)
    assert page._comparing.text == ""
    page.compare()
    assert page._compared is not None
    with qtbot.waitSignal(room.loaded):
        page.delete_asked.emit(page._compared.id)
    assert page._comparing.text == ""
    assert page.card._compare.text() == "Compare with another"


def test_the_review_leads_to_the_take_before(
    kept: tuple[Rehearsal, Rehearsal], window: OpenWindow, sound: FakeSound, qtbot: QtBot
) -> None:
    shown = window()
    with qtbot.waitSignal(shown.page_shown):
        shown.open_review(kept[0].id)
    assert not shown.review.page.header.compare.isVisible()
    with qtbot.waitSignal(shown.page_shown):
        shown.open_review(kept[1].id)
    assert shown.review.page.header.compare.accessibleName() == "Compare with your take before"
    with qtbot.waitSignal(shown.page_shown) as page_shown:
        shown.review.page.header.compare.click()
    assert page_shown.args == ["compare"]
    compared = shown.rooms.compare.page
    assert compared.comparison is not None
    assert (compared.comparison.before.rehearsal, compared.comparison.now.rehearsal) == kept
    assert shown._rail._entries["rehearsals"].isChecked()
    compared.toggle()
    assert sound.playing
    qtbot.keyClick(compared, Qt.Key.Key_Escape)
    assert shown.page_name == "review"
    assert not sound.playing
    assert sound.path is None


def test_one_that_is_gone_is_told_where_the_reader_is(
    kept: tuple[Rehearsal, Rehearsal], window: OpenWindow, program: StagedProgram, qtbot: QtBot
) -> None:
    shown = window()
    with qtbot.waitSignal(shown.page_shown):
        shown.open_review(kept[1].id)
    program.archive.delete(kept[0].id)
    with qtbot.waitSignal(shown.rooms.compare.failed):
        shown.review.page.header.compare.click()
    assert shown.page_name == "review"
    assert "cannot be compared" in shown.review.page._trouble.text


def test_both_players_follow_the_chosen_loudspeaker(
    kept: tuple[Rehearsal, Rehearsal], window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = window()
    made: list[FakeSound] = []
    monkeypatch.setattr(shown.rooms, "_make_plain_sound", lambda: made.append(FakeSound()) or made[-1])
    with qtbot.waitSignal(shown.page_shown):
        shown.open_review(kept[0].id)
    with qtbot.waitSignal(shown.page_shown):
        shown.compare(kept[0].id, kept[1].id)
    shown.rooms.compare.page.toggle()
    shown.rooms.preferences.choose(speaker="desk", speaker_name="Desk")
    assert [sound.output for sound in made] == [("desk", "Desk"), ("desk", "Desk")]
