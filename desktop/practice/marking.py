"""Marks a rehearsal: scores what was heard, keeps the judgement and writes the report."""

from cases.model import Case
from desktop.practice.archive import Archive
from desktop.practice.rehearsal import Rehearsal
from desktop.practice.report import write_report
from rubrics.model import Score
from rubrics.scorer import Scorer
from rubrics.text import Passage
from speech.models import SPHINX


def mark(archive: Archive, scorer: Scorer, case: Case | None, rehearsal_id: str) -> Score:
    """Score the kept transcript of a rehearsal, keep the score and the report, and return the score.

    `case` is None when the user has removed it: then there are no talking points. Takes up to a second for
    45 minutes. Raises `ArchiveError` when there is no transcript.
    """
    transcript = archive.transcript(rehearsal_id)
    score = scorer.score(Passage.from_transcript(transcript), case, provisional=transcript.engine == SPHINX.engine)
    rehearsal: Rehearsal = archive.keep_score(rehearsal_id, score)
    archive.keep_report(rehearsal_id, write_report(rehearsal, transcript, score, scorer.rubric))
    return score
