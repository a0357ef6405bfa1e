"""The timed interview as a pure state machine: events and time in, state and effects out.

Nothing here reads a clock: every time is handed in, in seconds on any clock that only goes forward.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from cases.model import Format, Phase


class Stage(StrEnum):
    """Where the interview stands."""

    READY = "ready"
    ASKING = "asking"
    PREPARING = "preparing"
    LISTENING = "listening"
    CLOSING = "closing"
    OVER = "over"


class Event(StrEnum):
    """What can happen to an interview."""

    BEGUN = "begun"
    QUESTION_SPOKEN = "question spoken"
    RECORDING_STARTED = "recording started"
    END_REQUESTED = "end requested"
    RECORDING_STOPPED = "recording stopped"


class Effect(StrEnum):
    """What the surroundings are to do next."""

    SPEAK_QUESTION = "speak question"
    SILENCE_VOICE = "silence voice"
    START_RECORDING = "start recording"
    STOP_RECORDING = "stop recording"


@dataclass(frozen=True, slots=True)
class Interview:
    """One run of a format. The clock runs from the first recorded sample to the stop."""

    format: Format
    stage: Stage = Stage.READY
    started_at_seconds: float | None = None
    ended_at_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """What the clock shows. `remaining_seconds` goes below zero past the limit."""

    elapsed_seconds: float
    remaining_seconds: float
    phase: Phase
    phase_index: int
    phase_elapsed_seconds: float
    phase_remaining_seconds: float


_STEPS: dict[tuple[Stage, Event], tuple[Stage, tuple[Effect, ...]]] = {
    (Stage.READY, Event.BEGUN): (Stage.ASKING, (Effect.SPEAK_QUESTION,)),
    (Stage.READY, Event.END_REQUESTED): (Stage.OVER, ()),
    (Stage.ASKING, Event.QUESTION_SPOKEN): (Stage.PREPARING, (Effect.START_RECORDING,)),
    (Stage.ASKING, Event.END_REQUESTED): (Stage.OVER, (Effect.SILENCE_VOICE,)),
    (Stage.PREPARING, Event.RECORDING_STARTED): (Stage.LISTENING, ()),
    (Stage.PREPARING, Event.END_REQUESTED): (Stage.CLOSING, (Effect.STOP_RECORDING,)),
    (Stage.PREPARING, Event.RECORDING_STOPPED): (Stage.OVER, ()),
    (Stage.LISTENING, Event.END_REQUESTED): (Stage.CLOSING, (Effect.STOP_RECORDING,)),
    (Stage.LISTENING, Event.RECORDING_STOPPED): (Stage.OVER, ()),
    (Stage.CLOSING, Event.RECORDING_STOPPED): (Stage.OVER, ()),
}


def advance(interview: Interview, event: Event, now_seconds: float) -> tuple[Interview, tuple[Effect, ...]]:
    """Return the interview after `event` and what is to be done; an event out of place changes nothing."""
    stage, effects = _STEPS.get((interview.stage, event), (interview.stage, ()))
    if stage is interview.stage:
        return interview, ()
    after = replace(interview, stage=stage)
    if stage is Stage.LISTENING:
        after = replace(after, started_at_seconds=now_seconds)
    if stage in (Stage.CLOSING, Stage.OVER) and interview.ended_at_seconds is None:
        after = replace(after, ended_at_seconds=now_seconds)
    return after, effects


def read_clock(interview: Interview, now_seconds: float) -> Clock:
    """Return what the clock shows at `now_seconds`; it stands still before the start and after the end."""
    elapsed = _elapsed_seconds(interview, now_seconds)
    index, begins_seconds = _phase_at(interview.format, elapsed)
    phase = interview.format.phases[index]
    return Clock(
        elapsed_seconds=elapsed,
        remaining_seconds=interview.format.minutes * 60 - elapsed,
        phase=phase,
        phase_index=index,
        phase_elapsed_seconds=elapsed - begins_seconds,
        phase_remaining_seconds=begins_seconds + phase.minutes * 60 - elapsed,
    )


def _elapsed_seconds(interview: Interview, now_seconds: float) -> float:
    if interview.started_at_seconds is None:
        return 0.0
    until_seconds = now_seconds if interview.ended_at_seconds is None else interview.ended_at_seconds
    return max(0.0, until_seconds - interview.started_at_seconds)


def _phase_at(format_: Format, elapsed_seconds: float) -> tuple[int, float]:
    begins_seconds = 0.0
    for index, phase in enumerate(format_.phases[:-1]):
        if elapsed_seconds < begins_seconds + phase.minutes * 60:
            return index, begins_seconds
        begins_seconds += phase.minutes * 60
    return len(format_.phases) - 1, begins_seconds
