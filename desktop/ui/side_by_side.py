"""Widgets beside one another, or below one another where there is no room for that, as with large type."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.ui.tokens import SPACE

_BESIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class _Fitting(QWidget):
    """Lays `widgets` out in a line while `_wanted` pixels are there for it; `stacked_changed` says when they stack."""

    stacked_changed = Signal(bool)

    def __init__(self, *widgets: QWidget, spacing: int, spacing_below: int) -> None:
        super().__init__()
        self._widgets = widgets
        self._spacings = {_BESIDE: spacing, _BELOW: spacing_below}
        self._box = QBoxLayout(_BESIDE, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(spacing)
        for widget in widgets:
            widget.installEventFilter(self)

    @property
    def stacked(self) -> bool:
        """Whether they stand below one another."""
        return self._box.direction() is _BELOW

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest of them."""
        width = max(map(_least, self._widgets))
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again whether they fit."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Look again when one of them wants another size."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again when what one of them shows has changed."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show, QEvent.Type.Hide):
            self._arrange()
        return super().eventFilter(watched, event)

    def _wanted(self, shown: list[QWidget]) -> int:
        raise NotImplementedError

    def _arrange(self) -> None:
        shown = [widget for widget in self._widgets if not widget.isHidden()]
        wanted = self._wanted(shown) + self._spacings[_BESIDE] * (len(shown) - 1)
        direction = _BELOW if len(shown) > 1 and wanted > self.width() else _BESIDE
        if direction is not self._box.direction():
            self._box.setDirection(direction)
            self._box.setSpacing(self._spacings[direction])
            self.stacked_changed.emit(self.stacked)


class SideBySide(_Fitting):
    """Keeps `left` and `right` at the two ends of a line; `left` may shrink to `left_least` pixels before it is two."""

    def __init__(self, left: QWidget, right: QWidget, *, left_least: int | None = None) -> None:
        super().__init__(left, right, spacing=SPACE.large, spacing_below=SPACE.small)
        self._left_least = left_least
        self._box.addWidget(left, 1)
        self._box.addWidget(right, 0 if left_least is not None else 1)

    def _wanted(self, shown: list[QWidget]) -> int:
        left = self._widgets[0]
        if self._left_least is None or left not in shown:
            return sum(map(_liked, shown))
        return self._left_least + sum(_liked(widget) for widget in shown if widget is not left)


class Leading(_Fitting):
    """Keeps `lead` as wide as it likes to be and gives `rest` the others, if that is as much as `rest` likes."""

    def __init__(self, lead: QWidget, rest: QWidget) -> None:
        super().__init__(lead, rest, spacing=SPACE.wider, spacing_below=SPACE.large)
        self._box.addWidget(lead)
        self._box.addWidget(rest, 1)

    def _wanted(self, shown: list[QWidget]) -> int:
        return sum(map(_liked, shown))


class Buttons(_Fitting):
    """A row of buttons, each as wide as its text."""

    def __init__(self, *buttons: QWidget) -> None:
        super().__init__(*buttons, spacing=SPACE.small, spacing_below=SPACE.small)
        for button in buttons:
            self._box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._box.addStretch(1)

    def _wanted(self, shown: list[QWidget]) -> int:
        return sum(map(_liked, shown))


class Columns(_Fitting):
    """Columns of one width."""

    def __init__(self, *columns: QWidget, spacing: int = SPACE.large) -> None:
        super().__init__(*columns, spacing=spacing, spacing_below=spacing)
        for column in columns:
            self._box.addWidget(column, 1)

    def _wanted(self, shown: list[QWidget]) -> int:
        return len(shown) * max(map(_least, shown), default=0)


def _least(widget: QWidget) -> int:
    return max(widget.minimumSizeHint().width(), widget.minimumWidth())


def _liked(widget: QWidget) -> int:
    return max(widget.sizeHint().width(), widget.minimumWidth())
