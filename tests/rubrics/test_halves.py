import pytest

from rubrics.loader import load_rubric
from rubrics.scorer import Scorer
from rubrics.text import Passage

REST = (
    " after that the order goes to the warehouse and someone there packs it and hands it to the carrier"
    " who brings it to the shopper at home in the evening"
)


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(load_rubric())


def halves(scorer: Scorer, text: str) -> list[str]:
    _, found = scorer.noted(Passage.from_text(text))
    return [half.name for half in found]


@pytest.mark.parametrize(
    "text",
    [
        "we would get it down to forty and then look again" + REST,
        "the score went up by eighty, which the team liked" + REST,
    ],
)
def test_a_number_of_nothing_is_noticed(scorer: Scorer, text: str) -> None:
    assert halves(scorer, text) == ["number_without_unit"]


@pytest.mark.parametrize(
    "text",
    [
        "the count is at most forty seconds old" + REST,
        "we serve four hundred merchants in the first month" + REST,
        "ninety five percent of orders arrive" + REST,
        "in version twelve and later we change that" + REST,
        "there are three of them" + REST,
        "we would get it down to forty",
        "I worked there in 2019 and liked it" + REST,
    ],
)
def test_numbers_that_count_something_or_are_no_measure(scorer: Scorer, text: str) -> None:
    assert "number_without_unit" not in halves(scorer, text)


def test_a_choice_that_is_only_praised_is_noticed(scorer: Scorer) -> None:
    text = "I would choose the event log because that gives us faster updates for every channel." + REST
    assert halves(scorer, text) == ["trade_off_without_cost"]
    costs = "I would choose the event log, which gives us faster updates, but we give up perfect consistency." + REST
    assert halves(scorer, costs) == []
    assert halves(scorer, text.removesuffix(REST)) == []
