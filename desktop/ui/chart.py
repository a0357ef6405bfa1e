"""A series laid out as a chart: what it is drawn with, its spots, and where each of them lies."""

from dataclasses import dataclass
from statistics import fmean

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF

from desktop.practice.change import Unit
from desktop.practice.progress import Series
from desktop.practice.progress_words import day_text, point_text, value_text
from desktop.ui.theme import Theme
from desktop.ui.tokens import SPACE, Colours

DOT = 3.5
# Steps closer than this are a hatching; neighbours are drawn as their mean.
_SPOT_DISTANCE = 4.0


@dataclass(frozen=True)
class Ink:
    """What a chart is drawn with."""

    colours: Colours
    body: QFont
    strong: QFont
    small: QFont

    def colour(self, name: str) -> QColor:
        """Return a colour of the palette by its name in the tokens."""
        return QColor(getattr(self.colours, name))


def ink_of(theme: Theme) -> Ink:
    """Return what charts are drawn with in a theme."""
    text = theme.text
    strong = theme.font(text.body, QFont.Weight.DemiBold)
    return Ink(theme.colours, theme.font(text.body), strong, theme.font(text.small))


@dataclass(frozen=True, slots=True)
class Spot:
    """One place on the line: the mean of the values from `first` to `last`, both included, and its range."""

    first: int
    last: int
    value: float
    low: float
    high: float

    @property
    def is_one(self) -> bool:
        """Whether it is one rehearsal."""
        return self.first == self.last


def spots(series: Series, most: int) -> tuple[Spot, ...]:
    """Return the values of a series as at most so many spots; neighbours are drawn as one when there are more."""
    count = len(series.values)
    size = max(1, -(-count // max(1, most)))
    found = []
    for first in range(0, count, size):
        last = min(first + size, count) - 1
        lows, highs = zip(*(series.range(place) for place in range(first, last + 1)), strict=True)
        found.append(Spot(first, last, fmean(series.values[first : last + 1]), fmean(lows), fmean(highs)))
    return tuple(found)


def spot_text(series: Series, spot: Spot) -> str:
    """Return a spot as it is read; one that stands for several says so."""
    if spot.is_one:
        return point_text(series, series.point(spot.first))
    first, last = (day_text(series.rehearsals[place].started_at) for place in (spot.first, spot.last))
    return f"{first} \u2013 {last}: {value_text(series.unit, spot.value)} on average of {spot.last - spot.first + 1}"


def top_of(series: Series) -> float:
    """Return the highest value of a chart's scale: 100, or a round number of seconds."""
    if series.unit is not Unit.SECONDS:
        return 100.0
    highest = max(series.values, default=0.0) + max(series.errors, default=0.0)
    return next((top for top in (30.0, 60.0, 120.0, 300.0, 600.0) if top >= highest), -(-highest // 600) * 600)


@dataclass(frozen=True)
class Chart:
    """A series laid out in a box; its line lies in `plot`, from 0 to `top`. A `tall` one has a scale and dates."""

    series: Series
    box: QRectF
    plot: QRectF
    top: float
    spots: tuple[Spot, ...]
    tall: bool

    def x(self, number: int) -> float:
        """Return where a spot lies from left to right; a single one lies in the middle."""
        if len(self.spots) < 2:
            return self.plot.center().x()
        return self.plot.left() + self.plot.width() * number / (len(self.spots) - 1)

    def y(self, value: float) -> float:
        """Return where a value lies from top to bottom."""
        return self.plot.bottom() - self.plot.height() * value / self.top

    def nearest(self, x: float) -> int | None:
        """Return the number of the spot nearest to a place, None when there is none."""
        return min(range(len(self.spots)), key=lambda number: abs(self.x(number) - x), default=None)


def lay_out(series: Series, box: QRectF, ink: Ink, *, tall: bool) -> Chart:
    """Return a chart of the series in this box."""
    small = QFontMetricsF(ink.small)
    head = QFontMetricsF(ink.strong).height() + small.height() + SPACE.small
    top = top_of(series)
    scale = small.horizontalAdvance(value_text(series.unit, top)) + SPACE.small if tall else 0.0
    below = small.height() + SPACE.tiny if tall else 0.0
    plot = box.adjusted(scale + DOT, head + DOT, -DOT, -below - DOT)
    return Chart(series, box, plot, top, spots(series, int(plot.width() / _SPOT_DISTANCE)), tall)


def height_of(ink: Ink, plot_height: float, *, tall: bool) -> int:
    """Return how high a chart is whose line has so much room."""
    small = QFontMetricsF(ink.small).height()
    head = QFontMetricsF(ink.strong).height() + small + SPACE.small
    return round(head + plot_height + 2 * DOT + (small + SPACE.tiny if tall else 0.0))
