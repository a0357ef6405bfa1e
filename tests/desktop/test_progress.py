import json
import math
import sqlite3
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop.home import Home
from desktop.practice.archive import Archive
from desktop.practice.change import Change, Direction, Unit, change, half_band
from desktop.practice.index import Index
from desktop.practice.judgement import Outcome, judgement_of
from desktop.practice.progress import Filter, Progress, Series, progress, usual_filter, weeks_of
from desktop.practice.progress_words import (
    all_series,
    compared_text,
    left_out_text,
    mixed_text,
    practised_text,
    progress_table,
    series_text,
    trend_text,
    weeks_text,
)
from desktop.practice.rehearsal import State
from rubrics.loader import load_rubric
from rubrics.model import Rubric
from rubrics.scorer import Scorer
from rubrics.text import Passage
from tests.desktop.examples import CASE, FORMAT, STARTED_AT, transcript
from tests.desktop.outcomes import MONDAY, newest_first, outcome

RUBRIC = load_rubric()
TODAY = date(2026, 3, 6)
DRILL = {"format_id": "opening-drill", "format_title": "Opening drill"}
marks = some.floats(0, 100)


@pytest.fixture
def rubric() -> Rubric:
    return RUBRIC


def moves(found: Progress) -> dict[str, Series]:
    return {series.id: series for series in found.moves}


@given(before=marks, now=marks, error=some.floats(0, 50))
def test_a_difference_within_the_error_is_no_change_and_turns_with_its_sides(
    before: float, now: float, error: float
) -> None:
    there, back = change(before, now, error), change(now, before, error)
    assert (there.direction is Direction.NONE) is (abs(now - before) <= error)
    assert (there.direction is Direction.BETTER) is (back.direction is Direction.WORSE)
    assert change(before, now, error, lower_is_better=True).direction is back.direction


def test_half_a_band_is_the_side_that_the_scale_did_not_cut() -> None:
    assert half_band(95, (78, 100)) == 17
    assert half_band(5, (0, 22)) == 17
    assert half_band(50, None) == 0


