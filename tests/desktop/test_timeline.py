"""What lies where in a recording: phases from the journal, pauses from the words, what the interviewer said."""

from dataclasses import replace
from pathlib import Path

import pytest

from cases.model import Phase
from desktop.home import Home
from desktop.practice.archive import Archive
from desktop.practice.continuing import BEGAN, PHASE
from desktop.practice.index import Index
from desktop.practice.interjection import Interjection, Kind
from desktop.practice.rehearsal import Rehearsal
from desktop.practice.timeline import PhaseStretch, Stretch, find_pauses, read_timeline
from speech.journal import Journal
from speech.transcript import Segment, Transcript, Word
from tests.desktop.examples import CASE, FORMAT, STARTED_AT, transcript

PUSH_BACK = Interjection(Kind.PUSH_BACK, "cost", "What does it cost?", "always", "", (), "", 5.0, 4.0, 5.5)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    home = Home(tmp_path / "home")
    home.make()
    return Archive(home.rehearsals, home.trash, Index(home.index))


@pytest.fixture
def rehearsal(archive: Archive) -> Rehearsal:
    begun = archive.begin(CASE, FORMAT, STARTED_AT)
    archive.keep_interjections(begun.id, (PUSH_BACK,))
    return archive.keep_recorded(begun.id, 100.0)


def note(archive: Archive, rehearsal: Rehearsal, *entries: tuple[str, float, dict[str, object]]) -> None:
    with Journal(archive.interview_journal(rehearsal.id)) as journal:
        for event, seconds, facts in entries:
            journal.note(event, seconds, elapsed=seconds, **facts)


def test_phases_follow_one_another_to_the_end(archive: Archive, rehearsal: Rehearsal) -> None:
    note(archive, rehearsal, (BEGAN, 0.0, {}), (PHASE, 61.5, {"phase": "close"}))
    timeline = read_timeline(archive, rehearsal, CASE, None)
    assert timeline.phases == (PhaseStretch("Goal", 0.0, 61.5), PhaseStretch("Close", 61.5, 100.0))
    assert timeline.said == (PUSH_BACK,)


def test_where_nobody_leads_the_plan_does(archive: Archive, rehearsal: Rehearsal) -> None:
    note(archive, rehearsal, (BEGAN, 0.0, {}))
    third = Phase("end", "End", 5, "")
    listens = replace(CASE, formats=(replace(FORMAT, interviewer="listens", phases=(*FORMAT.phases, third)),))
    timeline = read_timeline(archive, rehearsal, listens, None)
    assert timeline.phases == (PhaseStretch("Goal", 0.0, 60.0), PhaseStretch("Close", 60.0, 100.0))


def test_without_its_case_a_phase_goes_by_its_id(archive: Archive, rehearsal: Rehearsal) -> None:
    note(archive, rehearsal, (BEGAN, 0.0, {}), (PHASE, 61.5, {"phase": "failure-modes"}))
    assert read_timeline(archive, rehearsal, None, None).phases == (PhaseStretch("Failure modes", 61.5, 100.0),)


def test_a_recording_from_elsewhere_has_no_phases(archive: Archive, rehearsal: Rehearsal) -> None:
    assert read_timeline(archive, rehearsal, CASE, None).phases == ()


def test_pauses_are_where_nobody_spoke() -> None:
    heard = transcript("one two", "three", "four")
    words = list(heard.words)
    assert words[0].start_seconds == 1.0
    assert list(find_pauses(heard)) == [Stretch(1.9, 4.0), Stretch(4.4, 6.5)]
    # The interviewer spoke in the second one.
    assert list(find_pauses(heard, (PUSH_BACK,), least_seconds=1.0)) == [Stretch(0.0, 1.0), Stretch(1.9, 4.0),
                                                                         Stretch(5.5, 6.5)]  # fmt: skip


def test_what_could_not_be_heard_is_no_pause() -> None:
    segments = (
        Segment(0.0, 1.0, (Word("a", 0.0, 1.0),)),
        Segment(2.0, 9.0, (), heard=False),
        Segment(9.5, 10.0, (Word("b", 9.5, 10.0),)),
    )
    assert list(find_pauses(Transcript("", "", "en", segments))) == []
