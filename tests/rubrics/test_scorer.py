"""The scorer: invariants, robustness, and what cannot be gamed."""

import json
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubrics.loader import load_rubric
from rubrics.marks import mark_content
from rubrics.model import PillarMark
from rubrics.scorer import Scorer
from rubrics.text import Passage
from speech.transcript import Segment, Transcript, Word

CORPUS = Path(__file__).parents[1] / "corpus"
SCORER = Scorer(load_rubric())
ANSWERS = [
    json.loads(line) for line in (CORPUS / "tuned" / "house-1" / "answers.jsonl").read_text("utf-8").splitlines()
]
STRONG = [entry["text"] for entry in ANSWERS if entry["level"] == "strong"]
MIDDLE = [entry["text"] for entry in ANSWERS if entry["level"] == "middle"]
GAMING = [entry["text"] for entry in ANSWERS if entry["level"] == "gaming"]
SALAD = (
    " hard constraint must never business goal p ninety five latency two hundred milliseconds revenue margin trade off"
    " gain speed give up freshness not x but y failure mode rollback kill switch retry cohort control group stop rule"
)


def overall(text: str) -> float:
    mark = SCORER.score(Passage.from_text(text)).overall
    assert mark is not None
    return mark


def points(text: str) -> float:
    """The mark before it is bent to the scale of people."""
    return 100 * (overall(text) / 100) ** (1 / SCORER.rubric.marking.scale_power)


def signals(text: str) -> set[str]:
    return {finding.signal for finding in SCORER.findings(Passage.from_text(text), "snippet")}


def transcript(text: str, confidence: float) -> Transcript:
    words = tuple(Word(word, number * 0.4, number * 0.4 + 0.35, confidence) for number, word in enumerate(text.split()))
    return Transcript("whisper", "base.en", "en", (Segment(0.0, len(words) * 0.4, words),))


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from([*STRONG[0].split(), "caf\u00e9", "\U0001f600", "\u2014", "na\u0131ve", "\u00a0", "\n"])
    ).map(" ".join)
)
def test_a_quote_is_always_cut_from_the_text_as_given(text):
    passage = Passage.from_text(text)
    for finding in SCORER.findings(passage):
        assert text[finding.start : finding.end] == finding.quote != ""
        assert finding.first_word <= finding.last_word < len(passage.words)
        assert passage.words[finding.first_word].start <= finding.start
        assert finding.end <= passage.words[finding.last_word].end


@pytest.mark.parametrize("text", STRONG)
def test_findings_come_in_order_and_carry_slots_and_words(text):
    findings = SCORER.findings(Passage.from_text(text))
    assert [finding.start for finding in findings] == sorted(finding.start for finding in findings)
    for finding in findings:
        assert finding.message
        assert all(slot.quote in text for slot in finding.slots)


def test_answers_are_ordered_by_their_level():
    assert min(map(points, STRONG)) > 60 > 40 > max(map(points, MIDDLE)) > 15
    assert max(map(overall, GAMING)) < min(map(overall, MIDDLE))


@pytest.mark.parametrize("text", STRONG + MIDDLE)
def test_a_salad_of_keywords_never_raises_a_mark(text):
    assert overall(text + SALAD) <= overall(text)


@pytest.mark.parametrize("text", STRONG + MIDDLE)
def test_saying_it_twice_never_raises_a_mark(text):
    assert overall(f"{text} {text}") <= overall(text)


@pytest.mark.parametrize("text", STRONG)
def test_shuffled_words_sink(text):
    words = text.split()
    random.Random(3).shuffle(words)
    assert points(" ".join(words)) < points(text) / 3


