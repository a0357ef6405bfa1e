"""The page Compare and what runs behind it: reading two takes, playing them."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.ui.compare import ComparePage
from desktop.ui.comparison_contents import ComparisonContents, load_comparison
from desktop.ui.pair_player import PairPlayer
from desktop.ui.player import Player
from desktop.ui.task import StopAsked, Task, Tasks
from desktop.ui.theme import Theme

if TYPE_CHECKING:
    from desktop.program import Program
    from desktop.ui.sound import Sound


class CompareRoom(QObject):
    """Compares takes. `ready` says that the page shows two, `failed` carries why it cannot."""

    ready = Signal()
    failed = Signal(str)

    def __init__(
        self,
        program: "Program",
        tasks: Tasks,
        theme: Theme,
        make_sound: "Callable[[], Sound]",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._program, self._tasks = program, tasks
        self._reading: Task | None = None
        self.player = PairPlayer(Player(make_sound, self), self)
        self.page = ComparePage(self.player, theme)

    @Slot(str, str)
    def compare(self, one_id: str, other_id: str) -> None:
        """Read two rehearsals and show them side by side."""
        self.leave()
        self._reading = self._tasks.start(partial(self._read, one_id, other_id), self._show, self._tell)

    def leave(self) -> None:
        """Stop reading and playing."""
        if self._reading:
            # Told after the reader has gone elsewhere, its end would take the window back here.
            self._reading.cancel()
            self._reading = None
        self.player.unload()

    def _read(self, one_id: str, other_id: str, _stop_asked: StopAsked) -> ComparisonContents:
        return load_comparison(self._program, one_id, other_id)

    @Slot(object)
    def _show(self, contents: ComparisonContents) -> None:
        self._reading = None
        self.page.show_contents(contents)
        self.ready.emit()

    @Slot(Exception)
    def _tell(self, error: Exception) -> None:
        self._reading = None
        self.failed.emit(f"These cannot be compared: {error}")
