"""What was asked and how it was answered: judged on its own window, kept, and said in words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.practice.interjection import (
    Interjection,
    Kind,
    Reply,
    echo_stretches,
    interjection_document,
    interjection_from_document,
)
from desktop.practice.replies import judge_replies, reply_in_words
from rubrics.loader import load_rubric
from rubrics.scorer import Scorer
from speech.transcript import Word
from tests.desktop.examples import CASE

ASKED = Interjection(
    Kind.PUSH_BACK, "cost", "What does it cost?", "no money", "missing:metric.money", ("metric.money", "stale"),
    "Names a sum.", 100.0, 100.0, 104.0,
)  # fmt: skip
MONEY = "you said every wrong tip costs you a driver so two cents a tip buy back four dollars of revenue"


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(load_rubric())


def words(text: str, at_seconds: float, *, echo: bool = False) -> list[Word]:
    return [
        Word(word, at_seconds + number * 0.4, at_seconds + number * 0.4 + 0.3, 0.9, echo)
        for number, word in enumerate(text.split())
    ]


def reply(scorer: Scorer, *said: Word, others: tuple[Interjection, ...] = ()) -> Reply:
    judged = judge_replies((ASKED, *others), said, scorer, CASE)[0].reply
    assert judged is not None
    return judged


def test_a_reply_is_judged_on_what_was_said_after_the_question(scorer: Scorer) -> None:
    good = reply(scorer, *words(MONEY, 105))
    assert (good.held, good.lacked, good.reanchored, good.narrowed) == (("metric.money",), ("stale",), True, False)
    assert good.words == len(MONEY.split())
    assert good.quote


@pytest.mark.parametrize("at_seconds", [60, 196])
def test_what_was_said_before_or_much_later_is_no_reply(scorer: Scorer, at_seconds: float) -> None:
    assert reply(scorer, *words(MONEY, at_seconds)) == Reply(
        0, reanchored=False, narrowed=False, held=(), lacked=("metric.money", "stale"), quote="",
        good_reply="Names a sum.",
    )  # fmt: skip


def test_the_next_question_ends_a_reply_and_a_time_call_does_not(scorer: Scorer) -> None:
    said = [*words("well I am not sure about that one", 105), *words(MONEY, 130)]
    following = replace(ASKED, id="next", at_seconds=120, until_seconds=124)
    assert reply(scorer, *said, others=(following,)).held == ()
    call = replace(following, kind=Kind.TIME_CALL)
    assert reply(scorer, *said, others=(call,)).held == ("metric.money",)
    assert judge_replies((call,), said, scorer, CASE) == (call,)


def test_the_programs_own_words_are_no_reply(scorer: Scorer) -> None:
    assert reply(scorer, *words(MONEY, 105, echo=True)).words == 0


def test_a_talking_point_may_be_what_is_asked_for(scorer: Scorer) -> None:
    assert "stale" in reply(scorer, *words("the sensors give us old data and we say so to the driver", 105)).held


@pytest.mark.parametrize(
    ("differing", "text"),
    [
        ({"words": 0}, "No reply."),
        ({}, "It neither went back to the interviewer's measure nor cut the scope."),
        ({"held": ("metric.money",)}, "The reply held what was asked for: Money."),
        ({"lacked": ("metric.money",)}, "The reply lacked what was asked for: Money."),
        (
            {"held": ("metric.money",), "reanchored": True, "narrowed": True},
            "The reply held what was asked for: Money. It went back to the interviewer's measure or the agreed limit."
            " It cut the scope.",
        ),
    ],
)
def test_in_words(differing: dict[str, object], text: str) -> None:
    plain = Reply(9, reanchored=False, narrowed=False, held=(), lacked=(), quote="", good_reply="")
    assert reply_in_words(replace(plain, **differing), {"metric.money": "Money"}) == text  # type: ignore[arg-type]


texts = st.text(max_size=8)
names = st.lists(texts, max_size=3).map(tuple)
seconds = st.floats(0, 5000).map(lambda value: round(value, 3))
replies = st.builds(
    Reply, words=st.integers(0, 900), reanchored=st.booleans(), narrowed=st.booleans(), held=names, lacked=names,
    quote=texts, good_reply=st.just("good"),
)  # fmt: skip


@given(
    st.builds(
        Interjection, st.sampled_from(Kind), texts, texts, texts, texts, names, st.just("good"), seconds, seconds,
        seconds, st.none() | replies,
    )
)  # fmt: skip
def test_what_was_said_survives_the_disk(entry: Interjection) -> None:
    assert interjection_from_document(interjection_document(entry)) == entry


@given(st.recursive(st.none() | st.integers() | texts, lambda inner: st.lists(inner) | st.dictionaries(texts, inner)))
def test_anything_else_is_refused(document: object) -> None:
    with pytest.raises(ValueError, match=r"no interjection|is not a valid Kind"):
        interjection_from_document(document)


def test_only_what_was_audible_echoes() -> None:
    shown = replace(ASKED, until_seconds=100.0)
    assert echo_stretches((shown, ASKED)) == ((pytest.approx(99.9), pytest.approx(104.4)),)
