"""Makes the README's pictures from a real rehearsal: `python -m tests.ui.make_pictures OUT_DIR`.

The demo's answer is played into a virtual microphone while the real window, drawn offscreen, listens to it.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.conftest import private_sound_card

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Rehearse once and keep what the window looked like."""
    pictures = Path(sys.argv[1])
    pictures.mkdir(parents=True, exist_ok=True)
    answer = ROOT / "desktop" / "practice" / "demo_answer.flac"
    with tempfile.TemporaryDirectory() as name, private_sound_card(Path(name)) as card:
        environment = {
            **os.environ, **card.environment, "QT_QPA_PLATFORM": "offscreen", "ROSTRUM_HOME": str(Path(name) / "home")
        }  # fmt: skip
        command = [sys.executable, "-m", "tests.ui.rehearse_in_window", str(answer), str(pictures)]
        subprocess.run(command, env=environment, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
