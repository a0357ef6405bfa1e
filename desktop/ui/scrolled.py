"""Columns of widgets that scroll."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.tokens import SPACE


class ScrolledColumn(QScrollArea):
    """Stacks widgets from the top; what does not fit is scrolled to, also by the focus."""

    def __init__(self, margin: int = SPACE.tiny, spacing: int = SPACE.tiny) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(margin, margin and SPACE.medium, margin, margin and SPACE.medium)
        self._column.setSpacing(spacing)
        self._column.addStretch(1)
        self.setWidget(inside)

    def add(self, widget: QWidget, space_above: int = 0, stretch: int = 0) -> None:
        """Put a widget below the others; one with a `stretch` takes the room that is left."""
        if stretch:
            self._column.setStretch(self._column.count() - 1, 0)
        if space_above:
            self._column.insertSpacing(self._column.count() - 1, space_above)
        self._column.insertWidget(self._column.count() - 1, widget, stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll up and down; what goes left and right is the page's."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def take(self, widget: QWidget) -> None:
        """Take a widget out again; it is still the caller's."""
        self._column.removeWidget(widget)


class FittingScroll(QScrollArea):
    """As high as what lies in it, and scrolls when there is less room than that."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        inside.setProperty("role", "scrolled")
        self.setWidget(inside)
        inside.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when the text or the width changes."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """The height the text needs at the width there is."""
        inside = self.widget()
        layout = inside.layout() if inside else None
        if inside is None or layout is None:
            return super().sizeHint()
        width = max(1, self.viewport().width())
        height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        """A line or two."""
        return QSize(120, min(96, self.sizeHint().height()))
