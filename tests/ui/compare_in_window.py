"""Both openings by one key, heard on a sound card: see test_real_compare.py.

    python -m tests.ui.compare_in_window RAW_OUT

Keeps two takes of one case, the older one a deep tone, the newer one a high one, opens the window, compares them and
presses Space, while what comes out of the loudspeaker goes to RAW_OUT: 16-bit samples, 16 kHz, one channel.
"""

import array
import math
import subprocess
import sys
import wave
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.program import Program, open_program
from desktop.ui.theme import Theme
from desktop.ui.window import Window
from speech.transcript import Segment, Transcript, Word
from tests.ui import samples
from tests.ui.rehearse_in_window import let_live, wait_for

RATE = 16_000
DEEP, HIGH = 300.0, 1200.0
_BEGINS, _WORDS = 1.0, 4


def keep_take(program: Program, hertz: float, started_at: datetime) -> str:
    """Keep a scored take whose recording is a tone; its words lie between the first and the third second."""
    case = program.catalogue.case("global-inventory-sync")
    rehearsal = program.archive.begin(case, case.formats[0], started_at)
    tone = array.array("h", (int(9000 * math.sin(2 * math.pi * hertz * at / RATE)) for at in range(6 * RATE)))
    with wave.open(str(program.archive.recording(rehearsal.id)), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(tone.tobytes())
    program.archive.keep_recorded(rehearsal.id, 6.0)
    words = tuple(Word("word", _BEGINS + at / 2, _BEGINS + at / 2 + 0.4, 0.9) for at in range(_WORDS))
    program.archive.keep_transcript(
        rehearsal.id, Transcript("whisper", "base.en", "en", (Segment(_BEGINS, 3.0, words),))
    )
    score = replace(samples.make_score(samples.make_transcript()), findings=(), advice=())
    program.archive.keep_score(rehearsal.id, score)
    return rehearsal.id


def main() -> None:
    """Compare, press the key, and listen to what comes out."""
    application = QApplication(sys.argv[:1])
    program = open_program()
    now = datetime.now().astimezone()
    older, newer = keep_take(program, DEEP, now - timedelta(days=1)), keep_take(program, HIGH, now)
    window = Window()
    window.show()
    window.furnish(program, Theme(application, "light"))
    wait_for(lambda: window.practise.page._card._start.isVisible(), "the cases")
    window.compare(newer, older)
    wait_for(lambda: window.page_name == "compare", "the comparison")
    with Path(sys.argv[1]).open("wb") as out:
        command = ["parec", "--device=loudspeaker.monitor", "--format=s16le", f"--rate={RATE}", "--channels=1"]
        ear = subprocess.Popen(command, stdout=out)
        let_live(500)
        page = window.rooms.compare.page
        QTest.keyClick(page, Qt.Key.Key_Space)
        wait_for(lambda: page._player.passage is not None and page._player.passage.take == 1, "the newer opening")
        wait_for(lambda: page._player.passage is None, "the end of both")
        let_live(300)
        ear.terminate()
        ear.wait(10)
    problem = page._problem.text
    window.close()
    sys.stdout.write(problem)


if __name__ == "__main__":
    main()
