"""Progress in words and as a table: what the charts show, for who cannot or would rather not look at them."""

from dataclasses import dataclass
from datetime import datetime

from desktop.practice.change import Change, Direction, Unit
from desktop.practice.progress import Point, Progress, Series, Week

# More than that nobody listens to.
_POINTS_TOLD = 12
_TOO_FEW = {0: "nothing yet", 1: "one rehearsal: a trend wants two"}


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows of texts, each row as long as the headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def all_series(progress: Progress) -> tuple[Series, ...]:
    """Return every series that has a point, as the page shows them from the top."""
    every = (progress.overall, progress.first_constraint, *progress.pillars, *progress.moves)
    return tuple(series for series in every if series.values)


def value_text(unit: Unit, value: float) -> str:
    """Return a value with its unit where that is not a mark: `71`, `80 %`, `14 s`."""
    return f"{value:.0f}{ {Unit.MARK: '', Unit.SHARE: ' %', Unit.SECONDS: ' s'}[unit] }"


def point_text(series: Series, point: Point) -> str:
    """Return a point as it is read: `20 Nov 2026: 71, likely 66-76`."""
    value = f"{day_text(point.started_at)}: {value_text(series.unit, point.value)}"
    if point.low == point.high:
        return value
    return f"{value}, likely {point.low:.0f}\u2013{value_text(series.unit, point.high)}"


def trend_text(series: Series) -> str:
    """Return what became of a series: `12 better`, `no change`, or that it is too early to tell."""
    if series.change is None:
        return _TOO_FEW.get(len(series.values), "too few rehearsals for a trend")
    return step_text(series.unit, series.change)


def step_text(unit: Unit, step: Change) -> str:
    """Return a change in words; within the error there is none, whatever its amount."""
    if step.direction is Direction.NONE:
        return Direction.NONE.value
    amount = value_text(unit, abs(step.amount))
    if unit is Unit.SHARE:
        more = "more" if step.amount > 0 else "fewer"
        return f"in {abs(step.amount):.0f} of 100 {more}, {step.direction}"
    return f"{amount} {step.direction}"


def series_text(series: Series) -> str:
    """Return a series in words: the trend, how it was found, and its last points; the table has all of them."""
    told = min(len(series.values), _POINTS_TOLD)
    points = "; ".join(point_text(series, series.point(place)) for place in range(-told, 0))
    more = f"The table has all {len(series.values)}" if told < len(series.values) else ""
    whole = (f"{series.title}: {trend_text(series)}", compared_text(series), points, more)
    return ". ".join(part for part in whole if part)


def compared_text(series: Series) -> str:
    """Return what was compared with what, nothing while nothing is."""
    if not series.compared:
        return ""
    if series.compared == 1:
        return "The last rehearsal against the first"
    return f"The last {series.compared} rehearsals against the first {series.compared}"


def left_out_text(progress: Progress) -> str:
    """Return what is not in the trends and why, nothing when everything is."""
    parts = []
    if progress.provisional:
        scores = "1 provisional score" if progress.provisional == 1 else f"{progress.provisional} provisional scores"
        parts.append(f"{scores}, heard by pocketsphinx")
    if progress.unmarked:
        parts.append(f"{progress.unmarked} without a mark")
    if not parts:
        return ""
    return f"Not in the trends: {' and '.join(parts)}. The time practised counts all the same."


def mixed_text(progress: Progress) -> str:
    """Return that several formats are mixed, nothing when there is one."""
    if len(progress.formats) < 2:
        return ""
    return (
        f"Mixed here: {', '.join(progress.formats)}. Each is marked on other things, so a step up or down may be the "
        "format's. Choose one above."
    )


def practised_text(progress: Progress) -> str:
    """Return how much was practised: `12 h 40 min in 31 rehearsals`."""
    hours, minutes = divmod(round(progress.minutes), 60)
    length = f"{hours} h {minutes} min" if hours else f"{minutes} min"
    return f"{length} in {_counted(progress.rehearsals)}"


def weeks_text(progress: Progress) -> str:
    """Return in words which weeks something was practised in."""
    practised = [week for week in progress.weeks if week.rehearsals]
    if not practised:
        return f"Nothing practised in the last {len(progress.weeks)} weeks"
    weeks = "; ".join(map(week_text, practised))
    return f"Practised in {len(practised)} of the last {len(progress.weeks)} weeks: {weeks}"


def week_text(week: Week) -> str:
    """Return a week as it is read: `week of 16 Nov 2026: 94 min in 3 rehearsals`."""
    name = f"week of {week.monday.day} {week.monday:%b %Y}"
    if not week.rehearsals:
        return f"{name}: nothing"
    return f"{name}: {week.minutes:.0f} min in {_counted(week.rehearsals)}"


def progress_table(progress: Progress) -> Table:
    """Return every value of every chart, a row a rehearsal, the newest first; a cell is empty where nothing was."""
    series = all_series(progress)
    columns = [
        {rehearsal.id: _cell(entry, place) for place, rehearsal in enumerate(entry.rehearsals)} for entry in series
    ]
    rows = (
        (_moment(rehearsal.started_at), *(column.get(rehearsal.id, "") for column in columns))
        for rehearsal in reversed(progress.overall.rehearsals)
    )
    return Table(("Date", *map(_heading, series)), tuple(rows))


def _counted(rehearsals: int) -> str:
    return "1 rehearsal" if rehearsals == 1 else f"{rehearsals} rehearsals"


def _heading(series: Series) -> str:
    match series.unit:
        case Unit.SHARE:
            return f"{series.title}, % of the last {series.compared}" if series.compared else f"{series.title}, %"
        case Unit.SECONDS:
            return f"{series.title}, seconds"
    return series.title


def _cell(series: Series, place: int) -> str:
    value = f"{series.values[place]:.0f}"
    if series.id != "overall":
        return value
    low, high = series.range(place)
    return f"{value} ({low:.0f}\u2013{high:.0f})"


def day_text(started_at: str) -> str:
    """Return the day of an ISO 8601 time: `20 Nov 2026`."""
    moment = datetime.fromisoformat(started_at)
    return f"{moment.day} {moment:%b %Y}"


def _moment(started_at: str) -> str:
    return f"{day_text(started_at)}, {datetime.fromisoformat(started_at):%H:%M}"
