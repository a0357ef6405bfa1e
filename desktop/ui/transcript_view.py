"""The transcript: findings marked, weak words dotted, the spoken word lit; a click on a word tells which."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
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
from desktop.ui.shapes import draw_underline
from desktop.ui.text_lines import baseline, stretches
from desktop.ui.theme import Theme
from desktop.ui.times import clock_text
from desktop.ui.tokens import SPACE, TEXT_MEASURE_CHARACTERS, wash
from speech.transcript import Transcript

# Below this a recogniser's word is shown as doubtful, as in the report.
_DOUBTFUL_CONFIDENCE = 0.5
_LINE_HEIGHT_PERCENT = 155
_TIME_WIDTH = 56
_PAGE_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight)

# How far below the words an underline lies; the dots of a weak word keep clear of a finding's line.
_BELOW, _BELOW_A_MARK = 3.0, 7.5

HIGHLIGHT = QTextCharFormat.Property.UserProperty + 1


class TranscriptView(QTextEdit):
    """Shows a transcript. `word_clicked` carries the index of a word; a drag selects text instead."""

    word_clicked = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._script: Script | None = None
        self._highlights: tuple[Highlight, ...] = ()
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
        theme.changed.connect(self._format)

    @property
    def following(self) -> bool:
        """Whether the spoken word is kept in view."""
        return self._following

    @property
    def spoken_word(self) -> int | None:
        """The word that is lit."""
        return self._spoken

    def show_transcript(self, transcript: Transcript, highlights: tuple[Highlight, ...]) -> None:
        """Show what was heard, with these findings marked."""
        self._script = Script(transcript)
        self._highlights = tuple(mark for mark in highlights if self._script.holds(mark.first_word, mark.last_word))
        self._spoken = None
        self.setExtraSelections([])
        self.setPlainText("\n".join(paragraph.text for paragraph in self._script.paragraphs))
        self._format()
        self.follow()

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
            QToolTip.showText(event.globalPos(), escaped("; ".join(titles)) if titles else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the reader scroll away from what is being said."""
        self._stop_following()
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the player's keys to the page; all others move the text."""
        if event.key() in _PAGE_KEYS:
            event.ignore()
            return
        self._stop_following()
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines to a length that reads well."""
        metrics = QFontMetricsF(self._theme.font(self._theme.text.large))
        measure = int(metrics.averageCharWidth() * TEXT_MEASURE_CHARACTERS) + _TIME_WIDTH
        self.setLineWrapColumnOrWidth(max(1, min(self.viewport().width() - SPACE.large, measure)))
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, then the underlines and the times beside it."""
        super().paintEvent(event)
        if self._script is None:
            return
        with QPainter(self.viewport()) as painter:
            painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
            for number, block in self._blocks_in_view():
                self._draw_time(painter, number, block)
                self._draw_underlines(painter, block)

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
        cursor.select(QTextCursor.SelectionType.Document)
        paragraph = QTextBlockFormat()
        paragraph.setLineHeight(_LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        paragraph.setLeftMargin(_TIME_WIDTH)
        paragraph.setBottomMargin(SPACE.medium)
        cursor.setBlockFormat(paragraph)
        cursor.setCharFormat(QTextCharFormat())
        for number, mark in enumerate(self._highlights):
            self._select(cursor, *self._script.span(mark.first_word, mark.last_word))
            words = QTextCharFormat()
            words.setBackground(QColor(wash(mark.look.of(self._theme.colours), self._theme.colours)))
            words.setProperty(HIGHLIGHT, number)
            cursor.mergeCharFormat(words)
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

    def _blocks_in_view(self) -> Iterator[tuple[int, QTextBlock]]:
        layout = self.document().documentLayout()
        top = self.verticalScrollBar().value()
        block = self.cursorForPosition(QPoint(0, 0)).block()
        while block.isValid() and layout.blockBoundingRect(block).top() < top + self.viewport().height():
            yield block.blockNumber(), block
            block = block.next()

    def _draw_time(self, painter: QPainter, number: int, block: QTextBlock) -> None:
        assert self._script is not None  # noqa: S101 - painted only with a script
        seconds = self._script.paragraphs[number].seconds if number < len(self._script.paragraphs) else None
        if seconds is None or not block.layout().lineCount():
            return
        painter.setFont(self._theme.font(self._theme.text.small))
        painter.setPen(self._theme.colour("muted"))
        place = QPointF(self.document().documentMargin(), self._origin(block).y() + baseline(block.layout().lineAt(0)))
        painter.drawText(place, clock_text(seconds))

    def _draw_underlines(self, painter: QPainter, block: QTextBlock) -> None:
        assert self._script is not None  # noqa: S101 - painted only with a script
        begin, end = block.position(), block.position() + block.length() - 1
        for mark in self._highlights:
            start, stop = self._script.span(mark.first_word, mark.last_word)
            if start < end and stop > begin:
                colour = QColor(mark.look.of(self._theme.colours))
                for left, right, y in stretches(block, self._origin(block), max(start, begin), min(stop, end)):
                    draw_underline(painter, mark.look.underline, left, right, y + _BELOW, colour)
        self._draw_dots(painter, block)

    def _draw_dots(self, painter: QPainter, block: QTextBlock) -> None:
        assert self._script is not None  # noqa: S101 - painted only with a script
        paragraph = self._script.paragraphs[block.blockNumber()]
        for index, word in enumerate(paragraph.words, start=paragraph.first_word):
            if word.confidence is not None and word.confidence < _DOUBTFUL_CONFIDENCE:
                below = _BELOW_A_MARK if any(self._marks_on(index)) else _BELOW
                for left, right, y in stretches(block, self._origin(block), *self._script.span(index, index)):
                    draw_underline(painter, "dots", left, right, y + below, self._theme.colour("ink"))

    def _origin(self, block: QTextBlock) -> QPointF:
        return self.document().documentLayout().blockBoundingRect(block).topLeft()
