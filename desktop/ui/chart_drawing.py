"""Draws a chart: its name, its last value, the trend in words, the line and the band it may lie in.

The same code draws on the screen, into an SVG and so into a page. Whatever is drawn is also text elsewhere.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from desktop.practice.change import Direction
from desktop.practice.progress import Series
from desktop.practice.progress_words import day_text, series_text, trend_text, value_text
from desktop.ui.chart import DOT, Chart, Ink, lay_out, spot_text
from desktop.ui.pillars import pillar_look
from desktop.ui.shapes import draw_shape
from desktop.ui.tokens import SPACE

_MARKER = 10
# Dots closer than this are a smear: then the line stands alone.
_DOT_DISTANCE = 9.0
_BAND_ALPHA = 0.2
# A page's pixels: with these the size of an SVG is what was asked for.
_PIXELS_PER_INCH = 96
_TREND_COLOURS = {Direction.BETTER: "good", Direction.WORSE: "note", Direction.NONE: "muted"}


def chart_svg(series: Series, size: QSize, ink: Ink, *, tall: bool) -> str:
    """Return a chart as an SVG element, for a page; its title and description say what it shows."""
    from PySide6.QtSvg import QSvgGenerator

    drawing = QByteArray()
    buffer = QBuffer(drawing)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(_PIXELS_PER_INCH)
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(series.title)
    generator.setDescription(series_text(series))
    with QPainter(generator) as painter:
        draw_chart(painter, lay_out(series, QRectF(0, 0, size.width(), size.height()), ink, tall=tall), ink)
    text = bytes(drawing.data()).decode()
    family = ink.body.family()
    # A reader's machine may lack our face, and would take one with serifs.
    text = text.replace(f'font-family="{family}"', f'font-family="{family}, system-ui, sans-serif"')
    # Inside a page there is no place for the head of a file.
    return text[text.index("<svg") :]


def draw_chart(painter: QPainter, chart: Chart, ink: Ink, chosen: int | None = None) -> None:
    """Draw a chart; the spot of the number `chosen` is marked and told in place of the trend."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_head(painter, chart, ink, chosen)
    _draw_scale(painter, chart, ink)
    colour = ink.colour(_colour_of(chart.series))
    if len(chart.spots) > 1:
        _draw_band(painter, chart, colour)
        _draw_line(painter, chart, colour)
    _draw_dots(painter, chart, colour)
    if chosen is not None:
        _draw_chosen(painter, chart, ink, chosen)
    painter.restore()


def _colour_of(series: Series) -> str:
    return pillar_look(series.pillar).colour if series.pillar else "accent"


def _draw_head(painter: QPainter, chart: Chart, ink: Ink, chosen: int | None) -> None:
    series, box = chart.series, chart.box
    high = QFontMetricsF(ink.strong).height()
    left = box.left()
    if series.pillar:
        look = pillar_look(series.pillar)
        place = QRectF(left + 1, box.top() + (high - _MARKER) / 2, _MARKER, _MARKER)
        draw_shape(painter, look.shape, place, QColor(look.of(ink.colours)))
        left += _MARKER + SPACE.small
    last = _last_text(chart)
    room = QFontMetricsF(ink.strong).horizontalAdvance(last)
    right = Qt.AlignmentFlag.AlignRight
    _write(
        painter, QRectF(box.right() - room - 1, box.top(), room + 1, high), last, ink.strong, ink.colour("ink"), right
    )
    name = QRectF(left, box.top(), box.right() - room - SPACE.small - left, high)
    _write(painter, name, series.title, ink.body if series.pillar else ink.strong, ink.colour("ink"))
    low = QFontMetricsF(ink.small).height()
    below = QRectF(box.left(), box.top() + high, box.width(), low)
    if chosen is not None:
        _write(painter, below, spot_text(series, chart.spots[chosen]), ink.small, ink.colour("ink"))
        return
    if series.change is None and not chart.tall:
        # One chart that says it is too early is enough.
        return
    direction = series.change.direction if series.change else Direction.NONE
    _write(painter, below, trend_text(series), ink.small, ink.colour(_TREND_COLOURS[direction]))


