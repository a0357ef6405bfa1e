"""A box to choose one of a few things from, with our own arrow."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from desktop.ui.icons import draw_icon
from desktop.ui.theme import Theme

_ARROW = 18


class ChoiceBox(QComboBox):
    """A combo box that can be drawn in any palette."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow that the stylesheet cannot tint."""
        super().paintEvent(event)
        with QPainter(self) as painter:
            arrow = draw_icon("chevron-down", self._theme.colours.muted, _ARROW, self.devicePixelRatioF())
            painter.drawPixmap(QPoint(self.width() - _ARROW - 12, (self.height() - _ARROW) // 2), arrow)
