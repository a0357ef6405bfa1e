"""What Progress shows and what Practise advises, read from the index in one go; no Qt."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.practice.judgement import Outcome

if TYPE_CHECKING:
    from desktop.practice.next_step import NextStep
    from desktop.program import Program
    from rubrics.model import Rubric


@dataclass(frozen=True, slots=True)
class ProgressContents:
    """All rehearsals with what their scores came to, the newest first, and what is needed to read them.

    `tracks` are the titles of tracks by their ids.
    """

    outcomes: tuple[Outcome, ...]
    rubric: "Rubric"
    tracks: dict[str, str]
    today: date


def load_progress(program: "Program", today: date) -> ProgressContents:
    """Read what all scores came to. Raises what the archive raises when it cannot be read."""
    tracks = {track.id: track.title for track in program.catalogue.tracks}
    return ProgressContents(program.archive.outcomes(), program.scorer.rubric, tracks, today)


def load_next_step(program: "Program") -> "NextStep | None":
    """Return what to practise next. Raises what the archive raises when it cannot be read."""
    from desktop.practice.next_step import next_step

    return next_step(program.archive.outcomes(), program.scorer.rubric, program.catalogue.cases)
