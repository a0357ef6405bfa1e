from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from cases.model import Format, Phase, TimeCall
from desktop.practice.interview import (
    Effect,
    Effects,
    Event,
    Interview,
    Slept,
    Stage,
    Thinking,
    advance,
    continue_after_crash,
    phase_times,
    prepare,
    read_clock,
)

FORMAT = Format(
    "design",
    "Design",
    45,
    (Phase("goal", "Goal", 5, "Begin."), Phase("design", "Design", 20, "Go."), Phase("rest", "Rest", 20, "End.")),
)
BY_PLAN = replace(FORMAT, interviewer="listens")
CALLS = tuple(TimeCall(minutes, f"{minutes:g} minutes left.") for minutes in (30, 5, 10, 1, 0))
MINUTE = 60.0


def listening(at_seconds: float, interview: Interview | None = None) -> Interview:
    interview = interview or prepare(FORMAT)
    for event in (Event.BEGUN, Event.QUESTION_SPOKEN, Event.RECORDING_STARTED):
        interview, _ = advance(interview, event, at_seconds)
    return interview


def after(interview: Interview, event: Event | Slept | Thinking, at_seconds: float) -> Interview:
    return advance(interview, event, at_seconds)[0]


def elapsed(interview: Interview, at_seconds: float) -> float:
    return read_clock(interview, at_seconds).elapsed_seconds


def test_a_whole_interview() -> None:
    interview, did = prepare(FORMAT), []
    events = (
        Event.BEGUN, Event.QUESTION_SPOKEN, Event.RECORDING_STARTED, Event.END_REQUESTED, Event.RECORDING_STOPPED,
    )  # fmt: skip
    for second, event in enumerate(events):
        interview, effects = advance(interview, event, float(second))
        did += [(interview.stage, *effects)]
    assert did == [
        (Stage.ASKING, Effect.SPEAK_QUESTION),
        (Stage.PREPARING, Effect.START_RECORDING),
        (Stage.LISTENING,),
        (Stage.CLOSING, Effect.SILENCE_VOICE, Effect.STOP_RECORDING),
        (Stage.OVER,),
    ]


def test_the_clock_starts_with_the_first_sample() -> None:
    interview = after(prepare(FORMAT), Event.BEGUN, 10)
    assert elapsed(interview, 70) == 0
    assert elapsed(listening(100), 100) == 0
    assert read_clock(listening(100), 160).remaining_seconds == 44 * 60


@pytest.mark.parametrize("minute", range(60))
def test_where_the_interviewer_only_listens_every_minute_has_its_phase(minute: int) -> None:
    clock = read_clock(listening(0, prepare(BY_PLAN)), minute * MINUTE)
    wanted = 0 if minute < 5 else 1 if minute < 25 else 2
    begins = (0, 5, 25)[wanted]
    assert clock.phase_index == wanted
    assert clock.phase is FORMAT.phases[wanted]
    assert clock.phase_elapsed_seconds == (minute - begins) * 60
    assert clock.phase_remaining_seconds == (begins + FORMAT.phases[wanted].minutes - minute) * 60
    assert clock.remaining_seconds == (45 - minute) * 60


@pytest.mark.parametrize("minute", range(60))
def test_a_phase_goes_on_past_its_budget_until_it_is_ended_by_hand(minute: int) -> None:
    interview = listening(0)
    for at_minute in (8, 20):
        if minute >= at_minute:
            interview = after(interview, Event.PHASE_ENDED, at_minute * MINUTE)
    clock = read_clock(interview, minute * MINUTE)
    wanted = 0 if minute < 8 else 1 if minute < 20 else 2
    assert clock.phase_index == wanted
    assert clock.phase_remaining_seconds == ((0, 8, 20)[wanted] + FORMAT.phases[wanted].minutes - minute) * MINUTE
    spent = [entry.spent_seconds for entry in phase_times(interview, minute * MINUTE)]
    assert sum(spent) == minute * MINUTE
    assert spent[0] == min(minute, 8) * MINUTE
    assert [entry.planned_seconds for entry in phase_times(interview, 0)] == [300, 1200, 1200]


