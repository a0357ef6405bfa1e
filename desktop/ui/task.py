"""Work in the background: a plain function on a thread of a pool, its end told in the GUI thread."""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from desktop.ui.cancelled import Cancelled

StopAsked = Callable[[], bool]
Work = Callable[[StopAsked], Any]


class Task(QObject):
    """One piece of work. Exactly one of `done`, `failed` and `cancelled` is emitted, in the thread that made it.

    The work is a function of one argument, a question it may ask between steps: should it stop? `done` carries
    what it returned, `failed` the exception it raised.
    """

    done = Signal(object)
    failed = Signal(Exception)
    cancelled = Signal()
    _ended = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._stop = threading.Event()
        self._result: Any = None
        self._error: Exception | None = None
        # Queued by hand: the work ends on another thread, and nobody may be told there.
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop; whatever it comes to, `cancelled` is emitted."""
        self._stop.set()

    def run(self) -> None:
        """Do the work here, on the thread that calls; `Tasks` calls it on one of its pool."""
        try:
            self._result = None if self._stop.is_set() else self._work(self._stop.is_set)
        except Exception as error:  # noqa: BLE001 - carried to the GUI thread, where it is put into words
            self._error = error
        self._ended.emit()

    @Slot()
    def _tell(self) -> None:
        if self._stop.is_set() or isinstance(self._error, Cancelled):
            self.cancelled.emit()
        elif self._error is not None:
            self.failed.emit(self._error)
        else:
            self.done.emit(self._result)


class _Run(QRunnable):
    def __init__(self, task: Task) -> None:
        super().__init__()
        self._task = task

    def run(self) -> None:
        self._task.run()


class Tasks(QObject):
    """Starts tasks and keeps each alive until its end was told; `close` before the window is destroyed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._running: set[Task] = set()

    @property
    def busy(self) -> bool:
        """Whether any task's end is still to be told."""
        return bool(self._running)

    def start(self, work: Work, done: Callable[[Any], None], failed: Callable[[Exception], None]) -> Task:
        """Start the work; `done` and `failed` are methods of objects that live in the GUI thread."""
        task = Task(work)
        task.done.connect(done)
        task.failed.connect(failed)
        for ended in (task.done, task.failed, task.cancelled):
            ended.connect(self._forget)
        self._running.add(task)
        self._pool.start(_Run(task))
        return task

    def close(self) -> None:
        """Ask all work to stop and wait until it has."""
        for task in self._running:
            task.cancel()
        self._pool.waitForDone()

    @Slot()
    def _forget(self) -> None:
        task = self.sender()
        self._running = {other for other in self._running if other is not task}