def _last_text(chart: Chart) -> str:
    """Return the last value, with the range it may lie in where there is room."""
    series = chart.series
    if not series.values:
        return ""
    low, high = series.range(-1)
    band = f" ({low:.0f}\u2013{high:.0f})" if chart.tall and low < high else ""
    return value_text(series.unit, series.values[-1]) + band


def _draw_scale(painter: QPainter, chart: Chart, ink: Ink) -> None:
    painter.setPen(QPen(ink.colour("line"), 1))
    for value in (0.0, chart.top / 2, chart.top):
        y = round(chart.y(value)) + 0.5
        painter.setPen(QPen(ink.colour("line"), 1))
        painter.drawLine(QPointF(chart.plot.left() - DOT, y), QPointF(chart.plot.right() + DOT, y))
        if chart.tall:
            high = QFontMetricsF(ink.small).height()
            place = QRectF(
                chart.box.left(), y - high / 2, chart.plot.left() - DOT - SPACE.small - chart.box.left(), high
            )
            _write(painter, place, value_text(chart.series.unit, value), ink.small, ink.colour("muted"),
                   Qt.AlignmentFlag.AlignRight)  # fmt: skip
    if chart.tall and chart.series.rehearsals:
        _draw_dates(painter, chart, ink)


def _draw_dates(painter: QPainter, chart: Chart, ink: Ink) -> None:
    high = QFontMetricsF(ink.small).height()
    below = QRectF(chart.plot.left() - DOT, chart.box.bottom() - high, chart.plot.width() + 2 * DOT, high)
    first, last = (day_text(chart.series.rehearsals[place].started_at) for place in (0, -1))
    if len(chart.spots) < 2:
        _write(painter, below, first, ink.small, ink.colour("muted"), Qt.AlignmentFlag.AlignHCenter)
        return
    _write(painter, below, first, ink.small, ink.colour("muted"))
    if last != first:
        _write(painter, below, last, ink.small, ink.colour("muted"), Qt.AlignmentFlag.AlignRight)


def _draw_band(painter: QPainter, chart: Chart, colour: QColor) -> None:
    above = [QPointF(chart.x(number), chart.y(spot.high)) for number, spot in enumerate(chart.spots)]
    below = [QPointF(chart.x(number), chart.y(spot.low)) for number, spot in enumerate(chart.spots)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_faint(colour))
    painter.drawPolygon(QPolygonF([*above, *reversed(below)]))


def _draw_line(painter: QPainter, chart: Chart, colour: QColor) -> None:
    painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    points = [QPointF(chart.x(number), chart.y(spot.value)) for number, spot in enumerate(chart.spots)]
    painter.drawPolyline(QPolygonF(points))


def _draw_dots(painter: QPainter, chart: Chart, colour: QColor) -> None:
    count = len(chart.spots)
    roomy = count < 2 or chart.plot.width() / (count - 1) >= _DOT_DISTANCE
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for number in range(0 if roomy else count - 1, count):
        spot, x = chart.spots[number], chart.x(number)
        if count == 1:
            # No band to draw along one point: a bar shows how far off it may be.
            painter.fillRect(
                QRectF(x - 4, chart.y(spot.high), 8, chart.y(spot.low) - chart.y(spot.high)), _faint(colour)
            )
        painter.drawEllipse(QPointF(x, chart.y(spot.value)), DOT, DOT)


def _draw_chosen(painter: QPainter, chart: Chart, ink: Ink, chosen: int) -> None:
    x, y = chart.x(chosen), chart.y(chart.spots[chosen].value)
    painter.setPen(QPen(ink.colour("ink"), 1))
    painter.drawLine(QPointF(x, chart.plot.top()), QPointF(x, chart.plot.bottom()))
    painter.setBrush(ink.colour("surface"))
    painter.setPen(QPen(ink.colour("ink"), 2))
    painter.drawEllipse(QPointF(x, y), DOT + 1, DOT + 1)


def _faint(colour: QColor) -> QColor:
    faint = QColor(colour)
    faint.setAlphaF(_BAND_ALPHA)
    return faint


def _write(
    painter: QPainter, box: QRectF, text: str, font: QFont, colour: QColor,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:  # fmt: skip
    painter.setFont(font)
    painter.setPen(colour)
    fitting = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width() + 1)
    painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), fitting)