def test_the_last_phase_cannot_be_ended_and_by_hand_goes_before_the_plan() -> None:
    interview = listening(0, prepare(BY_PLAN))
    interview = after(interview, Event.PHASE_ENDED, 2 * MINUTE)
    assert read_clock(interview, 21 * MINUTE).phase_index == 1
    assert read_clock(interview, 22 * MINUTE).phase_index == 2
    ended = after(interview, Event.PHASE_ENDED, 23 * MINUTE)
    assert ended == interview
    assert after(prepare(FORMAT), Event.PHASE_ENDED, 1) == prepare(FORMAT)


@pytest.mark.parametrize("minute", range(60))
def test_a_pause_stops_the_clock_minute_by_minute(minute: int) -> None:
    interview, effects = advance(listening(0), Event.PAUSED, 10 * MINUTE)
    assert effects == (Effect.SILENCE_VOICE, Effect.PAUSE_RECORDING)
    assert elapsed(interview, (10 + minute) * MINUTE) == 10 * MINUTE
    interview, effects = advance(interview, Event.RESUMED, (10 + minute) * MINUTE)
    assert (interview.stage, effects) == (Stage.LISTENING, (Effect.RESUME_RECORDING,))
    assert elapsed(interview, (20 + minute) * MINUTE) == 20 * MINUTE
    assert read_clock(interview, (60 + minute) * MINUTE).remaining_seconds == -15 * MINUTE


def test_in_a_strict_interview_nothing_pauses() -> None:
    strict = listening(0, prepare(FORMAT, strict=True))
    assert advance(strict, Event.PAUSED, 60) == (strict, ())
    assert elapsed(strict, 3600) == 3600


def test_an_answer_can_be_ended_in_a_pause() -> None:
    paused = after(listening(0), Event.PAUSED, 100)
    ended, effects = advance(paused, Event.END_REQUESTED, 700)
    assert effects == (Effect.STOP_RECORDING,)
    assert elapsed(ended, 900) == 100


@pytest.mark.parametrize("strict", [True, False])
def test_a_laptop_that_slept_does_not_lie(strict: bool) -> None:
    interview = after(listening(0, prepare(FORMAT, strict=strict)), Slept(600), 120)
    assert elapsed(interview, 180) == (780 if strict else 180)
    asleep_in_a_pause = after(after(listening(0), Event.PAUSED, 60), Slept(600), 61)
    assert elapsed(after(asleep_in_a_pause, Event.RESUMED, 70), 80) == 70


@pytest.mark.parametrize("minute", range(50))
def test_the_time_is_called_once_each_minute_by_minute(minute: int) -> None:
    interview, said = listening(0, prepare(FORMAT, CALLS)), []
    for at in range(minute + 1):
        interview, effects = advance(interview, Event.TICKED, at * MINUTE)
        said += [effect.minutes_left for effect in effects if isinstance(effect, TimeCall)]
    # Thirty of forty-five is more than half: nobody needs to be told so early.
    assert said == [left for left in (10, 5, 1, 0) if 45 - minute <= left]


def test_of_calls_that_were_slept_through_only_the_last_is_made() -> None:
    interview = listening(0, prepare(FORMAT, CALLS, strict=True))
    interview = after(interview, Slept(40 * MINUTE), MINUTE)
    interview, effects = advance(interview, Event.TICKED, 1.5 * MINUTE)
    assert [effect.minutes_left for effect in effects if isinstance(effect, TimeCall)] == [5]
    assert advance(interview, Event.TICKED, 2 * MINUTE) == (interview, ())


def test_no_time_is_called_in_a_pause() -> None:
    paused = after(listening(0, prepare(FORMAT, CALLS)), Event.PAUSED, 34 * MINUTE)
    assert advance(paused, Event.TICKED, 40 * MINUTE) == (paused, ())


