"""How loud the microphone hears the speaker: a bar, the loudest moment of late, and a word."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import Theme

_FLOOR_DBFS = -60.0
_BARS = 28
_BAR_WIDTH = 5
_GAP = 3

# The held peak sinks by this much with every new level, about twenty times a second.
_PEAK_FALLS_DECIBELS = 0.5
_TOO_LOUD_DBFS = -1.0
_QUIET_DBFS = -40.0


class LevelMeter(QWidget):
    """Shows a level and a peak in dBFS; None is no level at all."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._level_dbfs = self._peak_dbfs = _FLOOR_DBFS
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Microphone level")
        theme.changed.connect(self.update)

    @property
    def peak_dbfs(self) -> float:
        """The peak that is held."""
        return self._peak_dbfs

    @property
    def word(self) -> str:
        """The level in a word."""
        if self._peak_dbfs >= _TOO_LOUD_DBFS:
            return "too loud"
        return "quiet" if self._peak_dbfs < _QUIET_DBFS else "good"

    def show_level(self, level_dbfs: float | None, peak_dbfs: float | None) -> None:
        """Show how loud it is; the peak is held and sinks slowly."""
        self._level_dbfs = _FLOOR_DBFS if level_dbfs is None else level_dbfs
        heard = _FLOOR_DBFS if peak_dbfs is None else peak_dbfs
        self._peak_dbfs = max(heard, self._peak_dbfs - _PEAK_FALLS_DECIBELS, _FLOOR_DBFS)
        self.setAccessibleDescription(self.word)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its bars."""
        return QSize(_BARS * (_BAR_WIDTH + _GAP) - _GAP, 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars up to the level, and the one that holds the peak."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            lit, peak = _bar_at(self._level_dbfs), _bar_at(self._peak_dbfs)
            for bar in range(_BARS):
                held = bar == peak - 1 and peak > lit
                painter.setBrush(self._theme.colour("accent" if bar < lit else "ink" if held else "line"))
                painter.drawRoundedRect(QRectF(bar * (_BAR_WIDTH + _GAP), 0, _BAR_WIDTH, self.height()), 2, 2)


def _bar_at(level_dbfs: float) -> int:
    share = (level_dbfs - _FLOOR_DBFS) / -_FLOOR_DBFS
    return round(min(1.0, max(0.0, share)) * _BARS)
