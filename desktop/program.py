"""How this program starts itself again as a helper process."""

import sys
from pathlib import Path

from speech.worker import Helper, Listener, StartHelper


def helper_command(name: str) -> list[str]:
    """Return the command that runs the helper `name`, also from a frozen program."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker", name]
    return [sys.executable, "-m", "desktop", "--worker", name]


def helper_starter(logs: Path | None) -> StartHelper:
    """Return what starts helpers, each logging to a file of its own in `logs`."""

    def start(name: str, listener: Listener) -> Helper:
        return Helper(helper_command(name), listener, logs / f"{name}.log" if logs else None)

    return start
