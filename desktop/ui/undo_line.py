"""A line that says what was just changed, with the way back."""

from collections.abc import Callable

from desktop.ui.buttons import Button
from desktop.ui.notice import Notice
from desktop.ui.theme import Theme

Undo = Callable[[], object]


class UndoLine(Notice):
    """Tells the last change; `undo` takes it back, and then the one before it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "muted")
        self._changes: list[Undo] = []
        self.button = Button("Undo", self.undo)
        self.add(self.button)

    def offer(self, text: str, undo: Undo) -> None:
        """Say what was changed and how it is taken back."""
        self._changes.append(undo)
        self.tell(text)

    def forget(self) -> None:
        """Offer nothing more: what was changed belongs to another rehearsal."""
        self._changes.clear()
        self.tell("")

    def undo(self) -> None:
        """Take the last change back, if there is one."""
        if self._changes:
            self.tell("")
            self._changes.pop()()
