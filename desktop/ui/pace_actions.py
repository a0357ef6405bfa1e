"""What a speaker may do about the time: think, pause, go on to the next phase."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.buttons import KeyButton
from desktop.ui.tokens import SPACE


class PaceActions(QWidget):
    """Three quiet buttons; each can be absent, and what is absent cannot be asked for by its key either."""

    thinking_asked = Signal()
    pause_asked = Signal()
    phase_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._think = KeyButton("Time to think", "T", self.thinking_asked.emit, "quiet")
        self._pause = KeyButton("Pause", "P", self.pause_asked.emit, "quiet")
        self._phase = KeyButton("Next phase", "N", self.phase_asked.emit, "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        row.addStretch(1)
        for button in (self._think, self._pause, self._phase):
            row.addWidget(button)
        self.allow(think=False, pause=False, phase=False)

    def allow(self, *, think: bool, pause: bool, phase: bool) -> None:
        """Show what can be asked for now."""
        for button, allowed in ((self._think, think), (self._pause, pause), (self._phase, phase)):
            # An explicit answer: a button of a hidden page is not visible either, and yet allowed.
            if button.isHidden() is allowed:
                button.setVisible(allowed)

    def think(self) -> None:
        """Ask for time to think, if that can be asked for."""
        self._press(self._think)

    def pause(self) -> None:
        """Ask for a pause, if there can be one."""
        self._press(self._pause)

    def next_phase(self) -> None:
        """Ask for the next phase, if there is one."""
        self._press(self._phase)

    def _press(self, button: KeyButton) -> None:
        if not button.isHidden():
            button.click()
