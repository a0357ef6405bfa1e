"""SVG, Mermaid and sheet: whatever stands in a diagram stays text."""

import csv
import io
import re
import xml.etree.ElementTree as ElementTree
from itertools import combinations

import pytest
from hypothesis import given

from desktop.practice.diagram.drawing import rebuild, sift
from desktop.practice.diagram.events import BoxDrawn, Event
from desktop.practice.diagram.hearing import Hearing
from desktop.practice.diagram.layout import BOX_HEIGHT, BOX_WIDTH, lay_out
from desktop.practice.diagram.mermaid import write_mermaid
from desktop.practice.diagram.model import Arrow, Box, BoxKind, Diagram, Measure, Place, Zone
from desktop.practice.diagram.sheet import Row, fill_sheet, write_sheet
from desktop.practice.diagram.svg import write_svg
from rubrics.loader import load_rubric
from rubrics.scorer import Scorer
from tests.desktop.diagram.examples import PRICING, RIGHT, WRONG, said
from tests.desktop.diagram.sequences import ANY, LIKELY

HOSTILE = [
    "<script>alert(1)</script>",
    "'/><image href='http://example.com/x'/>",
    '"]; click n1 call alert()',
    "end",
    "%%{init: {}}%%",
    "`**bold**`",
    '=HYPERLINK("http://example.com")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    " =1",
    "\uff1d1",
    "&amp;#60;",
    "a|b]c)d}e",
    "\u05e9\u05dc\u05d5\u05dd",
    "\u4fa1\u683c\u30b5\u30fc\u30d3\u30b9",
    "e\u0301" * 30,
    "x" * 80,
]
KINDS = [*BoxKind] * 3
SVG = "{http://www.w3.org/2000/svg}"


def hostile() -> Diagram:
    boxes = [
        Box(f"b{number}", text, kind, tuple(Zone))
        for number, (text, kind) in enumerate(zip(HOSTILE, KINDS, strict=True))
    ]
    measure = Measure(1, '"><script>')
    arrows = [
        Arrow(f"a{number}", "b0", box.id, box.name, Measure(1, "ms"), measure, box.name, box.name)
        for number, box in enumerate(boxes[1:])
    ]
    return Diagram({box.id: box for box in boxes}, {arrow.id: arrow for arrow in arrows})


def check_svg(text: str) -> ElementTree.Element:
    """Return the root of an SVG in which nothing can run, be fetched or be followed."""
    root = ElementTree.fromstring(text)
    assert {entry.tag.removeprefix(SVG) for entry in root.iter()} <= {
        "svg", "title", "rect", "path", "line", "polygon", "text", "g",
    }  # fmt: skip
    for entry in root.iter():
        for name, value in entry.attrib.items():
            assert not name.startswith("on")
            assert "href" not in name
            assert "url(" not in value
    return root


@given(ANY | LIKELY)
def test_any_diagram_is_an_svg(events: list[Event]) -> None:
    check_svg(write_svg(sift(events)[0]))


def test_hostile_names_stay_text_in_the_svg() -> None:
    root = check_svg(write_svg(hostile()))
    titles = [entry.text or "" for entry in root.iter(f"{SVG}title")]
    for text in HOSTILE:
        assert any(text in title for title in titles), text


def test_hostile_names_stay_text_in_mermaid() -> None:
    first, *lines = write_mermaid(hostile()).splitlines()
    assert first == "flowchart LR"
    assert len(lines) == len(HOSTILE) * 2 - 1
    node = re.compile(r'    n\d+(?:\(\[|\[\(|\[\[|\[/|\{\{|\[)"[^"]*"(?:\]\)|\)\]|\]\]|/\]|\}\}|\])')
    arrow = re.compile(r'    n\d+ -->(?:\|"[^"|]*"\|)? n\d+')
    for line in lines:
        assert node.fullmatch(line) or arrow.fullmatch(line), line
        inside = "".join(re.findall(r'"([^"]*)"', line)).replace("<br/>", "")
        assert not re.search(r"[<>`%{}\[\]()|&]", inside), line


def test_no_cell_of_the_sheet_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(write_sheet(fill_sheet(hostile())))))
    assert rows[0] == ["component", "metric", "estimate", "source"]
    assert len(rows) > len(HOSTILE)
    for row in rows:
        assert len(row) == 4
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "-", "@", "\uff1d")), cell
    assert any(row[0] == "'+1+1" for row in rows)


