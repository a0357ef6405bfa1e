from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cases.catalogue import Catalogue
from cases.model import Case
from desktop.practice.judgement import Outcome
from desktop.practice.next_step import next_step
from rubrics.formats import format_marks
from rubrics.loader import load_rubric
from tests.desktop.outcomes import newest_first, outcome

RUBRIC = load_rubric()
CASES = Catalogue(Path("/no/cases/of/one's/own")).cases
SYSTEM = next(case for case in CASES if case.kind == "system")
WHOLE = format_marks(RUBRIC, "system-design").expected
EVERYTHING = dict.fromkeys(sorted(WHOLE), 1)
DRILL = {"format_id": "opening-drill", "format_title": "Opening drill"}


def of(case: Case, day: float, without: tuple[str, ...] = (), **facts: object) -> Outcome:
    """Return a rehearsal of a case in which every move but these was made."""
    found = {signal: 1 for signal in EVERYTHING if signal not in without}
    return outcome(day, findings=found, pillars={}, case_id=case.id, **facts)  # type: ignore[arg-type]


def test_an_opening_that_is_missed_is_trained_in_the_two_minutes_of_openings() -> None:
    days = newest_first(
        of(SYSTEM, 0, ("opening.constraint", "failure.mode")), of(SYSTEM, 1, ("opening.constraint",)), of(SYSTEM, 2)
    )
    step = next_step(days, RUBRIC, CASES)
    assert step is not None
    assert (step.signal.id, step.format.id, step.format.minutes) == ("opening.constraint", "opening-drill", 2)
    assert (step.missed, step.asked) == (2, 3)
    assert step.case is SYSTEM


def test_a_failure_that_is_missed_is_trained_in_the_shortest_format_that_asks_for_it() -> None:
    step = next_step((of(SYSTEM, 0, ("failure.recovery",)),), RUBRIC, CASES)
    assert step is not None
    assert step.format.id == "diagram-run-through"
    assert "failure.recovery" in format_marks(RUBRIC, step.format.id).expected


def test_only_the_last_rehearsals_speak_and_provisional_ones_do_not() -> None:
    old = [of(SYSTEM, day, ("opening.constraint",)) for day in range(5)]
    new = [of(SYSTEM, 10 + day, ("metric.money",)) for day in range(5)]
    misheard = [of(SYSTEM, 20 + day, ("failure.mode",), provisional=True) for day in range(5)]
    step = next_step(newest_first(*old, *new, *misheard), RUBRIC, CASES)
    assert step is not None
    assert (step.signal.id, step.missed, step.asked) == ("metric.money", 5, 5)
    assert next_step(newest_first(*misheard), RUBRIC, CASES) is None


def test_what_a_format_does_not_ask_for_is_not_missed() -> None:
    days = newest_first(of(SYSTEM, 0, ("opening.constraint", "failure.mode"), **DRILL), of(SYSTEM, 1))
    step = next_step(days, RUBRIC, CASES)
    assert step is not None
    assert (step.signal.id, step.asked) == ("opening.constraint", 2)


def test_a_move_is_not_missed_where_its_pillar_has_full_marks_without_it() -> None:
    drilled = of(SYSTEM, 0, ("metric.money", "metric.quantified"), **DRILL)
    assert drilled.judgement is not None
    marks = outcome(0, pillars={"metrics": 100.0}).judgement
    assert marks is not None
    full = replace(drilled, judgement=replace(drilled.judgement, pillars=marks.pillars))
    assert next_step((drilled,), RUBRIC, CASES) is not None
    assert next_step((full,), RUBRIC, CASES) is None


def test_nobody_is_sent_to_a_push_back_that_never_came() -> None:
    assert "pushback.narrow" not in WHOLE
    assert next_step((of(SYSTEM, 0),), RUBRIC, CASES) is None


@pytest.mark.parametrize("outcomes", [(), (of(replace(SYSTEM, id="gone"), 0, ("failure.mode",)),)])
def test_without_a_rehearsal_or_its_case_nothing_is_advised(outcomes: tuple[Outcome, ...]) -> None:
    assert next_step(outcomes, RUBRIC, CASES) is None


@given(missed=some.lists(some.sets(some.sampled_from(sorted(WHOLE))), max_size=8), kind=some.sampled_from(CASES))
def test_what_is_advised_was_missed_and_its_format_asks_for_it(missed: list[set[str]], kind: Case) -> None:
    days = newest_first(*(of(kind, day, tuple(sorted(without))) for day, without in enumerate(missed)))
    step = next_step(days, RUBRIC, CASES)
    if step is None:
        return
    assert step.missed == sum(step.signal.id in without for without in missed[-5:])
    assert 0 < step.missed <= step.asked == min(5, len(missed))
    assert step.format in step.case.formats
    assert step.case.id == kind.id
    assert step.signal.good
    assert step.signal.id in format_marks(RUBRIC, step.format.id).expected
