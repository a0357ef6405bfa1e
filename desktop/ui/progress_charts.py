"""The charts of a progress below one another: practice, the whole mark, the pillars, the moves."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.practice.progress import Progress, Series
from desktop.practice.progress_words import compared_text, practised_text
from desktop.ui.fitting_grid import FittingGrid
from desktop.ui.labels import plain_label
from desktop.ui.scrolled import ScrolledColumn
from desktop.ui.series_chart import SeriesChart
from desktop.ui.theme import Theme
from desktop.ui.tokens import SPACE
from desktop.ui.week_strip import WeekStrip

_COLUMNS = 3


class ChartGrid(QFrame):
    """Charts in rows under a title; `opened` carries the id of a rehearsal."""

    opened = Signal(str)

    def __init__(self, theme: Theme, title: str, *, tall: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._theme, self._tall = theme, tall
        self._charts: list[SeriesChart] = []
        self._grid = FittingGrid(_COLUMNS)
        self._note = plain_label(role="small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.large, SPACE.medium, SPACE.large, SPACE.medium)
        column.setSpacing(SPACE.small)
        if title:
            column.addWidget(plain_label(title, "large strong"))
        column.addWidget(self._grid)
        column.addWidget(self._note)

    @property
    def charts(self) -> tuple[SeriesChart, ...]:
        """The charts that are shown."""
        return tuple(chart for chart in self._charts if not chart.isHidden())

    def show_series(self, series: Iterable[Series], note: str = "") -> None:
        """Show a chart for each series that has a value."""
        shown = [entry for entry in series if entry.values]
        columns = min(_COLUMNS, max(1, len(shown))) if self._tall else _COLUMNS
        for place, entry in enumerate(shown):
            if place == len(self._charts):
                chart = SeriesChart(self._theme, tall=self._tall)
                chart.opened.connect(self.opened)
                self._charts.append(chart)
            self._charts[place].show_series(entry)
        self._grid.show_cells(self._charts[: len(shown)], columns)
        for place, chart in enumerate(self._charts):
            chart.setVisible(place < len(shown))
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setVisible(bool(shown))


class ProgressCharts(ScrolledColumn):
    """Shows a progress; `opened` carries the id of a rehearsal."""

    opened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(margin=0, spacing=SPACE.medium)
        self._practised = plain_label(role="large strong", wrap=True)
        self.weeks = WeekStrip(theme)
        self.overall = ChartGrid(theme, "", tall=True)
        self.pillars = ChartGrid(theme, "Pillars")
        self.moves = ChartGrid(theme, "Moves")
        self.add(self._practice())
        for grid in (self.overall, self.pillars, self.moves):
            grid.opened.connect(self.opened)
            self.add(grid)

    def show_progress(self, progress: Progress) -> None:
        """Show a progress."""
        self._practised.setText(f"Practised: {practised_text(progress)}")
        self.weeks.show_weeks(progress)
        self.overall.show_series((progress.overall, progress.first_constraint), _overall_note(progress))
        self.pillars.show_series(progress.pillars)
        window = max((series.compared for series in progress.moves), default=0)
        self.moves.show_series(progress.moves, _moves_note(window))

    def _practice(self) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(SPACE.large, SPACE.medium, SPACE.large, SPACE.medium)
        column.setSpacing(SPACE.small)
        column.addWidget(self._practised)
        column.addWidget(self.weeks)
        return card


def _overall_note(progress: Progress) -> str:
    parts = []
    if progress.overall.compared:
        parts.append(
            f"{compared_text(progress.overall)}. A step within the shaded band may be a misheard word: no change."
        )
    if progress.first_constraint.lacking and progress.first_constraint.values:
        parts.append(f"In {progress.first_constraint.lacking} of {progress.counted} no constraint was heard.")
    return " ".join(parts)


def _moves_note(window: int) -> str:
    if not window:
        return "Whether a move was heard. One rehearsal may be misheard, so a trend wants four."
    return (
        f"In how many of the last {window} rehearsals that ask for a move it was heard. One more or less is no change."
    )
