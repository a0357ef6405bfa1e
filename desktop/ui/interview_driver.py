"""Keeps an interview going: asks the conductor again and again how it stands, and passes that on."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.practice.conductor import Conductor, View

# Often enough for the level and the clock to look alive, seldom enough to cost nothing.
_STEP_MILLISECONDS = 50


class InterviewDriver(QObject):
    """Steps one conductor. `now_seconds` is a clock that only goes forward.

    `view_changed` carries each `View`, `finished` the last one; `failed` the exception that ended it early.
    Nothing is emitted after `finished`, `failed` or `leave`.
    """

    view_changed = Signal(object)
    finished = Signal(object)
    failed = Signal(Exception)

    def __init__(self, conductor: Conductor, now_seconds: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._conductor = conductor
        self._now_seconds = now_seconds
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MILLISECONDS)
        self._timer.timeout.connect(self._step)

    @property
    def running(self) -> bool:
        """Whether there is something to leave."""
        return self._timer.isActive()

    def begin(self) -> None:
        """Ask the question."""
        self._timer.start()
        self._take(self._conductor.begin)

    @Slot()
    def skip_question(self) -> None:
        """Stop the voice and listen."""
        self._take(self._conductor.skip_question)

    @Slot()
    def pause(self) -> None:
        """Stop the clock; a strict interview goes on."""
        self._take(self._conductor.pause)

    @Slot()
    def resume(self) -> None:
        """Go on after a pause."""
        self._take(self._conductor.resume)

    def continue_with(self, microphone: str | None) -> None:
        """Go on with another microphone, the system's default for None."""
        self._take(partial(self._conductor.continue_with, microphone))

    @Slot()
    def think(self) -> None:
        """Take time to think."""
        self._take(self._conductor.think)

    @Slot()
    def say_again(self) -> None:
        """Let what was asked last be said once more."""
        self._take(self._conductor.say_again)

    @Slot()
    def next_phase(self) -> None:
        """Go on to the next phase."""
        self._take(self._conductor.next_phase)

    @Slot()
    def end(self) -> None:
        """End the answer."""
        self._take(self._conductor.end)

    @Slot()
    def leave(self) -> None:
        """Stop everything, keeping what was recorded."""
        if self.running:
            self._timer.stop()
            self._conductor.leave()

    @Slot()
    def _step(self) -> None:
        self._take(self._conductor.step)

    def _take(self, step: Callable[[float], View]) -> None:
        if not self.running:
            return
        try:
            view = step(self._now_seconds())
        except Exception as error:  # noqa: BLE001 - an interview must not go on unseen; the error is passed on
            self.leave()
            self.failed.emit(error)
            return
        self.view_changed.emit(view)
        if view.finished:
            self._timer.stop()
            self.finished.emit(view)
