"""One helper process, heard in the GUI thread: for short work that must never hold up the window."""

import queue

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from speech import messages
from speech.errors import HelperLost, SpeechError
from speech.worker import StartHelper

_POLL_MILLISECONDS = 40


class Errand(QObject):
    """Gives one order to a helper and hears it to its end.

    `heard` carries each message; exactly one of `done` and `failed` follows, `failed` with a `SpeechError`: the
    helper's own, or `HelperLost` when it ended without the message of type `until`, or did not end in time. Nothing is
    told after `leave`.
    """

    heard = Signal(object)
    done = Signal()
    failed = Signal(Exception)

    def __init__(
        self,
        start_helper: StartHelper,
        name: str,
        order: messages.Message,
        until: type[messages.Message],
        patience_seconds: float,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._until = name, until
        self._complete = False
        self._inbox: queue.SimpleQueue[messages.Message] = queue.SimpleQueue()
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MILLISECONDS)
        self._timer.timeout.connect(self._listen)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(round(patience_seconds * 1000))
        self._patience.timeout.connect(self._lose_patience)
        self._helper = start_helper(name, self._inbox.put)
        self._helper.send(order)
        self._timer.start()
        self._patience.start()

    @property
    def running(self) -> bool:
        """Whether its end has not been told yet."""
        return self._timer.isActive()

    def send(self, message: messages.Message) -> None:
        """Say something more to the helper."""
        self._helper.send(message)

    @Slot()
    def leave(self) -> None:
        """End the helper; nothing more is told."""
        if self.running:
            self._stop()
            self._helper.kill()

    def _stop(self) -> None:
        self._timer.stop()
        self._patience.stop()

    @Slot()
    def _listen(self) -> None:
        while self.running and not self._inbox.empty():
            self._take(self._inbox.get())

    def _take(self, message: messages.Message) -> None:
        match message:
            case messages.Failed():
                self._fail(message.error)
            case messages.HelperEnded(exit_code=exit_code) if not self._complete:
                self._fail(HelperLost(f"the helper {self._name!r} ended too early (exit code {exit_code}); try again"))
            case messages.HelperEnded():
                self._stop()
                self.done.emit()
            case _:
                self._complete = self._complete or isinstance(message, self._until)
                self.heard.emit(message)

    def _fail(self, error: SpeechError) -> None:
        self._stop()
        self._helper.kill()
        self.failed.emit(error)

    @Slot()
    def _lose_patience(self) -> None:
        self._fail(HelperLost(f"the helper {self._name!r} did not answer in time; try again"))