@pytest.mark.parametrize("second", range(0, 100, 5))
def test_thinking_time_lasts_as_long_as_was_asked_for(second: int) -> None:
    interview = after(listening(0), Thinking(60), 10)
    assert read_clock(interview, 10 + second).thinking is (second < 60)
    assert not read_clock(after(interview, Event.THINKING_ENDED, 20), 21).thinking
    # The clock goes on meanwhile.
    assert elapsed(interview, 10 + second) == 10 + second


def test_a_pause_ends_the_thinking() -> None:
    paused = after(after(listening(0), Thinking(60), 10), Event.PAUSED, 20)
    assert not read_clock(after(paused, Event.RESUMED, 30), 31).thinking


def test_the_clock_stands_still_after_the_end() -> None:
    ended = after(listening(0), Event.END_REQUESTED, 90)
    over = after(ended, Event.RECORDING_STOPPED, 91)
    assert elapsed(ended, 500) == elapsed(over, 900) == 90


@pytest.mark.parametrize("minute", range(1, 50))
@pytest.mark.parametrize("strict", [True, False])
def test_after_a_crash_practice_goes_on_and_a_strict_interview_has_lost_the_time(minute: int, strict: bool) -> None:
    fresh = prepare(FORMAT, CALLS, strict=strict)
    interview = continue_after_crash(fresh, minute * MINUTE, 120, phase_begins=(60.0,))
    interview, effects = advance(interview, Event.BEGUN, 5000)
    assert effects == (Effect.START_RECORDING,)
    interview = after(interview, Event.RECORDING_STARTED, 5001)
    counted = minute * MINUTE + (120 if strict else 0)
    clock = read_clock(interview, 5011)
    assert (clock.elapsed_seconds, clock.phase_index) == (counted + 10, 1)
    assert all(call.minutes_left * MINUTE < 45 * MINUTE - counted for call in interview.time_calls)


@pytest.mark.parametrize(
    ("before", "effects"),
    [
        ((), ()),
        ((Event.BEGUN,), (Effect.SILENCE_VOICE,)),
        ((Event.BEGUN, Event.QUESTION_SPOKEN), (Effect.STOP_RECORDING,)),
    ],
)
def test_the_end_may_be_asked_for_at_any_time(before: tuple[Event, ...], effects: tuple[Effect, ...]) -> None:
    interview = prepare(FORMAT)
    for event in before:
        interview = after(interview, event, 1)
    ended, did = advance(interview, Event.END_REQUESTED, 2)
    assert did == effects
    assert ended.stage in (Stage.OVER, Stage.CLOSING)


@given(st.lists(st.sampled_from(Event), max_size=12))
def test_no_order_of_events_records_twice_or_leaves_the_recorder_running(events: list[Event]) -> None:
    interview, did = prepare(FORMAT), []
    for second, event in enumerate(events):
        interview, effects = advance(interview, event, float(second))
        did += effects
    assert did.count(Effect.START_RECORDING) <= 1
    assert did.count(Effect.STOP_RECORDING) <= did.count(Effect.START_RECORDING)
    if interview.stage is Stage.OVER:
        assert advance(interview, Event.BEGUN, 99) == (interview, ())


