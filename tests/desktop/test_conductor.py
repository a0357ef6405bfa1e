from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from desktop.home import Home
from desktop.practice.archive import Archive
from desktop.practice.conductor import Conductor, Sitting
from desktop.practice.index import Index
from desktop.practice.interview import Stage
from desktop.practice.rehearsal import State
from speech import messages
from speech.errors import HelperLost, MicrophoneMissing, ModelMissing
from speech.models import SPHINX
from speech.transcript import Segment, Word
from tests.desktop.examples import CASE, FORMAT, STARTED_AT
from tests.fake_helper import FakeHelper


class Rig:
    """A conductor with fake helpers and a clock that the test moves."""

    def __init__(self, place: Home, sitting: Sitting) -> None:
        place.make()
        self.archive = Archive(place.rehearsals, place.trash, Index(place.index))
        self.helpers: dict[str, FakeHelper] = {}
        self.conductor = Conductor(sitting, self.archive, self._start, lambda: STARTED_AT)
        self.now_seconds = 100.0

    def _start(self, name: str, listener: Callable[[messages.Message], None]) -> FakeHelper:
        self.helpers[name] = FakeHelper(listener)
        return self.helpers[name]

    def hears(self, helper: str, *said: messages.Message) -> "Rig":
        for message in said:
            self.helpers[helper].say(message)
        self.view = self.conductor.step(self.now_seconds)
        return self

    def up_to_listening(self) -> "Rig":
        self.conductor.begin(self.now_seconds)
        self.hears("speak", messages.UtteranceSpoken(played=True), messages.HelperEnded(0))
        Path(self.helpers["record"].told[0].path).write_bytes(b"RIFF" + bytes(40 + 32_000))  # type: ignore[union-attr]
        return self.hears("record", messages.RecordingStarted("pulse", 48_000), messages.LevelMeasured(1.0, -20, -9))


@pytest.fixture
def sitting(tmp_path: Path) -> Sitting:
    return Sitting(CASE, FORMAT, SPHINX, tmp_path)


@pytest.fixture
def stage(home: Path, sitting: Sitting) -> Rig:
    return Rig(Home(home), sitting)


def test_a_whole_interview(stage: Rig) -> None:
    view = stage.conductor.begin(100)
    assert (view.stage, view.question) == (Stage.ASKING, CASE.question.text)
    (order,) = stage.helpers["speak"].told
    assert isinstance(order, messages.Speak)
    assert order.text == CASE.question.text
    stage.hears("speak", messages.UtteranceRendered("q.wav", 3), messages.UtteranceSpoken(played=True))
    assert stage.view.stage is Stage.PREPARING
    stage.now_seconds = 105
    stage.hears("record", messages.RecordingStarted("pulse", 48_000))
    assert stage.view.stage is Stage.LISTENING
    order = stage.helpers["transcribe"].told[0]
    assert isinstance(order, messages.Transcribe)
    assert order.follow
    assert order.vocabulary == (messages.Vocabulary("geofence", "g o fence"),)
    stage.now_seconds = 165
    stage.hears("record", messages.LevelMeasured(60.0, -20, -9))
    assert stage.view.clock.remaining_seconds == 60
    assert stage.view.clock.phase_index == 1
    stage.conductor.end(165)
    assert messages.StopRecording() in stage.helpers["record"].told
    stage.hears("record", messages.RecordingStopped("answer.wav", 60.5, silent=False), messages.HelperEnded(0))
    assert stage.view.stage is Stage.OVER
    assert not stage.view.finished
    assert messages.RecordingComplete() in stage.helpers["transcribe"].told
    segment = Segment(1, 2, (Word("hello", 1, 2, 0.9),))
    stage.hears(
        "transcribe", messages.RecogniserLoaded("sphinx", "en-us"), messages.SegmentHeard(segment),
        messages.TranscriptionProgressed(3, 60.5), messages.TranscriptionFinished("en", 60.5), messages.HelperEnded(0),
    )  # fmt: skip
    assert stage.view.transcribed
    assert not stage.view.finished
    assert stage.helpers["record"].told == [messages.Compress(str(stage.archive.recording(stage.view.rehearsal.id)))]
    stage.hears("record", messages.RecordingCompressed("answer.flac"), messages.HelperEnded(0))
    assert stage.view.finished
    assert stage.view.problem is None
    rehearsal = stage.view.rehearsal
    assert rehearsal is not None
    assert (rehearsal.state, rehearsal.recorded_seconds) == (State.TRANSCRIBED, 60.5)
    assert stage.archive.transcript(rehearsal.id).text == "hello"


def test_a_machine_without_a_voice_goes_on(stage: Rig) -> None:
    stage.conductor.begin(100)
    stage.hears("speak", messages.Failed("VoiceMissing", "no voice on this machine"), messages.HelperEnded(0))
    assert stage.view.voice_problem == "no voice on this machine"
    assert stage.view.problem is None
    assert stage.view.stage is Stage.PREPARING


