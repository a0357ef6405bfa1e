"""Keeps corrections and scores what was corrected, behind the window's back: one at a time, the newest wins."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.practice.keeper import Keeper
from desktop.ui.contents import ReviewContents, correct_and_mark
from desktop.ui.labels import reason_of
from desktop.ui.task import StopAsked, Tasks
from rubrics.corrections import Corrections

if TYPE_CHECKING:
    from desktop.program import Program


class _NotKept(Exception):
    """A correction is not on the disk; the message is the reason."""


class CorrectionKeeping(QObject):
    """`scored` carries what there is after a correction.

    `failed` carries the id of a rehearsal of which one could not be kept and the reason, `unscored` the same when it is
    kept and could not be scored.
    """

    scored = Signal(object)
    failed = Signal(str, str)
    unscored = Signal(str, str)

    def __init__(self, program: "Program", tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._program, self._tasks = program, tasks
        self._keepers: dict[str, Keeper[Corrections]] = {}
        self._busy_with = ""

    @property
    def busy_with(self) -> str:
        """The rehearsal that is being scored anew, empty for none."""
        return self._busy_with

    def take(self, rehearsal_id: str, corrections: Corrections) -> None:
        """Take the corrections of a rehearsal as they are to be."""
        keeper = self._keepers.get(rehearsal_id)
        if keeper is None:
            keep = partial(self._program.archive.keep_corrections, rehearsal_id)
            keeper = self._keepers[rehearsal_id] = Keeper(keep)
        keeper.give(corrections)
        self._go_on()

    def settled(self, rehearsal_id: str) -> bool:
        """Whether nothing of a rehearsal waits to be written or scored."""
        keeper = self._keepers.get(rehearsal_id)
        return rehearsal_id != self._busy_with and (keeper is None or keeper.settled)

    def settle(self) -> None:
        """Write at once what waits; it is scored when it is opened next. What cannot be written is given up."""
        with self._program.marking:
            for rehearsal_id, keeper in self._keepers.items():
                try:
                    keeper.write()
                except Exception as error:  # noqa: BLE001 - nobody is there any more to be told
                    self.failed.emit(rehearsal_id, reason_of(error))

    def _go_on(self) -> None:
        waiting = next((name for name, keeper in self._keepers.items() if not keeper.settled), "")
        if waiting and not self._busy_with:
            self._busy_with = waiting
            self._tasks.start(partial(self._score, waiting), self._take_scored, self._fail)

    def _score(self, rehearsal_id: str, _stop_asked: StopAsked) -> ReviewContents:
        return correct_and_mark(self._program, rehearsal_id, partial(self._write, rehearsal_id))

    def _write(self, rehearsal_id: str) -> None:
        try:
            self._keepers[rehearsal_id].write()
        except Exception as error:
            raise _NotKept(reason_of(error)) from error

    @Slot(object)
    def _take_scored(self, contents: ReviewContents) -> None:
        done, self._busy_with = self._busy_with, ""
        if self._keepers[done].settled:
            self.scored.emit(contents)
        self._go_on()

    @Slot(Exception)
    def _fail(self, error: Exception) -> None:
        done, self._busy_with = self._busy_with, ""
        if isinstance(error, _NotKept):
            # Told, and not tried again: what waits would be refused as well.
            del self._keepers[done]
            self.failed.emit(done, str(error))
        elif self._keepers[done].settled:
            self.unscored.emit(done, reason_of(error))
        self._go_on()
