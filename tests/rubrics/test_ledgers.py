"""Ledgers and flags: what was told in full, what was missing, and what an interviewer would stumble over."""

from pathlib import Path

import pytest

from cases.catalogue import Catalogue
from rubrics.loader import load_rubric
from rubrics.model import Ledger, LedgerEntry, Score
from rubrics.scorer import Scorer
from rubrics.text import Passage
from speech.transcript import Word

SCORER = Scorer(load_rubric())
CATALOGUE = Catalogue(Path("/nonexistent"))
CAR, SHOP, MODEL = "remote-command", "checkout-failover", "search-ranking"


def scored(text: str, case_id: str = "", format_id: str = "") -> Score:
    return SCORER.score(Passage.from_text(text), CATALOGUE.case(case_id) if case_id else None, format_id)


def ledger(score: Score, id_: str) -> Ledger:
    return next(entry for entry in score.ledgers if entry.id == id_)


def found(entry: LedgerEntry) -> set[str]:
    return {line.id for line in entry.lines if line.evidence}


def flags(text: str, case_id: str = "") -> set[str]:
    return {flag.id for flag in scored(text, case_id).flags}


def test_a_choice_told_in_full_and_one_told_by_half():
    score = scored(
        "I would choose one shared pot of paint over a pot for each table. We gain a tidy room, but we give up "
        "freedom, and that is fine because the room is lent out every evening."
    )
    (entry,) = ledger(score, "tradeoffs").entries
    assert found(entry) == {"options", "gain", "cost", "choice", "reason"}
    half = scored("A second guard catches more thieves, but every visitor has to wait longer at the gate.")
    (entry,) = ledger(half, "tradeoffs").entries
    assert {"gain", "cost"} <= found(entry)
    assert "reason" not in found(entry)
    assert all(line.question for line in entry.lines if line.evidence is None)


def test_an_entry_carries_words_and_seconds():
    text = "We trade some range for a lighter frame, because most trips are short."
    words = [Word(word, number * 0.5, number * 0.5 + 0.4, 0.9) for number, word in enumerate(text.split(), 20)]
    score = SCORER.score(Passage.from_words(words))
    (entry,) = ledger(score, "tradeoffs").entries
    assert entry.evidence is not None
    assert entry.evidence.seconds is not None
    assert entry.evidence.seconds >= 10
    for line in entry.lines:
        if line.evidence:
            assert text[line.evidence.start : line.evidence.end] == line.evidence.quote
            assert line.evidence.quote.split()[0] in text.split()[line.evidence.first_word]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Our main metric is the share of beds that are ready at noon.", "goal"),
        ("Readmissions must not rise while we do that.", "guardrail"),
        ("It went from nine percent down to four percent.", "baseline"),
        ("I don't know today's rate, so I would count it for two weeks first.", "baseline"),
        ("I would read it over a full quarter.", "window"),
    ],
)
def test_each_part_of_a_measure_is_recognised(text, part):
    assert part in found(ledger(scored(text), "metric_quality").entries[0])


@pytest.mark.parametrize(
    "text",
    [
        "I would talk about guardrails, baselines and the primary metric.",
        "We need a good dashboard and everybody should look at it.",
        "What is your baseline today?",
    ],
)
def test_naming_the_parts_of_a_measure_fills_none(text):
    assert found(ledger(scored(text), "metric_quality").entries[0]) == set()


def test_revenue_comes_before_data_and_return():
    measure = "For the merchant, conversion in search is what moves. "
    data = "We have two years of clicks, but hardly any labels for new shops. "
    money = "It is worth three million dollars with a chance of sixty percent. "
    told = ledger(scored(measure + data + money, MODEL), "revenue_first").entries[0]
    assert found(told) == {"merchant_measure", "data", "return"}
    assert not told.out_of_order
    assert ledger(scored(data + money + measure, MODEL), "revenue_first").entries[0].out_of_order


def test_the_frameworks_belong_to_their_tracks():
    def ids(case_id: str) -> set[str]:
        kept = {entry.id for entry in scored("The merchant loses a sale.", case_id).ledgers}
        return kept & {"revenue_first", "constraint_first", "money_impact"}

    assert ids(CAR) == {"constraint_first"}
    assert ids(SHOP) == {"money_impact"}
    assert ids(MODEL) == {"revenue_first"}
    assert ids("") == set()


def test_a_vehicle_answer_that_ends_with_the_limit_is_out_of_order():
    measure = "I would watch the share of commands that the car confirmed. "
    limit = "What must never happen is that a car opens for a stranger. "
    assert ledger(scored(measure + limit, CAR), "constraint_first").entries[0].out_of_order
    assert not ledger(scored(limit + measure, CAR), "constraint_first").entries[0].out_of_order


def test_two_projects_are_two_entries():
    text = (
        "We shipped a model that sorts complaints. We believed that most of them are about one thing. In a split test "
        "over four weeks the return rate fell, which was worth ninety thousand dollars a quarter. "
        + "After that there was a long summer in which other people did other work and nothing new came out. " * 2
        + "Then I launched a tool that writes product texts. Everybody liked it very much."
    )
    first, second = ledger(scored(text, "impact-story", "recruiter-screen"), "impact").entries
    assert found(first) == {"hypothesis", "measure", "evidence", "money", "period"}
    assert found(second) == set()


def test_a_fallback_that_leaves_the_user_alone_is_flagged():
    alone = "If the network drops, the gate just shows an error and the visitor can try again later."
    kept = "If the network drops, the gate keeps the last list and the guard checks the pass by hand."
    assert "weak_fallback" in flags(alone)
    assert "weak_fallback" not in flags(kept)


def test_a_thin_way_round_a_long_journey_is_flagged():
    journey = (
        "Let me follow one sample. The nurse books it, then the courier picks it up, the lab receives it, then it is "
        "checked and finally the doctor confirms it. "
    )
    thin = "If the scanner fails, we fall back to paper."
    full = (
        "If the scanner fails for more than ten seconds, the nurse enters the number by hand, samples are queued "
        "until it is back, and then the clerk reconciles both lists."
    )
    assert "thin_fallback" in flags(journey + thin)
    assert "thin_fallback" not in flags(journey + full)


def test_examples_inside_an_app_are_flagged_for_vehicles_only():
    text = "If the app crashes, the login screen shows the cached list, so people can go on reading."
    assert "inside_the_app" in flags(text, CAR)
    assert "inside_the_app" not in flags(text, SHOP)
    assert "inside_the_app" not in flags(f"{text} Meanwhile the car keeps its doors locked.", CAR)


def test_numbers_that_contradict_each_other_are_flagged():
    one, two = "A parcel must be scanned within four minutes. ", "A parcel must be scanned within nine minutes. "
    score = scored(f"{one}The depot opens at six. {two}")
    (flag,) = (flag for flag in score.flags if flag.id == "contradicting_figures")
    assert ["four minutes" in flag.evidence[0].quote, "nine minutes" in flag.evidence[1].quote] == [True, True]


@pytest.mark.parametrize(
    "text",
    [
        "A parcel must be scanned within four minutes. A letter must be scanned within nine minutes at the counter.",
        "We cut the waiting time from nine minutes to four minutes.",
        "A parcel must be scanned within four minutes. Today a parcel is scanned within nine minutes.",
        "For ninety percent a parcel must be scanned within four minutes. For ninety nine percent a parcel must be "
        "scanned within nine minutes.",
        "A parcel must be scanned within four minutes. Yes, a parcel must be scanned within four minutes.",
    ],
)
def test_numbers_for_different_things_do_not_contradict(text):
    assert "contradicting_figures" not in flags(text)
