"""What the interviewer says aloud: the question first, then whatever the dialogue finds a reason for."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cases.model import Phase, TimeCall
from desktop.practice.interjection import Interjection, Kind
from desktop.practice.interview import Clock, Event
from desktop.practice.sitting import Sitting
from desktop.practice.speaker import Speaker, Voiced, VoiceSettings
from speech import messages
from speech.transcript import Segment
from speech.worker import Helping, Listener

if TYPE_CHECKING:
    from desktop.practice.agenda import Remark
    from desktop.practice.dialogue import Dialogue
    from desktop.practice.stand_in import StandIn
    from rubrics.scorer import Scorer


class Talk:
    """The interviewer's side. Without a `scorer` only the question is asked.

    `start` starts a helper by name; `tell` is told `QUESTION_SPOKEN`; `keep` gets all that was said whenever
    something was; `tell_recorder` reaches the recorder and `recorded` says how many seconds it has recorded.
    """

    def __init__(
        self,
        sitting: Sitting,
        scorer: "Scorer | None",
        start: Callable[[str, Listener], Helping],
        tell: Callable[[Event], None],
        keep: Callable[[tuple[Interjection, ...]], None],
        tell_recorder: Callable[[messages.Message], None],
        recorded: Callable[[], float],
    ) -> None:
        self._sitting = sitting
        self._tell = tell
        self._keep = keep
        voice = VoiceSettings(
            str(sitting.spoken_folder), sitting.voice, sitting.words_per_minute, sitting.speaker, not sitting.answers
        )
        self._speaker = Speaker(voice, lambda hear: start("speak", hear), self._voiced)
        self._asking = False
        self._begun = False
        self._recorded = recorded
        self._sounds_until: float | None = None
        self._dialogue: Dialogue | None = None
        self._opening: Remark | None = None
        self._stand_in: StandIn | None = None
        self.question = sitting.case.question.text
        self.remark = ""
        self.voice_problem = ""
        if scorer is not None:
            self._open(scorer)
        if sitting.attended:
            self._stand_in = _stand_in(sitting, tell_recorder)

    @property
    def talking(self) -> bool:
        """Whether the interviewer is about to say something while the candidate is recorded, or says it."""
        return self._dialogue is not None and self._dialogue.talking

    @property
    def said(self) -> tuple[Interjection, ...]:
        """Everything that was said while the candidate was to be heard."""
        return self._dialogue.said if self._dialogue else ()

    @property
    def voicing(self) -> bool:
        """Whether the program's own voice is being rendered or heard."""
        return self._speaker.busy

    def ask(self, now_seconds: float) -> None:
        """Ask the question."""
        self._asking = True
        if self._sitting.speak_question:
            self._speaker.say(self.question, now_seconds)
        else:
            self._end_question()

    def listen(self) -> None:
        """Be silent: the candidate is recorded from now on. What the question ended in is the first thing asked."""
        self._asking = False
        self._speaker.quiet()
        opening, self._opening = self._opening, None
        if opening and self._dialogue:
            self._dialogue.prepare(opening, 0.0)
            self._end_remark()

    def quiet(self) -> None:
        """Stop at once: the interview is paused or over."""
        self._speaker.quiet()
        self._end_remark()

    def call_time(self, call: TimeCall) -> None:
        """Say how much time is left, in the next pause."""
        if self._dialogue:
            self._dialogue.call_time(call, self._recorded())

    def say_phase(self, phase: Phase, clock: Clock, now_seconds: float) -> None:
        """Say the first sentence of a phase that was begun by hand."""
        from desktop.practice.dialogue import phase_remark

        if self._dialogue and not self._dialogue.talking:
            self._say(phase_remark(phase), clock, now_seconds)

    def say_again(self, clock: Clock, now_seconds: float) -> None:
        """Say once more what was asked last, unless something is being said, or nothing is spoken at all."""
        if self._dialogue and not self._dialogue.talking and self._sitting.speak_question:
            self._say(self._dialogue.again(self.question), clock, now_seconds)

    def hear(self, message: messages.Message, segments: Sequence[Segment]) -> float:
        """Take in what the transcribe helper says; return the seconds that the candidate asked for to think."""
        return self._dialogue.hear(message, segments) if self._dialogue else 0.0

    def answered(self, at_seconds: float) -> None:
        """Note that a file that stands in for the candidate is at its end."""
        if self._stand_in:
            self._stand_in.answered(at_seconds)

    def step(self, now_seconds: float) -> None:
        """Give up on a voice that hangs."""
        self._speaker.step(now_seconds)

    def converse(self, clock: Clock, now_seconds: float) -> Event | None:
        """Say what there is a reason to say; return what that means for the interview, if anything."""
        recorded_seconds = self._recorded()
        if self._sounds_until is not None and recorded_seconds >= self._sounds_until:
            self._end_remark()
        event = None
        if self._dialogue and not self._dialogue.talking:
            self._dialogue.handed_over = self._stand_in is not None and self._stand_in.at_rest
            remark = self._dialogue.next(clock, recorded_seconds)
            if remark is not None:
                event = Event.PHASE_ENDED if remark.kind is Kind.NEXT_PHASE else None
                self._say(remark, clock, now_seconds)
        if self._stand_in and self._over(recorded_seconds):
            event = Event.END_REQUESTED
        return event

    def _open(self, scorer: "Scorer") -> None:
        # Here, because the rubrics take half a second to load, which the window has not when it opens.
        from desktop.practice.dialogue import open_dialogue

        self._dialogue, self.question, self._opening = open_dialogue(self._sitting, scorer)

    def _over(self, recorded_seconds: float) -> bool:
        talking = self.talking
        sounding = self._sounds_until is not None
        assert self._stand_in is not None  # noqa: S101 - asked for by the caller
        # No time passes for one who is played from a file while the voice is being rendered.
        return self._stand_in.step(recorded_seconds, self._dialogue, voice=talking, frozen=talking and not sounding)

    def _say(self, remark: "Remark", clock: Clock, now_seconds: float) -> None:
        assert self._dialogue is not None  # noqa: S101 - whoever has a remark has a dialogue
        self._dialogue.prepare(remark, clock.elapsed_seconds)
        if remark.kind is not Kind.AGAIN:
            self.remark = remark.text
        if self._sitting.speak_question:
            self._speaker.say(remark.text, now_seconds)
        else:
            self._end_remark()

    def _voiced(self, what: Voiced) -> None:
        if self._speaker.problem:
            self.voice_problem = self._speaker.problem
        if self._asking:
            if what is Voiced.ENDED:
                self._end_question()
        elif what is Voiced.BEGUN and self._dialogue:
            self._dialogue.begin(self._recorded())
        elif what is Voiced.ENDED and not self._sitting.attended:
            self._end_remark()
        elif what is Voiced.ENDED:
            # Nobody heard it: it takes as long as it would have taken.
            self._sounds_until = self._recorded() + self._speaker.seconds

    def _end_question(self) -> None:
        self._asking = False
        self._tell(Event.QUESTION_SPOKEN)

    def _end_remark(self) -> None:
        self._sounds_until = None
        entry = self._dialogue.end(self._recorded()) if self._dialogue else None
        if entry is not None and self._dialogue:
            if entry.kind is not Kind.AGAIN:
                self.remark = entry.text
            self._keep(self._dialogue.said)


def _stand_in(sitting: Sitting, tell_recorder: Callable[[messages.Message], None]) -> "StandIn":
    from desktop.practice.stand_in import StandIn

    return StandIn(sitting.answers, tell_recorder)
