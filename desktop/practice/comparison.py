"""Two takes side by side: what changed between them, and what cannot be compared."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.practice.change import CONSTRAINT_ERROR_SECONDS, Change, Unit, change, half_band, pillar_error
from desktop.practice.opening import Opening, opening_of
from desktop.practice.rehearsal import Rehearsal, State
from desktop.practice.timeline import PhaseStretch
from rubrics.model import Finding, Score, Signal
from speech.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Take:
    """All that is compared of one rehearsal; `phases` are empty for one that was taken in from a file."""

    rehearsal: Rehearsal
    score: Score
    transcript: Transcript
    phases: tuple[PhaseStretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """A value of one take and by how much it may be off."""

    value: float
    error: float


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of both takes, None where one has no such value; `pillar` is empty for those of the whole answer.

    `change` is None when the two cannot be compared.
    """

    title: str
    pillar: str
    unit: Unit
    before: Measured | None
    now: Measured | None
    change: Change | None


@dataclass(frozen=True, slots=True)
class PhaseTake:
    """A phase of one take: where it lies in the recording, and the titles of the moves that were heard in it."""

    start_seconds: float
    end_seconds: float
    moves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhasePair:
    """A phase of both takes, None where one did not come to it."""

    title: str
    before: PhaseTake | None
    now: PhaseTake | None


@dataclass(frozen=True, slots=True)
class Moves:
    """Titles of the good moves that were heard in one take alone, and in both."""

    before: tuple[str, ...]
    now: tuple[str, ...]
    both: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PointPair:
    """A talking point of the case: `made`, `partly` or `missed` in each take."""

    title: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The older take `before` and the newer one `now`. `limits` say plainly what of them cannot be compared, and why.

    What cannot be compared is empty or None. `points` are those that came out differently.
    """

    before: Take
    now: Take
    openings: tuple[Opening, Opening]
    measures: tuple[Measure, ...]
    phases: tuple[PhasePair, ...]
    moves: Moves | None
    points: tuple[PointPair, ...]
    limits: tuple[str, ...]


def compare(one: Take, other: Take, signals: Iterable[Signal], scale_power: float = 1.0) -> Comparison:
    """Return the comparison of two takes, in whatever order they are given; `scale_power` is that of their marks."""
    before, now = sorted((one, other), key=lambda take: (take.rehearsal.started_at, take.rehearsal.id))
    known = {signal.id: signal for signal in signals}
    same_case = before.rehearsal.case_id == now.rehearsal.case_id
    same_format = before.rehearsal.format_id == now.rehearsal.format_id
    same_ears = before.rehearsal.engine == now.rehearsal.engine
    aligned = same_case and same_format and before.phases and now.phases
    return Comparison(
        before=before,
        now=now,
        openings=(opening_of(before.transcript), opening_of(now.transcript)),
        measures=tuple(_measures(before.score, now.score, scale_power, same_format=same_format, same_ears=same_ears)),
        phases=_phases(before, now, known) if aligned else (),
        moves=_moves(before.score, now.score, known) if same_format and same_ears else None,
        points=_points(before.score, now.score) if same_case and same_format else (),
        limits=tuple(_limits(before, now)),
    )


def take_before(rehearsals: Iterable[Rehearsal], rehearsal: Rehearsal) -> Rehearsal | None:
    """Return the last scored take of the same case before this one, if there is one.

    One in the same format and with the same recogniser is preferred: more of it can be compared.
    """
    earlier = [
        other
        for other in rehearsals
        if other.case_id == rehearsal.case_id
        and other.state is State.SCORED
        and (other.started_at, other.id) < (rehearsal.started_at, rehearsal.id)
    ]
    return max(
        earlier,
        key=lambda other: (
            other.format_id == rehearsal.format_id, other.engine == rehearsal.engine, other.started_at, other.id
        ),
        default=None,
    )  # fmt: skip


def _measures(
    before: Score, now: Score, scale_power: float, *, same_format: bool, same_ears: bool
) -> Iterator[Measure]:
    marks = [_marks(score) for score in (before, now)]
    for pillar in dict.fromkeys(("", *marks[0], *marks[1])):
        sides = [
            _measured(score, pillar, of.get(pillar), scale_power)
            for score, of in zip((before, now), marks, strict=True)
        ]
        title = _title(pillar, before, now)
        yield _measure(title, pillar, Unit.MARK, sides[0], sides[1], comparable=same_format and same_ears)
    seconds = [_seconds(score) for score in (before, now)]
    yield _measure("First constraint", "", Unit.SECONDS, seconds[0], seconds[1], comparable=same_ears)


def _marks(score: Score) -> dict[str, float]:
    """Return the marks by their pillars, the whole one under no pillar's name; none of an answer that was too short."""
    if score.overall is None:
        return {}
    return {"": score.overall, **{mark.pillar: mark.points for mark in score.pillars}}


