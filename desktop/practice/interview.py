"""The timed interview as a pure state machine: events and time in, state and effects out.

Nothing here reads a clock: every time is handed in, in seconds on any clock that only goes forward. What the clock of
the interview counts (`elapsed_seconds`) leaves out what was paused and may hold what passed before a crash.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from cases.model import Format, Phase, TimeCall


class Stage(StrEnum):
    """Where the interview stands."""

    READY = "ready"
    ASKING = "asking"
    PREPARING = "preparing"
    LISTENING = "listening"
    PAUSED = "paused"
    INTERRUPTED = "interrupted"
    CLOSING = "closing"
    OVER = "over"


class Event(StrEnum):
    """What can happen to an interview. `TICKED` is time passing; `Slept` and `Thinking` are events too."""

    BEGUN = "begun"
    QUESTION_SPOKEN = "question spoken"
    RECORDING_STARTED = "recording started"
    END_REQUESTED = "end requested"
    RECORDING_STOPPED = "recording stopped"
    MICROPHONE_LOST = "microphone lost"
    PAUSED = "paused"
    RESUMED = "resumed"
    PHASE_ENDED = "phase ended"
    THINKING_ENDED = "thinking ended"
    TICKED = "ticked"


@dataclass(frozen=True, slots=True)
class Slept:
    """The machine was asleep for so many seconds, which the clock that is handed in did not count."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Thinking:
    """The candidate has asked for so many seconds to think: silence is no pause until then."""

    seconds: float


class Effect(StrEnum):
    """What the surroundings are to do next; a `TimeCall` among the effects is to be spoken."""

    SPEAK_QUESTION = "speak question"
    SILENCE_VOICE = "silence voice"
    START_RECORDING = "start recording"
    PAUSE_RECORDING = "pause recording"
    RESUME_RECORDING = "resume recording"
    STOP_RECORDING = "stop recording"


Effects = tuple[Effect | TimeCall, ...]


@dataclass(frozen=True, slots=True)
class Interview:
    """One run of a format. The clock runs from the first recorded sample to the stop, and goes on past the limit.

    `strict` is as in the real thing: nothing stops the clock. `phase_begins` are the elapsed seconds at which the
    second, third ... phase began by hand. `uncounted_seconds` were paused; `counted_seconds` passed before this run
    began (a crash) or while the machine slept. `thinking_until_seconds` is elapsed time, None when nobody asked for
    time to think. `time_calls` are those still to come.
    """

    format: Format
    strict: bool = False
    time_calls: tuple[TimeCall, ...] = ()
    stage: Stage = Stage.READY
    continued: bool = False
    started_at_seconds: float | None = None
    paused_at_seconds: float | None = None
    ended_at_seconds: float | None = None
    uncounted_seconds: float = 0.0
    counted_seconds: float = 0.0
    phase_begins: tuple[float, ...] = ()
    thinking_until_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """What the clock shows. `remaining_seconds` and `phase_remaining_seconds` go below zero past their limits."""

    elapsed_seconds: float
    remaining_seconds: float
    phase: Phase
    phase_index: int
    phase_elapsed_seconds: float
    phase_remaining_seconds: float
    thinking: bool = False


@dataclass(frozen=True, slots=True)
class PhaseTime:
    """What a phase was given and what it took."""

    phase: Phase
    planned_seconds: float
    spent_seconds: float