@pytest.mark.parametrize("text", STRONG)
def test_half_an_answer_is_worth_less(text):
    words = text.split()
    assert points(" ".join(words[: len(words) // 2])) < points(text) * 0.8


def test_without_punctuation_and_case_less_is_heard_and_nothing_is_invented():
    # Clauses are cut elsewhere then; over the answers of strangers it costs a point and a half (`make eval`).
    for text in STRONG:
        bare = re.sub(r"[.,;:?!]", "", text).lower()
        assert points(text) * 0.6 < points(bare) < points(text) + 5


def test_the_weakest_of_three_pillars_caps_the_whole():
    def mark(**points: float) -> float:
        pillars = [
            PillarMark(pillar.id, pillar.title, points.get(pillar.id, 100.0)) for pillar in SCORER.rubric.pillars
        ]
        return mark_content(pillars, (), SCORER.rubric, SCORER.rubric.formats[0])

    assert mark() == 100
    assert mark(trade_offs=0.0) == mark(opening=0.0) == mark(metrics=0.0) == SCORER.rubric.marking.cap_base
    assert mark(structure=0.0) > 85


def test_a_bad_signal_costs_something():
    boast = " This design never fails and there is no downside to it at all."
    assert overall(STRONG[0] + boast) < overall(STRONG[0])


def test_words_the_recogniser_was_unsure_of_are_no_evidence():
    text = "The lock must never open for a stranger and each mistake costs us twelve dollars in refunds"
    sure = SCORER.findings(Passage.from_transcript(transcript(text, 0.9)))
    assert {"opening.constraint", "metric.money"} <= {finding.signal for finding in sure}
    assert SCORER.findings(Passage.from_transcript(transcript(text, 0.1))) == ()
    provisional = SCORER.score(Passage.from_transcript(transcript(text, 0.1)), provisional=True)
    assert provisional.findings != ()


def test_the_band_is_wider_for_a_recogniser_that_mishears_and_for_doubtful_words():
    def width(confidence: float, *, provisional: bool) -> float:
        band = SCORER.score(Passage.from_transcript(transcript(MIDDLE[0], confidence)), provisional=provisional).band
        assert band is not None
        return band[1] - band[0]

    assert width(0.9, provisional=True) > width(0.9, provisional=False)
    assert width(0.1, provisional=True) > width(0.9, provisional=True)


def test_times_come_from_the_words():
    timed = SCORER.score(Passage.from_transcript(transcript(STRONG[0], 0.9)))
    plain = SCORER.score(Passage.from_text(STRONG[0]))
    assert timed.seconds_to_first_constraint == timed.findings[0].seconds is not None
    assert plain.seconds_to_first_constraint is None
    assert all(finding.seconds is None for finding in plain.findings)


def test_a_limit_that_comes_late_is_timed_as_well():
    late = (
        "We open the gate for everybody who asks, and then they park. " * 12
        + "And the hard limit is that no stranger may ever open the gate."
    )
    score = SCORER.score(Passage.from_transcript(transcript(late, 0.9)))
    assert not any(finding.signal == "opening.constraint" for finding in score.findings)
    said = len(late.split()) * 0.4
    assert score.seconds_to_first_constraint is not None
    assert said - 10 < score.seconds_to_first_constraint < said
    without = SCORER.score(Passage.from_transcript(transcript("We open the gate for everybody who asks. " * 3, 0.9)))
    assert without.seconds_to_first_constraint is None


def test_too_few_words_are_not_marked():
    score = SCORER.score(Passage.from_text("Too short."))
    assert (score.overall, score.band) == (None, None)


@pytest.mark.parametrize("text", ["", " ", "...", "\n\n", "\U0001f600", "a"])
def test_nothing_is_found_in_nothing(text):
    assert SCORER.findings(Passage.from_text(text)) == ()
    assert SCORER.score(Passage.from_text(text)).findings == ()


def test_advice_is_at_most_three_and_explained_by_slot():
    advice = SCORER.score(
        Passage.from_text("We want guests to sleep well. A second key makes the check-in much faster. " * 2)
    ).advice
    assert 1 <= len(advice) <= 3
    explained = [entry.text for entry in advice if entry.signal == "tradeoff.explicit"]
    assert explained == ["You named what it gives, not what it costs."]


def test_the_earliest_opening_wins():
    boxes_first = "I'd have a Postgres database and a Redis cache. The goal is that a guest finds the key."
    goal_first = "The goal is that a guest finds the key, so we need a key service and a booking service."
    assert signals(boxes_first) & {"opening.components_first", "opening.business_goal"} == {"opening.components_first"}
    assert signals(goal_first) & {"opening.components_first", "opening.business_goal"} == {"opening.business_goal"}


@pytest.mark.parametrize(
    "text",
    [
        "I would talk about trade-offs, failure modes and the rollout plan.",
        "We would have robust fallback mechanisms.",
        "At my last company we cut the error rate from nine to two percent and I got promoted.",
        "Could you tell me what your target latency is in milliseconds?",
    ],
)
def test_mention_career_and_questions_are_no_moves(text):
    assert signals(text) == set()


def test_the_scorer_gives_the_same_twice():
    passage = Passage.from_text(STRONG[1])
    assert SCORER.score(passage) == SCORER.score(passage)
    assert replace(SCORER.score(passage)) == SCORER.score(passage)
