"""Rehearsals: all that was kept, to be found, heard again, exported, deleted; and recordings taken in."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.practice.index import Hit
from desktop.practice.rehearsal import Rehearsal, State
from desktop.ui.announcing import announce
from desktop.ui.buttons import Button
from desktop.ui.choice_box import ChoiceBox
from desktop.ui.disk_line import DiskLine
from desktop.ui.erase_card import EraseCard
from desktop.ui.icons import make_icon
from desktop.ui.import_card import ImportCard
from desktop.ui.keys import Key, press
from desktop.ui.labels import plain_label
from desktop.ui.notice import Notice
from desktop.ui.page import page_column
from desktop.ui.rehearsal_card import RehearsalCard
from desktop.ui.rehearsal_filter import Kind, Place, found_rows, matching, place_of
from desktop.ui.row_list import RowList
from desktop.ui.theme import Theme
from desktop.ui.times import date_text
from desktop.ui.tokens import SPACE

_EVERY_CASE = "All cases"
_NONE_YET = (
    "No rehearsal yet. Start one on Practise, or drop a recording of one here: any audio or video file. The recording, "
    "what was heard and every remark will be kept here."
)
# Nobody reads results between two letters that are typed at once.
_TYPING_MILLISECONDS = 30
_SEARCH_WIDTH = 200
_FILTER_CHARACTERS = 10


class RehearsalsPage(QWidget):
    """Shows the rehearsals. What is asked for carries ids: `opened` also the second to play from, None for the start.

    `words_searched` carries what to look for in what was said, `files_dropped` the paths to take in, `comparison_asked`
    the ids of two takes.
    """

    KEYS = (
        Key(("Ctrl+F",), "search", "search"),
        Key(("Delete",), "move the chosen rehearsal to the trash", "delete", repeats=False),
        Key(("Ctrl+Z",), "bring the last one back", "undo", repeats=False),
        Key(
            ("Ctrl+D",),
            "compare the chosen rehearsal with another: choose that and press it again",
            "compare",
            repeats=False,
        ),
        Key(("Esc",), "stop comparing", "stop_comparing", repeats=False),
    )

    opened = Signal(str, object)
    words_searched = Signal(str)
    files_dropped = Signal(object)
    file_asked = Signal()
    delete_asked = Signal(str)
    undo_asked = Signal()
    comparison_asked = Signal(str, str)
    folder_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAccessibleName("Rehearsals")
        self.setAcceptDrops(True)
        self._theme = theme
        self._rehearsals: tuple[Rehearsal, ...] | None = None
        self._hits: tuple[Hit, ...] = ()
        self._place = Place("")
        self._search = QLineEdit()
        self._kind = ChoiceBox(theme, "Which rehearsals")
        self._case = ChoiceBox(theme, "Which case")
        self._compared: Rehearsal | None = None
        self._rows = RowList(theme, "Rehearsals", click_opens=False)
        self._nothing = plain_label("Reading the rehearsals", "muted", wrap=True)
        self._problem = Notice(theme, "stop")
        self._deleted = Notice(theme, "note")
        self._exported = Notice(theme, "muted", "report")
        self._comparing = Notice(theme, "accent", "compare")
        self._drop = Notice(theme, "accent", "plus")
        self._erased = Notice(theme, "muted")
        self.disk = DiskLine()
        self.erasing = EraseCard(theme)
        self.importing = ImportCard(theme)
        self.card = RehearsalCard()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MILLISECONDS)
        self._connect()
        self._lay_out()

    def show_rehearsals(self, rehearsals: tuple[Rehearsal, ...]) -> None:
        """Show these rehearsals, keeping the chosen one and whatever is being searched for."""
        self._rehearsals = rehearsals
        if self._compared and self._compared.id not in {rehearsal.id for rehearsal in rehearsals}:
            self._set_compared(None)
        self._fill_cases()
        self._fill()

    def show_hits(self, words: str, hits: tuple[Hit, ...]) -> None:
        """Show where the words were said, unless others are being looked for by now."""
        if words == self._search.text():
            self._hits = hits
            self._fill()
            found = sum(1 for row in self._rows.rows if row.id)
            announce(self, f"{found} found" if found else self._nothing.text())

    def show_problem(self, text: str) -> None:
        """Say what went wrong, or nothing more."""
        self._problem.tell(text)

    def show_deleted(self, rehearsal: Rehearsal | None) -> None:
        """Say what was deleted, with the way back; nothing for None."""
        self._deleted.tell(f"{rehearsal.case_title} is in the trash." if rehearsal else "")

    def show_exported(self, text: str) -> None:
        """Say where an export is, or that it is being written, or nothing more."""
        self._exported.tell(text)

    def show_erased(self, text: str) -> None:
        """Say what was erased, or nothing more."""
        self._erased.tell(text)

    def search(self) -> None:
        """Go to the search."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def delete(self) -> None:
        """Ask for the chosen rehearsal to be deleted."""
        self.card.delete()

    def undo(self) -> None:
        """Ask for the last one that was deleted."""
        self.undo_asked.emit()

    @Slot()
    def compare(self) -> None:
        """Take the chosen rehearsal as one of two to be compared; the second one asks for the comparison."""
        chosen = self._chosen
        if chosen is None or chosen.state is not State.SCORED:
            return
        if self._compared is None:
            self._set_compared(chosen)
        elif chosen.id != self._compared.id:
            first = self._compared
            self._set_compared(None)
            self.comparison_asked.emit(first.id, chosen.id)

    @Slot()
    def stop_comparing(self) -> None:
        """Forget the one that was to be compared."""
        self._set_compared(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the table says."""
        if not press(self, event):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files from this machine, and say so."""
        paths = _local_paths(event)
        if paths:
            event.acceptProposedAction()
            self._drop.tell(f"Let go to import {', '.join(path.name for path in paths)}")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget what was dragged here."""
        self._drop.tell("")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped."""
        self._drop.tell("")
        event.acceptProposedAction()
        self.files_dropped.emit(_local_paths(event))

    @property
    def _chosen(self) -> Rehearsal | None:
        return self.card.rehearsal

    @property
    def _shown(self) -> tuple[Rehearsal, ...]:
        return matching(self._rehearsals or (), self._kind.currentData(), self._case.currentData())

    @Slot()
    def _fill(self) -> None:
        if self._rehearsals is None:
            return
        chosen = self._rows.chosen_id
        words = self._search.text().strip()
        among = self._shown
        hits = self._hits if words else ()
        rows = found_rows(matching(among, Kind.ALL, None, words), hits, among)
        self._rows.show_rows(rows)
        self._rows.setVisible(bool(rows))
        self.setFocusProxy(self._rows if rows else self._search)
        self._nothing.setVisible(not rows)
        self._nothing.setText(self._nothing_text(words))
        if not self._rows.choose(chosen):
            self._rows.choose(next((row.id for row in rows if row.id), ""))
        # The list tells of another row, not of the same row with other facts.
        self._show_chosen(self._rows.chosen_id)

    def _nothing_text(self, words: str) -> str:
        if not self._rehearsals:
            return _NONE_YET
        if words:
            return f"No rehearsal bears the words \u201c{words}\u201d, and nobody said them. Try fewer of them."
        return "No rehearsal of this kind."

    def _fill_cases(self) -> None:
        chosen = self._case.currentData()
        titles = {rehearsal.case_id: rehearsal.case_title for rehearsal in self._rehearsals or ()}
        self._case.blockSignals(True)  # noqa: FBT003 - Qt's name for it
        self._case.clear()
        self._case.addItem(_EVERY_CASE, None)
        for case_id, title in sorted(titles.items(), key=lambda item: item[1].casefold()):
            self._case.addItem(title, case_id)
        self._case.setCurrentIndex(max(0, self._case.findData(chosen)))
        self._case.blockSignals(False)  # noqa: FBT003

    @Slot()
    def _look(self) -> None:
        self.words_searched.emit(self._search.text())

    @Slot()
    def _change_words(self) -> None:
        self._hits = ()
        self._fill()
        self._typing.start()

    @Slot(str)
    def _show_chosen(self, row_id: str) -> None:
        place = place_of(row_id)
        found = next((one for one in self._rehearsals or () if one.id == place.rehearsal_id), None)
        self._place = place
        self.card.show_rehearsal(found, place.seconds)
        self.card.show_compared(self._compared)

    def _set_compared(self, rehearsal: Rehearsal | None) -> None:
        self._compared = rehearsal
        self._comparing.tell(
            f"Choose the take to compare with {rehearsal.case_title} of {date_text(rehearsal.started_at)}."
            if rehearsal
            else ""
        )
        self.card.show_compared(rehearsal)

    @Slot(str)
    def _open_row(self, row_id: str) -> None:
        place = place_of(row_id)
        self.opened.emit(place.rehearsal_id, place.seconds)

    @Slot()
    def _open_chosen(self) -> None:
        self.opened.emit(self._place.rehearsal_id, self._place.seconds)

    @Slot()
    def _draw_icons(self) -> None:
        self._search_icon.setIcon(make_icon("search", self._theme.colours.muted, 18))

    def _connect(self) -> None:
        self._search.setPlaceholderText("Search names and all that was said")
        self._search.setAccessibleName("Search names and all that was said")
        self._search_icon = QAction(self)
        self._search.addAction(self._search_icon, QLineEdit.ActionPosition.LeadingPosition)
        self._search.textChanged.connect(self._change_words)
        self._typing.timeout.connect(self._look)
        for kind in Kind:
            self._kind.addItem(kind.value, kind)
        self._kind.currentIndexChanged.connect(self._fill)
        self._case.addItem(_EVERY_CASE, None)
        self._case.currentIndexChanged.connect(self._fill)
        self._rows.chosen.connect(self._show_chosen)
        self._rows.activated_row.connect(self._open_row)
        self.card.open_asked.connect(self._open_chosen)
        self.card.delete_asked.connect(self.delete_asked)
        self.card.compare_asked.connect(self.compare)
        self._comparing.add(Button("Stop comparing", self.stop_comparing))
        self._deleted.add(Button("Undo", self.undo_asked.emit))
        self._exported.add(Button("Show the folder", self.folder_asked.emit))
        self._theme.changed.connect(self._draw_icons)
        self._draw_icons()
        self.setFocusProxy(self._rows)

    def _lay_out(self) -> None:
        column = page_column(self)
        column.setSpacing(SPACE.medium)
        head = QHBoxLayout()
        head.addWidget(plain_label("Rehearsals", "headline"), 1)
        head.addWidget(Button("Import a recording", self.file_asked.emit))
        column.addLayout(head)
        notices = (self._problem, self._deleted, self._exported, self._erased, self._comparing, self._drop)
        for widget in (*notices, self.importing):
            column.addWidget(widget)
        column.addLayout(self._finding())
        row = QHBoxLayout()
        row.setSpacing(SPACE.large)
        row.addWidget(self._listed(), 1)
        row.addWidget(self.card)
        column.addLayout(row, 1)
        column.addWidget(self.disk)
        column.addWidget(self.erasing)

    def _finding(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        self._search.setMinimumWidth(_SEARCH_WIDTH)
        row.addWidget(self._search, 1)
        for box in (self._kind, self._case):
            box.setMinimumContentsLength(_FILTER_CHARACTERS)
            row.addWidget(box)
        return row

    def _listed(self) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(SPACE.small, SPACE.small, SPACE.small, SPACE.small)
        self._nothing.setContentsMargins(SPACE.medium, SPACE.medium, SPACE.medium, SPACE.medium)
        inside.addWidget(self._rows, 1)
        inside.addWidget(self._nothing, 1, Qt.AlignmentFlag.AlignTop)
        self._rows.hide()
        return card


def _local_paths(event: QDropEvent) -> tuple[Path, ...]:
    return tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
