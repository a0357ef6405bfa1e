"""How much room what is kept takes on the disk. No Qt: it is read in the background."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.home import Home
from desktop.ui.cancelled import Cancelled
from desktop.ui.model_facts import size_text


@dataclass(frozen=True, slots=True)
class DiskUse:
    """What takes how many bytes, and how many are free."""

    rehearsals: int
    trash: int
    models: int
    free: int

    @property
    def text(self) -> str:
        """The sizes in words."""
        kept = f"rehearsals {size_text(self.rehearsals)}, trash {size_text(self.trash)}"
        return f"On the disk: {kept}, models {size_text(self.models)}. {size_text(self.free)} are free."


def read_disk_use(home: Home, stop_asked: Callable[[], bool]) -> DiskUse:
    """Return what takes how much room. Raises `Cancelled`, and `OSError` when the disk says nothing."""
    return DiskUse(
        rehearsals=folder_bytes(home.rehearsals, stop_asked),
        trash=folder_bytes(home.trash, stop_asked),
        models=folder_bytes(home.models, stop_asked),
        free=shutil.disk_usage(home.root).free,
    )


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
