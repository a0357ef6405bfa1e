"""The phases of an interview as a strip: planned widths, what has gone, and where it stands."""

import math
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cases.model import Format, Phase
from desktop.ui.labels import plain_tooltip
from desktop.ui.theme import Theme
from desktop.ui.times import minutes_text, short_minutes

_GAP = 3
_BAR = 10
_MARK = 7


class PhaseStrip(QWidget):
    """Shows the phases of a format, each as wide as its minutes; `show_elapsed` moves the mark."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._format: Format | None = None
        self._elapsed_seconds: float | None = None
        self._current: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_format(self, format_: Format | None) -> None:
        """Show the plan of a format, with no mark on it."""
        self._format = format_
        self._elapsed_seconds = self._current = None
        plan = _plan_in_words(format_) if format_ else ""
        self.setAccessibleName(plan)
        plain_tooltip(self, plan)
        self.updateGeometry()
        self.update()

    def show_elapsed(self, elapsed_seconds: float, phase_index: int) -> None:
        """Move the mark to where the interview stands."""
        self._elapsed_seconds, self._current = elapsed_seconds, phase_index
        self.update()

    def sizeHint(self) -> QSize:
        """Leave room for the mark, the bar, the titles on up to two lines, and the minutes."""
        lines = 3 if self._format and any(self._wraps(phase, box) for phase, box, _ in self._boxes(self._format)) else 2
        return QSize(400, _MARK + 4 + _BAR + 6 + lines * math.ceil(self._metrics().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the room that the titles need at this width."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw each phase, then the mark."""
        if self._format is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for index, (phase, box, begins) in enumerate(self._boxes(self._format)):
                self._draw_bar(painter, phase, box, begins)
                self._draw_words(painter, phase, box, current=index == self._current)
            if self._elapsed_seconds is not None:
                self._draw_mark(painter, self._format)

    def _boxes(self, format_: Format) -> Iterator[tuple[Phase, QRectF, float]]:
        """Each phase with the box of its bar and the second it begins at."""
        room = self.width() - _GAP * (len(format_.phases) - 1)
        total = sum(phase.minutes for phase in format_.phases) or 1.0
        left, begins = 0.0, 0.0
        for phase in format_.phases:
            width = room * phase.minutes / total
            yield phase, QRectF(left, _MARK + 4, width, _BAR), begins
            left += width + _GAP
            begins += phase.minutes * 60

    def _draw_bar(self, painter: QPainter, phase: Phase, box: QRectF, begins: float) -> None:
        path = QPainterPath()
        path.addRoundedRect(box, 4, 4)
        painter.fillPath(path, self._theme.colour("line"))
        share = self._share_gone(phase, begins)
        if share > 0:
            painter.save()
            painter.setClipRect(QRectF(box.left(), box.top(), box.width() * share, box.height()))
            painter.fillPath(path, self._theme.colour("accent"))
            painter.restore()

    def _share_gone(self, phase: Phase, begins: float) -> float:
        if self._elapsed_seconds is None or not phase.minutes:
            return 0.0
        return min(1.0, max(0.0, (self._elapsed_seconds - begins) / (phase.minutes * 60)))

    def _draw_words(self, painter: QPainter, phase: Phase, box: QRectF, *, current: bool) -> None:
        weight = QFont.Weight.DemiBold if current else QFont.Weight.Normal
        painter.setFont(self._theme.font(self._theme.text.small, weight))
        painter.setPen(self._theme.colour("ink" if current else "muted"))
        metrics = QFontMetricsF(painter.font())
        baseline = box.bottom() + 6 + metrics.ascent()
        for text in (*self._title_lines(phase, box), short_minutes(phase.minutes)):
            fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width() - 2)
            painter.drawText(QPointF(box.left() + 1, baseline), fitting)
            baseline += metrics.height()

    def _wraps(self, phase: Phase, box: QRectF) -> bool:
        return self._metrics().horizontalAdvance(phase.title) > box.width() - 2

    def _title_lines(self, phase: Phase, box: QRectF) -> list[str]:
        """The title on one line, or broken between two words into two."""
        words = phase.title.split()
        if not self._wraps(phase, box) or len(words) < 2:
            return [phase.title]
        fitting = [
            count
            for count in range(1, len(words))
            if self._metrics().horizontalAdvance(" ".join(words[:count])) <= box.width() - 2
        ]
        first = max(fitting, default=1)
        return [" ".join(words[:first]), " ".join(words[first:])]

    def _draw_mark(self, painter: QPainter, format_: Format) -> None:
        x = self._mark_at(format_)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.colours.ink))
        tip = QPointF(x, _MARK + 2)
        painter.drawPolygon(QPolygonF([tip, QPointF(x - _MARK * 0.7, 0), QPointF(x + _MARK * 0.7, 0)]))

    def _mark_at(self, format_: Format) -> float:
        margin = _MARK * 0.7
        for phase, box, begins in self._boxes(format_):
            share = self._share_gone(phase, begins)
            if share < 1:
                return min(max(box.left() + box.width() * share, margin), self.width() - margin)
        return self.width() - margin

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._theme.font(self._theme.text.small, QFont.Weight.DemiBold))


def _plan_in_words(format_: Format) -> str:
    return ", ".join(f"{phase.title}: {minutes_text(phase.minutes)}" for phase in format_.phases)
