"""Kills a piece of work before each line of ours that it runs, one after the other: no moment is left out.

Random kills find what is likely; this finds what is possible. The work runs in a forked process, which kills itself
with SIGKILL before its n-th line, so nothing of it is finished, closed or flushed.
"""

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

_OURS = tuple(f"{os.sep}{folder}{os.sep}" for folder in ("speech", "desktop"))


def kill_at_each_step(prepare: Callable[[], Callable[[], object]], check: Callable[[int], None], every: int = 1) -> int:
    """Return up to which step the work was killed; `prepare` makes it anew, `check` looks at what each kill left.

    `check` gets the number of the step, for its messages, and runs in this process; so does `prepare`. With `every`
    above 1 the steps between are left out.
    """
    step = 1
    while _killed_before(step, prepare()):
        check(step)
        step += every
    check(step)
    return step - every


def _killed_before(step: int, work: Callable[[], object]) -> bool:
    child = os.fork()
    if not child:
        _run_up_to(step, work)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0, "the work failed by itself"
    return False


def _run_up_to(step: int, work: Callable[[], object]) -> None:
    left = step

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal left
        if not any(folder in frame.f_code.co_filename for folder in _OURS) or "/tests/" in frame.f_code.co_filename:
            return None
        if event == "line":
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    try:
        sys.settrace(trace)
        work()
        sys.settrace(None)
    except BaseException:  # noqa: BLE001 - a child of the tests' process must never go on as if it were the parent
        os._exit(1)
    os._exit(0)
