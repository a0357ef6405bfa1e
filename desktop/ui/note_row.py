"""One note: its second, its words, and the line in which they are written."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.practice.bookmarks import Bookmark
from desktop.ui.buttons import IconButton
from desktop.ui.labels import plain_label
from desktop.ui.play_row import PlayRow
from desktop.ui.remark_parts import place
from desktop.ui.theme import Theme
from desktop.ui.times import clock_text

_SMALL = QSize(28, 28)
_LONGEST_CHARACTERS = 2000


class NoteLine(QLineEdit):
    """Where a note is written. `left` says that it is done with: by Enter, by Escape (then `dropped` is True)."""

    left = Signal(bool)

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.setAccessibleName(name)
        self.setPlaceholderText("What do you notice here?")
        self.setMaxLength(_LONGEST_CHARACTERS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End the writing; all other keys write."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit(event.key() == Qt.Key.Key_Escape)
            return
        super().keyPressEvent(event)


class NoteRow(QWidget):
    """Shows one note. The signals carry its number, `written` also the text so far, `left` whether to drop that."""

    play_asked = Signal(float)
    edit_asked = Signal(int)
    delete_asked = Signal(int)
    written = Signal(int, str)
    left = Signal(int, bool)

    def __init__(self, bookmark: Bookmark, theme: Theme, *, editing: bool) -> None:
        super().__init__()
        self._bookmark = bookmark
        self.line: NoteLine | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        at = clock_text(bookmark.at_seconds)
        row = PlayRow(f"Play {at}, {bookmark.text or 'bookmark'}", self._ask_to_play, theme)
        if editing:
            self.line = NoteLine(bookmark.text, f"Note at {at}")
            self.line.textEdited.connect(self._tell_written)
            self.line.left.connect(self._tell_left)
            column.addWidget(self.line)
        else:
            row.add(plain_label(bookmark.text or "Bookmark", "" if bookmark.text else "muted", wrap=True))
        row.add_action(
            place(bookmark.at_seconds, theme),
            _icon("edit", f"Write on the note at {at}", self._ask_to_edit, theme),
            _icon("remove", f"Delete the note at {at}", self._ask_to_delete, theme),
        )
        column.addWidget(row)

    def _ask_to_play(self) -> None:
        self.play_asked.emit(self._bookmark.at_seconds)

    def _ask_to_edit(self) -> None:
        self.edit_asked.emit(self._bookmark.number)

    def _ask_to_delete(self) -> None:
        self.delete_asked.emit(self._bookmark.number)

    def _tell_written(self, text: str) -> None:
        self.written.emit(self._bookmark.number, text)

    def _tell_left(self, dropped: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.left.emit(self._bookmark.number, dropped)


def _icon(icon: str, name: str, clicked: Callable[[], object], theme: Theme) -> IconButton:
    button = IconButton(icon, name, clicked, theme, "muted")
    button.setFixedSize(_SMALL)
    button.setIconSize(QSize(16, 16))
    return button
