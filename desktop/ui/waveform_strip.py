"""The recording as a strip: its outline, the findings on it, and where it is playing."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QSlider

from desktop.ui.pillars import PillarLook
from desktop.ui.shapes import draw_shape
from desktop.ui.theme import Theme
from desktop.ui.times import clock_text

_BAR, _GAP = 2, 1
_MARK = 8
_MARKS_HEIGHT = 14
_HEIGHT = 64


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding on the strip."""

    seconds: float
    look: PillarLook


class WaveformStrip(QSlider):
    """Shows the outline of a recording; `position_asked` carries the second that was clicked or dragged to."""

    position_asked = Signal(float)

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._length_seconds = 0.0
        self._seconds = 0.0
        self._outline: tuple[float, ...] = ()
        self._marks: tuple[Mark, ...] = ()
        self.setAccessibleName("Position in the recording")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The findings that are shown."""
        return self._marks

    @property
    def outline(self) -> tuple[float, ...]:
        """The outline that is shown."""
        return self._outline

    def show_length(self, seconds: float) -> None:
        """Say how long the recording is."""
        self._length_seconds = seconds
        self.setRange(0, max(1, round(seconds)))
        self.update()

    def show_outline(self, outline: tuple[float, ...]) -> None:
        """Show how loud it is, moment by moment, 0-1."""
        self._outline = outline
        self.update()

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        """Show where the findings are."""
        self._marks = marks
        self.update()

    def show_position(self, seconds: float) -> None:
        """Show where it is playing."""
        self._seconds = seconds
        self.setValue(round(seconds))
        self.setAccessibleDescription(f"{clock_text(seconds)} of {clock_text(self._length_seconds)}")
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the marks and the outline."""
        return QSize(300, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Still of use when narrow."""
        return QSize(120, _HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where it was clicked."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._ask(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go where it is dragged."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._ask(event.position().x())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """The drag has ended; there is nothing to let go of."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys to the page, which moves by whole steps of seconds."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the outline, the marks above it and the line where it plays."""
        with QPainter(self) as painter:
            self._draw_outline(painter)
            for mark in self._marks:
                box = QRectF(self._x(mark.seconds) - _MARK / 2, 1, _MARK, _MARK)
                draw_shape(painter, mark.look.shape, box, QColor(mark.look.of(self._theme.colours)))
            if self._length_seconds:
                painter.fillRect(
                    QRectF(self._x(self._seconds) - 1, _MARKS_HEIGHT - 2, 2, _HEIGHT), self._theme.colour("ink")
                )
            if self.hasFocus():
                painter.setPen(self._theme.colour("accent"))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _draw_outline(self, painter: QPainter) -> None:
        bars = max(1, self.width() // (_BAR + _GAP))
        height = _HEIGHT - _MARKS_HEIGHT
        middle = _MARKS_HEIGHT + height / 2
        played = bars * self._seconds / self._length_seconds if self._length_seconds else 0
        colours = self._theme.colour("accent"), self._theme.colour("edge")
        loudest = max(self._outline, default=0.0) or 1.0
        for bar in range(bars):
            # The square root shows quiet speech beside loud without making noise look like speech.
            tall = max(2.0, (self._peak(bar, bars) / loudest) ** 0.5 * (height - 4))
            painter.fillRect(QRectF(bar * (_BAR + _GAP), middle - tall / 2, _BAR, tall), colours[bar >= played])

    def _peak(self, bar: int, bars: int) -> float:
        first = bar * len(self._outline) // bars
        last = max(first + 1, (bar + 1) * len(self._outline) // bars)
        return max(self._outline[first:last], default=0.0)

    def _x(self, seconds: float) -> float:
        share = seconds / self._length_seconds if self._length_seconds else 0.0
        return min(max(share * self.width(), _MARK / 2), self.width() - _MARK / 2)

    def _ask(self, x: float) -> None:
        share = min(1.0, max(0.0, x / max(1, self.width())))
        self.position_asked.emit(share * self._length_seconds)
