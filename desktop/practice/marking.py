"""Marks a rehearsal: scores what was heard, keeps the judgement and writes the report."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from cases.model import Case
from desktop.practice.archive import Archive, ArchiveError
from desktop.practice.bookmarks import Bookmarks
from desktop.practice.continuing import ENDS_THINKING, THINKING
from desktop.practice.interjection import echo_stretches
from desktop.practice.rehearsal import State
from desktop.practice.replies import judge_replies
from desktop.practice.report import write_report
from rubrics.corrections import Dispute, moved
from rubrics.model import Score
from rubrics.scorer import Scorer, expected_word_error
from rubrics.text import Passage
from speech.journal import read_journal
from speech.models import SPHINX
from speech.transcript import Transcript


def mark(archive: Archive, scorer: Scorer, case: Case | None, rehearsal_id: str) -> Score:
    """Score a rehearsal as it was corrected, and each reply; keep both and the report, and return the score.

    A silence in which the interviewer spoke, or that was asked for to think, is no pause. `case` is None when the user
    has removed it: then there are no talking points. Takes up to a second for 45 minutes. Raises `ArchiveError` when
    there is no transcript.
    """
    transcript, corrections = archive.corrected_transcript(rehearsal_id), archive.corrections(rehearsal_id)
    said = judge_replies(archive.interjections(rehearsal_id), transcript.words, scorer, case)
    excused = [*echo_stretches(said), *thinking_stretches(archive, rehearsal_id)]
    passage = Passage.from_transcript(transcript).excusing(excused)
    disputes = moved(corrections.disputes, corrections.changes)
    format_id = archive.rehearsal(rehearsal_id).format_id
    score = score_passage(scorer, passage, transcript, case, format_id, disputes)
    if said:
        archive.keep_interjections(rehearsal_id, said)
    rehearsal = archive.keep_score(rehearsal_id, score)
    bookmarks = readable_bookmarks(archive, rehearsal_id)
    html = write_report(rehearsal, transcript, score, scorer.rubric, said, bookmarks=bookmarks)
    archive.keep_report(rehearsal_id, html)
    return score


def write_report_again(archive: Archive, scorer: Scorer, rehearsal_id: str) -> None:
    """Write the report of a scored rehearsal that came without one, as one taken in from elsewhere does."""
    if not archive.report(rehearsal_id).exists():
        refresh_report(archive, scorer, rehearsal_id)


def refresh_report(archive: Archive, scorer: Scorer, rehearsal_id: str) -> Path:
    """Write the report of a scored rehearsal with all that was noted since, and return its file.

    Nothing is written for one that is not scored. Raises `ArchiveError`.
    """
    rehearsal = archive.rehearsal(rehearsal_id)
    if rehearsal.state is State.SCORED:
        html = write_report(
            rehearsal,
            archive.corrected_transcript(rehearsal_id),
            archive.score(rehearsal_id),
            scorer.rubric,
            archive.interjections(rehearsal_id),
            bookmarks=readable_bookmarks(archive, rehearsal_id),
        )
        archive.keep_report(rehearsal_id, html)
    return archive.report(rehearsal_id)


def readable_bookmarks(archive: Archive, rehearsal_id: str) -> Bookmarks:
    """Return the bookmarks of a rehearsal, none when they cannot be read: a report does without them."""
    try:
        return archive.bookmarks(rehearsal_id)
    except ArchiveError:
        return ()


def thinking_stretches(archive: Archive, rehearsal_id: str) -> Iterator[tuple[float, float]]:
    """Yield the stretches of the recording in which the candidate took time to think: to its end, or until they spoke.

    Whoever goes on speaking after ten seconds has had ten seconds; a silence later in the minute is a pause again.
    """
    entries = read_journal(archive.interview_journal(rehearsal_id))
    for number, entry in enumerate(entries):
        if entry.event == THINKING and isinstance(entry.facts.get("seconds"), int | float):
            until_seconds = entry.at_seconds + float(entry.facts["seconds"])
            ended = (later.at_seconds for later in entries[number + 1 :] if later.event in ENDS_THINKING)
            yield entry.at_seconds, min(until_seconds, next(ended, until_seconds))


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
