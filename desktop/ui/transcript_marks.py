"""Draws what lies beside and below the words of a transcript: times, underlines, dots, a proof-reader's carets."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTextBlock

from desktop.ui.highlights import Highlight
from desktop.ui.script import Script
from desktop.ui.shapes import draw_underline
from desktop.ui.text_lines import baseline, stretches
from desktop.ui.theme import Theme
from desktop.ui.times import clock_text
from desktop.ui.tokens import SPACE

# Below this a recogniser's word is shown as doubtful, as in the report.
_DOUBTFUL_CONFIDENCE = 0.5

# How far below the words an underline lies; the dots of a weak word keep clear of a finding's line.
_BELOW, _BELOW_A_MARK = 3.0, 7.5
_CARET = 4.0


class TranscriptMarks:
    """Draws on one painter, block by block; a block is a paragraph of the script."""

    def __init__(
        self,
        painter: QPainter,
        theme: Theme,
        script: Script,
        highlights: tuple[Highlight, ...],
        heard_as: Mapping[int, str],
    ) -> None:
        self._painter, self._theme, self._script = painter, theme, script
        self._highlights, self._heard_as = highlights, heard_as

    def draw(self, block: QTextBlock, origin: QPointF) -> None:
        """Draw the marks of a block that begins at `origin`."""
        self._draw_time(block, origin)
        self._draw_underlines(block, origin)
        paragraph = self._script.paragraphs[block.blockNumber()]
        for index, word in enumerate(paragraph.words, start=paragraph.first_word):
            if word.confidence is not None and word.confidence < _DOUBTFUL_CONFIDENCE:
                self._draw_dots(block, origin, index)
            if index in self._heard_as:
                self._draw_caret(block, origin, index)

    def _draw_time(self, block: QTextBlock, origin: QPointF) -> None:
        seconds = self._script.paragraphs[block.blockNumber()].seconds
        if seconds is None or not block.layout().lineCount():
            return
        self._painter.setFont(self._theme.font(self._theme.text.small))
        self._painter.setPen(self._theme.colour("muted"))
        place = QPointF(SPACE.medium, origin.y() + baseline(block.layout().lineAt(0)))
        self._painter.drawText(place, clock_text(seconds))

    def _draw_underlines(self, block: QTextBlock, origin: QPointF) -> None:
        begin, end = block.position(), block.position() + block.length() - 1
        for mark in self._highlights:
            start, stop = self._script.span(mark.first_word, mark.last_word)
            if start < end and stop > begin:
                colour = QColor(mark.look.of(self._theme.colours))
                for left, right, y in stretches(block, origin, max(start, begin), min(stop, end)):
                    draw_underline(self._painter, mark.look.underline, left, right, y + _BELOW, colour)

    def _draw_dots(self, block: QTextBlock, origin: QPointF, word: int) -> None:
        marked = any(mark.first_word <= word <= mark.last_word for mark in self._highlights)
        below = _BELOW_A_MARK if marked else _BELOW
        for left, right, y in stretches(block, origin, *self._script.span(word, word)):
            draw_underline(self._painter, "dots", left, right, y + below, self._theme.colour("ink"))

    def _draw_caret(self, block: QTextBlock, origin: QPointF, word: int) -> None:
        """Draw the caret of a proof-reader below a word that was put right."""
        self._painter.setPen(QPen(self._theme.colour("accent"), 1.6))
        for left, right, y in stretches(block, origin, *self._script.span(word, word)):
            tip = QPointF((left + right) / 2, y + _BELOW)
            sides = (QPointF(-_CARET, _CARET + 1), QPointF(_CARET, _CARET + 1))
            self._painter.drawPolyline(QPolygonF([tip + sides[0], tip, tip + sides[1]]))
