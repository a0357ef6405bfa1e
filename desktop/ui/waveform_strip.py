"""The recording as a strip: outline, findings, push-backs, notes, pauses and phases, and where it is playing."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolTip

from desktop.practice.bookmarks import Bookmarks
from desktop.practice.timeline import Stretch, Timeline
from desktop.ui.labels import escaped
from desktop.ui.pillars import PillarLook
from desktop.ui.strip_drawing import HEIGHT, MARKS_HEIGHT, StripDrawing, StripScale
from desktop.ui.theme import Theme
from desktop.ui.times import clock_text, length_text

# A pointer this near to a mark points at it.
_REACH = 5
# A shorter drag is a click with an unsteady hand.
_LEAST_LOOP_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding on the strip."""

    seconds: float
    look: PillarLook
    title: str = ""


class WaveformStrip(QSlider):
    """Shows a recording; `position_asked` carries the second that was clicked or dragged to.

    `loop_asked` carries the stretch over which it was dragged with Shift held.
    """

    position_asked = Signal(float)
    loop_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._length_seconds = 0.0
        self._seconds = 0.0
        self._outline: tuple[float, ...] = ()
        self._marks: tuple[Mark, ...] = ()
        self._timeline = Timeline()
        self._bookmarks: Bookmarks = ()
        self._loop: Stretch | None = None
        self._loop_from_seconds: float | None = None
        self._ground: tuple[QPixmap, QPixmap] | None = None
        self.setAccessibleName("Position in the recording")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        theme.changed.connect(self._draw_anew)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The findings that are shown."""
        return self._marks

    @property
    def outline(self) -> tuple[float, ...]:
        """The outline that is shown."""
        return self._outline

    @property
    def bookmarks(self) -> Bookmarks:
        """The notes that are shown."""
        return self._bookmarks

    @property
    def timeline(self) -> Timeline:
        """The phases, push-backs and pauses that are shown."""
        return self._timeline

    def show_length(self, seconds: float) -> None:
        """Say how long the recording is."""
        if seconds != self._length_seconds:
            self._length_seconds = seconds
            self.setRange(0, max(1, round(seconds)))
            self._draw_anew()

    def show_outline(self, outline: tuple[float, ...]) -> None:
        """Show how loud it is, moment by moment, 0-1."""
        self._outline = outline
        self._draw_anew()

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        """Show where the findings are."""
        self._marks = marks
        self._draw_anew()

    def show_timeline(self, timeline: Timeline) -> None:
        """Show phases, push-backs and pauses."""
        self._timeline = timeline
        self._draw_anew()

    def show_bookmarks(self, bookmarks: Bookmarks) -> None:
        """Show where something was noted."""
        self._bookmarks = bookmarks
        self._draw_anew()

    def show_loop(self, loop: Stretch | None) -> None:
        """Show what is played over and over."""
        self._loop = loop
        self.update()

    def show_position(self, seconds: float) -> None:
        """Show where it is playing."""
        self._seconds = seconds
        self.setValue(round(seconds))
        self.setAccessibleDescription(f"{clock_text(seconds)} of {clock_text(self._length_seconds)}")
        self.update()

    def what_is_at(self, x: float) -> str:
        """Return in words what lies at a place of the strip, with its second."""
        if not self._length_seconds:
            return ""
        seconds, scale = self._seconds_at(x), self._scale
        near = [mark.title for mark in self._marks if mark.title and abs(scale.x(mark.seconds) - x) <= _REACH]
        near += [
            f"Interviewer: {entry.text}"
            for entry in self._timeline.said
            if abs(scale.x(entry.at_seconds) - x) <= _REACH
        ]
        near += [
            f"Note: {bookmark.text}" if bookmark.text else "Bookmark"
            for bookmark in self._bookmarks
            if abs(scale.x(bookmark.at_seconds) - x) <= _REACH
        ]
        near += [
            f"Pause of {length_text(pause.end_seconds - pause.start_seconds)}"
            for pause in self._timeline.pauses
            if pause.start_seconds <= seconds <= pause.end_seconds
        ]
        near += [phase.title for phase in self._timeline.phases if phase.start_seconds <= seconds < phase.end_seconds]
        return "\n".join([clock_text(seconds), *dict.fromkeys(near)])

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(300, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Still of use when narrow."""
        return QSize(120, HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where it was clicked, or begin a loop there."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._loop_from_seconds = self._seconds_at(event.position().x())
        else:
            self.position_asked.emit(self._seconds_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go where it is dragged, or show the loop that it would be."""
        if not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if self._loop_from_seconds is None:
            self.position_asked.emit(self._seconds_at(event.position().x()))
        else:
            self.show_loop(self._dragged_over(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for the loop that was dragged."""
        if self._loop_from_seconds is None:
            return
        loop = self._dragged_over(event.position().x())
        self._loop_from_seconds = None
        if loop.end_seconds - loop.start_seconds >= _LEAST_LOOP_SECONDS:
            self.loop_asked.emit(loop)
        else:
            self.show_loop(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys to the page, which moves by whole steps of seconds."""
        event.ignore()

    def event(self, event: QEvent) -> bool:
        """Say what lies under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            lines = self.what_is_at(event.pos().x()).splitlines()
            QToolTip.showText(event.globalPos(), "<br>".join(map(escaped, lines)), self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw for another width."""
        super().resizeEvent(event)
        self._draw_anew()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Lay the played part over the strip, then the loop and the line where it plays."""
        with QPainter(self) as painter:
            to_come, played = self._drawn()
            x = self._scale.x(self._seconds) if self._length_seconds else 0.0
            painter.drawPixmap(0, 0, to_come)
            painter.setClipRect(QRectF(0, 0, x, HEIGHT))
            painter.drawPixmap(0, 0, played)
            painter.setClipping(False)
            if self._loop:
                self._paint_loop(painter, self._loop)
            if self._length_seconds:
                painter.fillRect(QRectF(x - 1, MARKS_HEIGHT - 2, 2, HEIGHT), self._theme.colour("ink"))
            if self.hasFocus():
                painter.setPen(self._theme.colour("accent"))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_loop(self, painter: QPainter, loop: Stretch) -> None:
        left, right = self._scale.x(loop.start_seconds), self._scale.x(loop.end_seconds)
        wash = QColor(self._theme.colour("accent"))
        wash.setAlphaF(0.2)
        painter.fillRect(QRectF(left, MARKS_HEIGHT, max(2.0, right - left), HEIGHT), wash)
        for x in (left, right):
            painter.fillRect(QRectF(x - 1, MARKS_HEIGHT, 2, HEIGHT), self._theme.colour("accent"))

    @property
    def _scale(self) -> StripScale:
        return StripScale(self.width(), self._length_seconds)

    def _drawn(self) -> tuple[QPixmap, QPixmap]:
        """Return the strip as it is before and after it was played; drawn once, shown thirty times a second."""
        if self._ground is None:
            drawing = StripDrawing(self._theme, self._scale, self.devicePixelRatioF())
            marks = tuple((mark.seconds, mark.look) for mark in self._marks)
            self._ground = drawing.draw(self._outline, marks, self._timeline, self._bookmarks)
        return self._ground

    def _draw_anew(self) -> None:
        self._ground = None
        self.update()

    def _dragged_over(self, x: float) -> Stretch:
        start, end = sorted((self._loop_from_seconds or 0.0, self._seconds_at(x)))
        return Stretch(start, end)

    def _seconds_at(self, x: float) -> float:
        return self._scale.seconds(x)
