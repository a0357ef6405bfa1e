"""A review played by the real player, to be run with a sound card: see test_real_replay.py.

    python -m tests.ui.replay_in_window

Keeps a rehearsal of twelve seconds with a long silence, opens it, plays it at double speed, repeats a passage, skips
the silence and looks which word is lit meanwhile. Prints one JSON line.
"""

import json
import sys
import time
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.practice.marking import mark
from desktop.program import Program, open_program
from desktop.ui.theme import Theme
from desktop.ui.window import Window
from speech.transcript import Segment, Transcript, Word
from tests.ui import samples
from tests.ui.rehearse_in_window import press, wait_for
from tests.ui.stage import begin_rehearsal

_SECONDS = 12


def keep_rehearsal(program: Program) -> str:
    """Keep a rehearsal with a word each half second but for a silence from the third to the eighth second."""
    rehearsal = begin_rehearsal(program.archive)
    samples.write_wav(program.archive.recording(rehearsal.id), _SECONDS)
    program.archive.keep_recorded(rehearsal.id, _SECONDS)
    starts = [number / 2 for number in range(2 * _SECONDS) if not 3 <= number / 2 < 8]
    words = tuple(Word(f"word{start:g}", start, start + 0.4, 0.9) for start in starts)
    transcript = Transcript("whisper", "base.en", "en", (Segment(0.0, float(_SECONDS), words),))
    program.archive.keep_transcript(rehearsal.id, transcript)
    mark(program.archive, program.scorer, None, rehearsal.id)
    return rehearsal.id


def replay(window: Window, rehearsal_id: str) -> dict[str, object]:
    """Listen as a reader does and return what was seen."""
    window.open_review(rehearsal_id)
    wait_for(lambda: window.page_name == "review", "the review")
    player, page = window.review.player, window.review.page
    wait_for(lambda: player._length_seconds > 0, "the recording")
    positions: list[float] = []
    lit: list[bool] = []

    def look(seconds: float) -> None:
        positions.append(seconds)
        word = page.transcript.spoken_word
        said = page.words.seconds_of(word) if word is not None else None
        lit.append(said is not None and said <= seconds + 0.001)

    player.position_changed.connect(look)
    for _ in range(4):
        press(window, Qt.Key.Key_BracketRight)
    press(window, Qt.Key.Key_Space)
    wait_for(lambda: player.seconds > 0.5, "the sound to begin")
    began, first = time.monotonic(), player.seconds
    wait_for(lambda: player.seconds > first + 2, "two seconds to be played")
    seen: dict[str, object] = {"pace": (player.seconds - first) / (time.monotonic() - began), "rate": player.rate}
    sound = player._sound
    assert sound is not None
    seen["pitch_kept"] = sound._player.pitchCompensation()
    page.transcript.choose_words(9, 10)
    press(window, Qt.Key.Key_L)
    positions.clear()
    # The sound card that exists only in memory takes up to two seconds to begin anew.
    wait_for(lambda: _rounds(positions) >= 2, "the passage to be repeated twice")
    seen["loop"] = [player.loop.start_seconds, player.loop.end_seconds] if player.loop else None
    seen["loop_from"], seen["loop_to"] = min(positions), max(positions)
    press(window, Qt.Key.Key_L)
    press(window, Qt.Key.Key_S)
    player.play_from(2.0)
    positions.clear()
    wait_for(lambda: player.seconds > 8.2, "what comes after the silence")
    seen["heard_of_silence"] = [seconds for seconds in positions if 3.8 < seconds < 7.3]
    seen["lit"] = sum(lit) / len(lit)
    return seen


def _rounds(positions: list[float]) -> int:
    """Return how often it went back."""
    return sum(after < before - 0.3 for before, after in pairwise(positions))


def main() -> None:
    """Open the window, listen and say what was seen."""
    application = QApplication(sys.argv[:1])
    program = open_program()
    rehearsal_id = keep_rehearsal(program)
    window = Window()
    window.show()
    window.furnish(program, Theme(application, "light"))
    seen = replay(window, rehearsal_id)
    window.close()
    sys.stdout.write(json.dumps(seen) + "\n")


if __name__ == "__main__":
    main()
