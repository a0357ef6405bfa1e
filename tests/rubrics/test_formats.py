"""An answer is marked on what its format asks for."""

from pathlib import Path

import pytest

from cases.catalogue import Catalogue
from rubrics.formats import format_marks
from rubrics.loader import load_rubric
from rubrics.model import Score
from rubrics.scorer import Scorer
from rubrics.text import Passage

SCORER = Scorer(load_rubric())
CATALOGUE = Catalogue(Path("/nonexistent"))

OPENING = (
    "One thing must never happen: a tram leaves with a door open. Passengers should get on within forty seconds at "
    "every stop. We will not solve ticket sales in this version."
)
BOXES = (
    "I would start with a React front end, a gateway, a Postgres database and a queue in between, and then a service "
    "for doors and one for trams, all of it on Kubernetes so that we are free to scale it."
)
OBJECTION = (
    "You said that late trams are your number. So I come back to that: a second door check costs four seconds a stop, "
    "and it saves the twenty minutes that one stuck door costs the whole line. If that is still too much, I cut it "
    "down to the two busiest stops and leave the rest as they are, because that is where the doors get stuck."
)
PLEASANT = (
    "Thank you, that really means a lot to me. I am sure we will find a number that works for everybody, and of course "
    "money is not the main thing for me, since I love the product and the people I met."
)
OFFER = (
    "For the base I have one hundred and seventy to one hundred and ninety thousand in mind. The move from Porto with "
    "two children costs about eighteen thousand, so relocation would have to be covered. I ask for the upper half "
    "because I bring two launches that raised conversion. Below one hundred and sixty I could not say yes."
)
SHIPPED = (
    "We shipped a model that picks which parcels are opened by hand. I believed that nine in ten checks found nothing. "
    "So we ran a split test in half of the depots for six weeks, and refunds fell by a fifth against the rest. "
    "That was worth four hundred thousand dollars a quarter, and it cost us two people who read appeals every morning."
)
BRAGGED = (
    "I built a recommendation engine with the newest deep learning methods. It was a huge project with a lot of "
    "stakeholders, the accuracy was really great in the end and everybody in the company was happy about my work."
)


def scored(text: str, format_id: str, case_id: str = "") -> Score:
    return SCORER.score(Passage.from_text(text), CATALOGUE.case(case_id) if case_id else None, format_id)


def overall(text: str, format_id: str) -> float:
    mark = scored(text, format_id).overall
    assert mark is not None
    return mark


def test_twenty_seconds_can_be_a_strong_opening_and_are_no_whole_answer():
    assert overall(OPENING, "opening-drill") > 60 > 25 > overall(OPENING, "")


def test_boxes_are_a_weak_opening():
    assert overall(BOXES, "opening-drill") < 15


def test_an_opening_is_told_nothing_about_failures():
    marks = format_marks(SCORER.rubric, "opening-drill")
    advice = scored(BOXES, "opening-drill").advice
    assert advice
    assert all(entry.signal in marks.signals or entry.signal in marks.bad_signals for entry in advice)


def test_an_opening_drill_lists_only_the_points_that_were_heard():
    score = scored(OPENING, "opening-drill", "global-inventory-sync")
    whole = scored(OPENING, "system-design", "global-inventory-sync")
    assert all(point.state != "missed" for point in score.talking_points)
    assert len(score.talking_points) < len(whole.talking_points)


def test_an_answered_objection_beats_a_pleasant_one():
    assert overall(OBJECTION, "push-back-drill") > overall(PLEASANT, "push-back-drill") + 30


def test_the_offer_has_marks_of_its_own():
    asked, pleased = scored(OFFER, "offer"), scored(PLEASANT, "offer")
    assert [mark.pillar for mark in asked.pillars] == ["offer"]
    assert asked.overall is not None
    assert pleased.overall is not None
    assert asked.overall > 90
    assert pleased.overall < 10
    missing = [line.id for line in pleased.ledgers[0].entries[0].lines if line.evidence is None]
    assert missing == ["range", "relocation", "walk_away", "ask"]
    assert len(pleased.advice) == 3


@pytest.mark.parametrize("without", ["For the base", "The move", "I ask", "Below one"])
def test_each_part_of_the_offer_counts(without):
    sentences = [sentence for sentence in OFFER.split(". ") if not sentence.startswith(without)]
    assert overall(". ".join(sentences), "offer") < overall(OFFER, "offer") - 15


def test_a_recruiter_hears_impact_not_engines():
    assert overall(SHIPPED, "recruiter-screen") > overall(BRAGGED, "recruiter-screen") + 40


def test_a_story_without_a_decision_is_asked_for_it():
    score = scored(SHIPPED, "leadership")
    assert [mark.pillar for mark in score.pillars] == ["story", "impact"]
    assert any("decide" in entry.question for entry in score.advice)


def test_an_unknown_format_is_a_whole_answer():
    assert scored(OPENING, "something-else") == scored(OPENING, "")
    assert scored(OPENING, "system-design").format == "Whole answer"


def test_every_format_of_the_built_in_cases_is_meant():
    ids = {entry.id for case in CATALOGUE.cases for entry in case.formats}
    known = {id_ for marks in SCORER.rubric.formats for id_ in marks.ids}
    known |= {"system-design", "product-case", "diagram-run-through"}  # whole answers
    assert ids <= known
