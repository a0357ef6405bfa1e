"""How loud a piece of sound is, in decibels relative to full scale."""

import math

import numpy

# Sixteen bits reach down to about -96 dBFS; below this there is nothing but exact zeros.
SILENCE_DBFS = -120.0
_FULL_SCALE = 32768.0


def measure(samples: bytes) -> tuple[float, float]:
    """Return the root mean square and the peak of 16-bit samples, in dBFS; exact zeros give -120."""
    values = numpy.frombuffer(samples, dtype=numpy.int16).astype(numpy.float64)
    if not values.size:
        return SILENCE_DBFS, SILENCE_DBFS
    return _decibels(math.sqrt(float(numpy.mean(values**2)))), _decibels(float(numpy.max(numpy.abs(values))))


def _decibels(amplitude: float) -> float:
    return max(SILENCE_DBFS, 20 * math.log10(amplitude / _FULL_SCALE)) if amplitude else SILENCE_DBFS
