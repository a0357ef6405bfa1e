"""What a microphone's level says in words: the verdict of a check, and a hint during an interview. No Qt, no clock."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

# The loudest tenth of a check must be this loud to be speech: below it a recogniser mishears.
_QUIET_DBFS = -42.0
# A sample this close to full scale was cut off; one alone may be a knock on the table.
_CLIPPED_DBFS = -0.2
_CLIPPED_LEVELS = 2
_SILENCE_DBFS = -120.0

# How far back a hint looks, and how long it stays: a line that comes and goes is worse than none.
_WINDOW_SECONDS = 8.0
_HELD_SECONDS = 6.0
_SPEECH_SECONDS_NEEDED = 3.0
_CLIPPED_IN_WINDOW = 4


class Loudness(Enum):
    """How a microphone is heard."""

    GOOD = "good"
    TOO_QUIET = "too quiet"
    CLIPPING = "clipping"
    MUTED = "muted"


@dataclass(frozen=True, slots=True)
class Level:
    """How loud a moment was, in dBFS."""

    rms_dbfs: float
    peak_dbfs: float


def judge(levels: Sequence[Level]) -> Loudness:
    """Return the verdict on a few seconds of somebody speaking; nothing at all counts as muted.

    Exact zeros in every sample come from no open microphone: it is muted or not permitted.
    """
    if all(level.peak_dbfs <= _SILENCE_DBFS for level in levels):
        return Loudness.MUTED
    if sum(level.peak_dbfs >= _CLIPPED_DBFS for level in levels) >= _CLIPPED_LEVELS:
        return Loudness.CLIPPING
    loudest = sorted((level.rms_dbfs for level in levels), reverse=True)[: max(1, len(levels) // 10)]
    return Loudness.TOO_QUIET if sum(loudest) / len(loudest) < _QUIET_DBFS else Loudness.GOOD


class LoudnessWatch:
    """Says during an answer whether the speaker is too loud or hard to hear, calmly.

    A pause is no fault: only moments of speech count towards "too quiet". What it said last holds for some seconds.
    """

    def __init__(self) -> None:
        self._moments: deque[tuple[float, Level, bool]] = deque()
        self._said = Loudness.GOOD
        self._said_at_seconds = float("-inf")

    def hear(self, at_seconds: float, level: Level, *, speaking: bool) -> Loudness:
        """Take in a moment and return what holds now. Times only go forward, in seconds on any clock."""
        self._moments.append((at_seconds, level, speaking))
        while at_seconds - self._moments[0][0] > _WINDOW_SECONDS:
            self._moments.popleft()
        found = self._judge()
        if found is not Loudness.GOOD or at_seconds - self._said_at_seconds > _HELD_SECONDS:
            if found is not Loudness.GOOD:
                self._said_at_seconds = at_seconds
            self._said = found
        return self._said

    def _judge(self) -> Loudness:
        levels = [level for _, level, _ in self._moments]
        if sum(level.peak_dbfs >= _CLIPPED_DBFS for level in levels) >= _CLIPPED_IN_WINDOW:
            return Loudness.CLIPPING
        spoken = [level for _, level, speaking in self._moments if speaking]
        span_seconds = self._moments[-1][0] - self._moments[0][0]
        if len(spoken) * span_seconds < _SPEECH_SECONDS_NEEDED * len(levels):
            return Loudness.GOOD
        return Loudness.TOO_QUIET if judge(spoken) is Loudness.TOO_QUIET else Loudness.GOOD
