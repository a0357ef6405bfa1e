from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.practice.conductor import View
from desktop.practice.continuing import BEGAN
from desktop.practice.interview import Stage
from desktop.practice.rehearsal import State
from desktop.ui.devices import DeviceWatch
from desktop.ui.interruption import newest_interruption
from desktop.ui.interview import InterviewPage
from desktop.ui.interview_actions import Moment
from desktop.ui.interview_room import InterviewRoom
from desktop.ui.live_transcript import LiveTranscript
from desktop.ui.theme import Theme
from speech import messages
from speech.journal import read_journal
from speech.transcript import Segment, Word
from tests.ui import samples
from tests.ui.stage import STARTED_AT, FakeMediaDevices, StagedProgram, cut_off, cut_off_rehearsal

HEARD = Segment(1.0, 1.4, (Word("Constraint", 1.0, 1.4, 0.9),))


class Run:
    """An interview in its room; the test speaks for the helpers and moves the clock."""

    def __init__(self, program: StagedProgram, theme: Theme, qtbot: QtBot) -> None:
        self.program = program
        self.qtbot = qtbot
        self.devices = DeviceWatch(program.start_helper, FakeMediaDevices)  # type: ignore[arg-type]
        self.room = InterviewRoom(program, theme, lambda: program.now_seconds, lambda: STARTED_AT, self.devices)
        self.page: InterviewPage = self.room.page
        qtbot.addWidget(self.page)
        self.page.resize(1024, 700)
        self.page.show()

    def begin(self, format_: int = 0) -> "Run":
        self.room.begin(samples.CASES[0], samples.CASES[0].formats[format_])
        return self

    def hears(self, helper: str, *said: messages.Message) -> "Run":
        """Let a helper speak, and wait for the page to show it."""
        for message in said:
            self.program.helpers[helper].say(message)
        return self.after(0)

    def after(self, seconds: float) -> "Run":
        self.program.clock[0] += seconds
        assert self.room._driver is not None
        with self.qtbot.waitSignals([self.room._driver.view_changed] * 2):
            pass
        return self

    def up_to_listening(self) -> "Run":
        self.begin().hears("speak", messages.UtteranceSpoken(played=True), messages.HelperEnded(0))
        order = self.program.helpers["record"].told[0]
        assert isinstance(order, messages.Record)
        samples.write_wav(Path(order.path), 3)
        return self.hears("record", messages.RecordingStarted("pulse", 48_000), messages.LevelMeasured(1.0, -24, -9))

    @property
    def view(self) -> View:
        assert self.room._driver is not None
        return self.room._driver._conductor.view()

    @property
    def voice(self) -> str:
        """What the voice was told to say last."""
        order = self.program.helpers["speak"].told[0]
        assert isinstance(order, messages.Speak)
        return order.text

    def press(self, key: Qt.Key) -> "Run":
        QTest.keyClick(self.page.focusWidget() or self.page, key)
        return self


@pytest.fixture
def run(program: StagedProgram, theme: Theme, qtbot: QtBot) -> Iterator[Run]:
    run = Run(program, theme, qtbot)
    yield run
    run.room.leave()


def test_a_whole_interview(run: Run, qtbot: QtBot) -> None:
    run.begin()
    page = run.page
    assert (page._stage.text, page._clock.text) == ("Asking the question", "45:00")
    assert page._card.question.text() == samples.QUESTION
    run.up_to_listening()
    assert page._stage.text == "Listening"
    assert page._meter.isVisible()
    assert page._meter_word.text() == "It hears you"
    run.after(12 * 60 + 19)
    assert page._clock.text == "32:41"
    assert page._caption.text() == "Goal and constraint: 07:19 over its time"
    assert page._card.prompt.text() == samples.FORMATS[0].phases[0].prompt
    run.press(Qt.Key.Key_Return).press(Qt.Key.Key_Return)
    assert run.program.helpers["record"].told[-1] == messages.StopRecording()
    run.hears("record", messages.RecordingStopped("answer.wav", 739.0, silent=False), messages.HelperEnded(0))
    assert page._stage.text == "The answer is kept"
    assert page._caption.text() == "You spoke for 12 min 19 s"
    run.hears("transcribe", messages.RecogniserLoaded("sphinx", "en-us"), messages.SegmentHeard(HEARD))
    run.hears("transcribe", messages.TranscriptionProgressed(300, 739))
    assert "05:00 of 12:19 heard, 1 word, 07:19 left" in page._progress.text
    run.hears("transcribe", messages.TranscriptionFinished("en", 739), messages.HelperEnded(0))
    with qtbot.waitSignal(run.room.answer_kept) as kept:
        run.program.helpers["record"].say(messages.HelperEnded(0))
    assert run.program.archive.rehearsal(kept.args[0]).state is State.TRANSCRIBED
    assert "Scoring" in page._progress.text


