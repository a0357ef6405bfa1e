"""An interview that was cut off, as the window offers it; no Qt, so that it can be read in the background."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.practice.rehearsal import Rehearsal, State

if TYPE_CHECKING:
    from cases.model import Case, Format
    from desktop.practice.continuing import Interrupted
    from desktop.program import Program

# The next day nobody knows what they were about to say: such an answer is closed, or rehearsed anew.
_YOUNG_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Interruption:
    """How an interview stood when it was cut off, with the case and the format in which it may go on."""

    stood: "Interrupted"
    case: "Case"
    format: "Format"

    @property
    def over(self) -> bool:
        """Whether the time of a strict interview has run out since: it can only be closed."""
        counted_seconds = self.stood.elapsed_seconds + self.stood.away_seconds
        return self.stood.strict and counted_seconds >= self.format.minutes * 60


def newest_interruption(program: "Program", wall_seconds: float) -> Interruption | None:
    """Return the newest interview that may be gone on with, None when there is none; `wall_seconds` is Unix time."""
    from desktop.practice.archive import ArchiveError

    for rehearsal in program.archive.rehearsals():
        if rehearsal.state is not State.RECORDING:
            continue
        try:
            found = find_interruption(program, rehearsal, wall_seconds)
        except ArchiveError:
            # A broken folder is told when it is opened; it must not hide the others.
            continue
        if found:
            return found
    return None


def find_interruption(program: "Program", rehearsal: Rehearsal, wall_seconds: float) -> Interruption | None:
    """Return how a rehearsal stood at its crash; None when it cannot go on.

    It cannot when it was not cut off, is being recorded just now or holds no sample, when a day has passed, or when its
    case or format is gone. Raises `ArchiveError` when it cannot be read.
    """
    from desktop.practice.continuing import read_interrupted

    stood = read_interrupted(program.archive, rehearsal, wall_seconds)
    if stood is None or not stood.recorded_seconds or stood.away_seconds > _YOUNG_SECONDS:
        return None
    case = program.case_of(rehearsal)
    format_ = next((entry for entry in case.formats if entry.id == rehearsal.format_id), None) if case else None
    return Interruption(stood, case, format_) if case and format_ else None
