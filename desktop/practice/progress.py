"""How the marks, the moves and the practice went over many rehearsals: pure functions over what the index keeps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import fmean

from desktop.practice.change import CONSTRAINT_ERROR_SECONDS, Change, Unit, change, half_band, pillar_error
from desktop.practice.judgement import Outcome
from desktop.practice.rehearsal import Rehearsal
from rubrics.formats import FormatMarks, format_marks
from rubrics.model import Rubric, Signal

# So many of the first rehearsals are compared with so many of the last, fewer while there are not twice as many.
_MARKS_COMPARED = 3
_MOVES_COMPARED = 5
WEEKS_SHOWN = 26


@dataclass(frozen=True, slots=True)
class Point:
    """One rehearsal in a series; the true value may honestly lie anywhere from `low` to `high`."""

    rehearsal_id: str
    started_at: str
    value: float
    low: float
    high: float


# The series of the whole mark, whose band each rehearsal keeps.
OVERALL = "overall"


@dataclass(frozen=True, slots=True)
class Series:
    """One measure over the `rehearsals` that have it, the oldest first.

    `id` is that of a pillar or a signal, `pillar` the pillar it belongs to, empty for those of the whole answer.

    Each of the `values` may be off by the one of `errors` in its place. `change` compares the last `compared`
    rehearsals with as many of the first, None while there are too few. In `lacking` rehearsals there was nothing to
    measure. A move's value is the share of the last `compared` rehearsals in which it was found.
    """

    id: str
    pillar: str
    title: str
    unit: Unit
    rehearsals: tuple[Rehearsal, ...]
    values: tuple[float, ...]
    errors: tuple[float, ...]
    compared: int
    change: Change | None
    lacking: int = 0

    @property
    def points(self) -> tuple[Point, ...]:
        """The values with their rehearsals; made when they are asked for, for there may be many thousand."""
        return tuple(map(self.point, range(len(self.values))))

    def point(self, place: int) -> Point:
        """Return one value with its rehearsal, counted from the oldest or, below zero, from the newest."""
        value, rehearsal = self.values[place], self.rehearsals[place]
        return Point(rehearsal.id, rehearsal.started_at, value, *self.range(place))

    def range(self, place: int) -> tuple[float, float]:
        """Return where a value may honestly lie, from the least to the most."""
        value, error, band = self.values[place], self.errors[place], self.rehearsals[place].band
        if self.id == OVERALL and band:
            return band
        highest = value + error if self.unit is Unit.SECONDS else min(100.0, value + error)
        return max(0.0, value - error), highest


@dataclass(frozen=True, slots=True)
class Week:
    """A week from its Monday on, and what was practised in it."""

    monday: date
    minutes: float
    rehearsals: int


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rehearsals are looked at: the ids of a track and a format, empty for all of them."""

    track: str = ""
    format_id: str = ""

    def takes(self, outcome: Outcome) -> bool:
        """Return whether a rehearsal is looked at."""
        rehearsal = outcome.rehearsal
        return self.track in ("", rehearsal.track) and self.format_id in ("", rehearsal.format_id)


@dataclass(frozen=True, slots=True)
class Progress:
    """What was practised and how it went. All `rehearsals` count for the minutes; only the `counted` are in the series.

    Left out are `provisional` scores and the `unmarked`: not scored, or too short. `formats` are the titles of those
    that are mixed in the series. A week without practice is there too, the last one is today's.
    """

    rehearsals: int
    minutes: float
    counted: int
    provisional: int
    unmarked: int
    formats: tuple[str, ...]
    overall: Series
    pillars: tuple[Series, ...]
    moves: tuple[Series, ...]
    first_constraint: Series
    weeks: tuple[Week, ...]


def usual_filter(outcomes: Sequence[Outcome]) -> Filter:
    """Return what is looked at first: the format of the newest rehearsal that counts, for others are not its like."""
    newest = next((outcome for outcome in outcomes if outcome.counts), None)
    return Filter(format_id=newest.rehearsal.format_id) if newest else Filter()


def formats_in(outcomes: Iterable[Outcome]) -> dict[str, str]:
    """Return the titles of the formats that were practised, by their ids, the latest first."""
    formats: dict[str, str] = {}
    for outcome in outcomes:
        formats.setdefault(outcome.rehearsal.format_id, outcome.rehearsal.format_title)
    return formats


def progress(outcomes: Sequence[Outcome], rubric: Rubric, today: date, wanted: Filter | None = None) -> Progress:
    """Return the progress over these outcomes, the newest first, as far as the filter takes them."""
    wanted = wanted or Filter()
    looked_at = [outcome for outcome in reversed(outcomes) if wanted.takes(outcome)]
    counted = [outcome for outcome in looked_at if outcome.counts]
    marks = {format_id: format_marks(rubric, format_id) for format_id in formats_in(counted)}
    powers = {format_id: entry.scale_power(rubric.marking) for format_id, entry in marks.items()}
    overall = {entry.rehearsal.id: entry.rehearsal.overall for entry in counted if entry.rehearsal.overall is not None}
    provisional = sum(outcome.judgement is not None and outcome.rehearsal.provisional for outcome in looked_at)
    return Progress(
        rehearsals=len(looked_at),
        minutes=sum(outcome.rehearsal.recorded_seconds for outcome in looked_at) / 60,
        counted=len(counted),
        provisional=provisional,
        unmarked=len(looked_at) - len(counted) - provisional,
        formats=tuple(dict.fromkeys(outcome.rehearsal.format_title for outcome in counted)),
        overall=_mark_series("", "Overall", counted, overall, powers),
        pillars=_pillar_series(counted, powers),
        moves=_move_series(counted, rubric.signals, marks),
        first_constraint=_constraint_series(counted),
        weeks=weeks_of(looked_at, today),
    )


