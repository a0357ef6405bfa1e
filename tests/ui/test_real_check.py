"""The check before the start with a real recorder, a real voice, and a sound card that exists only in memory."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SoundCard

pytestmark = pytest.mark.real
ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(150)
def test_microphone_and_voice_are_tried_before_the_start(
    sound_card: SoundCard, spoken: Callable[[str], Path], home: Path
) -> None:
    answer = spoken("Before I draw anything, the hard limit is that a shopper must never pay for an item that is gone.")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "ROSTRUM_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.check_in_window", str(answer)],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=140,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["page"] == "before"
    assert seen["microphones"][0].startswith("System default (")
    assert len(seen["microphones"]) == 2
    assert len(seen["speakers"]) == 3
    assert seen["verdict"] == "You are heard well."
    assert seen["levels"] >= 50
    assert seen["loudest"] > -35
    assert seen["voice"].startswith("Spoken")
    assert "exactly zero" in seen["silent"]
    assert seen["chosen"] == "Headset"
    assert seen["gone"] == "Headset (not connected)"
    assert (seen["startable"], seen["startable_again"]) == (False, True)
    assert seen["thrown_away"]
