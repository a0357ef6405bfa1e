"""The interviewer at work: a conductor with fake helpers, a real scorer and a clock that the test moves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cases.general_files import general_formats, manners
from cases.model import Case, Phase, PushBack
from desktop.home import Home
from desktop.practice.archive import Archive
from desktop.practice.conductor import Conductor, Sitting
from desktop.practice.continuing import read_interrupted
from desktop.practice.index import Index
from desktop.practice.interjection import Kind
from desktop.practice.interview import Stage
from desktop.practice.marking import mark
from desktop.practice.rehearsal import State
from desktop.practice.subject import SubjectMissing, newest_subject
from rubrics.loader import load_rubric
from rubrics.scorer import Scorer
from speech import messages
from speech.journal import read_journal
from speech.models import SPHINX
from speech.transcript import Segment, Word
from tests.desktop.examples import CASE, STARTED_AT
from tests.fake_helper import FakeHelper

FORMATS = {entry.id: entry for entry in general_formats()}
ONE_PHASE = replace(FORMATS["system-design"], phases=(Phase("all", "Everything", 45, "Go."),))
VANITY = "success for us means more downloads and daily active users"
FAILING = "the hard limit is that nobody is sent to a space that is taken because the sensor loses its connection"
FILLING = "and then the driver goes on to the garage and parks the car and walks to the shop with the children today"


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(load_rubric())


class Room:
    """An interview in which the test plays the helpers; `now_seconds` is the time of the recording plus 100."""

    def __init__(
        self, home: Path, scorer: Scorer, case: Case = CASE, format_id: str = "system-design", **chosen: object
    ):
        place = Home(home)
        place.make()
        self.archive = Archive(place.rehearsals, place.trash, Index(place.index))
        self.helpers: dict[str, FakeHelper] = {}
        self.started: list[str] = []
        sitting = Sitting(case, FORMATS[format_id], SPHINX, place.spoken)
        self.wall = STARTED_AT
        self.conductor = Conductor(
            replace(sitting, **chosen),
            self.archive,
            self._start,
            lambda: self.wall,
            scorer,  # type: ignore[arg-type]
        )
        self.seconds = 0.0
        self.heard_pieces = 0
        self.view = self.conductor.begin(100)

    def _start(self, name: str, listener: Callable[[messages.Message], None]) -> FakeHelper:
        self.helpers[name] = FakeHelper(listener)
        self.started.append(name)
        return self.helpers[name]

    def hears(self, helper: str, *said: messages.Message) -> "Room":
        for message in said:
            self.helpers[helper].say(message)
        self.view = self.conductor.step(100 + self.seconds)
        return self

    def listening(self) -> "Room":
        if "speak" in self.helpers:
            self.hears("speak", messages.UtteranceSpoken(played=True), messages.HelperEnded(0))
        path = Path(self.helpers["record"].told[0].path)  # type: ignore[union-attr]
        if not path.exists():
            path.write_bytes(b"RIFF" + bytes(40 + 32_000))
        return self.hears("record", messages.RecordingStarted("pulse", 48_000))

    def passes(self, seconds: float, *, waiting: int = 0) -> "Room":
        """Let time pass in silence."""
        self.seconds += seconds
        self.helpers["record"].say(messages.LevelMeasured(self.seconds, -60, -50))
        return self.hears("transcribe", messages.Listened(self.seconds, waiting))

    def says(self, text: str, *, understood: bool = True) -> "Room":
        """Let the candidate say something and pause just long enough that the endpointer tells."""
        begin, words = self.seconds, []
        for number, word in enumerate(text.split()):
            words.append(Word(word, begin + number * 0.4, begin + number * 0.4 + 0.3, 0.9))
        self.hears("transcribe", messages.SpeechChanged(begin + 0.1, speaking=True))
        self.seconds = begin + len(words) * 0.4 + 0.6
        self.hears("transcribe", messages.SpeechChanged(self.seconds, speaking=False))
        self.segment = Segment(begin, words[-1].end_seconds, tuple(words))
        if understood:
            self.understands()
        return self.passes(0.0, waiting=0 if understood else 1)

    def understands(self) -> "Room":
        end_seconds = self.segment.end_seconds or 0.0
        return self.hears(
            "transcribe",
            messages.SegmentHeard(self.segment),
            messages.TranscriptionProgressed(end_seconds, self.seconds),
            messages.Listened(self.seconds, 0),
        )

    def spoken(self) -> str:
        order = self.helpers["speak"].told[0]
        assert isinstance(order, messages.Speak)
        return order.text

    def asked(self, seconds: float = 4.0) -> "Room":
        """Let the interviewer's voice say what it has begun to say."""
        self.hears("speak", messages.UtteranceRendered("p.wav", seconds))
        self.seconds += seconds
        self.helpers["record"].say(messages.LevelMeasured(self.seconds, -20, -9))
        return self.hears("speak", messages.UtteranceSpoken(played=True), messages.HelperEnded(0))

    def over(self) -> str:
        """End the interview, transcribe it and return the rehearsal's id."""
        self.conductor.end(100 + self.seconds)
        self.hears("record", messages.RecordingStopped("answer.wav", self.seconds, silent=False))
        self.hears("transcribe", messages.TranscriptionFinished("en", self.seconds), messages.HelperEnded(0))
        self.hears("record", messages.HelperEnded(0))
        assert self.view.rehearsal is not None
        return self.view.rehearsal.id


