"""What can be done during an interview: one row of buttons, another for each moment."""

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.practice.interview import Stage
from desktop.ui.buttons import KeyButton
from desktop.ui.labels import plain_label
from desktop.ui.tokens import SPACE

if TYPE_CHECKING:
    from desktop.practice.sitting import View


class Moment(Enum):
    """What the speaker can do now."""

    ASKING = auto()
    PREPARING = auto()
    LISTENING = auto()
    PAUSED = auto()
    INTERRUPTED = auto()
    CONFIRMING = auto()
    CLOSING = auto()
    TRANSCRIBING = auto()
    HEARD_NOTHING = auto()
    NOTHING_RECORDED = auto()
    SCORING = auto()


def moment_of(view: "View", *, confirming: bool) -> Moment:
    """Return what can be done now; `confirming` says that the speaker was asked whether the answer is to end."""
    match view.stage:
        case Stage.READY | Stage.ASKING:
            return Moment.ASKING
        case Stage.PREPARING:
            return Moment.PREPARING
        case Stage.LISTENING:
            return Moment.CONFIRMING if confirming else Moment.LISTENING
        case Stage.PAUSED:
            return Moment.CONFIRMING if confirming else Moment.PAUSED
        case Stage.INTERRUPTED:
            return Moment.INTERRUPTED
        case Stage.CLOSING:
            return Moment.CLOSING
    if view.rehearsal is None:
        return Moment.NOTHING_RECORDED
    if not view.finished:
        return Moment.TRANSCRIBING
    return Moment.SCORING if view.transcribed else Moment.HEARD_NOTHING


class InterviewActions(QWidget):
    """Shows the buttons of a moment; Enter and Esc do what the row says they do.

    Ending an answer takes two steps in the same place, the second one in words.
    """

    question_skipped = Signal()
    end_asked = Signal()
    end_confirmed = Signal()
    end_withdrawn = Signal()
    resume_asked = Signal()
    left = Signal()
    review_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._moment = Moment.CLOSING
        self._asking_to_end = plain_label("End it now?", "strong")
        self._skip = KeyButton("Skip the voice", "Enter", self.question_skipped.emit)
        self._end = KeyButton("End the answer", "Enter", self.end_asked.emit)
        self._resume = KeyButton("Go on", "Enter", self.resume_asked.emit, "primary")
        self._end_paused = KeyButton("End the answer", "Esc", self.end_asked.emit)
        self._confirm = KeyButton("End and transcribe", "Enter", self.end_confirmed.emit, "primary")
        self._withdraw = KeyButton("Go on speaking", "Esc", self.end_withdrawn.emit)
        self._leave = KeyButton("Leave, everything is kept", "Esc", self.left.emit)
        self._stop = KeyButton("Stop", "Esc", self.end_confirmed.emit)
        self._back = KeyButton("Back to the cases", "Esc", self.left.emit)
        self._review = KeyButton("Listen to the recording", "Enter", self.review_asked.emit, "primary")
        self._shown: dict[Moment, tuple[QWidget, ...]] = {
            Moment.ASKING: (self._back, self._skip),
            Moment.PREPARING: (self._stop,),
            Moment.LISTENING: (self._end,),
            Moment.PAUSED: (self._end_paused, self._resume),
            # What can be done then stands with the list of microphones.
            Moment.INTERRUPTED: (),
            Moment.CONFIRMING: (self._asking_to_end, self._withdraw, self._confirm),
            Moment.CLOSING: (),
            Moment.TRANSCRIBING: (self._leave,),
            Moment.HEARD_NOTHING: (self._back, self._review),
            Moment.NOTHING_RECORDED: (self._back,),
            Moment.SCORING: (),
        }
        self._row()
        self.show_moment(Moment.ASKING)

    @property
    def moment(self) -> Moment:
        """The moment that is shown."""
        return self._moment

    def show_moment(self, moment: Moment) -> None:
        """Show what can be done now."""
        if moment is self._moment:
            return
        self._moment = moment
        shown = self._shown[moment]
        for widget in {widget for row in self._shown.values() for widget in row}:
            widget.setVisible(widget in shown)
        if moment is Moment.CONFIRMING:
            self._confirm.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def enter(self) -> None:
        """Do what Enter does now: press the button in focus, else the one that names the key."""
        focused = self.focusWidget()
        if isinstance(focused, KeyButton) and focused.hasFocus() and focused.isVisible():
            focused.click()
            return
        for button in (self._skip, self._end, self._resume, self._confirm, self._review):
            if button in self._shown[self._moment]:
                button.click()
                return

    @Slot()
    def escape(self) -> None:
        """Do what Esc does now."""
        for button in (self._withdraw, self._end_paused, self._leave, self._stop, self._back):
            if button in self._shown[self._moment]:
                button.click()
                return

    def _row(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        row.addStretch(1)
        for widget in (self._asking_to_end, self._back, self._leave, self._stop, self._withdraw, self._skip, self._end,
                       self._end_paused, self._resume, self._confirm, self._review):  # fmt: skip
            row.addWidget(widget)
