import pytest

from desktop.practice.sleep_watch import SleepWatch


@pytest.mark.parametrize(
    ("now_seconds", "wall_seconds", "slept_seconds"),
    [
        (10.05, 1000.05, 0),
        (10.05, 1600.05, 600),
        (70.0, 1060.0, 0),
        # The clock on the wall was corrected, forwards a little or backwards a lot.
        (10.05, 1002.0, 0),
        (10.05, 400.0, 0),
    ],
)
def test_the_machine_was_asleep_when_only_the_wall_clock_went_on(
    now_seconds: float, wall_seconds: float, slept_seconds: float
) -> None:
    watch = SleepWatch()
    assert watch.look(10, 1000) == 0
    assert watch.look(now_seconds, wall_seconds) == pytest.approx(slept_seconds)
    # Told once.
    assert watch.look(now_seconds + 1, wall_seconds + 1) == 0