def test_past_the_limit_it_goes_on_calmly(run: Run) -> None:
    run.up_to_listening().after(45 * 60 + 133)
    assert run.page._clock.text == "+02:13"
    assert run.page._caption.text() == "past the 45 minutes; finish your thought, then end"
    assert run.page._stage.text == "Listening"


def test_enter_skips_the_voice(run: Run) -> None:
    run.begin().press(Qt.Key.Key_Return)
    assert run.program.helpers["speak"].killed
    run.after(0)
    assert run.page._stage.text == "Get ready"


def test_a_microphone_that_never_opens_can_be_stopped(run: Run, qtbot: QtBot) -> None:
    run.begin().hears("speak", messages.UtteranceSpoken(played=True))
    assert run.page._actions.moment is Moment.PREPARING
    run.press(Qt.Key.Key_Escape).after(0)
    assert run.program.helpers["record"].told[-1] == messages.StopRecording()
    with qtbot.waitSignal(run.room.left):
        run.program.helpers["record"].say(messages.RecordingStopped("answer.wav", 0.0, silent=True))
        run.program.helpers["record"].say(messages.HelperEnded(0))
    assert run.program.archive.rehearsals() == ()


def test_esc_while_asking_goes_back_and_keeps_nothing(run: Run, qtbot: QtBot) -> None:
    run.begin()
    with qtbot.waitSignal(run.room.left):
        run.press(Qt.Key.Key_Escape)
    assert run.program.helpers["speak"].killed
    assert run.program.archive.rehearsals() == ()


def test_ending_wants_a_second_step_and_can_be_withdrawn(run: Run) -> None:
    run.up_to_listening().press(Qt.Key.Key_Return)
    assert run.page._actions.moment is Moment.CONFIRMING
    run.after(1)
    assert run.page._actions.moment is Moment.CONFIRMING
    run.press(Qt.Key.Key_Escape)
    assert run.page._actions.moment is Moment.LISTENING
    assert messages.StopRecording() not in run.program.helpers["record"].told
    run.after(1)
    assert run.page._stage.text == "Listening"


def test_enter_on_the_other_button_goes_on_speaking(run: Run) -> None:
    run.up_to_listening().press(Qt.Key.Key_Return)
    run.page._actions._withdraw.setFocus()
    run.press(Qt.Key.Key_Return)
    assert run.page._actions.moment is Moment.LISTENING
    assert messages.StopRecording() not in run.program.helpers["record"].told


def test_esc_while_listening_ends_nothing(run: Run) -> None:
    run.up_to_listening().press(Qt.Key.Key_Escape).after(0)
    assert run.page._stage.text == "Listening"


def test_a_voice_that_is_missing_is_told_and_the_interview_goes_on(run: Run) -> None:
    run.begin().hears("speak", messages.Failed("VoiceMissing", "no voice on this machine: install espeak-ng"))
    assert run.page._voice_notice.text.startswith("No voice on this machine: install espeak-ng")
    assert "Read the question" in run.page._voice_notice.text
    assert "record" in run.program.helpers


