"""The live half of the interviewer: follows what is heard, and knows when something is to be said."""

from collections import deque
from collections.abc import Sequence

from cases.general_files import manners
from cases.model import Case, Phase, TimeCall
from desktop.practice.agenda import Remark, Situation
from desktop.practice.interjection import JUDGED, Interjection, Kind, echo_stretches
from desktop.practice.interview import Clock
from desktop.practice.interviewer import Interviewer
from desktop.practice.notes import Notes, thinking_asked_for
from desktop.practice.sitting import Sitting
from rubrics.scorer import Scorer
from speech import messages
from speech.transcript import Segment, mark_echoes

# The endpointer tells a silence when it has lasted so long.
_TOLD_AFTER_SECONDS = 0.6
# More sound than this that nobody has listened to may hold anything.
_LISTENED_LATE_SECONDS = 2.0
# The time is called in a pause, and at the latest so long after it was due.
_CALL_PAUSE_SECONDS = 0.6
_CALL_LATE_SECONDS = 10.0


class Dialogue:
    """What was heard and said so far. All times are seconds in the recording."""

    def __init__(self, interviewer: Interviewer, scorer: Scorer, case: Case, said: Sequence[Interjection] = ()) -> None:
        self._interviewer = interviewer
        self._notes = Notes(scorer, case)
        self._segments = 0
        self._listened_seconds = 0.0
        self._waiting = 0
        self._speaking_since: float | None = None
        self._silent_since = 0.0
        self._voice_until: float | None = None
        self._calls: deque[tuple[float, TimeCall]] = deque()
        self._pending: Remark | None = None
        self._pending_elapsed = 0.0
        self._pending_at: float | None = None
        self.said: tuple[Interjection, ...] = tuple(said)
        self.handed_over = False

    @property
    def silent(self) -> bool:
        """Whether the candidate has paused."""
        return self._speaking_since is None

    @property
    def talking(self) -> bool:
        """Whether the interviewer is about to say something, or says it."""
        return self._pending is not None

    @property
    def waiting(self) -> bool:
        """Whether something that was spoken has no words yet."""
        return self._waiting > 0

    @property
    def listened_seconds(self) -> float:
        """Up to where the recording was listened to."""
        return self._listened_seconds

    @property
    def spoken(self) -> tuple[tuple[float, float], ...]:
        """When the program itself was to be heard, with some margin."""
        return echo_stretches(self.said)

    @property
    def unanswered(self) -> int:
        """How many questions were asked one after the other without a reply."""
        count = 0
        for entry in reversed(self.said):
            if entry.kind in JUDGED:
                if self._notes.words_since(entry.until_seconds):
                    break
                count += 1
        return count

    def asked_since(self, seconds: float) -> bool:
        """Return whether something that wants a reply was said since then."""
        return any(entry.kind in (*JUDGED, Kind.NEXT_PHASE) and entry.until_seconds >= seconds for entry in self.said)

    def hear(self, message: messages.Message, segments: Sequence[Segment]) -> float:
        """Take in what the transcribe helper says and all segments there are; return the seconds asked for to think."""
        match message:
            case messages.SpeechChanged(at_seconds=at_seconds, speaking=True):
                self._speaking_since = at_seconds
            case messages.SpeechChanged(at_seconds=at_seconds, speaking=False):
                self._speaking_since, self._silent_since = None, at_seconds - _TOLD_AFTER_SECONDS
            case messages.Listened(at_seconds=at_seconds, waiting=waiting):
                self._listened_seconds, self._waiting = at_seconds, waiting
            case messages.HelperEnded():
                # A recogniser that begins again listens again.
                self._speaking_since = None
        new = [mark_echoes(segment, self.spoken) for segment in segments[self._segments :]]
        self._segments = len(segments)
        self._notes.hear(new)
        return thinking_asked_for(new)

    def again(self, question: str) -> Remark:
        """Return what was asked last, to be said once more: `question` while nothing else was asked."""
        asked = (entry for entry in reversed(self.said) if entry.kind in (*JUDGED, Kind.NEXT_PHASE, Kind.PROMPT))
        last_id, text = next(((entry.id, entry.text) for entry in asked), ("question", question))
        return Remark(Kind.AGAIN, f"{last_id}-again", text, "the candidate asked to hear it again", "hand")

    def call_time(self, call: TimeCall, recorded_seconds: float) -> None:
        """Say how much time is left at the next pause."""
        self._calls.append((recorded_seconds, call))

    def next(self, clock: Clock, recorded_seconds: float) -> Remark | None:
        """Return what is to be said now, None for nothing; nothing more while something is being said."""
        if self._pending is not None:
            return None
        if self._calls and self._may_call(recorded_seconds):
            _, call = self._calls.popleft()
            return time_call(call)
        return self._interviewer.next(self._situation(clock, recorded_seconds), self.said)

    def prepare(self, remark: Remark, elapsed_seconds: float) -> None:
        """Note that something is going to be said."""
        self._pending, self._pending_elapsed, self._pending_at = remark, elapsed_seconds, None

    def begin(self, recorded_seconds: float) -> None:
        """Note that it begins to sound."""
        self._pending_at = recorded_seconds

    def end(self, recorded_seconds: float) -> Interjection | None:
        """Note that it has been said, or was cut off; return what is to be kept of it."""
        remark, self._pending = self._pending, None
        if remark is None:
            return None
        at_seconds = recorded_seconds if self._pending_at is None else self._pending_at
        self._voice_until = recorded_seconds
        entry = interjection(remark, self._pending_elapsed, at_seconds, recorded_seconds)
        self.said = (*self.said, entry)
        return entry

    def _may_call(self, recorded_seconds: float) -> bool:
        pause_seconds = self._listened_seconds - self._silent_since if self.silent else 0.0
        return pause_seconds >= _CALL_PAUSE_SECONDS or recorded_seconds - self._calls[0][0] >= _CALL_LATE_SECONDS

    def _situation(self, clock: Clock, recorded_seconds: float) -> Situation:
        voice_until = self._voice_until
        silent_since = max(self._silent_since, voice_until or 0.0)
        asked = [entry for entry in self.said if entry.kind in JUDGED]
        unheard_seconds = max(0.0, recorded_seconds - self._listened_seconds - _LISTENED_LATE_SECONDS)
        talking_since = self._speaking_since
        return Situation(
            elapsed_seconds=clock.elapsed_seconds,
            recorded_seconds=recorded_seconds,
            phase_index=clock.phase_index,
            phase_elapsed_seconds=clock.phase_elapsed_seconds,
            silent_seconds=max(0.0, self._listened_seconds - silent_since) if self.silent else 0.0,
            talking_seconds=0.0 if talking_since is None else max(0.0, self._listened_seconds - talking_since),
            unheard_seconds=unheard_seconds + self._waiting,
            voice_ago_seconds=None if voice_until is None else max(0.01, recorded_seconds - voice_until),
            thinking=clock.thinking,
            noted=self._notes.noted,
            words=self._notes.words_since(0.0),
            words_since_asked=self._notes.words_since(asked[-1].until_seconds if asked else 0.0),
            handed_over=self.handed_over,
        )


