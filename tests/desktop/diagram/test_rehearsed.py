"""The diagram of a rehearsal in the archive."""

from dataclasses import replace

import pytest

from desktop.practice.continuing import THINKING
from desktop.practice.diagram.journal import DiagramJournal
from desktop.practice.diagram.rehearsed import drawn_in, mark_drawn
from desktop.program import Program, open_program
from speech.journal import Journal
from speech.recording import Recording
from tests.desktop.diagram.examples import RIGHT, RIGHT_SAID, WRONG, WRONG_SAID
from tests.desktop.examples import CASE, FORMAT, STARTED_AT


@pytest.fixture
def program() -> Program:
    return open_program()


def rehearsed(program: Program) -> str:
    rehearsal = program.archive.begin(CASE, FORMAT, STARTED_AT)
    with Recording(program.archive.recording(rehearsal.id)) as recording:
        recording.append(bytes(32_000))
    program.archive.keep_recorded(rehearsal.id, recording.seconds)
    return rehearsal.id


def test_a_rehearsal_without_a_drawing_has_none(program: Program) -> None:
    id_ = rehearsed(program)
    assert drawn_in(program.archive, id_) is None
    assert mark_drawn(program.archive, program.scorer, CASE, id_) is None


def test_what_was_drawn_is_marked_before_and_after_it_is_transcribed(program: Program) -> None:
    id_ = rehearsed(program)
    with DiagramJournal(program.archive.diagram_journal(id_)) as journal:
        for event in RIGHT:
            journal.take(event)
    recorded = drawn_in(program.archive, id_)
    assert recorded is not None
    assert recorded.events == RIGHT
    before = mark_drawn(program.archive, program.scorer, CASE, id_)
    assert before is not None
    assert before.unjudged == ("What was said: there is no transcript.",)
    program.archive.keep_transcript(id_, RIGHT_SAID)
    after = mark_drawn(program.archive, program.scorer, CASE, id_)
    assert after is not None
    assert (after.marks, after.unjudged) == ((), ())


def test_drawing_in_time_to_think_is_not_silent(program: Program) -> None:
    id_ = rehearsed(program)
    with DiagramJournal(program.archive.diagram_journal(id_)) as journal:
        for event in WRONG:
            journal.take(event)
    program.archive.keep_transcript(id_, replace(WRONG_SAID))
    counted = mark_drawn(program.archive, program.scorer, CASE, id_)
    assert counted is not None
    assert counted.silent_seconds == pytest.approx(17)
    with Journal(program.archive.interview_journal(id_)) as journal:
        journal.note(THINKING, 30, seconds=15)
    excused = mark_drawn(program.archive, program.scorer, CASE, id_)
    assert excused is not None
    assert excused.silent_seconds == pytest.approx(5)