def test_a_silent_microphone_is_told(run: Run) -> None:
    run.up_to_listening()
    assert run.page._level_notice.text == ""
    run.hears("record", messages.LevelMeasured(2.0, -120, -120)).after(5)
    assert "muted" in run.page._level_notice.text
    run.hears("record", messages.LevelMeasured(7.0, -30, -20))
    assert run.page._level_notice.text == ""


def test_a_missing_microphone_is_told_with_the_way_back(run: Run, qtbot: QtBot) -> None:
    run.begin().hears("speak", messages.UtteranceSpoken(played=True))
    said = "no microphone: connect one"
    run.program.helpers["record"].say(messages.Failed("MicrophoneMissing", said))
    assert run.room._driver is not None
    with qtbot.waitSignal(run.room._driver.finished):
        run.program.helpers["record"].say(messages.HelperEnded(1))
    assert run.page._problem_notice.text == said.capitalize()
    assert run.page._stage.text == "Over: nothing was recorded"
    assert run.page._actions.moment is Moment.NOTHING_RECORDED
    with qtbot.waitSignal(run.room.left):
        run.press(Qt.Key.Key_Escape)


def test_a_recogniser_that_fails_leaves_the_recording_to_listen_to(run: Run, qtbot: QtBot) -> None:
    run.up_to_listening().press(Qt.Key.Key_Return).press(Qt.Key.Key_Return)
    run.hears("record", messages.RecordingStopped("answer.wav", 3.0, silent=False), messages.HelperEnded(0))
    assert run.room._driver is not None
    with qtbot.waitSignal(run.room._driver.finished):
        run.program.helpers["transcribe"].say(messages.Failed("ModelMissing", "the model is gone"))
        run.program.helpers["transcribe"].say(messages.HelperEnded(1))
    assert run.page._problem_notice.text == "The model is gone"
    assert run.page._actions.moment is Moment.HEARD_NOTHING
    with qtbot.waitSignal(run.room.answer_kept) as kept:
        run.press(Qt.Key.Key_Return)
    assert run.program.archive.rehearsal(kept.args[0]).state is State.RECORDED


def test_leaving_the_transcription_keeps_the_recording(run: Run, qtbot: QtBot) -> None:
    run.up_to_listening().press(Qt.Key.Key_Return).press(Qt.Key.Key_Return)
    run.hears("record", messages.RecordingStopped("answer.wav", 3.0, silent=False), messages.HelperEnded(0))
    with qtbot.waitSignal(run.room.left):
        run.press(Qt.Key.Key_Escape)
    assert run.program.helpers["transcribe"].killed
    (rehearsal,) = run.program.archive.rehearsals()
    assert rehearsal.state is State.RECORDED


def test_an_archive_that_cannot_be_written_ends_in_words(run: Run, qtbot: QtBot) -> None:
    run.begin()
    run.program.home.rehearsals.rmdir()
    run.program.home.rehearsals.write_text("in the way")
    assert run.room._driver is not None
    with qtbot.waitSignal(run.room._driver.failed):
        run.program.helpers["speak"].say(messages.UtteranceSpoken(played=True))
    assert "The interview had to end" in run.page._problem_notice.text
    assert not run.room._driver.running


def test_a_second_interview_begins_afresh(run: Run) -> None:
    run.up_to_listening().after(60)
    first = run.program.helpers["record"]
    run.begin(1)
    assert first.closed
    assert run.page._clock.text == "02:00"
    assert run.page._stage.text == "Asking the question"


def test_every_stage_is_drawn_at_the_smallest_size(run: Run) -> None:
    run.up_to_listening()
    assert run.page.minimumSizeHint().width() <= 1024
    assert run.page.minimumSizeHint().height() <= 700
    run.press(Qt.Key.Key_Return)
    assert run.page.minimumSizeHint().width() <= 1024
    assert Stage.LISTENING in Stage


