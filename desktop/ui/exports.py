"""Writes a rehearsal to a file that the reader names, in the form that its ending says."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from desktop.practice.bundle import SUFFIX, write_bundle
from desktop.practice.exporting import export
from desktop.ui.task import StopAsked, Tasks

if TYPE_CHECKING:
    from desktop.program import Program

# The endings by which the engine knows the form, each with what it is for.
_FORMS = (
    "A page with the sound inside (*.html)",
    f"The whole rehearsal, for another Rostrum (*{SUFFIX})",
    "Text (*.md)",
    "Findings as a table (*.csv)",
    "Captions (*.srt)",
    "Captions for the web (*.vtt)",
    "Transcript (*.txt)",
    "All facts (*.json)",
)


def choose_export_file(suggestion: str) -> str:
    """Ask for the name of a file that is to be written; empty when none is wanted."""
    name, form = QFileDialog.getSaveFileName(
        None, "Export the rehearsal", suggestion, ";;".join(_FORMS), options=QFileDialog.Option.DontConfirmOverwrite
    )
    ending = form[form.rfind("*") + 1 : -1]
    return name if not name or Path(name).suffix else name + ending


class Exports(QObject):
    """`told` carries a line on how it stands, empty when there is nothing to tell; `failed` why it could not be done.

    `choose_file` asks for a file's name, given one to suggest; it is a parameter for tests.
    """

    told = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        program: "Program",
        tasks: Tasks,
        parent: QObject | None = None,
        choose_file: Callable[[str], str] = choose_export_file,
    ) -> None:
        super().__init__(parent)
        self._program, self._tasks = program, tasks
        self.choose_file = choose_file
        self._exported: Path | None = None

    @Slot(str)
    def export(self, rehearsal_id: str) -> None:
        """Ask where to, and write."""
        chosen = self.choose_file(f"rehearsal {rehearsal_id}.html")
        if chosen:
            self.failed.emit("")
            self.told.emit("Exporting")
            self._tasks.start(partial(self._write, rehearsal_id, Path(chosen)), self._tell, self._fail)

    @Slot()
    def show_folder(self) -> None:
        """Show the folder of the last file that was written."""
        if self._exported and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._exported.parent))):
            self.failed.emit(f"Nothing on this machine opens folders. The file is {self._exported}")

    def _write(self, rehearsal_id: str, out: Path, _stop_asked: StopAsked) -> Path:
        program = self._program
        if out.suffix == SUFFIX:
            return write_bundle(program.archive, rehearsal_id, out)
        return export(program.archive, program.scorer.rubric, rehearsal_id, out, program.start_helper)

    @Slot(object)
    def _tell(self, file: Path) -> None:
        self._exported = file
        self.told.emit(f"Exported: {file}")

    @Slot(Exception)
    def _fail(self, error: Exception) -> None:
        self.told.emit("")
        self.failed.emit(str(error))