def test_a_voice_that_dies_does_not_hold_up_the_interview(stage: Rig) -> None:
    stage.conductor.begin(100)
    stage.hears("speak", messages.HelperEnded(-11))
    assert stage.view.stage is Stage.PREPARING
    assert stage.view.voice_problem


def test_a_voice_that_hangs_does_not_hold_up_the_interview(stage: Rig) -> None:
    stage.conductor.begin(100)
    assert stage.conductor.step(109).stage is Stage.ASKING
    assert stage.conductor.step(111).stage is Stage.PREPARING
    assert stage.helpers["speak"].killed
    stage.hears("speak")
    assert stage.view.stage is Stage.PREPARING


def test_a_long_question_may_take_its_time(stage: Rig) -> None:
    stage.conductor.begin(100)
    stage.hears("speak", messages.UtteranceRendered("q.wav", 40))
    assert stage.conductor.step(139).stage is Stage.ASKING


def test_the_question_can_be_skipped(stage: Rig) -> None:
    stage.conductor.begin(100)
    assert stage.conductor.skip_question(101).stage is Stage.PREPARING
    assert stage.helpers["speak"].killed
    stage.hears("speak")
    assert stage.view.voice_problem == ""


def test_no_microphone_leaves_no_empty_rehearsal(stage: Rig) -> None:
    stage.conductor.begin(100)
    stage.conductor.skip_question(101)
    stage.hears("record", messages.Failed("MicrophoneMissing", "no microphone"), messages.HelperEnded(0))
    assert stage.view.finished
    assert isinstance(stage.view.problem, MicrophoneMissing)
    assert stage.view.rehearsal is None
    assert stage.archive.rehearsals() == ()


def test_a_recorder_that_dies_loses_nothing(stage: Rig) -> None:
    stage.up_to_listening().hears("record", messages.LevelMeasured(30.0, -20, -9), messages.HelperEnded(-9))
    assert stage.view.stage is Stage.OVER
    assert isinstance(stage.view.problem, HelperLost)
    assert messages.RecordingComplete() in stage.helpers["transcribe"].told
    assert stage.view.rehearsal is not None
    assert stage.view.rehearsal.state is State.RECORDED


def test_a_recogniser_that_dies_leaves_the_recording(stage: Rig) -> None:
    stage.up_to_listening()
    stage.conductor.end(130)
    stage.hears("record", messages.RecordingStopped("answer.wav", 30, silent=False))
    stage.hears("transcribe", messages.HelperEnded(-9))
    assert not stage.view.finished
    assert stage.view.problem is None
    stage.hears("transcribe", messages.HelperEnded(-9))
    assert stage.view.finished
    assert isinstance(stage.view.problem, HelperLost)
    assert not stage.view.transcribed
    assert stage.view.rehearsal is not None
    assert stage.view.rehearsal.state is State.RECORDED


def test_a_missing_model_is_told_and_the_answer_is_still_recorded(stage: Rig) -> None:
    stage.up_to_listening()
    stage.hears("transcribe", messages.Failed("ModelMissing", "no model"), messages.HelperEnded(0))
    assert stage.view.stage is Stage.LISTENING
    assert isinstance(stage.view.problem, ModelMissing)
    stage.conductor.end(130)
    stage.hears("record", messages.RecordingStopped("answer.wav", 30, silent=False))
    assert stage.view.finished


def test_a_muted_microphone_is_told_after_two_seconds(stage: Rig) -> None:
    stage.up_to_listening()
    assert not stage.view.silent
    stage.now_seconds = 101.5
    stage.hears("record", messages.LevelMeasured(2.0, -120, -120))
    assert not stage.view.silent
    stage.now_seconds = 103
    stage.hears("record", messages.LevelMeasured(3.0, -120, -120))
    assert stage.view.silent
    stage.hears("record", messages.LevelMeasured(3.1, -60, -50))
    assert not stage.view.silent


def test_leaving_lets_the_recorder_finish_its_file(stage: Rig) -> None:
    stage.up_to_listening().conductor.leave()
    assert stage.helpers["record"].closed
    assert not stage.helpers["record"].killed
    assert stage.helpers["transcribe"].killed


def test_a_question_that_is_only_shown_starts_no_voice(home: Path, sitting: Sitting) -> None:
    stage = Rig(Home(home), replace(sitting, speak_question=False))
    assert stage.conductor.begin(100).stage is Stage.PREPARING
    assert "speak" not in stage.helpers


def test_an_end_before_the_first_sample_leaves_nothing(stage: Rig) -> None:
    stage.conductor.begin(100)
    assert stage.conductor.end(101).finished
    assert stage.archive.rehearsals() == ()


def test_an_end_while_the_microphone_opens_leaves_nothing(stage: Rig) -> None:
    stage.conductor.begin(100)
    stage.conductor.skip_question(101)
    stage.conductor.end(102)
    stage.hears("record", messages.RecordingStopped("answer.wav", 0.0, silent=True), messages.HelperEnded(0))
    assert stage.view.finished
    assert stage.view.rehearsal is None
    assert stage.archive.rehearsals() == ()


