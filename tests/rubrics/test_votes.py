"""The votes: what they hear, what they show, and what they do not let through."""

from dataclasses import replace

import pytest

from rubrics.cues import CueFinder
from rubrics.loader import load_rubric
from rubrics.scorer import Scorer
from rubrics.text import Passage

RUBRIC = load_rubric()
SCORER = Scorer(RUBRIC)
RULES_ALONE = Scorer(replace(RUBRIC, votes=None))


def findings(text: str, scorer: Scorer = SCORER):
    return scorer.findings(Passage.from_text(text), "snippet")


def test_a_move_that_no_rule_foresaw_is_heard_and_its_words_are_shown():
    text = (
        "How many call-outs find nothing wrong? I could not tell you. "
        "Give me six weeks in which the technicians tick a box, then there is a figure."
    )
    heard = [entry for entry in findings(text) if entry.signal == "honesty.unknown_baseline"]
    assert heard
    assert all(text[entry.start : entry.end] == entry.quote and entry.quote for entry in heard)


def test_what_a_rule_found_needs_the_vote():
    """A share of one's own life is a number with a unit, and yet no measure."""
    text = "ninety percent of this work is talking to people as they say and the other half is paper"
    assert "metric.quantified" in {entry.signal for entry in findings(text, RULES_ALONE)}
    votes = replace(RUBRIC.votes, bars=tuple(99.0 for _ in RUBRIC.votes.bars))
    assert findings(text, Scorer(replace(RUBRIC, votes=votes))) == ()


def test_every_signal_has_a_vote():
    assert set(RUBRIC.votes.signals) == {signal.id for signal in RUBRIC.signals}
    assert len(RUBRIC.votes.bars) == len(RUBRIC.votes.biases) == len(RUBRIC.votes.signals)


def test_cues_stand_where_their_words_stand():
    reading = SCORER.reader.read(Passage.from_text("We keep ten percent back and retry it later."))
    cues = CueFinder(reading, [(0, "some-rule", "some.signal")]).within(0, len(reading.tokens))
    assert cues["#percent"] == 2
    assert cues["retry"] == 6
    assert cues["retry it"] == 7
    assert cues["rule:some-rule"] == 0


def test_cues_of_a_stretch_are_those_within_it():
    reading = SCORER.reader.read(Passage.from_text("We keep ten percent back and retry it later."))
    cues = CueFinder(reading, []).within(5, len(reading.tokens))
    assert "#percent" not in cues
    assert cues["^retry"] == 6


@pytest.mark.parametrize("tail", [" constraint goal metric trade off fallback rollback cohort guardrail kpi canary"])
def test_a_recital_of_the_names_of_moves_earns_nothing(tail):
    recital = (
        "I would define the goal, the constraint, the non-goals and the metrics, with a baseline and guardrails," + tail
    )
    assert findings(recital) == ()
