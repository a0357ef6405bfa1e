"""Two marks on one scale from 0 to 100, each with the range in which it may lie."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.practice.comparison import Measured
from desktop.ui.theme import Theme

_HEIGHT, _DOT, _BAND = 22, 4.5, 5.0
_LEAST_WIDTH = 120


class PairBar(QWidget):
    """Shows the older mark as a ring above, the newer one as a dot below; `text` says the same."""

    def __init__(self, before: Measured | None, now: Measured | None, colour: str, text: str, theme: Theme) -> None:
        super().__init__()
        self._marks, self._colour, self._theme = (before, now), colour, theme
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Two thin lines."""
        return QSize(_LEAST_WIDTH, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the scale, the bands and the marks."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("line"), 1))
            for x in (0.5, self._x(50), self.width() - 0.5):
                painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
            for place, mark in enumerate(self._marks):
                if mark:
                    self._draw(painter, mark, self.height() * (place + 0.5) / 2, filled=place == 1)

    def _draw(self, painter: QPainter, mark: Measured, y: float, *, filled: bool) -> None:
        colour = self._theme.colour(self._colour)
        faint = QColor(colour)
        faint.setAlphaF(0.2)
        left, right = self._x(max(0.0, mark.value - mark.error)), self._x(min(100.0, mark.value + mark.error))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faint)
        painter.drawRoundedRect(QRectF(left, y - _BAND / 2, right - left, _BAND), _BAND / 2, _BAND / 2)
        painter.setPen(QPen(colour, 1.6))
        painter.setBrush(colour if filled else self._theme.colour("surface"))
        painter.drawEllipse(QPointF(self._x(mark.value), y), _DOT - 0.8, _DOT - 0.8)

    def _x(self, value: float) -> float:
        return _DOT + (self.width() - 2 * _DOT) * value / 100