def test_the_date_is_that_of_the_wall_clock(stage: Rig) -> None:
    stage.up_to_listening()
    (rehearsal,) = stage.archive.rehearsals()
    assert datetime.fromisoformat(rehearsal.started_at) == STARTED_AT


def test_a_recorder_that_dies_with_its_first_sample_keeps_it(stage: Rig) -> None:
    stage.conductor.begin(100)
    stage.conductor.skip_question(101)
    order = stage.helpers["record"].told[0]
    assert isinstance(order, messages.Record)
    Path(order.path).write_bytes(b"RIFF" + bytes(40 + 16_000))
    stage.hears("record", messages.RecordingStarted("pulse", 48_000), messages.HelperEnded(-9))
    assert stage.view.stage is Stage.OVER
    assert stage.view.rehearsal is not None
    assert stage.view.rehearsal.recorded_seconds == 0.5
    assert Path(order.path).exists()


def test_the_last_words_of_a_discarded_rehearsals_helper_are_ignored(stage: Rig) -> None:
    stage.conductor.begin(100)
    stage.conductor.skip_question(101)
    stage.hears("record", messages.RecordingStarted("pulse", 48_000), messages.HelperEnded(-9))
    assert stage.view.rehearsal is None
    assert stage.view.finished
    stage.hears("transcribe", messages.Failed("HelperLost", "no file"), messages.HelperEnded(1))
    assert stage.view.finished


def test_a_recorder_that_hangs_at_the_end_is_ended(stage: Rig) -> None:
    stage.up_to_listening().conductor.end(130)
    assert stage.conductor.step(159).stage is Stage.CLOSING
    assert not stage.helpers["record"].killed
    stage.conductor.step(161)
    assert stage.helpers["record"].killed
    assert stage.conductor.step(161).stage is Stage.OVER
    assert stage.view.rehearsal is not None


def test_the_last_words_of_a_skipped_voice_are_ignored(stage: Rig) -> None:
    stage.conductor.begin(100)
    stage.helpers["speak"].say(messages.UtteranceRendered("q.wav", 20))
    stage.conductor.skip_question(101)
    assert stage.conductor.step(200).voice_problem == ""


LOST = messages.Failed(MicrophoneMissing.__name__, "microphone 'usb': no sound comes from it any more")


def test_a_lost_microphone_interrupts_until_another_is_chosen(stage: Rig) -> None:
    stage.up_to_listening()
    first = stage.helpers["record"]
    stage.now_seconds = 130
    stage.hears("record", LOST, messages.RecordingStopped("answer.wav", 29.0, silent=False), messages.HelperEnded(0))
    assert stage.view.stage is Stage.INTERRUPTED
    assert "usb" in str(stage.view.problem)
    assert stage.view.recorded_seconds == 29.0
    assert messages.RecordingComplete() not in stage.helpers["transcribe"].told
    stage.now_seconds = 160
    assert stage.conductor.continue_with("headset", 160).problem is None
    again = stage.helpers["record"]
    assert again is not first
    order = again.told[0]
    assert isinstance(order, messages.Record)
    assert (order.device, order.continues, order.path) == ("headset", True, first.told[0].path)  # type: ignore[union-attr]
    transcriber = stage.helpers["transcribe"]
    stage.hears("record", messages.RecordingStarted("headset", 48_000))
    assert stage.view.stage is Stage.LISTENING
    assert stage.helpers["transcribe"] is transcriber
    # The half minute without a microphone is no time of the answer.
    assert stage.view.clock.elapsed_seconds == 30
    stage.conductor.end(165)
    stage.hears("record", messages.RecordingStopped("answer.wav", 34.0, silent=False), messages.HelperEnded(0))
    assert stage.view.stage is Stage.OVER
    assert stage.view.rehearsal is not None
    assert stage.view.rehearsal.recorded_seconds == 34.0


def test_a_microphone_that_is_lost_again_waits_again(stage: Rig) -> None:
    lost = (LOST, messages.RecordingStopped("answer.wav", 29.0, silent=False), messages.HelperEnded(0))
    stage.up_to_listening().hears("record", *lost)
    stage.conductor.continue_with(None, 120)
    stage.hears("record", *lost)
    assert stage.view.stage is Stage.INTERRUPTED
    assert stage.view.problem is not None


def test_an_answer_without_its_microphone_can_be_closed_as_it_stands(stage: Rig) -> None:
    stage.up_to_listening().hears(
        "record", LOST, messages.RecordingStopped("answer.wav", 29.0, silent=False), messages.HelperEnded(0)
    )
    view = stage.conductor.end(150)
    assert view.stage is Stage.OVER
    assert view.rehearsal is not None
    assert (view.rehearsal.state, view.rehearsal.recorded_seconds) == (State.RECORDED, 29.0)
    assert messages.RecordingComplete() in stage.helpers["transcribe"].told
