"""The room of a page: its margins, and a width at which it stops growing."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.tokens import CONTENT_WIDTH, SPACE


def page_column(page: QWidget, width: int = CONTENT_WIDTH) -> QVBoxLayout:
    """Return the column in which a page's content stands, in the middle and at most `width` pixels wide."""
    row = QHBoxLayout(page)
    row.setContentsMargins(SPACE.wider, SPACE.wide, SPACE.wider, SPACE.wide)
    row.addStretch(1)
    row.addWidget(content := QWidget(), 1000)
    row.addStretch(1)
    content.setMaximumWidth(width)
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    return column
