"""Buttons: a verb, perhaps an icon and the key that does the same."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QPushButton, QToolButton

from desktop.ui.icons import make_icon
from desktop.ui.labels import button_text, plain_tooltip
from desktop.ui.theme import Theme
from desktop.ui.tokens import SPACE


class Button(QPushButton):
    """A push button; `role` is `primary`, `quiet` or empty."""

    def __init__(self, text: str, clicked: Callable[[], object], role: str = "") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(clicked)
        self.say(text)

    def say(self, text: str) -> None:
        """Show another text."""
        self.setText(button_text(text))
        self.setAccessibleName(text)


class KeyButton(Button):
    """A button that shows the key which does the same; the page hears the key."""

    def __init__(self, text: str, key: str, clicked: Callable[[], object], role: str = "") -> None:
        self._key = key
        super().__init__(text, clicked, role)
        self.ensurePolished()
        # The text keeps its place beside the cap, whatever the style makes of it.
        self.setStyleSheet(f"padding-right: {self._cap_width() + SPACE.large + SPACE.small}px;")

    def say(self, text: str) -> None:
        """Show another text; the key stays."""
        super().say(text)
        plain_tooltip(self, f"{text} ({self._key})")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, then the cap of the key at its end."""
        super().paintEvent(event)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self._cap_font())
            ink = self.palette().color(QPalette.ColorRole.ButtonText)
            height = painter.fontMetrics().height() + SPACE.tiny
            left = self.width() - self._cap_width() - SPACE.medium
            cap = QRectF(left + 0.5, (self.height() - height) // 2 + 0.5, self._cap_width() - 1, height - 1)
            faint = QColor(ink)
            faint.setAlphaF(0.45)
            painter.setPen(faint)
            painter.drawRoundedRect(cap, SPACE.tiny, SPACE.tiny)
            painter.setPen(ink)
            painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), self._key)

    def _cap_font(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Normal)
        font.setPixelSize(max(9, QFontMetrics(font).height() * 11 // 16))
        return font

    def _cap_width(self) -> int:
        return QFontMetrics(self._cap_font()).horizontalAdvance(self._key) + 2 * SPACE.small


class IconButton(QToolButton):
    """A button that shows only an icon; its name is read aloud and shown on hovering."""

    def __init__(self, icon: str, name: str, clicked: Callable[[], object], theme: Theme, colour: str = "ink") -> None:
        super().__init__()
        self._icon, self._colour, self._theme = icon, colour, theme
        self.setProperty("role", "icon")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setIconSize(QSize(20, 20))
        self.setFixedSize(QSize(40, 40))
        self.clicked.connect(clicked)
        theme.changed.connect(self._draw)
        self.show_as(icon, name)

    def show_as(self, icon: str, name: str) -> None:
        """Show another icon under another name."""
        self._icon = icon
        self.setAccessibleName(name)
        plain_tooltip(self, name)
        self._draw()

    @Slot()
    def _draw(self) -> None:
        self.setIcon(make_icon(self._icon, getattr(self._theme.colours, self._colour), self.iconSize().width()))
