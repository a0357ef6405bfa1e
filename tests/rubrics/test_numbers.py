"""Spoken and written numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrics.loader import load_rubric
from rubrics.numbers import find_quantities
from rubrics.text import Passage

UNITS = load_rubric().language.units
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS = "x x twenty thirty forty fifty sixty seventy eighty ninety"


def found(text: str) -> list[tuple[str, float, str]]:
    quantities = find_quantities([token.text for token in Passage.from_text(text).tokens], UNITS)
    return [(entry.kind, round(entry.value, 6), entry.unit) for entry in quantities]


def spelled(number: int) -> str:
    if number < 20:
        return ONES.split()[number]
    if number < 100:
        return TENS.split()[number // 10] + (f" {ONES.split()[number % 10]}" if number % 10 else "")
    if number < 1000:
        rest = f" and {spelled(number % 100)}" if number % 100 else ""
        return f"{ONES.split()[number // 100]} hundred{rest}"
    rest = f" {spelled(number % 1000)}" if number % 1000 else ""
    return f"{spelled(number // 1000)} thousand{rest}"


@given(st.integers(0, 999_999))
def test_spelled_numbers_are_read_back(number):
    assert found(f"{spelled(number)} seconds") == [("time", number, "second")]


@given(st.integers(0, 999_999))
def test_digits_are_read_back(number):
    assert found(f"about {number:,} seconds") == [("time", number, "second")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ninety five percent", ("percent", 95, "percent")),
        ("99.99 %", ("percent", 99.99, "percent")),
        ("ninety nine point nine five percent", ("percent", 99.95, "percent")),
        ("four nines", ("percent", 99.99, "percent")),
        ("one in forty", ("ratio", 0.025, "of")),
        ("nine out of ten", ("ratio", 0.9, "of")),
        ("two out of every five", ("ratio", 0.4, "of")),
        ("two thirds of them", ("ratio", 0.666667, "of")),
        ("p ninety five", ("percentile", 95, "percentile")),
        ("p99", ("percentile", 99, "percentile")),
        ("the 95th percentile", ("percentile", 0, "percentile")),
        ("$0.15", ("money", 0.15, "dollar")),
        ("fifteen cents", ("money", 15, "cent")),
        ("one point five million euros", ("money", 1_500_000, "euro")),
        ("$1.2M", ("money", 1_200_000, "dollar")),
        ("half a million dollars", ("money", 500_000, "dollar")),
        ("a hundred and five milliseconds", ("time", 105, "millisecond")),
        ("twelve and a half minutes", ("time", 12.5, "minute")),
        ("150ms", ("time", 150, "millisecond")),
        ("two to three seconds", ("time", 3, "second")),
        ("forty thousand", ("count", 40_000, "")),
        ("five kilowatt hours", ("physical", 5, "watt")),
    ],
)
def test_kinds_of_numbers(text, wanted):
    assert found(text) == [(wanted[0], pytest.approx(wanted[1], abs=1e-5), wanted[2])]


@pytest.mark.parametrize("text", ["in 2021", "twenty twenty one", "the second point", "a third party", "first of all"])
def test_years_and_ordinals_are_no_numbers(text):
    assert [entry for entry in found(text) if entry[0] != "count" or entry[1] > 100] == []


def test_a_time_is_no_ratio():
    assert found("one in twenty minutes") == [("count", 1, ""), ("time", 20, "minute")]


def test_two_numbers_stay_two():
    assert found("two seconds for ninety five percent of skus") == [
        ("time", 2, "second"),
        ("percent", 95, "percent"),
    ]


@given(st.text())
def test_no_text_breaks_the_grammar(text):
    tokens = [token.text for token in Passage.from_text(text).tokens]
    for quantity in find_quantities(tokens, UNITS):
        assert 0 <= quantity.start < quantity.end <= len(tokens)
