"""Taking in a recording that was made elsewhere: which case it answers, then how far it is."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from cases.model import Case
from desktop.ui.buttons import Button
from desktop.ui.choice_box import ChoiceBox
from desktop.ui.labels import ElidedLabel, plain_label
from desktop.ui.notice import Notice
from desktop.ui.theme import Theme
from desktop.ui.times import clock_text
from desktop.ui.tokens import SPACE

_STEPS = 1000
_CASE_CHARACTERS = 10
_WHICH = "Which case does it answer?"


class ImportCard(QFrame):
    """Hidden until there is a file. `import_asked` carries its path and the case's id; `withdrawn` says never mind."""

    import_asked = Signal(object, str)
    withdrawn = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._path = Path()
        self._running = False
        self._title = ElidedLabel(role="strong")
        self._told = plain_label(_WHICH, "muted")
        self._cases = ChoiceBox(theme, "The case it answers")
        self._go = Button("Import", self._ask, "primary")
        self._cancel = Button("Cancel", self.withdrawn.emit)
        self._bar = QProgressBar()
        self._problem = Notice(theme, "stop")
        self._lay_out()
        self.hide()

    @property
    def running(self) -> bool:
        """Whether a file is being read."""
        return self._running

    def show_cases(self, cases: tuple[Case, ...]) -> None:
        """Show which cases a recording can answer, keeping the chosen one."""
        chosen = self._cases.currentData()
        self._cases.clear()
        for case in cases:
            self._cases.addItem(case.title, case.id)
        self._cases.setCurrentIndex(max(0, self._cases.findData(chosen)))

    def show_file(self, path: Path) -> None:
        """Ask which case this file answers."""
        self._path = path
        self._title.setText(f"Import {path.name}")
        self._problem.tell("")
        self._show_running(running=False)
        self.show()
        self._cases.setFocus()

    def show_progress(self, read_seconds: float, total_seconds: float | None) -> None:
        """Show how much has been read; None when nobody knows how much there is."""
        self._show_running(running=True)
        if total_seconds:
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(round(_STEPS * min(1.0, read_seconds / total_seconds)))
            self._told.setText(f"{clock_text(read_seconds)} of {clock_text(max(read_seconds, total_seconds))} read")
        else:
            self._bar.setRange(0, 0)
            self._told.setText(f"{clock_text(read_seconds)} read" if read_seconds else "Opening the file")

    def show_stopping(self) -> None:
        """Show that it was asked to stop."""
        self._told.setText("Stopping")
        self._cancel.setEnabled(False)

    def show_problem(self, text: str) -> None:
        """Say why it could not be imported; another case or file can be tried."""
        self._show_running(running=False)
        self._problem.tell(text)

    def end(self) -> None:
        """Go away."""
        self._show_running(running=False)
        self.hide()

    def _show_running(self, *, running: bool) -> None:
        self._running = running
        self._bar.setVisible(running)
        self._cases.setVisible(not running)
        self._go.setVisible(not running)
        self._cancel.setEnabled(True)
        if not running:
            self._told.setText(_WHICH)

    @Slot()
    def _ask(self) -> None:
        if self._cases.currentData():
            self.show_progress(0.0, None)
            self.import_asked.emit(self._path, self._cases.currentData())

    def _lay_out(self) -> None:
        self._cases.setMinimumContentsLength(_CASE_CHARACTERS)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("How much has been read")
        words = QVBoxLayout()
        words.setSpacing(SPACE.hair)
        words.addWidget(self._title)
        words.addWidget(self._told)
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        row.addLayout(words, 3)
        row.addWidget(self._cases, 2)
        row.addWidget(self._cancel)
        row.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.large, SPACE.medium, SPACE.medium, SPACE.medium)
        column.setSpacing(SPACE.small)
        column.addLayout(row)
        column.addWidget(self._bar)
        column.addWidget(self._problem)
