"""What a chart shows is its data: on the screen, in its words, in its SVG and in the saved page."""

import re
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from desktop.practice.change import Unit
from desktop.practice.progress import Series, progress
from desktop.practice.progress_words import all_series, series_text
from desktop.practice.rehearsal import Rehearsal
from desktop.practice.report import write_progress_page
from desktop.ui.chart import ink_of, lay_out, spot_text, spots, top_of
from desktop.ui.chart_drawing import chart_svg, draw_chart
from desktop.ui.progress_room import draw_all
from desktop.ui.series_chart import SeriesChart
from desktop.ui.theme import Theme
from tests.ui import samples
from tests.ui.many_outcomes import many_outcomes

RUBRIC = SimpleNamespace(
    signals=samples.SIGNALS, formats=samples.FORMAT_MARKS, marking=SimpleNamespace(scale_power=0.5)
)
SVG = "{http://www.w3.org/2000/svg}"


def series_of(*values: float, error: float = 8.0, unit: Unit = Unit.MARK) -> Series:
    rehearsals = tuple(rehearsal(place) for place in range(len(values)))
    return Series("metrics", "metrics", "Metrics", unit, rehearsals, values, (error,) * len(values), 0, None)


def rehearsal(place: int) -> Rehearsal:
    return samples.make_rehearsal(f"r{place}", started_at=f"2026-11-{1 + place % 28:02}T18:00:00+01:00")


@given(values=some.lists(some.floats(0, 100), min_size=1, max_size=300), most=some.integers(1, 80))
def test_spots_are_the_values_or_the_means_of_neighbours(values: list[float], most: int) -> None:
    series = series_of(*values)
    found = spots(series, most)
    assert len(found) <= most
    assert [place for spot in found for place in range(spot.first, spot.last + 1)] == list(range(len(values)))
    if len(values) <= most:
        assert [spot.value for spot in found] == values
    mean = sum(spot.value * (spot.last - spot.first + 1) for spot in found) / len(values)
    assert mean == pytest.approx(sum(values) / len(values))
    for spot in found:
        assert spot.low <= spot.value + 1e-9
        assert spot.high >= spot.value - 1e-9


@given(longest=some.floats(0, 20_000))
def test_the_scale_of_seconds_holds_every_value(longest: float) -> None:
    assert top_of(series_of(longest, error=5.0, unit=Unit.SECONDS)) >= longest + 5.0


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)]


def polylines(svg: str) -> Iterator[list[tuple[float, float]]]:
    for element in ElementTree.fromstring(svg).iter(f"{SVG}polyline"):
        found = numbers(element.attrib["points"])
        yield list(zip(found[::2], found[1::2], strict=True))


def test_an_svg_parses_and_its_line_holds_the_values(theme: Theme) -> None:
    series = series_of(12.0, 55.5, 71.0, 98.0)
    size, ink = QSize(300, 110), ink_of(theme)
    svg = chart_svg(series, size, ink, tall=False)
    root = ElementTree.fromstring(svg)
    assert root.findtext(f"{SVG}title") == "Metrics"
    assert root.findtext(f"{SVG}desc") == series_text(series)
    chart = lay_out(series, QRectF(0, 0, 300, 110), ink, tall=False)
    (line,) = [points for points in polylines(svg) if len(points) == 4]
    values = [100 * (chart.plot.bottom() - y) / chart.plot.height() for _, y in line]
    assert values == pytest.approx(series.values, abs=0.1)
    assert numbers(root.attrib["width"])[0] * 96 / 25.4 == pytest.approx(300, abs=0.1)
    families = {element.attrib["font-family"] for element in root.iter() if "font-family" in element.attrib}
    assert {family.endswith(", system-ui, sans-serif") for family in families} == {True}
    assert "98" in [element.text for element in root.iter(f"{SVG}text")]


def test_one_code_draws_on_the_screen_and_into_the_svg(theme: Theme) -> None:
    series, ink = series_of(*range(0, 100, 5)), ink_of(theme)
    image = QImage(QSize(300, 110), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        chart = lay_out(series, QRectF(0, 0, 300, 110), ink, tall=False)
        draw_chart(painter, chart, ink)
    last = chart.spots[-1]
    colour = image.pixelColor(round(chart.x(len(chart.spots) - 1)), round(chart.y(last.value)))
    assert colour.name().upper() == theme.colours.metrics.upper()


def test_a_saved_page_holds_every_chart_and_every_value(theme: Theme) -> None:
    found = progress(many_outcomes(9), RUBRIC, date(2026, 11, 20))  # type: ignore[arg-type]
    html = write_progress_page(found, draw_all(found, theme))
    assert html.count("<svg") == len(all_series(found))
    for svg in re.findall(r"<svg.*?</svg>", html, re.S):
        ElementTree.fromstring(svg)
    described = re.findall(r"<desc>(.*?)</desc>", html, re.S)
    assert described == [series_text(series) for series in all_series(found)]
    assert html.count("<tr>") == 1 + found.counted
    assert "://" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", html)


def test_the_keys_go_from_rehearsal_to_rehearsal_and_open_one(theme: Theme, qtbot: QtBot) -> None:
    chart = SeriesChart(theme)
    qtbot.addWidget(chart)
    chart.resize(300, 120)
    chart.show()
    series = series_of(40.0, 60.0, 71.0)
    chart.show_series(series)
    assert chart.accessibleName() == "Metrics"
    assert chart.accessibleDescription() == series_text(series)
    told = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right):
        qtbot.keyClick(chart, key)
        told.append(chart.accessibleDescription())
    texts = [spot_text(series, spot) for spot in spots(series, 99)]
    assert told == [texts[2], texts[1], texts[0], texts[0], texts[1]]
    assert told[0] == "3 Nov 2026: 71, likely 63\u201379"
    with qtbot.waitSignal(chart.opened) as opened:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert opened.args == ["r1"]
    chart.clearFocus()
    chart.leaveEvent(None)  # type: ignore[arg-type]
    assert chart.chosen_text == ""


def test_a_click_on_a_spot_opens_its_rehearsal_and_one_on_its_head_does_not(theme: Theme, qtbot: QtBot) -> None:
    chart = SeriesChart(theme)
    qtbot.addWidget(chart)
    chart.resize(300, 120)
    chart.show_series(series_of(40.0, 60.0, 71.0))
    chart.show()
    opened: list[str] = []
    chart.opened.connect(opened.append)
    qtbot.mouseMove(chart, chart.rect().center())
    for place in (QPoint(3, 3), chart.rect().bottomRight()):
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
    assert opened == ["r2"]
