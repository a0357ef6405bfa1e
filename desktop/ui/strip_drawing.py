"""Draws a recording's strip: findings above, then push-backs and notes, the outline with its pauses, phases below."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPixmap, QPolygonF

from desktop.practice.bookmarks import Bookmarks
from desktop.practice.interjection import JUDGED
from desktop.practice.timeline import Stretch, Timeline
from desktop.ui.pillars import PillarLook, pillar_look
from desktop.ui.shapes import draw_shape
from desktop.ui.theme import Theme

HEIGHT = 86
MARKS_HEIGHT = 13
_BAR, _GAP = 2, 1
_MARK = 8
_OUTLINE = (27.0, 67.0)
_PHASES = (69.0, 86.0)


@dataclass(frozen=True, slots=True)
class StripScale:
    """How seconds lie on a strip of so many pixels."""

    width: int
    length_seconds: float

    def x(self, seconds: float) -> float:
        """Return where a second lies; a mark at either end stays whole."""
        share = seconds / self.length_seconds if self.length_seconds else 0.0
        return min(max(share * self.width, _MARK / 2), self.width - _MARK / 2)

    def seconds(self, x: float) -> float:
        """Return the second that lies at a place."""
        return min(1.0, max(0.0, x / max(1, self.width))) * self.length_seconds


class StripDrawing:
    """Draws for one theme and scale; `density` is the device pixels a pixel."""

    def __init__(self, theme: Theme, scale: StripScale, density: float) -> None:
        self._theme, self._scale, self._density = theme, scale, density

    def draw(
        self,
        outline: tuple[float, ...],
        marks: Iterable[tuple[float, PillarLook]],
        timeline: Timeline,
        bookmarks: Bookmarks,
    ) -> tuple[QPixmap, QPixmap]:
        """Return the strip with its outline as it is before and after it was played."""
        below = QPixmap(QSize(max(1, self._scale.width), HEIGHT) * self._density)
        below.setDevicePixelRatio(self._density)
        below.fill(Qt.GlobalColor.transparent)
        with QPainter(below) as painter:
            self._draw_pauses(painter, timeline.pauses)
            self._draw_phases(painter, timeline)
        layers = []
        for colour in ("edge", "accent"):
            layer = below.copy()
            with QPainter(layer) as painter:
                self._draw_outline(painter, outline, self._theme.colour(colour))
                self._draw_said(painter, timeline)
                self._draw_bookmarks(painter, bookmarks)
                for seconds, look in marks:
                    self._draw_mark(painter, look, seconds, 1)
            layers.append(layer)
        return layers[0], layers[1]

    def _draw_outline(self, painter: QPainter, outline: tuple[float, ...], colour: QColor) -> None:
        bars = max(1, self._scale.width // (_BAR + _GAP))
        top, bottom = _OUTLINE
        loudest = max(outline, default=0.0) or 1.0
        for bar in range(bars):
            first = bar * len(outline) // bars
            last = max(first + 1, (bar + 1) * len(outline) // bars)
            peak = max(outline[first:last], default=0.0)
            # The square root shows quiet speech beside loud without making noise look like speech.
            tall = max(2.0, (peak / loudest) ** 0.5 * (bottom - top - 2))
            painter.fillRect(QRectF(bar * (_BAR + _GAP), (top + bottom - tall) / 2, _BAR, tall), colour)

    def _draw_pauses(self, painter: QPainter, pauses: Iterable[Stretch]) -> None:
        top, bottom = _OUTLINE
        for pause in pauses:
            left, right = self._scale.x(pause.start_seconds), self._scale.x(pause.end_seconds)
            painter.fillRect(QRectF(left, top, max(1.0, right - left), bottom - top), self._theme.colour("line"))

    def _draw_phases(self, painter: QPainter, timeline: Timeline) -> None:
        top, bottom = _PHASES
        painter.setFont(self._theme.font(min(self._theme.text.small, int(bottom - top) - 5)))
        metrics = QFontMetricsF(painter.font())
        for phase in timeline.phases:
            left = self._scale.width * phase.start_seconds / (self._scale.length_seconds or 1.0)
            right = self._scale.width * phase.end_seconds / (self._scale.length_seconds or 1.0)
            painter.fillRect(QRectF(left, top, max(1.0, right - left - 2), 2), self._theme.colour("edge"))
            text = metrics.elidedText(phase.title, Qt.TextElideMode.ElideRight, right - left - 4)
            painter.setPen(self._theme.colour("muted"))
            painter.drawText(QPointF(left + 1, top + 2 + metrics.ascent()), text)

    def _draw_said(self, painter: QPainter, timeline: Timeline) -> None:
        look = pillar_look("push_back")
        for entry in timeline.said:
            if entry.kind in JUDGED:
                x = self._scale.x(entry.at_seconds)
                line = QColor(look.of(self._theme.colours))
                painter.fillRect(QRectF(x - 0.5, MARKS_HEIGHT + _MARK, 1, _OUTLINE[1] - MARKS_HEIGHT - _MARK), line)
                self._draw_mark(painter, look, entry.at_seconds, MARKS_HEIGHT + 2)

    def _draw_bookmarks(self, painter: QPainter, bookmarks: Bookmarks) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("ink"))
        for bookmark in bookmarks:
            x, top = self._scale.x(bookmark.at_seconds), MARKS_HEIGHT + 1.0
            painter.drawRect(QRectF(x - 0.5, top, 1, _OUTLINE[1] - top))
            flag = [QPointF(x, top), QPointF(x + _MARK, top + 4), QPointF(x, top + 8)]
            painter.drawPolygon(QPolygonF(flag))

    def _draw_mark(self, painter: QPainter, look: PillarLook, seconds: float, top: float) -> None:
        box = QRectF(self._scale.x(seconds) - _MARK / 2, top, _MARK, _MARK)
        draw_shape(painter, look.shape, box, QColor(look.of(self._theme.colours)))
