"""What to practise next: one card, one button."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from desktop.practice.next_step import NextStep
from desktop.ui.buttons import Button
from desktop.ui.labels import ElidedLabel
from desktop.ui.times import minutes_text
from desktop.ui.tokens import SPACE


class NextStepCard(QFrame):
    """Hidden until there is something to advise. `taken_up` carries the ids of the case and the format."""

    taken_up = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        # It comes when the judge is there: nothing may move under a pointer that is about to start.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self._step: NextStep | None = None
        self._title = ElidedLabel(role="strong")
        self._reason = ElidedLabel(role="small")
        self._take_up = Button("Take it up", self._tell)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._reason)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.large, SPACE.tiny, SPACE.tiny, SPACE.tiny)
        row.setSpacing(SPACE.large)
        row.addLayout(words, 1)
        row.addWidget(self._take_up, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    @property
    def text(self) -> str:
        """What is advised and why, empty while nothing is."""
        return f"{self._title.text()}. {self._reason.text()}" if self._step else ""

    def show_step(self, step: NextStep | None) -> None:
        """Advise something, or nothing more."""
        self._step = step
        if step is not None:
            self._title.setText(f"Next, {minutes_text(step.format.minutes)}: {step.format.title}")
            self._reason.setText(reason_text(step))
            self._take_up.setAccessibleDescription(self.text)
        self.setVisible(step is not None)

    @Slot()
    def _tell(self) -> None:
        if self._step:
            self.taken_up.emit(self._step.case.id, self._step.format.id)


def reason_text(step: NextStep) -> str:
    """Return why it is advised: what was missed how often, and the question to ask oneself."""
    if step.asked == 1:
        often = "your last rehearsal that asks for it"
    else:
        often = f"{step.missed} of the last {step.asked} rehearsals that ask for it"
    return f"\u201c{step.signal.title}\u201d was missed in {often}. {step.signal.question}"
