"""What the columns of remarks are put together from."""

from collections.abc import Callable, Iterable
from itertools import islice

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui.buttons import Button
from desktop.ui.labels import plain_label
from desktop.ui.notice import IconView
from desktop.ui.scrolled import ScrolledColumn
from desktop.ui.theme import Theme
from desktop.ui.times import clock_text
from desktop.ui.tokens import SPACE

# Asks for a place to be played: the second to begin at, and the one to stop at if there is one.
Play = Callable[[float, float | None], None]

_QUOTE_CHARACTERS = 280
# More rows of one kind than these are shown when asked for: nobody takes in thirty at once.
_MOST_ROWS = 4


def playing(play: Play, seconds: float | None, until_seconds: float | None = None) -> Callable[[], None] | None:
    """Return what plays this place, None for a place without a time."""
    if seconds is None:
        return None
    return lambda: play(seconds, until_seconds)


def place(seconds: float, theme: Theme, words: str = "") -> QWidget:
    """Return a line that says at which second something can be heard."""
    text = f"{words} {clock_text(seconds)}".strip()
    return with_icon("play", "accent", text, theme, "place", pixels=12)


def with_icon(icon: str, colour: str, text: str, theme: Theme, role: str = "", pixels: int = 16) -> QWidget:
    """Return a line of text behind an icon."""
    return beside_icon(IconView(icon, colour, theme, pixels), plain_label(text, role or colour, wrap=True))


def beside_icon(icon: IconView, label: QLabel) -> QWidget:
    """Return a label behind an icon."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE.small)
    row.addWidget(icon)
    row.addWidget(label, 1)
    return line


def padded(widget: QWidget) -> QWidget:
    """Return a widget set in as far as the rows are."""
    widget.setContentsMargins(SPACE.medium, 0, SPACE.medium, 0)
    return widget


def empty(text: str) -> QWidget:
    """Return what stands where there is nothing."""
    return padded(plain_label(text, "muted", wrap=True))


def heading(text: str, count: int | None = None) -> QWidget:
    """Return the title of a part of a column, with how many there are of it."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(SPACE.medium, 0, SPACE.medium, 0)
    row.addWidget(plain_label(text, "large strong", wrap=True), 1)
    if count is not None:
        row.addWidget(plain_label(str(count), "muted"))
    return line


def shortened(quote: str) -> str:
    """Return a quote that fits a row; the whole of it is marked in the transcript."""
    quote = " ".join(quote.split())
    if len(quote) <= _QUOTE_CHARACTERS:
        return quote
    return quote[:_QUOTE_CHARACTERS].rsplit(" ", 1)[0] + " \u2026"


def add_some(column: ScrolledColumn, count: int, rows: Iterable[QWidget], what: str) -> None:
    """Put the first of `count` rows into a column, and the others when the reader asks for them."""
    making = iter(rows)
    for row in islice(making, count if count <= _MOST_ROWS + 1 else _MOST_ROWS):
        column.add(row)
    left = count - _MOST_ROWS
    if count > _MOST_ROWS + 1:
        column.add(_MoreRows(f"Show {left} more {what}", making))


class _MoreRows(QWidget):
    """A button that makes room for the rows it stands for."""

    def __init__(self, text: str, rows: Iterable[QWidget]) -> None:
        super().__init__()
        self._rows = rows
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.tiny)
        self._button = Button(text, self._show_rows, "quiet")
        self._column.addWidget(self._button)

    def _show_rows(self) -> None:
        self._button.hide()
        for row in self._rows:
            self._column.addWidget(row)
