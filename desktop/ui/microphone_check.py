"""Records a few seconds from a microphone, to be judged and listened to; nothing of it is kept."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.home import HomeUnusable
from desktop.ui.errand import Errand
from speech import messages
from speech.level import judge

if TYPE_CHECKING:
    from desktop.program import Program

CHECK_SECONDS = 3.0
# A cold device was seen to take two seconds for its first sound.
_PATIENCE_SECONDS = 20.0
# The first moments of many microphones are silence, or a click.
_WARM_UP_SECONDS = 0.25


class MicrophoneCheck(QObject):
    """Records `CHECK_SECONDS` with the recorder that will record the answer.

    `level_heard` carries the level and the peak in dBFS, `progressed` the seconds recorded. Then one of: `judged` with
    a `Verdict`, `failed` with a line.
    """

    level_heard = Signal(float, float)
    progressed = Signal(float)
    judged = Signal(object)
    failed = Signal(str)

    def __init__(self, program: "Program", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._levels: list[tuple[float, float]] = []
        self._errand: Errand | None = None
        self._stopping = False

    @property
    def path(self) -> Path:
        """Where the recording lies once it was judged, until `leave`."""
        return self._folder / "check.wav"

    @property
    def _folder(self) -> Path:
        # Of its own: a recorder that is killed leaves more than the recording.
        return self._program.home.root / "microphone-check"

    @property
    def running(self) -> bool:
        """Whether it records."""
        return self._errand is not None and self._errand.running

    def begin(self, device: str) -> None:
        """Record from a device, the default one for an empty id."""
        self.leave()
        self._levels, self._stopping = [], False
        try:
            self._program.home.make()
            self._folder.mkdir(mode=0o700)
        except (HomeUnusable, OSError) as error:
            self.failed.emit(str(error))
            return
        order = messages.Record(str(self.path), device=device or None)
        self._errand = Errand(
            self._program.start_helper, "record", order, messages.RecordingStopped, _PATIENCE_SECONDS, self
        )
        self._errand.heard.connect(self._take)
        self._errand.done.connect(self._judge)
        self._errand.failed.connect(self._tell)

    @Slot()
    def leave(self) -> None:
        """Stop, and throw the recording away."""
        if self._errand:
            self._errand.leave()
            self._errand.deleteLater()
            self._errand = None
        shutil.rmtree(self._folder, ignore_errors=True)

    @Slot(object)
    def _take(self, message: messages.Message) -> None:
        match message:
            case messages.LevelMeasured(recorded_seconds=seconds, rms_dbfs=rms_dbfs, peak_dbfs=peak_dbfs):
                self.level_heard.emit(rms_dbfs, peak_dbfs)
                self.progressed.emit(min(seconds, CHECK_SECONDS))
                if seconds > _WARM_UP_SECONDS:
                    self._levels.append((rms_dbfs, peak_dbfs))
                if seconds >= CHECK_SECONDS and not self._stopping and self._errand:
                    self._stopping = True
                    self._errand.send(messages.StopRecording())

    @Slot()
    def _judge(self) -> None:
        self.judged.emit(judge(self._levels))

    @Slot(Exception)
    def _tell(self, error: Exception) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        self.failed.emit(str(error))
