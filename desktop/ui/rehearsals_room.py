"""The rehearsals page and what runs behind it: reading, searching, hearing again, deleting."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.practice.archive import ArchiveError
from desktop.practice.index import Hit, IndexUnusable
from desktop.practice.rehearsal import Rehearsal, State
from desktop.ui.contents import choose_recogniser, load_review, make_whole
from desktop.ui.disk_use import DiskUse, read_disk_use
from desktop.ui.erasing import Erasing
from desktop.ui.exports import Exports, choose_export_file
from desktop.ui.import_room import ImportRoom
from desktop.ui.labels import reason_of
from desktop.ui.rehearsals import RehearsalsPage
from desktop.ui.task import StopAsked, Task, Tasks
from desktop.ui.theme import Theme
from desktop.ui.transcription import Transcription

if TYPE_CHECKING:
    from desktop.program import Program


class RehearsalsRoom(QObject):
    """Fills the page. `opened` carries a rehearsal's id, the second to play from (or None) and whether to hear it.

    `loaded` and `found` say that what was read, or searched for, is shown. `deleting` carries the id of a rehearsal
    before it goes to the trash, `restored` after it came back, `heard_anew` of one that has another transcript now.

    `choose_file` asks for a file's name, given one to suggest; it is a parameter for tests.
    """

    loaded = Signal()
    found = Signal()
    opened = Signal(str, object, bool)
    deleting = Signal(str)
    restored = Signal(str)
    heard_anew = Signal(str)

    def __init__(
        self,
        program: "Program",
        tasks: Tasks,
        theme: Theme,
        parent: QObject | None = None,
        *,
        choose_file: Callable[[str], str] = choose_export_file,
    ) -> None:
        super().__init__(parent)
        self._program = program
        self._tasks = tasks
        self._deleted: list[Rehearsal] = []
        self._reading: Task | None = None
        self._measuring: Task | None = None
        self._transcription: Transcription | None = None
        self.page = RehearsalsPage(theme)
        self.importing = ImportRoom(program, tasks, self.page, self)
        self.erasing = Erasing(program, tasks, self.page, self)
        self.erasing.begun.connect(self._forget)
        self.erasing.erased.connect(self.load)
        self.importing.imported.connect(self._open_imported)
        self.importing.stopped.connect(self.load)
        self.page.opened.connect(self._open)
        self.page.words_searched.connect(self._search)
        self.page.delete_asked.connect(self._delete)
        self.page.undo_asked.connect(self._undo)
        self.page.disk.empty_asked.connect(self._empty_trash)
        self.exports = Exports(program, tasks, self, choose_file)
        self.exports.told.connect(self.page.show_exported)
        self.exports.failed.connect(self.page.show_problem)
        self.page.card.export_asked.connect(self.exports.export)
        self.page.folder_asked.connect(self.exports.show_folder)
        self.page.card.hear_asked.connect(self._hear)
        self.page.card.stop_asked.connect(self._stop_hearing)

    @Slot()
    def load(self) -> None:
        """Read everything again; the page stays as it is until that is done."""
        recogniser, _ = choose_recogniser(self._program)
        name = "pocketsphinx" if recogniser.provisional else f"Whisper ({recogniser.model})"
        self.page.card.show_listener(f"{name} would listen. What was heard before is kept.")
        self._tasks.start(self._read, self._show, self._tell)
        if self._measuring:
            self._measuring.cancel()
        self._measuring = self._tasks.start(self._measure, self.page.disk.show_use, self._do_without)

    def leave(self) -> None:
        """Stop what is being heard again; the old transcript is still there."""
        self._stop_hearing()
        self.importing.leave()

    def _read(self, _stop_asked: StopAsked) -> tuple[Rehearsal, ...]:
        return self._program.archive.rehearsals()

    def _measure(self, stop_asked: StopAsked) -> DiskUse:
        return read_disk_use(self._program.home, stop_asked)

    @Slot(Exception)
    def _do_without(self, _error: Exception) -> None:
        self.page.disk.show_use(None)

    @Slot(object)
    def _show(self, rehearsals: tuple[Rehearsal, ...]) -> None:
        self.page.show_rehearsals(rehearsals)
        self.loaded.emit()

    @Slot(Exception)
    def _tell(self, error: Exception) -> None:
        self.page.show_problem(str(error))

    @Slot(str)
    def _search(self, words: str) -> None:
        self._tasks.start(partial(self._find, words), self._show_found, self._tell)

    def _find(self, words: str, _stop_asked: StopAsked) -> tuple[str, tuple[Hit, ...]]:
        return words, self._program.archive.search(words)

    @Slot(object)
    def _show_found(self, found: tuple[str, tuple[Hit, ...]]) -> None:
        self.page.show_hits(*found)
        self.found.emit()

    @Slot(str, object)
    def _open(self, rehearsal_id: str, seconds: float | None) -> None:
        self.opened.emit(rehearsal_id, seconds, False)  # noqa: FBT003 - a signal's arguments have no names

    @Slot(str)
    def _open_imported(self, rehearsal_id: str) -> None:
        self.load()
        self.opened.emit(rehearsal_id, None, True)  # noqa: FBT003 - as above

    @Slot(str)
    def _delete(self, rehearsal_id: str) -> None:
        try:
            rehearsal = self._program.archive.rehearsal(rehearsal_id)
            # Whatever writes there must have stopped.
            self.deleting.emit(rehearsal_id)
            self._program.archive.delete(rehearsal_id)
        except (ArchiveError, IndexUnusable, OSError) as error:
            self.page.show_problem(str(error))
            return
        self._deleted.append(rehearsal)
        self._after_change()

    @Slot()
    def _undo(self) -> None:
        if not self._deleted:
            return
        try:
            self.restored.emit(self._program.archive.restore(self._deleted.pop().id).id)
        except (ArchiveError, IndexUnusable, OSError) as error:
            self.page.show_problem(str(error))
        self._after_change()

    @Slot()
    def _empty_trash(self) -> None:
        self._deleted.clear()
        self.page.show_deleted(None)
        self._tasks.start(self._remove_trash, self._show_emptied, self._tell)

    def _remove_trash(self, _stop_asked: StopAsked) -> None:
        self._program.archive.empty_trash()

    @Slot(object)
    def _show_emptied(self, _nothing: None) -> None:
        self.load()

    @Slot()
    def _forget(self) -> None:
        """Let go of everything that is going to be erased."""
        self.leave()
        self._deleted.clear()
        self.page.show_deleted(None)
        self.page.show_exported("")

    def _after_change(self) -> None:
        self.page.show_deleted(self._deleted[-1] if self._deleted else None)
        self.load()

    @Slot(str)
    def _hear(self, rehearsal_id: str) -> None:
        self.page.show_problem("")
        self.page.card.show_progress(rehearsal_id, 0.0, 0.0, 0)
        self._reading = self._tasks.start(partial(self._read_whole, rehearsal_id), self._transcribe, self._fail)

    def _read_whole(self, rehearsal_id: str, _stop_asked: StopAsked) -> Rehearsal:
        return make_whole(self._program, rehearsal_id)

    @Slot(object)
    def _transcribe(self, rehearsal: Rehearsal) -> None:
        transcription = Transcription(self._program, rehearsal, self)
        transcription.progressed.connect(partial(self.page.card.show_progress, rehearsal.id))
        transcription.finished.connect(self._score)
        transcription.failed.connect(self._fail)
        self._transcription = transcription
        transcription.begin()

    @Slot(str)
    def _score(self, rehearsal_id: str) -> None:
        self.page.card.show_scoring()
        self._reading = self._tasks.start(partial(self._mark, rehearsal_id), self._show_scored, self._fail)
        self.heard_anew.emit(rehearsal_id)

    def _mark(self, rehearsal_id: str, _stop_asked: StopAsked) -> State:
        return load_review(self._program, rehearsal_id).rehearsal.state

    @Slot(object)
    def _show_scored(self, _state: State) -> None:
        self._rest()
        self.load()

    @Slot(Exception)
    def _fail(self, error: Exception) -> None:
        self._rest()
        self.page.show_problem(
            f"It could not be transcribed: {reason_of(error)}. The recording and what was heard are kept."
        )

    @Slot()
    def _stop_hearing(self) -> None:
        if self._reading:
            self._reading.cancel()
        if self._transcription:
            self._transcription.leave()
        self._rest()

    def _rest(self) -> None:
        self._reading = self._transcription = None
        self.page.card.show_rest()
