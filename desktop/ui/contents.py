"""What the pages show, read from the disk in one go; no Qt, so that it can be read in the background."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.practice.archive import ArchiveError
from desktop.practice.bookmarks import Bookmarks
from desktop.practice.rehearsal import Rehearsal, State
from desktop.practice.timeline import Timeline, read_timeline
from desktop.ui.interruption import Interruption, newest_interruption
from rubrics.corrections import Corrections
from speech.models import SPHINX, Recogniser

if TYPE_CHECKING:
    from cases.catalogue import Catalogue
    from cases.model import Case
    from desktop.practice.archive import Archive
    from desktop.program import Program
    from rubrics.model import Score, Signal
    from speech.transcript import Transcript


@dataclass(frozen=True, slots=True)
class PractiseContents:
    """What can be practised, what has been, and who will listen; `problems` are lines for the reader.

    With `check_first` a start leads to the page before the start. `interruption` is the newest interview that was cut
    off and may go on.
    """

    catalogue: "Catalogue"
    rehearsals: tuple[Rehearsal, ...]
    recogniser: Recogniser
    problems: tuple[str, ...]
    check_first: bool = False
    interruption: Interruption | None = None


@dataclass(frozen=True, slots=True)
class ReviewContents:
    """One rehearsal with all that was made from it; `transcript` and `score` are None until they are made.

    `transcript` is what was `heard` with the `corrections` applied. `signals` are all the moves that can be found, in
    the order of the rubric. `bookmarks_problem` says why the notes that were kept cannot be shown, if so. `take_before`
    is the last take of the same case before this one.
    """

    rehearsal: Rehearsal
    recording: Path
    transcript: "Transcript | None"
    score: "Score | None"
    signals: "tuple[Signal, ...]"
    report: Path | None
    heard: "Transcript | None" = None
    corrections: Corrections = field(default_factory=Corrections)
    timeline: Timeline = field(default_factory=Timeline)
    bookmarks: Bookmarks = ()
    bookmarks_problem: str = ""
    take_before: Rehearsal | None = None


def load_practise(program: "Program", wall_seconds: float) -> PractiseContents:
    """Read the cases and the rehearsals at a Unix time. Raises what the archive raises when nothing can be kept."""
    problems = [str(problem) for problem in program.catalogue.problems]
    recogniser, problem = choose_recogniser(program)
    return PractiseContents(
        catalogue=program.catalogue,
        rehearsals=program.archive.rehearsals(),
        recogniser=recogniser,
        problems=(*problems, *problem),
        check_first=program.settings.check_first,
        interruption=newest_interruption(program, wall_seconds),
    )


def load_review(program: "Program", rehearsal_id: str) -> ReviewContents:
    """Read a rehearsal; an answer that was heard but not scored is scored first.

    Raises `ArchiveError` when the rehearsal is not there or cannot be read.
    """
    from desktop.practice.comparison import take_before

    archive = program.archive
    rehearsal = archive.rehearsal(rehearsal_id)
    if rehearsal.state is State.TRANSCRIBED:
        with program.marking:
            # Another may have come first.
            if archive.rehearsal(rehearsal_id).state is State.TRANSCRIBED:
                _mark(program, rehearsal)
        rehearsal = archive.rehearsal(rehearsal_id)
    heard = archive.transcript(rehearsal_id) if rehearsal.state in (State.TRANSCRIBED, State.SCORED) else None
    corrections = archive.corrections(rehearsal_id) if heard else Corrections()
    transcript = archive.corrected_transcript(rehearsal_id) if corrections.changes else heard
    report = archive.report(rehearsal_id)
    bookmarks, problem = _read_bookmarks(archive, rehearsal_id)
    return ReviewContents(
        rehearsal=rehearsal,
        recording=archive.recording(rehearsal_id),
        transcript=transcript,
        score=archive.score(rehearsal_id) if rehearsal.state is State.SCORED else None,
        signals=program.scorer.rubric.signals,
        report=report if report.exists() else None,
        heard=heard,
        corrections=corrections,
        timeline=read_timeline(archive, rehearsal, find_case(program, rehearsal.case_id), transcript),
        bookmarks=bookmarks,
        bookmarks_problem=problem,
        take_before=take_before(archive.rehearsals(), rehearsal) if rehearsal.state is State.SCORED else None,
    )


def correct_and_mark(program: "Program", rehearsal_id: str, keep: Callable[[], None]) -> ReviewContents:
    """Let `keep` write what was corrected, score anew, and return what there is then.

    Raises `ArchiveError` or `OSError` when it cannot be kept.
    """
    with program.marking:
        keep()
        _mark(program, program.archive.rehearsal(rehearsal_id))
        return load_review(program, rehearsal_id)


def _read_bookmarks(archive: "Archive", rehearsal_id: str) -> tuple[Bookmarks, str]:
    try:
        return archive.bookmarks(rehearsal_id), ""
    except ArchiveError as error:
        return (), f"The notes that were kept cannot be read: {error}. New ones are kept beside them."


def _mark(program: "Program", rehearsal: Rehearsal) -> None:
    from desktop.practice.marking import mark

    mark(program.archive, program.scorer, find_case(program, rehearsal.case_id), rehearsal.id)


def find_case(program: "Program", case_id: str) -> "Case | None":
    """Return the case with this id, None when the user has removed it since."""
    return next((case for case in program.catalogue.cases if case.id == case_id), None)


def choose_recogniser(program: "Program") -> tuple[Recogniser, tuple[str, ...]]:
    """Return who will listen, and a line when that is not who the user wished for."""
    from speech.errors import ModelMissing

    try:
        return program.recogniser(), ()
    except ModelMissing as error:
        return SPHINX, (str(error),)


def make_whole(program: "Program", rehearsal_id: str) -> Rehearsal:
    """Mend the recording of a rehearsal that was cut off, so that it can be transcribed.

    Raises `ArchiveError`, `AudioUnreadable` or `RecordingFailed` when there is nothing to mend.
    """
    from desktop.practice.recovery import recover

    recover(program.archive, program.archive.rehearsal(rehearsal_id))
    return program.archive.rehearsal(rehearsal_id)
