"""Transcribes a recording that was left untranscribed, while the review is open."""

import queue
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.practice.archive import ArchiveError
from desktop.practice.index import IndexUnusable
from desktop.practice.rehearsal import Rehearsal
from desktop.practice.stenographer import Stenographer, order_transcript
from desktop.ui.contents import choose_recogniser, find_case
from desktop.ui.labels import reason_of
from speech import messages
from speech.worker import Helping

if TYPE_CHECKING:
    from desktop.program import Program

_STEP_MILLISECONDS = 100

# The recordings that are being heard: two helpers would write into one draft.
_HEARD: set[Path] = set()


class Transcription(QObject):
    """Sees one kept recording transcribed, unless another already does.

    `progressed` carries the seconds heard, the seconds recorded and the words; `finished` the id of the rehearsal,
    whose transcript is kept by then; `failed` the exception.
    """

    progressed = Signal(float, float, int)
    finished = Signal(str)
    failed = Signal(Exception)

    def __init__(self, program: "Program", rehearsal: Rehearsal, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._rehearsal = rehearsal
        self._inbox: queue.SimpleQueue[messages.Message] = queue.SimpleQueue()
        self._stenographer: Stenographer | None = None
        self._recording = Path()
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MILLISECONDS)
        self._timer.timeout.connect(self._step)

    def begin(self) -> None:
        """Start the helper."""
        case = find_case(self._program, self._rehearsal.case_id)
        recording = self._program.archive.recording(self._rehearsal.id)
        if recording in _HEARD:
            self.failed.emit(ArchiveError("it is being transcribed already"))
            return
        recogniser, _ = choose_recogniser(self._program)
        order = order_transcript(recording, recogniser, case.vocabulary if case else ())
        draft = self._program.archive.draft(self._rehearsal.id)
        try:
            self._stenographer = Stenographer(order, self._start_helper, draft)
        except OSError as error:
            self.failed.emit(ArchiveError(f"nothing can be written in the rehearsal's folder, {reason_of(error)}"))
            return
        self._recording = recording
        _HEARD.add(recording)
        self._timer.start()

    def leave(self) -> None:
        """Stop; the recording stays, and another time the transcription goes on from here."""
        if self._stenographer:
            self._stenographer.leave()
        self._rest()

    def _rest(self) -> None:
        self._timer.stop()
        self._stenographer = None
        _HEARD.discard(self._recording)
        self._recording = Path()

    def _start_helper(self) -> Helping:
        return self._program.start_helper("transcribe", self._inbox.put)

    @Slot()
    def _step(self) -> None:
        heard = self._stenographer
        if heard is None:
            return
        while not self._inbox.empty() and not heard.finished:
            heard.hear(self._inbox.get())
        self.progressed.emit(
            heard.heard_seconds, heard.recorded_seconds or self._rehearsal.recorded_seconds, heard.words
        )
        if heard.finished:
            self._end(heard)

    def _end(self, heard: Stenographer) -> None:
        self._rest()
        if heard.transcript is None:
            self.failed.emit(heard.problem)
            return
        try:
            with self._program.marking:
                self._program.archive.keep_transcript(self._rehearsal.id, heard.transcript)
        except (ArchiveError, IndexUnusable, OSError) as error:
            # The draft is still there: another time nothing is heard twice.
            self.failed.emit(ArchiveError(f"what was heard cannot be kept, {reason_of(error)}"))
            return
        self.finished.emit(self._rehearsal.id)
