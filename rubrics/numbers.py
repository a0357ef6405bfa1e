"""Spoken and written numbers: "ninety nine point nine", "one in forty", "p ninety five", "$0.15", "1.2 million"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rubrics.wording import word_list, word_set

_ONES = {
    word: value
    for value, word in enumerate(
        word_list(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        )
    )
}
_TENS = {
    word: 10 * value for value, word in enumerate(word_list("twenty thirty forty fifty sixty seventy eighty ninety"), 2)
}
_SCALES = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "k": 1e3, "dozen": 12.0}
_SHORT_SCALES = {"m": 1e6, "mio": 1e6, "bn": 1e9, "b": 1e9}
_PARTS = {
    **dict.fromkeys(("half",), 0.5),
    **dict.fromkeys(("third", "thirds"), 1 / 3),
    **dict.fromkeys(("quarter", "quarters"), 0.25),
    **dict.fromkeys(("fifth", "fifths"), 0.2),
    **dict.fromkeys(("tenth", "tenths"), 0.1),
}
_ORDINALS = {
    "second": 2.0, "third": 3.0, "fourth": 4.0, "fifth": 5.0, "ninth": 9.0, "tenth": 10.0, "twentieth": 20.0,
    "fiftieth": 50.0, "ninetieth": 90.0, "hundredth": 100.0, "thousandth": 1e3,
}  # fmt: skip
_MONTHS = word_set("january february march april may june july august september october november december")
_BEFORE_A_YEAR = _MONTHS | word_set("in since by until from of")
_DIGITS = re.compile(r"\d[\d.,]*\Z")
_SYMBOLS = {"$": "dollar", "\u20ac": "euro", "\u00a3": "pound", "\u00a5": "yen"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts. `start` and `end` are token indices, end exclusive.

    `kind` is one of percent, time, money, data, physical, percentile, ratio, rate or count; `unit` is a word such as
    second or dollar, empty for a bare count.
    """

    start: int
    end: int
    kind: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Units:
    """Words that make a number a measure: unit word to (kind, base unit)."""

    words: Mapping[str, tuple[str, str]]


def find_quantities(words: Sequence[str], units: Units) -> tuple[Quantity, ...]:
    """Return all numbers of a text in order, each with its unit; ordinals, years and dates are left out."""
    words = list(words)
    found: list[Quantity] = []
    at = 0
    while at < len(words):
        quantity = _quantity(words, at, units)
        if quantity is None:
            at += 1
            continue
        if not _is_year(words, quantity):
            found.append(quantity)
        at = quantity.end
    return tuple(found)


def number_at(words: Sequence[str], at: int) -> tuple[float, int] | None:
    """Return the number that begins at a word, with the index after it."""
    if at >= len(words):
        return None
    if _DIGITS.match(words[at]):
        return _scaled(words, at + 1, _digits(words[at]))
    if (
        words[at] in ("a", "an")
        and at + 1 < len(words)
        and words[at + 1] in ("hundred", "thousand", "million", "billion", "dozen")
    ):
        return _scaled(words, at + 1, 1.0)
    if words[at] == "half" and words[at + 1 : at + 3] in (["a", "million"], ["a", "billion"]):
        return 0.5 * _SCALES[words[at + 2]], at + 3
    return _spoken(words, at)


def _digits(text: str) -> float:
    text = text.rstrip(".,")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    text = text.replace(",", ".")
    return float(text) if text.count(".") <= 1 else float(text.replace(".", ""))


def _scaled(words: Sequence[str], at: int, value: float) -> tuple[float, int]:
    """Read "thousand", "million", "hundred and five" and "and a half" behind a number."""
    while at < len(words):
        word = words[at]
        if word in _SCALES:
            value, at = value * _SCALES[word], at + 1
            value, at = _with_rest(words, at, value, word)
        elif word in _SHORT_SCALES and value < 1000:
            return value * _SHORT_SCALES[word], at + 1
        elif list(words[at : at + 3]) == ["and", "a", "half"]:
            return value + 0.5, at + 3
        else:
            break
    return value, at


