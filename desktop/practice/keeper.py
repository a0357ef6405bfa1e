"""Keeps the newest state of a thing that its user goes on changing."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

State = TypeVar("State")


class Keeper(Generic[State]):
    """Writes what was given last, from whichever thread comes to it first; `keep` writes one whole state.

    Giving costs nothing, so that no key waits for the disk; once `write` has returned, what was given is on it.
    """

    def __init__(self, keep: Callable[[State], object]) -> None:
        self._keep = keep
        self._waiting: tuple[State] | None = None
        self._writing = threading.Lock()

    @property
    def waiting(self) -> State | None:
        """What was given and is not written yet."""
        waiting = self._waiting
        return waiting[0] if waiting else None

    @property
    def settled(self) -> bool:
        """Whether nothing waits to be written."""
        return self._waiting is None

    def give(self, state: State) -> None:
        """Take a newer state, in place of one that waits."""
        self._waiting = (state,)

    def write(self) -> None:
        """Write what waits. Raises what `keep` raises; it waits on then."""
        with self._writing:
            waiting = self._waiting
            if waiting is None:
                return
            self._keep(waiting[0])
            # Something newer may have been given meanwhile.
            if self._waiting is waiting:
                self._waiting = None
