import fcntl
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.practice.erasing import Erasure
from desktop.practice.index import Hit
from desktop.practice.rehearsal import Rehearsal, State
from desktop.ui.rehearsal_filter import Kind, Place, found_rows, matching, place_of
from desktop.ui.rehearsals_room import RehearsalsRoom
from desktop.ui.window import Window
from speech import messages
from tests.ui import samples
from tests.ui.stage import FakeSound, StagedProgram, keep_rehearsal

OpenWindow = Callable[[], Window]


@pytest.fixture
def kept(program: StagedProgram) -> tuple[Rehearsal, Rehearsal]:
    """A rehearsal that was heard and scored, and one that was only recorded."""
    transcript = samples.make_transcript()
    scored = keep_rehearsal(program.archive, transcript, samples.make_score(transcript))
    return program.archive.rehearsal(scored.id), keep_rehearsal(program.archive)


@pytest.fixture
def room(window: OpenWindow, kept: object, qtbot: QtBot) -> RehearsalsRoom:
    shown = window()
    with qtbot.waitSignal(shown.rooms.rehearsals.loaded):
        shown.show_rehearsals()
    return shown.rooms.rehearsals


def the_window(room: RehearsalsRoom) -> Window:
    window = room.page.window()
    assert isinstance(window, Window)
    return window


def titles(room: RehearsalsRoom) -> list[str]:
    return [row.title for row in room.page._rows.rows]


def test_all_that_was_kept_is_listed_with_what_can_be_done(room: RehearsalsRoom, kept: tuple[Rehearsal, ...]) -> None:
    assert {row.id for row in room.page._rows.rows} == {rehearsal.id for rehearsal in kept}
    room.page._rows.choose(kept[0].id)
    card = room.page.card
    assert card._title.text() == kept[0].case_title
    assert card._score.isVisible()
    assert card._hear.text() == "Transcribe again"
    room.page._rows.choose(kept[1].id)
    assert not card._score.isVisible()
    assert card._hear.text() == "Transcribe"


def test_the_list_is_narrowed_by_kind(room: RehearsalsRoom, kept: tuple[Rehearsal, ...], qtbot: QtBot) -> None:
    room.page._kind.setCurrentIndex(list(Kind).index(Kind.UNFINISHED))
    assert [row.id for row in room.page._rows.rows] == [kept[1].id]
    room.page._kind.setCurrentIndex(list(Kind).index(Kind.PROVISIONAL))
    assert room.page._rows.rows == ()
    assert room.page._nothing.isVisible()


def test_what_was_said_is_found_and_played_from_there(
    room: RehearsalsRoom, kept: tuple[Rehearsal, ...], sound: FakeSound, qtbot: QtBot
) -> None:
    qtbot.keyClicks(room.page._search, "hard constrai")
    qtbot.waitUntil(lambda: "Said in your answers" in titles(room))
    hit = next(row for row in room.page._rows.rows if "@" in row.id)
    assert "constraint" in hit.title
    place = place_of(hit.id)
    assert place.rehearsal_id == kept[0].id
    assert room.page.card._open.text().startswith("Open and play ")
    window = the_window(room)
    with qtbot.waitSignal(window.page_shown) as shown:
        room.page.card._open.click()
    assert shown.args == ["review"]
    assert sound.playing
    assert sound.seconds == place.seconds


def test_words_that_nobody_said_are_told(room: RehearsalsRoom, qtbot: QtBot) -> None:
    qtbot.keyClicks(room.page._search, 'zebra "AND*')
    assert "zebra" in room.page._nothing.text()
    room.page._search.clear()
    assert len(titles(room)) == 2


