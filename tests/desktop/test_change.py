import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop.practice.change import half_band, pillar_error

marks = some.floats(0, 100)


@given(marks, some.floats(0, 20))
def test_on_a_straight_scale_a_pillar_may_be_off_by_what_the_whole_may(mark: float, half: float) -> None:
    error = pillar_error(mark, 50.0, (50.0 - half, 50.0 + half), 1.0)
    assert error <= half + 1e-6
    if half <= mark <= 100 - half:
        assert error == pytest.approx(half)


def test_on_a_bent_scale_a_low_pillar_may_be_off_by_more() -> None:
    # 81 and 70 of 100 are 65.6 and 49 points: a pillar of no points at all may have 16.6, a mark of 41.
    band = (58.0, 81.0)
    assert half_band(70.0, band) == 12.0
    assert pillar_error(0.0, 70.0, band, 0.5) == pytest.approx(40.7, abs=0.1)
    assert pillar_error(70.0, 70.0, band, 0.5) == pytest.approx(13.1, abs=0.1)
    assert pillar_error(70.0, 70.0, None, 0.5) == 0.0
