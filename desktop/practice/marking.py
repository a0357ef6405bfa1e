"""Marks a rehearsal: scores what was heard, keeps the judgement and writes the report."""

from collections.abc import Sequence

from cases.model import Case
from desktop.practice.archive import Archive
from desktop.practice.rehearsal import Rehearsal
from desktop.practice.report import write_report
from rubrics.corrections import Dispute, moved
from rubrics.model import Score
from rubrics.scorer import Scorer, expected_word_error
from rubrics.text import Passage, Stretch
from speech.models import SPHINX
from speech.transcript import Transcript


def mark(
    archive: Archive, scorer: Scorer, case: Case | None, rehearsal_id: str, not_scored: Sequence[Stretch] = ()
) -> Score:
    """Score the kept transcript of a rehearsal as it was corrected, keep the score and the report, return the score.

    `case` is None when the user has removed it: then there are no talking points. Words within a `not_scored` stretch
    of the recording, in seconds, are the program's own. Takes up to a second for 45 minutes. Raises `ArchiveError` when
    there is no transcript.
    """
    rehearsal: Rehearsal = archive.rehearsal(rehearsal_id)
    transcript = archive.corrected_transcript(rehearsal_id)
    corrections = archive.corrections(rehearsal_id)
    passage = Passage.from_transcript(transcript, not_scored)
    disputes = moved(corrections.disputes, corrections.changes)
    score = score_passage(scorer, passage, transcript, case, rehearsal.format_id, disputes)
    rehearsal = archive.keep_score(rehearsal_id, score)
    archive.keep_report(rehearsal_id, write_report(rehearsal, transcript, score, scorer.rubric))
    return score


def score_passage(
    scorer: Scorer,
    passage: Passage,
    transcript: Transcript,
    case: Case | None,
    format_id: str = "",
    disputes: Sequence[Dispute] = (),
) -> Score:
    """Return the judgement on the passage of a transcript, with the uncertainty of the recogniser that heard it."""
    return scorer.score(
        passage,
        case,
        format_id,
        provisional=transcript.engine == SPHINX.engine,
        word_error=expected_word_error(scorer.rubric, transcript.engine, transcript.model),
        disputes=disputes,
    )
