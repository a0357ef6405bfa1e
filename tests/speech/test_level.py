import math

import numpy
import pytest

from speech.level import SILENCE_DBFS, Verdict, judge, measure


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


PAUSE = (-62.0, -50.0)


@pytest.mark.parametrize(
    ("spoken", "verdict"),
    [
        ((-22.0, -6.0), Verdict.GOOD),
        ((-38.0, -25.0), Verdict.GOOD),
        ((-52.0, -40.0), Verdict.TOO_QUIET),
        ((-6.0, 0.0), Verdict.CLIPPED),
    ],
)
def test_speech_with_pauses_is_judged_by_its_speech(spoken: tuple[float, float], verdict: Verdict) -> None:
    assert judge([spoken] * 20 + [PAUSE] * 40) is verdict


def test_one_click_is_no_clipping_and_a_quiet_room_is_not_a_muted_microphone() -> None:
    assert judge([(-22.0, -6.0)] * 59 + [(-3.0, 0.0)]) is Verdict.GOOD
    assert judge([(SILENCE_DBFS, SILENCE_DBFS)] * 60) is Verdict.MUTED
    assert judge([]) is Verdict.MUTED
    assert judge([PAUSE] * 60) is Verdict.TOO_QUIET
    assert all(verdict.advice.endswith(".") for verdict in Verdict)