_STEPS: dict[tuple[Stage, Event], tuple[Stage, tuple[Effect, ...]]] = {
    (Stage.READY, Event.BEGUN): (Stage.ASKING, (Effect.SPEAK_QUESTION,)),
    (Stage.READY, Event.END_REQUESTED): (Stage.OVER, ()),
    (Stage.ASKING, Event.QUESTION_SPOKEN): (Stage.PREPARING, (Effect.START_RECORDING,)),
    (Stage.ASKING, Event.END_REQUESTED): (Stage.OVER, (Effect.SILENCE_VOICE,)),
    (Stage.PREPARING, Event.RECORDING_STARTED): (Stage.LISTENING, ()),
    (Stage.PREPARING, Event.END_REQUESTED): (Stage.CLOSING, (Effect.STOP_RECORDING,)),
    (Stage.PREPARING, Event.RECORDING_STOPPED): (Stage.OVER, ()),
    (Stage.LISTENING, Event.PAUSED): (Stage.PAUSED, (Effect.SILENCE_VOICE, Effect.PAUSE_RECORDING)),
    (Stage.LISTENING, Event.END_REQUESTED): (Stage.CLOSING, (Effect.SILENCE_VOICE, Effect.STOP_RECORDING)),
    (Stage.LISTENING, Event.RECORDING_STOPPED): (Stage.OVER, (Effect.SILENCE_VOICE,)),
    (Stage.LISTENING, Event.MICROPHONE_LOST): (Stage.INTERRUPTED, (Effect.SILENCE_VOICE,)),
    (Stage.PAUSED, Event.MICROPHONE_LOST): (Stage.INTERRUPTED, ()),
    (Stage.INTERRUPTED, Event.RECORDING_STARTED): (Stage.LISTENING, ()),
    (Stage.INTERRUPTED, Event.END_REQUESTED): (Stage.CLOSING, (Effect.STOP_RECORDING,)),
    (Stage.INTERRUPTED, Event.RECORDING_STOPPED): (Stage.OVER, ()),
    (Stage.PAUSED, Event.RESUMED): (Stage.LISTENING, (Effect.RESUME_RECORDING,)),
    (Stage.PAUSED, Event.END_REQUESTED): (Stage.CLOSING, (Effect.STOP_RECORDING,)),
    (Stage.PAUSED, Event.RECORDING_STOPPED): (Stage.OVER, ()),
    (Stage.CLOSING, Event.RECORDING_STOPPED): (Stage.OVER, ()),
}


def prepare(format_: Format, time_calls: Iterable[TimeCall] = (), *, strict: bool = False) -> Interview:
    """Return an interview that is ready to begin; a time call of more than half of its minutes is left out."""
    fitting = tuple(call for call in time_calls if call.minutes_left <= format_.minutes / 2)
    return Interview(format_, strict, tuple(sorted(fitting, key=lambda call: -call.minutes_left)))


def continue_after_crash(
    interview: Interview, counted_seconds: float, away_seconds: float, phase_begins: tuple[float, ...] = ()
) -> Interview:
    """Return the interview as it goes on after a crash at `counted_seconds` of its clock.

    In practice it goes on from that second; a strict one has lost the `away_seconds` that have passed since.
    """
    counted_seconds += away_seconds if interview.strict else 0.0
    left_seconds = interview.format.minutes * 60 - counted_seconds
    calls = tuple(call for call in interview.time_calls if call.minutes_left * 60 < left_seconds)
    return replace(
        interview, continued=True, counted_seconds=counted_seconds, phase_begins=phase_begins, time_calls=calls
    )


def advance(interview: Interview, event: Event | Slept | Thinking, now_seconds: float) -> tuple[Interview, Effects]:
    """Return the interview after `event` and what is to be done; an event out of place changes nothing."""
    match event:
        case Slept(seconds=seconds):
            counts = interview.strict and interview.stage in (Stage.LISTENING, Stage.INTERRUPTED)
            return (
                replace(interview, counted_seconds=interview.counted_seconds + seconds) if counts else interview
            ), ()
        case Event.TICKED:
            return _tick(interview, now_seconds)
        case Event.PHASE_ENDED:
            return _end_phase(interview, now_seconds), ()
        case Thinking(seconds=seconds):
            return _think(interview, now_seconds, seconds), ()
        case Event.THINKING_ENDED:
            return replace(interview, thinking_until_seconds=None), ()
        case Event.PAUSED if interview.strict:
            return interview, ()
        case Event.BEGUN if interview.continued and interview.stage is Stage.READY:
            # The question was heard before the crash.
            return replace(interview, stage=Stage.PREPARING), (Effect.START_RECORDING,)
    stage, effects = _STEPS.get((interview.stage, event), (interview.stage, ()))
    return (interview if stage is interview.stage else _moved(interview, stage, now_seconds)), effects


