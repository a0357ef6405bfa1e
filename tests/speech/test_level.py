import math

import numpy
import pytest

from speech.level import SILENCE_DBFS, measure


def test_a_full_sine_is_three_decibels_below_its_peak() -> None:
    sine = (32_767 * numpy.sin(numpy.arange(1600) * 2 * math.pi * 440 / 16_000)).astype(numpy.int16)
    rms_dbfs, peak_dbfs = measure(sine.tobytes())
    assert peak_dbfs == pytest.approx(0, abs=0.05)
    assert rms_dbfs == pytest.approx(-3.01, abs=0.05)


def test_exact_zeros_are_silence_and_one_step_is_not() -> None:
    assert measure(bytes(3200)) == (SILENCE_DBFS, SILENCE_DBFS)
    assert measure(b"") == (SILENCE_DBFS, SILENCE_DBFS)
    assert measure(b"\x01\x00" * 1600)[1] == pytest.approx(-90.3, abs=0.1)


def test_the_loudest_negative_sample_is_full_scale() -> None:
    assert measure(b"\x00\x80")[1] == 0
