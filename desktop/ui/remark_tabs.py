"""The remarks on an answer, one tab a kind, each made when it is first looked at."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop.ui.contents import ReviewContents
from desktop.ui.findings_column import FindingsColumn
from desktop.ui.ledgers_column import ledgers_column
from desktop.ui.notes_panel import NotesPanel
from desktop.ui.remark_parts import empty
from desktop.ui.remarks import advice_column, points_column
from desktop.ui.scrolled import ScrolledColumn
from desktop.ui.theme import Theme

_WIDEST = 460
_UNSCORED = "What was found will be here once the answer is transcribed and scored."


class RemarkTabs(QTabWidget):
    """Shows what to work on first. `play_asked` carries a second and the one to stop at, or None.

    `finding_disputed` carries a `Finding`, `dispute_taken_back` a `Dispute`, `change_taken_back` a `WordChange`.
    """

    play_asked = Signal(float, object)
    finding_disputed = Signal(object)
    dispute_taken_back = Signal(object)
    change_taken_back = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._contents: ReviewContents | None = None
        self.notes = NotesPanel(theme)
        self._makers: dict[int, Callable[[ReviewContents], QWidget]] = {
            0: self._advice, 1: self._findings, 2: self._points, 3: self._ledgers
        }  # fmt: skip
        for title in ("Work on", "Findings", "Points", "Ledgers"):
            holder = QWidget()
            layout = QVBoxLayout(holder)
            layout.setContentsMargins(0, 0, 0, 0)
            self.addTab(holder, title)
        self.addTab(self.notes, "Notes")
        self.tabBar().setAccessibleName("Remarks")
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.currentChanged.connect(self._make_current)

    def show_contents(self, contents: ReviewContents) -> None:
        """Show the remarks on an answer; another one begins at the first tab."""
        if self._contents is None or self._contents.rehearsal.id != contents.rehearsal.id:
            self.setCurrentIndex(0)
        self._contents = contents
        for tab in self._makers:
            self._clear(tab)
        self._name_tabs(contents)
        self._make_current()

    def minimumSizeHint(self) -> QSize:
        """As wide as all tabs; with very large type they scroll instead."""
        return QSize(min(self.tabBar().sizeHint().width(), _WIDEST), super().minimumSizeHint().height())

    def show_count(self, notes: int) -> None:
        """Say how many notes there are."""
        self.setTabText(self.count() - 1, f"Notes {notes}" if notes else "Notes")

    def open_notes(self) -> None:
        """Show the notes."""
        self.setCurrentWidget(self.notes)

    def _name_tabs(self, contents: ReviewContents) -> None:
        score = contents.score
        points = score.talking_points if score else ()
        made = sum(point.state == "made" for point in points)
        self.setTabText(1, f"Findings {len(score.findings)}" if score else "Findings")
        self.setTabText(2, f"Points {made}/{len(points)}" if points else "Points")
        self.show_count(len(self.notes.bookmarks))

    @Slot()
    def _make_current(self) -> None:
        tab = self.currentIndex()
        holder = self.widget(tab)
        if tab not in self._makers or self._contents is None or holder is None:
            return
        layout = holder.layout()
        if layout is not None and layout.count() == 0:
            make = self._makers[tab] if self._contents.score else self._nothing
            column = make(self._contents)
            layout.addWidget(column)
            # At once: a layout shows what it is given only when the next event is handled.
            column.show()

    def _clear(self, tab: int) -> None:
        holder = self.widget(tab)
        layout = holder.layout() if holder else None
        item = layout.takeAt(0) if layout is not None and layout.count() else None
        if item is not None and (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()

    def _play(self, seconds: float, until_seconds: float | None) -> None:
        self.play_asked.emit(seconds, until_seconds)

    def _advice(self, contents: ReviewContents) -> QWidget:
        assert contents.score is not None  # noqa: S101 - asked for only then
        return advice_column(contents.score, self._play, self._theme)

    def _findings(self, contents: ReviewContents) -> QWidget:
        return FindingsColumn(
            contents,
            self._play,
            self._theme,
            self.finding_disputed.emit,
            self.dispute_taken_back.emit,
            self.change_taken_back.emit,
        )

    def _points(self, contents: ReviewContents) -> QWidget:
        assert contents.score is not None  # noqa: S101 - asked for only then
        return points_column(contents.score, contents.timeline.said, contents.signals, self._play, self._theme)

    def _ledgers(self, contents: ReviewContents) -> QWidget:
        assert contents.score is not None  # noqa: S101 - asked for only then
        return ledgers_column(contents.score.ledgers, self._play, self._theme)

    def _nothing(self, _contents: ReviewContents) -> QWidget:
        column = ScrolledColumn()
        column.add(empty(_UNSCORED))
        return column
