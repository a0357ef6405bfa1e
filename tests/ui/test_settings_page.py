from collections.abc import Callable
from operator import attrgetter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from desktop.settings import load_settings
from desktop.ui.help import HelpPage
from desktop.ui.key_tables import key_tables
from desktop.ui.keys import Key
from desktop.ui.settings_room import SettingsRoom
from desktop.ui.tokens import DARK, LIGHT
from desktop.ui.voice_names import voice_title
from desktop.ui.window import Window
from tests.ui.stage import StagedProgram

OpenWindow = Callable[[], Window]


@pytest.fixture
def opened(window: OpenWindow) -> Window:
    shown = window()
    shown.show_settings()
    return shown


def room(window: Window) -> SettingsRoom:
    return window.rooms.settings


def test_colours_are_chosen_at_once_and_kept(opened: Window, program: StagedProgram, qtbot: QtBot) -> None:
    theme = opened._theme
    assert theme.colours == LIGHT
    qtbot.keyClick(room(opened).page._theme, Qt.Key.Key_End)
    assert theme.colours == DARK
    assert load_settings(program.home.settings).theme == "dark"
    opened.show_practise()
    opened.show_settings()
    assert room(opened).page._theme.currentText() == "Dark"


def test_what_is_chosen_here_holds_for_the_next_interview(opened: Window, program: StagedProgram, qtbot: QtBot) -> None:
    page = room(opened).page
    page.interviewer._ears_only.click()
    assert load_settings(program.home.settings).ears_only
    page.voice._spoken.click()
    # Nobody hears what is not spoken: it is shown, whatever was chosen before.
    ears_only = page.interviewer._ears_only
    assert (ears_only.isChecked(), ears_only.isEnabled()) == (False, False)
    assert load_settings(program.home.settings).ears_only
    qtbot.keyClick(page.recogniser._box, Qt.Key.Key_End)
    page._check_first.click()
    kept = load_settings(program.home.settings)
    assert (kept.speak_questions, kept.recogniser, kept.check_first) == (False, "sphinx", True)
    assert not page.voice._try.isEnabled()


def test_it_says_where_everything_is_and_how_large(
    opened: Window, program: StagedProgram, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = room(opened).page
    assert page._root.text() == str(program.home.root)
    qtbot.waitUntil(lambda: "rehearsals" in page._disk.text())
    assert "are free" in page._disk.text()
    asked: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(url.toLocalFile()))
    page.folder_asked.emit()
    assert asked == [str(program.home.root)]
    assert str(program.home.root) in page._problem.text


def test_a_choice_that_cannot_be_kept_is_told_and_holds(opened: Window, program: StagedProgram) -> None:
    program.home.settings.mkdir()
    opened.rooms.preferences.choose(theme="dark")
    assert "cannot be kept" in room(opened).page._problem.text
    assert opened._theme.colours == DARK


def test_leaving_stops_what_runs(opened: Window, program: StagedProgram) -> None:
    helper = program.helpers["speak"]
    opened.show_practise()
    assert helper.killed


def test_help_shows_every_key_of_every_page(qtbot: QtBot) -> None:
    tables = key_tables()
    page = HelpPage(tables)
    qtbot.addWidget(page)
    from PySide6.QtWidgets import QLabel

    shown = [label.text() for label in page.findChildren(QLabel)]
    for title, keys in tables:
        assert title in shown
        for key in keys:
            assert key.does in shown
            assert key.shown[0] in shown


def test_every_key_has_a_method_and_no_page_has_a_key_twice(opened: Window) -> None:
    from desktop.ui.before import BeforePage
    from desktop.ui.compare import ComparePage
    from desktop.ui.interview import InterviewPage
    from desktop.ui.practise import PractisePage
    from desktop.ui.progress import ProgressPage
    from desktop.ui.rehearsals import RehearsalsPage
    from desktop.ui.window_keys import WINDOW_KEYS

    owners = {
        "Everywhere but in the interview": Window, "Practise": PractisePage, "Before the start": BeforePage,
        "Interview": InterviewPage, "Review": opened.review.page, "Rehearsals": RehearsalsPage,
        "Compare": ComparePage, "Progress": ProgressPage,
    }  # fmt: skip
    everywhere = [name for key in WINDOW_KEYS for name in key.keys]
    for title, keys in key_tables():
        assert all(callable(attrgetter(key.method)(owners[title])) for key in keys)
        names = [name for key in keys for name in key.keys] + (everywhere if keys is not WINDOW_KEYS else [])
        assert len(names) == len(set(names)), title
        assert all(isinstance(key, Key) and all(key.shown) for key in keys)


@pytest.mark.parametrize(
    ("key", "page"),
    [
        (Qt.Key.Key_2, "rehearsals"),
        (Qt.Key.Key_3, "progress"),
        (Qt.Key.Key_4, "models"),
        (Qt.Key.Key_Comma, "settings"),
        (Qt.Key.Key_1, "practise"),
    ],
)
def test_keys_lead_to_the_pages(window: OpenWindow, key: Qt.Key, page: str, qtbot: QtBot) -> None:
    shown = window()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.show_help()
    qtbot.keyClick(shown, key, Qt.KeyboardModifier.ControlModifier)
    assert shown.page_name == page


def test_no_key_leads_away_from_an_interview(window: OpenWindow, qtbot: QtBot) -> None:
    shown = window()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.practise.page._card._start.click()
    qtbot.keyClick(shown, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert shown.page_name == "interview"


def test_voices_have_names_that_people_know() -> None:
    assert voice_title("gmw/en-us") == "American English"
    assert voice_title("com.apple.voice.compact.en-US.Samantha") == "Samantha"
    assert voice_title("HKEY_LOCAL_MACHINE\\Voices\\Tokens\\TTS_MS_EN-US_ZIRA_11.0") == "EN-US ZIRA 11.0"