def test_a_practice_is_paused_and_gone_on_with(run: Run) -> None:
    run.up_to_listening().press(Qt.Key.Key_P).after(0)
    page = run.page
    assert page._stage.text == "Paused"
    assert messages.PauseRecording() in run.program.helpers["record"].told
    before = page._clock.text
    run.after(60)
    assert page._clock.text == before
    assert "stands still" in page._caption.text()
    run.press(Qt.Key.Key_Return).after(1)
    assert page._stage.text == "Listening"
    run.press(Qt.Key.Key_P).after(0).press(Qt.Key.Key_P).after(0)
    assert page._stage.text == "Listening"


def test_a_paused_answer_can_be_ended(run: Run) -> None:
    run.up_to_listening().press(Qt.Key.Key_P).after(0).press(Qt.Key.Key_Escape)
    assert run.page._actions.moment is Moment.CONFIRMING
    run.press(Qt.Key.Key_Escape)
    assert run.page._actions.moment is Moment.PAUSED
    run.press(Qt.Key.Key_Escape).press(Qt.Key.Key_Return).after(0)
    assert run.program.helpers["record"].told[-1] == messages.StopRecording()


def test_a_strict_interview_cannot_be_paused(run: Run) -> None:
    run.program.choose(strict=True)
    run.up_to_listening()
    assert run.page._pace._pause.isHidden()
    assert "strict" in run.page._format_title.text()
    run.press(Qt.Key.Key_P).after(0)
    assert run.page._stage.text == "Listening"


def test_time_to_think_is_announced(run: Run) -> None:
    run.up_to_listening().press(Qt.Key.Key_T).after(1)
    assert "Time to think" in run.page._caption.text()
    assert run.page._pace._think.isHidden()


def test_phases_are_gone_through_by_hand_to_the_last(run: Run) -> None:
    run.up_to_listening()
    for phase in samples.FORMATS[0].phases[1:]:
        assert not run.page._pace._phase.isHidden()
        run.press(Qt.Key.Key_N).after(0)
        assert run.page._caption.text().startswith(phase.title)
    assert run.page._pace._phase.isHidden()


def test_what_the_interviewer_says_is_shown_while_the_voice_speaks(run: Run) -> None:
    run.up_to_listening()
    assert not run.page._card.remark.isVisible()
    before = run.program.helpers["speak"]
    run.press(Qt.Key.Key_N).after(0)
    voice = run.program.helpers["speak"]
    assert voice is not before
    order = voice.told[0]
    assert isinstance(order, messages.Speak)
    assert run.page._card.remark.text == order.text
    assert run.page._card.remark.isVisible()
    assert run.page._stage.text == "The interviewer speaks"
    run.hears("speak", messages.UtteranceRendered("a.wav", 1.0), messages.UtteranceSpoken(played=True))
    assert run.page._stage.text == "Listening"
    assert run.page._card.remark.text == order.text


def test_with_ears_only_nothing_that_is_asked_is_shown(run: Run) -> None:
    run.program.choose(ears_only=True)
    card = run.begin().page._card
    assert not card.question.isVisible()
    run.press(Qt.Key.Key_Q)
    assert card.question.isVisible()
    run.press(Qt.Key.Key_Q).up_to_listening().after(5)
    assert not any(part.isVisible() for part in (card.question, card.prompt, card.remark))
    run.press(Qt.Key.Key_N).after(0)
    assert run.view.remark == samples.FORMATS[0].phases[1].prompt
    assert (run.page._stage.text, card.remark.isVisible()) == ("The interviewer speaks", False)


def test_the_question_can_be_heard_again_and_is_no_new_question(run: Run) -> None:
    run.up_to_listening().press(Qt.Key.Key_R)
    assert run.voice == samples.QUESTION
    order = run.program.helpers["speak"].told[0]
    # Once is enough: it is being said.
    run.press(Qt.Key.Key_R)
    assert run.program.helpers["speak"].told == [order]
    run.hears("speak", messages.UtteranceRendered("q.wav", 4))
    run.hears("record", messages.LevelMeasured(5.0, -24, -9))
    run.hears("speak", messages.UtteranceSpoken(played=True), messages.HelperEnded(0))
    assert [(entry.kind, entry.at_seconds, entry.until_seconds) for entry in run.view.said] == [
        ("said again", 1.0, 5.0)
    ]
    assert run.view.remark == ""
    run.press(Qt.Key.Key_N)
    run.hears("speak", messages.UtteranceSpoken(played=True), messages.HelperEnded(0)).press(Qt.Key.Key_R)
    assert run.voice == samples.FORMATS[0].phases[1].prompt


