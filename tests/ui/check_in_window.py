"""The page before the start with a real microphone and voice, to be run with a sound card: see test_real_check.py.

    python -m tests.ui.check_in_window ANSWER_WAV

Opens the window, goes to the page before the start, looks which devices there are, checks the microphone while
ANSWER_WAV is played into it, plays it back, has the voice say its sentence, checks again in silence, and plugs a
headset in and out. Prints one JSON line.
"""

import json
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.program import open_program
from desktop.ui.before import BeforePage
from desktop.ui.theme import Theme
from desktop.ui.window import Window
from tests.ui.rehearse_in_window import let_live, wait_for


def check(window: Window, answer: Path) -> dict[str, object]:
    """Do what somebody does before the start and return what was seen."""
    practise = window.practise.page
    wait_for(lambda: practise._card._start.isVisible(), "a case to start")
    practise._card._start.click()
    page, setup = window.rooms.before.page, window.rooms.before._setup
    microphone, voice = page.microphone, page.voice
    wait_for(lambda: microphone._box.isEnabled(), "the microphones")
    wait_for(lambda: voice._voice.count() > 1, "the voices")
    seen: dict[str, object] = {
        "page": window.page_name,
        "microphones": [microphone._box.itemText(place) for place in range(microphone._box.count())],
        "speakers": [voice._box.itemText(place) for place in range(voice._box.count())],
    }
    speaking = subprocess.Popen(["paplay", "--device=mouth", str(answer)])
    levels: list[float] = []
    setup._check.level_heard.connect(lambda level, _peak: levels.append(level))
    microphone._check.click()
    wait_for(lambda: microphone._check.text() == "Check again", "the verdict")
    speaking.terminate()
    speaking.wait(10)
    seen |= {"verdict": microphone._verdict.text, "levels": len(levels), "loudest": max(levels)}
    microphone._playback.click()
    wait_for(lambda: setup._sound is not None and setup._sound.seconds > 0.5, "the recording to be played")
    microphone._playback.click()
    voice._try.click()
    wait_for(lambda: voice._try.text() == "Say a sentence", "the voice")
    seen["voice"] = voice._verdict.text
    let_live(800)
    microphone._check.click()
    wait_for(lambda: "left" in microphone._verdict.text, "the second check to begin")
    wait_for(lambda: microphone._check.isEnabled(), "the second verdict")
    seen["silent"] = microphone._verdict.text
    seen |= plug(page)
    folder = setup._check.path.parent
    window.show_practise()
    seen["thrown_away"] = not folder.exists()
    return seen


def plug(page: BeforePage) -> dict[str, object]:
    """Plug a headset in, choose it, and pull it out again."""
    box = page.microphone._box
    module = control("load-module", "module-remap-source", "master=mouth.monitor", "source_name=headset",
                     "source_properties=device.description=Headset")  # fmt: skip
    wait_for(lambda: box.findData("headset") > 0, "the headset to appear")
    box.setCurrentIndex(box.findData("headset"))
    box.activated.emit(box.currentIndex())
    chosen = box.currentText()
    control("unload-module", module)
    wait_for(lambda: bool(box.gone), "the headset to be told as gone")
    gone, startable = box.currentText(), page._start.isEnabled()
    page._default.click()
    return {"chosen": chosen, "gone": gone, "startable": startable, "startable_again": page._start.isEnabled()}


def control(*arguments: str) -> str:
    """Run pactl and return what it says."""
    return subprocess.run(["pactl", *arguments], check=True, capture_output=True, text=True).stdout.strip()


def main() -> None:
    """Open the window, check and say what was seen."""
    application = QApplication(sys.argv[:1])
    window = Window()
    window.show()
    window.furnish(open_program(), Theme(application, "light"))
    seen = check(window, Path(sys.argv[1]))
    window.close()
    sys.stdout.write(json.dumps(seen) + "\n")


if __name__ == "__main__":
    main()
