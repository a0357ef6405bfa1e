"""Speed, as ratios within one run: `make bench`. Machines are shared and noisy, so nothing here is a test.

Prints a line a figure and writes all of them to `build/bench.json`.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROUNDS = 7

# Both children stop at the first moment a window of theirs is on the screen.
_UNTIL_VISIBLE = """
import os, time
from PySide6 import QtWidgets

def until_visible(*_):
    application = QtWidgets.QApplication.instance()
    while True:
        application.processEvents()
        for window in application.topLevelWindows():
            if window.isVisible() and window.isExposed():
                application.processEvents()
                print(time.monotonic(), flush=True)
                os._exit(0)

QtWidgets.QApplication.exec = until_visible
"""
_EMPTY = (
    _UNTIL_VISIBLE
    + """
application = QtWidgets.QApplication([])
window = QtWidgets.QWidget()
window.resize(1180, 760)
window.show()
QtWidgets.QApplication.exec()
"""
)
_OURS = (
    _UNTIL_VISIBLE
    + """
from desktop.cli import run
run([])
"""
)


def main() -> None:
    """Measure everything and keep the figures."""
    figures = {**window(), **scoring()}
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "bench.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    for name, figure in figures.items():
        sys.stdout.write(f"{name:58} {figure:10.3f}\n")


def window() -> dict[str, float]:
    """How long until the window is visible, against an empty one, in turns."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "ROSTRUM_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        _visible_seconds(_OURS, environment)
        turns = [(_visible_seconds(_EMPTY, environment), _visible_seconds(_OURS, environment)) for _ in range(ROUNDS)]
    empty, ours = (statistics.median(turn[side] for turn in turns) for side in (0, 1))
    return {
        "empty window visible, seconds": empty,
        "our window visible, seconds": ours,
        "our window over an empty one (at most 1.5)": ours / empty,
    }


def _visible_seconds(program: str, environment: dict[str, str]) -> float:
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1]) - began


def scoring() -> dict[str, float]:
    """How the time to score grows with the length of an answer."""
    from rubrics.loader import load_rubric
    from rubrics.scorer import Scorer
    from rubrics.text import Passage

    scorer = Scorer(load_rubric())
    answer = (ROOT / "desktop" / "practice" / "demo_answer.txt").read_text("utf-8")
    scorer.score(Passage.from_text(answer))
    figures = {}
    for thousands in (1, 10, 100):
        text = " ".join((answer.split() * (thousands * 1000 // len(answer.split()) + 1))[: thousands * 1000])
        figures[f"scoring {thousands} thousand words, seconds"] = _seconds(
            lambda text=text: scorer.score(Passage.from_text(text))
        )
    one, ten, hundred = figures.values()
    figures["scoring ten times the words costs (10 is linear)"] = ten / one
    figures["scoring a hundred times the words costs (100 is linear)"] = hundred / one
    return figures


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
