"""What a Linux sound server says of its devices: which are there now, and when one comes or goes."""

from PySide6.QtCore import QObject, QProcess, QStandardPaths, Signal, Slot

_PROGRAM = "pactl"
# Devices and the default; streams and volumes change all the time and are of no interest.
_EVENTS = (b"'new' on source #", b"'remove' on source #", b"'new' on sink #", b"'remove' on sink #", b"on server")
_END_MILLISECONDS = 500


class SoundServer(QObject):
    """Watches PulseAudio, or PipeWire in its place, with the server's own program.

    Qt 6.11 does not notice a device that is pulled out of PulseAudio, and goes on listing it. `changed` says that
    something came or went; after `look`, `listed` carries the ids that are there, None where the program is missing or
    the server does not answer: then what Qt lists stands.
    """

    changed = Signal()
    listed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = ""
        self._watching = QProcess(self)
        self._watching.readyReadStandardOutput.connect(self._hear)
        self._listing = QProcess(self)
        self._listing.finished.connect(self._tell)
        self._listing.errorOccurred.connect(self._do_without)

    def begin(self) -> None:
        """Watch from now on."""
        self._program = self._program or QStandardPaths.findExecutable(_PROGRAM)
        if self._program and self._watching.state() is QProcess.ProcessState.NotRunning:
            self._watching.start(self._program, ["subscribe"])

    def look(self) -> None:
        """Ask which devices there are; a question that is still open is answered for both."""
        if not self._program:
            self.listed.emit(None)
        elif self._listing.state() is QProcess.ProcessState.NotRunning:
            self._listing.start(self._program, ["list", "short"])

    def leave(self) -> None:
        """Watch no more."""
        for process in (self._watching, self._listing):
            if process.state() is not QProcess.ProcessState.NotRunning:
                process.blockSignals(True)  # noqa: FBT003 - Qt's name for it
                process.kill()
                process.waitForFinished(_END_MILLISECONDS)
                process.blockSignals(False)  # noqa: FBT003

    @Slot()
    def _hear(self) -> None:
        said = bytes(self._watching.readAllStandardOutput().data())
        if any(event in said for event in _EVENTS):
            self.changed.emit()

    @Slot(int, QProcess.ExitStatus)
    def _tell(self, exit_code: int, _status: QProcess.ExitStatus) -> None:
        said = bytes(self._listing.readAllStandardOutput().data()).decode(errors="replace")
        rows = [line.split("\t") for line in said.splitlines()]
        self.listed.emit(None if exit_code else frozenset(row[1] for row in rows if len(row) > 1))

    @Slot(QProcess.ProcessError)
    def _do_without(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.listed.emit(None)
