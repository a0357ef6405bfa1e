"""A table of texts that thousands of rows do not slow down; the keyboard and a screen reader reach every cell."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from desktop.practice.progress_words import Table
from desktop.ui.tokens import SPACE

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_FIRST_COLUMN, _COLUMN = 180, 112
# Larger type wants wider columns; a table scrolls.
_FIRST_CHARACTERS, _CHARACTERS = 25, 16
_HEADING_LINES = 3


class TableModel(QAbstractTableModel):
    """Gives a table to a view."""

    def __init__(self) -> None:
        super().__init__()
        self._table = Table((), ())

    def show_table(self, table: Table) -> None:
        """Give another table."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._table.headings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell; to a screen reader with its heading, for nobody looks up there."""
        if not index.isValid():
            return None
        text = self._table.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._table.headings[index.column()]}: {text or 'nothing'}"
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heading of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._table.headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignBottom) | int(Qt.TextFlag.TextWordWrap)
        return None


class TextTable(QTableView):
    """Shows a table."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._model = TableModel()
        self.setModel(self._model)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        # Tab leads on; the arrows lead from cell to cell.
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        heading = self.horizontalHeader()
        heading.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
        )
        heading.setDefaultSectionSize(max(_COLUMN, self._characters(_CHARACTERS)))
        heading.setFixedHeight(_HEADING_LINES * self.fontMetrics().height() + SPACE.medium)

    def show_table(self, table: Table) -> None:
        """Show another table."""
        self._model.show_table(table)
        self.setColumnWidth(0, max(_FIRST_COLUMN, self._characters(_FIRST_CHARACTERS)))

    def _characters(self, count: int) -> int:
        return count * self.fontMetrics().averageCharWidth()
