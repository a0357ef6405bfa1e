"""The diagram of a rehearsal in the archive, and its marks."""

from cases.model import Case
from desktop.practice.archive import Archive
from desktop.practice.diagram.hearing import Hearing
from desktop.practice.diagram.journal import Recorded, read_journal
from desktop.practice.diagram.mark import DiagramMarks
from desktop.practice.diagram.marking import mark_diagram
from desktop.practice.interjection import echo_stretches
from desktop.practice.marking import thinking_stretches
from desktop.practice.rehearsal import State
from rubrics.scorer import Scorer


def drawn_in(archive: Archive, rehearsal_id: str) -> Recorded | None:
    """Return what was drawn in a rehearsal, None where nothing was.

    Lines that cannot be read are among the problems. Raises `DiagramError` for a journal that is far too large.
    """
    path = archive.diagram_journal(rehearsal_id)
    return read_journal(path.read_bytes(), str(path)) if path.exists() else None


def mark_drawn(archive: Archive, scorer: Scorer, case: Case | None, rehearsal_id: str) -> DiagramMarks | None:
    """Return the marks of what was drawn in a rehearsal, None where nothing was.

    Silence while the interviewer spoke, or in time to think, is none. Without a transcript only the drawing is marked.
    Raises `ArchiveError` and `DiagramError` for files that cannot be read.
    """
    recorded = drawn_in(archive, rehearsal_id)
    if recorded is None:
        return None
    hearing = None
    if archive.rehearsal(rehearsal_id).state in (State.TRANSCRIBED, State.SCORED):
        asked = echo_stretches(archive.interjections(rehearsal_id))
        excused = (*asked, *thinking_stretches(archive, rehearsal_id))
        hearing = Hearing(archive.corrected_transcript(rehearsal_id), case, scorer, excused)
    return mark_diagram(recorded.diagram, recorded.events, hearing, scorer.rubric.language.stemmer)
