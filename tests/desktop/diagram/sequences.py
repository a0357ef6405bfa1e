"""Any events at all, most of which can happen: what hypothesis draws with."""

from hypothesis import strategies

from desktop.practice.diagram.events import (
    ArrowChanged,
    ArrowDrawn,
    ArrowRemoved,
    BoxChanged,
    BoxDrawn,
    BoxRemoved,
    Event,
    Redone,
    Undone,
)
from desktop.practice.diagram.model import Arrow, Box, BoxKind, Measure, Place, Zone

IDS = strategies.sampled_from([*"abcde"])
TEXTS = strategies.text(max_size=12) | strategies.sampled_from(["Checkout", "<b>", "=1+1", "a\u202eb", "x\x00", ""])
SECONDS = strategies.floats(0, 3600, allow_nan=False) | strategies.sampled_from([-1.0, float("inf"), float("nan")])
NUMBERS = strategies.floats(-10, 1e13) | strategies.sampled_from([float("nan"), float("inf")])
PLACES = strategies.none() | strategies.builds(Place, NUMBERS, NUMBERS)
ZONES = strategies.lists(strategies.sampled_from(Zone), max_size=3).map(tuple)
LATENCIES = strategies.none() | strategies.builds(Measure, NUMBERS, strategies.sampled_from(["ms", "s", "msec"]))
COSTS = strategies.none() | strategies.builds(Measure, NUMBERS, TEXTS)
GOOD_BOXES = strategies.builds(
    Box, IDS, strategies.just("Checkout"), strategies.sampled_from(BoxKind), ZONES.map(set).map(tuple)
)
BOXES = GOOD_BOXES | strategies.builds(Box, IDS, TEXTS, strategies.sampled_from(BoxKind), ZONES, PLACES)
GOOD_ARROWS = strategies.builds(Arrow, IDS, IDS, IDS, strategies.just("call"))
ARROWS = GOOD_ARROWS | strategies.builds(Arrow, IDS, IDS, IDS, TEXTS, LATENCIES, COSTS, TEXTS, TEXTS)
GOOD_SECONDS = strategies.floats(0, 3600, allow_nan=False)


def events(
    boxes: strategies.SearchStrategy[Box],
    arrows: strategies.SearchStrategy[Arrow],
    seconds: strategies.SearchStrategy[float],
) -> strategies.SearchStrategy[Event]:
    return strategies.one_of(
        strategies.builds(BoxDrawn, seconds, boxes),
        strategies.builds(BoxChanged, seconds, boxes),
        strategies.builds(BoxRemoved, seconds, IDS),
        strategies.builds(ArrowDrawn, seconds, arrows),
        strategies.builds(ArrowChanged, seconds, arrows),
        strategies.builds(ArrowRemoved, seconds, IDS),
        strategies.builds(Undone, seconds),
        strategies.builds(Redone, seconds),
    )


ANY = strategies.lists(events(BOXES, ARROWS, SECONDS), max_size=40)
LIKELY = strategies.lists(events(GOOD_BOXES, GOOD_ARROWS, GOOD_SECONDS), max_size=60)
