"""The transcript: findings marked, weak words dotted, the spoken word lit; a click on a word tells which."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit, QToolTip

from desktop.ui.highlights import Highlight
from desktop.ui.labels import escaped
from desktop.ui.script import Script
from desktop.ui.theme import Theme
from desktop.ui.tokens import SPACE, TEXT_MEASURE_CHARACTERS, text_sizes, wash
from desktop.ui.transcript_marks import TranscriptMarks
from speech.transcript import Transcript

_LINE_HEIGHT_PERCENT = 155
# With type as it was drawn; larger type needs more.
_TIME_WIDTH = 56
# Of all others the text has a use for these alone.
_OWN_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)
_OWN_SEQUENCES = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll)

HIGHLIGHT = QTextCharFormat.Property.UserProperty + 1


class TranscriptView(QTextEdit):
    """Shows a transcript. `word_clicked` carries the index of a word; a drag selects words instead.

    `words_chosen` carries the first and the last of the words that are selected, or None.
    """

    word_clicked = Signal(int)
    words_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._script: Script | None = None
        self._highlights: tuple[Highlight, ...] = ()
        self._heard_as: Mapping[int, str] = {}
        self._spoken: int | None = None
        self._following = True
        self._pressed_at: QPoint | None = None
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName("Transcript")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(SPACE.medium)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().sliderPressed.connect(self._stop_following)
        self.selectionChanged.connect(self._tell_chosen)
        theme.changed.connect(self._format)

    @property
    def following(self) -> bool:
        """Whether the spoken word is kept in view."""
        return self._following

    @property
    def spoken_word(self) -> int | None:
        """The word that is lit."""
        return self._spoken

    @property
    def chosen_words(self) -> tuple[int, int] | None:
        """The first and the last of the words that are selected."""
        cursor = self.textCursor()
        if self._script is None or not cursor.hasSelection():
            return None
        return self._script.words_between(cursor.selectionStart(), cursor.selectionEnd())

    def show_transcript(
        self,
        transcript: Transcript,
        highlights: tuple[Highlight, ...],
        heard_as: Mapping[int, str] | None = None,
        *,
        stay: bool = False,
    ) -> None:
        """Show what was said, with these findings marked; `heard_as` has what was heard for words that were put right.

        With `stay` it stays where the reader scrolled to.
        """
        script = Script(transcript)
        scrolled = self.verticalScrollBar().value() if stay else 0
        self._script, self._heard_as = script, heard_as or {}
        self._highlights = tuple(mark for mark in highlights if script.holds(mark.first_word, mark.last_word))
        self._spoken = None
        self.setExtraSelections([])
        self.setPlainText(script.text)
        self._format()
        self.verticalScrollBar().setValue(scrolled)
        if not stay:
            self.follow()

    def forget(self) -> None:
        """Show nothing: no word is said, chosen or clicked."""
        self._script, self._spoken = None, None
        self._highlights, self._heard_as = (), {}
        self.setExtraSelections([])
        self.clear()

    def choose_words(self, first: int, last: int) -> None:
        """Select words."""
        if self._script is not None and self._script.holds(first, last):
            cursor = self.textCursor()
            self._select(cursor, *self._script.span(first, last))
            self.setTextCursor(cursor)

    def clear_choice(self) -> None:
        """Select nothing."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def paragraph_at(self, seconds: float) -> tuple[int, int] | None:
        """Return the first and the last word of the paragraph that is said at a second."""
        word = self._script.word_said_at(seconds) if self._script else None
        return self._script.paragraph_of(word) if self._script and word is not None else None

    def word_seconds(self, step: int) -> float | None:
        """Return when the word so many after the one that is said begins; None for a transcript without times."""
        return self._script.seconds_of_word(self._spoken, step) if self._script else None

    @Slot()
    def follow(self) -> None:
        """Keep the spoken word in view again, until the reader scrolls."""
        self._following = True

    def show_position(self, seconds: float) -> None:
        """Light the word that is said at this second."""
        word = self._script.word_said_at(seconds) if self._script else None
        if word == self._spoken:
            return
        self._spoken = word
        self._light_spoken()
        if self._following and word is not None:
            self._bring_into_view(word)

    @Slot()
    def _tell_chosen(self) -> None:
        self.words_chosen.emit(self.chosen_words)

    def word_under(self, point: QPoint) -> int | None:
        """Return the index of the word at a point of the viewport."""
        place = self.document().documentLayout().hitTest(self._on_page(point), Qt.HitTestAccuracy.ExactHit)
        return self._script.word_at(place) if self._script and place >= 0 else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click may begin."""
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of a click on a word; after a drag the text stays selected and nothing is told."""
        super().mouseReleaseEvent(event)
        word = self.word_under(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection() and word is not None:
            self.follow()
            self.word_clicked.emit(word)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point where a click would play."""
        super().mouseMoveEvent(event)
        over = self.word_under(event.position().toPoint()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)

    def viewportEvent(self, event: QEvent) -> bool:
        """Name the findings under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            word = self.word_under(event.pos())
            titles = dict.fromkeys(mark.title for mark in self._marks_on(word))
            if word is not None and word in self._heard_as:
                titles[f"Heard as \u201c{self._heard_as[word]}\u201d"] = None
            QToolTip.showText(event.globalPos(), escaped("; ".join(titles)) if titles else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the reader scroll away from what is being said."""
        self._stop_following()
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the text, or copy from it; leave all other keys to the page."""
        own = event.key() in _OWN_KEYS
        if not own and not any(map(event.matches, _OWN_SEQUENCES)):
            event.ignore()
            return
        if own:
            self._stop_following()
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines to a length that reads well."""
        metrics = QFontMetricsF(self._theme.font(self._theme.text.large))
        measure = int(metrics.averageCharWidth() * TEXT_MEASURE_CHARACTERS) + self._time_width
        self.setLineWrapColumnOrWidth(max(1, min(self.viewport().width() - SPACE.large, measure)))
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, then the underlines and the times beside it."""
        super().paintEvent(event)
        if self._script is None:
            return
        with QPainter(self.viewport()) as painter:
            painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
            marks = TranscriptMarks(painter, self._theme, self._script, self._highlights, self._heard_as)
            for block in self._blocks_in_view():
                marks.draw(block, self.document().documentLayout().blockBoundingRect(block).topLeft())

    @property
    def _time_width(self) -> int:
        return round(_TIME_WIDTH * self._theme.text.small / text_sizes().small)

    def _marks_on(self, word: int | None) -> Iterator[Highlight]:
        return (mark for mark in self._highlights if word is not None and mark.first_word <= word <= mark.last_word)

    def _on_page(self, point: QPoint) -> QPoint:
        return point + QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    @Slot()
    def _stop_following(self) -> None:
        self._following = False

    @Slot()
    def _format(self) -> None:
        if self._script is None:
            return
        self.document().setDefaultFont(self._theme.font(self._theme.text.large))
        cursor = QTextCursor(self.document())
        # One change to the document, or it is laid out again for each finding.
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        paragraph = QTextBlockFormat()
        paragraph.setLineHeight(_LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        paragraph.setLeftMargin(self._time_width)
        paragraph.setBottomMargin(SPACE.medium)
        cursor.setBlockFormat(paragraph)
        cursor.setCharFormat(QTextCharFormat())
        for number, mark in enumerate(self._highlights):
            self._select(cursor, *self._script.span(mark.first_word, mark.last_word))
            words = QTextCharFormat()
            words.setBackground(QColor(wash(mark.look.of(self._theme.colours), self._theme.colours)))
            words.setProperty(HIGHLIGHT, number)
            cursor.mergeCharFormat(words)
        cursor.endEditBlock()
        self._light_spoken()

    def _select(self, cursor: QTextCursor, start: int, end: int) -> None:
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)

    def _light_spoken(self) -> None:
        if self._script is None or self._spoken is None:
            self.setExtraSelections([])
            return
        light = QTextEdit.ExtraSelection()
        light.cursor = QTextCursor(self.document())
        self._select(light.cursor, *self._script.span(self._spoken, self._spoken))
        light.format.setBackground(self._theme.colour("accent"))
        light.format.setForeground(self._theme.colour("on_accent"))
        self.setExtraSelections([light])

    def _bring_into_view(self, word: int) -> None:
        assert self._script is not None  # noqa: S101 - only a script's word can be brought into view
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._script.span(word, word)[0])
        box = self.cursorRect(cursor)
        height = self.viewport().height()
        if box.top() < SPACE.wide or box.bottom() > height - 2 * box.height():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + box.top() - height // 3)

    def _blocks_in_view(self) -> Iterator[QTextBlock]:
        layout = self.document().documentLayout()
        top = self.verticalScrollBar().value()
        block = self.cursorForPosition(QPoint(0, 0)).block()
        while block.isValid() and layout.blockBoundingRect(block).top() < top + self.viewport().height():
            yield block
            block = block.next()
