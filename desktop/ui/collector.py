"""Collects Python's garbage in the GUI thread only."""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_LIVE_PAGE = "interview"
_EVERY_MILLISECONDS = 2_000
_ALL_EVERY = 30


class Collector(QObject):
    """Takes garbage collection over from Python from `begin` until `end`.

    Left alone, Python collects in whichever thread happens to allocate: a widget in a reference cycle would then be
    destroyed by the thread that reads a helper's messages, and the program ends there.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._times = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MILLISECONDS)
        self._timer.timeout.connect(self._collect)

    def begin(self) -> None:
        """Take over."""
        gc.disable()
        self._timer.start()

    def end(self) -> None:
        """Hand back, with nothing left to collect elsewhere."""
        self._timer.stop()
        gc.unfreeze()
        gc.collect()
        gc.enable()

    @Slot(str)
    def follow(self, page_name: str) -> None:
        """Have little to look through while the interview's page is shown.

        A full collection of all that a program has loaded takes a twentieth of a second, in which the clock would
        stand still: what is there when an interview begins is set aside until it is over.
        """
        if page_name == _LIVE_PAGE:
            gc.collect()
            gc.freeze()
        else:
            gc.unfreeze()

    @Slot()
    def _collect(self) -> None:
        self._times += 1
        gc.collect(2 if self._times % _ALL_EVERY == 0 else 1)
