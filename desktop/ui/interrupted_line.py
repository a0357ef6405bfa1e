"""The line about an interview that was cut off: what is kept of it, and the two ways to go from there."""

from PySide6.QtCore import Signal, Slot

from desktop.ui.buttons import Button
from desktop.ui.interruption import Interruption
from desktop.ui.notice import Notice
from desktop.ui.theme import Theme
from desktop.ui.times import clock_text, minutes_text

_GO_ON = "Go on from the second of the crash"
_GO_ON_STRICT = "Go on, the clock has run on"


class InterruptedLine(Notice):
    """Hidden until there is such an interview. `go_on_asked` and `close_asked` carry the id of its rehearsal."""

    go_on_asked = Signal(str)
    close_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "note")
        self._rehearsal_id = ""
        self._go_on = Button(_GO_ON, self._ask_to_go_on)
        self._close = Button("Close it as it stands", self._ask_to_close)
        for button in (self._go_on, self._close):
            self.add(button)

    def show_interruption(self, interruption: Interruption | None) -> None:
        """Offer to go on with this interview or to close it; with None there is nothing to offer."""
        if interruption is None:
            self.tell("")
            return
        self._rehearsal_id = interruption.stood.rehearsal.id
        self._go_on.say(_GO_ON_STRICT if interruption.stood.strict else _GO_ON)
        self._go_on.setVisible(not interruption.over)
        text = _in_words(interruption)
        for button in (self._go_on, self._close):
            button.setAccessibleDescription(text)
        self.tell(text)

    @Slot()
    def _ask_to_go_on(self) -> None:
        self.go_on_asked.emit(self._rehearsal_id)

    @Slot()
    def _ask_to_close(self) -> None:
        self.close_asked.emit(self._rehearsal_id)


def _in_words(interruption: Interruption) -> str:
    stood = interruption.stood
    strict = ", strict," if stood.strict else ""
    since = f", and its {minutes_text(interruption.format.minutes)} have run out since" if interruption.over else ""
    return (
        f"\u201c{interruption.case.title}\u201d{strict} was cut off at {clock_text(stood.elapsed_seconds)}{since}. "
        "Everything up to then is kept."
    )
