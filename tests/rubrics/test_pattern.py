"""The pattern language."""

import pytest

from rubrics.loader import load_rubric
from rubrics.pattern import PatternError, parse_pattern
from rubrics.reader import Reader
from rubrics.text import Passage

LANGUAGE = load_rubric().language
READER = Reader(LANGUAGE)


def found(pattern: str, text: str) -> list[str]:
    reading = READER.read(Passage.from_text(text))
    matches = parse_pattern(pattern, LANGUAGE.stemmer).matches(reading)
    return [" ".join(reading.words[start:end]) for start, end, _ in matches]


@pytest.mark.parametrize(
    ("pattern", "text", "wanted"),
    [
        ("give up", "we gave up and are giving up", ["gave up", "giving up"]),
        ("=gave up", "we gave up and are giving up", ["gave up"]),
        ("prior*", "a priority of ours", ["priority"]),
        ("(slow|fast) lane", "the slow lane and the fast lane", ["slow lane", "fast lane"]),
        ("very? slow", "it is very slow", ["very slow", "slow"]),
        ("not !only _", "not only fast, not slow", ["not slow"]),
        ("from ..2 to", "from here up to there", ["from here up to"]),
        ("from ..1 to", "from here up to there", []),
        ("red ..3 blue", "it is red. blue is nice", []),
        ("red ~3 blue", "it is red. blue is nice", ["red blue"]),
        ("because +3", "because the door is open wide", ["because the door is"]),
        ("because +9", "it works because the door is open, but it is cold", ["because the door is open"]),
        ("^ it", "it is late, but it is fine", ["it"]),
        ("{percent_number} of", "two percent of them", ["two percent of"]),
    ],
)
def test_elements(pattern, text, wanted):
    assert found(pattern, text) == wanted


def test_slots_are_named():
    reading = READER.read(Passage.from_text("we trade speed for safety"))
    (match,) = parse_pattern("trade <cost: +1> for <gain: +2>", LANGUAGE.stemmer).matches(reading)
    assert match == (1, 5, (("cost", 2, 3), ("gain", 4, 5)))


def test_a_pattern_that_begins_with_a_gap_finds_what_an_exhaustive_search_finds():
    assert found("+2 before dawn", "long before dawn we left") == ["long before dawn"]
    assert found("_? _? before dawn", "long before dawn we left") == ["long before dawn", "before dawn"]


@pytest.mark.parametrize("pattern", ["(a|b", "a)", "", "a | | b", "<x: a", "a ;", "!", "?"])
def test_a_broken_pattern_is_refused(pattern):
    with pytest.raises(PatternError):
        parse_pattern(pattern, LANGUAGE.stemmer)
