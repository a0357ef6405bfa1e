"""What a speaker may see and hear besides the clock: the question, again or as text, and their own words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.buttons import KeyButton
from desktop.ui.tokens import SPACE


class WordActions(QWidget):
    """Three quiet buttons; each can be absent, and what is absent cannot be asked for by its key either."""

    again_asked = Signal()
    question_toggled = Signal()
    words_toggled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._again = KeyButton("Hear again", "R", self.again_asked.emit, "quiet")
        self._question = KeyButton("Ears only", "Q", self.question_toggled.emit, "quiet")
        self._words = KeyButton("My words", "W", self.words_toggled.emit, "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        for button in (self._again, self._question, self._words):
            row.addWidget(button)
        row.addStretch(1)
        self.allow(again=False, question=False, words=False)

    def allow(self, *, again: bool, question: bool, words: bool) -> None:
        """Show what can be asked for now."""
        for button, allowed in ((self._again, again), (self._question, question), (self._words, words)):
            # As with the pace: a button of a hidden page is not visible either, and yet allowed.
            if button.isHidden() is allowed:
                button.setVisible(allowed)

    def show_state(self, *, question: bool, words: bool) -> None:
        """Say what a button would do, given what is shown."""
        self._question.say("Ears only" if question else "As text")
        self._words.say("Hide my words" if words else "My words")

    def again(self) -> None:
        """Ask to hear it again, if that can be asked for."""
        self._press(self._again)

    def question(self) -> None:
        """Show or hide the question, if it can be both."""
        self._press(self._question)

    def words(self) -> None:
        """Show or hide what was heard, if something is being recorded."""
        self._press(self._words)

    def _press(self, button: KeyButton) -> None:
        if not button.isHidden():
            button.click()
