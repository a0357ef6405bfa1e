"""One whole rehearsal in the real window, to be run with a screen and a microphone: see test_real_window.py.

    python -m tests.ui.rehearse_in_window ANSWER_WAV PICTURES_FOLDER

Begins the system design round of a case, skips the voice, plays ANSWER_WAV into the virtual microphone, ends the answer
and plays it in the review. Prints one JSON line with what was on the screen.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.program import open_program
from desktop.ui.interview_actions import Moment
from desktop.ui.theme import Theme
from desktop.ui.window import Window

PATIENCE_SECONDS = 120


def wait_for(condition: Callable[[], bool], what: str) -> None:
    """Let the window live until something is so."""
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > give_up_at:
            sys.exit(f"waited in vain for {what}")
        let_live(20)


def let_live(milliseconds: int) -> None:
    """Let the window live for a while: unlike QTest.qWait, an event loop lets go of Python's lock meanwhile."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def press(window: Window, key: Qt.Key) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(window.focusWidget() or window, key)


def rehearse(window: Window, answer: Path, pictures: Path) -> dict[str, object]:
    """Do the whole main job and return what was seen."""
    practise = window.practise.page
    wait_for(lambda: practise._card._start.isEnabled() and practise._card._start.isVisible(), "a case to start")
    case = window.practise._program.catalogue.case("global-inventory-sync")
    window.begin_interview(case, next(entry for entry in case.formats if entry.id == "system-design"))
    actions = window.interview.page._actions
    wait_for(lambda: actions.moment is Moment.ASKING, "the question")
    press(window, Qt.Key.Key_Return)
    wait_for(lambda: actions.moment is Moment.LISTENING, "the microphone")
    speaking = subprocess.Popen(["paplay", "--device=mouth", str(answer)])
    let_live(8_000)
    window.grab().save(str(pictures / "interview.png"))
    wait_for(lambda: speaking.poll() is not None, "the answer")
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_Return)
    wait_for(lambda: window.page_name == "review", "the review")
    let_live(300)
    press(window, Qt.Key.Key_Space)
    wait_for(lambda: window.review.player.seconds > 0.5, "the answer to be played")
    press(window, Qt.Key.Key_Space)
    let_live(1_500)
    window.grab().save(str(pictures / "review.png"))
    window.go("practise")
    window.practise.load()
    wait_for(lambda: len(practise._past.rows) == 1, "the rehearsal among the past ones")
    let_live(200)
    window.grab().save(str(pictures / "practise.png"))
    (rehearsal,) = window.practise._program.archive.rehearsals()
    return {
        "platform": QGuiApplication.platformName(),
        "state": rehearsal.state,
        "overall": rehearsal.overall,
        "transcript": window.practise._program.archive.transcript(rehearsal.id).text,
        "played_seconds": window.review.player.seconds,
    }


def main() -> None:
    """Open the window, rehearse and say what was seen."""
    answer, pictures = Path(sys.argv[1]), Path(sys.argv[2])
    application = QApplication(sys.argv[:1])
    program = open_program()
    window = Window()
    window.show()
    window.furnish(program, Theme(application, "light"))
    seen = rehearse(window, answer, pictures)
    window.close()
    sys.stdout.write(json.dumps(seen) + "\n")


if __name__ == "__main__":
    main()
