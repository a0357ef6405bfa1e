import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# The program as it is, but for a line that says when the window shows what there is.
PROGRAM = """
import sys
from desktop.ui import app

class Told(app.Window):
    def furnish(self, *given):
        super().furnish(*given)
        self.practise.loaded.connect(self.tell)

    def tell(self):
        print(self.practise.page._problem.text or "loaded", flush=True)

app.Window = Told
sys.exit(app.run(["rostrum"]))
"""


def start() -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_window_opens_and_ends_politely(number: signal.Signals, home: Path) -> None:
    process = start()
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "loaded\n"
        assert (home / "rehearsals").is_dir()
        process.send_signal(number)
        _, errors = process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == 0
    assert errors.replace("This plugin does not support propagateSizeHints()", "").strip() == ""


def test_broken_settings_are_told_in_the_window(home: Path) -> None:
    home.mkdir()
    (home / "settings.json").write_text('{"theme": "blue"}')
    process = start()
    assert process.stdout is not None
    assert "'blue' is none of system, light, dark" in process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    assert process.returncode == 0
