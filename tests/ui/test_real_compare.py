"""One key plays both openings, with a real player on a sound card that exists only in memory."""

import os
import subprocess
import sys
from pathlib import Path

import numpy
import pytest

from tests.conftest import SoundCard
from tests.ui.compare_in_window import DEEP, HIGH, RATE

pytestmark = pytest.mark.real
ROOT = Path(__file__).parents[2]
_WINDOW = RATE // 10


@pytest.mark.timeout(120)
def test_the_older_opening_is_heard_and_then_the_newer_one(sound_card: SoundCard, home: Path, tmp_path: Path) -> None:
    heard = tmp_path / "heard.raw"
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.compare_in_window", str(heard)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "ROSTRUM_HOME": str(home)},
        cwd=ROOT, capture_output=True, text=True, timeout=110,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    samples = numpy.frombuffer(heard.read_bytes(), numpy.int16).astype(float)
    pitches = [pitch(samples[at : at + _WINDOW]) for at in range(0, len(samples) - _WINDOW, _WINDOW)]
    tones = [round(found / 100) * 100 for found in pitches if found]
    deep, high = tones.count(DEEP), tones.count(HIGH)
    # Both openings last 1.9 seconds, and a breath behind the last word.
    assert 15 <= deep <= 25
    assert 15 <= high <= 25
    assert tones.index(HIGH) > len(tones) - 1 - tones[::-1].index(DEEP)


def pitch(samples: "numpy.ndarray[tuple[int], numpy.dtype[numpy.float64]]") -> float:
    """Return the loudest frequency in hertz, 0 for silence."""
    if numpy.abs(samples).max() < 500:
        return 0.0
    return float(numpy.fft.rfftfreq(len(samples), 1 / RATE)[numpy.abs(numpy.fft.rfft(samples)).argmax()])
