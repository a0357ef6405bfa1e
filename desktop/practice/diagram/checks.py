"""What makes an element impossible: each fault with its place, what is wrong and the mend.

One truth for what is drawn and what is read from a file.
"""

import json
import math
import re
from collections.abc import Container, Iterator

from desktop.practice.diagram.measures import LATENCY_SECONDS
from desktop.practice.diagram.model import Arrow, Box, Measure

MOST_BOXES = 10_000
MOST_ARROWS = 20_000
_LONGEST_NAME = 80
_LONGEST_TEXT = 400
_LONGEST_UNIT = 40
_LARGEST_AMOUNT = 1e12
_FARTHEST_PIXELS = 1e6

_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
# What steers a terminal or turns the reading direction round, and what nobody sees: controls, separators, marks of
# direction, halves of a character.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)

# Place within the element, what is wrong, the mend.
Fault = tuple[str, str, str]


def box_faults(box: Box) -> Iterator[Fault]:
    """Yield what is wrong with a box by itself."""
    yield from _id_faults(box.id)
    yield from _text_faults("name", box.name, _LONGEST_NAME)
    if not box.name.strip():
        yield "name", "it is empty", "write what the box is called"
    if len(set(box.zones)) < len(box.zones):
        yield "zones", "a zone is named twice", "name it once"
    if box.place:
        for axis, value in (("x", box.place.x), ("y", box.place.y)):
            if not abs(value) <= _FARTHEST_PIXELS:
                yield f"place.{axis}", f"{value:g} is too far away", f"stay within {_FARTHEST_PIXELS:.0f} pixels"


def arrow_faults(arrow: Arrow, boxes: Container[str]) -> Iterator[Fault]:
    """Yield what is wrong with an arrow between these boxes."""
    yield from _id_faults(arrow.id)
    for place, end in (("from", arrow.source), ("to", arrow.target)):
        if end not in boxes:
            yield place, f"there is no box {shown(end)}", "name the id of a box, or draw the box first"
    if arrow.source == arrow.target and arrow.source in boxes:
        yield "to", "the arrow ends where it begins", "lead it to another box, or write it into a note"
    yield from _text_faults("label", arrow.label, _LONGEST_NAME)
    yield from _text_faults("risk", arrow.risk, _LONGEST_TEXT)
    yield from _text_faults("note", arrow.note, _LONGEST_TEXT)
    if arrow.latency:
        yield from _measure_faults("latency", arrow.latency)
        if arrow.latency.unit not in LATENCY_SECONDS:
            known = ", ".join(LATENCY_SECONDS)
            yield "latency.unit", f"there is no unit of time {shown(arrow.latency.unit)}", f"use one of {known}"
    if arrow.cost:
        yield from _measure_faults("cost", arrow.cost)
        if not arrow.cost.unit.strip():
            yield "cost.unit", "it is empty", 'write what is counted, such as "euro per order"'


def second_faults(second: float) -> Iterator[Fault]:
    """Yield what is wrong with the second of an event."""
    if not 0 <= second < 1e7:
        yield "second", f"{second:g} is no second of a recording", "count from the beginning of the recording"


def shown(text: str) -> str:
    """Return a text from elsewhere between quotation marks, cut short, with nothing in it that steers a terminal."""
    return json.dumps(text if len(text) <= _LONGEST_UNIT else f"{text[:_LONGEST_UNIT]}...")


def cleaned(text: str) -> str:
    """Return what was typed or pasted as it can be kept: on one line, without anything unseen."""
    return " ".join(_UNSEEN.sub("", " ".join(text.split())).split())


def _id_faults(identity: str) -> Iterator[Fault]:
    if not _ID.fullmatch(identity):
        yield "id", f"{shown(identity)} is no id", "use 1 to 40 letters, digits, - and _"


def _text_faults(place: str, text: str, longest: int) -> Iterator[Fault]:
    if len(text) > longest:
        yield place, f"it has {len(text)} characters", f"shorten it to {longest}"
    unseen = _UNSEEN.search(text)
    if unseen:
        code = f"U+{ord(unseen.group()):04X}"
        yield place, f"character {unseen.start() + 1} ({code}) controls the text and is not seen", "remove it"


def _measure_faults(place: str, measure: Measure) -> Iterator[Fault]:
    if not (math.isfinite(measure.value) and 0 <= measure.value <= _LARGEST_AMOUNT):
        yield f"{place}.value", f"{measure.value:g} is no amount", f"write a number from 0 to {_LARGEST_AMOUNT:g}"
    yield from _text_faults(f"{place}.unit", measure.unit, _LONGEST_UNIT)
