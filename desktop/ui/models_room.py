"""The models page and what runs behind it: downloads, one task each, and the choice of who listens."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QFileDialog

from desktop.home import HomeUnusable
from desktop.ui.case_card import recogniser_in_words
from desktop.ui.contents import choose_recogniser
from desktop.ui.model_facts import model_facts, progress_text
from desktop.ui.models import ModelsPage
from desktop.ui.preferences import Preferences
from desktop.ui.task import StopAsked, Task, Tasks
from desktop.ui.theme import Theme
from speech.download import Offer, Progress, download, offers, remove
from speech.models import missing_files

if TYPE_CHECKING:
    from desktop.program import Program

_POLL_MILLISECONDS = 200


def _choose_folder() -> str:
    return QFileDialog.getExistingDirectory(None, "The folder of a Whisper model")


class _Download:
    """One download; `progress` is written by its thread and read by the window's."""

    def __init__(self, offer: Offer) -> None:
        self.offer = offer
        self.progress: Progress | None = None
        self.task: Task | None = None
        self.stopping = False

    def take(self, progress: Progress) -> None:
        """Note how far it has come."""
        self.progress = progress


class ModelsRoom(QObject):
    """Downloads, removes and chooses models. What can be had and how a folder is asked for are parameters for tests."""

    def __init__(
        self,
        program: "Program",
        preferences: Preferences,
        tasks: Tasks,
        theme: Theme,
        parent: QObject | None = None,
        *,
        offered: Callable[[], tuple[Offer, ...]] = offers,
        choose_folder: Callable[[], str] = _choose_folder,
    ) -> None:
        super().__init__(parent)
        self._program = program
        self._preferences = preferences
        self._tasks = tasks
        self._offered = {offer.name: offer for offer in offered()}
        self._choose_folder = choose_folder
        self._downloads: dict[str, _Download] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MILLISECONDS)
        self._timer.timeout.connect(self._show_progress)
        self.page = ModelsPage(theme)
        self.page.download_asked.connect(self._download)
        self.page.cancel_asked.connect(self._cancel)
        self.page.use_asked.connect(self._use)
        self.page.remove_asked.connect(self._remove)
        self.page.folder_asked.connect(self._use_folder)
        preferences.changed.connect(self.load)
        self.load()

    @Slot()
    def load(self) -> None:
        """Look at the disk again."""
        recogniser, problems = choose_recogniser(self._program)
        folder, settings = self._program.home.models, self._preferences.settings
        listener = " ".join((*(f"{problem}." for problem in problems), recogniser_in_words(recogniser)))
        self.page.show_models(model_facts(self._offered.values(), folder, settings, recogniser), listener)

    @Slot(str)
    def _download(self, name: str) -> None:
        if name in self._downloads:
            # A double click is no wish for two, which would write into one file.
            return
        try:
            self._program.home.make()
        except HomeUnusable as error:
            self.page.show_problem(str(error))
            return
        running = _Download(self._offered[name])
        running.task = self._tasks.start(
            partial(self._fetch, running), partial(self._end, name, ""), partial(self._fail, name)
        )
        running.task.cancelled.connect(partial(self._end, name, "", None))
        self._downloads[name] = running
        self._timer.start()
        self._show_progress()

    def _fetch(self, running: _Download, stop_asked: StopAsked) -> Path:
        return download(running.offer, self._program.home.models, running.take, stop_asked)

    def leave(self) -> None:
        """Stop every download."""
        for name in tuple(self._downloads):
            self._cancel(name)

    @Slot(str)
    def _cancel(self, name: str) -> None:
        running = self._downloads.get(name)
        if running and running.task:
            running.task.cancel()
            running.stopping = True
            self._tell(name, None, "Stopping; what has arrived is kept")

    def _end(self, name: str, problem: str, _folder: Path | None) -> None:
        del self._downloads[name]
        if not self._downloads:
            self._timer.stop()
        row = self.page.row(name)
        if row:
            row.show_stopped(problem)
        self.load()
        if not problem:
            # Who listens may be another one by now.
            self._preferences.changed.emit()

    def _fail(self, name: str, error: Exception) -> None:
        self._end(name, str(error), None)

    @Slot()
    def _show_progress(self) -> None:
        for name, running in self._downloads.items():
            progress = running.progress
            if running.stopping:
                continue
            if progress is None:
                self._tell(name, None, "Asking the server")
            else:
                share = progress.received_bytes / progress.file_bytes if progress.file_bytes else None
                self._tell(name, share, progress_text(progress))

    def _tell(self, name: str, share: float | None, text: str) -> None:
        row = self.page.row(name)
        if row:
            row.show_progress(share, text)

    @Slot(str)
    def _use(self, name: str) -> None:
        self._preferences.choose(recogniser="whisper", model=name)

    @Slot(str)
    def _remove(self, name: str) -> None:
        settings = self._preferences.settings
        if not Path(name).is_absolute():
            try:
                remove(name, self._program.home.models)
            except OSError as error:
                self.page.show_problem(f"{name} could not be removed: {error.strerror or error}")
                self.load()
                return
        if settings.model == name:
            self._preferences.choose(recogniser="auto", model="")
        else:
            self._preferences.changed.emit()

    @Slot()
    def _use_folder(self) -> None:
        chosen = self._choose_folder()
        if not chosen:
            return
        missing = missing_files(Path(chosen))
        if missing:
            self.page.show_problem(
                f"{chosen} is not a whole Whisper model: it lacks {', '.join(missing)}. Copy these files too, or "
                "choose another folder."
            )
            return
        self.page.show_problem("")
        self._preferences.choose(recogniser="whisper", model=str(Path(chosen).absolute()))
