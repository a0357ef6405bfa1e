"""One Whisper model: what it is good for, and what can be done with it now."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.ui.buttons import Button
from desktop.ui.labels import ElidedLabel, plain_label
from desktop.ui.model_facts import ModelFacts, ModelState, size_text
from desktop.ui.notice import Notice
from desktop.ui.side_by_side import SideBySide
from desktop.ui.theme import Theme
from desktop.ui.tokens import SPACE

_STEPS = 1000
_LEAST_CHARACTERS = 24


class ModelRow(QFrame):
    """Shows a model; each signal carries its name.

    Removing takes two steps in the same place: what is removed must be downloaded again.
    """

    download_asked = Signal(str)
    cancel_asked = Signal(str)
    use_asked = Signal(str)
    remove_asked = Signal(str)

    def __init__(self, facts: ModelFacts, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.facts = facts
        self._busy = self._sure = False
        self._name = ElidedLabel(role="strong")
        self._detail = plain_label(role="small", wrap=True)
        self._state = plain_label()
        self._progress = QProgressBar()
        self._told = plain_label(role="small")
        self._problem = Notice(theme, "stop")
        self._download = Button("Download", lambda: self.download_asked.emit(self.facts.name))
        self._cancel = Button("Cancel", lambda: self.cancel_asked.emit(self.facts.name))
        self._use = Button("Use this one", lambda: self.use_asked.emit(self.facts.name))
        self._remove = Button("Remove", self._ask_to_remove, "quiet")
        self._really = Button("Remove it", self._tell_remove)
        self._keep = Button("Keep it", self._withdraw, "quiet")
        self._lay_out()
        self.show_facts(facts)

    def show_facts(self, facts: ModelFacts) -> None:
        """Show what is known of the model."""
        self.facts = facts
        self._sure = False
        short = facts.name.rstrip("/").rsplit("/", 1)[-1]
        self._name.setText(short)
        parts = (facts.language, facts.good_for)
        self._detail.setText("  \u00b7  ".join(part for part in parts if part))
        for button, verb in (
            (self._download, "Resume" if facts.state is ModelState.PARTLY else "Download"),
            (self._cancel, "Cancel"),
            (self._use, "Use this one"),
            (self._remove, "Stop using it" if facts.state is ModelState.OWN_FOLDER else "Remove"),
        ):
            button.say(verb)
            button.setAccessibleName(f"{verb}: {short}")
        self._show_state()

    def show_progress(self, share: float | None, text: str) -> None:
        """Show how far a download has come; None when nobody knows."""
        self._busy = True
        self._problem.tell("")
        self._progress.setRange(0, _STEPS if share is not None else 0)
        if share is not None:
            self._progress.setValue(round(share * _STEPS))
        self._told.setText(text)
        self._show_state()

    def show_stopped(self, problem: str = "") -> None:
        """Show that no download is running any more, and why when it failed."""
        self._busy = False
        self._problem.tell(problem)
        self._show_state()

    def _show_state(self) -> None:
        facts = self.facts
        here = facts.state in (ModelState.INSTALLED, ModelState.OWN_FOLDER)
        self._state.setText("" if self._busy else _state_text(facts))
        for widget in (self._progress, self._told, self._cancel):
            widget.setVisible(self._busy)
        self._download.setVisible(not self._busy and not here)
        self._use.setVisible(here and not facts.used)
        removable = not self._busy and facts.state is not ModelState.ABSENT
        self._remove.setVisible(removable and not self._sure)
        self._really.setVisible(removable and self._sure)
        self._keep.setVisible(removable and self._sure)

    def _ask_to_remove(self) -> None:
        if self.facts.state is ModelState.OWN_FOLDER:
            self._tell_remove()
            return
        self._sure = True
        self._really.say(f"Remove {size_text(self.facts.bytes_here)}")
        self._show_state()
        self._keep.setFocus()

    def _withdraw(self) -> None:
        self._sure = False
        self._show_state()
        self._remove.setFocus()

    def _tell_remove(self) -> None:
        self.remove_asked.emit(self.facts.name)

    def _lay_out(self) -> None:
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("How much has arrived")
        about = QWidget()
        words = QVBoxLayout(about)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(SPACE.hair)
        words.addWidget(self._name)
        words.addWidget(self._detail)
        acts = QWidget()
        row = QHBoxLayout(acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        row.addStretch(1)
        buttons: tuple[QWidget, ...] = (self._state, self._use, self._download, self._cancel, self._remove, self._keep,
                                        self._really)  # fmt: skip
        for widget in buttons:
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.large, SPACE.medium, SPACE.medium, SPACE.medium)
        column.setSpacing(SPACE.small)
        least = self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS
        column.addWidget(SideBySide(about, acts, left_least=least))
        for widget in (self._progress, self._told, self._problem):
            column.addWidget(widget)


def _state_text(facts: ModelFacts) -> str:
    match facts.state:
        case ModelState.ABSENT:
            return size_text(facts.megabytes * 1e6)
        case ModelState.PARTLY:
            return f"{size_text(facts.bytes_here)} of {size_text(facts.megabytes * 1e6)} is here"
    size = size_text(facts.bytes_here)
    return f"\u2713 In use, {size}" if facts.used else f"Installed, {size}"
