"""Runs one interview: does what the state machine asks, with helper processes, and tells how it stands.

The window, the terminal and the tests use the same conductor. It never waits: `step` handles what the helpers
have said since the last time and returns at once.
"""

import queue
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from cases.model import TimeCall
from desktop.practice.archive import Archive
from desktop.practice.continuing import BEGAN, PHASE, THINKING
from desktop.practice.interjection import Interjection
from desktop.practice.interview import (
    Clock,
    Effect,
    Event,
    Slept,
    Stage,
    Thinking,
    advance,
    continue_after_crash,
    phase_times,
    prepare,
    read_clock,
)
from desktop.practice.sitting import Sitting, View
from desktop.practice.sleep_watch import SleepWatch
from desktop.practice.take import Take
from desktop.practice.talk import Talk
from speech import messages
from speech.journal import Journal
from speech.worker import Helping, Listener, StartHelper

if TYPE_CHECKING:
    from rubrics.scorer import Scorer

__all__ = ["Conductor", "Sitting", "View"]

# Asked for by hand, without a length.
_THINKING_SECONDS = 60.0


class Conductor:
    """One interview from the question to the transcript.

    `start_helper` starts a helper process by name; `wall_clock` gives the time of day with its zone. Every other time
    is handed in, in seconds on one clock that only goes forward. Without a `scorer` nobody asks anything but the
    question: the interviewer understands by it what is said.
    """

    def __init__(
        self,
        sitting: Sitting,
        archive: Archive,
        start_helper: StartHelper,
        wall_clock: Callable[[], datetime],
        scorer: "Scorer | None" = None,
    ) -> None:
        self._sitting = sitting
        self._archive = archive
        self._start_helper = start_helper
        self._wall_clock = wall_clock
        self._inbox: queue.SimpleQueue[tuple[Listener, messages.Message]] = queue.SimpleQueue()
        self._sleep_watch = SleepWatch()
        self._now_seconds = 0.0
        self._take = Take(sitting, archive, self._start, self._tell, self._heard, self._answered)
        self._talk = Talk(
            sitting, scorer, self._start, self._tell, self._keep_said, self._take.tell_recorder,
            recorded=lambda: self._take.recorded_seconds,
        )  # fmt: skip
        # Where nobody asks, nobody moves on either: the plan does.
        format_ = sitting.format if scorer else replace(sitting.format, interviewer="listens")
        self._interview = prepare(format_, sitting.time_calls, strict=sitting.strict)
        if sitting.continues:
            gone = sitting.continues
            self._interview = continue_after_crash(
                self._interview, gone.elapsed_seconds, gone.away_seconds, gone.phase_begins
            )

    def begin(self, now_seconds: float) -> View:
        """Ask the question, then listen."""
        return self._happen(Event.BEGUN, now_seconds)

    def skip_question(self, now_seconds: float) -> View:
        """Stop the voice and listen at once."""
        return self._happen(Event.QUESTION_SPOKEN, now_seconds)

    def end(self, now_seconds: float) -> View:
        """End the answer; what was said is still transcribed."""
        return self._happen(Event.END_REQUESTED, now_seconds)

    def pause(self, now_seconds: float) -> View:
        """Stop clock and recording until `resume`; a strict interview goes on."""
        return self._happen(Event.PAUSED, now_seconds)

    def resume(self, now_seconds: float) -> View:
        """Go on after a pause."""
        return self._happen(Event.RESUMED, now_seconds)

    def continue_with(self, microphone: str | None, now_seconds: float) -> View:
        """Go on with this microphone after one was lost, the system's default for None; the gap is in the journal."""
        self._now_seconds = now_seconds
        self._take.continue_with(microphone)
        return self.view()

    def think(self, now_seconds: float, seconds: float = _THINKING_SECONDS) -> View:
        """Take time to think: silence is no pause for so long."""
        return self._happen(Thinking(seconds), now_seconds)

    def say_again(self, now_seconds: float) -> View:
        """Say once more what was asked last, while the candidate is listened to."""
        self._now_seconds = now_seconds
        if self._interview.stage is Stage.LISTENING:
            self._talk.say_again(self._clock(), now_seconds)
        return self.view()

    def next_phase(self, now_seconds: float) -> View:
        """Go on to the next phase by hand; the interviewer says its first sentence."""
        before = self._clock().phase_index
        self._happen(Event.PHASE_ENDED, now_seconds)
        clock = self._clock()
        if clock.phase_index > before:
            self._talk.say_phase(clock.phase, clock, now_seconds)
        return self.view()

    def step(self, now_seconds: float) -> View:
        """Handle what the helpers have said and return how the interview stands."""
        self._now_seconds = now_seconds
        slept_seconds = self._sleep_watch.look(now_seconds, self._wall_clock().timestamp())
        if slept_seconds and not self._sitting.answers:
            self._happen(Slept(slept_seconds), now_seconds)
        while True:
            try:
                hear, message = self._inbox.get_nowait()
            except queue.Empty:
                break
            hear(message)
        self._talk.step(now_seconds)
        self._take.step(now_seconds)
        if self._take.deaf and self._sitting.answers:
            # Who is played from files is there to be heard, and waits for what is never understood.
            self._happen(Event.END_REQUESTED, now_seconds)
        elif self._take.deaf and self._interview.format.interviewer != "listens":
            # Nobody understands what is said any more: the plan moves on in the interviewer's place.
            self._interview = replace(self._interview, format=replace(self._interview.format, interviewer="listens"))
        if self._interview.stage is Stage.LISTENING:
            self._happen(Event.TICKED, now_seconds)
            event = self._talk.converse(self._clock(), now_seconds)
            if event is not None:
                self._happen(event, now_seconds)
        return self.view()

    def leave(self) -> None:
        """Stop everything at once, keeping what was recorded: the recorder finishes its file by itself."""
        self._talk.quiet()
        self._take.leave()

    def view(self) -> View:
        """Return how the interview stands at the time of the last step."""
        take, talk, heard, level = self._take, self._talk, self._take.stenographer, self._take.level
        listening = self._interview.stage is Stage.LISTENING
        return View(
            stage=self._interview.stage,
            clock=self._clock(),
            question=talk.question,
            rehearsal=take.rehearsal,
            level_dbfs=level.rms_dbfs if level else None,
            peak_dbfs=level.peak_dbfs if level else None,
            silent=listening and take.silent,
            heard_seconds=heard.heard_seconds if heard else 0.0,
            recorded_seconds=take.recorded_seconds,
            heard_words=heard.words if heard else 0,
            problem=take.problem,
            voice_problem=talk.voice_problem,
            transcribed=heard is not None and heard.transcript is not None,
            finished=self._interview.stage is Stage.OVER and take.finished,
            speaking=heard is not None and heard.speaking,
            voicing=talk.voicing,
            remark=talk.remark,
            said=talk.said,
            segments=heard.segments if heard else (),
            phase_times=phase_times(self._interview, self._clock_seconds()),
        )

    def _clock(self) -> Clock:
        return read_clock(self._interview, self._clock_seconds())

    def _clock_seconds(self) -> float:
        # Somebody who is played from files lives in the recording's time.
        return self._take.recorded_seconds if self._sitting.attended else self._now_seconds

    def _start(self, name: str, hear: Listener) -> Helping:
        return self._start_helper(name, lambda message: self._inbox.put((hear, message)))

    def _tell(self, event: Event) -> None:
        self._happen(event, self._now_seconds)

    def _happen(self, event: Event | Slept | Thinking, now_seconds: float) -> View:
        self._now_seconds = now_seconds
        before = self._interview
        self._interview, effects = advance(self._interview, event, self._clock_seconds())
        for effect in effects:
            self._do(effect)
        if self._interview is not before and event is not Event.TICKED:
            self._note(event)
        return self.view()

    def _do(self, effect: Effect | TimeCall) -> None:
        match effect:
            case TimeCall():
                self._talk.call_time(effect)
            case Effect.SPEAK_QUESTION:
                self._talk.ask(self._now_seconds)
            case Effect.SILENCE_VOICE:
                self._talk.quiet()
            case Effect.START_RECORDING:
                self._take.begin(self._wall_clock())
                self._talk.listen()
            case Effect.PAUSE_RECORDING:
                self._take.tell_recorder(messages.PauseRecording())
            case Effect.RESUME_RECORDING:
                self._take.resume()
            case Effect.STOP_RECORDING:
                self._take.close(self._now_seconds)

    def _heard(self, message: messages.Message) -> None:
        stenographer = self._take.stenographer
        thinking_seconds = self._talk.hear(message, stenographer.segments if stenographer else ())
        if thinking_seconds:
            self.think(self._now_seconds, thinking_seconds)
            return
        # The interviewer's own voice in the microphone is nobody's thought.
        speaks = isinstance(message, messages.SpeechChanged) and message.speaking and not self._talk.talking
        if speaks and self._clock().thinking:
            self._happen(Event.THINKING_ENDED, self._now_seconds)

    def _answered(self, at_seconds: float) -> None:
        self._talk.answered(at_seconds)

    def _keep_said(self, said: tuple[Interjection, ...]) -> None:
        if self._take.rehearsal is not None:
            self._archive.keep_interjections(self._take.rehearsal.id, said)

    def _note(self, event: Event | Slept | Thinking) -> None:
        """Write what happened to the journal at once: after a crash it says how the clock stood."""
        rehearsal, clock, sitting = self._take.rehearsal, self._clock(), self._sitting
        if rehearsal is None or event is Event.QUESTION_SPOKEN:
            return
        facts: dict[str, object] = {"elapsed": round(clock.elapsed_seconds, 3)}
        match event:
            case Event.RECORDING_STARTED:
                name = BEGAN
                facts |= {"strict": sitting.strict, "style": sitting.style, "seed": sitting.seed}
            case Event.PHASE_ENDED:
                name = PHASE
                facts["phase"] = clock.phase.id
            case Thinking(seconds=seconds):
                name = THINKING
                facts["seconds"] = seconds
            case Slept(seconds=seconds):
                name = "slept"
                facts["seconds"] = round(seconds, 3)
            case _:
                name = event.value
        with Journal(self._archive.interview_journal(rehearsal.id)) as journal:
            journal.note(name, self._take.recorded_seconds, **facts)
