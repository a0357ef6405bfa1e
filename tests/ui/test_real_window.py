"""The real window on a screen that exists only in memory, with a microphone that does too."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import SoundCard, error_rate, needed

pytestmark = pytest.mark.real
ROOT = Path(__file__).parents[2]
ANSWER = (
    "Before I draw anything, the hard limit is that a shopper must never pay for an item that is already gone. "
    "For ninety five percent of products the stock count is at most two seconds old. "
    "I choose a short delay over instant updates. We gain a fast checkout, but we give up perfect freshness on search."
)


@pytest.fixture
def screen() -> Iterator[str]:
    """A screen of 1280 by 820; its name for DISPLAY."""
    needed("Xvfb")
    reader, writer = os.pipe()
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x820x24", "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as number:
        name = f":{number.readline().strip()}"
    yield name
    process.terminate()
    process.wait(10)


@pytest.mark.timeout(200)
def test_a_rehearsal_in_the_real_window(
    screen: str, sound_card: SoundCard, spoken: Callable[[str], Path], home: Path, tmp_path: Path
) -> None:
    environment = {**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "ROSTRUM_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.rehearse_in_window", str(spoken(ANSWER)), str(tmp_path)],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=180,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert (seen["platform"], seen["state"]) == ("xcb", "scored")
    assert seen["overall"] > 0
    assert seen["played_seconds"] > 0.5
    assert error_rate(ANSWER, seen["transcript"]) <= 0.35
    assert {path.name for path in tmp_path.glob("*.png")} == {"practise.png", "interview.png", "review.png"}
