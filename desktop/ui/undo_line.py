"""A line that says what was just changed, with the way back."""

from collections.abc import Callable

from desktop.ui.buttons import Button
from desktop.ui.notice import Notice
from desktop.ui.theme import Theme

Undo = Callable[[], object]


class UndoLine(Notice):
    """Tells the last change; `undo` takes it back, and then the one before it.

    The button stands only beside the change that it takes back.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "muted")
        self._changes: list[Undo] = []
        self.button = Button("Undo", self.undo)
        self.add(self.button)

    def offer(self, text: str, undo: Undo) -> None:
        """Say what was changed and how it is taken back."""
        self._changes.append(undo)
        self.say_of(undo, text)

    def say_of(self, undo: Undo, text: str) -> None:
        """Say what is known by now of the change that `undo` takes back, unless there is a newer one to tell."""
        if self._changes and self._changes[-1] is undo:
            super().tell(text)
            self.button.show()

    def tell(self, text: str) -> None:
        """Say something that cannot be taken back, or nothing more."""
        self.button.hide()
        super().tell(text)

    def forget(self) -> None:
        """Offer nothing more: what was changed belongs to another rehearsal."""
        self._changes.clear()
        self.tell("")

    def undo(self) -> None:
        """Take the last change back, if there is one."""
        if self._changes:
            self.tell("")
            self._changes.pop()()