@given(overall=some.lists(marks, max_size=30), band=some.floats(0, 30))
def test_series_hold_every_mark_with_its_band(overall: list[float], band: float) -> None:
    outcomes = newest_first(*(outcome(day, mark, band=band) for day, mark in enumerate(overall)))
    found = progress(outcomes, RUBRIC, TODAY).overall
    assert [point.value for point in found.points] == overall
    for point in found.points:
        assert 0 <= point.low <= point.value <= point.high <= 100
    count = min(3, len(overall) // 2)
    assert found.compared == count
    assert (found.change is None) is (count == 0)
    if found.change:
        amount = fmean(overall[-count:]) - fmean(overall[:count])
        assert math.isclose(found.change.amount, amount, abs_tol=1e-9)
        assert found.change.direction is not Direction.NONE or abs(amount) <= band + 1e-6


@given(made=some.lists(some.booleans(), max_size=30))
def test_a_move_is_a_share_of_the_last_rehearsals_and_one_of_them_is_no_change(made: list[bool]) -> None:
    outcomes = newest_first(
        *(outcome(day, findings={"opening.constraint": 2} if yes else {}) for day, yes in enumerate(made))
    )
    series = moves(progress(outcomes, RUBRIC, TODAY)).get("opening.constraint")
    assert (series is None) is (not made)
    if series is None:
        return
    count = min(5, len(made) // 2) if len(made) > 3 else 0
    window = max(1, count)
    assert (series.compared, series.change is None) == (count, count == 0)
    for place, point in enumerate(series.points):
        last = made[max(0, place + 1 - window) : place + 1]
        assert math.isclose(point.value, 100 * sum(last) / len(last))
    if series.change:
        step = sum(made[-count:]) - sum(made[:count])
        expected = Direction.NONE if abs(step) < 2 else Direction.BETTER if step > 0 else Direction.WORSE
        assert series.change.direction is expected


def test_provisional_scores_stay_out_and_are_said(rubric: Rubric) -> None:
    heard = outcome(0, 50.0)
    misheard = outcome(1, 20.0, provisional=True, engine="sphinx")
    short = outcome(2, None)
    found = progress(newest_first(heard, misheard, short), rubric, TODAY)
    assert (found.rehearsals, found.counted, found.provisional, found.unmarked) == (3, 1, 1, 1)
    assert [point.rehearsal_id for point in found.overall.points] == [heard.rehearsal.id]
    assert found.minutes == 30
    assert left_out_text(found) == (
        "Not in the trends: 1 provisional score, heard by pocketsphinx and 1 without a mark. The time practised counts "
        "all the same."
    )
    assert left_out_text(progress((heard,), rubric, TODAY)) == ""


def test_formats_are_mixed_only_when_asked_and_then_it_is_said(rubric: Rubric) -> None:
    outcomes = newest_first(outcome(0, 40.0), outcome(1, 50.0), outcome(2, 90.0, **DRILL))
    usual = usual_filter(outcomes)
    assert usual == Filter(format_id="opening-drill")
    alone = progress(outcomes, rubric, TODAY, usual)
    assert alone.rehearsals == 1
    assert mixed_text(alone) == ""
    mixed = progress(outcomes, rubric, TODAY)
    assert mixed.formats == ("System design", "Opening drill")
    assert mixed_text(mixed).startswith("Mixed here: System design, Opening drill.")
    assert progress(outcomes, rubric, TODAY, Filter(track="elsewhere")).rehearsals == 0


def test_a_provisional_format_is_not_the_usual_one_while_another_counts() -> None:
    assert usual_filter(newest_first(outcome(0), outcome(1, provisional=True, **DRILL))).format_id == "system-design"
    assert usual_filter(newest_first(outcome(1, provisional=True, **DRILL))) == Filter()
    assert usual_filter(()) == Filter()


def test_a_move_is_missed_only_where_it_is_looked_for(rubric: Rubric) -> None:
    found = moves(progress(newest_first(outcome(0), outcome(1, **DRILL)), rubric, TODAY))
    assert len(found["opening.constraint"].points) == 2
    assert len(found["failure.recovery"].points) == 1
    assert "metric.vanity" not in found


def test_a_reply_is_not_missed_where_nobody_pushed_back(rubric: Rubric) -> None:
    drill = {"format_id": "push-back-drill", "format_title": "Push-back drill"}
    found = moves(progress(newest_first(outcome(0), outcome(1, **drill)), rubric, TODAY))
    assert [rehearsal.id for rehearsal in found["pushback.narrow"].rehearsals] == ["day-1"]


def test_a_fault_that_was_found_is_worse_when_it_comes_more_often(rubric: Rubric) -> None:
    days = [outcome(day, findings={"overclaim": 1} if day > 2 else {}) for day in range(6)]
    series = moves(progress(newest_first(*days), rubric, TODAY))["overclaim"]
    assert series.title == "Fault: Too good to be true"
    assert series.change == Change(100.0, Direction.WORSE)
    assert trend_text(series) == "in 100 of 100 more, worse"


def test_the_first_constraint_is_better_sooner(rubric: Rubric) -> None:
    days = newest_first(
        outcome(0, first_constraint=40.0), outcome(1, first_constraint=None), outcome(2, first_constraint=20.0)
    )
    found = progress(days, rubric, TODAY).first_constraint
    assert (found.unit, found.lacking) == (Unit.SECONDS, 1)
    assert found.change == Change(-20.0, Direction.BETTER)
    assert trend_text(found) == "20 s better"


def test_one_rehearsal_is_no_trend(rubric: Rubric) -> None:
    found = progress((outcome(0),), rubric, TODAY)
    assert found.overall.change is None
    assert trend_text(found.overall) == "one rehearsal: a trend wants two"
    assert compared_text(found.overall) == ""
    assert practised_text(found) == "10 min in 1 rehearsal"


def test_nothing_yet(rubric: Rubric) -> None:
    found = progress((), rubric, TODAY)
    assert all_series(found) == ()
    assert progress_table(found).rows == ()
    assert weeks_text(found) == "Nothing practised in the last 26 weeks"


@given(days=some.lists(some.floats(-400, 30), max_size=20))
def test_every_week_up_to_today_is_there_once(days: list[float]) -> None:
    outcomes = [outcome(day) for day in days]
    weeks = weeks_of(outcomes, TODAY)
    mondays = [week.monday for week in weeks]
    assert mondays == [mondays[0] + timedelta(weeks=number) for number in range(26)]
    assert mondays[-1] <= TODAY < mondays[-1] + timedelta(weeks=1)
    within = [day for day in days if mondays[0] <= (MONDAY + timedelta(days=day)).date() < mondays[0] + timedelta(182)]
    assert sum(week.rehearsals for week in weeks) == len(within)
    assert sum(week.minutes for week in weeks) == 10 * len(within)


def test_the_words_of_a_series_are_its_data(rubric: Rubric) -> None:
    found = progress(newest_first(outcome(0, 40.0), outcome(1, 71.0)), rubric, TODAY).overall
    assert series_text(found) == (
        "Overall: 31 better. The last rehearsal against the first. 2 Mar 2026: 40, likely 30\u201350; "
        "3 Mar 2026: 71, likely 61\u201381"
    )


def test_the_table_has_every_value_of_every_series(rubric: Rubric) -> None:
    findings = ({"opening.constraint": 1}, {}, {"overclaim": 1}, {})
    outcomes = newest_first(
        *(
            outcome(day, 40.0 + 9 * day, findings=found, first_constraint=None if day == 2 else 10.0 + day)
            for day, found in enumerate(findings)
        )
    )
    found = progress(outcomes, rubric, TODAY)
    table = progress_table(found)
    assert len(table.rows) == 4
    assert {len(row) for row in table.rows} == {len(table.headings)}
    for column, series in enumerate(all_series(found), start=1):
        assert table.headings[column].startswith(series.title)
        cells = [row[column].split(" ")[0] for row in reversed(table.rows) if row[column]]
        assert cells == [f"{point.value:.0f}" for point in series.points]


# What the index keeps.


@pytest.fixture
def place(home: Path) -> Home:
    place = Home(home)
    place.make()
    return place


def kept(
    place: Home, words: str = "we must never sell one space twice even when the sensors fail for an hour"
) -> Archive:
    archive = Archive(place.rehearsals, place.trash, Index(place.index))
    rehearsal = archive.begin(CASE, FORMAT, STARTED_AT)
    archive.keep_recorded(rehearsal.id, 90.0)
    heard = transcript(words)
    archive.keep_transcript(rehearsal.id, heard)
    archive.keep_score(rehearsal.id, Scorer(RUBRIC).score(Passage.from_transcript(heard), CASE))
    return archive


def test_what_a_score_came_to_is_kept_and_made_again_from_the_folder(place: Home) -> None:
    archive = kept(place)
    (found,) = archive.outcomes()
    assert found.judgement == judgement_of(archive.score(found.rehearsal.id))
    assert found.judgement is not None
    assert found.judgement.findings["opening.constraint"] == 1
    assert archive.rebuild() == ()
    assert Index(place.index).outcomes()[0].judgement is None
    assert archive.outcomes() == (found,)
    assert Index(place.index).outcomes() == (found,)


def test_deleting_and_hearing_again_leave_no_old_marks(place: Home) -> None:
    archive = kept(place)
    (found,) = archive.outcomes()
    archive.keep_transcript(found.rehearsal.id, transcript("a b c"))
    assert archive.outcomes()[0].judgement is None
    archive.delete(found.rehearsal.id)
    assert archive.outcomes() == ()
    archive.restore(found.rehearsal.id)
    assert archive.outcomes()[0].rehearsal.state is State.TRANSCRIBED


def test_a_score_that_cannot_be_read_hides_no_rehearsal(place: Home) -> None:
    archive = kept(place)
    (rehearsal,) = archive.rehearsals()
    (archive.folder(rehearsal.id) / "score.json").write_text("{}")
    archive.rebuild()
    assert archive.outcomes() == (Outcome(rehearsal, None),)


def test_an_index_of_the_version_before_is_brought_up_to_date(place: Home) -> None:
    archive = kept(place)
    with sqlite3.connect(place.index) as connection:
        connection.executescript("DROP TABLE judgement; PRAGMA user_version = 2;")
    connection.close()
    (found,) = archive.outcomes()
    assert found.judgement is not None


def test_the_command_line_shows_the_same(
    place: Home, rostrum: Callable[..., "subprocess.CompletedProcess[str]"]
) -> None:
    empty = rostrum("rehearsals", "progress")
    assert (empty.returncode, empty.stdout) == (0, "No rehearsal yet; `rostrum` opens the window.\n")
    archive = kept(place)
    (found,) = archive.outcomes()
    shown = rostrum("rehearsals", "progress")
    assert shown.returncode == 0
    assert "2 min in 1 rehearsal" in shown.stdout
    assert "one rehearsal: a trend wants two" in shown.stdout
    document = json.loads(rostrum("rehearsals", "progress", "--json", "--format", FORMAT.id).stdout)
    assert document["overall"]["points"][0]["value"] == found.rehearsal.overall
    assert document["formats"] == [FORMAT.title]
    assert {move["id"] for move in document["moves"]} >= {"opening.constraint"}
    nothing = rostrum("rehearsals", "progress", "--track", CASE.track, "--format", FORMAT.id)
    assert "2 min in 1 rehearsal" in nothing.stdout
    wrong = rostrum("rehearsals", "progress", "--format", "nonsense")
    assert wrong.returncode == 3
    assert "nonsense" in wrong.stderr
    assert "Traceback" not in wrong.stderr
