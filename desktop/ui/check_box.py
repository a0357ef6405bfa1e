"""A box to tick, with our own tick."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from desktop.ui.icons import draw_icon
from desktop.ui.labels import button_text
from desktop.ui.theme import Theme

_TICK = 14


class CheckBox(QCheckBox):
    """A check box that can be drawn in any palette."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(button_text(text))
        self._theme = theme
        self.setAccessibleName(text)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tick that the stylesheet cannot tint."""
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        with QPainter(self) as painter:
            tick = draw_icon("check", self._theme.colours.on_accent, _TICK, self.devicePixelRatioF())
            painter.drawPixmap(box.center() - QPoint(_TICK // 2 - 1, _TICK // 2 - 1), tick)
