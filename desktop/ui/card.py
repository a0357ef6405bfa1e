"""A card: a titled frame in which things stand below one another."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui.labels import plain_label
from desktop.ui.side_by_side import Columns
from desktop.ui.tokens import SPACE


class Card(QFrame):
    """A surface with a title."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE.large, SPACE.medium, SPACE.large, SPACE.medium)
        self._column.setSpacing(SPACE.small)
        self._column.addWidget(plain_label(title, "large strong"))

    def add(self, widget: QWidget) -> None:
        """Put a widget below the others."""
        self._column.addWidget(widget)

    def add_row(self, *widgets: QWidget, filled: bool = False) -> None:
        """Put widgets beside one another, the last as wide as there is room when `filled`."""
        row = QHBoxLayout()
        row.setSpacing(SPACE.medium)
        for place, widget in enumerate(widgets):
            row.addWidget(widget, 1 if filled and place == len(widgets) - 1 else 0, Qt.AlignmentFlag.AlignVCenter)
        if not filled:
            row.addStretch(1)
        self._column.addLayout(row)

    def add_field(self, title: str, field: QWidget) -> QLabel:
        """Put a field below its title and return the title; a click on it goes to the field."""
        label = plain_label(title, "overline")
        label.setBuddy(field)
        column = QVBoxLayout()
        column.setSpacing(SPACE.tiny)
        column.addWidget(label)
        column.addWidget(field)
        self._column.addLayout(column)
        return label


def card_columns(*columns: Iterable[QWidget]) -> QWidget:
    """Return cards stacked in columns, the columns side by side where there is room."""
    stacks = []
    for cards in columns:
        stack = QWidget()
        column = QVBoxLayout(stack)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.large)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        stacks.append(stack)
    return Columns(*stacks)
