"""The answer that a debrief is about: what was found in it, and what it was asked."""

from dataclasses import dataclass

from desktop.practice.archive import Archive
from desktop.practice.interjection import Kind
from desktop.practice.notes import Noted
from desktop.practice.rehearsal import State

# Formats in which no whole answer is given.
_REPLIES_ONLY = ("debrief", "push-back-drill")


class SubjectMissing(Exception):
    """There is no answer to talk about; the message is one line with the mend."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A rehearsal that was scored, as the interviewer of a debrief remembers it."""

    rehearsal_id: str
    noted: tuple[Noted, ...]
    asked: tuple[str, ...]


def subject_of(archive: Archive, rehearsal_id: str) -> Subject:
    """Return a scored rehearsal as a subject. Raises `ArchiveError` when it is not there or was not scored."""
    score = archive.score(rehearsal_id)
    noted = tuple(
        Noted(finding.signal, finding.quote, finding.seconds or 0.0, finding.end_seconds or 0.0)
        for finding in score.findings
    )
    said = archive.interjections(rehearsal_id)
    return Subject(rehearsal_id, noted, tuple(entry.id for entry in said if entry.kind is Kind.PUSH_BACK))


def newest_subject(archive: Archive, case_id: str) -> Subject:
    """Return the newest answer to a case that can be talked about; a debrief is none itself.

    Raises `SubjectMissing` when there is none.
    """
    for rehearsal in archive.rehearsals():
        scored = rehearsal.case_id == case_id and rehearsal.state is State.SCORED
        if scored and rehearsal.format_id not in _REPLIES_ONLY:
            return subject_of(archive, rehearsal.id)
    raise SubjectMissing(f"{case_id}: a debrief is about an answer you gave; rehearse the case first")
