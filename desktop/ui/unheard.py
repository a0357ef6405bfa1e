"""What a review shows for an answer that was recorded but not transcribed: the way to have it heard."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.ui.buttons import Button
from desktop.ui.hearing import HearingProgress
from desktop.ui.labels import plain_label
from desktop.ui.notice import IconView
from desktop.ui.theme import Theme
from desktop.ui.tokens import SPACE

_WIDTH = 460
_TEXT = (
    "The recording is whole and kept. Once it is transcribed, the score and every remark will be here, "
    "and each of them plays from its second."
)


class UnheardAnswer(QFrame):
    """Offers the transcription, then shows how far it is."""

    transcription_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._text = plain_label(_TEXT, "muted", wrap=True)
        self._transcribe = Button("Transcribe the answer", self._ask, "primary")
        self._progress = HearingProgress()
        self._progress.setFixedWidth(_WIDTH)
        self._text.setFixedWidth(_WIDTH)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setSpacing(SPACE.medium)
        column.addStretch(1)
        for widget in (
            IconView("ear", "muted", theme, 32),
            plain_label("Recorded, not transcribed yet", "title"),
            self._text,
            self._transcribe,
            self._progress,
        ):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.show_waiting()

    def show_waiting(self) -> None:
        """Offer the transcription."""
        self._transcribe.show()
        self._progress.hide()

    def show_progress(self, heard_seconds: float, recorded_seconds: float, words: int) -> None:
        """Show how much has been heard."""
        self._transcribe.hide()
        self._progress.show()
        self._progress.show_progress(heard_seconds, recorded_seconds, words)

    def _ask(self) -> None:
        self.show_progress(0.0, 0.0, 0)
        self.transcription_asked.emit()
