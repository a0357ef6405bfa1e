"""The learned vote: what it sees, what it credits, and that its weights are those of the corpus."""

import importlib.util
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from rubrics.loader import load_rubric
from rubrics.reading import Reading
from rubrics.scorer import Scorer
from rubrics.text import Passage
from rubrics.traits import KINDS, Kin, traits_of
from rubrics.vote_file import FOLDER, WEIGHTS, load_vote, read_kin, read_weights

LIBRARY = files("rubrics").joinpath("library")
RUBRIC = load_rubric()
SCORER = Scorer(RUBRIC)
UNRULED = Scorer(replace(RUBRIC, rules=()))
SAID = (
    "The card terminal dies on a Saturday with a full hall and a bleeding dog. Then we print the invoice, note the "
    "phone number, treat the dog and collect on Monday."
)
BARE = SAID.replace(".", "").replace(",", "").lower()
KIN = Kin({"dog": "7", "cat": "7", "the": "the", "of": "of", "a": "a"})


def read(text: str) -> Reading:
    return SCORER.reader.read(Passage.from_text(text))


def names(text: str) -> set[str]:
    known: dict[str, int] = {}
    reading = read(text)
    traits = traits_of(reading, KIN, lambda name: known.setdefault(name, len(known)))
    found = set(traits.within(0, len(reading.tokens)).numbers.tolist())
    return {name for name, number in known.items() if number in found}


def sums(text: str) -> dict[str, float]:
    assert RUBRIC.vote is not None
    weights = RUBRIC.vote.weights
    reading = read(text)
    stretch = traits_of(reading, RUBRIC.vote.kin, weights.numbers.get).within(0, len(reading.tokens))
    return dict(zip(weights.signals, weights.sums(stretch.numbers), strict=True))


def test_a_word_is_seen_with_its_neighbours_its_kin_its_pieces_and_its_place():
    known = names("the wife of the dog saw a cat")
    assert {"wdog", "wcat", "wof the dog", "^the", "k7", "kof the 7", "~_dog", "fthe _ of the", "wdog .. cat"} <= known
    assert {name[0] for name in known} <= set(KINDS)


def test_a_number_with_its_unit_is_one_word():
    assert "w<time> wait" in names("two seconds wait") or "w<time> wait" in names("a two second wait")
    assert not any("second" in name for name in names("it takes two seconds"))


def test_a_denied_word_is_another_trait():
    assert "!refund" in names("we will not refund anyone")
    assert "!refund" not in names("we will refund everyone")


def test_punctuation_and_case_are_no_traits():
    with_signs, without = names(SAID), names(BARE)
    assert len(with_signs ^ without) <= 0.02 * len(with_signs)


def test_salad_has_no_traits():
    salad = "latency throughput revenue margin baseline cohort rollback constraint retry fallback availability " * 2
    assert names(salad) == set()


def test_traits_count_only_in_the_stretch_they_lie_in():
    traits = traits_of(read(SAID), KIN, {"wterminal die": 0, "^saturday": 1}.get)
    assert traits.within(0, 10).numbers.tolist() == [0, 1]
    assert traits.within(0, 3).numbers.tolist() == []
    assert traits.within(3, 10).numbers.tolist() == [1]


def test_a_move_that_no_rule_foresaw_is_heard_with_its_words():
    findings = UNRULED.findings(Passage.from_text(SAID), "snippet")
    assert {finding.rule for finding in findings} >= {"learned.failure.mode", "learned.failure.recovery"}
    for finding in findings:
        assert SAID[finding.start : finding.end] == finding.quote
        assert finding.message
        assert finding.slots
        assert all(slot.name == "weighed most" and slot.quote in finding.quote for slot in finding.slots)


def test_the_words_shown_carry_the_finding():
    finding = next(
        entry for entry in UNRULED.findings(Passage.from_text(SAID), "snippet") if "recovery" in entry.signal
    )
    left = SAID
    for slot in finding.slots:
        left = left.replace(slot.quote, "something", 1)
    assert sums(left)["failure.recovery"] < sums(SAID)["failure.recovery"]


def test_talk_about_oneself_is_no_move():
    said = "my goal is to become a director and I failed at my last job but my boss was kind"
    assert UNRULED.findings(Passage.from_text(said), "snippet") == ()


@pytest.mark.parametrize("text", ["", "well", "um yes", "\u2026"])
def test_next_to_nothing_is_judged_without_fuss(text):
    assert UNRULED.findings(Passage.from_text(text), "snippet") == ()
    assert UNRULED.findings(Passage.from_text(text)) == ()


def test_every_signal_is_voted_on():
    assert RUBRIC.vote is not None
    assert set(RUBRIC.vote.weights.signals) == {signal.id for signal in RUBRIC.signals}
    assert np.all(RUBRIC.vote.weights.doubts <= RUBRIC.vote.weights.bars)


def test_weights_for_an_unknown_signal_are_refused():
    with pytest.raises(ValueError, match=r"weights\.tsv: there is no signal .* run tests/corpus/learn\.py again"):
        load_vote(LIBRARY, RUBRIC.signals[1:])


def test_a_library_without_weights_has_no_vote(tmp_path):
    assert load_vote(tmp_path, RUBRIC.signals) is None


def test_the_data_is_small_and_the_groups_are_apart():
    file = Path(str(LIBRARY)) / FOLDER / WEIGHTS
    assert file.stat().st_size < 1_600_000
    assert read_weights(file).table.any(1).mean() > 0.9
    groups = read_kin(LIBRARY.joinpath(FOLDER, "kin.txt")).groups
    assert groups["spinach"] == groups["garlic"] != groups["driver"]


def test_the_weights_were_learned_from_the_corpus_as_it_is():
    file = Path(__file__).parents[1] / "corpus" / "learn.py"
    spec = importlib.util.spec_from_file_location("learn", file)
    assert spec is not None
    assert spec.loader is not None
    learn = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(learn)
    head = next(line for line in learn.TARGET.read_text("utf-8").splitlines() if line.startswith("CORPUS"))
    assert head.split("\t")[1] == learn.checksum(), "run tests/corpus/learn.py again"
