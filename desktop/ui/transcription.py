"""Transcribes a recording that was left untranscribed, while the review is open."""

import queue
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.practice.rehearsal import Rehearsal
from desktop.practice.stenographer import Stenographer, order_transcript
from desktop.ui.contents import find_case
from speech import messages
from speech.worker import Helping

if TYPE_CHECKING:
    from desktop.program import Program

_STEP_MILLISECONDS = 100


class Transcription(QObject):
    """Runs one transcribe helper over a kept recording.

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
        self._stenographer = Stenographer()
        self._helper: Helping | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MILLISECONDS)
        self._timer.timeout.connect(self._step)

    def begin(self) -> None:
        """Start the helper."""
        case = find_case(self._program, self._rehearsal.case_id)
        order = order_transcript(
            self._program.archive.recording(self._rehearsal.id),
            self._program.recogniser(),
            case.vocabulary if case else (),
        )
        self._helper = self._program.start_helper("transcribe", self._inbox.put)
        self._helper.send(order)
        self._timer.start()

    def leave(self) -> None:
        """Stop; the recording stays, and can be transcribed another time."""
        self._timer.stop()
        if self._helper:
            self._helper.kill()
            self._helper = None

    @Slot()
    def _step(self) -> None:
        while not self._inbox.empty():
            message = self._inbox.get()
            self._stenographer.hear(message)
            if isinstance(message, messages.HelperEnded):
                self._end()
                return
        heard = self._stenographer
        self.progressed.emit(
            heard.heard_seconds, heard.recorded_seconds or self._rehearsal.recorded_seconds, heard.words
        )

    def _end(self) -> None:
        self._timer.stop()
        self._helper = None
        if self._stenographer.transcript is None:
            assert self._stenographer.problem is not None  # noqa: S101 - a helper that ends has one or the other
            self.failed.emit(self._stenographer.problem)
            return
        self._program.archive.keep_transcript(self._rehearsal.id, self._stenographer.transcript)
        self.finished.emit(self._rehearsal.id)
