"""Marks a rehearsal: scores what was heard, keeps the judgement and writes the report."""

from collections.abc import Iterator

from cases.model import Case
from desktop.practice.archive import Archive
from desktop.practice.continuing import THINKING
from desktop.practice.interjection import echo_stretches
from desktop.practice.rehearsal import Rehearsal
from desktop.practice.replies import judge_replies
from desktop.practice.report import write_report
from rubrics.model import Score
from rubrics.scorer import Scorer
from rubrics.text import Passage
from speech.journal import read_journal
from speech.models import SPHINX


def mark(archive: Archive, scorer: Scorer, case: Case | None, rehearsal_id: str) -> Score:
    """Score the kept transcript of a rehearsal and each reply, keep them and the report, and return the score.

    A silence in which the interviewer spoke, or that was asked for to think, is no pause. `case` is None when the user
    has removed it: then there are no talking points. Takes up to a second for 45 minutes. Raises `ArchiveError` when
    there is no transcript.
    """
    transcript = archive.transcript(rehearsal_id)
    said = judge_replies(archive.interjections(rehearsal_id), transcript.words, scorer, case)
    passage = Passage.from_transcript(transcript).excusing([*echo_stretches(said), *_thinking(archive, rehearsal_id)])
    score = scorer.score(passage, case, provisional=transcript.engine == SPHINX.engine)
    if said:
        archive.keep_interjections(rehearsal_id, said)
    rehearsal: Rehearsal = archive.keep_score(rehearsal_id, score)
    archive.keep_report(rehearsal_id, write_report(rehearsal, transcript, score, scorer.rubric, said))
    return score


def _thinking(archive: Archive, rehearsal_id: str) -> Iterator[tuple[float, float]]:
    """Yield the stretches of the recording for which time to think was asked."""
    for entry in read_journal(archive.interview_journal(rehearsal_id)):
        if entry.event == THINKING and isinstance(entry.facts.get("seconds"), int | float):
            yield entry.at_seconds, entry.at_seconds + float(entry.facts["seconds"])
