"""The notes on a rehearsal: written while listening, each at its second."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.practice.bookmarks import Bookmark, Bookmarks, next_number, with_bookmark, without_bookmark
from desktop.ui.buttons import Button
from desktop.ui.note_row import NoteRow
from desktop.ui.notice import Notice
from desktop.ui.remark_parts import empty
from desktop.ui.scrolled import ScrolledColumn
from desktop.ui.theme import Theme
from desktop.ui.tokens import SPACE

_NONE_YET = (
    "Press N while you listen to write down what you notice at that second, B for a mere bookmark. "
    "Notes go along when the rehearsal is exported."
)


class NotesPanel(QWidget):
    """Shows notes and lets them be written. `changed` carries all of them after each letter.

    `write_asked` and `bookmark_asked` want one at the second that is heard now; `deleted` carries one that is gone,
    `finished` says that one was written to its end, `play_asked` carries a second.
    """

    changed = Signal(object)
    deleted = Signal(object)
    finished = Signal()
    play_asked = Signal(float)
    write_asked = Signal()
    bookmark_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bookmarks: Bookmarks = ()
        # Never falls while a rehearsal is shown: a deleted note may come back with its number.
        self._free_number = 1
        self._written: int | None = None
        # What stood there before, None for a new one.
        self._before: Bookmark | None = None
        self._problem = Notice(theme, "note")
        self._rows: dict[int, NoteRow] = {}
        self._column = ScrolledColumn()
        self._inside = QWidget()
        self._list = QVBoxLayout(self._inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(SPACE.tiny)
        self._column.add(self._inside)
        self._lay_out()
        self._fill()

    @property
    def bookmarks(self) -> Bookmarks:
        """The notes as they stand, with what is being written."""
        return self._bookmarks

    @property
    def rows(self) -> tuple[NoteRow, ...]:
        """The rows, in the order of the recording."""
        return tuple(self._rows[bookmark.number] for bookmark in self._bookmarks)

    def show_bookmarks(self, bookmarks: Bookmarks, problem: str = "") -> None:
        """Show the notes of a rehearsal; `problem` says why older ones are missing."""
        self._bookmarks, self._written = bookmarks, None
        self._free_number = next_number(bookmarks)
        self._problem.tell(problem)
        self._fill()

    def write_at(self, seconds: float) -> None:
        """Begin a note at a second."""
        bookmark = self._new_at(seconds)
        self._written, self._before = bookmark.number, None
        self._keep(with_bookmark(self._bookmarks, bookmark))

    def mark(self, seconds: float) -> Bookmark:
        """Set a bookmark without a word at a second, and return it."""
        bookmark = self._new_at(seconds)
        self._keep(with_bookmark(self._bookmarks, bookmark))
        return bookmark

    def restore(self, bookmark: Bookmark) -> None:
        """Bring a deleted note back."""
        self._keep(with_bookmark(self._bookmarks, bookmark))

    @Slot(int)
    def delete(self, number: int) -> None:
        """Take a note away and tell which, so that it can be brought back."""
        gone = self._find(number)
        if gone is not None:
            self._remove(number)
            self.deleted.emit(gone)

    def unset(self, bookmark: Bookmark) -> None:
        """Take a bookmark away for good; one on which something was written since is deleted like any note."""
        if self._find(bookmark.number) == bookmark:
            self._remove(bookmark.number)
        else:
            self.delete(bookmark.number)

    def finish(self) -> None:
        """End the writing; what was written stays."""
        if self._written is not None:
            self._written = None
            self._fill()

    @Slot(int)
    def _edit(self, number: int) -> None:
        self.finish()
        self._written, self._before = number, self._find(number)
        self._fill()

    @Slot(int, str)
    def _take_text(self, number: int, text: str) -> None:
        bookmark = self._find(number)
        if bookmark is not None:
            # The row that is being written in stays as it is.
            self._bookmarks = with_bookmark(self._bookmarks, replace(bookmark, text=text))
            self.changed.emit(self._bookmarks)

    @Slot(int, bool)
    def _leave(self, number: int, dropped: bool) -> None:  # noqa: FBT001 - Qt's signal
        if dropped and self._before is None:
            self.delete(number)
        elif dropped and self._before is not None:
            self._written = None
            self._keep(with_bookmark(self._bookmarks, self._before))
        self.finish()
        self.finished.emit()

    def _new_at(self, seconds: float) -> Bookmark:
        self.finish()
        number, self._free_number = self._free_number, self._free_number + 1
        return Bookmark(number, round(seconds, 2))

    def _remove(self, number: int) -> None:
        if number == self._written:
            self._written = None
        self._keep(without_bookmark(self._bookmarks, number))

    def _find(self, number: int) -> Bookmark | None:
        return next((bookmark for bookmark in self._bookmarks if bookmark.number == number), None)

    def _keep(self, bookmarks: Bookmarks) -> None:
        self._bookmarks = bookmarks
        self._fill()
        self.changed.emit(bookmarks)

    def _fill(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = {bookmark.number: self._row(bookmark) for bookmark in self._bookmarks}
        for row in self._rows.values():
            self._list.addWidget(row)
        if not self._rows:
            self._list.addWidget(empty(_NONE_YET))
        written = self._rows.get(self._written) if self._written is not None else None
        if written is not None and written.line is not None:
            written.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self._column.ensureWidgetVisible(written)

    def _row(self, bookmark: Bookmark) -> NoteRow:
        row = NoteRow(bookmark, self._theme, editing=bookmark.number == self._written)
        row.play_asked.connect(self.play_asked)
        row.edit_asked.connect(self._edit)
        row.delete_asked.connect(self.delete)
        row.written.connect(self._take_text)
        row.left.connect(self._leave)
        return row

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setContentsMargins(SPACE.medium, SPACE.medium, SPACE.medium, 0)
        buttons.setSpacing(SPACE.small)
        buttons.addWidget(Button("Write a note here", self.write_asked.emit))
        buttons.addWidget(Button("Bookmark", self.bookmark_asked.emit, "quiet"))
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addLayout(buttons)
        column.addWidget(self._problem)
        column.addWidget(self._column, 1)