def test_a_push_back_is_spoken_kept_and_its_reply_judged(home: Path, scorer: Scorer) -> None:
    room = Room(home, scorer).listening()
    room.says(f"{VANITY} {FILLING}")
    assert room.started.count("speak") == 1
    room.passes(0.7)
    assert room.started.count("speak") == 2
    assert "How would you know" in room.spoken()
    room.asked()
    (entry,) = room.view.said
    assert (entry.kind, entry.id) == (Kind.PUSH_BACK, "how-would-you-know")
    assert "downloads" in entry.reason
    assert (entry.until_seconds - entry.at_seconds, room.view.remark) == (pytest.approx(4), entry.text)
    assert room.view.stage is Stage.LISTENING
    room.passes(0.5).says("we count the share of drivers who found their space free which is ninety percent today")
    rehearsal_id = room.over()
    assert [kept.reason for kept in room.archive.interjections(rehearsal_id)] == [entry.reason]
    mark(room.archive, scorer, CASE, rehearsal_id)
    (judged,) = room.archive.interjections(rehearsal_id)
    assert judged.reply is not None
    assert judged.reply.held
    assert judged.reply.words == 16
    report = room.archive.report(rehearsal_id).read_text("utf-8")
    assert "What the interviewer said" in report
    assert "Why: at 00:0" in report


def test_words_heard_while_the_voice_speaks_are_marked_and_not_judged(home: Path, scorer: Scorer) -> None:
    room = Room(home, scorer).listening()
    room.says(f"{VANITY} {FILLING}").passes(0.7)
    at_seconds = room.seconds
    room.hears("speak", messages.UtteranceRendered("p.wav", 9))
    room.says("for ninety five percent of drivers the space is at most two seconds old")
    room.hears("speak", messages.UtteranceSpoken(played=True), messages.HelperEnded(0))
    room.passes(2.0).says("I would count the complaints")
    rehearsal_id = room.over()
    words = list(room.archive.transcript(rehearsal_id).words)
    echoes = [word.text for word in words if word.echo]
    assert " ".join(echoes).startswith("for ninety five percent")
    assert all((word.start_seconds or 0) >= at_seconds - 0.2 for word in words if word.echo)
    assert words[-1].text == "complaints"
    assert not words[-1].echo
    score = mark(room.archive, scorer, CASE, rehearsal_id)
    assert "metric.quantified" not in {finding.signal for finding in score.findings}
    report = room.archive.report(rehearsal_id).read_text("utf-8")
    assert 'class="echo"' in report


