"""Words put right and findings disputed in the review: scored anew by the real judge, shown as such, undone."""

import threading
from functools import cached_property
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.home import Home
from desktop.practice.archive import ArchiveError
from desktop.practice.correcting import change_at
from desktop.practice.exporting import export
from desktop.practice.marking import mark
from desktop.practice.rehearsal import State
from desktop.settings import Settings
from desktop.ui.contents import load_review
from desktop.ui.review import ReviewPage
from desktop.ui.review_room import ReviewRoom
from desktop.ui.task import Tasks
from desktop.ui.theme import Theme
from rubrics.corrections import Corrections
from rubrics.loader import load_rubric
from rubrics.scorer import Scorer
from tests.desktop.examples import transcript
from tests.ui.stage import FakeSound, StagedProgram, keep_rehearsal

SCORER = Scorer(load_rubric())
HEARD = transcript(
    "a car must never wait for a space that is gone",
    "each wrong space costs us twelve collars in refunds",
    "the wrong gate was closed",
)
COLLARS = next(number for number, word in enumerate(HEARD.words) if word.text == "collars")


class JudgedProgram(StagedProgram):
    @cached_property
    def scorer(self) -> Scorer:
        return SCORER


@pytest.fixture
def program(home: Path) -> StagedProgram:
    place = Home(home)
    place.make()
    return JudgedProgram(place, Settings(check_first=False))


@pytest.fixture
def room(program: StagedProgram, theme: Theme, sound: FakeSound, qtbot: QtBot) -> ReviewRoom:
    room = ReviewRoom(program, Tasks(), theme, lambda: sound)
    qtbot.addWidget(room.page)
    room.page.resize(1100, 760)
    room.page.show()
    return room


@pytest.fixture
def rehearsal_id(program: StagedProgram) -> str:
    rehearsal = keep_rehearsal(program.archive, HEARD)
    mark(program.archive, SCORER, None, rehearsal.id)
    return rehearsal.id


@pytest.fixture
def opened(room: ReviewRoom, rehearsal_id: str, qtbot: QtBot) -> ReviewPage:
    with qtbot.waitSignal(room.opened):
        room.open(rehearsal_id)
    return room.page


def quotes(page: ReviewPage) -> str:
    assert page._contents is not None
    assert page._contents.score is not None
    return " | ".join(finding.quote for finding in page._contents.score.findings)


def put_right(page: ReviewPage, first: int, last: int, now: str) -> None:
    page.transcript.choose_words(first, last)
    page.words.fix()
    page.words.bar.line.setText(now)
    QTest.keyClick(page.words.bar.line, Qt.Key.Key_Return)


def said(page: ReviewPage) -> str:
    return "\n".join(label.text() for label in page.remarks.findChildren(QLabel) if label.isVisibleTo(page))


def button(page: ReviewPage, text: str) -> QPushButton:
    found = page.remarks.findChildren(QPushButton)
    return next(entry for entry in found if entry.text() == text and entry.isVisibleTo(page))


