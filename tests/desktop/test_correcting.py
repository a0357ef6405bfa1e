"""Corrections of a rehearsal: kept in its folder, scored at once, taken back, and by command."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.home import Home
from desktop.practice.archive import Archive, ArchiveError
from desktop.practice.correcting import (
    NotThere,
    change_at,
    change_words,
    counting_again,
    dispute_finding,
    disputing,
    heard_behind,
    without_change,
)
from desktop.practice.index import Index
from desktop.practice.marking import mark
from desktop.practice.rehearsal import State
from rubrics.corrections import Corrections, WordChange
from rubrics.loader import load_rubric
from rubrics.scorer import Scorer
from tests.desktop.examples import CASE, FORMAT, STARTED_AT, transcript

Rostrum = Callable[..., "subprocess.CompletedProcess[str]"]
SCORER = Scorer(load_rubric())
SAID = (
    "a car must never wait for a space that is gone",
    "each wrong space costs us twelve collars in refunds",
    "the wrong gate was closed",
)


@pytest.fixture
def place(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.make()
    return home


@pytest.fixture
def archive(place: Home) -> Archive:
    return Archive(place.rehearsals, place.trash, Index(place.index))


@pytest.fixture
def rehearsal_id(archive: Archive) -> str:
    rehearsal = archive.begin(CASE, FORMAT, STARTED_AT)
    archive.keep_recorded(rehearsal.id, 30)
    archive.keep_transcript(rehearsal.id, transcript(*SAID))
    mark(archive, SCORER, CASE, rehearsal.id)
    return rehearsal.id


def change(archive: Archive, rehearsal_id: str, was: str, now: str, at_seconds: float | None = None) -> None:
    heard, known = archive.transcript(rehearsal_id), archive.corrections(rehearsal_id)
    archive.keep_corrections(rehearsal_id, change_words(heard, known, was, now, at_seconds))


def numbers(archive: Archive, rehearsal_id: str) -> list[str]:
    return [entry.quote for entry in archive.score(rehearsal_id).findings if entry.signal == "metric.quantified"]


def test_a_correction_is_scored_kept_found_and_taken_back(archive: Archive, rehearsal_id: str, place: Home) -> None:
    heard = archive.transcript(rehearsal_id)
    assert not any("twelve" in quote for quote in numbers(archive, rehearsal_id))
    change(archive, rehearsal_id, "Collars", "dollars")
    mark(archive, SCORER, CASE, rehearsal_id)
    assert any("twelve dollars" in quote for quote in numbers(archive, rehearsal_id))
    assert "dollars" in archive.report(rehearsal_id).read_text("utf-8")
    assert archive.transcript(rehearsal_id) == heard
    place.index.unlink()
    again = Archive(place.rehearsals, place.trash, Index(place.index))
    assert again.rebuild() == ()
    assert "dollars" in again.corrected_transcript(rehearsal_id).text
    change(again, rehearsal_id, "collars", "collars")
    assert again.corrections(rehearsal_id) == Corrections()


def test_words_that_are_there_twice_need_a_time(archive: Archive, rehearsal_id: str) -> None:
    with pytest.raises(NotThere, match=r"2 times.*--at"):
        change(archive, rehearsal_id, "wrong", "long")
    change(archive, rehearsal_id, "wrong", "long", at_seconds=14.0)
    assert archive.corrected_transcript(rehearsal_id).text.endswith("the long gate was closed")
    with pytest.raises(NotThere, match=r"'garden'.*not found"):
        change(archive, rehearsal_id, "garden", "x")


def test_a_dispute_follows_its_words_through_changes(archive: Archive, rehearsal_id: str) -> None:
    change(archive, rehearsal_id, "collars", "dollars")
    change(archive, rehearsal_id, "a car", "any one car at all", at_seconds=0)
    score = mark(archive, SCORER, CASE, rehearsal_id)
    known, count = archive.corrections(rehearsal_id), sum(1 for _ in archive.transcript(rehearsal_id).words)
    times = [finding.seconds for finding in score.findings if finding.signal == "metric.money"]
    for seconds in times:
        known = dispute_finding(score.findings, known, count, "metric.money", seconds)
    archive.keep_corrections(rehearsal_id, known)
    after = mark(archive, SCORER, CASE, rehearsal_id)
    assert "metric.money" not in {finding.signal for finding in after.findings}
    assert {finding.signal for finding in score.findings} - {"metric.money"} == {
        finding.signal for finding in after.findings
    }


def test_words_of_the_corrected_transcript_lead_to_what_was_heard(archive: Archive, rehearsal_id: str) -> None:
    change(archive, rehearsal_id, "a car", "any one car at all", at_seconds=0)
    heard, known = archive.transcript(rehearsal_id), archive.corrections(rehearsal_id)
    words = list(heard.words)
    assert heard_behind(known, len(words), 5, 5) == (2, 2)
    # Words inside a change stand for all of it.
    assert heard_behind(known, len(words), 1, 5) == (0, 2)
    again = change_at(words, known, 0, 1, "a bus")
    assert [entry.now for entry in again.changes] == ["a bus"]
    assert change_at(words, again, 0, 1, "a car") == Corrections()
    assert without_change(again, again.changes[0]) == Corrections()


def test_a_finding_is_disputed_and_counts_again(archive: Archive, rehearsal_id: str) -> None:
    finding = archive.score(rehearsal_id).findings[0]
    known = disputing(finding, Corrections(), sum(1 for _ in archive.transcript(rehearsal_id).words))
    assert counting_again(known, known.disputes[0]) == Corrections()


def test_until_it_is_scored_again_no_score_speaks_of_other_words(archive: Archive, rehearsal_id: str) -> None:
    assert archive.rehearsal(rehearsal_id).state is State.SCORED
    change(archive, rehearsal_id, "collars", "dollars")
    assert archive.rehearsal(rehearsal_id).state is State.TRANSCRIBED
    mark(archive, SCORER, CASE, rehearsal_id)
    assert archive.rehearsal(rehearsal_id).state is State.SCORED


def test_hearing_it_again_puts_corrections_aside(archive: Archive, rehearsal_id: str, place: Home) -> None:
    change(archive, rehearsal_id, "collars", "dollars")
    archive.keep_transcript(rehearsal_id, transcript("something else was heard"))
    assert archive.corrections(rehearsal_id) == Corrections()
    assert "dollars" in (place.rehearsals / rehearsal_id / "corrections.1.json").read_text()


@pytest.mark.parametrize(
    "content",
    [
        "[]",
        '{"changes": [], "disputes": [{"signal": 3, "first_word": 1, "last_word": 1}]}',
        '{"changes": [{"first": 0, "last": 0, "was": "other", "now": "x"}], "disputes": []}',
        '{"changes": 5}',
    ],
)
def test_broken_corrections_are_one_line(archive: Archive, rehearsal_id: str, place: Home, content: str) -> None:
    (place.rehearsals / rehearsal_id / "corrections.json").write_text(content)
    with pytest.raises(ArchiveError, match=r"corrections\.json") as error:
        archive.corrected_transcript(rehearsal_id)
    assert "\n" not in str(error.value)


@pytest.mark.real
def test_the_commands_correct_and_dispute(rostrum: Rostrum, home: Path) -> None:
    here = Home(home)
    here.make()
    archive = Archive(here.rehearsals, here.trash, Index(here.index))
    rehearsal = archive.begin(CASE, FORMAT, STARTED_AT)
    archive.keep_transcript(rehearsal.id, transcript(*SAID))
    done = rostrum("rehearsals", "correct", rehearsal.id, "twelve collars", "twelve dollars")
    assert done.returncode == 0, done.stderr
    assert "twelve dollars" in done.stdout
    assert rostrum("rehearsals", "dispute", rehearsal.id, "opening.constraint", "--at", "0:01").returncode == 0
    kept = json.loads((here.rehearsals / rehearsal.id / "corrections.json").read_text())
    assert [entry["now"] for entry in kept["changes"]] == ["twelve dollars"]
    assert [entry["signal"] for entry in kept["disputes"]] == ["opening.constraint"]
    assert rostrum("rehearsals", "dispute", rehearsal.id, "opening.constraint", "--undo").returncode == 0
    assert "Hard limit first" in rostrum("rehearsals", "show", rehearsal.id).stdout
    missing = rostrum("rehearsals", "dispute", rehearsal.id, "overclaim")
    assert (missing.returncode, len(missing.stderr.splitlines())) == (3, 1)
    assert "Traceback" not in missing.stderr


def test_corrections_of_another_transcript_are_refused_and_change_nothing(archive: Archive, rehearsal_id: str) -> None:
    change(archive, rehearsal_id, "collars", "dollars")
    before = archive.corrections(rehearsal_id)
    foreign = Corrections((WordChange(0, 0, "nobody-said-this", "said"),), ())
    with pytest.raises(ArchiveError, match="another transcript"):
        archive.keep_corrections(rehearsal_id, foreign)
    assert archive.corrections(rehearsal_id) == before


def test_the_mark_is_the_same_wherever_it_is_kept(archive: Archive, rehearsal_id: str) -> None:
    rehearsal, score = archive.rehearsal(rehearsal_id), archive.score(rehearsal_id)
    assert (rehearsal.overall, rehearsal.band) == (score.overall, score.band)
