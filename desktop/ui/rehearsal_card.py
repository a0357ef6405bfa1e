"""The chosen rehearsal among many: its facts, and what can be done with it."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.practice.rehearsal import Rehearsal, State
from desktop.ui.buttons import Button
from desktop.ui.hearing import HearingProgress
from desktop.ui.labels import plain_label, rule
from desktop.ui.rehearsal_rows import score_text
from desktop.ui.scrolled import ScrolledColumn
from desktop.ui.times import clock_text, date_text, length_text
from desktop.ui.tokens import SPACE

_WIDTH = 288
_COMPARE, _COMPARE_THESE = "Compare with another", "Compare these two"
_CHARACTERS = 30


class RehearsalCard(QFrame):
    """Shows one rehearsal.

    The signals carry its id; `open_asked` opens what is shown, `compare_asked` wants it beside another take,
    `stop_asked` ends a transcription.
    """

    open_asked = Signal()
    compare_asked = Signal()
    hear_asked = Signal(str)
    export_asked = Signal(str)
    delete_asked = Signal(str)
    stop_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._rehearsal: Rehearsal | None = None
        self._heard_id = ""
        self._title = plain_label(role="title", wrap=True)
        self._facts = plain_label(role="muted", wrap=True)
        self._score = plain_label(role="headline")
        self._score_note = plain_label(role="small", wrap=True)
        self._listener = plain_label(role="small", wrap=True)
        self._progress = HearingProgress()
        self._open = Button("Open", self._ask_to_open, "primary")
        self._compare = Button(_COMPARE, self.compare_asked.emit)
        self._hear = Button("Transcribe again", self._ask_to_hear)
        self._stop = Button("Stop transcribing", self.stop_asked.emit)
        self._export = Button("Export", self._ask_to_export)
        self._delete = Button("Delete", self._ask_to_delete, "quiet")
        self._lay_out()
        self._fit()
        self.show_rehearsal(None)

    @property
    def rehearsal(self) -> Rehearsal | None:
        """The rehearsal that is shown."""
        return self._rehearsal

    def show_rehearsal(self, rehearsal: Rehearsal | None, at_seconds: float | None = None) -> None:
        """Show a rehearsal, with the second that would be played first, or that none is chosen."""
        self._rehearsal = rehearsal
        self.setVisible(rehearsal is not None)
        if rehearsal is None:
            return
        self._title.setText(rehearsal.case_title)
        facts = [rehearsal.format_title, date_text(rehearsal.started_at)]
        if rehearsal.recorded_seconds:
            facts.append(length_text(rehearsal.recorded_seconds))
        self._facts.setText("\n".join(facts))
        scored = rehearsal.state is State.SCORED
        # Until it is scored anew, the mark that is there is one of other words.
        overall = rehearsal.overall if scored else None
        self._score.setText(score_text(overall, rehearsal.band) if overall is not None else "")
        self._score.setVisible(overall is not None)
        self._score_note.setText(_score_note(rehearsal))
        self._score_note.setVisible(bool(self._score_note.text()))
        self._open.say("Open" if at_seconds is None else f"Open and play {clock_text(at_seconds)}")
        self._compare.setVisible(scored)
        self._hear.say("Transcribe again" if scored else "Transcribe")
        self._show_hearing()

    def show_compared(self, other: Rehearsal | None) -> None:
        """Show that a take was chosen which this one is to be compared with, None for none."""
        self._compare.say(_COMPARE if other is None else _COMPARE_THESE)
        self._compare.setEnabled(other is None or self._rehearsal is None or other.id != self._rehearsal.id)

    def show_listener(self, text: str) -> None:
        """Say who would listen."""
        self._listener.setText(text)

    def show_progress(self, rehearsal_id: str, heard_seconds: float, recorded_seconds: float, words: int) -> None:
        """Show how much of a rehearsal has been heard."""
        self._heard_id = rehearsal_id
        self._progress.show_progress(heard_seconds, recorded_seconds, words)
        self._show_hearing()

    def show_scoring(self) -> None:
        """Show that it is heard and being scored."""
        self._progress.show_scoring()

    def show_rest(self) -> None:
        """Show that nothing is being heard."""
        self._heard_id = ""
        self._show_hearing()

    def delete(self) -> None:
        """Ask for it to be deleted, as the button does and only when it can."""
        if self._rehearsal:
            self._delete.click()

    def _show_hearing(self) -> None:
        this = self._rehearsal is not None and self._rehearsal.id == self._heard_id
        self._progress.setVisible(this)
        self._stop.setVisible(this)
        self._hear.setVisible(not this)
        self._listener.setVisible(not this)
        # One at a time, and what is being heard must not go away meanwhile.
        self._hear.setEnabled(not self._heard_id)
        self._delete.setEnabled(not this)

    @Slot()
    def _ask_to_open(self) -> None:
        if self._rehearsal:
            self.open_asked.emit()

    @Slot()
    def _ask_to_hear(self) -> None:
        if self._rehearsal:
            self.hear_asked.emit(self._rehearsal.id)

    @Slot()
    def _ask_to_export(self) -> None:
        if self._rehearsal:
            self.export_asked.emit(self._rehearsal.id)

    @Slot()
    def _ask_to_delete(self) -> None:
        if self._rehearsal:
            self.delete_asked.emit(self._rehearsal.id)

    def changeEvent(self, event: QEvent) -> None:
        """Take the width that another type needs."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(max(_WIDTH, self.fontMetrics().averageCharWidth() * _CHARACTERS))

    def _lay_out(self) -> None:
        around = QVBoxLayout(self)
        around.setContentsMargins(1, SPACE.medium, 1, SPACE.medium)
        column = ScrolledColumn(margin=SPACE.large, spacing=SPACE.small)
        facts = (self._title, self._facts, self._score, self._score_note, self._open, self._compare)
        hearing = (self._hear, self._listener, self._progress, self._stop)
        for widget in (*facts, rule(), *hearing, rule(), self._export, self._delete):
            column.add(widget)
        around.addWidget(column)


def _score_note(rehearsal: Rehearsal) -> str:
    match rehearsal.state:
        case State.RECORDING:
            return "Cut off; the recording up to then is kept."
        case State.RECORDED:
            return "Recorded, not transcribed yet."
        case State.TRANSCRIBED:
            return "Transcribed, not scored yet: open it."
    if rehearsal.overall is None:
        return "Too short to score."
    heard = "pocketsphinx" if rehearsal.provisional else f"Whisper ({rehearsal.model})"
    return f"Heard by {heard}{': provisional' if rehearsal.provisional else ''}"
