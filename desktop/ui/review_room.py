"""The review page and what runs behind it: reading a rehearsal, playing it, transcribing what was left."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from desktop.practice.archive import ArchiveError
from desktop.practice.bookmarks import Bookmarks
from desktop.practice.marking import refresh_report
from desktop.practice.rehearsal import Rehearsal, State
from desktop.ui.contents import ReviewContents, load_review, make_whole
from desktop.ui.correction_keeping import CorrectionKeeping
from desktop.ui.exports import Exports
from desktop.ui.labels import reason_of
from desktop.ui.note_keeping import NoteKeeping
from desktop.ui.player import Player
from desktop.ui.review import ReviewPage
from desktop.ui.task import StopAsked, Task, Tasks
from desktop.ui.theme import Theme
from desktop.ui.transcription import Transcription
from desktop.ui.waveform import read_outline
from rubrics.corrections import Corrections

if TYPE_CHECKING:
    from desktop.program import Program
    from desktop.ui.sound import Sound

# More than the widest strip shows, so that it is sharp on every screen.
_OUTLINE_MOMENTS = 1200


class ReviewRoom(QObject):
    """Opens rehearsals. `opened` says that the page shows one, `failed` carries why it cannot."""

    opened = Signal()
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
        self._program = program
        self._tasks = tasks
        self._open_task: Task | None = None
        self._whole_task: Task | None = None
        self._outline_task: Task | None = None
        self._shown: ReviewContents | None = None
        self._wanted_id = ""
        self._outdated = self._noted_meanwhile = self._told_of_loss = False
        self._at_seconds: float | None = None
        self._hear_at_once = False
        self._transcription: Transcription | None = None
        self.player = Player(make_sound, self)
        self.page = ReviewPage(self.player, theme)
        self._notes = NoteKeeping(program.archive.keep_bookmarks, tasks, self)
        self._corrections = CorrectionKeeping(program, tasks, self)
        self.exports = Exports(program, tasks, self)
        self._connect()

    @Slot(str)
    def open(self, rehearsal_id: str, at_seconds: float | None = None, *, transcribe: bool = False) -> None:
        """Read a rehearsal, score it if need be, and show it.

        Plays from `at_seconds` when that is given; with `transcribe` an answer that was not heard yet is heard at once.
        """
        self._stop()
        # What is read next must not be older than what is written.
        self._notes.settle()
        self._wanted_id, self._at_seconds, self._hear_at_once = rehearsal_id, at_seconds, transcribe
        self._noted_meanwhile = False
        self._open_task = self._tasks.start(partial(self._read, rehearsal_id), self._show, self._tell)

    def leave(self) -> None:
        """Stop playing, reading and transcribing; what is on the disk is kept and can be finished another time.

        What was noted is on the disk then; what was corrected goes on being scored.
        """
        self._stop()
        self.page.leave()
        self._notes.settle()

    def let_go(self, rehearsal_id: str) -> bool:
        """Write what waits on a rehearsal that is going to be deleted; return whether it was the one that is shown."""
        if not self._corrections.settled(rehearsal_id):
            self._corrections.settle()
        self._notes.settle()
        self._notes.set_aside(rehearsal_id)
        shown = rehearsal_id in (self._wanted_id, self._shown.rehearsal.id if self._shown else "")
        if shown:
            self.forget()
        return shown

    def take_back(self, rehearsal_id: str) -> None:
        """Write what still waits on a rehearsal that came back."""
        self._notes.take_back(rehearsal_id)

    def renew(self, rehearsal_id: str) -> None:
        """Read a rehearsal that was heard anew again, at once or when the page is next shown."""
        if self._shown and self._shown.rehearsal.id == rehearsal_id:
            self._outdated = True
            if self.page.isVisible():
                self.come_up_to_date()

    def come_up_to_date(self) -> bool:
        """Return whether the page shows what there is; if not, it is read, and `opened` says when it does."""
        if self._outdated and self._shown:
            self.open(self._shown.rehearsal.id)
        return not self._outdated

    def forget(self) -> None:
        """Show no rehearsal any more: nothing can be written on one that is gone."""
        self.leave()
        self.player.unload()
        self._shown, self._wanted_id, self._outdated = None, "", False

    def settle(self) -> None:
        """Write what waits to be kept."""
        self._corrections.settle()
        self._notes.settle()

    def keep_notes(self) -> bool:
        """End the writing of a note, and return whether the window may close; if not, the page says why.

        It may when all notes are on the disk, and when the reader was told that they are not and closes again.
        """
        self.page.remarks.notes.finish()
        if self._notes.settle() or self._told_of_loss:
            return True
        self._told_of_loss = True
        self.page.show_trouble("Close Rostrum once more to go without what cannot be kept.", of="closing")
        return False

    def _stop(self) -> None:
        self.player.pause()
        # Told after the reader has gone elsewhere, their ends would start a helper or take the window back here.
        for task in (self._open_task, self._whole_task, self._outline_task):
            if task:
                task.cancel()
        self._open_task = self._whole_task = self._outline_task = None
        if self._transcription:
            self._transcription.leave()
            self._transcription = None

    def _read(self, rehearsal_id: str, _stop_asked: StopAsked) -> ReviewContents:
        if self._corrections.busy_with == rehearsal_id:
            with self._program.marking:
                return load_review(self._program, rehearsal_id)
        return load_review(self._program, rehearsal_id)

    @Slot(object)
    def _show(self, contents: ReviewContents) -> None:
        again = self._shown is not None and self._shown.rehearsal.id == contents.rehearsal.id
        # What was noted while it was read is newer than the disk, and so is what could not be written.
        newer = self._notes.waiting(contents.rehearsal.id)
        if again and self._noted_meanwhile:
            newer = self.page.bookmarks
        if newer is not None:
            contents = replace(contents, bookmarks=newer)
        self._shown, self._outdated = contents, False
        self.page.show_review(contents)
        read = partial(read_outline, contents.recording, _OUTLINE_MOMENTS)
        self._outline_task = self._tasks.start(read, self.page.show_outline, self._do_without_outline)
        self.opened.emit()
        if self._at_seconds is not None:
            self.page.listening.play_from(self._at_seconds)
        if self._hear_at_once and contents.transcript is None:
            self.page.ask_for_transcription()

    @Slot(Exception)
    def _tell(self, error: Exception) -> None:
        self.failed.emit(f"The rehearsal cannot be shown: {reason_of(error)}")

    @Slot(Exception)
    def _do_without_outline(self, _error: Exception) -> None:
        """The player tells of a recording that is missing; the outline is only a help."""
        self.page.show_outline(())

    @Slot(object)
    def _keep_notes(self, bookmarks: Bookmarks) -> None:
        if self._shown:
            self._noted_meanwhile = True
            self._notes.take(self._shown.rehearsal.id, bookmarks)

    @Slot(object)
    def _correct(self, corrections: Corrections) -> None:
        # What is outdated names words that are not there any more; it is being read.
        if self._shown and not self._outdated:
            self._corrections.take(self._shown.rehearsal.id, corrections)

    @Slot(object)
    def _show_corrected(self, contents: ReviewContents) -> None:
        if self._shown and contents.rehearsal.id == self._shown.rehearsal.id:
            self._shown = contents
            self.page.show_corrected(contents)
            for of in ("waiting", contents.rehearsal.id):
                self.page.show_trouble("", of=of)

    @Slot(str, str)
    def _refuse_correction(self, rehearsal_id: str, why: str) -> None:
        text = f"A correction of the rehearsal {rehearsal_id} cannot be kept: {why}."
        if self._shown and self._shown.rehearsal.id == rehearsal_id:
            self.page.undone.forget()
            self.page.corrector.go_on_from(self._kept_corrections(self._shown))
            self.page.show_trouble("", of="waiting")
            text = f"The correction cannot be kept: {why}. What was heard is as it was."
        self.page.show_trouble(text, of=rehearsal_id)

    def _kept_corrections(self, shown: ReviewContents) -> Corrections:
        """Return those on the disk: there may be some that are kept and not scored, and so not shown."""
        try:
            return self._program.archive.corrections(shown.rehearsal.id)
        except ArchiveError:
            return shown.corrections

    @Slot(str, str)
    def _tell_unscored(self, rehearsal_id: str, why: str) -> None:
        if self._shown and self._shown.rehearsal.id == rehearsal_id:
            self.page.show_trouble("", of="waiting")
            self.page.show_trouble(f"It cannot be scored: {why}. The correction is kept and will be.", of="score")

    @Slot()
    def _tell_kept(self) -> None:
        self._told_of_loss = False
        for of in ("notes", "closing"):
            self.page.show_trouble("", of=of)

    @Slot(str)
    def _tell_unkept(self, text: str) -> None:
        self.page.show_trouble(text, of="notes")

    @Slot(str)
    def _tell_unexported(self, text: str) -> None:
        self.page.show_trouble(text, of="export")

    @Slot()
    def _export(self) -> None:
        if self._shown is None:
            return
        if self._corrections.busy_with == self._shown.rehearsal.id:
            self.page.show_trouble("It is being scored anew; export it in a moment.", of="waiting")
        elif self._notes.settle():
            self.exports.export(self._shown.rehearsal.id)

    @Slot()
    def _write_report(self) -> None:
        if self._shown is None:
            return
        if self._corrections.busy_with == self._shown.rehearsal.id:
            self.page.show_trouble("It is being scored anew; open the report in a moment.", of="waiting")
        else:
            self._notes.settle()
            self._tasks.start(
                partial(self._refresh_report, self._shown.rehearsal.id), self._open_report, self._tell_no_report
            )

    def _refresh_report(self, rehearsal_id: str, _stop_asked: StopAsked) -> Path:
        with self._program.marking:
            return refresh_report(self._program.archive, self._program.scorer, rehearsal_id)

    @Slot(object)
    def _open_report(self, report: Path) -> None:
        opened = QDesktopServices.openUrl(QUrl.fromLocalFile(str(report)))
        text = "" if opened else f"Nothing on this machine opens web pages. The report is {report}"
        self.page.show_trouble(text, of="report")

    @Slot(Exception)
    def _tell_no_report(self, error: Exception) -> None:
        self.page.show_trouble(f"The report cannot be written: {reason_of(error)}.", of="report")

    def _connect(self) -> None:
        page = self.page
        page.report_asked.connect(self._write_report)
        page.export_asked.connect(self._export)
        page.transcription_asked.connect(self._make_whole)
        page.bookmarks_changed.connect(self._keep_notes)
        page.corrections_changed.connect(self._correct)
        page.folder_asked.connect(self.exports.show_folder)
        self._notes.failed.connect(self._tell_unkept)
        self._notes.kept.connect(self._tell_kept)
        self._corrections.scored.connect(self._show_corrected)
        self._corrections.failed.connect(self._refuse_correction)
        self._corrections.unscored.connect(self._tell_unscored)
        self.exports.told.connect(page.told.tell)
        self.exports.failed.connect(self._tell_unexported)

    @Slot(str)
    def _make_whole(self, rehearsal_id: str) -> None:
        self._whole_task = self._tasks.start(
            partial(self._read_whole, rehearsal_id), self._transcribe, self._tell_untranscribed
        )

    def _read_whole(self, rehearsal_id: str, _stop_asked: StopAsked) -> Rehearsal:
        return make_whole(self._program, rehearsal_id)

    @Slot(object)
    def _transcribe(self, rehearsal: Rehearsal) -> None:
        if rehearsal.state is not State.RECORDED:
            # Heard already: the reader left while the answer was scored.
            self.open(rehearsal.id)
            return
        transcription = Transcription(self._program, rehearsal, self)
        transcription.progressed.connect(self.page.show_hearing)
        transcription.finished.connect(self.open)
        transcription.failed.connect(self._tell_untranscribed)
        self._transcription = transcription
        transcription.begin()

    @Slot(Exception)
    def _tell_untranscribed(self, error: Exception) -> None:
        self.page.show_untranscribed(f"The answer could not be transcribed: {reason_of(error)}. The recording is kept.")
