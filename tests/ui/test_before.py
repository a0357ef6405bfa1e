from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.settings import load_settings
from desktop.ui.before_room import BeforeRoom
from desktop.ui.devices import DeviceWatch
from desktop.ui.preferences import Preferences
from desktop.ui.theme import Theme
from desktop.ui.window import Window
from speech import messages
from tests.ui import samples
from tests.ui.stage import FakeMediaDevices, FakeSound, StagedProgram

MICROPHONES = ("Built-in", "Headset")


class Prepared:
    """The page before the start; the test speaks for the helpers."""

    def __init__(self, program: StagedProgram, theme: Theme, sound: FakeSound, qtbot: QtBot) -> None:
        self.program, self.sound, self.qtbot = program, sound, qtbot
        self.preferences = Preferences(program)
        self.watch = DeviceWatch(program.start_helper, FakeMediaDevices)  # type: ignore[arg-type]
        self.room = BeforeRoom(program, self.preferences, self.watch, theme, lambda: sound)  # type: ignore[arg-type,return-value]
        self.page = self.room.page
        qtbot.addWidget(self.page)
        self.page.resize(1024, 700)
        self.page.show()
        self.room.prepare(samples.CASES[0], samples.CASES[0].formats[0])

    def lists(self, *microphones: str) -> "Prepared":
        listed = messages.DevicesListed(microphones, ("Speakers",), "Built-in", "Speakers")
        with self.qtbot.waitSignal(self.watch.listed):
            self.program.helpers["record"].say(listed)
            self.program.helpers["record"].say(messages.HelperEnded(0))
        return self

    def checks(self, level: tuple[float, float]) -> str:
        """Check the microphone, which hears this level; return the verdict."""
        self.page.microphone._check.click()
        helper = self.program.helpers["record"]
        order = helper.told[0]
        assert isinstance(order, messages.Record)
        samples.write_wav(Path(order.path), 3)
        for step in range(1, 61):
            helper.say(messages.LevelMeasured(step / 20, *level))
        self.qtbot.waitUntil(lambda: messages.StopRecording() in helper.told)
        helper.say(messages.RecordingStopped(order.path, 3.0, silent=False))
        with self.qtbot.waitSignal(self.room._setup._check.judged):
            helper.say(messages.HelperEnded(0))
        return self.page.microphone._verdict.text


@pytest.fixture
def prepared(program: StagedProgram, theme: Theme, sound: FakeSound, qtbot: QtBot) -> Prepared:
    return Prepared(program, theme, sound, qtbot)


@pytest.mark.parametrize(
    ("level", "verdict", "playable"),
    [
        ((-22.0, -9.0), "heard well", True),
        ((-55.0, -47.0), "hardly heard", True),
        ((-5.0, 0.0), "too loud", True),
        ((-120.0, -120.0), "exactly zero", False),
    ],
)
def test_the_check_says_in_words_how_the_microphone_is(
    prepared: Prepared, level: tuple[float, float], verdict: str, playable: bool
) -> None:
    assert verdict in prepared.lists(*MICROPHONES).checks(level)
    assert prepared.page.microphone._playback.isEnabled() is playable


def test_what_was_recorded_is_played_on_the_chosen_loudspeaker_and_thrown_away(prepared: Prepared) -> None:
    prepared.preferences.choose(speaker="Speakers", speaker_name="Speakers")
    prepared.lists(*MICROPHONES).checks((-22.0, -9.0))
    path = prepared.room._setup._check.path
    assert path.exists()
    prepared.page.microphone._playback.click()
    assert (prepared.sound.playing, prepared.sound.path) == (True, path)
    assert prepared.sound.output == ("Speakers", "Speakers")
    prepared.sound.ended.emit()
    assert prepared.page.microphone._playback.text() == "Play it back"
    prepared.room.leave()
    assert not path.parent.exists()


def test_a_loudspeaker_that_is_gone_is_told_and_not_exchanged(prepared: Prepared) -> None:
    prepared.preferences.choose(speaker="dock", speaker_name="Dock")
    prepared.sound.gone.add("dock")
    prepared.lists(*MICROPHONES).checks((-22.0, -9.0))
    prepared.page.microphone._playback.click()
    assert not prepared.sound.playing
    assert "Dock is not connected" in prepared.page.microphone._verdict.text
    assert not prepared.page.voice._try.isEnabled()


def test_the_level_is_shown_while_it_records(prepared: Prepared, qtbot: QtBot) -> None:
    prepared.lists(*MICROPHONES).page.microphone._check.click()
    with qtbot.waitSignal(prepared.room._setup._check.level_heard):
        prepared.program.helpers["record"].say(messages.LevelMeasured(1.0, -20.0, -8.0))
    assert prepared.page.microphone._meter.peak_dbfs == -8.0
    assert "2 s left" in prepared.page.microphone._verdict.text
    assert not prepared.page.microphone._check.isEnabled()


def test_a_microphone_that_does_not_open_is_told(prepared: Prepared, qtbot: QtBot) -> None:
    prepared.lists(*MICROPHONES).page.microphone._check.click()
    with qtbot.waitSignal(prepared.room._setup._check.failed):
        prepared.program.helpers["record"].say(messages.Failed("MicrophoneMissing", "the microphone does not open"))
    assert prepared.page.microphone._verdict.text == "the microphone does not open"
    assert prepared.page.microphone._check.isEnabled()


