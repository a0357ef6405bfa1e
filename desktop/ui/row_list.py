"""A list of rows with a title, a line below it and a word at the end, under headings."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from desktop.ui.labels import escaped
from desktop.ui.theme import Theme
from desktop.ui.tokens import RADIUS, SPACE

_ROW = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `id` is empty for a heading, which cannot be chosen."""

    id: str
    title: str
    detail: str = ""
    end: str = ""
    end_detail: str = ""

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        return ", ".join(part for part in (self.title, self.detail, self.end, self.end_detail) if part)


class RowList(QListView):
    """Shows rows. `chosen` follows the selection, `activated_row` Enter or a click; both carry the row's id.

    Where `click_opens` is False a click chooses, and a double click is as good as Enter.
    """

    chosen = Signal(str)
    activated_row = Signal(str)

    def __init__(self, theme: Theme, name: str, *, click_opens: bool = True) -> None:
        super().__init__()
        self._model = QStandardItemModel(self)
        self._rows: tuple[Row, ...] = ()
        self.setAccessibleName(name)
        self.setModel(self._model)
        self.setItemDelegate(RowDelegate(theme, self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._tell_chosen)
        if click_opens:
            self.clicked.connect(self._tell_activated)
        self.activated.connect(self._tell_activated)
        theme.changed.connect(self.viewport().update)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that are shown, headings too."""
        return self._rows

    @property
    def chosen_id(self) -> str:
        """The id of the row that is chosen, empty for none."""
        row: Row | None = self.currentIndex().data(_ROW) if self.currentIndex().isValid() else None
        return row.id if row else ""

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show other rows, with nothing chosen."""
        if rows == self._rows:
            return
        self._rows = rows
        # Or each row that goes would hand the choice on to the next one.
        self.setCurrentIndex(QModelIndex())
        self._model.clear()
        for row in rows:
            item = QStandardItem(row.title)
            item.setData(row, _ROW)
            item.setData(row.spoken, Qt.ItemDataRole.AccessibleTextRole)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if row.id else Qt.ItemFlag.NoItemFlags
            )
            self._model.appendRow(item)

    def choose(self, row_id: str) -> bool:
        """Choose the row with this id and return whether there is one."""
        for place, row in enumerate(self.rows):
            if row.id and row.id == row_id:
                self.setCurrentIndex(self._model.index(place, 0))
                return True
        return False

    @Slot(QModelIndex, QModelIndex)
    def _tell_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and current.data(_ROW).id:
            self.chosen.emit(current.data(_ROW).id)

    @Slot(QModelIndex)
    def _tell_activated(self, index: QModelIndex) -> None:
        if index.data(_ROW).id:
            self.activated_row.emit(index.data(_ROW).id)


class RowDelegate(QStyledItemDelegate):
    """Paints rows from the tokens."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Two lines for a row, one for a heading."""
        row: Row = index.data(_ROW)
        if not row.id:
            return QSize(80, QFontMetrics(self._heading_font()).height() + SPACE.large + SPACE.tiny)
        lines = QFontMetrics(self._title_font()).height() + SPACE.hair + QFontMetrics(self._small_font()).height()
        return QSize(80, lines + 2 * SPACE.small + SPACE.tiny)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a row; the chosen one also bears a bar at its edge, the one in focus a ring."""
        row: Row = index.data(_ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        if row.id:
            self._paint_ground(painter, rect, option)
            self._paint_row(painter, rect, row)
        else:
            self._write(painter, rect.adjusted(SPACE.medium, SPACE.medium, -SPACE.medium, 0), row.title,
                        self._heading_font(), "muted")  # fmt: skip
        painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """Show a title whole that was shortened."""
        row: Row | None = index.data(_ROW)
        if row is None or event.type() is not QEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        font = self._title_font() if row.id else self._heading_font()
        fits = QFontMetrics(font).horizontalAdvance(row.title) <= option.rect.width() - 2 * SPACE.medium
        QToolTip.showText(event.globalPos(), "" if fits else escaped(row.title), view)
        return True

    def _paint_ground(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem) -> None:
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        box = QRectF(rect).adjusted(1, 1, -1, -3)
        painter.setPen(Qt.PenStyle.NoPen)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(self._theme.colour("accent_wash" if selected else "raised"))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        if selected:
            painter.setBrush(self._theme.colour("accent"))
            painter.drawRoundedRect(QRectF(box.left() + 1, box.top() + 10, 3, box.height() - 20), 1.5, 1.5)
        if selected and state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._theme.colour("accent"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def _paint_row(self, painter: QPainter, rect: QRect, row: Row) -> None:
        inner = rect.adjusted(SPACE.medium, SPACE.small, -SPACE.medium, -SPACE.small - SPACE.hair)
        end_width = max(
            QFontMetrics(self._end_font()).horizontalAdvance(row.end),
            QFontMetrics(self._small_font()).horizontalAdvance(row.end_detail),
        )
        left = inner.adjusted(0, 0, -(end_width + SPACE.medium if end_width else 0), 0)
        right = QRect(inner.right() - end_width, inner.top(), end_width + 1, inner.height())
        below = QFontMetrics(self._title_font()).height() + SPACE.hair
        self._write(painter, left, row.title, self._title_font(), "ink")
        self._write(painter, left.adjusted(0, below, 0, 0), row.detail, self._small_font(), "muted")
        self._write(painter, right, row.end, self._end_font(), "ink", Qt.AlignmentFlag.AlignRight)
        self._write(painter, right.adjusted(0, below, 0, 0), row.end_detail, self._small_font(), "muted",
                    Qt.AlignmentFlag.AlignRight)  # fmt: skip

    def _write(
        self, painter: QPainter, box: QRect, text: str, font: QFont, colour: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:  # fmt: skip
        painter.setFont(font)
        painter.setPen(self._theme.colour(colour))
        fitting = painter.fontMetrics().elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignTop), fitting)

    def _title_font(self) -> QFont:
        return self._theme.font(self._theme.text.body, QFont.Weight.Medium)

    def _small_font(self) -> QFont:
        return self._theme.font(self._theme.text.small)

    def _end_font(self) -> QFont:
        return self._theme.font(self._theme.text.body, QFont.Weight.DemiBold)

    def _heading_font(self) -> QFont:
        return self._theme.font(self._theme.text.small, QFont.Weight.DemiBold)
