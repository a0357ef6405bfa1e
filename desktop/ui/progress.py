"""Progress: how much was practised, and how marks and moves go over time, as charts or as a table."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.practice.progress import Filter, Progress, formats_in, progress, usual_filter
from desktop.practice.progress_words import left_out_text, mixed_text, progress_table
from desktop.ui.buttons import Button
from desktop.ui.choice_box import ChoiceBox
from desktop.ui.keys import Key, press
from desktop.ui.labels import plain_label
from desktop.ui.notice import Notice
from desktop.ui.page import page_column
from desktop.ui.progress_charts import ProgressCharts
from desktop.ui.progress_contents import ProgressContents
from desktop.ui.table_view import TextTable
from desktop.ui.theme import Theme
from desktop.ui.tokens import SPACE

_EVERY_TRACK, _EVERY_FORMAT = "All tracks", "All formats"
_AS_TABLE, _AS_CHARTS = "As a table", "As charts"
_NONE_YET = (
    "No rehearsal yet. How much you practise, and how marks and moves go from one rehearsal to the next, will be shown "
    "here."
)
_NONE_COUNTS = (
    "There is no mark to draw yet: marks are drawn for answers that Whisper heard and that were long enough. The page "
    "Models downloads a model, and Rehearsals hears an older answer again with it."
)
_BOX_CHARACTERS = 10


class ProgressPage(QWidget):
    """Shows the progress. `opened` carries the id of a rehearsal, `practise_asked` follows the button on an empty page.

    `page_asked` carries the `Progress` that is to be written as a page.
    """

    KEYS = (
        Key(("T",), "show a table, or the charts", "turn", repeats=False),
        Key(("Left",), "a rehearsal back on the chart in focus; Enter opens it", "step_back"),
        Key(("Right",), "a rehearsal on", "step_on"),
        Key(("Ctrl+S",), "save what is shown as a page", "save", repeats=False),
    )

    opened = Signal(str)
    practise_asked = Signal()
    page_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAccessibleName("Progress")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._contents: ProgressContents | None = None
        self._progress: Progress | None = None
        self._track = ChoiceBox(theme, "Track")
        self._format = ChoiceBox(theme, "Format")
        self._turn = Button(_AS_TABLE, self.turn)
        self._save = Button("Save as a page", self.save)
        self._trouble = Notice(theme, "stop")
        self._saved = Notice(theme, "muted", "report")
        self._mixed = Notice(theme, "note")
        self._left_out = plain_label(role="small", wrap=True)
        self._empty = plain_label("Reading the rehearsals", "muted", wrap=True)
        self._practise = Button("Choose a case to practise", self.practise_asked.emit, "primary")
        self.charts = ProgressCharts(theme)
        self.table = TextTable("Every value of every chart")
        self._body = QStackedWidget()
        self._connect()
        self._lay_out()
        self._show_body()

    @property
    def shown(self) -> Progress | None:
        """The progress that is shown."""
        return self._progress

    def show_contents(self, contents: ProgressContents) -> None:
        """Show what there is, keeping the track and format that were chosen."""
        first = self._contents is None or not self._contents.outcomes
        self._contents = contents
        self._trouble.tell("")
        self._saved.tell("")
        usual = usual_filter(contents.outcomes) if first else self._wanted
        tracks = {outcome.rehearsal.track for outcome in contents.outcomes}
        titles = sorted((contents.tracks.get(track, track), track) for track in tracks)
        _fill(self._track, _EVERY_TRACK, [(track, title) for title, track in titles], usual.track)
        _fill(self._format, _EVERY_FORMAT, list(formats_in(contents.outcomes).items()), usual.format_id)
        self._fill()

    def show_trouble(self, text: str) -> None:
        """Say what went wrong."""
        self._trouble.tell(text)

    def show_saved(self, text: str) -> None:
        """Say where a page is, or nothing more."""
        self._saved.tell(text)

    @Slot()
    def turn(self) -> None:
        """Show the table in place of the charts, or the other way round."""
        if self._turn.isHidden():
            return
        as_table = self._body.currentWidget() is self.charts
        self._show_as(table=as_table)
        self._show_body()
        if as_table:
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_as(self, *, table: bool) -> None:
        self._body.setCurrentWidget(self.table if table else self.charts)
        self._turn.say(_AS_CHARTS if table else _AS_TABLE)

    def step_back(self) -> None:
        """Go to the first chart, whose keys go on from there."""
        self._step(-1)

    def step_on(self) -> None:
        """As back, but on."""
        self._step(1)

    def _step(self, count: int) -> None:
        for chart in self.charts.overall.charts[:1]:
            if chart.isVisible():
                chart.setFocus(Qt.FocusReason.ShortcutFocusReason)
                chart.step(count)

    @Slot()
    def save(self) -> None:
        """Ask for what is shown to be written as a page."""
        if self._progress and self._progress.counted:
            self.page_asked.emit(self._progress)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the table says."""
        if not press(self, event):
            super().keyPressEvent(event)

    @property
    def _wanted(self) -> Filter:
        return Filter(self._track.currentData() or "", self._format.currentData() or "")

    @Slot()
    def _fill(self) -> None:
        if self._contents is None:
            return
        self._progress = progress(self._contents.outcomes, self._contents.rubric, self._contents.today, self._wanted)
        self._mixed.tell(mixed_text(self._progress))
        self._left_out.setText(left_out_text(self._progress))
        self._left_out.setVisible(bool(self._left_out.text()))
        self._show_body()

    def _show_body(self) -> None:
        """Fill whichever of charts and table is shown: the other one is filled when it is asked for."""
        found, anything = self._progress, bool(self._contents and self._contents.outcomes)
        counted = bool(found and found.counted)
        for box in (self._track, self._format):
            box.setVisible(anything)
        for button in (self._turn, self._save):
            button.setVisible(counted)
        self._body.setVisible(anything)
        self._practise.setVisible(self._contents is not None and not anything)
        if self._contents is not None:
            self._empty.setText("" if counted else _NONE_COUNTS if anything else _NONE_YET)
        self._empty.setVisible(not counted)
        if found is None:
            return
        if not counted:
            # The weeks are left to show, and they stand among the charts.
            self._show_as(table=False)
        if self._body.currentWidget() is self.table:
            self.table.show_table(progress_table(found))
        else:
            self.charts.show_progress(found)

    def _connect(self) -> None:
        for box in (self._track, self._format):
            box.setMinimumContentsLength(_BOX_CHARACTERS)
            box.currentIndexChanged.connect(self._fill)
        self.charts.opened.connect(self.opened)

    def _lay_out(self) -> None:
        column = page_column(self)
        column.setSpacing(SPACE.medium)
        head = QHBoxLayout()
        head.setSpacing(SPACE.small)
        head.addWidget(plain_label("Progress", "headline"), 1)
        for button in (self._turn, self._save):
            head.addWidget(button)
        column.addLayout(head)
        finding = QHBoxLayout()
        finding.setSpacing(SPACE.small)
        for box in (self._track, self._format):
            finding.addWidget(box, 1)
        finding.addStretch(1)
        column.addLayout(finding)
        for notice in (self._trouble, self._saved, self._mixed):
            column.addWidget(notice)
        column.addWidget(self._left_out)
        column.addWidget(self._empty)
        column.addWidget(self._practise, 0, Qt.AlignmentFlag.AlignLeft)
        self._body.addWidget(self.charts)
        self._body.addWidget(self.table)
        column.addWidget(self._body, 100)
        column.addStretch(1)


def _fill(box: ChoiceBox, every: str, entries: list[tuple[str, str]], chosen: str) -> None:
    """Fill a box with titles, the first of which stands for all of them; nobody is told."""
    box.blockSignals(True)  # noqa: FBT003 - Qt's name for it
    box.clear()
    box.addItem(every, "")
    for value, title in entries:
        box.addItem(title, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)  # noqa: FBT003
