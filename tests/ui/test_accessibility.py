from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.theme import Theme
from desktop.ui.window import Window
from speech import messages
from tests.ui import samples
from tests.ui.stage import FakeMediaDevices, FakeSound, StagedProgram, keep_rehearsal


def nameless(root: QWidget) -> list[str]:
    """Every widget that can take the focus and has no name for a screen reader."""
    found = []
    for widget in root.findChildren(QWidget):
        if widget.focusPolicy() is Qt.FocusPolicy.NoFocus or not widget.isVisibleTo(root) or widget.focusProxy():
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface or not interface.text(QAccessible.Text.Name):
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


@pytest.fixture
def full_window(window: Callable[[], Window], program: StagedProgram, qtbot: QtBot) -> Window:
    transcript = samples.make_transcript()
    rehearsal = keep_rehearsal(program.archive, transcript, samples.make_score(transcript))
    shown = window()
    with qtbot.waitSignal(shown.page_shown):
        shown.open_review(rehearsal.id)
    return shown


def test_whatever_takes_the_focus_has_a_name(full_window: Window, program: StagedProgram, qtbot: QtBot) -> None:
    for tab in range(full_window.review.page.remarks.count()):
        full_window.review.page.remarks.setCurrentIndex(tab)
        assert nameless(full_window) == []
    full_window.go("practise")
    assert nameless(full_window) == []
    full_window.practise.page._card._start.click()
    assert nameless(full_window) == []
    program.helpers["speak"].say(messages.UtteranceSpoken(played=True))
    qtbot.waitUntil(lambda: "record" in program.helpers)
    program.helpers["record"].say(messages.RecordingStarted("pulse", 48_000))
    qtbot.waitUntil(lambda: "transcribe" in program.helpers)
    full_window.interview.page._ask_to_end()
    assert nameless(full_window) == []


@pytest.mark.parametrize("name", ["rehearsals", "progress", "compare", "models", "settings", "help", "before"])
def test_whatever_takes_the_focus_on_a_page_has_a_name(full_window: Window, name: str, qtbot: QtBot) -> None:
    show(full_window, name, qtbot)
    assert nameless(full_window) == []
    if name == "progress":
        full_window.rooms.progress.page.turn()
        assert nameless(full_window) == []


def show(window: Window, name: str, qtbot: QtBot) -> None:
    """Show a page with everything on it."""
    if name == "before":
        case = samples.CASES[0]
        window.prepare(case, case.formats[0])
    elif name == "rehearsals":
        with qtbot.waitSignal(window.rooms.rehearsals.loaded):
            window.show_rehearsals()
        window.rooms.rehearsals.page.importing.show_cases(samples.CASES)
        window.rooms.rehearsals.page.importing.show_file(Path("answer.wav"))
    elif name == "progress":
        with qtbot.waitSignal(window.rooms.progress.loaded):
            window.show_progress()
    elif name == "compare":
        (rehearsal,) = window.rooms._program.archive.rehearsals()
        with qtbot.waitSignal(window.page_shown):
            window.compare(rehearsal.id, rehearsal.id)
    else:
        window.show_page(name)


def test_the_test_above_can_fail(qtbot: QtBot) -> None:
    root = QWidget()
    child = QWidget(root)
    child.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.addWidget(root)
    root.show()
    assert nameless(root) == ["QWidget in QWidget"]


def test_every_control_of_the_practise_page_is_reached_by_tab(window: Callable[[], Window], qtbot: QtBot) -> None:
    shown = window()
    page = shown.practise.page
    shown.activateWindow()
    page._search.setFocus()
    reached: list[QWidget | None] = []
    for _ in range(12):
        qtbot.keyClick(shown.focusWidget(), Qt.Key.Key_Tab)
        reached.append(shown.focusWidget())
    order = [reached.index(widget) for widget in (page._track, page._cases, page._card._start)]
    assert order == sorted(order)


@pytest.mark.parametrize("scale", [1.0, 1.6])
def test_larger_type_still_fits_the_smallest_window(
    scale: float, program: StagedProgram, sound: FakeSound, qapp: QApplication, qtbot: QtBot
) -> None:
    transcript = samples.make_transcript()
    rehearsal = keep_rehearsal(program.archive, transcript, samples.make_score(transcript))
    shown = Window(make_sound=lambda: sound, make_media_devices=FakeMediaDevices)  # type: ignore[arg-type]
    qtbot.addWidget(shown)
    shown.show()
    shown.furnish(program, Theme(qapp, "light", text_scale=scale))
    with qtbot.waitSignal(shown.practise.loaded):
        pass
    shown.resize(1024, 700)
    for name in ("practise", "review", "rehearsals", "progress", "compare", "models", "settings", "help", "before"):
        if name == "review":
            with qtbot.waitSignal(shown.page_shown):
                shown.open_review(rehearsal.id)
        else:
            show(shown, name, qtbot)
        qapp.processEvents()
        assert shown.width() <= 1024, name
        assert shown.minimumSizeHint().width() <= 1024, name
    shown.close()