def test_ctrl_f_goes_to_the_search(room: RehearsalsRoom, qtbot: QtBot) -> None:
    room.page._rows.setFocus()
    qtbot.keyClick(room.page._rows, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert the_window(room).focusWidget() is room.page._search


def test_what_is_deleted_comes_back(
    room: RehearsalsRoom, kept: tuple[Rehearsal, ...], program: StagedProgram, qtbot: QtBot
) -> None:
    for rehearsal in kept:
        room.page._rows.choose(rehearsal.id)
        with qtbot.waitSignal(room.loaded):
            qtbot.keyClick(room.page._rows, Qt.Key.Key_Delete)
    assert titles(room) == []
    assert "is in the trash" in room.page._deleted.text
    with qtbot.waitSignal(room.loaded):
        qtbot.keyClick(room.page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [row.id for row in room.page._rows.rows] == [kept[1].id]
    assert "is in the trash" in room.page._deleted.text
    with qtbot.waitSignal(room.loaded):
        room.page.undo_asked.emit()
    assert room.page._deleted.text == ""
    assert program.archive.rehearsal(kept[0].id) == kept[0]


def test_the_trash_is_emptied_only_when_one_is_sure(
    room: RehearsalsRoom, kept: tuple[Rehearsal, ...], program: StagedProgram, qtbot: QtBot
) -> None:
    disk = room.page.disk
    qtbot.waitUntil(lambda: "are free" in disk.text)
    assert not disk._empty.isVisible()
    room.page._rows.choose(kept[0].id)
    room.page.card._delete.click()
    qtbot.waitUntil(disk._empty.isVisible)
    disk._empty.click()
    disk._keep.click()
    assert not disk._really.isVisible()
    disk._empty.click()
    disk._really.click()
    qtbot.waitUntil(lambda: list(program.home.trash.iterdir()) == [])
    qtbot.waitUntil(lambda: not disk._empty.isVisible())
    assert room.page._deleted.text == ""
    assert program.archive.rehearsals() == (kept[1],)


def test_a_rehearsal_that_went_away_is_told(
    room: RehearsalsRoom, kept: tuple[Rehearsal, ...], program: StagedProgram
) -> None:
    shutil.rmtree(program.archive.folder(kept[0].id))
    room.page.delete_asked.emit(kept[0].id)
    assert kept[0].id in room.page._problem.text


def test_a_rehearsal_is_heard_again_and_the_old_transcript_stays(
    room: RehearsalsRoom, kept: tuple[Rehearsal, ...], program: StagedProgram, qtbot: QtBot
) -> None:
    room.page._rows.choose(kept[0].id)
    room.page.card._hear.click()
    assert not room.page.card._delete.isEnabled()
    qtbot.waitUntil(lambda: "transcribe" in program.helpers)
    helper = program.helpers["transcribe"]
    helper.say(messages.RecogniserLoaded("sphinx", "en-us"))
    helper.say(messages.SegmentHeard(samples.make_transcript().segments[0]))
    helper.say(messages.TranscriptionProgressed(6, 12))
    qtbot.waitUntil(lambda: "00:06 of 00:12" in room.page.card._progress.text)
    helper.say(messages.TranscriptionProgressed(12, 12))
    helper.say(messages.TranscriptionFinished("en", 12))
    with qtbot.waitSignal(room.loaded):
        helper.say(messages.HelperEnded(0))
    after = program.archive.rehearsal(kept[0].id)
    assert (after.state, after.engine) == (State.SCORED, "sphinx")
    assert (program.archive.folder(kept[0].id) / "transcript.1.json").exists()
    assert room.page.card._hear.isVisible()


def test_hearing_again_is_stopped_and_nothing_is_lost(
    room: RehearsalsRoom, kept: tuple[Rehearsal, ...], program: StagedProgram, qtbot: QtBot
) -> None:
    room.page._rows.choose(kept[0].id)
    room.page.card._hear.click()
    qtbot.waitUntil(lambda: "transcribe" in program.helpers)
    room.page.card._stop.click()
    assert program.helpers["transcribe"].killed
    assert room.page.card._hear.isVisible()
    assert program.archive.rehearsal(kept[0].id) == kept[0]


def test_a_rehearsal_leaves_as_one_file_and_is_taken_in_again(
    room: RehearsalsRoom,
    kept: tuple[Rehearsal, ...],
    program: StagedProgram,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    out = tmp_path / "mine.rostrum"
    monkeypatch.setattr(room.exports, "choose_file", lambda _suggestion: str(out))
    room.page._rows.choose(kept[0].id)
    room.page.card._export.click()
    qtbot.waitUntil(lambda: room.page._exported.text == f"Exported: {out}")
    room.page.folder_asked.emit()
    assert opened == [str(tmp_path)]
    room.page.card._export.click()
    qtbot.waitUntil(lambda: "is there already" in room.page._problem.text)
    program.archive.delete(kept[0].id)
    with qtbot.waitSignal(room.importing.imported):
        drop(room, out)
    assert program.archive.rehearsal(kept[0].id) == kept[0]


def drop(room: RehearsalsRoom, *paths: Path) -> None:
    """Drag files onto the page and let go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    actions, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), actions, data, buttons, keys)
    QApplication.sendEvent(room.page, enter)
    assert enter.isAccepted() is bool(paths)
    QApplication.sendEvent(room.page, QDropEvent(QPointF(9, 9), actions, data, buttons, keys))


def test_a_recording_is_dropped_and_becomes_a_rehearsal(
    room: RehearsalsRoom, program: StagedProgram, tmp_path: Path, qtbot: QtBot
) -> None:
    answer = samples.write_wav(tmp_path / "mock interview.wav", 2)
    drop(room, answer)
    card = room.page.importing
    assert card._title.text() == "Import mock interview.wav"
    card._cases.setCurrentIndex(1)
    card._go.click()
    qtbot.waitUntil(lambda: "record" in program.helpers)
    helper = program.helpers["record"]
    order = helper.told[0]
    assert isinstance(order, messages.Record)
    assert order.source_path == str(answer)
    helper.say(messages.RecordingStarted("mock interview.wav", 16_000, 2.0))
    helper.say(messages.LevelMeasured(1.0, -20, -9))
    qtbot.waitUntil(lambda: card._told.text() == "00:01 of 00:02 read")
    assert card._bar.value() == 500
    shutil.copy(answer, order.path)
    helper.say(messages.RecordingStopped(order.path, 2.0, silent=False))
    window = the_window(room)
    with qtbot.waitSignal(window.page_shown) as shown:
        helper.say(messages.HelperEnded(0))
    assert shown.args == ["review"]
    qtbot.waitUntil(lambda: "transcribe" in program.helpers)
    assert {rehearsal.case_id for rehearsal in program.archive.rehearsals()} == {"service-booking", "charging"}


def test_an_import_is_stopped_and_leaves_nothing(
    room: RehearsalsRoom, kept: tuple[Rehearsal, ...], program: StagedProgram, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(room, samples.write_wav(tmp_path / "answer.wav", 2))
    room.page.importing._go.click()
    qtbot.waitUntil(lambda: "record" in program.helpers)
    room.page.importing._cancel.click()
    assert room.page.importing._told.text() == "Stopping"
    program.helpers["record"].say(messages.LevelMeasured(1.0, -20, -9))
    qtbot.waitUntil(lambda: not room.page.importing.isVisible())
    assert program.helpers["record"].killed
    assert {rehearsal.id for rehearsal in program.archive.rehearsals()} == {rehearsal.id for rehearsal in kept}


def test_a_file_without_sound_is_told_beside_it(
    room: RehearsalsRoom, kept: object, program: StagedProgram, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "notes.txt").write_text("no sound")
    drop(room, tmp_path / "notes.txt")
    room.page.importing._go.click()
    qtbot.waitUntil(lambda: "record" in program.helpers)
    program.helpers["record"].say(messages.Failed("AudioUnreadable", "notes.txt: there is no sound in it"))
    qtbot.waitUntil(lambda: "no sound" in room.page.importing._problem.text)
    assert room.page.importing._go.isVisible()
    room.page.importing._cancel.click()
    assert not room.page.importing.isVisible()


def test_one_file_at_a_time(room: RehearsalsRoom, tmp_path: Path) -> None:
    drop(room, tmp_path / "a.wav", tmp_path / "b.wav")
    assert "one recording at a time" in room.page._problem.text
    assert not room.page.importing.isVisible()


def test_an_import_that_ends_elsewhere_does_not_take_the_window(
    room: RehearsalsRoom, kept: tuple[Rehearsal, ...], qtbot: QtBot
) -> None:
    window = the_window(room)
    window.show_practise()
    room.importing.imported.emit(kept[0].id)
    qtbot.waitUntil(lambda: not window.rooms.tasks._running)
    assert window.page_name == "practise"


def test_no_key_deletes_what_is_being_heard(
    room: RehearsalsRoom, kept: tuple[Rehearsal, ...], program: StagedProgram, qtbot: QtBot
) -> None:
    room.page._rows.choose(kept[1].id)
    room.page.card._hear.click()
    qtbot.waitUntil(lambda: "transcribe" in program.helpers)
    qtbot.keyClick(room.page, Qt.Key.Key_Delete)
    assert len(program.archive.rehearsals()) == 2
    # Another Rostrum may do it all the same.
    shutil.rmtree(program.archive.folder(kept[1].id))
    program.helpers["transcribe"].say(messages.TranscriptionFinished("en", 12.0))
    qtbot.waitUntil(lambda: "could not be transcribed" in room.page._problem.text)


def test_everything_is_erased_only_after_the_word_was_typed(
    room: RehearsalsRoom, kept: tuple[Rehearsal, ...], program: StagedProgram, qtbot: QtBot
) -> None:
    window, card = the_window(room), room.page.erasing
    program.choose(style="tough")
    with qtbot.waitSignal(window.page_shown):
        window.open_review(kept[0].id)
    window.show_rehearsals()
    assert not card.isVisible()
    room.page.disk._erase.click()
    assert "2 rehearsals with their recordings" in card.text
    assert not card._erase.isEnabled()
    card._models.click()
    assert "0 models" in card.text
    qtbot.keyClicks(card._word, "erasing")
    assert not card._erase.isEnabled()
    qtbot.keyClick(card._word, Qt.Key.Key_Escape)
    assert not card.isVisible()
    assert len(program.archive.rehearsals()) == 2
    room.page.disk._erase.click()
    assert not card._models.isChecked()
    qtbot.keyClicks(card._word, "Erase")
    with qtbot.waitSignal(room.erasing.erased):
        qtbot.keyClick(card._word, Qt.Key.Key_Return)
    qtbot.waitUntil(room.page._nothing.isVisible)
    assert [path for path in program.home.root.rglob("*") if path.is_file() and path.parent != program.home.root] == []
    assert not program.home.settings.exists()
    assert program.archive.rehearsals() == ()
    assert "2 rehearsals" in room.page._erased.text
    assert window.rooms.preferences.settings.style == "neutral"
    assert not window._rail.has("review")
    # And one can begin again at once.
    assert keep_rehearsal(program.archive).id == program.archive.rehearsals()[0].id


def test_with_another_programs_lock_nothing_is_erased(
    room: RehearsalsRoom, kept: tuple[Rehearsal, ...], program: StagedProgram, qtbot: QtBot
) -> None:
    with program.archive.recording(kept[1].id).open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with qtbot.waitSignal(room.erasing.erased):
            room.page.erasing.erase_asked.emit(Erasure())
    assert "is being recorded" in room.page._problem.text
    assert len(program.archive.rehearsals()) == 2


def test_without_a_rehearsal_it_says_what_will_be_here(window: OpenWindow, qtbot: QtBot) -> None:
    shown = window()
    with qtbot.waitSignal(shown.rooms.rehearsals.loaded):
        shown.show_rehearsals()
    page = shown.rooms.rehearsals.page
    assert page._nothing.text().startswith("No rehearsal yet")
    assert not page.card.isVisible()


MANY = tuple(replace(samples.REHEARSALS[number % 4], id=f"r{number}") for number in range(1000))


def test_a_thousand_rehearsals_are_narrowed_by_all_words() -> None:
    found = matching(MANY, Kind.ALL, None, "inventory design")
    assert len(found) == 250
    assert matching(MANY, Kind.UNFINISHED, None) == tuple(
        rehearsal for rehearsal in MANY if rehearsal.state is not State.SCORED
    )


def test_hits_of_rehearsals_that_are_not_shown_are_left_out() -> None:
    rows = found_rows((), (Hit("r0", 31.2, "the dealer"), Hit("gone", 1.0, "the dealer")), MANY)
    assert [row.title for row in rows] == ["Said in your answers", "\u201cthe dealer\u201d"]
    assert place_of(rows[1].id) == Place("r0", 31.2)
    assert place_of("r0") == Place("r0")


def test_reading_again_keeps_what_is_chosen(
    room: RehearsalsRoom, kept: tuple[Rehearsal, ...], program: StagedProgram, qtbot: QtBot
) -> None:
    room.page._rows.choose(kept[1].id)
    with qtbot.waitSignal(room.loaded):
        room.load()
    assert room.page.card.rehearsal == kept[1]
    program.archive.keep_transcript(kept[1].id, samples.make_transcript())
    with qtbot.waitSignal(room.loaded):
        room.load()
    assert room.page.card.rehearsal is not None
    assert room.page.card.rehearsal.state is State.TRANSCRIBED


def test_the_review_shows_what_was_heard_anew(
    room: RehearsalsRoom, kept: tuple[Rehearsal, ...], program: StagedProgram, qtbot: QtBot
) -> None:
    window = the_window(room)
    with qtbot.waitSignal(window.review.opened):
        window.open_review(kept[0].id)
    window.show_rehearsals()
    room._transcribe(program.archive.rehearsal(kept[0].id))
    helper = program.helpers["transcribe"]
    helper.say(messages.RecogniserLoaded("sphinx", "en-us"))
    helper.say(messages.SegmentHeard(samples.make_transcript().segments[1]))
    helper.say(messages.TranscriptionProgressed(12, 12))
    helper.say(messages.TranscriptionFinished("en", 12))
    with qtbot.waitSignal(room.heard_anew):
        helper.say(messages.HelperEnded(0))
    page = window.review.page
    # Words of the older transcript are not put right in the newer one.
    page.corrector.put_right(0, 0, "Now")
    assert window.review._corrections.settled(kept[0].id)
    assert window.page_name == "rehearsals"
    with qtbot.waitSignal(window.review.opened):
        window.show_page("review")
    assert window.page_name == "review"
    heard = " ".join(word.text for word in program.archive.transcript(kept[0].id).words)
    assert page.transcript.toPlainText().split()[:3] == heard.split()[:3]
    page.corrector.put_right(0, 0, "Now")
    qtbot.waitUntil(lambda: not window.review._corrections.busy_with)
    assert [change.now for change in program.archive.corrections(kept[0].id).changes] == ["Now"]


def test_one_recording_is_not_transcribed_twice_at_a_time(
    room: RehearsalsRoom, kept: tuple[Rehearsal, ...], program: StagedProgram, qtbot: QtBot
) -> None:
    window = the_window(room)
    room.page._rows.choose(kept[1].id)
    room.page.card._hear.click()
    qtbot.waitUntil(lambda: "transcribe" in program.helpers)
    helper = program.helpers["transcribe"]
    with qtbot.waitSignal(window.review.opened):
        window.open_review(kept[1].id)
    page = window.review.page
    page.ask_for_transcription()
    qtbot.waitUntil(lambda: "it is being transcribed already" in page.trouble)
    assert program.helpers["transcribe"] is helper
    assert page._unheard._transcribe.isVisible()
    helper.say(messages.RecogniserLoaded("sphinx", "en-us"))
    helper.say(messages.SegmentHeard(samples.make_transcript().segments[0]))
    helper.say(messages.TranscriptionProgressed(12, 12))
    helper.say(messages.TranscriptionFinished("en", 12))
    with qtbot.waitSignal(window.review.opened):
        helper.say(messages.HelperEnded(0))
    assert page.transcript.isVisible()


def test_a_mark_of_other_words_is_not_shown(
    room: RehearsalsRoom, kept: tuple[Rehearsal, ...], program: StagedProgram
) -> None:
    program.archive.keep_transcript(kept[0].id, samples.make_transcript())
    rehearsal = program.archive.rehearsal(kept[0].id)
    assert rehearsal.overall is not None
    room.page.card.show_rehearsal(rehearsal)
    assert room.page.card._score.isHidden()
    assert "not scored yet" in room.page.card._score_note.text()