def _with_rest(words: Sequence[str], at: int, value: float, scale: str) -> tuple[float, int]:
    """Add what is spoken behind a scale and is smaller than it: "and five" behind "hundred"."""
    start = at + 1 if list(words[at : at + 1]) == ["and"] else at
    rest = _below_hundred(words, start) if scale == "hundred" else _spoken(words, start)
    if rest is None or scale in ("k", "dozen") or rest[0] >= _SCALES[scale]:
        return value, at
    return value + rest[0], rest[1]


def _spoken(words: Sequence[str], at: int) -> tuple[float, int] | None:
    small = _below_hundred(words, at)
    if small is None:
        return None
    value, at = small
    if at + 1 < len(words) and words[at] == "point" and (words[at + 1] in _ONES or words[at + 1] in _TENS):
        value, at = _fraction(words, at + 1, value)
    return _scaled(words, at, value)


def _below_hundred(words: Sequence[str], at: int) -> tuple[float, int] | None:
    word = words[at] if at < len(words) else ""
    if word in _TENS:
        after = words[at + 1] if at + 1 < len(words) else ""
        if 0 < _ONES.get(after, 0) < 10:
            return float(_TENS[word] + _ONES[after]), at + 2
        return float(_TENS[word]), at + 1
    return (float(_ONES[word]), at + 1) if word in _ONES else None


def _fraction(words: Sequence[str], at: int, value: float) -> tuple[float, int]:
    digits = ""
    while at < len(words) and (words[at] in _ONES or words[at] in _TENS):
        small = _below_hundred(words, at)
        assert small is not None  # noqa: S101 - the loop's condition
        digits, at = digits + f"{small[0]:.0f}", small[1]
    return value + float(f"0.{digits}"), at


def _quantity(words: Sequence[str], at: int, units: Units) -> Quantity | None:
    if words[at] in _SYMBOLS:
        number = number_at(words, at + 1)
        return Quantity(at, number[1], "money", number[0], _SYMBOLS[words[at]]) if number else None
    percentile = _percentile(words, at)
    if percentile:
        return percentile
    number = number_at(words, at)
    if number is not None:
        return _with_unit(words, at, *number, units)
    if words[at] in ("half", "a"):
        return _without_number(words, at, units)
    return _share(words, at) if words[at] in ("third", "quarter", "thirds", "every") else None


def _with_unit(words: Sequence[str], at: int, value: float, end: int, units: Units) -> Quantity:
    ratio = _ratio(words, at, value, end)
    if ratio:
        return ratio
    upper = number_at(words, end + 1) if words[end : end + 1] in (["to"], ["or"], ["and"], ["through"]) else None
    if upper and upper[0] > value and _unit(words, upper[1], units):
        value, end = upper
    unit = _unit(words, end, units)
    if unit:
        kind, name, after = unit
        if list(words[after : after + 3]) == ["and", "a", "half"]:
            after += 3
        elif kind == "money":
            value, after = _with_small_change(words, after, value)
        return Quantity(at, after, kind, value, name)
    if end < len(words) and words[end] == "nines":
        return Quantity(at, end + 1, "percent", 100 - 10 ** (2 - value), "percent")
    return Quantity(at, end, "count", value, "")


def _with_small_change(words: Sequence[str], at: int, value: float) -> tuple[float, int]:
    """Read what is behind a whole coin: "four euros ten"."""
    rest = _below_hundred(words, at)
    if rest is None or not 5 <= rest[0] < 100 or value != int(value):
        return value, at
    # In "two euros twelve times a day" the twelve is another number.
    return (value, at) if words[rest[1] : rest[1] + 1] == ["times"] else (value + rest[0] / 100, rest[1])


