"""A theme, a program on a stage, and a loudspeaker that only notes what it is told."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# Before Qt is imported: no screen is needed.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.home import Home
from desktop.settings import Settings
from desktop.ui.theme import Theme
from desktop.ui.window import Window
from tests.ui.stage import STARTED_AT, FakeMediaDevices, FakeSound, StagedProgram


def pytest_configure(config: pytest.Config) -> None:
    # The offscreen platform says this of every window that has a smallest size; no other platform does.
    config.addinivalue_line("qt_log_ignore", "This plugin does not support propagateSizeHints")


@pytest.fixture(autouse=True)
def collected_here() -> Iterator[None]:
    """Collect garbage between tests, in this thread: one that works in the background must not destroy widgets."""
    gc.disable()
    yield
    gc.collect(1)


@pytest.fixture(autouse=True, scope="module")
def collected_again() -> Iterator[None]:
    """Leave no widget to be collected by the threads of other tests."""
    yield
    gc.collect()
    gc.enable()


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light", text_scale=1.0)


@pytest.fixture
def program(home: Path) -> StagedProgram:
    place = Home(home)
    place.make()
    return StagedProgram(place, Settings(check_first=False))


@pytest.fixture
def sound() -> FakeSound:
    return FakeSound()


@pytest.fixture
def window(program: StagedProgram, theme: Theme, sound: FakeSound, qtbot: QtBot) -> Iterator[Callable[[], Window]]:
    """Open the window and wait until it shows what there is."""
    opened = []

    def open_window() -> Window:
        window = Window(lambda: program.now_seconds, lambda: STARTED_AT, lambda: sound, FakeMediaDevices)
        opened.append(window)
        qtbot.addWidget(window)
        window.show()
        window.furnish(program, theme)
        with qtbot.waitSignal(window.practise.loaded):
            pass
        return window

    yield open_window
    for window in opened:
        window.close()
