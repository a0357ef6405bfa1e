"""Recogniser repair, and when two words count as the same."""

import pytest

from cases.model import Term
from rubrics.loader import load_rubric
from rubrics.match import allowed_edits, closest, contains_phrase, same_quote
from rubrics.repair import Repairer
from rubrics.text import Passage

LANGUAGE = load_rubric().language
REPAIRER = Repairer(LANGUAGE.repairs, LANGUAGE.stemmer)


def repaired(text: str, repairer: Repairer = REPAIRER) -> str:
    return " ".join(token.text for token in repairer.repaired(Passage.from_text(text).tokens))


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("we use see queue are s here", "we use cqrs here"),
        ("a cough car cluster", "a kafka cluster"),
        ("the s l a says", "the sla says"),
        ("our ess el ay", "our sla"),
        ("S.L.A.", "sla"),
        ("an item potent call", "an idempotent call"),
        ("it rolls back", "it rollback"),
        ("ninety per cent", "ninety percent"),
        ("the laatency", "the latency"),
        ("low avaliability", "low availability"),
    ],
)
def test_misheard_terms_are_put_right(heard, meant):
    assert repaired(heard) == meant


@pytest.mark.parametrize(
    "text",
    ["a long conversation", "pay attention", "i see you are early", "at one turn", "a slow road", "be a good cook"],
)
def test_real_words_are_left_alone(text):
    assert repaired(text) == text


def test_a_repaired_word_keeps_the_span_it_was_heard_in():
    text = "with see queue are s, of course"
    token = REPAIRER.repaired(Passage.from_text(text).tokens)[1]
    assert text[token.start : token.end] == "see queue are s"


def test_a_case_lends_its_vocabulary():
    term = Term("geofence", "g o fence", ("geo fans", "jio fence"))
    repairer = Repairer(LANGUAGE.repairs.with_terms((term,)), LANGUAGE.stemmer)
    assert repaired("inside the geo fans", repairer) == "inside the geofence"
    assert repaired("inside the geo fans") == "inside the geo fans"


def test_a_short_word_never_stands_for_a_term():
    term = Term("SKU", "s k u", ("skew",))
    repairer = Repairer(LANGUAGE.repairs.with_terms((term,)), LANGUAGE.stemmer)
    assert repaired("the data skew", repairer) == "the data skew"


def test_allowed_edits_grow_with_the_length():
    assert [allowed_edits(length) for length in (3, 5, 6, 8, 9, 14)] == [0, 0, 1, 1, 2, 2]


def test_the_first_letter_must_agree_and_denied_words_are_never_taken():
    assert closest("xatency", ("latency",), ()) == ""
    assert closest("latensy", ("latency",), ()) == "latency"
    assert closest("latensy", ("latency",), ("latensy",)) == ""


def test_short_phrases_are_never_only_located():
    assert contains_phrase("out of stock items", "there are out of stok items here")
    assert not contains_phrase("stock", "the stok")


def test_quotes_are_the_same_when_nearly_all_words_are():
    assert same_quote("we give up freshness for speed", "We give up freshness for speed")
    assert not same_quote("we give up freshness for speed", "one parcel in forty is lost")
