"""How smoothly the window runs during a live interview, to be run with a microphone: see tests/bench.py.

    python -m tests.ui.live_interview ANSWER_WAV SECONDS

Opens the real window, begins an interview, plays ANSWER_WAV into the virtual microphone again and again, and measures
with a timer in the window's own thread how long the event loop kept it waiting. Prints one JSON line: the times that
passed between two ticks beyond what was asked for, in seconds, and how much of each was the window's own work.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from desktop.program import open_program
from desktop.ui.collector import Collector
from desktop.ui.interview_actions import Moment
from desktop.ui.theme import Theme
from desktop.ui.window import Window
from tests.ui.rehearse_in_window import let_live, press, wait_for

TICK_MILLISECONDS = 2


class StallWatch(QObject):
    """Notes how late each tick of a precise timer comes, and the processor time of this thread since the last one."""

    def __init__(self) -> None:
        super().__init__()
        self.stalls: list[tuple[float, float]] = []
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=TICK_MILLISECONDS)
        self._timer.timeout.connect(self._tick)

    def begin(self) -> None:
        """Watch from now on."""
        self._wall, self._work = time.perf_counter(), time.thread_time()
        self._timer.start()

    def end(self) -> None:
        """Watch no more."""
        self._timer.stop()

    @Slot()
    def _tick(self) -> None:
        wall, work = time.perf_counter(), time.thread_time()
        self.stalls.append((max(0.0, wall - self._wall - TICK_MILLISECONDS / 1000), work - self._work))
        self._wall, self._work = wall, work


def watch(window: Window, answer: Path, seconds: float) -> dict[str, object]:
    """Run an interview for so long and return what was measured."""
    practise = window.practise.page
    wait_for(lambda: practise._card._start.isEnabled() and practise._card._start.isVisible(), "a case to start")
    case = window.practise._program.catalogue.case("global-inventory-sync")
    window.begin_interview(case, next(entry for entry in case.formats if entry.id == "system-design"))
    page = window.interview.page
    wait_for(lambda: page._actions.moment is Moment.ASKING, "the question")
    press(window, Qt.Key.Key_Return)
    wait_for(lambda: page._actions.moment is Moment.LISTENING, "the microphone")
    stalls = StallWatch()
    speaking = subprocess.Popen(["sh", "-c", f"while true; do paplay --device=mouth '{answer}'; done"])
    stalls.begin()
    # The voice begins twice meanwhile, the phase changes, and half of the time the words are shown.
    for key in (Qt.Key.Key_R, Qt.Key.Key_W, Qt.Key.Key_N, Qt.Key.Key_Q):
        let_live(int(seconds * 250))
        press(window, key)
    stalls.end()
    speaking.kill()
    assert window.interview._driver is not None
    view = window.interview._driver._conductor.view()
    window.interview.leave()
    return {"stalls": stalls.stalls, "words": view.heard_words, "said": len(view.said), "stage": view.stage}


def main() -> None:
    """Open the window, rehearse and say what was measured."""
    application = QApplication(sys.argv[:1])
    program = open_program()
    program.choose(check_first=False, style="tough")
    collector = Collector()
    collector.begin()
    window = Window()
    window.show()
    window.furnish(program, Theme(application, "light"))
    window.page_shown.connect(collector.follow)
    seen = watch(window, Path(sys.argv[1]), float(sys.argv[2]))
    window.close()
    collector.end()
    sys.stdout.write(json.dumps(seen) + "\n")


if __name__ == "__main__":
    main()
