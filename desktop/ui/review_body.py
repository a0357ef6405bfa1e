"""What was said and what is remarked on it: beside one another, or below where there is no room, as with large type."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.ui.tokens import SPACE

_BESIDE, _BELOW = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
# What can be read without getting lost: so many letters in a line, so many lines.
_LEAST_CHARACTERS, _LEAST_LINES = 40, 10
_SIZES = {_BESIDE: [520, 420], _BELOW: [500, 500]}


class ReviewBody(QSplitter):
    """Divides its room between two widgets, each with room for several lines at least; the reader moves the border."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__(_BESIDE)
        self._left, self._right = left, right
        self.addWidget(left)
        self.addWidget(right)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        self.setSizes(_SIZES[_BESIDE])
        self.setChildrenCollapsible(False)
        self.setHandleWidth(SPACE.medium)

    @property
    def stacked(self) -> bool:
        """Whether they stand below one another."""
        return self.orientation() is _BELOW

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of the two; so high that several lines of each can be read."""
        lines = self.fontMetrics().lineSpacing() * _LEAST_LINES
        height = 2 * lines + self.handleWidth() if self.stacked else lines
        return QSize(max(self._widths()), height)

    def sizeHint(self) -> QSize:
        """No more than is needed: it takes the room that is left."""
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again whether they fit beside one another."""
        orientation = _BESIDE if sum(self._widths()) + self.handleWidth() <= self.width() else _BELOW
        if orientation is not self.orientation():
            self.setOrientation(orientation)
            self.setSizes(_SIZES[orientation])
            self.updateGeometry()
        super().resizeEvent(event)

    def _widths(self) -> tuple[int, int]:
        characters = self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS
        return max(characters, self._left.minimumSizeHint().width()), self._right.minimumSizeHint().width()