class Clockwork(RuleBasedStateMachine):
    """Any event at any time, beside a plain account of what the clock should count."""

    def __init__(self) -> None:
        super().__init__()
        self.interview = prepare(FORMAT, CALLS)
        self.now_seconds = 1000.0
        self.counted_seconds = 0.0
        self.recording = False
        self.called: list[float] = []
        self.phase_index = 0

    @rule(strict=st.booleans())
    @precondition(lambda self: self.interview.stage is Stage.READY)
    def choose(self, strict: bool) -> None:
        self.interview = prepare(FORMAT, CALLS, strict=strict)

    @rule(event=st.sampled_from(Event))
    def happen(self, event: Event) -> None:
        self.take(event)

    @rule()
    def get_going(self) -> None:
        for event in (Event.BEGUN, Event.QUESTION_SPOKEN, Event.RECORDING_STARTED):
            self.take(event)

    @rule(seconds=st.sampled_from([30.0, 240.0]))
    def think(self, seconds: float) -> None:
        self.take(Thinking(seconds))

    @rule(seconds=st.sampled_from([1.0, 59.5, 600.0]))
    def wait(self, seconds: float) -> None:
        self.now_seconds += seconds
        if self.counting:
            self.counted_seconds += seconds

    @rule(seconds=st.sampled_from([3.0, 900.0]))
    def sleep(self, seconds: float) -> None:
        self.take(Slept(seconds))
        if self.interview.strict and self.counting:
            self.counted_seconds += seconds

    @property
    def counting(self) -> bool:
        """Whether time passes on the interview's clock: as in the real thing also while a microphone is looked for."""
        stage = self.interview.stage
        return stage is Stage.LISTENING or (self.interview.strict and stage is Stage.INTERRUPTED)

    def take(self, event: Event | Slept | Thinking) -> None:
        self.interview, effects = advance(self.interview, event, self.now_seconds)
        self.check(effects)

    def check(self, effects: Effects) -> None:
        for effect in effects:
            match effect:
                case TimeCall(minutes_left=minutes_left):
                    assert self.interview.stage is Stage.LISTENING
                    self.called.append(minutes_left)
                case Effect.START_RECORDING | Effect.RESUME_RECORDING:
                    assert not self.recording
                    self.recording = True
                case Effect.PAUSE_RECORDING:
                    assert self.recording
                    self.recording = False
                case Effect.STOP_RECORDING:
                    self.recording = False

    @invariant()
    def the_clock_counts_what_was_listened_to(self) -> None:
        clock = read_clock(self.interview, self.now_seconds)
        assert clock.elapsed_seconds == pytest.approx(self.counted_seconds)
        assert clock.elapsed_seconds + clock.remaining_seconds == 45 * MINUTE

    @invariant()
    def phases_share_the_time_out_and_never_go_back(self) -> None:
        times = phase_times(self.interview, self.now_seconds)
        assert sum(entry.spent_seconds for entry in times) == pytest.approx(self.counted_seconds)
        assert all(entry.spent_seconds >= 0 for entry in times)
        index = read_clock(self.interview, self.now_seconds).phase_index
        assert index >= self.phase_index
        self.phase_index = index

    @invariant()
    def no_time_is_called_twice_or_backwards(self) -> None:
        assert self.called == sorted(set(self.called), reverse=True)

    @invariant()
    def a_strict_interview_is_never_paused(self) -> None:
        assert not (self.interview.strict and self.interview.stage is Stage.PAUSED)


TestClockwork = Clockwork.TestCase
TestClockwork.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


@pytest.mark.parametrize(("strict", "elapsed_seconds"), [(False, 60), (True, 180)])
def test_the_clock_waits_for_another_microphone_unless_it_is_strict(strict: bool, elapsed_seconds: float) -> None:
    interview = prepare(FORMAT, strict=strict)
    for event, at_seconds in (
        (Event.BEGUN, 0),
        (Event.QUESTION_SPOKEN, 0),
        (Event.RECORDING_STARTED, 0),
        (Event.MICROPHONE_LOST, 60),
        (Event.RECORDING_STARTED, 180),
    ):
        interview, _ = advance(interview, event, at_seconds)
    assert interview.stage is Stage.LISTENING
    assert read_clock(interview, 180).elapsed_seconds == elapsed_seconds


def test_a_microphone_that_is_lost_in_a_pause_interrupts_as_well() -> None:
    interview = prepare(FORMAT)
    for event in (Event.BEGUN, Event.QUESTION_SPOKEN, Event.RECORDING_STARTED, Event.PAUSED, Event.MICROPHONE_LOST):
        interview, _ = advance(interview, event, 10)
    assert interview.stage is Stage.INTERRUPTED
    assert read_clock(advance(interview, Event.RECORDING_STARTED, 70)[0], 70).elapsed_seconds == 0
