from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui.practise import PractisePage
from tests.ui.monkey import Monkey, MonkeyFoundSomething

EVENTS = 250


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_breaks_under_random_clicks_and_keys(qapp: QApplication, tmp_path: Path, seed: int) -> None:
    """Longer runs: `python -m tests.ui.monkey --minutes 10`."""
    assert Monkey(qapp, tmp_path, seed).run(EVENTS) == EVENTS


def test_the_monkey_tells_what_it_found(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(_page: PractisePage, _event: object) -> None:
        raise KeyError("a defect")

    monkeypatch.setattr(PractisePage, "keyPressEvent", stumble)
    monkey = Monkey(qapp, tmp_path, 7)
    with pytest.raises(MonkeyFoundSomething, match=r"(?s)seed 7:.*a defect.*the last events:.*presses"):
        monkey.run(3000)
