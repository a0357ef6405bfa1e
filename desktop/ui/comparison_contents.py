"""What Compare shows, read from the disk in one go; no Qt."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.practice.archive import ArchiveError
from desktop.practice.comparison import Comparison, Take, compare
from desktop.practice.rehearsal import State
from desktop.practice.timeline import read_timeline
from rubrics.formats import format_marks

if TYPE_CHECKING:
    from desktop.program import Program


@dataclass(frozen=True, slots=True)
class ComparisonContents:
    """Two takes compared, and the recordings of the older and the newer one."""

    comparison: Comparison
    recordings: tuple[Path, Path]


def load_comparison(program: "Program", one_id: str, other_id: str) -> ComparisonContents:
    """Read two rehearsals and compare them.

    Raises `ArchiveError` when one is not there, is broken or was not scored.
    """
    one, other = _read_take(program, one_id), _read_take(program, other_id)
    rubric = program.scorer.rubric
    scale_power = format_marks(rubric, one.rehearsal.format_id).scale_power(rubric.marking)
    found = compare(one, other, rubric.signals, scale_power)
    before, now = (program.archive.recording(take.rehearsal.id) for take in (found.before, found.now))
    return ComparisonContents(found, (before, now))


def _read_take(program: "Program", rehearsal_id: str) -> Take:
    archive = program.archive
    rehearsal = archive.rehearsal(rehearsal_id)
    if rehearsal.state is not State.SCORED:
        raise ArchiveError(f"{rehearsal.case_title} of {rehearsal.started_at[:10]} is not scored yet; open it first")
    transcript = archive.corrected_transcript(rehearsal_id)
    timeline = read_timeline(archive, rehearsal, program.case_of(rehearsal), transcript)
    return Take(rehearsal, archive.score(rehearsal_id), transcript, timeline.phases)
