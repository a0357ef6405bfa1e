"""The practise page and what runs behind it: reading the cases and the rehearsals."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.ui.practise import PractisePage
from desktop.ui.task import StopAsked, Tasks
from desktop.ui.theme import Theme

if TYPE_CHECKING:
    from desktop.practice.next_step import NextStep
    from desktop.program import Program
    from desktop.ui.contents import PractiseContents


class PractiseRoom(QObject):
    """Fills the page in the background; `loaded` says that it shows what there is, `advised` also what to do next.

    `go_on_asked` carries the `Interruption` of an interview that was cut off, as it stands when it is to go on.
    `wall_clock` gives the time of day with its zone; `problem` is a line that the page shows above all others.
    """

    loaded = Signal()
    advised = Signal()
    go_on_asked = Signal(object)

    def __init__(
        self,
        program: "Program",
        tasks: Tasks,
        theme: Theme,
        wall_clock: Callable[[], datetime],
        problem: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._program = program
        self._wall_clock = wall_clock
        self._problem = problem
        self._tasks = tasks
        self.page = PractisePage(theme)
        self.page.reload_asked.connect(self.load)
        self.page.go_on_asked.connect(self._go_on)

    @Slot()
    def load(self) -> None:
        """Read everything again; the page stays as it is until that is done."""
        self._tasks.start(self._read, self._show, self._tell)

    def _read(self, _stop_asked: StopAsked) -> "PractiseContents":
        from desktop.ui.contents import load_practise

        return load_practise(self._program, self._wall_clock().timestamp())

    @Slot(object)
    def _show(self, contents: "PractiseContents") -> None:
        problems = (self._problem, *contents.problems) if self._problem else contents.problems
        self.page.show_contents(replace(contents, problems=problems))
        # Later than the cases: it wants the judge, who takes most of a second to load. The interview wants him at once.
        self._tasks.start(self._find_next_step, self._advise, self._do_without_advice)
        self.loaded.emit()

    @Slot(str)
    def _go_on(self, rehearsal_id: str) -> None:
        """Look once more: the page may have been open for long, and another Rostrum may have been quicker."""
        from desktop.practice.archive import ArchiveError
        from desktop.ui.interruption import find_interruption

        try:
            rehearsal = self._program.archive.rehearsal(rehearsal_id)
            found = find_interruption(self._program, rehearsal, self._wall_clock().timestamp())
        except ArchiveError as error:
            self.page.show_gone(str(error))
            return
        if found is None or found.over:
            self.page.show_gone(f"\u201c{rehearsal.case_title}\u201d cannot be gone on with any more. Nothing is lost.")
        else:
            self.go_on_asked.emit(found)

    def _find_next_step(self, _stop_asked: StopAsked) -> "NextStep | None":
        from desktop.ui.progress_contents import load_next_step

        return load_next_step(self._program)

    @Slot(object)
    def _advise(self, step: "NextStep | None") -> None:
        self.page.show_next_step(step)
        self.advised.emit()

    @Slot(Exception)
    def _do_without_advice(self, _error: Exception) -> None:
        """The cases are there all the same; Progress tells what cannot be read."""
        self._advise(None)

    @Slot(Exception)
    def _tell(self, error: Exception) -> None:
        self.page.show_trouble(f"The cases and rehearsals could not be read: {error}. Nothing is lost.")
