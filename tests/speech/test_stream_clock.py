import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech.stream_clock import StreamClock


def losses(*blocks: tuple[float, float]) -> list[float]:
    """Return what a clock says of blocks given as (their seconds, the seconds at which they came)."""
    clock = StreamClock()
    return [clock.hear(block_seconds, now_seconds) for block_seconds, now_seconds in blocks]


def test_a_steady_stream_loses_nothing() -> None:
    assert losses(*((0.1, 50 + 0.1 * n) for n in range(600))) == [0.0] * 600


def test_a_stall_that_is_caught_up_is_no_loss() -> None:
    assert losses((0.1, 1.0), (0.1, 1.1), (0.1, 1.4), (0.2, 1.4), (0.1, 1.5))[-3:] == [0, 0, 0]


def test_what_never_came_is_lost_once() -> None:
    steady = [(0.1, 1 + 0.1 * n) for n in range(20)]
    late = [(0.1, 5 + 1 + 0.1 * n) for n in range(20, 40)]
    said = losses(*steady, *late)
    assert said[20] == pytest.approx(5, abs=0.02)
    assert said[:20] == [0] * 20
    assert said[21:] == [0] * 19


def test_a_laptop_that_slept_lost_that_time() -> None:
    assert losses((0.1, 1.0), (0.1, 3601.1))[-1] == pytest.approx(3600)


@given(st.floats(-2e-4, 2e-4))
def test_a_sound_card_that_runs_a_little_slow_or_fast_loses_nothing(drift: float) -> None:
    assert max(losses(*((0.1, 0.1 * n * (1 + drift)) for n in range(27_000)))) == 0
