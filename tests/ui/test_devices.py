import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.ui.device_box import DeviceBox
from desktop.ui.devices import Device, DeviceList, DeviceWatch, merged
from desktop.ui.lost_microphone import LostMicrophone
from desktop.ui.theme import Theme
from speech import messages
from tests.ui.stage import FakeMediaDevices, StagedProgram

HEADSET = Device("usb-headset", "Headset")
INTERNAL = Device("internal", "Internal microphone", default=True)


def test_a_sound_server_is_not_one_device_but_many() -> None:
    assert merged(("pulse", "default"), "default", (INTERNAL, HEADSET)) == (INTERNAL, HEADSET)


def test_without_a_sound_server_the_recorders_own_names_are_shown() -> None:
    found = merged(("Built-in", "Headset", "Headset"), "Built-in", (INTERNAL,))
    assert found == (Device("Built-in", "Built-in", default=True), Device("Headset", "Headset"))
    assert merged(("pulse",), None, None) == (Device("pulse", "pulse"),)
    assert merged(("pulse",), None, ()) == ()
    assert merged((), None, (INTERNAL,)) == ()


@pytest.fixture
def media() -> FakeMediaDevices:
    return FakeMediaDevices()


@pytest.fixture
def watch(program: StagedProgram, media: FakeMediaDevices, qtbot: QtBot) -> DeviceWatch:
    watch = DeviceWatch(program.start_helper, lambda: media)  # type: ignore[arg-type,return-value]
    watch.begin()
    return watch


def listed(*microphones: str) -> messages.DevicesListed:
    return messages.DevicesListed(microphones, ("Speakers",), microphones[0] if microphones else None, "Speakers")


def test_a_device_that_is_plugged_in_is_asked_for_anew(
    watch: DeviceWatch, media: FakeMediaDevices, program: StagedProgram, qtbot: QtBot
) -> None:
    helper = program.helpers["record"]
    assert helper.told == [messages.ListDevices()]
    with qtbot.waitSignal(watch.listed) as seen:
        helper.say(listed("Built-in"))
        helper.say(messages.HelperEnded(0))
    assert seen.args[0] == DeviceList(
        (Device("Built-in", "Built-in", default=True),), (Device("Speakers", "Speakers", default=True),)
    )
    media.audioInputsChanged.emit()
    media.audioOutputsChanged.emit()
    qtbot.waitUntil(lambda: program.helpers["record"] is not helper)
    with qtbot.waitSignal(watch.listed) as seen:
        program.helpers["record"].say(listed("Built-in", "Headset"))
    assert [device.id for device in seen.args[0].microphones] == ["Built-in", "Headset"]
    watch.leave()
    assert program.helpers["record"].killed


def test_devices_that_cannot_be_listed_are_told_and_nothing_is_called_gone(
    watch: DeviceWatch, program: StagedProgram, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(watch.listed), qtbot.waitSignal(watch.failed) as failed:
        program.helpers["record"].say(messages.Failed("MicrophoneMissing", "PortAudio is not installed"))
    assert failed.args == ["PortAudio is not installed"]


@pytest.fixture
def box(theme: Theme, qtbot: QtBot) -> DeviceBox:
    box = DeviceBox(theme, "Microphone")
    qtbot.addWidget(box)
    box.show()
    return box


def test_a_device_that_is_gone_stays_chosen_and_says_so(box: DeviceBox, qtbot: QtBot) -> None:
    box.choose("usb-headset", "Headset")
    assert box.gone == ""
    with qtbot.assertNotEmitted(box.device_chosen):
        box.show_devices((INTERNAL, HEADSET))
        assert (box.currentText(), box.gone) == ("Headset", "")
        box.show_devices((INTERNAL,))
        assert (box.currentText(), box.gone) == ("Headset (not connected)", "Headset")
        assert box.currentData() == "usb-headset"
        box.show_devices((INTERNAL, HEADSET))
        assert (box.currentText(), box.gone) == ("Headset", "")


def test_the_default_is_named_and_another_device_is_told_once(box: DeviceBox, qtbot: QtBot) -> None:
    box.show_devices((INTERNAL, HEADSET))
    assert box.currentText() == "System default (Internal microphone)"
    with qtbot.waitSignal(box.device_chosen) as chosen:
        qtbot.keyClick(box, Qt.Key.Key_End)
    assert chosen.args == ["usb-headset", "Headset"]
    with qtbot.waitSignal(box.device_chosen) as chosen:
        qtbot.keyClick(box, Qt.Key.Key_Home)
    assert chosen.args == ["", ""]


@pytest.fixture
def lost(theme: Theme, qtbot: QtBot) -> LostMicrophone:
    lost = LostMicrophone(theme)
    qtbot.addWidget(lost)
    return lost


def test_a_lost_microphone_is_not_exchanged_unless_it_is_asked_for(lost: LostMicrophone, qtbot: QtBot) -> None:
    lost.show_devices((INTERNAL,))
    assert not lost.isVisible()
    lost.show_lost("usb-headset", "Headset", 739)
    assert lost._title.text() == "The microphone Headset was lost at 12:19."
    assert "kept" in lost._text.text()
    assert not lost._go_on.isEnabled()
    qtbot.keyClick(lost._box, Qt.Key.Key_Home)
    qtbot.keyClick(lost._box, Qt.Key.Key_Down)
    assert "Internal microphone is chosen" in lost._text.text()
    with qtbot.waitSignal(lost.go_on_asked) as asked:
        lost._go_on.click()
    assert asked.args == ["internal"]
    with qtbot.waitSignal(lost.close_asked):
        lost._close.click()


def test_a_lost_microphone_that_comes_back_can_be_gone_on_with(lost: LostMicrophone, qtbot: QtBot) -> None:
    lost.show_devices(())
    lost.show_lost("usb-headset", "Headset", 5)
    assert "plug one in" in lost._text.text()
    lost.show_devices((INTERNAL, HEADSET))
    with qtbot.waitSignal(lost.go_on_asked) as asked:
        lost._go_on.click()
    assert asked.args == ["usb-headset"]
