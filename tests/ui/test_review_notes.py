"""Notes in the review: written while listening, kept at once, never lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from desktop.practice.bookmarks import Bookmark
from desktop.ui.note_row import NoteRow
from desktop.ui.play_row import PlayRow
from desktop.ui.review import ReviewPage
from desktop.ui.review_room import ReviewRoom
from desktop.ui.task import Tasks
from desktop.ui.theme import Theme
from desktop.ui.window import Window
from tests.ui import samples
from tests.ui.stage import FakeSound, StagedProgram, keep_rehearsal


@pytest.fixture
def room(program: StagedProgram, theme: Theme, sound: FakeSound, qtbot: QtBot) -> ReviewRoom:
    tasks = Tasks()
    room = ReviewRoom(program, tasks, theme, lambda: sound)
    room.setProperty("tasks", tasks)
    qtbot.addWidget(room.page)
    room.page.resize(1100, 760)
    room.page.show()
    return room


@pytest.fixture
def rehearsal_id(program: StagedProgram) -> str:
    transcript = samples.make_transcript()
    return keep_rehearsal(program.archive, transcript, samples.make_score(transcript)).id


@pytest.fixture
def opened(room: ReviewRoom, rehearsal_id: str, sound: FakeSound, qtbot: QtBot) -> ReviewPage:
    with qtbot.waitSignal(room.opened):
        room.open(rehearsal_id)
    sound.loaded.emit(2692.0)
    return room.page


def press(page: ReviewPage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.focusWidget() or page, key, modifier)


def line_of(page: ReviewPage) -> QLineEdit:
    return next(row.line for row in page.remarks.notes.rows if row.line is not None)


def write(page: ReviewPage, text: str) -> None:
    QTest.keyClicks(line_of(page), text)


def click_action(row: NoteRow, name: str) -> None:
    next(button for button in row.findChildren(QToolButton) if name in button.accessibleName()).click()


def test_a_note_is_written_at_the_second_that_is_heard(
    opened: ReviewPage, program: StagedProgram, rehearsal_id: str, sound: FakeSound, qtbot: QtBot
) -> None:
    opened.listening.play_from(120.0)
    sound.seconds = 123.4
    press(opened, Qt.Key.Key_N)
    assert opened.remarks.currentWidget() is opened.remarks.notes
    write(opened, "too long [a list]")
    assert sound.playing
    assert sound.rate == 1.0
    QTest.keyClick(line_of(opened), Qt.Key.Key_Return)
    assert opened.bookmarks == (Bookmark(1, 123.4, "too long [a list]"),)
    assert opened.focusWidget() is opened.transcript
    assert opened.bar.strip.bookmarks == opened.bookmarks
    assert opened.remarks.tabText(4) == "Notes 1"
    qtbot.waitUntil(lambda: program.archive.bookmarks(rehearsal_id) == opened.bookmarks)


def test_what_is_being_written_is_on_the_disk_soon(
    opened: ReviewPage, program: StagedProgram, rehearsal_id: str, qtbot: QtBot
) -> None:
    press(opened, Qt.Key.Key_N)
    write(opened, "half a sen")
    qtbot.waitUntil(lambda: [note.text for note in program.archive.bookmarks(rehearsal_id)] == ["half a sen"])


def test_a_note_in_the_middle_of_a_word_outlives_the_window(
    window: Callable[[], Window], program: StagedProgram, rehearsal_id: str, qtbot: QtBot
) -> None:
    shown = window()
    with qtbot.waitSignal(shown.review.opened):
        shown.open_review(rehearsal_id)
    shown.review.page.write_note()
    write(shown.review.page, "not lo")
    shown.close()
    assert [note.text for note in program.archive.bookmarks(rehearsal_id)] == ["not lo"]


def test_the_window_does_not_close_on_a_note_that_cannot_be_kept(
    window: Callable[[], Window], program: StagedProgram, rehearsal_id: str, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    shown = window()
    with qtbot.waitSignal(shown.review.opened):
        shown.open_review(rehearsal_id)
    monkeypatch.setattr(shown.review._notes, "_keep", fail)
    shown.review.page.write_note()
    write(shown.review.page, "precious")
    shown.go("practise")
    assert not shown.close()
    assert shown.page_name == "review"
    assert "No space left on device" in shown.review.page.trouble
    assert "Close Rostrum once more" in shown.review.page.trouble
    assert [note.text for note in shown.review.page.bookmarks] == ["precious"]
    assert shown.close()


def test_a_note_outlives_another_page_and_is_there_again(
    opened: ReviewPage, room: ReviewRoom, program: StagedProgram, rehearsal_id: str, qtbot: QtBot
) -> None:
    press(opened, Qt.Key.Key_B)
    press(opened, Qt.Key.Key_N)
    write(opened, "kept")
    room.leave()
    assert [note.text for note in program.archive.bookmarks(rehearsal_id)] == ["", "kept"]
    with qtbot.waitSignal(room.opened):
        room.open(rehearsal_id)
    assert [note.text for note in opened.bookmarks] == ["", "kept"]


def test_a_note_written_while_the_same_rehearsal_is_read_again_is_not_lost(
    opened: ReviewPage, room: ReviewRoom, program: StagedProgram, rehearsal_id: str, qtbot: QtBot
) -> None:
    room.open(rehearsal_id)
    opened.remarks.notes.write_at(4.0)
    write(opened, "meanwhile")
    qtbot.waitUntil(lambda: not opened.remarks.notes.rows or opened.remarks.notes.rows[0].line is None)
    assert [note.text for note in opened.bookmarks] == ["meanwhile"]
    opened.remarks.notes.mark(9.0)
    room.leave()
    assert [note.text for note in program.archive.bookmarks(rehearsal_id)] == ["meanwhile", ""]


def test_notes_of_two_rehearsals_stay_apart(
    opened: ReviewPage, room: ReviewRoom, program: StagedProgram, rehearsal_id: str, qtbot: QtBot
) -> None:
    other = keep_rehearsal(program.archive).id
    press(opened, Qt.Key.Key_N)
    write(opened, "of the first")
    with qtbot.waitSignal(room.opened):
        room.open(other)
    assert opened.bookmarks == ()
    opened.remarks.notes.write_at(1.0)
    write(opened, "of the second")
    room.leave()
    assert [note.text for note in program.archive.bookmarks(rehearsal_id)] == ["of the first"]
    assert [note.text for note in program.archive.bookmarks(other)] == ["of the second"]


def test_a_click_on_a_note_plays_it(opened: ReviewPage, sound: FakeSound, qtbot: QtBot) -> None:
    opened.remarks.notes.mark(77.0)
    opened.remarks.open_notes()
    (row,) = opened.remarks.notes.rows
    qtbot.mouseClick(row.findChild(PlayRow), Qt.MouseButton.LeftButton)
    assert (sound.seconds, sound.playing) == (77.0, True)


def test_escape_gives_back_what_stood_there(opened: ReviewPage) -> None:
    opened.remarks.notes.show_bookmarks((Bookmark(1, 10.0, "before"),))
    opened.remarks.open_notes()
    click_action(opened.remarks.notes.rows[0], "Write on")
    write(opened, " and after")
    assert opened.bookmarks == (Bookmark(1, 10.0, "before and after"),)
    QTest.keyClick(line_of(opened), Qt.Key.Key_Escape)
    assert opened.bookmarks == (Bookmark(1, 10.0, "before"),)
    assert opened.remarks.notes.rows[0].line is None


def test_escape_from_a_new_note_takes_it_away_and_undo_brings_it_back(opened: ReviewPage) -> None:
    press(opened, Qt.Key.Key_N)
    write(opened, "hasty")
    QTest.keyClick(line_of(opened), Qt.Key.Key_Escape)
    assert opened.bookmarks == ()
    press(opened, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [note.text for note in opened.bookmarks] == ["hasty"]


def test_a_deleted_note_comes_back_with_others_that_were_written_since(
    opened: ReviewPage, program: StagedProgram, rehearsal_id: str, qtbot: QtBot
) -> None:
    opened.remarks.notes.show_bookmarks((Bookmark(1, 10.0, "first"), Bookmark(2, 20.0, "second")))
    opened.remarks.open_notes()
    click_action(opened.remarks.notes.rows[0], "Delete")
    assert opened.undone.text == "The note is deleted."
    opened.remarks.notes.write_at(30.0)
    write(opened, "third")
    opened.undone.button.click()
    assert [note.text for note in opened.bookmarks] == ["first", "second", "third"]
    assert len({note.number for note in opened.bookmarks}) == 3
    assert opened.undone.isHidden()
    qtbot.waitUntil(lambda: program.archive.bookmarks(rehearsal_id) == opened.bookmarks)


def test_a_bookmark_is_set_and_undone(opened: ReviewPage, sound: FakeSound) -> None:
    sound.seconds = 5.0
    press(opened, Qt.Key.Key_B)
    assert opened.bookmarks == (Bookmark(1, 5.0),)
    press(opened, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert opened.bookmarks == ()


def test_selected_words_are_noted_at_their_second(opened: ReviewPage) -> None:
    word = tuple(samples.make_transcript().words)[20]
    opened.transcript.choose_words(20, 22)
    opened.words.bar.note_asked.emit()
    (note,) = opened.bookmarks
    assert note.at_seconds == word.start_seconds


def test_an_answer_that_was_not_heard_yet_can_be_noted_on(
    room: ReviewRoom, program: StagedProgram, sound: FakeSound, qtbot: QtBot
) -> None:
    rehearsal = keep_rehearsal(program.archive)
    with qtbot.waitSignal(room.opened):
        room.open(rehearsal.id)
    sound.seconds = 3.0
    press(room.page, Qt.Key.Key_N)
    write(room.page, "breathe")
    room.leave()
    assert program.archive.bookmarks(rehearsal.id) == (Bookmark(1, 3.0, "breathe"),)


def test_a_full_disk_is_told_and_the_note_stays_until_there_is_room(
    opened: ReviewPage, room: ReviewRoom, program: StagedProgram, rehearsal_id: str, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("desktop.ui.note_keeping._AGAIN_MILLISECONDS", 10)
    disk = {"full": True}
    keep = room._notes._keep

    def keep_if_there_is_room(name: str, bookmarks: tuple[Bookmark, ...]) -> object:
        if disk["full"]:
            raise OSError(28, "No space left on device")
        return keep(name, bookmarks)

    monkeypatch.setattr(room._notes, "_keep", keep_if_there_is_room)
    press(opened, Qt.Key.Key_N)
    write(opened, "precious")
    qtbot.waitUntil(lambda: "A note cannot be kept: No space left on device." in opened._trouble.text)
    room.leave()
    with qtbot.waitSignal(room.opened):
        room.open(rehearsal_id)
    assert [note.text for note in opened.bookmarks] == ["precious"]
    disk["full"] = False
    qtbot.waitUntil(lambda: bool(program.archive.bookmarks(rehearsal_id)))
    qtbot.waitUntil(lambda: not opened._trouble.isVisible())


def test_notes_that_cannot_be_read_hide_nothing_and_are_put_aside(
    room: ReviewRoom, program: StagedProgram, rehearsal_id: str, sound: FakeSound, qtbot: QtBot
) -> None:
    path: Path = program.archive.folder(rehearsal_id) / "bookmarks.json"
    path.write_text("{ precious")
    with qtbot.waitSignal(room.opened):
        room.open(rehearsal_id)
    assert "cannot be read" in room.page.remarks.notes._problem.text
    room.page.set_bookmark()
    room.leave()
    assert len(program.archive.bookmarks(rehearsal_id)) == 1
    assert "precious" in path.with_name("bookmarks.1.json").read_text()


def test_a_new_note_is_in_what_is_exported_at_once(
    opened: ReviewPage, room: ReviewRoom, qtbot: QtBot, tmp_path: Path
) -> None:
    import zipfile

    press(opened, Qt.Key.Key_N)
    write(opened, "for my mentor")
    out = tmp_path / "mine.rostrum"
    room.exports.choose_file = lambda _suggestion: str(out)
    opened.header.export.click()
    qtbot.waitUntil(lambda: opened.told.text == f"Exported: {out}")
    with zipfile.ZipFile(out) as bundle:
        assert "for my mentor" in bundle.read("bookmarks.json").decode()


def test_a_rehearsal_that_takes_no_note_does_not_keep_those_of_others(
    opened: ReviewPage, room: ReviewRoom, program: StagedProgram, rehearsal_id: str, qtbot: QtBot
) -> None:
    other = keep_rehearsal(program.archive).id
    opened.set_bookmark()
    program.archive.folder(rehearsal_id).rename(program.home.trash / "away")
    with qtbot.waitSignal(room.opened):
        room.open(other)
    opened.set_bookmark()
    room.leave()
    assert len(program.archive.bookmarks(other)) == 1
    (program.home.trash / "away").rename(program.archive.folder(rehearsal_id))
    assert room.keep_notes()
    assert len(program.archive.bookmarks(rehearsal_id)) == 1


def test_a_rehearsal_that_is_deleted_is_reviewed_no_more_and_comes_back_with_all_notes(
    window: Callable[[], Window], program: StagedProgram, rehearsal_id: str, sound: FakeSound, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    shown = window()
    with qtbot.waitSignal(shown.review.opened):
        shown.open_review(rehearsal_id)
    with monkeypatch.context() as full:
        full.setattr(program.archive, "_write", fail)
        shown.review.page.set_bookmark()
        shown.show_rehearsals()
        shown.rooms.rehearsals.page.delete_asked.emit(rehearsal_id)
    assert not shown._rail.has("review")
    assert sound.path is None
    assert shown.review.keep_notes()
    shown.rooms.rehearsals.page.undo_asked.emit()
    assert len(program.archive.bookmarks(rehearsal_id)) == 1


def test_a_deleted_note_that_comes_back_takes_the_place_of_no_newer_one(opened: ReviewPage) -> None:
    notes = opened.remarks.notes
    notes.show_bookmarks((Bookmark(1, 10.0, "first"), Bookmark(2, 20.0, "second")))
    notes.delete(2)
    notes.write_at(30.0)
    write(opened, "third")
    notes.finish()
    opened.undo()
    assert [note.text for note in opened.bookmarks] == ["first", "second", "third"]


def test_notes_that_came_from_elsewhere_are_shown_when_it_is_opened_again_and_not_written_over(
    opened: ReviewPage, room: ReviewRoom, program: StagedProgram, rehearsal_id: str, qtbot: QtBot
) -> None:
    opened.remarks.notes.mark(9.0)
    room.leave()
    program.archive.keep_bookmarks(rehearsal_id, (Bookmark(1, 5.0, "of the mentor"),))
    with qtbot.waitSignal(room.opened):
        room.open(rehearsal_id)
    opened.remarks.notes.mark(7.0)
    room.leave()
    assert program.archive.bookmarks(rehearsal_id) == (Bookmark(1, 5.0, "of the mentor"), Bookmark(2, 7.0))


def test_a_later_loss_is_told_as_well_and_never_takes_an_interview_off_the_screen(
    window: Callable[[], Window], program: StagedProgram, rehearsal_id: str, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    shown = window()
    with qtbot.waitSignal(shown.review.opened):
        shown.open_review(rehearsal_id)
    with monkeypatch.context() as full:
        full.setattr(program.archive, "_write", fail)
        shown.review.page.set_bookmark()
        assert not shown.close()
    shown.review.leave()
    with monkeypatch.context() as full:
        full.setattr(program.archive, "_write", fail)
        shown.review.page.set_bookmark()
        shown.go("practise")
        _ = shown.interview
        shown.go("interview")
        assert not shown.close()
        assert shown.page_name == "interview"
        assert "Close Rostrum once more" in shown.interview.page._unkept_notice.text
        assert shown.close()


def test_undo_goes_back_step_by_step_and_brings_no_bookmark_back(opened: ReviewPage, sound: FakeSound) -> None:
    for seconds in (5.0, 7.0):
        sound.seconds = seconds
        press(opened, Qt.Key.Key_B)
    press(opened, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert opened.bookmarks == (Bookmark(1, 5.0),)
    press(opened, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert opened.bookmarks == ()


def test_what_was_written_on_a_bookmark_comes_back_after_undo(opened: ReviewPage) -> None:
    opened.set_bookmark()
    opened.remarks.open_notes()
    click_action(opened.remarks.notes.rows[0], "Write on")
    write(opened, "precious")
    opened.remarks.notes.finish()
    opened.undo()
    assert opened.bookmarks == ()
    opened.undo()
    assert [note.text for note in opened.bookmarks] == ["precious"]
