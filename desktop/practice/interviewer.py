"""The interviewer: what to say now, when and why. The same words at the same moments and the same seed give the same.

Pure: it is shown how the interview stands and what has been said, and answers with a remark or nothing.
"""

from collections.abc import Mapping, Sequence

from cases.model import Case, Format, Manners, Style
from desktop.practice.agenda import REPLY_WORDS, Agenda, Remark, Situation
from desktop.practice.interjection import JUDGED, Interjection, Kind
from desktop.practice.notes import Noted

# The clock of a short format leaves no room for the distance of a long one.
_SHARE_BETWEEN = 0.1
# A candidate who says nothing for so long will not reply.
_NO_REPLY_SECONDS = 10.0
# After the interviewer's own voice nobody is asked for what is missing before so much time to speak.
_AFTER_VOICE_SECONDS = 6.0
_INTERRUPT_WITHIN_SECONDS = 20.0


class Interviewer:
    """One interviewer for one case in one format. `titles` names the signals for the reasons.

    With `subject` (what was noted of an answer that was given before, and what it was asked) the interview is about
    that answer.
    """

    def __init__(
        self,
        case: Case,
        format_: Format,
        manners: Manners,
        style: Style,
        titles: Mapping[str, str],
        seed: int = 0,
        subject: tuple[Noted, ...] = (),
        asked_before: tuple[str, ...] = (),
    ) -> None:
        self._case = case
        self._format = format_
        self._style = style
        self._agenda = Agenda(case, format_, manners, style, titles, seed, subject, asked_before)

    def opening(self) -> tuple[str, Remark | None]:
        """Return what is said first, and the push-back it ends in where one is pressed with them from the start."""
        opening = self._format.opening or self._case.question.text
        if self._format.interviewer != "presses":
            return opening, None
        situation = Situation(0, 0, 0, 0, 0, 0, 0, None, thinking=False, noted=(), words=0, words_since_asked=0)
        remark = next(iter(self._agenda.due(situation, ())), None)
        if remark is None:
            return opening, None
        remark = self._agenda.plainly(remark)
        # In a drill the objection is all there is; the question stands on the screen.
        return (f"{self._format.opening} {remark.text}".strip()), remark

    def next(self, situation: Situation, asked: Sequence[Interjection]) -> Remark | None:
        """Return what to say now, None for nothing yet."""
        if self._format.interviewer == "listens" or situation.thinking or situation.voice_ago_seconds == 0:
            return None
        for remark in self._agenda.due(situation, asked):
            if self._is_moment(remark, situation, asked):
                return remark
        return None

    def _is_moment(self, remark: Remark, situation: Situation, asked: Sequence[Interjection]) -> bool:
        if remark.kind is Kind.PROMPT:
            return situation.unheard_seconds == 0
        if not self._has_replied(situation, asked) or not self._is_far_enough(remark, situation, asked):
            return False
        if remark.trigger.startswith("found:") and self._may_interrupt(remark, situation):
            return True
        if situation.silent_seconds < self._style.pause_seconds:
            return False
        if remark.trigger.startswith("found:"):
            return True
        # Whatever is thought to be missing may have been said just now.
        ago = situation.voice_ago_seconds
        return situation.unheard_seconds == 0 and (ago is None or ago >= _AFTER_VOICE_SECONDS)

    def _may_interrupt(self, remark: Remark, situation: Situation) -> bool:
        after_seconds = self._style.interrupts_after_seconds
        if not after_seconds or situation.talking_seconds < after_seconds:
            return False
        said = [entry for entry in situation.noted if f"found:{entry.name}" == remark.trigger]
        return any(situation.recorded_seconds - entry.end_seconds <= _INTERRUPT_WITHIN_SECONDS for entry in said)

    def _has_replied(self, situation: Situation, asked: Sequence[Interjection]) -> bool:
        if not any(entry.kind in JUDGED for entry in asked) or situation.handed_over:
            return True
        return situation.words_since_asked >= REPLY_WORDS or situation.silent_seconds >= _NO_REPLY_SECONDS

    def _is_far_enough(self, remark: Remark, situation: Situation, asked: Sequence[Interjection]) -> bool:
        last = next((entry for entry in reversed(asked) if entry.kind in (*JUDGED, Kind.NEXT_PHASE)), None)
        if last is None or self._format.interviewer == "presses" or situation.at_rest or remark.follows:
            return True
        distance_seconds = min(self._style.distance_seconds, self._format.minutes * 60 * _SHARE_BETWEEN)
        return situation.recorded_seconds - last.until_seconds >= distance_seconds
