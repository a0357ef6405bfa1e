"""What stands below the interview's clock."""

import math

from desktop.practice.interview import Clock, Stage
from desktop.ui.times import clock_text, length_text


def caption(stage: Stage, clock: Clock, limit: str, *, strict: bool) -> str:
    """Return what the clock means now; `limit` is the planned length in words."""
    match stage:
        case Stage.READY | Stage.ASKING | Stage.PREPARING:
            return "The clock starts when the microphone listens"
        case Stage.CLOSING | Stage.OVER:
            return f"You spoke for {length_text(clock.elapsed_seconds)}" if clock.elapsed_seconds else ""
        case Stage.INTERRUPTED:
            return "The clock goes on" if strict else "The clock stands still"
        case Stage.PAUSED:
            return "The clock stands still, and nothing is recorded"
    if clock.thinking:
        return "Time to think: this silence does not count"
    if clock.remaining_seconds <= -1:
        return f"past the {limit}; finish your thought, then end"
    if clock.phase_remaining_seconds <= -1:
        return f"{clock.phase.title}: {clock_text(-clock.phase_remaining_seconds)} over its time"
    return f"{clock.phase.title}: {clock_text(math.ceil(clock.phase_remaining_seconds))} left"
