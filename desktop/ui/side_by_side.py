"""Two widgets in one line, or in two where one is too short for them."""

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.ui.tokens import SPACE


class SideBySide(QWidget):
    """Keeps `left` and `right` at the two ends of a line as long as both fit, as large type may prevent."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__()
        self._left, self._right = left, right
        self._stacked = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.large)
        self._grid.setVerticalSpacing(SPACE.small)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(left, 0, 0)
        self._grid.addWidget(right, 0, 1)
        for widget in (left, right):
            widget.installEventFilter(self)

    @property
    def stacked(self) -> bool:
        """Whether the second one stands below the first."""
        return self._stacked

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of the two."""
        width = max(self._left.minimumSizeHint().width(), self._right.minimumSizeHint().width())
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again whether they fit."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again when what one of them shows has changed."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show, QEvent.Type.Hide):
            self._arrange()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        wanted = self._left.sizeHint().width() + SPACE.large + self._right.sizeHint().width()
        stacked = wanted > self.width() and not (self._left.isHidden() or self._right.isHidden())
        if stacked is not self._stacked:
            self._stacked = stacked
            for widget in (self._left, self._right):
                self._grid.removeWidget(widget)
            if stacked:
                self._grid.addWidget(self._left, 0, 0, 1, 2)
                self._grid.addWidget(self._right, 1, 0, 1, 2)
            else:
                self._grid.addWidget(self._left, 0, 0)
                self._grid.addWidget(self._right, 0, 1)
