"""Notices that the machine was asleep: the time of day has gone on and the clock that counts the interview has not."""

# The clock on the wall is corrected now and then, by less than this.
_LEAST_SECONDS = 3.0


class SleepWatch:
    """Shown both clocks again and again, it says how long the machine slept since the last look."""

    def __init__(self) -> None:
        self._last: tuple[float, float] | None = None

    def look(self, now_seconds: float, wall_seconds: float) -> float:
        """Return the seconds slept, 0 for none; a time of day that was set back is no sleep."""
        last, self._last = self._last, (now_seconds, wall_seconds)
        if last is None:
            return 0.0
        ahead_seconds = (wall_seconds - last[1]) - (now_seconds - last[0])
        return ahead_seconds if ahead_seconds >= _LEAST_SECONDS else 0.0