def weeks_of(outcomes: Iterable[Outcome], today: date, count: int = WEEKS_SHOWN) -> tuple[Week, ...]:
    """Return the last weeks, the present one last, each with what was practised in it."""
    this_monday = today - timedelta(days=today.weekday())
    seconds: dict[date, list[float]] = {this_monday - timedelta(weeks=back): [] for back in range(count - 1, -1, -1)}
    for outcome in outcomes:
        day = datetime.fromisoformat(outcome.rehearsal.started_at).date()
        week = seconds.get(day - timedelta(days=day.weekday()))
        if week is not None:
            week.append(outcome.rehearsal.recorded_seconds)
    return tuple(Week(monday, sum(practised) / 60, len(practised)) for monday, practised in seconds.items())


def _pillar_series(counted: Sequence[Outcome], powers: Mapping[str, float]) -> tuple[Series, ...]:
    titles: dict[str, str] = {}
    points: dict[str, dict[str, float]] = {}
    for outcome in counted:
        for mark in outcome.judgement.pillars if outcome.judgement else ():
            titles.setdefault(mark.pillar, mark.title)
            points.setdefault(mark.pillar, {})[outcome.rehearsal.id] = mark.points
    return tuple(_mark_series(pillar, title, counted, points[pillar], powers) for pillar, title in titles.items())


def _mark_series(
    pillar: str, title: str, counted: Sequence[Outcome], marks: Mapping[str, float], powers: Mapping[str, float]
) -> Series:
    """Return the marks of a pillar, or of the whole, by the rehearsals' ids, with their bands.

    `powers` are those of the scales of the formats.
    """
    rehearsals = tuple(outcome.rehearsal for outcome in counted if outcome.rehearsal.id in marks)
    values = tuple(marks[rehearsal.id] for rehearsal in rehearsals)
    errors = tuple(
        pillar_error(value, rehearsal.overall or 0.0, rehearsal.band, powers[rehearsal.format_id])
        if pillar
        else half_band(value, rehearsal.band)
        for value, rehearsal in zip(values, rehearsals, strict=True)
    )
    compared = _compared(len(values), _MARKS_COMPARED)
    return Series(
        pillar or OVERALL,
        pillar,
        title,
        Unit.MARK,
        rehearsals,
        values,
        errors,
        compared,
        _step(values, errors, compared),
    )


def _constraint_series(counted: Sequence[Outcome]) -> Series:
    rehearsals, values = [], []
    for outcome in counted:
        seconds = outcome.judgement.seconds_to_first_constraint if outcome.judgement else None
        if seconds is not None:
            rehearsals.append(outcome.rehearsal)
            values.append(seconds)
    errors = (CONSTRAINT_ERROR_SECONDS,) * len(values)
    compared = _compared(len(values), _MARKS_COMPARED)
    return Series(
        "first_constraint", "", "First constraint", Unit.SECONDS, tuple(rehearsals), tuple(values), errors, compared,
        _step(values, errors, compared, lower_is_better=True), lacking=len(counted) - len(values),
    )  # fmt: skip


def _step(
    values: Sequence[float], errors: Sequence[float], compared: int, *, lower_is_better: bool = False
) -> Change | None:
    """Return the change from the mean of the first values to that of the last."""
    if not compared:
        return None
    error = max(fmean(errors[:compared]), fmean(errors[-compared:]))
    before, now = fmean(values[:compared]), fmean(values[-compared:])
    return change(before, now, error, lower_is_better=lower_is_better)


def _move_series(
    counted: Sequence[Outcome], signals: Iterable[Signal], marks: Mapping[str, FormatMarks]
) -> tuple[Series, ...]:
    """Return the moves that were looked for, and the faults that were ever found, in the order of the rubric."""
    looked_for = {format_id: entry.expected | set(entry.bad_signals) for format_id, entry in marks.items()}
    series = []
    for signal in signals:
        among = [outcome for outcome in counted if signal.id in looked_for[outcome.rehearsal.format_id]]
        found = [outcome.judgement is not None and signal.id in outcome.judgement.findings for outcome in among]
        if among and (signal.good or any(found)):
            series.append(_share_series(signal, among, found))
    return tuple(series)


def _share_series(signal: Signal, among: Sequence[Outcome], found: Sequence[bool]) -> Series:
    """Return in which share of the last rehearsals a move was found; one of them may have been misheard."""
    compared = _compared(len(among), _MOVES_COMPARED, least=2)
    values, errors, made = [], [], 0
    for place in range(len(among)):
        window = min(place + 1, max(1, compared))
        made += found[place] - (found[place - window] if place >= window else 0)
        values.append(100.0 * made / window)
        errors.append(100.0 / window)
    step = None
    if compared:
        # The shares are rounded: what is no larger than the error must not look so.
        error = errors[-1] + 1e-9
        step = change(values[compared - 1], values[-1], error, lower_is_better=not signal.good)
    rehearsals = tuple(outcome.rehearsal for outcome in among)
    title = signal.title if signal.good else f"Fault: {signal.title}"
    return Series(
        signal.id, signal.pillar, title, Unit.SHARE, rehearsals, tuple(values), tuple(errors), compared, step
    )  # fmt: skip


def _compared(count: int, most: int, least: int = 1) -> int:
    """Return how many at either end are compared: none while there are not at least so many."""
    half = min(most, count // 2)
    return half if half >= least else 0
