"""How much of an answer the recogniser has heard."""

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from desktop.ui.labels import plain_label
from desktop.ui.times import clock_text
from desktop.ui.tokens import SPACE

_STEPS = 1000


class HearingProgress(QWidget):
    """A bar with what has been heard and what is left, in minutes of the answer."""

    def __init__(self) -> None:
        super().__init__()
        self._label = plain_label(wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, _STEPS)
        self._bar.setAccessibleName("How much of the answer has been heard")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addWidget(self._label)
        column.addWidget(self._bar)

    @property
    def text(self) -> str:
        """The progress in words."""
        return self._label.text()

    @property
    def share(self) -> float:
        """The progress from 0 to 1."""
        return self._bar.value() / _STEPS

    def show_progress(self, heard_seconds: float, recorded_seconds: float, words: int) -> None:
        """Show how far it is."""
        recorded = max(recorded_seconds, heard_seconds)
        self._bar.setValue(round(_STEPS * heard_seconds / recorded) if recorded else 0)
        if not heard_seconds:
            self._label.setText("Transcribing on this laptop: loading the recogniser")
            return
        self._label.setText(
            f"Transcribing on this laptop: {clock_text(heard_seconds)} of {clock_text(recorded)} heard, "
            f"{words} {'word' if words == 1 else 'words'}, {clock_text(recorded - heard_seconds)} left"
        )

    def show_scoring(self) -> None:
        """Show that the answer is heard and is being scored."""
        self._bar.setValue(_STEPS)
        self._label.setText("Heard. Scoring the answer")