def test_a_word_put_right_changes_the_score_and_is_undone(
    opened: ReviewPage, room: ReviewRoom, program: StagedProgram, rehearsal_id: str, qtbot: QtBot
) -> None:
    assert "twelve" not in quotes(opened)
    with qtbot.waitSignal(room._corrections.scored):
        put_right(opened, COLLARS, COLLARS, "dollars")
    assert "twelve dollars" in quotes(opened)
    assert "twelve dollars in refunds" in opened.transcript.toPlainText().replace("\n", " ")
    assert opened.undone.text.startswith("Heard \u201ccollars\u201d, now \u201cdollars\u201d. The score ")
    assert opened.focusWidget() is opened.transcript
    assert program.archive.rehearsal(rehearsal_id).state is State.SCORED
    with qtbot.waitSignal(room._corrections.scored):
        QTest.keyClick(opened, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "twelve" not in quotes(opened)
    assert program.archive.corrections(rehearsal_id) == Corrections()


def test_what_was_heard_stays_to_be_seen_and_to_be_taken(
    opened: ReviewPage, room: ReviewRoom, program: StagedProgram, rehearsal_id: str, qtbot: QtBot
) -> None:
    plain = opened.transcript.grab().toImage()
    with qtbot.waitSignal(room._corrections.scored):
        put_right(opened, COLLARS, COLLARS, "ten or twelve dollars")
    assert opened.transcript.grab().toImage() != plain
    # Any of the words leads to the whole of what was changed.
    opened.transcript.choose_words(COLLARS + 2, COLLARS + 2)
    assert opened.words.bar.text == "Heard as \u201ccollars\u201d"
    opened.words.fix()
    assert opened.words.bar.line.text() == "ten or twelve dollars"
    assert opened.words.bar.text == "Heard: \u201ccollars\u201d"
    QTest.keyClick(opened.words.bar.line, Qt.Key.Key_Escape)
    assert not opened.words.bar.fixing
    opened.remarks.setCurrentIndex(1)
    assert "Heard \u201ccollars\u201d" in said(opened)
    with qtbot.waitSignal(room._corrections.scored):
        button(opened, "As it was heard").click()
    assert program.archive.corrections(rehearsal_id) == Corrections()
    assert "Words you put right" not in said(opened)
    assert opened.remarks.currentIndex() == 1


def test_the_same_words_again_take_a_change_back(
    opened: ReviewPage, room: ReviewRoom, program: StagedProgram, rehearsal_id: str, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(room._corrections.scored):
        put_right(opened, COLLARS, COLLARS, "dollars")
    with qtbot.waitSignal(room._corrections.scored):
        put_right(opened, COLLARS, COLLARS, "collars")
    assert program.archive.corrections(rehearsal_id) == Corrections()


def test_nothing_changed_scores_nothing(opened: ReviewPage, room: ReviewRoom, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(opened.corrections_changed):
        put_right(opened, COLLARS, COLLARS, " collars ")
    assert opened.undone.isHidden()


def test_a_disputed_finding_does_not_count_until_it_does_again(
    opened: ReviewPage, room: ReviewRoom, program: StagedProgram, rehearsal_id: str, qtbot: QtBot
) -> None:
    opened.remarks.setCurrentIndex(1)
    before = quotes(opened)
    assert opened._contents is not None
    assert opened._contents.score is not None
    finding = opened._contents.score.findings[0]
    with qtbot.waitSignal(room._corrections.scored):
        button(opened, "Dispute").click()
    (dispute,) = program.archive.corrections(rehearsal_id).disputes
    assert dispute.signal in {entry.signal for entry in opened._contents.score.findings} | {finding.signal}
    assert quotes(opened) != before
    assert "Disputed by you: not counted" in said(opened)
    with qtbot.waitSignal(room._corrections.scored):
        button(opened, "Count it again").click()
    assert quotes(opened) == before
    assert program.archive.corrections(rehearsal_id) == Corrections()


def test_corrections_faster_than_the_score_are_all_kept(
    opened: ReviewPage, room: ReviewRoom, program: StagedProgram, rehearsal_id: str, qtbot: QtBot
) -> None:
    put_right(opened, COLLARS, COLLARS, "dollars")
    put_right(opened, 0, 0, "one")
    put_right(opened, COLLARS - 1, COLLARS - 1, "ten")
    qtbot.waitUntil(lambda: not room._corrections.busy_with)
    assert [entry.now for entry in program.archive.corrections(rehearsal_id).changes] == ["one", "ten", "dollars"]
    assert "ten dollars" in quotes(opened)


def test_the_window_goes_on_while_it_is_scored(
    opened: ReviewPage, room: ReviewRoom, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    scored = threading.Event()

    def wait_to_mark(*_: object) -> None:
        scored.wait()

    with monkeypatch.context() as slow:
        slow.setattr("desktop.ui.contents._mark", wait_to_mark)
        put_right(opened, COLLARS, COLLARS, "dollars")
        try:
            assert "Scoring it again." in opened.undone.text
            QTest.keyClick(opened, Qt.Key.Key_B)
            assert len(opened.bookmarks) == 1
            opened.header.export.click()
            assert "It is being scored anew" in opened.trouble
        finally:
            scored.set()
        qtbot.waitUntil(lambda: not room._corrections.busy_with)


def test_a_correction_that_cannot_be_kept_is_told_and_changes_nothing(
    opened: ReviewPage, room: ReviewRoom, program: StagedProgram, rehearsal_id: str, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(program.archive, "keep_corrections", fail)
        put_right(opened, COLLARS, COLLARS, "dollars")
        qtbot.waitUntil(lambda: "The correction cannot be kept: No space left on device." in opened._trouble.text)
    assert "collars" in opened.transcript.toPlainText()
    assert opened.undone.isHidden()
    with qtbot.waitSignal(room._corrections.scored):
        put_right(opened, COLLARS, COLLARS, "dollars")
    assert "twelve dollars" in quotes(opened)


def test_a_correction_that_is_kept_and_not_scored_is_told_and_scored_next_time(
    opened: ReviewPage, room: ReviewRoom, program: StagedProgram, rehearsal_id: str, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(program.archive, "keep_score", fail)
        put_right(opened, COLLARS, COLLARS, "dollars")
        qtbot.waitUntil(lambda: "It cannot be scored: No space left on device." in opened.trouble)
    with qtbot.waitSignal(room._corrections.scored):
        put_right(opened, 0, 0, "one")
    assert [entry.now for entry in program.archive.corrections(rehearsal_id).changes] == ["one", "dollars"]
    assert "twelve dollars" in quotes(opened)


def test_nothing_of_an_earlier_transcript_is_acted_on(
    opened: ReviewPage, room: ReviewRoom, program: StagedProgram, sound: FakeSound, qtbot: QtBot
) -> None:
    unheard = keep_rehearsal(program.archive)
    opened.transcript.choose_words(0, 3)
    with qtbot.waitSignal(room.opened):
        room.open(unheard.id)
    with qtbot.assertNotEmitted(opened.corrections_changed):
        for key in (Qt.Key.Key_E, Qt.Key.Key_L):
            QTest.keyClick(opened, key)
    assert not opened.words.bar.fixing
    assert opened._player.loop is None


def test_a_score_of_other_words_is_not_exported(
    opened: ReviewPage, program: StagedProgram, rehearsal_id: str, tmp_path: Path
) -> None:
    words = tuple(HEARD.words)
    program.archive.keep_corrections(rehearsal_id, change_at(words, Corrections(), COLLARS, COLLARS, "dollars"))
    with pytest.raises(ArchiveError, match="is not scored"):
        export(program.archive, SCORER.rubric, rehearsal_id, tmp_path / "out.md", program.start_helper)


def test_a_correction_outlives_the_window_and_is_scored_when_it_is_opened_next(
    opened: ReviewPage, room: ReviewRoom, program: StagedProgram, rehearsal_id: str, qtbot: QtBot
) -> None:
    # Waits in the queue of a pool that gets to nothing more.
    room._corrections._busy_with = "another"
    put_right(opened, COLLARS, COLLARS, "dollars")
    room.leave()
    room.settle()
    assert [entry.now for entry in program.archive.corrections(rehearsal_id).changes] == ["dollars"]
    assert program.archive.rehearsal(rehearsal_id).state is State.TRANSCRIBED
    with qtbot.waitSignal(room.opened):
        room.open(rehearsal_id)
    assert "twelve dollars" in quotes(opened)


def test_the_word_that_is_said_is_put_right_with_a_key(opened: ReviewPage, qtbot: QtBot) -> None:
    opened.transcript.show_position(tuple(HEARD.words)[COLLARS].start_seconds or 0.0)
    QTest.keyClick(opened, Qt.Key.Key_E)
    assert opened.words.bar.fixing
    assert opened.words.bar.line.text() == "collars"
    assert opened.focusWidget() is opened.words.bar.line


def test_a_correction_in_the_middle_of_a_word_outlives_the_score_of_the_one_before(
    opened: ReviewPage, room: ReviewRoom, program: StagedProgram, rehearsal_id: str, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(room._corrections.scored):
        put_right(opened, 0, 0, "one or two")
        opened.transcript.choose_words(COLLARS, COLLARS)
        opened.words.fix()
        opened.words.bar.line.setText("dol")
    line = opened.words.bar.line
    assert opened.words.bar.fixing
    assert opened.focusWidget() is line
    assert line.text() == "dol"
    with qtbot.waitSignal(room._corrections.scored):
        QTest.keyClicks(line, "lars")
        QTest.keyClick(line, Qt.Key.Key_Return)
    changes = program.archive.corrections(rehearsal_id).changes
    assert [(entry.was, entry.now) for entry in changes] == [("a", "one or two"), ("collars", "dollars")]


def fail(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_correction_that_cannot_be_kept_takes_none_that_was_kept_and_not_scored(
    opened: ReviewPage, room: ReviewRoom, program: StagedProgram, rehearsal_id: str, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    with monkeypatch.context() as full:
        full.setattr(program.archive, "keep_score", fail)
        with qtbot.waitSignal(room._corrections.unscored):
            put_right(opened, COLLARS, COLLARS, "dollars")
        full.setattr(program.archive, "_write", fail)
        with qtbot.waitSignal(room._corrections.failed):
            put_right(opened, 0, 0, "one")
    with qtbot.waitSignal(room._corrections.scored):
        put_right(opened, 1, 1, "lorry")
    assert [entry.now for entry in program.archive.corrections(rehearsal_id).changes] == ["lorry", "dollars"]


def test_a_correction_that_was_kept_is_not_called_lost_while_a_newer_one_waits(
    opened: ReviewPage, room: ReviewRoom, program: StagedProgram, rehearsal_id: str, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    scoring, given = threading.Event(), threading.Event()

    def wait_and_fail(*_: object) -> None:
        scoring.set()
        given.wait(5)
        fail()

    with qtbot.assertNotEmitted(room._corrections.failed):
        with monkeypatch.context() as full:
            full.setattr("desktop.ui.contents._mark", wait_and_fail)
            put_right(opened, COLLARS, COLLARS, "dollars")
            qtbot.waitUntil(scoring.is_set)
            put_right(opened, 0, 0, "one")
        with qtbot.waitSignal(room._corrections.scored):
            given.set()
    assert [entry.now for entry in program.archive.corrections(rehearsal_id).changes] == ["one", "dollars"]


def test_a_failure_of_one_rehearsal_leaves_what_is_corrected_in_another(
    opened: ReviewPage, room: ReviewRoom, program: StagedProgram, rehearsal_id: str, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    other = keep_rehearsal(program.archive, HEARD)
    mark(program.archive, SCORER, None, other.id)
    with qtbot.waitSignal(room.opened):
        room.open(other.id)
    with monkeypatch.context() as slow:
        slow.setattr(room._corrections, "_go_on", lambda: None)
        put_right(opened, COLLARS, COLLARS, "dollars")
    room._corrections.failed.emit(rehearsal_id, "No space left on device")
    assert f"A correction of the rehearsal {rehearsal_id} cannot be kept" in opened.trouble
    assert not opened.undone.isHidden()
    with qtbot.waitSignal(room._corrections.scored):
        put_right(opened, 0, 0, "one")
    assert [entry.now for entry in program.archive.corrections(other.id).changes] == ["one", "dollars"]


def test_the_button_undoes_what_its_line_says(opened: ReviewPage, room: ReviewRoom, qtbot: QtBot) -> None:
    opened.remarks.notes.mark(3.0)
    with qtbot.waitSignal(room._corrections.scored):
        put_right(opened, COLLARS, COLLARS, "dollars")
        opened.remarks.notes.delete(1)
    assert opened.undone.text == "The bookmark is deleted."
    opened.undone.button.click()
    assert len(opened.bookmarks) == 1
    assert opened.undone.isHidden()
    with qtbot.waitSignal(room._corrections.scored):
        opened.undo()
    assert opened.undone.text.startswith("Taken back. The score ")
    assert opened.undone.button.isHidden()


def test_no_button_is_left_beside_a_correction_after_a_bookmark(
    opened: ReviewPage, room: ReviewRoom, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(room._corrections.scored):
        put_right(opened, COLLARS, COLLARS, "dollars")
        assert opened.undone.button.isVisible()
        opened.set_bookmark()
    assert opened.undone.isHidden()


def test_no_report_is_written_while_it_is_scored_anew(
    opened: ReviewPage, room: ReviewRoom, rehearsal_id: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[object] = []
    monkeypatch.setattr("desktop.ui.review_room.refresh_report", lambda *given: written.append(given))
    room._corrections._busy_with = rehearsal_id
    opened.header.report.click()
    assert "open the report in a moment" in opened.trouble
    qtbot.waitUntil(lambda: not room._tasks.busy)
    assert written == []


def test_only_one_scores_at_a_time(program: StagedProgram) -> None:
    rehearsal = keep_rehearsal(program.archive, HEARD)
    with program.marking:
        other = threading.Thread(target=load_review, args=(program, rehearsal.id))
        other.start()
        other.join(0.2)
        assert program.archive.rehearsal(rehearsal.id).state is State.TRANSCRIBED
        mark(program.archive, SCORER, None, rehearsal.id)
        score = program.archive.folder(rehearsal.id) / "score.json"
        score.touch()
        written_at = score.stat().st_mtime_ns
    other.join()
    assert score.stat().st_mtime_ns == written_at


def test_trouble_stays_until_its_own_success_and_hides_no_other(
    opened: ReviewPage, room: ReviewRoom, rehearsal_id: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    room._notes.failed.emit("A note cannot be kept.")
    with monkeypatch.context() as slow:
        slow.setattr(room._corrections, "_go_on", lambda: None)
        put_right(opened, COLLARS, COLLARS, "dollars")
    room._corrections._busy_with = rehearsal_id
    opened.header.export.click()
    room.exports.failed.emit("")
    assert opened.trouble == "A note cannot be kept.\nIt is being scored anew; export it in a moment."
    room._corrections._busy_with = ""
    with qtbot.waitSignal(room._corrections.scored):
        room._corrections._go_on()
    assert opened.trouble == "A note cannot be kept."
    room._notes.kept.emit()
    assert opened.trouble == ""
