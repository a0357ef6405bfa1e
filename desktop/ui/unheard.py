"""What a review shows for an answer that was recorded but not transcribed: the way to have it heard."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.buttons import Button
from desktop.ui.hearing import HearingProgress
from desktop.ui.labels import plain_label
from desktop.ui.notice import IconView
from desktop.ui.theme import Theme
from desktop.ui.tokens import SPACE

_WIDTH = 380
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
        self._transcribe = Button("Transcribe the answer", self.ask, "primary")
        self._progress = HearingProgress()
        self._lay_out(theme)
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

    def ask(self) -> None:
        """Ask for the transcription."""
        self.show_progress(0.0, 0.0, 0)
        self.transcription_asked.emit()

    def _lay_out(self, theme: Theme) -> None:
        title = plain_label("Recorded, not transcribed yet", "title")
        for label in (title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle = QWidget()
        # Larger type makes longer lines.
        middle.setFixedWidth(max(_WIDTH, title.minimumSizeHint().width(), self._transcribe.minimumSizeHint().width()))
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.medium)
        column.addWidget(IconView("ear", "muted", theme, 32), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(title)
        column.addWidget(self._text)
        column.addSpacing(SPACE.small)
        column.addWidget(self._transcribe, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._progress)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(middle)
        across.addStretch(1)
        around = QVBoxLayout(self)
        around.addStretch(1)
        around.addLayout(across)
        around.addStretch(1)