def test_without_a_voice_the_question_is_shown_after_all(run: Run) -> None:
    run.program.choose(ears_only=True)
    run.begin().hears("speak", messages.Failed("VoiceMissing", "there is no voice on this machine"))
    for _ in range(2):
        assert run.page._card.question.isVisible()
        run.press(Qt.Key.Key_Q)
    run.program.choose(speak_questions=False)
    assert run.begin().page._card.question.isVisible()


def test_words_are_hidden_until_asked_for_and_leave_the_keys_alone(run: Run) -> None:
    transcript = run.up_to_listening().page._words
    doubtful = Segment(2.0, 3.0, (Word("first", 2.0, 2.4, 0.9), Word("limit", 2.5, 3.0, 0.2)))
    run.hears("transcribe", messages.SegmentHeard(HEARD), messages.TranscriptionProgressed(2, 2))
    assert not transcript.isVisible()
    run.press(Qt.Key.Key_W).after(0)
    assert transcript.isVisible()
    assert transcript.text == "Constraint "
    run.hears("transcribe", messages.SegmentHeard(doubtful), messages.TranscriptionProgressed(3, 3))
    assert transcript.text == "Constraint first limit "
    assert [is_dotted(transcript, place) for place in (0, 12, 18)] == [False, False, True]
    QTest.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton)
    assert not transcript.hasFocus()
    run.press(Qt.Key.Key_W)
    assert not transcript.isVisible()
    # Another interview begins with nothing.
    run.press(Qt.Key.Key_W).begin()
    assert (transcript.text, transcript.isVisible()) == ("", False)


def is_dotted(transcript: LiveTranscript, place: int) -> bool:
    cursor = QTextCursor(transcript.document())
    cursor.setPosition(place + 1)
    return cursor.charFormat().underlineStyle() is QTextCharFormat.UnderlineStyle.DotLine


def test_what_the_program_said_itself_is_not_among_the_words(run: Run) -> None:
    run.up_to_listening().press(Qt.Key.Key_R)
    run.hears("speak", messages.UtteranceRendered("q.wav", 4)).hears("record", messages.LevelMeasured(5.0, -24, -9))
    run.hears("speak", messages.UtteranceSpoken(played=True), messages.HelperEnded(0))
    run.press(Qt.Key.Key_W)
    mixed = Segment(2.0, 8.0, (Word("picture", 2.0, 2.4, 0.9), Word("first", 7.0, 8.0, 0.9)))
    run.hears("transcribe", messages.SegmentHeard(mixed), messages.TranscriptionProgressed(8, 8))
    assert run.page._words.text == "first "


def test_a_level_that_is_too_low_is_one_calm_line(run: Run) -> None:
    run.up_to_listening()
    run.hears("transcribe", messages.SpeechChanged(1.0, speaking=True))
    for second in range(2, 8):
        run.hears("record", messages.LevelMeasured(float(second), -54, -46)).after(1)
    assert "hardly heard" in run.page._level_notice.text
    for second in range(8, 30):
        run.hears("record", messages.LevelMeasured(float(second), -22, -9)).after(1)
    assert run.page._level_notice.text == ""


def test_a_debrief_without_an_answer_says_what_is_missing(run: Run) -> None:
    case = samples.CASES[0]
    run.room.begin(case, replace(case.formats[0], about="rehearsal"))
    assert "nothing to debrief" in run.page._problem_notice.text
    assert run.page._actions.moment is Moment.NOTHING_RECORDED


