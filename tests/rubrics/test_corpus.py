"""The labelled corpus: well formed, large enough, and judged no worse than is recorded in `figures.json`."""

import importlib
import json
import sys
from pathlib import Path

import pytest

from rubrics.loader import load_rubric
from rubrics.scorer import Scorer

FOLDER = Path(__file__).parents[1] / "corpus"
sys.path.insert(0, str(FOLDER))
corpus = importlib.import_module("corpus")
changes = importlib.import_module("changes")
evaluate = importlib.import_module("evaluate")
SCORER = Scorer(load_rubric())
KNOWN = {signal.id for signal in SCORER.rubric.signals}
RECORD = json.loads((FOLDER / "figures.json").read_text("utf-8"))
PARTS = [part for part in corpus.PARTS if corpus.read_part(part, "passages")]
# What a change of a rule elsewhere may cost before someone must look.
SLACK = 0.01
# Nine thousand texts are read: minutes on a busy machine.
pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module", params=PARTS)
def judged(request):
    """The recorded and the present figures of a part, without those of the slow changes of passages."""
    part = request.param
    passages, pairs, answers = (corpus.read_part(part, kind) for kind in ("passages", "pairs", "answers"))
    figures = evaluate.measure(SCORER, passages)
    told = evaluate.told_apart(SCORER, pairs)
    now = {
        "macro_f1": evaluate.macro(figures),
        "micro_precision": evaluate.micro_precision(figures),
        "pairs_told_apart": sum(told) / max(1, len(told)),
        **(evaluate.judge_answers(SCORER, answers) if answers else {}),
    }
    return RECORD.get(part, {}), now


def test_passages_are_well_formed():
    entries = [entry for part in PARTS for entry in corpus.read_part(part, "passages")]
    assert len({entry["id"] for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.keys() == {"id", "kind", "domain", "signals", "text", "notes", "batch"}
        assert set(entry["signals"]) <= KNOWN


def test_pairs_are_well_formed():
    entries = [entry for part in PARTS for entry in corpus.read_part(part, "pairs")]
    assert len({entry["id"] for entry in entries}) == len(entries)
    for entry in entries:
        assert entry["signal"] in KNOWN
        assert entry["present"] != entry["absent"]
        if "present_signals" in entry:
            assert set(entry["present_signals"]) | set(entry["absent_signals"]) <= KNOWN
            assert entry["signal"] in set(entry["present_signals"]) - set(entry["absent_signals"])


def test_the_corpus_is_large_and_from_many_trades():
    passages = corpus.read_part("tuned", "passages")
    assert len(passages) >= 800
    assert len({entry["domain"] for entry in passages}) >= 20
    assert len(corpus.read_part("tuned", "pairs")) >= 80
    assert len(corpus.read_part("tuned", "answers")) >= 40
    assert all(sum(name in entry["signals"] for entry in passages) >= 30 for name in KNOWN)


@pytest.mark.parametrize("figure", ["macro_f1", "micro_precision", "pairs_told_apart", "ordering", "spearman"])
def test_nothing_is_judged_worse_than_it_was(judged, figure):
    before, now = judged
    assert now.get(figure, 1.0) >= before.get(figure, 0.0) - SLACK


def test_no_more_recitals_reach_a_middling_answer(judged):
    before, now = judged
    assert now.get("gaming_reaching_middling", 0.0) <= before.get("gaming_reaching_middling", 1.0) + SLACK


def test_salad_and_saying_it_twice_raise_no_answer(judged):
    _, now = judged
    for change in ("salad appended", "said twice"):
        assert now["changes"][change]["highest"] <= 0.0


def test_disorder_and_half_an_answer_cost_much(judged):
    _, now = judged
    assert now["changes"]["shuffled"]["mean"] < -20
    assert now["changes"]["first half"]["mean"] < -8


def test_punctuation_and_case_hardly_matter():
    sample = corpus.read_part("tuned", "passages")[::5]
    assert evaluate.kept_share(SCORER, sample, changes.unpunctuated) >= 0.95


def test_ranks_agree_or_do_not():
    assert evaluate.spearman([1.0, 2.0, 3.0], [10.0, 20.0, 30.0]) == pytest.approx(1.0)
    assert evaluate.spearman([1.0, 2.0, 3.0], [3.0, 2.0, 1.0]) == pytest.approx(-1.0)
    assert evaluate.spearman([1.0, 1.0, 2.0], [1.0, 1.0, 2.0]) == pytest.approx(1.0)
