"""The labelled corpus: well formed, and judged no worse than it was."""

import importlib.util
from pathlib import Path

import pytest

from rubrics.loader import load_rubric
from rubrics.scorer import Scorer

FILE = Path(__file__).parents[1] / "corpus" / "evaluate.py"
SPEC = importlib.util.spec_from_file_location("evaluate", FILE)
assert SPEC is not None
assert SPEC.loader is not None
evaluate = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(evaluate)
SCORER = Scorer(load_rubric())
PARTS = {part: evaluate.read_part(part) for part in ("tuned", "unseen")}
KNOWN = {signal.id for signal in SCORER.rubric.signals}


def test_passages_are_well_formed():
    entries = PARTS["tuned"] + PARTS["unseen"]
    assert len({entry["id"] for entry in entries}) == len(entries) == len({entry["text"] for entry in entries})
    for entry in entries:
        assert entry.keys() == {"id", "kind", "domain", "signals", "text", "notes"}
        assert set(entry["signals"]) <= KNOWN


def test_the_corpus_is_large_and_from_many_trades():
    assert len(PARTS["tuned"]) >= 250
    assert len(PARTS["unseen"]) >= 80
    assert len({entry["domain"] for entry in PARTS["tuned"]}) >= 20
    assert all(sum(name in entry["signals"] for entry in PARTS["tuned"]) >= 4 for name in KNOWN)


@pytest.mark.parametrize(("part", "macro", "precision"), [("tuned", 0.88, 0.86), ("unseen", 0.78, 0.75)])
def test_the_first_ten_are_judged_no_worse_than_they_were(part, macro, precision):
    figures = evaluate.first_ten(evaluate.measure(SCORER, PARTS[part]))
    assert evaluate.macro(figures) >= macro
    assert evaluate.micro_precision(figures) >= precision


def test_punctuation_and_case_hardly_matter():
    plain = evaluate.macro(evaluate.measure(SCORER, PARTS["tuned"]))
    bare = evaluate.macro(evaluate.measure(SCORER, PARTS["tuned"], evaluate.unpunctuated))
    assert bare > plain - 0.05


def test_minimal_pairs_are_told_apart():
    pairs = evaluate.read_lines(evaluate.HERE / "pairs.jsonl")
    assert len(pairs) >= 20
    assert evaluate.pair_accuracy(SCORER, pairs)[0] >= 0.9


def test_answers_are_in_order():
    answers = evaluate.read_lines(evaluate.HERE / "answers.jsonl")
    marks = {entry["id"]: evaluate.overall_of(SCORER, entry["text"]) for entry in answers}
    assert evaluate.ordering(marks, answers) >= 0.95
