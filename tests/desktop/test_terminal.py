"""What the terminal says and takes when the microphone is lost."""

from pathlib import Path

import pytest

from desktop.commands.rehearse import _Teller
from desktop.home import Home
from desktop.practice.interview import Stage
from desktop.practice.keys import Keys, obey
from desktop.practice.sitting import Sitting
from speech import messages
from speech.models import SPHINX
from tests.desktop.examples import CASE, FORMAT
from tests.desktop.test_conductor import LOST, Rig

GONE = (LOST, messages.RecordingStopped("answer.wav", 29.0, silent=False), messages.HelperEnded(0))


@pytest.fixture
def stage(home: Path, tmp_path: Path) -> Rig:
    return Rig(Home(home), Sitting(CASE, FORMAT, SPHINX, tmp_path))


def test_why_it_was_interrupted_is_told_once_and_again_for_the_next_microphone(
    stage: Rig, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    teller = _Teller(Sitting(CASE, FORMAT, SPHINX, tmp_path), quiet=False)
    teller.tell(stage.up_to_listening().view)
    capsys.readouterr()
    for said in (GONE, ()):
        teller.tell(stage.hears("record", *said).view)
    told = capsys.readouterr().err
    assert told.count("microphone 'usb': no sound comes from it any more") == 1
    assert "m NAME with another" in told
    obey("m headset", stage.conductor, Stage.INTERRUPTED, 130)
    teller.tell(stage.conductor.step(131))
    other = messages.Failed("MicrophoneMissing", "microphone 'headset': does not open")
    teller.tell(stage.hears("record", other, messages.HelperEnded(4)).view)
    assert "microphone 'headset': does not open\n" in capsys.readouterr().err


@pytest.mark.parametrize(("typed", "device"), [("m", None), ("M", None), ("m  USB Audio 2 ", "USB Audio 2")])
def test_a_key_goes_on_with_the_microphone_that_is_named(stage: Rig, typed: str, device: str | None) -> None:
    stage.up_to_listening().hears("record", *GONE)
    lost = stage.helpers["record"]
    obey(typed, stage.conductor, Stage.INTERRUPTED, 130)
    (order,) = stage.helpers["record"].told
    assert stage.helpers["record"] is not lost
    assert isinstance(order, messages.Record)
    assert (order.device, order.continues) == (device, True)
    obey("m other", stage.conductor, Stage.LISTENING, 131)
    assert stage.helpers["record"].told == [order]


def test_no_terminal_no_keys() -> None:
    assert not Keys(None).listening
