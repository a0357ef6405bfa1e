"""Diagrams as JSON: read back as they were, and everything that is wrong told at once with its place."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, strategies

from desktop.practice.diagram.document import DiagramError, read_diagram, write_diagram
from desktop.practice.diagram.drawing import rebuild, sift
from desktop.practice.diagram.events import BoxDrawn, Event
from desktop.practice.diagram.measures import LATENCY_SECONDS
from desktop.practice.diagram.model import Box
from desktop.practice.diagram.shape import diagram_schema
from tests.desktop.diagram.examples import RIGHT
from tests.desktop.diagram.sequences import ANY, LIKELY

SCHEMA = Path(__file__).parents[3] / "docs" / "diagram.schema.json"


@given(ANY | LIKELY)
def test_a_diagram_is_read_back_as_it_was(events: list[Event]) -> None:
    diagram, _, _ = sift(events)
    assert read_diagram(write_diagram(diagram).encode(), "d.json") == diagram


def test_a_byte_order_mark_is_no_fault() -> None:
    assert read_diagram(b"\xef\xbb\xbf" + write_diagram(rebuild(RIGHT)).encode(), "d.json") == rebuild(RIGHT)


def problems_of(content: bytes | str) -> list[str]:
    with pytest.raises(DiagramError) as error:
        read_diagram(content.encode() if isinstance(content, str) else content, "d.json")
    lines = str(error.value).splitlines()
    assert all(line.startswith("d.json: ") for line in lines)
    assert "\x1b" not in str(error.value)
    assert "\u202e" not in str(error.value)
    return [line.removeprefix("d.json: ") for line in lines]


BOX = '{"id": "a", "name": "A"}'
BOXES = f'"boxes": [{BOX}, {{"id": "b", "name": "B"}}]'


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("", "no valid JSON (EOF while parsing a value at line 1 column 0)"),
        ('{"boxes": [', "no valid JSON (EOF while parsing a list at line 1 column 11)"),
        (b"\xff\xfe\x00", "no valid JSON"),
        ("[" * 100_000, "no valid JSON (recursion limit exceeded"),
        ("[]", "an object is needed: put it between {braces}"),
        ("{}", "boxes: the key is missing: add it"),
        ('{"boxes": {}}', "boxes: a list is needed: put it between [brackets]"),
        (f'{{"boxes": [{BOX}], "boxs": []}}', "boxs: there is no such key"),
        (f'{{"boxes": [{BOX}], "version": 2}}', 'version: "2" cannot be read by this Rostrum'),
        (
            '{"boxes": [{"id": "a", "name": "A", "kind": "servce"}]}',
            'boxes[0].kind: nobody knows "servce": did you mean',
        ),
        ('{"boxes": [{"id": "a", "name": "A", "kind": ["\\u001b[31m"]}]}', "boxes[0].kind: nobody knows"),
        (
            '{"boxes": [{"id": "a", "name": "A", "zones": ["slow"]}]}',
            'boxes[0].zones[0]: nobody knows "slow": use one of',
        ),
        ('{"boxes": [{"id": "a", "name": 7}]}', "boxes[0].name: a text is needed"),
        ('{"boxes": [{"id": "../a", "name": "A"}]}', 'boxes[0].id: "../a" is no id'),
        ('{"boxes": [{"id": "a", "name": "A\\u001b[31mB"}]}', "boxes[0].name: character 2 (U+001B) controls the text"),
        ('{"boxes": [{"id": "a", "name": "A\\u202eB"}]}', "boxes[0].name: character 2 (U+202E) controls the text"),
        ('{"boxes": [{"id": "a", "name": "A\\ud800"}]}', "no valid JSON"),
        (f'{{"boxes": [{BOX}, {BOX}]}}', 'boxes[1].id: "a" is boxes[0] already: give it an id of its own'),
        (f'{{{BOXES}, "arrows": [{{"id": "x", "from": "a", "to": "q"}}]}}', 'arrows[0].to: there is no box "q"'),
        (f'{{{BOXES}, "arrows": [{{"id": "x", "from": "a"}}]}}', "arrows[0].to: the key is missing"),
        (f'{{{BOXES}, "arrows": [{{"id": "x", "source": "a", "to": "b"}}]}}', "arrows[0].from: the key is missing"),
        (
            f'{{{BOXES}, "arrows": [{{"id": "x", "from": "a", "to": "b", "latency": {{"value": NaN, "unit": "s"}}}}]}}',
            "arrows[0].latency.value: nan is no amount",
        ),
        (
            f'{{{BOXES}, "arrows": [{{"id": "x", "from": "a", "to": "b", "latency": {{"value": 1, "unit": "sec"}}}}]}}',
            'arrows[0].latency.unit: there is no unit of time "sec": use one of us, ms, s, min, h, day',
        ),
        (
            f'{{{BOXES}, "arrows": [{{"id": "x", "from": "a", "to": "b", "cost": 5}}]}}',
            "arrows[0].cost: an object is needed",
        ),
        (
            f'{{"boxes": [{{"id": "a", "name": "A", "place": {{"x": {"9" * 5000}, "y": 0}}}}]}}',
            "no valid JSON (number out of range",
        ),
    ],
)
def test_each_fault_has_its_place_and_its_mend(content: bytes | str, line: str) -> None:
    assert any(told.startswith(line) for told in problems_of(content)), problems_of(content)


def test_all_problems_are_told_at_once() -> None:
    told = problems_of(
        '{"boxes": [{"id": "a", "name": ""}, {"id": "a", "name": "x\\u0000"}],'
        ' "arrows": [{"id": "x", "from": "n", "to": "m"}]}'
    )
    assert len(told) == 5
    assert len(problems_of(json.dumps({"boxes": [{"id": f"b{number}"} for number in range(5000)]}))) == 21


@given(strategies.binary(max_size=80) | strategies.recursive(
    strategies.none() | strategies.booleans() | strategies.floats() | strategies.text(max_size=5),
    lambda inner: strategies.lists(inner, max_size=3)
    | strategies.dictionaries(strategies.sampled_from(["boxes", "arrows", "id", "name", "from", "to", "kind"]), inner),
    max_leaves=12,
).map(lambda value: json.dumps(value).encode()))  # fmt: skip
def test_nothing_makes_it_fail_otherwise(content: bytes) -> None:
    try:
        read_diagram(content, "d.json")
    except DiagramError as error:
        assert str(error).startswith("d.json: ")


def test_as_many_boxes_as_may_be_and_one_more() -> None:
    whole = write_diagram(rebuild([BoxDrawn(0, Box(f"b{number}", "Box")) for number in range(10_000)]))
    assert len(read_diagram(whole.encode(), "d.json").boxes) == 10_000
    document = json.loads(whole)
    document["boxes"].append({"id": "more", "name": "More"})
    (told,) = problems_of(json.dumps(document))
    assert told == "boxes: there are 10001, more than the 10000 that a diagram can have: split it"
    assert problems_of(b" " * 20_000_001) == ["it is larger than 20 MB: export the diagram alone"]


def test_the_schema_that_is_kept_is_the_one_that_is_used() -> None:
    assert json.loads(SCHEMA.read_text("utf-8")) == diagram_schema()


def test_the_file_in_the_docs_is_one() -> None:
    page = (SCHEMA.parent / "diagrams.md").read_text("utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", page, re.S)
    diagram = read_diagram(example.encode(), "docs")
    assert len(diagram.arrows) == 3
    for unit in LATENCY_SECONDS:
        assert re.search(rf"`latency` \| .*\b{unit}\b", page)