def test_nothing_missing_is_asked_for_before_everything_is_heard(home: Path, scorer: Scorer) -> None:
    room = Room(home, scorer, format=ONE_PHASE).listening()
    for _ in range(3):
        room.says(FILLING)
    room.seconds = 16 * 60.0
    room.says(FAILING, understood=False).passes(3, waiting=1)
    assert room.started.count("speak") == 1
    room.understands().passes(2)
    assert room.started.count("speak") == 1 or "What breaks first" not in room.spoken()
    late = Room(home / "other", scorer, format=ONE_PHASE).listening()
    for _ in range(3):
        late.says(FILLING)
    late.seconds = 16 * 60.0
    late.says(FILLING).passes(2)
    (order,) = late.helpers["speak"].told
    assert "What breaks first" in order.text  # type: ignore[union-attr]


def test_time_to_think_is_heard_and_no_silence_is_broken(home: Path, scorer: Scorer) -> None:
    room = Room(home, scorer).listening()
    room.says("good question give me a minute")
    assert room.view.clock.thinking
    room.passes(20).passes(20)
    assert room.started.count("speak") == 1
    room.passes(25)
    assert not room.view.clock.thinking
    assert room.spoken() == "Tell me what you're thinking about."
    room.asked().says(FAILING)
    rehearsal_id = room.over()
    journal = read_journal(room.archive.interview_journal(rehearsal_id))
    assert [(entry.event, entry.facts["seconds"]) for entry in journal if entry.event == "thinking"] == [
        ("thinking", 60.0)
    ]
    score = mark(room.archive, scorer, CASE, rehearsal_id)
    assert score.delivery is not None
    assert score.delivery.long_pauses == 0


def test_time_to_think_is_excused_until_the_candidate_speaks_and_no_longer(home: Path, scorer: Scorer) -> None:
    """A silence in the same minute, but after the answer had gone on, is a pause again."""
    room = Room(home, scorer).listening()
    room.says("good question give me a minute")
    room.passes(10)
    room.says(FILLING)
    assert not room.view.clock.thinking
    room.passes(5)
    assert room.started.count("speak") == 1
    room.says(FAILING)
    score = mark(room.archive, scorer, CASE, room.over())
    assert score.delivery is not None
    assert score.delivery.long_pauses == 1


def test_the_interviewers_own_voice_ends_no_thinking(home: Path, scorer: Scorer) -> None:
    room = Room(home, scorer, format_id="opening-drill", time_calls=manners().time_calls).listening()
    room.seconds = 50
    room.says("good question give me a minute")
    room.seconds = 61
    room.passes(0)
    assert room.spoken() == "One minute left."
    room.hears("speak", messages.UtteranceRendered("p.wav", 2))
    room.hears("transcribe", messages.SpeechChanged(62, speaking=True), messages.SpeechChanged(63, speaking=False))
    assert room.view.clock.thinking
    room.asked().hears("transcribe", messages.SpeechChanged(70, speaking=True))
    assert not room.view.clock.thinking


def test_the_time_is_called_in_a_pause(home: Path, scorer: Scorer) -> None:
    room = Room(home, scorer, format_id="opening-drill", time_calls=manners().time_calls).listening()
    room.says(FILLING)
    room.seconds = 61
    room.passes(0)
    assert room.spoken() == "One minute left."
    room.asked()
    assert [entry.kind for entry in room.view.said] == [Kind.TIME_CALL]


def test_a_pause_stops_clock_and_recording_and_is_in_the_journal(home: Path, scorer: Scorer) -> None:
    room = Room(home, scorer).listening()
    room.says(FILLING)
    at = room.seconds
    assert room.conductor.pause(100 + at).stage is Stage.PAUSED
    assert room.helpers["record"].told[-1] == messages.PauseRecording()
    view = room.conductor.resume(100 + at + 500)
    assert view.clock.elapsed_seconds == pytest.approx(at)
    assert room.helpers["record"].told[-1] == messages.ResumeRecording()
    assert room.view.rehearsal is not None
    journal = read_journal(room.archive.interview_journal(room.view.rehearsal.id))
    assert [entry.event for entry in journal] == ["began", "paused", "resumed"]
    strict = Room(home / "strict", scorer, strict=True).listening()
    assert strict.conductor.pause(110).stage is Stage.LISTENING