def open_dialogue(sitting: Sitting, scorer: Scorer) -> tuple[Dialogue, str, Remark | None]:
    """Return the dialogue of a sitting, what is said first, and the push-back that this ends in, if it does."""
    habits = manners()
    style = next((entry for entry in habits.styles if entry.id == sitting.style), habits.styles[0])
    titles = {signal.id: signal.title for signal in scorer.rubric.signals}
    noted = sitting.subject.noted if sitting.subject else ()
    asked = sitting.subject.asked if sitting.subject else ()
    interviewer = Interviewer(sitting.case, sitting.format, habits, style, titles, sitting.seed, noted, asked)
    opening, remark = interviewer.opening()
    if sitting.continues:
        # It was asked before the crash.
        return Dialogue(interviewer, scorer, sitting.case, sitting.continues.said), opening, None
    return Dialogue(interviewer, scorer, sitting.case), opening, remark


def interjection(remark: Remark, elapsed_seconds: float, at_seconds: float, until_seconds: float) -> Interjection:
    """Return a remark as what was said at its time."""
    return Interjection(
        kind=remark.kind,
        id=remark.id,
        text=remark.text,
        reason=remark.reason,
        trigger=remark.trigger,
        asks_for=remark.asks_for,
        good_reply=remark.good_reply,
        elapsed_seconds=elapsed_seconds,
        at_seconds=at_seconds,
        until_seconds=until_seconds,
    )


def time_call(call: TimeCall) -> Remark:
    """Return what is said about the time that is left."""
    reason = f"{call.minutes_left:g} minutes are left" if call.minutes_left else "the time is over"
    return Remark(Kind.TIME_CALL, f"minutes-left-{call.minutes_left:g}", call.text, reason, "clock")


def phase_remark(phase: Phase) -> Remark:
    """Return what is said when a phase was begun by hand."""
    return Remark(Kind.NEXT_PHASE, phase.id, phase.prompt, f"{phase.title} was begun by hand", "hand")
