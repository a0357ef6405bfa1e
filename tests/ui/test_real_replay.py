"""The review with the real player and a sound card that exists only in memory."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SoundCard

pytestmark = pytest.mark.real
ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(120)
def test_speed_loop_and_skipped_silences_are_those_of_the_real_player(sound_card: SoundCard, home: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "ROSTRUM_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.replay_in_window"],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=110,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert (seen["rate"], seen["pitch_kept"]) == (2.0, True)
    assert 1.2 < seen["pace"] < 3
    first, last = seen["loop"]
    assert first - 0.2 <= seen["loop_from"]
    assert seen["loop_to"] <= last + 0.6
    assert seen["heard_of_silence"] == []
    assert seen["lit"] > 0.95
