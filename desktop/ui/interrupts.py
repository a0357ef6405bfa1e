"""Ctrl-C and a polite kill, told as a signal in the GUI thread."""

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Qt, Signal, Slot


class Interrupts(QObject):
    """Emits `received` when the process is asked to end, from `begin` until `end`."""

    received = Signal()
    _told_to_end = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Python handles a signal only when it runs, and Qt's loop runs none: a byte on a socket wakes it.
        self._heard, self._told = socket.socketpair()
        self._heard.settimeout(0)
        self._told.settimeout(0)
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._drain)
        # Python may handle a signal in the middle of a paint event: whoever listens is told after that.
        self._told_to_end.connect(self.received, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Listen for Ctrl-C and a polite kill."""
        signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._tell)

    def end(self) -> None:
        """Leave the signals to the system again."""
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        self._notifier.setEnabled(False)
        self._heard.close()
        self._told.close()

    def _tell(self, _number: int, _frame: FrameType | None) -> None:
        self._told_to_end.emit()

    @Slot()
    def _drain(self) -> None:
        self._heard.recv(64)
