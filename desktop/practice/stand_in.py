"""Recorded answers in a candidate's place: when they speak, when they wait, and how fast time passes for them."""

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop.practice.dialogue import Dialogue
from speech import messages

# How far the sound may be ahead of what was listened to, so that a pause is noticed as in the room.
_AHEAD_SECONDS = 0.5
# Somebody who was asked nothing goes on of their own accord.
_GOES_ON_AFTER_SECONDS = 5.0
# With nothing left to say, the interview is over when nothing was asked for so long, or so often without a reply.
_OVER_AFTER_SECONDS = 8.0
_UNANSWERED = 3


class StandIn:
    """Controls an attended recorder through `tell`. All times are seconds in the recording."""

    def __init__(self, answers: Sequence[Path], tell: Callable[[messages.Message], None]) -> None:
        self._waiting = deque(answers[1:])
        self._tell = tell
        self._held = False
        self._until_seconds = 0.0
        self._silent_since: float | None = None

    @property
    def at_rest(self) -> bool:
        """Whether what was given is said."""
        return self._silent_since is not None

    def answered(self, at_seconds: float) -> None:
        """Note that an answer was said to its end."""
        self._silent_since = at_seconds

    def step(self, recorded_seconds: float, dialogue: Dialogue | None, *, voice: bool, frozen: bool) -> bool:
        """Tell the recorder what to do and return whether the interview is over.

        `voice` says that the interviewer speaks, `frozen` that no time may pass.
        """
        self._hold(voice)
        # While a pause is being understood, it must not pass: an interviewer who is there would not miss it either.
        thinking = dialogue is not None and dialogue.waiting and dialogue.silent
        if not frozen and (voice or not thinking):
            listened_seconds = recorded_seconds if dialogue is None else dialogue.listened_seconds
            self._feed(listened_seconds + _AHEAD_SECONDS)
        if self._silent_since is None or voice or frozen or thinking:
            return False
        last_voice_seconds = dialogue.said[-1].until_seconds if dialogue and dialogue.said else 0.0
        quiet_seconds = recorded_seconds - max(self._silent_since, last_voice_seconds)
        if self._waiting:
            asked = dialogue is not None and dialogue.asked_since(self._silent_since)
            if asked or quiet_seconds >= _GOES_ON_AFTER_SECONDS:
                self._silent_since = None
                self._tell(messages.GiveAnswer(str(self._waiting.popleft())))
            return False
        return quiet_seconds >= _OVER_AFTER_SECONDS or (dialogue is not None and dialogue.unanswered >= _UNANSWERED)

    def _hold(self, held: bool) -> None:  # noqa: FBT001 - it is what is told
        if held is not self._held:
            self._held = held
            self._tell(messages.HoldAnswer(held))

    def _feed(self, until_seconds: float) -> None:
        if until_seconds > self._until_seconds:
            self._until_seconds = until_seconds
            self._tell(messages.FeedUntil(until_seconds))