def lose_microphone(run: Run) -> None:
    """The microphone is pulled out after three seconds."""
    recorder = run.program.helpers["record"]
    recorder.say(messages.LevelMeasured(3.0, -20, -9))
    recorder.say(messages.Failed("MicrophoneMissing", "microphone 'Headset': no sound comes from it any more"))
    recorder.say(messages.RecordingStopped("answer.wav", 3.0, silent=False))
    run.hears("record", messages.HelperEnded(0))


def list_microphones(run: Run, *names: str) -> None:
    with run.qtbot.waitSignal(run.devices.listed):
        run.program.helpers["record"].say(messages.DevicesListed(names, (), None, None))


def test_a_lost_microphone_is_gone_on_without_only_when_it_is_asked_for(run: Run) -> None:
    run.program.choose(microphone="Headset", microphone_name="Headset")
    run.up_to_listening()
    lose_microphone(run)
    lost = run.page.lost_microphone
    assert lost.isVisible()
    assert lost._title.text() == "The microphone Headset was lost at 00:03."
    assert run.page._stage.text == "Interrupted"
    list_microphones(run, "Built-in")
    assert not lost._go_on.isEnabled()
    lost._box.setCurrentIndex(lost._box.findData("Built-in"))
    lost._box.activated.emit(lost._box.currentIndex())
    lost._go_on.click()
    order = run.program.helpers["record"].told[0]
    assert isinstance(order, messages.Record)
    assert (order.device, order.continues) == ("Built-in", True)
    run.hears("record", messages.RecordingStarted("Built-in", 48_000), messages.LevelMeasured(3.1, -20, -9))
    assert not lost.isVisible()
    assert run.page._stage.text == "Listening"


def test_a_microphone_that_does_not_open_leaves_the_choice(run: Run) -> None:
    run.up_to_listening()
    lose_microphone(run)
    assert run.page.lost_microphone._title.text() == "The microphone was lost at 00:03."
    list_microphones(run, "Built-in")
    run.press(Qt.Key.Key_Return)
    recorder = run.program.helpers["record"]
    recorder.say(messages.Failed("MicrophoneMissing", "the default microphone: does not open"))
    run.hears("record", messages.HelperEnded(1))
    assert "does not open" in run.page.lost_microphone._problem.text()
    assert run.page.lost_microphone._go_on.isEnabled()


def test_an_interrupted_answer_is_closed_as_it_stands(run: Run) -> None:
    run.up_to_listening()
    lose_microphone(run)
    run.page.lost_microphone._close.click()
    run.after(0)
    assert not run.page.lost_microphone.isVisible()
    (rehearsal,) = run.program.archive.rehearsals()
    assert (rehearsal.state, rehearsal.recorded_seconds) == (State.RECORDED, 3.0)


def go_on(run: Run, away_seconds: float = 0.0, **begun: object) -> Run:
    """Go on with an interview that was cut off after 39 seconds of its clock."""
    rehearsal = cut_off_rehearsal(run.program.archive, **begun)
    cut_off(run.program.archive, rehearsal, away_seconds=away_seconds)
    found = newest_interruption(run.program, STARTED_AT.timestamp())
    assert found is not None
    run.room.go_on(found)
    return run


def test_practice_goes_on_from_the_second_of_the_crash(run: Run) -> None:
    run.program.choose(strict=True, style="tough")
    go_on(run, away_seconds=600, strict=False, style="neutral", seed=7)
    assert "speak" not in run.program.helpers, "the question was heard before the crash"
    order = run.program.helpers["record"].told[0]
    (rehearsal,) = run.program.archive.rehearsals()
    assert isinstance(order, messages.Record)
    assert (order.path, order.continues) == (str(run.program.archive.recording(rehearsal.id)), True)
    assert run.page._stage.text == "Get ready"
    run.hears("record", messages.RecordingStarted("pulse", 48_000), messages.LevelMeasured(39.1, -20, -9))
    assert (run.page._stage.text, run.page._clock.text) == ("Listening", "44:21")
    run.after(21)
    assert run.page._clock.text == "44:00"
    assert "strict" not in run.page._format_title.text()
    run.press(Qt.Key.Key_P).after(0)
    assert run.page._stage.text == "Paused"
    entries = read_journal(run.program.archive.interview_journal(rehearsal.id))
    facts = [entry.facts for entry in entries if entry.event == BEGAN]
    assert [(fact["strict"], fact["style"], fact["seed"]) for fact in facts] == [(False, "neutral", 7)] * 2