def _title(pillar: str, *scores: Score) -> str:
    return next((mark.title for score in scores for mark in score.pillars if mark.pillar == pillar), "Overall")


def _measured(score: Score, pillar: str, mark: float | None, scale_power: float) -> Measured | None:
    if mark is None:
        return None
    if not pillar:
        return Measured(mark, half_band(mark, score.band))
    return Measured(mark, pillar_error(mark, score.overall or 0.0, score.band, scale_power))


def _seconds(score: Score) -> Measured | None:
    seconds = score.seconds_to_first_constraint
    return None if seconds is None else Measured(seconds, CONSTRAINT_ERROR_SECONDS)


def _measure(
    title: str, pillar: str, unit: Unit, before: Measured | None, now: Measured | None, *, comparable: bool
) -> Measure:
    step = None
    if comparable and before and now:
        error = max(before.error, now.error)
        step = change(before.value, now.value, error, lower_is_better=unit is Unit.SECONDS)
    return Measure(title, pillar, unit, before, now, step)


def _phases(before: Take, now: Take, signals: dict[str, Signal]) -> tuple[PhasePair, ...]:
    sides = [{stretch.title: _phase(take, stretch, signals) for stretch in take.phases} for take in (before, now)]
    return tuple(
        PhasePair(title, sides[0].get(title), sides[1].get(title)) for title in dict.fromkeys((*sides[0], *sides[1]))
    )


def _phase(take: Take, stretch: PhaseStretch, signals: dict[str, Signal]) -> PhaseTake:
    within = (finding for finding in take.score.findings if _begins_in(finding, stretch))
    return PhaseTake(stretch.start_seconds, stretch.end_seconds, tuple(_good_titles(within, signals)))


def _begins_in(finding: Finding, stretch: PhaseStretch) -> bool:
    return finding.seconds is not None and stretch.start_seconds <= finding.seconds < stretch.end_seconds


def _good_titles(findings: Iterable[Finding], signals: dict[str, Signal]) -> dict[str, None]:
    found = (signals.get(finding.signal) for finding in findings)
    return dict.fromkeys(signal.title for signal in found if signal and signal.good)


def _moves(before: Score, now: Score, signals: dict[str, Signal]) -> Moves:
    then, today = (_good_titles(score.findings, signals) for score in (before, now))
    return Moves(
        before=tuple(title for title in then if title not in today),
        now=tuple(title for title in today if title not in then),
        both=tuple(title for title in then if title in today),
    )


def _points(before: Score, now: Score) -> tuple[PointPair, ...]:
    states = {point.id: point.state for point in before.talking_points}
    return tuple(
        PointPair(point.title, states[point.id], point.state)
        for point in now.talking_points
        if point.id in states and states[point.id] != point.state
    )


def _limits(before: Take, now: Take) -> Iterator[str]:
    then, today = before.rehearsal, now.rehearsal
    if then.case_id != today.case_id:
        yield (
            f"Two cases, {then.case_title} and {today.case_title}: phases and talking points are not compared, and a "
            "mark may differ because the question does."
        )
    if then.format_id != today.format_id:
        yield (
            f"Two formats, {then.format_title} and {today.format_title}, are marked on different things: marks, moves "
            "and phases are not compared."
        )
    if then.engine != today.engine:
        yield (
            f"One was heard by {_ears(then)}, the other by {_ears(today)}: marks and moves are not compared, a "
            "difference may be a misheard word. Rehearsals can hear an answer again."
        )
    elif then.model != today.model:
        yield f"Heard by two models, {then.model} and {today.model}: a small difference may be theirs."
    elif today.provisional:
        yield "Both were heard by pocketsphinx and are provisional: only large differences count."
    for when, take in (("older", before), ("newer", now)):
        if take.score.overall is None:
            yield f"The {when} take was too short to be marked: there is no mark to compare."
    without_phases = [when for when, take in (("older", before), ("newer", now)) if not take.phases]
    if without_phases and then.case_id == today.case_id and then.format_id == today.format_id:
        one = f"The {without_phases[0]} take was not spoken in an interview but"
        which = one if len(without_phases) == 1 else "Neither take was spoken in an interview, both were"
        yield f"{which} taken in from a file: phases are not compared."


def _ears(rehearsal: Rehearsal) -> str:
    return "pocketsphinx" if rehearsal.engine == "sphinx" else f"Whisper ({rehearsal.model})"
