"""How loud a piece of sound is, in decibels relative to full scale."""

import math
from collections.abc import Sequence
from enum import StrEnum

import numpy

# Sixteen bits reach down to about -96 dBFS; below this there is nothing but exact zeros.
SILENCE_DBFS = -120.0
_FULL_SCALE = 32768.0
# Our own limits, for a microphone on a desk: speech lies between -35 and -15 dBFS, a quiet room below -55.
_TOO_QUIET_DBFS = -45.0
_CLIPPED_DBFS = -0.1
_CLIPPED_SHARE = 0.02
# How loud somebody speaks is what the louder tenth of a stretch has: the rest is pauses.
_LOUDER_SHARE = 0.1


class Verdict(StrEnum):
    """What is to be said of a microphone's level."""

    GOOD = "good"
    MUTED = "muted"
    TOO_QUIET = "too quiet"
    CLIPPED = "clipped"

    @property
    def advice(self) -> str:
        """One sentence that says what to do."""
        return _ADVICE[self]


_ADVICE = {
    Verdict.GOOD: "You are heard well.",
    Verdict.MUTED: "Every sample is exactly zero: the microphone is muted, or recording is not permitted.",
    Verdict.TOO_QUIET: "You are hardly heard: move closer, or turn the microphone up in the system's settings.",
    Verdict.CLIPPED: "You are too loud and the sound is cut off: move back, or turn the microphone down.",
}


def judge(levels: Sequence[tuple[float, float]]) -> Verdict:
    """Return what is to be said of somebody speaking, from pairs of RMS and peak in dBFS, one a short piece of sound.

    Wants some seconds of speech; nothing at all counts as muted.
    """
    if all(peak_dbfs <= SILENCE_DBFS for _, peak_dbfs in levels):
        return Verdict.MUTED
    if sum(peak_dbfs >= _CLIPPED_DBFS for _, peak_dbfs in levels) > _CLIPPED_SHARE * len(levels):
        return Verdict.CLIPPED
    loud_dbfs = sorted(rms_dbfs for rms_dbfs, _ in levels)[int(len(levels) * (1 - _LOUDER_SHARE))]
    return Verdict.TOO_QUIET if loud_dbfs < _TOO_QUIET_DBFS else Verdict.GOOD


def measure(samples: bytes) -> tuple[float, float]:
    """Return the root mean square and the peak of 16-bit samples, in dBFS; exact zeros give -120."""
    values = numpy.frombuffer(samples, dtype=numpy.int16).astype(numpy.float64)
    if not values.size:
        return SILENCE_DBFS, SILENCE_DBFS
    return _decibels(math.sqrt(float(numpy.mean(values**2)))), _decibels(float(numpy.max(numpy.abs(values))))


def _decibels(amplitude: float) -> float:
    return max(SILENCE_DBFS, 20 * math.log10(amplitude / _FULL_SCALE)) if amplitude else SILENCE_DBFS
