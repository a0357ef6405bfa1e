"""How much room what is kept takes on the disk. No Qt: it is read in the background."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from desktop.home import Home
from desktop.ui.cancelled import Cancelled
from desktop.ui.model_facts import size_text


def folder_bytes(folder: Path, stop_asked: Callable[[], bool]) -> int:
    """Return how many bytes lie in a folder and all below it, 0 when it is not there. Raises `Cancelled`."""
    total = 0
    for place, _, names in os.walk(folder):
        if stop_asked():
            raise Cancelled
        for name in names:
            try:
                total += Path(place, name).lstat().st_size
            except OSError:
                # Gone since it was listed.
                continue
    return total


def disk_use_text(home: Home, stop_asked: Callable[[], bool]) -> str:
    """Return in words what takes how much room, and how much is free."""
    parts = (("rehearsals", home.rehearsals), ("trash", home.trash), ("models", home.models))
    used = ", ".join(f"{name} {size_text(folder_bytes(folder, stop_asked))}" for name, folder in parts)
    return f"On the disk: {used}. {size_text(shutil.disk_usage(home.root).free)} are free."
