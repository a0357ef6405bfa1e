"""The practise page and what runs behind it: reading the cases and the rehearsals."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.ui.practise import PractisePage
from desktop.ui.task import StopAsked, Tasks
from desktop.ui.theme import Theme

if TYPE_CHECKING:
    from desktop.program import Program
    from desktop.ui.contents import PractiseContents


class PractiseRoom(QObject):
    """Fills the page in the background; `loaded` says that it shows what there is.

    `problem` is a line that the page shows above all others.
    """

    loaded = Signal()

    def __init__(
        self, program: "Program", tasks: Tasks, theme: Theme, problem: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._program = program
        self._problem = problem
        self._tasks = tasks
        self._warm = False
        self.page = PractisePage(theme)
        self.page.reload_asked.connect(self.load)

    @Slot()
    def load(self) -> None:
        """Read everything again; the page stays as it is until that is done."""
        self._tasks.start(self._read, self._show, self._tell)

    def _read(self, _stop_asked: StopAsked) -> "PractiseContents":
        from desktop.ui.contents import load_practise

        return load_practise(self._program)

    @Slot(object)
    def _show(self, contents: "PractiseContents") -> None:
        problems = (self._problem, *contents.problems) if self._problem else contents.problems
        self.page.show_contents(replace(contents, problems=problems))
        if not self._warm:
            # The interview wants the judge at once, and it takes most of a second to load.
            self._warm = True
            self._tasks.start(self._load_judge, self._be_ready, self._tell)
        self.loaded.emit()

    def _load_judge(self, _stop_asked: StopAsked) -> None:
        _ = self._program.scorer

    @Slot(object)
    def _be_ready(self, _nothing: None) -> None:
        """There is nothing to show for it."""

    @Slot(Exception)
    def _tell(self, error: Exception) -> None:
        self.page.show_trouble(f"The cases and rehearsals could not be read: {error}. Nothing is lost.")
