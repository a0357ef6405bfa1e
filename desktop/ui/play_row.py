"""A row that plays what it speaks of when it is clicked."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.theme import Theme
from desktop.ui.tokens import RADIUS, SPACE


class PlayRow(QPushButton):
    """A button as high as the widgets in it; what lies in it leaves the mouse to the row."""

    def __init__(self, name: str, clicked: Callable[[], object] | None, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setFlat(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE.medium, SPACE.small, SPACE.medium, SPACE.small)
        self._column.setSpacing(SPACE.tiny)
        if clicked is None:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setEnabled(False)
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.clicked.connect(clicked)
        theme.changed.connect(self.update)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets below one another."""
        for widget in widgets:
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._column.addWidget(widget)

    def add_action(self, beside: QWidget, *actions: QWidget) -> None:
        """Put buttons of their own on the last line, beside what the row plays."""
        beside.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        line = QHBoxLayout()
        line.setSpacing(SPACE.tiny)
        line.addWidget(beside, 1)
        for action in actions:
            line.addWidget(action)
        self._column.addLayout(line)

    def hasHeightForWidth(self) -> bool:
        """Text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as what lies in it."""
        return self._column.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        """As large as what lies in it."""
        return self._column.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """As narrow as what lies in it; how high that is, the width decides."""
        return QSize(self._column.totalMinimumSize().width(), 2 * SPACE.small)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground under the pointer and the ring of the focus."""
        if not self.isEnabled() or not (self.underMouse() or self.hasFocus()):
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self._theme.colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("raised"))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), RADIUS, RADIUS)

    def keep_ink(self) -> None:
        """Show text in full colour although there is nothing to play."""
        palette = self.palette()
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText, self._theme.colour("ink"))
        self.setPalette(palette)
