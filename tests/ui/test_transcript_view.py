import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from desktop.ui.highlights import highlights
from desktop.ui.theme import Theme
from desktop.ui.transcript_view import HIGHLIGHT, TranscriptView
from rubrics.model import Finding
from speech.transcript import Segment, Transcript, Word
from tests.ui import samples


@pytest.fixture
def transcript() -> Transcript:
    return samples.make_transcript()


@pytest.fixture
def view(transcript: Transcript, theme: Theme, qtbot: QtBot) -> TranscriptView:
    view = TranscriptView(theme)
    qtbot.addWidget(view)
    view.resize(640, 480)
    view.show()
    found = samples.make_score(transcript).findings
    view.show_transcript(transcript, highlights(found, samples.SIGNALS))
    return view


def marked_text(view: TranscriptView) -> list[str]:
    """The text under each highlight, as the document carries it."""
    cursor = QTextCursor(view.document())
    found: dict[int, str] = {}
    while cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor):
        number = cursor.charFormat().property(HIGHLIGHT)
        if number is not None:
            found[number] = found.get(number, "") + cursor.selectedText()
        cursor.setPosition(cursor.position())
    # Between two paragraphs the document has a sign of its own, which is no text.
    return sorted(text.replace("\u2029", "") for text in found.values())


def middle_of(view: TranscriptView, word: int) -> QPoint:
    assert view._script is not None
    start, end = view._script.span(word, word)
    cursor = QTextCursor(view.document())
    cursor.setPosition(start)
    left = view.cursorRect(cursor)
    cursor.setPosition(end)
    return QPoint((left.left() + view.cursorRect(cursor).left()) // 2, left.center().y())


def test_every_finding_lies_on_its_own_words(view: TranscriptView, transcript: Transcript) -> None:
    assert marked_text(view) == sorted(finding.quote for finding in samples.make_score(transcript).findings)


def test_a_shorter_finding_stays_visible_inside_a_longer_one(theme: Theme, qtbot: QtBot) -> None:
    words = tuple(Word(text, place, place + 0.5, 0.9) for place, text in enumerate(["a", "b", "c", "d", "e"]))
    transcript = Transcript("whisper", "m", "en", (Segment(0, 5, words),))

    def finding(first: int, last: int) -> Finding:
        return Finding("cost", "r", 0, 0, first, last, "", None, None, (), "")

    view = TranscriptView(theme)
    qtbot.addWidget(view)
    view.show_transcript(transcript, highlights([finding(2, 2), finding(0, 4)], samples.SIGNALS))
    assert marked_text(view) == ["a b  d e", "c"]


def test_a_finding_beyond_the_words_marks_nothing(theme: Theme, transcript: Transcript, qtbot: QtBot) -> None:
    beyond = Finding("cost", "r", 0, 0, 100_000, 100_002, "", None, None, (), "")
    view = TranscriptView(theme)
    qtbot.addWidget(view)
    view.show_transcript(transcript, highlights([beyond], samples.SIGNALS))
    assert marked_text(view) == []


def test_a_click_on_a_word_tells_which(view: TranscriptView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.word_clicked) as clicked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(view, 7))
    assert clicked.args == [7]


def test_a_drag_selects_and_plays_nothing(view: TranscriptView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.word_clicked):
        qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(view, 2))
        qtbot.mouseMove(view.viewport(), middle_of(view, 5))
        qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(view, 5))
    assert len(view.textCursor().selectedText()) > 5


def test_the_word_that_is_said_is_lit(view: TranscriptView, transcript: Transcript) -> None:
    word = tuple(transcript.words)[20]
    assert word.start_seconds is not None
    view.show_position(word.start_seconds + 0.01)
    assert view.spoken_word == 20
    (lit,) = view.extraSelections()
    assert lit.cursor.selectedText() == word.text
    view.show_position(0.0)
    assert view.extraSelections() == []


def test_it_follows_until_the_reader_scrolls(view: TranscriptView, qtbot: QtBot) -> None:
    bar = view.verticalScrollBar()
    view.show_position(600.0)
    followed = bar.value()
    assert followed > 0
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert not view.following
    scrolled = bar.value()
    view.show_position(1200.0)
    assert bar.value() == scrolled
    view.follow()
    view.show_position(1230.0)
    assert bar.value() > followed


def test_a_recording_without_a_word_is_drawn(theme: Theme, qtbot: QtBot) -> None:
    view = TranscriptView(theme)
    qtbot.addWidget(view)
    view.show_transcript(Transcript("whisper", "m", "en", ()), ())
    view.show_position(3.0)
    assert not view.grab().isNull()
    assert "no words were heard" in view.toPlainText()


def test_hostile_words_are_shown_as_they_are(theme: Theme, qtbot: QtBot) -> None:
    words = (Word("<b>bold</b>", 0, 1, 0.9), Word("<img src='file:///etc/passwd'>", 1, 2, 0.2))
    view = TranscriptView(theme)
    qtbot.addWidget(view)
    view.show_transcript(Transcript("whisper", "m", "en", (Segment(0, 2, words),)), ())
    assert view.toPlainText() == "<b>bold</b> <img src='file:///etc/passwd'>"


def test_it_is_drawn_in_both_palettes(view: TranscriptView, theme: Theme) -> None:
    light = view.grab().toImage()
    theme.choose("dark")
    assert view.grab().toImage() != light
    assert marked_text(view)


def test_lines_are_no_longer_than_reads_well(view: TranscriptView) -> None:
    view.resize(1600, 480)
    assert view.lineWrapColumnOrWidth() < 900