def _without_number(words: Sequence[str], at: int, units: Units) -> Quantity | None:
    """Read "half a second", "a couple of hours", "a euro ten" and "a fortnight"."""
    if words[at] == "half" and words[at + 1 : at + 2] in (["a"], ["an"]):
        unit = _unit(words, at + 2, units)
        return Quantity(at, unit[2], unit[0], 0.5, unit[1]) if unit else None
    if words[at] == "half":
        return _share(words, at)
    if words[at + 1 : at + 3] == ["couple", "of"]:
        unit = _unit(words, at + 3, units)
        return Quantity(at, unit[2], unit[0], 2.0, unit[1]) if unit else None
    unit = _unit(words, at + 1, units)
    if unit is None or (unit[0] != "money" and unit[1] != "fortnight"):
        return None
    value, after = _with_small_change(words, unit[2], 1.0) if unit[0] == "money" else (1.0, unit[2])
    return Quantity(at, after, unit[0], value, unit[1])


def _unit(words: Sequence[str], at: int, units: Units) -> tuple[str, str, int] | None:
    for length in (2, 1):
        name = " ".join(words[at : at + length])
        if at + length <= len(words) and name in units.words:
            kind, base = units.words[name]
            return kind, base, at + length
    return None


def _percentile(words: Sequence[str], at: int) -> Quantity | None:
    word = words[at]
    if re.fullmatch(r"p\d{2,3}", word):
        return Quantity(at, at + 1, "percentile", float(word[1:3]), "percentile")
    if word == "p":
        number = number_at(words, at + 1)
        if number and 50 <= number[0] < 1000:
            return Quantity(at, number[1], "percentile", number[0], "percentile")
    for length in (1, 2, 3):
        if words[at + length : at + length + 1] == ["percentile"] and _is_ordinal(words[at : at + length]):
            return Quantity(at, at + length + 1, "percentile", 0.0, "percentile")
    return None


def _is_ordinal(words: Sequence[str]) -> bool:
    last = words[-1]
    known = last in _ORDINALS or re.fullmatch(r"\d+(st|nd|rd|th)?", last) is not None or last in _ONES
    return known and all(word in _TENS or word == "point" or word in _ONES for word in words[:-1])


def _ratio(words: Sequence[str], at: int, value: float, end: int) -> Quantity | None:
    """Read "one in forty", "nine out of ten", "two of every five", "two thirds of", "a third of"."""
    if end < len(words) and words[end] in ("thirds", "quarters", "fifths", "tenths"):
        return Quantity(at, end + 1, "ratio", value * _PARTS[words[end]], "of")
    for link in (["in", "every"], ["out", "of", "every"], ["of", "every"], ["out", "of"], ["in"], ["per"]):
        after = end + len(link)
        if list(words[end:after]) == link:
            whole = number_at(words, after)
            if whole and whole[0] > value and not _is_step(words, whole[1]):
                return Quantity(at, whole[1], "ratio", value / whole[0], "of")
    return None


def _is_step(words: Sequence[str], at: int) -> bool:
    """Return whether what follows is a time: "one in twenty minutes" is no ratio."""
    return words[at : at + 1] != [] and words[at].startswith(
        ("second", "minute", "hour", "day", "week", "month", "year", "milli")
    )


def _share(words: Sequence[str], at: int) -> Quantity | None:
    if words[at] == "every":
        ordinal = words[at + 1 : at + 2]
        if ordinal and ordinal[0] in _ORDINALS and ordinal[0] not in ("second",):
            return Quantity(at, at + 2, "ratio", 1 / _ORDINALS[ordinal[0]], "of")
        return None
    if words[at] == "third" and words[at - 1 : at] not in (["a"], ["one"]):
        return None
    if words[at : at + 2] == ["quarter", "of"] or (
        words[at] != "quarter" and words[at + 1 : at + 2] in (["of"], ["the"])
    ):
        return Quantity(at, at + 1, "ratio", _PARTS[words[at]], "of")
    return None


def _is_year(words: Sequence[str], quantity: Quantity) -> bool:
    if quantity.kind != "count":
        return False
    text = words[quantity.start]
    before = words[quantity.start - 1] if quantity.start else ""
    if quantity.end - quantity.start == 1 and text.isdigit() and 1900 <= quantity.value <= 2100:
        return before in _BEFORE_A_YEAR
    after = words[quantity.end] if quantity.end < len(words) else ""
    return quantity.value in (19.0, 20.0) and (after in _TENS or after in _ONES)