def test_a_pause_cuts_the_interviewer_off(home: Path, scorer: Scorer) -> None:
    room = Room(home, scorer).listening()
    room.says(f"{VANITY} {FILLING}").passes(0.7)
    room.hears("speak", messages.UtteranceRendered("p.wav", 9))
    voice = room.helpers["speak"]
    room.conductor.pause(100 + room.seconds)
    assert voice.killed
    assert [entry.id for entry in room.conductor.view().said] == ["how-would-you-know"]


def test_the_next_phase_by_hand_is_begun_with_its_first_sentence(home: Path, scorer: Scorer) -> None:
    room = Room(home, scorer).listening().says(FILLING)
    view = room.conductor.next_phase(100 + room.seconds)
    assert view.clock.phase_index == 1
    assert room.spoken() == FORMATS["system-design"].phases[1].prompt
    room.asked()
    assert room.view.said[-1].reason == "Design was begun by hand"
    spent = [entry.spent_seconds for entry in room.view.phase_times]
    assert spent[0] > 0 < spent[1]


def test_too_long_on_one_phase_moves_the_clock_on(home: Path, scorer: Scorer) -> None:
    case = replace(CASE, push_backs=())
    room = Room(home, scorer, case).listening()
    for _ in range(3):
        room.says(FAILING)
    room.seconds = 9 * 60.0
    room.says(FAILING).passes(1)
    assert room.view.clock.phase_index == 1
    assert room.spoken().startswith("I'd like us to get to the next part.")


def test_files_that_nobody_understands_end_the_interview(home: Path, scorer: Scorer) -> None:
    room = Room(home, scorer, answers=(home / "one.wav", home / "two.wav")).listening()
    room.hears("transcribe", messages.Failed("ModelMissing", "base.en: does not load"), messages.HelperEnded(0))
    assert messages.StopRecording() in room.helpers["record"].told
    room.hears("record", messages.RecordingStopped("answer.wav", 1.0, silent=False), messages.HelperEnded(0))
    assert room.view.finished
    assert str(room.view.problem) == "base.en: does not load"


def test_a_recogniser_that_is_gone_leaves_the_clock_to_the_plan(home: Path, scorer: Scorer) -> None:
    room = Room(home, scorer).listening()
    room.hears("transcribe", messages.Failed("ModelMissing", "no model"), messages.HelperEnded(0))
    room.seconds = 7 * 60
    room.view = room.conductor.step(100 + room.seconds)
    assert room.view.clock.phase_index == 1


@pytest.mark.parametrize("strict", [True, False])
def test_a_laptop_that_slept(home: Path, scorer: Scorer, strict: bool) -> None:
    room = Room(home, scorer, strict=strict).listening()
    room.seconds = 10
    room.wall = STARTED_AT + timedelta(seconds=10)
    room.view = room.conductor.step(110)
    room.seconds = 11
    room.wall = STARTED_AT + timedelta(seconds=611)
    room.view = room.conductor.step(111)
    assert room.view.clock.elapsed_seconds == pytest.approx(611 if strict else 11)


def test_a_drill_begins_with_its_objection_and_judges_the_reply(home: Path, scorer: Scorer) -> None:
    push_back = PushBack("cost", "Why should I pay for that?", "always", "Names a sum.", asks_for=("metric.money",))
    case = replace(CASE, push_backs=(push_back,))
    room = Room(home, scorer, case, "push-back-drill")
    assert room.spoken() == "Why should I pay for that?"
    room.listening()
    room.says("you said every wrong tip costs you a driver so the two cents a tip buy back four dollars of revenue")
    rehearsal_id = room.over()
    mark(room.archive, scorer, case, rehearsal_id)
    (entry,) = room.archive.interjections(rehearsal_id)
    assert (entry.id, entry.at_seconds) == ("cost", 0)
    assert entry.reply is not None
    assert entry.reply.held == ("metric.money",)


