"""Every rule's own examples: those that must fire and those that must not."""

from dataclasses import replace

import pytest

from rubrics.loader import load_rubric
from rubrics.scorer import Scorer
from rubrics.text import Passage

# The rules alone: a vote may well overrule an example that is a single short sentence.
SCORER = Scorer(replace(load_rubric(), vote=None))
RULES = SCORER.rubric.rules


def found(text: str) -> set[str]:
    return {finding.signal for finding in SCORER.findings(Passage.from_text(text), "snippet")}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_fires_on_its_examples(rule):
    missed = [text for text in rule.fires if rule.signal not in found(text)]
    assert missed == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_is_silent_on_its_counterexamples(rule):
    wrong = [text for text in rule.silent if rule.signal in found(text)]
    assert wrong == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_earns_at_least_one_of_its_examples_itself(rule):
    # Otherwise the examples prove another rule.
    rules = {finding.rule for text in rule.fires for finding in SCORER.findings(Passage.from_text(text), "snippet")}
    assert rule.id in rules


def test_every_signal_has_a_rule():
    assert {rule.signal for rule in RULES} == {signal.id for signal in SCORER.rubric.signals}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples_survive_the_loss_of_punctuation_and_case(rule):
    heard = [text for text in rule.fires if rule.signal in found(text.lower().replace(".", "").replace(",", ""))]
    assert len(heard) >= len(rule.fires) - 1