def test_the_sheet_holds_what_was_drawn_and_what_was_said() -> None:
    transcript = said((61, "We measure the decline rate of the payment provider, which stays under two percent."))
    hearing = Hearing(transcript, None, Scorer(load_rubric()))
    rows = fill_sheet(rebuild(RIGHT), RIGHT, hearing)
    pricing = [row for row in rows if row.component == "Pricing service"]
    assert [(row.metric, row.estimate, row.source) for row in pricing] == [
        ("latency for Checkout", "80 ms", "drawn at 00:36"),
        ("cost for Checkout", "0.002 euro per order", "drawn at 00:36"),
        ("risk for Checkout", "stale prices", "drawn at 00:36"),
    ]
    assert [row for row in rows if row.source.startswith("said")] == [
        Row(
            "Payment provider",
            "We measure the decline rate of the payment provider",
            "two percent",
            "said at 01:01",
        )
    ]
    assert not any(row.component == "Shopper" for row in rows)
    assert [row for row in rows if row.component == "Feature flags"] == [Row("Feature flags")]


def overlap(one: Place, other: Place) -> bool:
    return abs(one.x - other.x) < BOX_WIDTH and abs(one.y - other.y) < BOX_HEIGHT


@given(LIKELY)
def test_what_is_laid_out_covers_nothing(events: list[Event]) -> None:
    diagram, _, _ = sift(events)
    places = lay_out(diagram)
    assert places == lay_out(diagram)
    assert set(places) == set(diagram.boxes)
    for one, other in combinations(diagram.boxes, 2):
        assert not overlap(places[one], places[other])


def test_what_was_placed_stays_and_the_rest_goes_round_it() -> None:
    diagram = rebuild(RIGHT)
    boxes = dict(diagram.boxes)
    free = lay_out(diagram)
    boxes["p"] = Box("p", PRICING.name, place=free["y"])
    placed = Diagram(boxes, diagram.arrows)
    places = lay_out(placed)
    assert places["p"] == free["y"]
    for one, other in combinations(boxes, 2):
        assert not overlap(places[one], places[other])


def test_requests_run_to_the_right() -> None:
    diagram = rebuild(RIGHT)
    places = lay_out(diagram)
    for arrow in diagram.arrows.values():
        assert places[arrow.source].x < places[arrow.target].x, arrow


@pytest.mark.parametrize("events", [RIGHT, WRONG])
def test_no_label_covers_another_or_a_box(events: tuple[Event, ...]) -> None:
    root = check_svg(write_svg(rebuild(events)))
    papers = [entry.attrib for entry in root.iter(f"{SVG}rect") if "fill-opacity" in entry.attrib]
    corners = [tuple(float(paper[name]) for name in ("x", "y", "width", "height")) for paper in papers]
    places = lay_out(rebuild(events)).values()
    boxes = [(place.x - BOX_WIDTH / 2, place.y - BOX_HEIGHT / 2, BOX_WIDTH, BOX_HEIGHT) for place in places]
    assert len(corners) == len(rebuild(events).arrows)
    for one, other in combinations([*corners, *boxes], 2):
        apart = (
            one[0] + one[2] <= other[0] + 0.1 or other[0] + other[2] <= one[0] + 0.1
            or one[1] + one[3] <= other[1] + 0.1 or other[1] + other[3] <= one[1] + 0.1
        )  # fmt: skip
        assert apart, (one, other)


@pytest.mark.parametrize("joined", [False, True])
def test_ten_thousand_boxes_are_drawn(joined: bool) -> None:
    boxes = {f"b{number}": Box(f"b{number}", "Box") for number in range(10_000)}
    arrows = {f"a{number}": Arrow(f"a{number}", "b0", f"b{number}") for number in range(1, 10_000) if joined}
    check_svg(write_svg(Diagram(boxes, arrows)))


def test_an_empty_diagram_has_an_export() -> None:
    check_svg(write_svg(Diagram()))
    assert write_mermaid(Diagram()) == "flowchart LR\n"
    assert write_sheet(fill_sheet(Diagram())) == "component,metric,estimate,source\n"
    assert (
        write_mermaid(rebuild([BoxDrawn(0, PRICING)])) == 'flowchart LR\n    n1["Pricing service<br/>customer path"]\n'
    )


@pytest.mark.real
@pytest.mark.usefixtures("qapp")
def test_qt_renders_the_svg() -> None:
    from PySide6.QtCore import QByteArray
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(write_svg(rebuild(RIGHT)).encode()))
    assert renderer.isValid()
    image = QImage(renderer.defaultSize(), QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)}
    assert len(colours) > 8
