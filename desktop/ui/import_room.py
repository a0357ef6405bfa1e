"""Takes in recordings that were made elsewhere, and rehearsals that were exported."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from desktop.practice.bundle import SUFFIX, open_bundle
from desktop.practice.importing import ImportStopped, import_recording
from desktop.practice.marking import write_report_again
from desktop.practice.rehearsal import Rehearsal
from desktop.ui.cancelled import Cancelled
from desktop.ui.task import StopAsked, Task, Tasks

if TYPE_CHECKING:
    from cases.model import Case
    from desktop.program import Program
    from desktop.ui.rehearsals import RehearsalsPage

_POLL_MILLISECONDS = 100
_SOUND = "*.wav *.flac *.mp3 *.m4a *.ogg *.opus *.aac *.mp4 *.mkv *.mov *.webm *.avi"
_FILTER = f"Recordings and rehearsals ({_SOUND} *{SUFFIX});;All files (*)"


def _choose_file() -> str:
    return QFileDialog.getOpenFileName(None, "Import a recording", "", _FILTER)[0]


@dataclass
class _Read:
    """How far a file was read; written by the task's thread, read by the window's."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    seconds: tuple[float, float | None] = (0.0, None)

    def take(self, read_seconds: float, total_seconds: float) -> None:
        """Note how far it is; a total of 0 means that the file does not say."""
        with self.lock:
            self.seconds = (read_seconds, total_seconds or None)


class ImportRoom(QObject):
    """Serves the import card of the rehearsals page. `imported` carries the id of a rehearsal that is there now.

    `stopped` says that an import was asked to stop, perhaps too late. How a file is asked for is a parameter for tests.
    """

    imported = Signal(str)
    stopped = Signal()

    def __init__(
        self,
        program: "Program",
        tasks: Tasks,
        page: "RehearsalsPage",
        parent: QObject | None = None,
        *,
        choose_file: Callable[[], str] = _choose_file,
    ) -> None:
        super().__init__(parent)
        self._program = program
        self._tasks = tasks
        self._page = page
        self._card = page.importing
        self._choose_file = choose_file
        self._task: Task | None = None
        self._read = _Read()
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MILLISECONDS)
        self._timer.timeout.connect(self._show_progress)
        page.file_asked.connect(self._ask_for_file)
        page.files_dropped.connect(self._take_files)
        self._card.import_asked.connect(self._begin)
        self._card.withdrawn.connect(self._withdraw)

    def leave(self) -> None:
        """Stop; a file that was not read to its end leaves nothing."""
        if self._task:
            self._withdraw()

    @Slot()
    def _ask_for_file(self) -> None:
        chosen = self._choose_file()
        if chosen:
            self._take_files((Path(chosen),))

    @Slot(object)
    def _take_files(self, paths: tuple[Path, ...]) -> None:
        if self._task:
            self._page.show_problem("One recording is being imported; the next can follow when it is done.")
            return
        if len(paths) != 1:
            self._page.show_problem("Import one recording at a time: each answers a case of its own.")
            return
        self._page.show_problem("")
        (path,) = paths
        if path.is_dir() or path.suffix == SUFFIX:
            self._start(partial(self._adopt, path))
            return
        self._card.show_cases(self._program.catalogue.cases)
        self._card.show_file(path)

    @Slot(object, str)
    def _begin(self, path: Path, case_id: str) -> None:
        self._read = _Read()
        self._timer.start()
        self._start(partial(self._import, path, self._program.catalogue.case(case_id), self._read))

    def _start(self, work: Callable[[StopAsked], Rehearsal]) -> None:
        self._task = self._tasks.start(work, self._end, self._fail)
        self._task.cancelled.connect(self._end_stopped)

    def _import(self, path: Path, case: "Case", read: _Read, stop_asked: StopAsked) -> Rehearsal:
        program = self._program
        try:
            return import_recording(path, case, program.archive, program.start_helper, read.take, stop_asked)
        except ImportStopped as error:
            raise Cancelled from error

    def _adopt(self, path: Path, _stop_asked: StopAsked) -> Rehearsal:
        archive = self._program.archive
        taken = archive.adopt(path) if path.is_dir() else open_bundle(archive, path)
        write_report_again(archive, self._program.scorer, taken.id)
        return taken

    @Slot()
    def _show_progress(self) -> None:
        with self._read.lock:
            seconds = self._read.seconds
        self._card.show_progress(*seconds)

    @Slot()
    def _withdraw(self) -> None:
        if self._task is None:
            self._card.end()
            return
        self._timer.stop()
        self._task.cancel()
        self._card.show_stopping()

    def _rest(self) -> None:
        self._timer.stop()
        self._task = None

    @Slot(object)
    def _end(self, rehearsal: Rehearsal) -> None:
        self._rest()
        self._card.end()
        self.imported.emit(rehearsal.id)

    @Slot()
    def _end_stopped(self) -> None:
        self._rest()
        self._card.end()
        self.stopped.emit()

    @Slot(Exception)
    def _fail(self, error: Exception) -> None:
        self._rest()
        if self._card.running:
            self._card.show_problem(str(error))
        else:
            self._page.show_problem(str(error))