def test_a_strict_interview_goes_on_with_the_time_that_has_passed(run: Run) -> None:
    go_on(run, away_seconds=600, strict=True)
    run.hears("record", messages.RecordingStarted("pulse", 48_000), messages.LevelMeasured(39.1, -20, -9))
    assert run.page._clock.text == "34:21"
    assert "strict" in run.page._format_title.text()
    run.press(Qt.Key.Key_P).after(0)
    assert run.page._stage.text == "Listening"


def test_what_was_gone_on_with_is_one_rehearsal(run: Run, qtbot: QtBot) -> None:
    go_on(run)
    run.hears("record", messages.RecordingStarted("pulse", 48_000), messages.LevelMeasured(39.1, -20, -9))
    run.after(10).press(Qt.Key.Key_Return).press(Qt.Key.Key_Return)
    run.hears("record", messages.RecordingStopped("answer.wav", 49.0, silent=False), messages.HelperEnded(0))
    run.hears("transcribe", messages.RecogniserLoaded("sphinx", "en-us"), messages.SegmentHeard(HEARD))
    run.hears("transcribe", messages.TranscriptionFinished("en", 49.0), messages.HelperEnded(0))
    with qtbot.waitSignal(run.room.answer_kept) as kept:
        run.program.helpers["record"].say(messages.HelperEnded(0))
    (rehearsal,) = run.program.archive.rehearsals()
    assert (kept.args, rehearsal.recorded_seconds) == ([rehearsal.id], 49.0)


def test_without_a_microphone_it_stands_as_the_crash_left_it(run: Run, qtbot: QtBot) -> None:
    go_on(run)
    run.program.helpers["record"].say(messages.Failed("MicrophoneMissing", "no microphone: connect one"))
    run.program.helpers["record"].say(messages.RecordingStopped("answer.wav", 39.0, silent=True))
    assert run.room._driver is not None
    with qtbot.waitSignal(run.room._driver.finished):
        run.program.helpers["record"].say(messages.HelperEnded(1))
    assert run.page._problem_notice.text.startswith("No microphone: connect one. It stands as it did before")
    assert run.page._actions.moment is Moment.NOTHING_RECORDED
    found = newest_interruption(run.program, STARTED_AT.timestamp())
    assert found is not None
    assert (found.stood.recorded_seconds, found.stood.elapsed_seconds) == (39.0, 39.0)


def test_stopped_before_it_went_on_it_is_offered_again(run: Run, qtbot: QtBot) -> None:
    go_on(run).press(Qt.Key.Key_Escape).after(0)
    assert run.program.helpers["record"].told[-1] == messages.StopRecording()
    with qtbot.waitSignal(run.room.left):
        run.program.helpers["record"].say(messages.RecordingStopped("answer.wav", 39.0, silent=True))
        run.program.helpers["record"].say(messages.HelperEnded(0))
    assert newest_interruption(run.program, STARTED_AT.timestamp()) is not None


def test_trying_in_vain_stops_no_strict_clock(run: Run, qtbot: QtBot) -> None:
    go_on(run, away_seconds=600, strict=True).press(Qt.Key.Key_Escape).after(0)
    with qtbot.waitSignal(run.room.left):
        run.program.helpers["record"].say(messages.RecordingStopped("answer.wav", 39.0, silent=True))
        run.program.helpers["record"].say(messages.HelperEnded(0))
    # The recorder has written the file's header anew.
    cut_off(run.program.archive, run.program.archive.rehearsals()[0], away_seconds=0)
    found = newest_interruption(run.program, STARTED_AT.timestamp() + 60)
    assert found is not None
    assert found.stood.elapsed_seconds + found.stood.away_seconds == pytest.approx(39 + 600 + 60)
