"""Help: what each key does, written from the tables by which the pages act, and how Rostrum treats what you say."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.ui.card import Card, card_columns
from desktop.ui.keys import Key
from desktop.ui.labels import plain_label
from desktop.ui.page import page_column
from desktop.ui.scrolled import ScrolledColumn
from desktop.ui.tokens import SPACE

_COLUMNS = 2
# A card's title and margins take as much room as two lines.
_TITLE_LINES = 2
_HOW = (
    ("Begin", "Choose a case on Practise and press Start. The question is read aloud, then the clock runs."),
    ("Speak", "Answer as you would across the table. What you say is on the disk as you say it; nothing is lost."),
    ("Look", "Review shows what was found and what was missing. Click a word or a remark to hear that moment again."),
    ("Again", "Rehearse the same case once more, work on one thing, and compare the two takes."),
    ("Private", "Nothing leaves this laptop. The network is used for one thing only: a model that you download."),
)


class HelpPage(QWidget):
    """Shows the tables of keys, one card each under its title."""

    def __init__(self, tables: Iterable[tuple[str, tuple[Key, ...]]]) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Help")
        column = page_column(self)
        column.setSpacing(SPACE.large)
        column.addWidget(plain_label("Help", "headline"))
        scrolled = ScrolledColumn(margin=0, spacing=SPACE.large)
        scrolled.add(_how_card())
        scrolled.add(_in_columns(tuple(tables)))
        column.addWidget(scrolled, 1)


def _how_card() -> Card:
    card = Card("How it goes")
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE.large)
    grid.setVerticalSpacing(SPACE.small)
    grid.setColumnStretch(1, 1)
    for row, (word, text) in enumerate(_HOW):
        grid.addWidget(plain_label(word, "strong"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(plain_label(text, wrap=True), row, 1)
    card.add(_holding(grid))
    return card


def _keys_card(title: str, keys: tuple[Key, ...]) -> Card:
    card = Card(title)
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE.large)
    grid.setVerticalSpacing(SPACE.small)
    grid.setColumnStretch(1, 1)
    for row, key in enumerate(keys):
        grid.addWidget(_caps(key.shown), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(plain_label(key.does, wrap=True), row, 1)
    card.add(_holding(grid))
    return card


def _caps(shown: tuple[str, ...]) -> QWidget:
    caps = QWidget()
    row = QHBoxLayout(caps)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE.tiny)
    # Return and Enter are one key to most people; Qt tells them apart.
    for text in shown[:1]:
        row.addWidget(plain_label(text, "key"))
    row.addStretch(1)
    return caps


def _holding(grid: QGridLayout) -> QWidget:
    holder = QWidget()
    grid.setContentsMargins(0, 0, 0, 0)
    holder.setLayout(grid)
    return holder


def _in_columns(tables: tuple[tuple[str, tuple[Key, ...]], ...]) -> QWidget:
    columns: list[list[Card]] = [[] for _ in range(_COLUMNS)]
    heights = [0] * _COLUMNS
    for title, keys in tables:
        shortest = heights.index(min(heights))
        columns[shortest].append(_keys_card(title, keys))
        heights[shortest] += len(keys) + _TITLE_LINES
    return card_columns(*columns)
