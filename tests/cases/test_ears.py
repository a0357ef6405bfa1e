"""The scripts that speak cases and listen to them find what they are for."""

import pytest

from cases.catalogue import Catalogue
from speech.recognisers.sphinx import SphinxRecogniser
from tests.cases.hear_terms import AFTER, BEFORE, in_between, objection
from tests.cases.read_aloud import Heard, heard_sentences
from tests.conftest import needed
from tests.synthetic_voices import say


@pytest.mark.parametrize(
    ("form", "reason"),
    [("campus", "one word"), ("to the", "every answer"), ("hard limit", "in the corpus"), ("cash stampede", "")],
)
def test_what_may_be_meant_as_it_stands_is_no_mishearing(form: str, reason: str) -> None:
    told = objection(form)
    assert reason in told
    assert bool(told) == bool(reason)


@pytest.mark.parametrize(
    ("sentence", "seconds", "remark"),
    [
        ("Take the lift.", 1.0, ""),
        ("Take the lift " + "and wait " * 20, 9.0, "43 words"),
        ("Take the lift.", 14.5, "14.5 s"),
        ("Take the lift (left).", 2.0, '"(" cannot be said'),
        ("Take the SKU.", 2.0, '"SKU" cannot be said'),
        ("Ask the AI.", 2.0, ""),
    ],
)
def test_a_sentence_that_nobody_would_say_is_told(sentence: str, seconds: float, remark: str) -> None:
    assert remark in Heard("question.text", sentence, seconds, 0.0).remarks
    assert bool(Heard("question.text", sentence, seconds, 0.0).remarks) == bool(remark)


@pytest.mark.real
def test_a_term_is_heard_in_its_place() -> None:
    needed("flite")
    sound = say(f"{BEFORE} morning {AFTER}.", "rms")
    assert in_between(SphinxRecogniser(()), sound) == "morning"


@pytest.mark.real
def test_a_case_is_spoken_sentence_by_sentence() -> None:
    needed("espeak-ng")
    done: set[str] = set()
    every = list(heard_sentences(Catalogue().case("vehicle-offer"), done, listen=False))
    assert len(every) == len(done) > 30
    assert every[0].place == "question.text"
    assert all(0.3 < heard.seconds < 14 for heard in every)
    assert [heard.sentence for heard in every if heard.remarks] == []
