"""Keeps what is noted on rehearsals: on the disk soon after each letter, and before the window closes."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.practice.archive import ArchiveError
from desktop.practice.bookmarks import Bookmarks
from desktop.practice.keeper import Keeper
from desktop.ui.labels import reason_of
from desktop.ui.task import StopAsked, Tasks

_TYPING_MILLISECONDS = 300
_AGAIN_MILLISECONDS = 3000


class NoteKeeping(QObject):
    """Writes notes in the background. `failed` carries a line when that cannot be done; it is tried again.

    `kept` says that nothing waits any more after it had failed.
    """

    failed = Signal(str)
    kept = Signal()

    def __init__(self, keep: Callable[[str, Bookmarks], object], tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._keep, self._tasks = keep, tasks
        self._keepers: dict[str, Keeper[Bookmarks]] = {}
        self._aside: dict[str, Keeper[Bookmarks]] = {}
        self._failing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._write)

    def take(self, rehearsal_id: str, bookmarks: Bookmarks) -> None:
        """Take the notes of a rehearsal as they are now."""
        keeper = self._keepers.get(rehearsal_id)
        if keeper is None:
            keeper = self._keepers[rehearsal_id] = Keeper(partial(self._keep, rehearsal_id))
        keeper.give(bookmarks)
        if not self._timer.isActive():
            self._timer.start(_TYPING_MILLISECONDS)

    def waiting(self, rehearsal_id: str) -> Bookmarks | None:
        """Return notes of a rehearsal that could not be written yet."""
        return self._keepers[rehearsal_id].waiting if rehearsal_id in self._keepers else None

    def set_aside(self, rehearsal_id: str) -> None:
        """Try to write no more on a rehearsal that is deleted; what waits is written when it comes back."""
        if rehearsal_id in self._keepers:
            self._aside[rehearsal_id] = self._keepers.pop(rehearsal_id)

    def take_back(self, rehearsal_id: str) -> None:
        """Go on with a rehearsal that was set aside."""
        if rehearsal_id in self._aside:
            self._keepers.setdefault(rehearsal_id, self._aside.pop(rehearsal_id))
            self.settle()

    def settle(self) -> bool:
        """Write at once all that waits, and return whether that could be done."""
        self._timer.stop()
        try:
            self._write_all()
        except (ArchiveError, OSError) as error:
            self._fail(error)
            return False
        self._rest()
        return True

    def _write_all(self) -> None:
        failed = None
        for keeper in tuple(self._keepers.values()):
            # One rehearsal that takes nothing must not keep the notes on all others from the disk.
            try:
                keeper.write()
            except (ArchiveError, OSError) as error:
                failed = error
        if failed is not None:
            raise failed

    def _write_waiting(self, _stop_asked: StopAsked) -> None:
        self._write_all()

    @Slot()
    def _write(self) -> None:
        self._tasks.start(self._write_waiting, self._take_kept, self._fail)

    @Slot(object)
    def _take_kept(self, _nothing: None) -> None:
        self._rest()

    def _rest(self) -> None:
        if self._failing:
            self._failing = False
            self.kept.emit()

    @Slot(Exception)
    def _fail(self, error: Exception) -> None:
        self._failing = True
        self.failed.emit(
            f"A note cannot be kept: {reason_of(error)}. It stays here, and is tried again until it can be."
        )
        self._timer.start(_AGAIN_MILLISECONDS)