def read_clock(interview: Interview, now_seconds: float) -> Clock:
    """Return what the clock shows at `now_seconds`; it stands still before the start, in a pause and after the end."""
    elapsed = _elapsed_seconds(interview, now_seconds)
    begins = _begins(interview, elapsed)
    phase = interview.format.phases[len(begins) - 1]
    return Clock(
        elapsed_seconds=elapsed,
        remaining_seconds=interview.format.minutes * 60 - elapsed,
        phase=phase,
        phase_index=len(begins) - 1,
        phase_elapsed_seconds=elapsed - begins[-1],
        phase_remaining_seconds=begins[-1] + phase.minutes * 60 - elapsed,
        thinking=interview.thinking_until_seconds is not None and elapsed < interview.thinking_until_seconds,
    )


def phase_times(interview: Interview, now_seconds: float) -> tuple[PhaseTime, ...]:
    """Return planned and spent time of every phase; one that was not reached has spent none."""
    elapsed = _elapsed_seconds(interview, now_seconds)
    begins = _begins(interview, elapsed)
    spent = [end - begin for begin, end in zip(begins, (*begins[1:], elapsed), strict=True)]
    spent += [0.0] * (len(interview.format.phases) - len(spent))
    return tuple(
        PhaseTime(phase, phase.minutes * 60, seconds)
        for phase, seconds in zip(interview.format.phases, spent, strict=True)
    )


def _moved(interview: Interview, stage: Stage, now_seconds: float) -> Interview:
    after = replace(interview, stage=stage)
    if interview.stage in (Stage.PAUSED, Stage.INTERRUPTED) and interview.paused_at_seconds is not None:
        paused_seconds = max(0.0, now_seconds - interview.paused_at_seconds)
        after = replace(after, paused_at_seconds=None, uncounted_seconds=interview.uncounted_seconds + paused_seconds)
    # Whoever looks for another microphone is in no interview, unless it is as in the real thing.
    if stage is Stage.PAUSED or (stage is Stage.INTERRUPTED and not interview.strict):
        after = replace(after, paused_at_seconds=now_seconds, thinking_until_seconds=None)
    if interview.stage is Stage.PREPARING and stage is Stage.LISTENING:
        after = replace(after, started_at_seconds=now_seconds)
    if stage in (Stage.CLOSING, Stage.OVER) and interview.ended_at_seconds is None:
        after = replace(after, ended_at_seconds=now_seconds)
    return after


def _tick(interview: Interview, now_seconds: float) -> tuple[Interview, Effects]:
    """Call the time: of several calls that have become due at once, the last."""
    if interview.stage is not Stage.LISTENING:
        return interview, ()
    left_seconds = interview.format.minutes * 60 - _elapsed_seconds(interview, now_seconds)
    due = [call for call in interview.time_calls if call.minutes_left * 60 >= left_seconds]
    if not due:
        return interview, ()
    return replace(interview, time_calls=interview.time_calls[len(due) :]), (due[-1],)


def _end_phase(interview: Interview, now_seconds: float) -> Interview:
    elapsed = _elapsed_seconds(interview, now_seconds)
    begins = _begins(interview, elapsed)
    if interview.stage is not Stage.LISTENING or len(begins) == len(interview.format.phases):
        return interview
    return replace(interview, phase_begins=(*begins[1:], elapsed))


def _think(interview: Interview, now_seconds: float, seconds: float) -> Interview:
    if interview.stage is not Stage.LISTENING:
        return interview
    return replace(interview, thinking_until_seconds=_elapsed_seconds(interview, now_seconds) + seconds)


def _elapsed_seconds(interview: Interview, now_seconds: float) -> float:
    if interview.started_at_seconds is None:
        return interview.counted_seconds
    stopped_seconds = [at for at in (interview.ended_at_seconds, interview.paused_at_seconds) if at is not None]
    until_seconds = min([now_seconds, *stopped_seconds])
    run_seconds = max(0.0, until_seconds - interview.started_at_seconds - interview.uncounted_seconds)
    return interview.counted_seconds + run_seconds


def _begins(interview: Interview, elapsed_seconds: float) -> list[float]:
    """Return when each phase up to the present one began. Where the interviewer only listens, the plan moves on."""
    begins = [0.0, *interview.phase_begins]
    phases = interview.format.phases
    while interview.format.interviewer == "listens" and len(begins) < len(phases):
        ends_seconds = begins[-1] + phases[len(begins) - 1].minutes * 60
        if elapsed_seconds < ends_seconds:
            break
        begins.append(ends_seconds)
    return begins
