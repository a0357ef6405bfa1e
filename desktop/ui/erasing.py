"""What runs behind erasing everything."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.home import HomeUnusable
from desktop.practice.erasing import Erasure, erase, erasure_in_words
from desktop.settings import SettingsError
from desktop.ui.task import StopAsked, Tasks

if TYPE_CHECKING:
    from desktop.program import Program
    from desktop.ui.rehearsals import RehearsalsPage


class Erasing(QObject):
    """Serves the part of the rehearsals' page that erases. `begun` is told before, `erased` after everything went."""

    begun = Signal(object)
    erased = Signal()

    def __init__(self, program: "Program", tasks: Tasks, page: "RehearsalsPage", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program, self._tasks, self._page = program, tasks, page
        page.disk.erase_asked.connect(page.erasing.begin)
        page.erasing.changed.connect(self._say)
        page.erasing.erase_asked.connect(self._erase)

    @Slot(object)
    def _say(self, erasure: Erasure) -> None:
        self._page.erasing.show_gone(erasure_in_words(self._program.home, erasure))

    @Slot(object)
    def _erase(self, erasure: Erasure) -> None:
        # Whatever writes there must have stopped.
        self.begun.emit(erasure)
        self._page.show_problem("")
        self._page.show_erased("Erasing")
        gone = erasure_in_words(self._program.home, erasure)
        self._tasks.start(partial(self._remove, erasure), partial(self._show_erased, gone), self._fail)

    def _remove(self, erasure: Erasure, _stop_asked: StopAsked) -> None:
        erase(self._program.home, erasure)

    def _show_erased(self, gone: str, _nothing: None) -> None:
        self._page.show_erased(f"Erased: {gone}.")
        self._begin_again()

    @Slot(Exception)
    def _fail(self, error: Exception) -> None:
        self._page.show_erased("")
        self._page.show_problem(str(error))
        self._begin_again()

    def _begin_again(self) -> None:
        try:
            self._program.begin_again()
        except (HomeUnusable, SettingsError) as error:
            self._page.show_problem(str(error))
        self.erased.emit()
