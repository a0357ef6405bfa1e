"""The large quiet clock: counts down, and goes on past the limit without a fuss."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import Theme
from desktop.ui.times import clock_text


class CountdownClock(QWidget):
    """Shows the seconds that remain; below zero it counts up behind a plus."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.show_remaining(0)

    @property
    def text(self) -> str:
        """What the clock shows."""
        return self._text

    def show_remaining(self, seconds: float) -> None:
        """Show how much is left, or how much it is over."""
        text = f"+{clock_text(seconds)}" if seconds <= -1 else clock_text(_ceiling(seconds))
        if text == self._text:
            return
        self._text = text
        self.setAccessibleName(f"{text[1:]} over the time" if text.startswith("+") else f"{text} left")
        self.update()

    def sizeHint(self) -> QSize:
        """Leave room for hours."""
        metrics = QFontMetricsF(self._font())
        return QSize(int(metrics.horizontalAdvance("0") * 8), int(metrics.capHeight() * 1.45))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw every digit in a cell of one width, so that nothing jitters."""
        with QPainter(self) as painter:
            painter.setFont(self._font())
            painter.setPen(self._theme.colour("ink"))
            metrics = QFontMetricsF(self._font())
            digit = max(metrics.horizontalAdvance(character) for character in "0123456789")
            cells = [digit if character.isdigit() else metrics.horizontalAdvance(character) for character in self._text]
            # A plus hangs out to the left: the digits stay where they were.
            hanging = cells[0] if self._text.startswith("+") else 0.0
            left = (self.width() - sum(cells) + hanging) / 2 - hanging
            baseline = (self.height() + metrics.capHeight()) / 2
            for character, cell in zip(self._text, cells, strict=True):
                inset = (cell - metrics.horizontalAdvance(character)) / 2
                painter.drawText(QPointF(left + inset, baseline), character)
                left += cell

    def _font(self) -> QFont:
        return self._theme.font(self._theme.text.clock, QFont.Weight.Light)


def _ceiling(seconds: float) -> int:
    """A countdown shows the second that is running: 45:00 until a whole second has gone."""
    return max(0, int(-(-seconds // 1)))
