"""Practise: choose a track, a case and a format; find past rehearsals."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cases.model import Case, Format
from desktop.practice.next_step import NextStep
from desktop.practice.rehearsal import Rehearsal
from desktop.ui.buttons import Button
from desktop.ui.case_card import CaseCard
from desktop.ui.choice_box import ChoiceBox
from desktop.ui.contents import PractiseContents
from desktop.ui.icons import make_icon
from desktop.ui.interrupted_line import InterruptedLine
from desktop.ui.keys import Key, press
from desktop.ui.labels import plain_label
from desktop.ui.next_step_card import NextStepCard
from desktop.ui.notice import Notice
from desktop.ui.page import page_column
from desktop.ui.rehearsal_rows import rehearsal_rows
from desktop.ui.row_list import Row, RowList
from desktop.ui.scrolled import ScrolledColumn
from desktop.ui.theme import Theme
from desktop.ui.times import minutes_text
from desktop.ui.tokens import SPACE

_EVERY_TRACK = "All tracks"
_LIST_WIDTH, _LIST_CHARACTERS = 304, 26
_PAST_HEIGHT = 148
_PROBLEMS_SHOWN = 3
_NO_REHEARSAL = "No rehearsal yet. Start one above: the recording, what was heard and every remark will be kept here."


class PractisePage(QWidget):
    """Shows what can be practised and what has been.

    `interview_asked` and `check_asked` carry the `Case` and the `Format`; `rehearsal_opened`, `go_on_asked` and
    `close_asked` the id of a rehearsal, the last two of one that was cut off; `reload_asked` follows a click on
    "Try again".
    """

    KEYS = (Key(("Ctrl+F",), "search the cases", "search"),)

    interview_asked = Signal(object, object)
    check_asked = Signal(object, object)
    rehearsal_opened = Signal(str)
    go_on_asked = Signal(str)
    close_asked = Signal(str)
    reload_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._theme = theme
        self._contents: PractiseContents | None = None
        self._case: Case | None = None
        self._search = QLineEdit()
        self._track = ChoiceBox(theme, "Track")
        self._cases = RowList(theme, "Cases")
        self._nothing_found = plain_label(role="muted", wrap=True)
        self._next = NextStepCard()
        self._card = CaseCard(theme)
        self._interrupted = InterruptedLine(theme)
        self._problem = Notice(theme, "note")
        self._past = RowList(theme, "Past rehearsals")
        self._no_past = plain_label(_NO_REHEARSAL, "muted", wrap=True)
        self._trouble = Notice(theme, "stop")
        self._waiting = plain_label("Reading the cases", "muted")
        self._body = QWidget()
        self._connect()
        self._lay_out()
        self._wait()

    def show_contents(self, contents: PractiseContents) -> None:
        """Show what there is, keeping the chosen case if it is still there."""
        self._contents = contents
        chosen = self._case.id if self._case else ""
        self._trouble.tell("")
        self._waiting.hide()
        self._body.show()
        self._problem.tell(_problems_in_words(contents.problems))
        self._interrupted.show_interruption(contents.interruption)
        if contents.interruption is not None:
            # One thing to do.
            self._next.show_step(None)
        self._card.show_recogniser(contents.recogniser)
        self._card.show_check_first(check_first=contents.check_first)
        self.show_rehearsals(contents.rehearsals)
        self._show_tracks()
        self._show_cases()
        if not contents.catalogue.cases:
            self.show_trouble("No case could be loaded, so there is nothing to practise. Your rehearsals are safe.")
            return
        if not self._cases.choose(chosen):
            self._cases.choose(next((row.id for row in self._cases.rows if row.id), ""))

    def show_rehearsals(self, rehearsals: tuple[Rehearsal, ...]) -> None:
        """Show the rehearsals that are kept, the newest first."""
        self._past.show_rows(rehearsal_rows(rehearsals))
        self._past.setVisible(bool(rehearsals))
        self._no_past.setVisible(not rehearsals)

    def show_next_step(self, step: NextStep | None) -> None:
        """Advise what to practise next, unless an interview waits to be gone on with."""
        waits = self._contents is not None and self._contents.interruption is not None
        self._next.show_step(None if waits else step)

    def show_trouble(self, text: str) -> None:
        """Say why there is nothing to practise, and offer another try."""
        self._waiting.hide()
        self._body.hide()
        self._interrupted.show_interruption(None)
        self._trouble.tell(text)

    def show_problem(self, text: str) -> None:
        """Say what went wrong beside what there is."""
        self._problem.tell(text)

    def show_gone(self, problem: str) -> None:
        """Say why an interview that was cut off cannot be gone on with, and offer it no more."""
        self._interrupted.show_interruption(None)
        self._problem.tell(problem)

    def choose_case(self, case_id: str, format_id: str = "") -> None:
        """Show one case, whatever is being searched for."""
        self._search.clear()
        self._track.setCurrentIndex(0)
        self._cases.choose(case_id)
        self._card.choose_format(format_id)

    def search(self) -> None:
        """Go to the search."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the cases; with a focus proxy, Tab would leave out what stands before them."""
        self._cases.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the table says."""
        if not press(self, event):
            super().keyPressEvent(event)

    @Slot()
    def _wait(self) -> None:
        self._trouble.tell("")
        self._body.hide()
        self._waiting.show()

    @Slot()
    def _reload(self) -> None:
        self._wait()
        self.reload_asked.emit()

    @Slot()
    def _show_cases(self) -> None:
        if self._contents is None:
            return
        words, track = self._search.text(), self._track.currentData()
        found = [case for case in self._contents.catalogue.search(words) if track in (None, case.track)]
        self._cases.show_rows(tuple(self._rows(found, ranked=bool(words.strip()))))
        self._cases.setVisible(bool(found))
        self._nothing_found.setVisible(not found)
        self._nothing_found.setText(f"No case bears the words \u201c{words.strip()}\u201d. Try fewer of them.")
        if self._case in found and self._case is not None:
            self._cases.choose(self._case.id)

    def _rows(self, cases: list[Case], *, ranked: bool) -> Iterable[Row]:
        if ranked or self._track.currentData() is not None:
            yield from (_case_row(case) for case in cases)
            return
        for track_id, title in self._track_titles().items():
            rows = [_case_row(case) for case in cases if case.track == track_id]
            if rows:
                yield Row("", title)
                yield from rows

    def _track_titles(self) -> dict[str, str]:
        """The titles of the tracks, also of those that only a case names."""
        assert self._contents is not None  # noqa: S101 - asked only while contents are shown
        titles = {track.id: track.title for track in self._contents.catalogue.tracks}
        return {
            **titles,
            **{case.track: case.track for case in self._contents.catalogue.cases if case.track not in titles},
        }

    def _show_tracks(self) -> None:
        chosen = self._track.currentData()
        self._track.blockSignals(True)  # noqa: FBT003 - Qt's name for it
        self._track.clear()
        self._track.addItem(_EVERY_TRACK, None)
        for track_id, title in self._track_titles().items():
            self._track.addItem(title, track_id)
        self._track.setCurrentIndex(max(0, self._track.findData(chosen)))
        self._track.blockSignals(False)  # noqa: FBT003

    @Slot(str)
    def _show_case(self, case_id: str) -> None:
        assert self._contents is not None  # noqa: S101 - the list is filled from contents
        case = self._contents.catalogue.case(case_id)
        # The rows are made anew with every letter of a search: what was chosen of the same case stays chosen.
        if case != self._case:
            self._case = case
            self._card.show_case(case, self._track_titles()[case.track])

    @Slot(object)
    def _ask_for_interview(self, format_: Format) -> None:
        if self._case is not None:
            self.interview_asked.emit(self._case, format_)

    @Slot(object)
    def _ask_for_check(self, format_: Format) -> None:
        if self._case is not None:
            self.check_asked.emit(self._case, format_)

    @Slot(str, str)
    def _take_up(self, case_id: str, format_id: str) -> None:
        self.choose_case(case_id, format_id)
        self._card.focus_start()

    @Slot()
    def _draw_icons(self) -> None:
        self._search_icon.setIcon(make_icon("search", self._theme.colours.muted, 18))

    def _connect(self) -> None:
        self._search.setPlaceholderText("Search the cases")
        self._search.setAccessibleName("Search the cases")
        self._search.setClearButtonEnabled(False)
        self._search_icon = QAction(self)
        self._search.addAction(self._search_icon, QLineEdit.ActionPosition.LeadingPosition)
        self._search.textChanged.connect(self._show_cases)
        self._track.currentIndexChanged.connect(self._show_cases)
        self._cases.chosen.connect(self._show_case)
        self._next.taken_up.connect(self._take_up)
        self._card.started.connect(self._ask_for_interview)
        self._card.check_asked.connect(self._ask_for_check)
        self._past.activated_row.connect(self.rehearsal_opened)
        self._interrupted.go_on_asked.connect(self.go_on_asked)
        self._interrupted.close_asked.connect(self.close_asked)
        self._trouble.add(Button("Try again", self._reload))
        self._theme.changed.connect(self._draw_icons)
        self._draw_icons()

    def _lay_out(self) -> None:
        column = page_column(self)
        column.setSpacing(SPACE.large)
        head = QHBoxLayout()
        head.setSpacing(SPACE.wide)
        head.addWidget(plain_label("Practise", "headline"))
        head.addWidget(self._next, 1)
        column.addLayout(head)
        column.addWidget(self._waiting, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._trouble, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._interrupted)
        column.addWidget(self._body, 100)
        column.addStretch(1)
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.wide)
        row.addWidget(self._choosing())
        row.addWidget(self._chosen(), 1)

    def _choosing(self) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        card.setFixedWidth(max(_LIST_WIDTH, card.fontMetrics().averageCharWidth() * _LIST_CHARACTERS))
        column = QVBoxLayout(card)
        column.setContentsMargins(SPACE.medium, SPACE.medium, SPACE.medium, SPACE.medium)
        column.setSpacing(SPACE.small)
        for widget in (self._search, self._track):
            column.addWidget(widget)
        column.addWidget(self._cases, 1)
        column.addWidget(self._nothing_found, 1, Qt.AlignmentFlag.AlignTop)
        return card

    def _chosen(self) -> QWidget:
        column = ScrolledColumn(margin=0, spacing=SPACE.large)
        column.add(self._problem)
        column.add(self._card)
        past = QFrame()
        past.setProperty("role", "card")
        past.setMinimumHeight(_PAST_HEIGHT)
        inside = QVBoxLayout(past)
        inside.setContentsMargins(SPACE.medium, SPACE.large, SPACE.medium, SPACE.medium)
        inside.setSpacing(SPACE.small)
        heading = plain_label("Past rehearsals", "strong")
        for label in (heading, self._no_past):
            label.setContentsMargins(SPACE.medium, 0, SPACE.medium, 0)
        inside.addWidget(heading)
        inside.addWidget(self._past, 1)
        inside.addWidget(self._no_past, 1, Qt.AlignmentFlag.AlignTop)
        column.add(past, stretch=100)
        return column


def _case_row(case: Case) -> Row:
    lengths = ", ".join(minutes_text(format_.minutes) for format_ in case.formats)
    return Row(case.id, case.title, lengths)


def _problems_in_words(problems: tuple[str, ...]) -> str:
    shown = list(problems[:_PROBLEMS_SHOWN])
    if len(problems) > _PROBLEMS_SHOWN:
        shown.append(f"and {len(problems) - _PROBLEMS_SHOWN} more: `rostrum check` lists them")
    return "\n".join(shown)
