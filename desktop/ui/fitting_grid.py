"""Widgets in rows, as many in each as there is room for: fewer with large type, so that none is shortened."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.ui.tokens import SPACE


class FittingGrid(QWidget):
    """Lays cells out in at most `most_columns` columns of one width, none narrower than what stands in it."""

    def __init__(self, most_columns: int, *, spacing: int = SPACE.wide, spacing_below: int = SPACE.medium) -> None:
        super().__init__()
        self._most_columns = most_columns
        self._columns = 0
        self._cells: tuple[QWidget, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(spacing)
        self._grid.setVerticalSpacing(spacing_below)

    @property
    def columns(self) -> int:
        """How many columns there are now."""
        return self._columns

    def show_cells(self, cells: Iterable[QWidget], most_columns: int | None = None) -> None:
        """Show these and no others, row by row; `most_columns` is another limit than before."""
        for cell in self._cells:
            self._grid.removeWidget(cell)
        self._cells = tuple(cells)
        self._most_columns = most_columns or self._most_columns
        self._columns = 0
        self._arrange()

    def sizeHint(self) -> QSize:
        """Wide enough for two columns; more of them are welcome, fewer are not."""
        return QSize(self._width_of(min(2, self._most_columns)), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest cell."""
        return QSize(self._width_of(1), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again how many fit."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Look again when a cell wants another size."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        fitting = (count for count in range(self._most_columns, 1, -1) if self._width_of(count) <= self.width())
        columns = next(fitting, 1)
        if columns == self._columns:
            return
        self._columns = columns
        for place, cell in enumerate(self._cells):
            self._grid.addWidget(cell, place // columns, place % columns)
        for column in range(max(columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, int(column < columns))

    def _width_of(self, columns: int) -> int:
        """The least width of so many columns."""
        widest = (
            max(
                (max(cell.minimumSizeHint().width(), cell.minimumWidth()) for cell in self._cells[column::columns]),
                default=0,
            )
            for column in range(columns)
        )
        return sum(widest) + (columns - 1) * self._grid.horizontalSpacing()
