"""Amounts as people write and say them: "80 ms" and "eighty milliseconds" are one. The grammar is the rubrics'."""

from collections.abc import Mapping

from desktop.practice.diagram.model import Measure
from rubrics.numbers import Units, find_quantities
from rubrics.text import Passage

# Seconds in a unit of latency.
LATENCY_SECONDS: Mapping[str, float] = {
    "us": 1e-6, "ms": 1e-3, "s": 1.0, "min": 60.0, "h": 3600.0, "day": 86400.0,
}  # fmt: skip
# What the rubrics call them.
_SPOKEN_LATENCY: Mapping[str, str] = {
    "microsecond": "us", "millisecond": "ms", "second": "s", "minute": "min", "hour": "h", "day": "day",
}  # fmt: skip


def latency_in(text: str, units: Units) -> Measure | None:
    """Return the one latency that a text such as "80 ms" or "two minutes" states; None for anything else."""
    words = [token.text for token in Passage.from_text(text).tokens]
    match find_quantities(words, units):
        case (quantity,) if quantity.kind == "time" and quantity.unit in _SPOKEN_LATENCY:
            return Measure(quantity.value, _SPOKEN_LATENCY[quantity.unit])
    return None


def cost_in(text: str, units: Units) -> Measure | None:
    """Return the one cost that a text such as "0.02 euro per order", "$ 40 a month" or "2 people" states, else None.

    The unit is what stands behind the number, as it was written.
    """
    passage = Passage.from_text(text)
    words = [token.text for token in passage.tokens]
    quantities = find_quantities(words, units)
    if len(quantities) != 1 or quantities[0].kind not in ("money", "count"):
        return None
    quantity = quantities[0]
    behind = " ".join(words[quantity.end :])
    unit = f"{quantity.unit} {behind}".strip()
    return Measure(quantity.value, unit) if unit else None


def spoken_seconds(value: float, unit: str) -> float | None:
    """Return a spoken time in seconds; `unit` as the rubrics call it. None for what is no latency."""
    short = _SPOKEN_LATENCY.get(unit)
    return None if short is None else value * LATENCY_SECONDS[short]


def latency_seconds(measure: Measure) -> float:
    """Return a drawn latency in seconds."""
    return measure.value * LATENCY_SECONDS[measure.unit]


def money_of(measure: Measure, units: Units) -> tuple[float, str, frozenset[str]] | None:
    """Return a drawn cost as coins of one currency, that currency, and the words behind it ("per order").

    None for a cost that is not money.
    """
    words = [token.text for token in Passage.from_text(f"{measure.value:.12g} {measure.unit}").tokens]
    match find_quantities(words, units):
        case (quantity,) if quantity.kind == "money" and quantity.start == 0:
            value, currency = coins(quantity.value, quantity.unit)
            return value, currency, frozenset(words[quantity.end :])
    return None


def coins(value: float, unit: str) -> tuple[float, str]:
    """Return money as whole coins; of cents nobody knows the currency, which is then empty."""
    return (value / 100, "") if unit == "cent" else (value, unit)
