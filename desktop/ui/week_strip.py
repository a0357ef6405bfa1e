"""The last weeks side by side, a bar as high as the minutes practised in each."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.practice.progress import Progress, Week
from desktop.practice.progress_words import week_text, weeks_text
from desktop.ui.chart import Ink, ink_of
from desktop.ui.labels import plain_tooltip
from desktop.ui.theme import Theme
from desktop.ui.tokens import SPACE

_BARS = 40
_GAP = 3
# A week with any practice at all is seen to have some.
_LEAST = 5
_EMPTY = 2


def draw_weeks(painter: QPainter, weeks: tuple[Week, ...], box: QRectF, ink: Ink) -> None:
    """Draw the weeks into a box: bars above the names of the months that begin."""
    below = QFontMetricsF(ink.small).height() + SPACE.tiny
    width = (box.width() + _GAP) / max(1, len(weeks))
    room, most = box.height() - below, max((week.minutes for week in weeks), default=0.0) or 1.0
    painter.setFont(ink.small)
    month, free_from = "", box.left()
    for number, week in enumerate(weeks):
        tall = max(_LEAST, room * week.minutes / most) if week.rehearsals else _EMPTY
        left = box.left() + number * width
        bar = QRectF(left, box.top() + room - tall, width - _GAP, tall)
        painter.fillRect(bar, ink.colour("accent" if week.rehearsals else "edge"))
        name = f"{week.monday:%b}"
        wide = QFontMetricsF(ink.small).horizontalAdvance(name)
        if name != month and free_from <= left and left + wide <= box.right():
            painter.setPen(ink.colour("muted"))
            painter.drawText(
                QRectF(left, box.bottom() - below, wide + 1, below), int(Qt.AlignmentFlag.AlignBottom), name
            )
            free_from = left + wide + SPACE.small
        month = name


class WeekStrip(QWidget):
    """Shows the weeks; the week under the pointer is told."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._weeks: tuple[Week, ...] = ()
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Weeks")
        theme.changed.connect(self.update)

    def show_weeks(self, progress: Progress) -> None:
        """Show the weeks of a progress."""
        self._weeks = progress.weeks
        self.setAccessibleDescription(weeks_text(progress))
        self.update()

    def sizeHint(self) -> QSize:
        """Bars and a line of text."""
        return QSize(240, _BARS + SPACE.tiny + QFontMetrics(self._theme.font(self._theme.text.small)).height())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell of the week under the pointer."""
        number = int(event.position().x() / ((self.width() + _GAP) / max(1, len(self._weeks))))
        plain_tooltip(self, week_text(self._weeks[number]) if 0 <= number < len(self._weeks) else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the weeks."""
        with QPainter(self) as painter:
            draw_weeks(painter, self._weeks, QRectF(self.rect()), ink_of(self._theme))
