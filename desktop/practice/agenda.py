"""The interviewer's agenda: everything there is a reason to ask now, the weightiest first."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cases.model import Case, Format, Manners, PushBack, Style
from cases.trigger import OBSERVATIONS, Trigger, read_trigger
from desktop.practice.interjection import Interjection, Kind
from desktop.practice.notes import Noted

# A reply of fewer words is not over.
REPLY_WORDS = 15
# What is not listed among the expectations.
_EXPECTED_BY = 0.5
_ALWAYS_AFTER = 0.25
# Silence: first "what are you thinking?", later whatever is still open.
_SILENCE_SECONDS = 12.0
_AT_REST_SECONDS = 25.0
_WORDS_OF_AN_ANSWER = 30
# What the interviewer asks of their own accord when it is missing, makes sense where a product is discussed.
_ABOUT_A_PRODUCT = ("system", "product")


@dataclass(frozen=True, slots=True)
class Situation:
    """How the interview stands; all times in seconds.

    `recorded_seconds` is where the recording stands. `silent_seconds` is for how long the candidate has said nothing,
    0 while they speak; `talking_seconds` for how long they have spoken without a pause. `unheard_seconds` is speech
    that has no words yet. `voice_ago_seconds` is the time since the interviewer's voice, 0 while it speaks, None if it
    has not. `handed_over` says that nothing more will come unasked.
    """

    elapsed_seconds: float
    recorded_seconds: float
    phase_index: int
    phase_elapsed_seconds: float
    silent_seconds: float
    talking_seconds: float
    unheard_seconds: float
    voice_ago_seconds: float | None
    thinking: bool
    noted: tuple[Noted, ...]
    words: int
    words_since_asked: int
    handed_over: bool = False

    @property
    def at_rest(self) -> bool:
        """Whether the candidate has come to an end, for now."""
        return self.handed_over or self.silent_seconds >= _AT_REST_SECONDS


@dataclass(frozen=True, slots=True)
class Remark:
    """What the interviewer says now, and why. One that `follows` belongs to the reply before it."""

    kind: Kind
    id: str
    text: str
    reason: str
    trigger: str
    asks_for: tuple[str, ...] = ()
    good_reply: str = ""
    follows: bool = False


class Agenda:
    """The push-backs of one case in one format with their triggers; `titles` names the signals for the reasons.

    `subject` is what was noted of an answer that was given before, and `asked_before` what it was asked; both are
    empty where the interview is about no such answer. Among equals the `seed` draws lots.
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
        self._titles = titles
        self._seed = seed
        self._subject = subject
        self._asked_before = asked_before
        self._expected = {entry.signal: entry.by for entry in manners.expectations}
        self._push_backs = _all_push_backs(case, manners)
        self._triggers = {entry.id: read_trigger(entry.trigger) or Trigger("always") for entry in self._push_backs}
        self._limit_seconds = format_.minutes * 60

    def due(self, situation: Situation, asked: Sequence[Interjection]) -> Iterator[Remark]:
        """Yield all there is a reason for, the weightiest first."""
        yield from self._follow_ups(situation, asked)
        if self._format.interviewer == "presses":
            yield from self._pressed(situation, asked)
            return
        heard = [*self._heard(situation, asked)]
        yield from heard
        yield from self._change(situation, asked)
        yield from self._long_phase(situation)
        yield from self._missing(situation, asked)
        yield from self._always(situation, asked)
        yield from self._silence(situation, asked)

    def _follow_ups(self, situation: Situation, asked: Sequence[Interjection]) -> Iterator[Remark]:
        last = next((entry for entry in reversed(asked) if entry.kind is Kind.PUSH_BACK), None)
        known = {entry.id: entry for entry in self._push_backs}
        if last is None or last.id not in known or not known[last.id].follow_up:
            return
        follow_up = known[known[last.id].follow_up]
        held = {entry.name for entry in situation.noted if entry.start_seconds >= last.at_seconds}
        replied = situation.words_since_asked >= REPLY_WORDS
        if replied and last.asks_for and not held & set(last.asks_for) and not _was_asked(follow_up.id, asked):
            lacked = " or ".join(map(self._title, last.asks_for))
            reason = f"follows up on {last.id}: the reply held nothing for {lacked}"
            yield self._remark(follow_up, reason, follows=True)

    def _heard(self, situation: Situation, asked: Sequence[Interjection]) -> Iterator[Remark]:
        """Yield the push-backs on what was said, the freshest words first."""
        for entry in reversed(situation.noted):
            kind = "noticed" if entry.name in OBSERVATIONS else "found"
            for push_back in self._open(Trigger(kind, entry.name), asked):
                yield self._remark(push_back, self._because(entry))

    def _change(self, situation: Situation, asked: Sequence[Interjection]) -> Iterator[Remark]:
        change = self._case.change
        share = situation.elapsed_seconds / self._limit_seconds
        if share < change.at or _was_asked("change", asked) or situation.words < _WORDS_OF_AN_ANSWER:
            return
        reason = f"the planned change, due when {change.at:.0%} of the time has gone"
        yield Remark(Kind.CHANGE, "change", change.text, reason, "change", change.asks_for, change.looks_for)

    def _long_phase(self, situation: Situation) -> Iterator[Remark]:
        phases = self._format.phases
        if situation.phase_index + 1 >= len(phases):
            return
        phase, following = phases[situation.phase_index], phases[situation.phase_index + 1]
        if situation.phase_elapsed_seconds <= phase.minutes * 60 * self._style.patience:
            return
        spent = clock_text(situation.phase_elapsed_seconds)
        reason = f"{phase.title} has taken {spent} of its {phase.minutes:g} minutes"
        lead_in = next((entry.text for entry in self._push_backs if entry.trigger == "noticed:long_phase"), "")
        yield Remark(
            Kind.NEXT_PHASE, following.id, f"{lead_in} {following.prompt}".strip(), reason, "noticed:long_phase"
        )

    def _missing(self, situation: Situation, asked: Sequence[Interjection]) -> Iterator[Remark]:
        """Yield the push-backs on what should have come by now, the weightiest first."""
        heard = {entry.name for entry in situation.noted}
        share = situation.elapsed_seconds / self._limit_seconds
        if situation.words < _WORDS_OF_AN_ANSWER:
            return
        waiting = [
            (self._weight(push_back), self._shuffled(push_back), push_back)
            for push_back in self._push_backs
            if self._triggers[push_back.id].kind == "missing"
            and self._triggers[push_back.id].subject not in heard
            and not self._is_closed(push_back, asked)
        ]
        for _, _, push_back in sorted(waiting, key=lambda entry: entry[:2]):
            signal, by = self._triggers[push_back.id].subject, self._by(push_back)
            if signal.startswith("pushback.") and not any(entry.kind is Kind.PUSH_BACK for entry in asked):
                continue
            if share >= by or situation.at_rest:
                yield self._remark(push_back, self._why_missing(signal, situation, expected=share >= by))

    def _always(self, situation: Situation, asked: Sequence[Interjection]) -> Iterator[Remark]:
        share = situation.elapsed_seconds / self._limit_seconds
        if situation.words < _WORDS_OF_AN_ANSWER:
            return
        for push_back in sorted(self._open(Trigger("always"), asked), key=self._shuffled):
            if share >= (push_back.after or _ALWAYS_AFTER) or situation.at_rest:
                yield self._remark(push_back, "this case always asks it")

    def _silence(self, situation: Situation, asked: Sequence[Interjection]) -> Iterator[Remark]:
        if situation.silent_seconds < _SILENCE_SECONDS or situation.handed_over:
            return
        for push_back in self._open(Trigger("noticed", "silence"), asked):
            reason = f"nobody has spoken for {situation.silent_seconds:.0f} seconds"
            yield Remark(Kind.PROMPT, push_back.id, push_back.text, reason, push_back.trigger)

    def _pressed(self, situation: Situation, asked: Sequence[Interjection]) -> Iterator[Remark]:
        """Yield objections one after the other: on this answer, on the one before, then whatever is left.

        A drill is one objection and its reply.
        """
        pressed = sum(entry.kind is Kind.PUSH_BACK for entry in asked)
        if len(self._format.phases) == 1 and pressed:
            return
        noted = (*self._subject, *situation.noted)
        heard = {entry.name: entry for entry in noted}
        again: list[Remark] = []
        rest: list[Remark] = []
        for push_back in sorted(self._push_backs, key=self._shuffled):
            trigger = self._triggers[push_back.id]
            if self._is_closed(push_back, asked) or trigger.subject in ("long_phase", "silence"):
                continue
            if trigger.kind in ("found", "noticed"):
                reason = self._because(heard[trigger.subject]) if trigger.subject in heard else ""
            elif trigger.kind == "missing" and noted and trigger.subject not in heard:
                reason = f"the answer held nothing for {self._title(trigger.subject)}"
            else:
                rest.append(self._remark(push_back, "one objection follows the other"))
                continue
            if reason and push_back.id in self._asked_before:
                again.append(self._remark(push_back, f"{reason}; it was asked before"))
            elif reason:
                yield self._remark(push_back, reason)
        yield from again
        yield from rest

    def plainly(self, remark: Remark) -> Remark:
        """Return a push-back as it is said where nobody has spoken yet: there is nothing to lead over from."""
        return replace(remark, text=next(entry.text for entry in self._push_backs if entry.id == remark.id))

    def _open(self, trigger: Trigger, asked: Sequence[Interjection]) -> Iterator[PushBack]:
        for push_back in self._push_backs:
            if self._triggers[push_back.id] == trigger and not self._is_closed(push_back, asked):
                yield push_back

    def _is_closed(self, push_back: PushBack, asked: Sequence[Interjection]) -> bool:
        """Return whether this was asked, or comes only as a follow-up."""
        followed = any(other.follow_up == push_back.id for other in self._push_backs)
        return followed or _was_asked(push_back.id, asked)

    def _weight(self, push_back: PushBack) -> int:
        order = list(self._expected)
        signal = self._triggers[push_back.id].subject
        return order.index(signal) if signal in order else len(order)

    def _by(self, push_back: PushBack) -> float:
        expected = self._expected.get(self._triggers[push_back.id].subject, _EXPECTED_BY)
        return push_back.after or expected

    def _shuffled(self, push_back: PushBack) -> str:
        return _drawn(f"{self._seed}/{push_back.id}")

    def _remark(self, push_back: PushBack, reason: str, *, follows: bool = False) -> Remark:
        trigger = self._triggers[push_back.id]
        asks_for = push_back.asks_for or ((trigger.subject,) if trigger.kind == "missing" else ())
        lead_ins = self._style.lead_ins
        lead_in = lead_ins[int(self._shuffled(push_back)[:8], 16) % len(lead_ins)] if lead_ins else ""
        text = f"{lead_in} {push_back.text}".strip()
        return Remark(
            Kind.PUSH_BACK, push_back.id, text, reason, push_back.trigger, asks_for, push_back.good_reply, follows
        )

    def _because(self, entry: Noted) -> str:
        meaning = OBSERVATIONS.get(entry.name) or self._title(entry.name)
        return f"at {clock_text(entry.start_seconds)} \u201c{entry.quote}\u201d was said: {meaning}"

    def _why_missing(self, signal: str, situation: Situation, *, expected: bool) -> str:
        at = clock_text(situation.elapsed_seconds)
        if expected:
            return f"by {at} of {clock_text(self._limit_seconds)} nothing was heard for {self._title(signal)}"
        return f"the answer came to rest at {at} and held nothing for {self._title(signal)}"

    def _title(self, name: str) -> str:
        return f"\u201c{self._titles[name]}\u201d ({name})" if name in self._titles else name


def clock_text(seconds: float) -> str:
    """Return a time as minutes and seconds, such as 02:14."""
    return f"{int(seconds) // 60:02}:{int(seconds) % 60:02}"


def _was_asked(push_back_id: str, asked: Sequence[Interjection]) -> bool:
    return any(entry.id == push_back_id and entry.kind is not Kind.NEXT_PHASE for entry in asked)


def _drawn(text: str) -> str:
    """Return a text that orders as if by lot, the same lot for the same text on every machine."""
    return hashlib.sha256(text.encode()).hexdigest()


def _all_push_backs(case: Case, manners: Manners) -> tuple[PushBack, ...]:
    """Return the case's own push-backs and those of the manners for which it has none with the same trigger."""
    own = {entry.trigger for entry in case.push_backs} | {entry.id for entry in case.push_backs}
    general = [
        entry
        for entry in manners.push_backs
        if entry.trigger not in own
        and entry.id not in own
        and (case.kind in _ABOUT_A_PRODUCT or not entry.trigger.startswith("missing:"))
    ]
    return (*case.push_backs, *general)