def test_a_debrief_is_about_the_newest_answer(home: Path, scorer: Scorer) -> None:
    first = Room(home, scorer).listening()
    with pytest.raises(SubjectMissing, match="rehearse the case first"):
        newest_subject(first.archive, CASE.id)
    first.says(f"{VANITY} {FILLING}").passes(0.7).asked()
    rehearsal_id = first.over()
    mark(first.archive, scorer, CASE, rehearsal_id)
    subject = newest_subject(first.archive, CASE.id)
    assert (subject.rehearsal_id, subject.asked) == (rehearsal_id, ("how-would-you-know",))
    room = Room(home, scorer, CASE, "debrief", subject=subject)
    assert room.spoken().startswith(FORMATS["debrief"].opening)
    # What it was asked before is not what it is asked first.
    assert "How would you know" not in room.spoken()


def interrupted(home: Path, scorer: Scorer, strict: bool) -> Room:
    """Return a room whose program died after eight seconds and a phase."""
    room = Room(home, scorer, strict=strict, seed=3).listening().says(FILLING)
    room.conductor.next_phase(100 + room.seconds)
    room.asked()
    path = Path(room.helpers["record"].told[0].path)  # type: ignore[union-attr]
    path.write_bytes(b"RIFF" + bytes(40 + int((room.seconds + 8) * 32_000)))
    return room


@pytest.mark.parametrize("strict", [True, False])
def test_an_interview_goes_on_after_a_crash(home: Path, scorer: Scorer, strict: bool) -> None:
    crashed = interrupted(home, scorer, strict)
    (rehearsal,) = crashed.archive.rehearsals()
    assert rehearsal.state is State.RECORDING
    recording = crashed.archive.recording(rehearsal.id)
    found = read_interrupted(crashed.archive, rehearsal, recording.stat().st_mtime + 300)
    assert found is not None
    assert (found.strict, found.seed, found.away_seconds) == (strict, 3, pytest.approx(300))
    assert found.elapsed_seconds == pytest.approx(crashed.seconds + 8, abs=0.1)
    assert len(found.said) == len(found.phase_begins) == 1
    room = Room(home, scorer, strict=strict, continues=found)
    (order,) = room.helpers["record"].told
    assert isinstance(order, messages.Record)
    assert (order.path, order.continues) == (str(recording), True)
    assert "speak" not in room.helpers
    room.listening()
    room.view = room.conductor.step(130)
    counted = found.elapsed_seconds + (300 if strict else 0)
    assert room.view.clock.elapsed_seconds == pytest.approx(counted + 30)
    assert room.view.clock.phase_index == 1
    assert room.view.said == found.said
    room.seconds = found.recorded_seconds + 30
    assert room.over() == rehearsal.id
    assert len(room.archive.rehearsals()) == 1


def test_only_what_was_cut_off_goes_on(home: Path, scorer: Scorer) -> None:
    room = Room(home, scorer).listening().says(FILLING)
    rehearsal = room.archive.rehearsal(room.over())
    assert read_interrupted(room.archive, rehearsal, datetime.now(UTC).timestamp()) is None


def test_a_broken_list_of_what_was_said_is_one_line(home: Path, scorer: Scorer) -> None:
    from desktop.practice.archive import ArchiveError

    room = Room(home, scorer).listening().says(FILLING)
    rehearsal_id = room.over()
    assert room.archive.interjections(rehearsal_id) == ()
    path = room.archive.folder(rehearsal_id) / "interjections.json"
    for broken in (
        "{}",
        '{"interjections": 3}',
        '{"interjections": [{"kind": "song"}]}',
        '{"interjections": [1]}',
    ):
        path.write_text(broken)
        with pytest.raises(ArchiveError, match=r"interjections\.json"):
            room.archive.interjections(rehearsal_id)