def test_another_microphone_is_kept_in_the_settings_by_its_id(prepared: Prepared, qtbot: QtBot) -> None:
    prepared.lists(*MICROPHONES)
    box = prepared.page.microphone._box
    qtbot.keyClick(box, Qt.Key.Key_End)
    kept = load_settings(prepared.program.home.settings)
    assert (kept.microphone, kept.microphone_name) == ("Headset", "Headset")
    prepared.page.microphone._check.click()
    order = prepared.program.helpers["record"].told[0]
    assert isinstance(order, messages.Record)
    assert order.device == "Headset"


def test_without_its_microphone_a_rehearsal_is_not_started_in_silence(prepared: Prepared, qtbot: QtBot) -> None:
    prepared.preferences.choose(microphone="Headset", microphone_name="Headset")
    prepared.lists("Built-in")
    assert not prepared.page._start.isEnabled()
    assert "Headset is not connected" in prepared.page._problem.text
    with qtbot.assertNotEmitted(prepared.room.started):
        qtbot.keyClick(prepared.page, Qt.Key.Key_Return)
    prepared.page._default.click()
    assert prepared.page._start.isEnabled()
    assert prepared.page._problem.text == ""
    assert load_settings(prepared.program.home.settings).microphone == ""


def test_without_any_microphone_it_says_so_and_finds_one_by_itself(prepared: Prepared) -> None:
    prepared.lists()
    assert not prepared.page._start.isEnabled()
    assert "No microphone" in prepared.page._problem.text
    prepared.watch.look()
    prepared.lists("Built-in")
    assert prepared.page._start.isEnabled()


def test_the_voice_says_a_sentence_at_the_chosen_pace(prepared: Prepared, qtbot: QtBot) -> None:
    prepared.lists(*MICROPHONES)
    voice = prepared.page.voice
    with qtbot.waitSignal(prepared.room._setup._voice_check.listed):
        prepared.program.helpers["speak"].say(messages.VoicesListed(("gmw/en-us", "gmw/en-gb-scotland")))
    assert voice._voice.itemText(2) == "Scottish English"
    voice._pace.setValue(200)
    voice._try.click()
    order = prepared.program.helpers["speak"].told[0]
    assert isinstance(order, messages.Speak)
    assert order.words_per_minute == load_settings(prepared.program.home.settings).words_per_minute == 200
    assert voice._try.text() == "Stop the voice"
    with qtbot.waitSignal(prepared.room._setup._voice_check.spoken):
        prepared.program.helpers["speak"].say(messages.UtteranceSpoken(played=True))
        prepared.program.helpers["speak"].say(messages.HelperEnded(0))
    assert voice._verdict.text.startswith("Spoken")
    voice._try.click()
    voice._try.click()
    assert prepared.program.helpers["speak"].killed
    assert voice._try.text() == "Say a sentence"


def test_a_voice_that_cannot_be_heard_says_why(prepared: Prepared, qtbot: QtBot) -> None:
    prepared.lists(*MICROPHONES).page.voice._try.click()
    with qtbot.waitSignal(prepared.room._setup._voice_check.failed):
        prepared.program.helpers["speak"].say(messages.UtteranceSpoken(played=False, reason="it does not open"))
        prepared.program.helpers["speak"].say(messages.HelperEnded(0))
    assert prepared.page.voice._verdict.text == "it does not open"


def test_it_says_plainly_who_will_listen(prepared: Prepared) -> None:
    assert "pocketsphinx will listen" in prepared.page.recogniser._verdict.text
    assert "provisional" in prepared.page.recogniser._verdict.text
    assert "are free" in prepared.page._disk.text


def test_enter_starts_at_once_with_the_chosen_format(prepared: Prepared, qtbot: QtBot) -> None:
    prepared.page._formats.choose("opening-2")
    assert prepared.page._start.text() == "Start the 2 minutes"
    with qtbot.waitSignal(prepared.room.started) as started:
        qtbot.keyClick(prepared.page.focusWidget() or prepared.page, Qt.Key.Key_Return)
    assert started.args == [samples.CASES[0], samples.CASES[0].formats[1]]
    assert prepared.program.helpers["speak"].killed
    with qtbot.waitSignal(prepared.room.left):
        qtbot.keyClick(prepared.page, Qt.Key.Key_Escape)


def test_a_start_leads_here_until_the_user_wants_it_no_more(
    window: Callable[[], Window], program: StagedProgram, qtbot: QtBot
) -> None:
    program.choose(check_first=True)
    shown = window()
    card = shown.practise.page._card
    assert not card._check.isVisible()
    card._start.click()
    assert shown.page_name == "before"
    shown.rooms.before.page._check_first.click()
    assert not load_settings(program.home.settings).check_first
    with qtbot.waitSignal(shown.practise.loaded):
        qtbot.keyClick(shown.focusWidget() or shown, Qt.Key.Key_Escape)
    assert card._check.isVisible()
    card._start.click()
    assert shown.page_name == "interview"
    shown.interview.leave()
    shown.show_practise()
    card._check.click()
    assert shown.page_name == "before"


def test_tab_goes_through_the_page_from_the_microphone_to_the_start(prepared: Prepared, qtbot: QtBot) -> None:
    page = prepared.lists(*MICROPHONES).page
    page.activateWindow()
    page.microphone._box.setFocus()
    reached: list[QWidget | None] = []
    for _ in range(20):
        qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_Tab)
        reached.append(page.focusWidget())
    order = [
        reached.index(widget)
        for widget in (page.microphone._check, page.voice._box, page.voice._try, page.recogniser._box, page._start)
    ]
    assert order == sorted(order)
