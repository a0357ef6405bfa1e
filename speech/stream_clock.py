"""Compares the samples that came with the time that passed: the only way to know that some are missing.

PortAudio does not tell: a third of the sound was lost in a busy process without an overflow flag.
"""

import time

# Blocks come in bursts; what is late by less than this is on its way.
_LATE_SECONDS = 0.35
# A sound card's clock differs from the computer's by up to some 0.01 %: followed, not taken for a loss.
_FOLLOW = 0.01


def seconds_awake_or_asleep() -> float:
    """Return the time on a clock that goes on while the machine is suspended, where there is one."""
    boot_time = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot_time is None else time.clock_gettime(boot_time)


class StreamClock:
    """Told of each block, it says how much is missing; times are on one clock that only goes forward."""

    def __init__(self) -> None:
        self._began_seconds: float | None = None
        self._captured_seconds = 0.0
        self._late_seconds = 0.0

    def hear(self, block_seconds: float, now_seconds: float) -> float:
        """Take in a block of sound and return the seconds lost before it, 0 for none."""
        if self._began_seconds is None:
            self._began_seconds = now_seconds - block_seconds
        self._captured_seconds += block_seconds
        late_seconds = now_seconds - self._began_seconds - self._captured_seconds
        lost_seconds = late_seconds - self._late_seconds
        if lost_seconds > _LATE_SECONDS:
            self._late_seconds = late_seconds
            return lost_seconds
        self._late_seconds += _FOLLOW * lost_seconds
        return 0.0
