"""What a microphone's level says during an interview, calmly. No Qt, no clock."""

from collections import deque

from speech.level import Verdict, judge

# How far back a hint looks, and how long it stays: a line that comes and goes is worse than none.
_WINDOW_SECONDS = 8.0
_HELD_SECONDS = 6.0
_SPEECH_SECONDS_NEEDED = 3.0

Level = tuple[float, float]


class LoudnessWatch:
    """Says whether the speaker is too loud or hard to hear.

    A pause is no fault: only moments of speech are judged. What it said last holds for some seconds.
    """

    def __init__(self) -> None:
        self._moments: deque[tuple[float, Level]] = deque()
        self._said = Verdict.GOOD
        self._said_at_seconds = float("-inf")

    def hear(self, at_seconds: float, level: Level, *, speaking: bool) -> Verdict:
        """Take in the RMS and peak of a moment, in dBFS, and return what holds now: good, too quiet or clipped.

        Times only go forward, in seconds on any clock.
        """
        if speaking:
            self._moments.append((at_seconds, level))
        while self._moments and at_seconds - self._moments[0][0] > _WINDOW_SECONDS:
            self._moments.popleft()
        found = self._judge()
        if found is not Verdict.GOOD:
            self._said, self._said_at_seconds = found, at_seconds
        elif at_seconds - self._said_at_seconds > _HELD_SECONDS:
            self._said = Verdict.GOOD
        return self._said

    def _judge(self) -> Verdict:
        if not self._moments or self._moments[-1][0] - self._moments[0][0] < _SPEECH_SECONDS_NEEDED:
            return Verdict.GOOD
        verdict = judge([level for _, level in self._moments])
        # Exact zeros are told by the conductor, which sees each of them.
        return Verdict.GOOD if verdict is Verdict.MUTED else verdict
