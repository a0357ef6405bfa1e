import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.practice.interview import Stage
from desktop.ui import interview as interview_module
from desktop.ui import lost_microphone, notice, question_card
from desktop.ui.interview import InterviewPage
from desktop.ui.stage_line import StageLine
from desktop.ui.theme import Theme
from desktop.ui.window import Window
from speech import messages
from tests.ui import samples
from tests.ui.stage import FakeMediaDevices, FakeSound, StagedProgram, keep_rehearsal

# It is a program of its own, too, and looks beside itself for its parts.
sys.path.insert(0, str(Path(__file__).parent))
import make_screenshots


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


def visible_children(root: QWidget) -> Iterator[QWidget]:
    return (widget for widget in root.findChildren(QWidget) if widget.isVisibleTo(root))


def wordless(root: QWidget) -> list[str]:
    """Every picture that we draw and that says nothing to whoever does not see it."""
    found = []
    for widget in visible_children(root):
        drawn = type(widget).__module__.startswith("desktop.ui") and "paintEvent" in vars(type(widget))
        says = widget.accessibleName() or widget.accessibleDescription() or getattr(widget, "text", "")
        beside = any(type(parent).__name__ in DRAWN_BESIDE_WORDS for parent in parents(widget))
        if drawn and not says and not beside:
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


def parents(widget: QWidget) -> Iterator[QWidget]:
    parent = widget
    while parent is not None:
        yield parent
        parent = parent.parentWidget()


# Shapes that only repeat what the words beside them say.
DRAWN_BESIDE_WORDS = ("StageLine", "PillarMarker", "MarkBar")


def leaps(root: QWidget) -> list[str]:
    """Every step of the focus that goes back up without going to the right, as nobody reads."""
    order = [root]
    while (following := order[-1].nextInFocusChain()) is not root:
        order.append(following)
    reached = [
        widget
        for widget in order
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(root) and not widget.focusProxy()
    ]
    found = []
    for before, after in pairwise(reached):
        if before.isAncestorOf(after) or after.isAncestorOf(before):
            continue
        if before.visibleRegion().isEmpty() or after.visibleRegion().isEmpty():
            # What is scrolled away lies nowhere.
            continue
        from_, to = (QRect(widget.mapTo(root, QPoint()), widget.size()) for widget in (before, after))
        if to.bottom() <= from_.top() and to.left() <= from_.left():
            found.append(f"{before.accessibleName()!r} to {after.accessibleName()!r}")
    return found


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_page_and_state_can_be_heard_and_walked_through(scale: float, qapp: QApplication, qtbot: QtBot) -> None:
    """Whoever adds a state to the pictures has it looked through here."""
    theme = Theme(qapp, "light", text_scale=scale)
    names, found = [], []
    for name, frame in make_screenshots.pictures(theme, QSize(1024, 700)):
        names.append(name)
        frame.show()
        qapp.processEvents()
        # The remarks of the review are made late and stand before the player all the same.
        looks = (nameless, wordless) if name.startswith("review") else (nameless, wordless, leaps)
        found += [f"{name}: {problem}" for look in looks for problem in look(frame)]
        frame.close()
    assert found == []
    assert len(names) > 30


def test_the_tests_above_can_fail(qtbot: QtBot) -> None:
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


def test_a_change_of_state_is_told_to_a_screen_reader(
    theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[QAccessibleEvent] = []
    monkeypatch.setattr(QAccessible, "isActive", staticmethod(lambda: True))
    monkeypatch.setattr(QAccessible, "updateAccessibility", staticmethod(told.append))
    line = StageLine(theme)
    qtbot.addWidget(line)
    line.show_stage(Stage.ASKING)
    # Nobody hears of what is not on the screen.
    assert told == []
    line.show()
    line.show_stage(Stage.LISTENING)
    line.show_stage(Stage.LISTENING)
    line.show_stage(Stage.LISTENING, thinking=True)
    assert [event.type() for event in told] == [QAccessible.Event.Announcement] * 2
    assert [event.message() for event in told] == ["Listening", "Time to think"]  # type: ignore[attr-defined]


def test_the_interview_tells_what_nobody_says_aloud(
    theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    for module in (interview_module, question_card, lost_microphone, notice):
        monkeypatch.setattr(module, "announce", lambda _widget, text, **_: told.append(text))
    page = InterviewPage(theme)
    qtbot.addWidget(page)
    page.show_sitting(samples.CASES[0], samples.FORMATS[0], spoken=False)
    assert page.accessibleDescription() == samples.QUESTION
    view = make_screenshots.view
    page.show_view(view(10))
    page.show_view(view(20, remark="What breaks first?"))
    page.show_view(view(30, remark="What breaks first?", silent=True))
    assert told[0] == "What breaks first?"
    assert told[1].startswith("The microphone gives nothing but silence")
    page.show_lost("usb", "Blue Yeti", 40)
    assert told[2].startswith("The microphone Blue Yeti was lost at 00:40. Everything up to then is kept.")
