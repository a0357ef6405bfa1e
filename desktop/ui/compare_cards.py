"""What changed between two takes: the marks, the phases side by side, the moves and the talking points."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.practice.change import Direction, Unit
from desktop.practice.comparison import Comparison, Measure, Measured, PhaseTake
from desktop.practice.progress_words import step_text, value_text
from desktop.ui.card import Card
from desktop.ui.labels import plain_label
from desktop.ui.pair_bar import PairBar
from desktop.ui.pillars import pillar_look
from desktop.ui.play_row import PlayRow
from desktop.ui.shapes import PillarMarker
from desktop.ui.theme import Theme
from desktop.ui.times import clock_text, length_text
from desktop.ui.tokens import SPACE

# Asks for a stretch of a take to be played: 0 for the older, 1 for the newer one.
PlayPassage = Callable[[int, float, float], None]

_ROLES = {Direction.BETTER: "good", Direction.WORSE: "note", Direction.NONE: "muted"}
_VALUE_WIDTH, _VERDICT_WIDTH = 64, 136
_HOW = "Above the older take, below the newer one. Where the bands reach the other's mark there is no difference."


def measures_card(comparison: Comparison, theme: Theme) -> Card:
    """Return the marks side by side, with what is a difference and what is none."""
    card = Card("What changed")
    grid = _grid((0, 0, 1, 0, 0, 0))
    grid.setColumnMinimumWidth(2, _VALUE_WIDTH)
    grid.setColumnMinimumWidth(5, _VERDICT_WIDTH)
    grid.setColumnStretch(2, 0)
    grid.setColumnStretch(3, 1)
    for row, measure in enumerate(comparison.measures):
        if measure.pillar:
            grid.addWidget(PillarMarker(pillar_look(measure.pillar), theme), row, 0)
        grid.addWidget(plain_label(measure.title, "" if measure.pillar else "strong"), row, 1)
        grid.addWidget(_value(measure.before, measure.unit), row, 2, Qt.AlignmentFlag.AlignRight)
        if measure.unit is Unit.MARK:
            colour = pillar_look(measure.pillar).colour if measure.pillar else "accent"
            bar = PairBar(measure.before, measure.now, colour, measure_text(measure), theme)
            grid.addWidget(bar, row, 3, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(_value(measure.now, measure.unit), row, 4, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(_verdict(measure), row, 5)
    card.add(_holding(grid))
    card.add(plain_label(_HOW, "small", wrap=True))
    return card


def phases_card(comparison: Comparison, play: PlayPassage, theme: Theme) -> Card | None:
    """Return the phases side by side, each to be heard in either take; None when they cannot be aligned."""
    if not comparison.phases:
        return None
    card = Card("Phase by phase")
    grid = _grid((1, 2, 2))
    grid.setVerticalSpacing(0)
    for column, title in enumerate(("", "Older take", "Newer take")):
        heading = plain_label(title, "overline")
        heading.setContentsMargins(SPACE.medium, 0, 0, 0)
        grid.addWidget(heading, 0, column)
    for row, pair in enumerate(comparison.phases, start=1):
        name = plain_label(pair.title, "strong", wrap=True)
        # On a line with what stands in the rows beside it.
        name.setContentsMargins(0, SPACE.small, 0, 0)
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        for take, phase in enumerate((pair.before, pair.now)):
            grid.addWidget(_phase(pair.title, take, phase, play, theme), row, take + 1, Qt.AlignmentFlag.AlignTop)
    card.add(_holding(grid))
    return card


def moves_card(comparison: Comparison) -> Card | None:
    """Return the moves that one take alone has, and the talking points that came out otherwise; None for neither."""
    moves, rows = comparison.moves, []
    if moves:
        rows = [
            ("In the newer take alone", moves.now),
            ("In the older take alone", moves.before),
            ("In both", moves.both),
        ]
    rows += [
        (f"Talking point, {point.before} before and {point.now} now", (point.title,)) for point in comparison.points
    ]
    shown = [(title, texts) for title, texts in rows if texts]
    if not shown:
        return None
    card = Card("Moves and talking points")
    grid = _grid((1, 2))
    for row, (title, texts) in enumerate(shown):
        grid.addWidget(plain_label(title, "strong", wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(plain_label(", ".join(texts), wrap=True), row, 1)
    card.add(_holding(grid))
    if moves and (moves.before or moves.now):
        card.add(
            plain_label("A move that is in one take alone may have been misheard in the other.", "small", wrap=True)
        )
    return card


def measure_text(measure: Measure) -> str:
    """Return a measure in words: `Opening: 52 before, 71 now, 19 better`."""
    before, now = (_value_text(side, measure.unit) for side in (measure.before, measure.now))
    return f"{measure.title}: {before} before, {now} now, {verdict_text(measure)}"


def verdict_text(measure: Measure) -> str:
    """Return what a difference comes to, or that there is none to be had."""
    match measure.before, measure.now:
        case (None, None):
            return "in neither"
        case (None, _):
            return "in the newer alone"
        case (_, None):
            return "in the older alone"
    return "not compared" if measure.change is None else step_text(measure.unit, measure.change)


def _verdict(measure: Measure) -> QLabel:
    return plain_label(verdict_text(measure), _ROLES[measure.change.direction] if measure.change else "muted")


def _value(side: Measured | None, unit: Unit) -> QLabel:
    return plain_label(_value_text(side, unit), "strong" if side else "muted")


def _value_text(side: Measured | None, unit: Unit) -> str:
    return value_text(unit, side.value) if side else "none"


def _phase(title: str, take: int, phase: PhaseTake | None, play: PlayPassage, theme: Theme) -> QWidget:
    name = f"{title} of the {'newer' if take else 'older'} take"
    if phase is None:
        label = plain_label("not reached", "muted")
        label.setContentsMargins(SPACE.medium, SPACE.small, 0, SPACE.small)
        return label
    length = length_text(phase.end_seconds - phase.start_seconds)
    moves = ", ".join(phase.moves) or "no move heard"
    row = PlayRow(f"Play {name}, {length}: {moves}", partial(play, take, phase.start_seconds, phase.end_seconds), theme)
    row.add(plain_label(f"\u25b6 {clock_text(phase.start_seconds)}  \u00b7  {length}", "place"))
    row.add(plain_label(moves, "small", wrap=True))
    return row


def _grid(stretches: tuple[int, ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE.large)
    grid.setVerticalSpacing(SPACE.small)
    for column, stretch in enumerate(stretches):
        grid.setColumnStretch(column, stretch)
    return grid


def _holding(grid: QGridLayout) -> QWidget:
    holder = QWidget()
    holder.setLayout(grid)
    return holder
