import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.model import Format, Phase
from desktop.practice.interview import Effect, Event, Interview, Stage, advance, read_clock

FORMAT = Format("f", "Full", 45, (Phase("a", "Goal", 5, ""), Phase("b", "Flow", 20, ""), Phase("c", "Close", 20, "")))


def listening(at_seconds: float = 100) -> Interview:
    interview = Interview(FORMAT)
    for event in (Event.BEGUN, Event.QUESTION_SPOKEN, Event.RECORDING_STARTED):
        interview, _ = advance(interview, event, at_seconds)
    return interview


def test_a_whole_interview() -> None:
    interview, did = Interview(FORMAT), []
    for second, event in enumerate(Event):
        interview, effects = advance(interview, event, float(second))
        did += [(interview.stage, *effects)]
    assert did == [
        (Stage.ASKING, Effect.SPEAK_QUESTION),
        (Stage.PREPARING, Effect.START_RECORDING),
        (Stage.LISTENING,),
        (Stage.CLOSING, Effect.STOP_RECORDING),
        (Stage.OVER,),
    ]


def test_the_clock_starts_with_the_first_sample() -> None:
    interview, _ = advance(Interview(FORMAT), Event.BEGUN, 10)
    assert read_clock(interview, 70).elapsed_seconds == 0
    assert read_clock(listening(100), 100).elapsed_seconds == 0
    assert read_clock(listening(100), 160).remaining_seconds == 44 * 60


@pytest.mark.parametrize("minute", range(60))
def test_every_minute_has_its_phase(minute: int) -> None:
    clock = read_clock(listening(0), minute * 60.0)
    wanted = 0 if minute < 5 else 1 if minute < 25 else 2
    begins = (0, 5, 25)[wanted]
    assert clock.phase_index == wanted
    assert clock.phase is FORMAT.phases[wanted]
    assert clock.phase_elapsed_seconds == (minute - begins) * 60
    assert clock.phase_remaining_seconds == (begins + FORMAT.phases[wanted].minutes - minute) * 60
    assert clock.remaining_seconds == (45 - minute) * 60


def test_the_clock_stands_still_after_the_end() -> None:
    ended, _ = advance(listening(0), Event.END_REQUESTED, 90)
    over, _ = advance(ended, Event.RECORDING_STOPPED, 91)
    assert read_clock(ended, 500).elapsed_seconds == read_clock(over, 900).elapsed_seconds == 90


@pytest.mark.parametrize(
    ("before", "effects"),
    [
        ((), ()),
        ((Event.BEGUN,), (Effect.SILENCE_VOICE,)),
        ((Event.BEGUN, Event.QUESTION_SPOKEN), (Effect.STOP_RECORDING,)),
    ],
)
def test_the_end_may_be_asked_for_at_any_time(before: tuple[Event, ...], effects: tuple[Effect, ...]) -> None:
    interview = Interview(FORMAT)
    for event in before:
        interview, _ = advance(interview, event, 1)
    after, did = advance(interview, Event.END_REQUESTED, 2)
    assert did == effects
    assert after.stage in (Stage.OVER, Stage.CLOSING)


@given(st.lists(st.sampled_from(Event), max_size=12))
def test_no_order_of_events_records_twice_or_leaves_the_recorder_running(events: list[Event]) -> None:
    interview, did = Interview(FORMAT), []
    for second, event in enumerate(events):
        interview, effects = advance(interview, event, float(second))
        did += effects
    assert did.count(Effect.START_RECORDING) <= 1
    assert did.count(Effect.STOP_RECORDING) <= did.count(Effect.START_RECORDING)
    if interview.stage is Stage.OVER:
        assert advance(interview, Event.BEGUN, 99) == (interview, ())
