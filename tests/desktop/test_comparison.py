from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as some

from desktop.practice.change import Direction
from desktop.practice.comparison import Comparison, Take, compare, take_before
from desktop.practice.opening import OPENING_SECONDS, opening_of
from desktop.practice.rehearsal import Rehearsal, State
from desktop.practice.timeline import PhaseStretch
from rubrics.model import Finding, PillarMark, Score, Signal, TalkingPointMark
from speech.transcript import Segment, Transcript, Word
from tests.desktop.examples import transcript

SIGNALS = (
    Signal("limit", "opening", "Hard limit first", True, "", ""),
    Signal("number", "metrics", "Number with a unit", True, "", ""),
    Signal("boxes", "opening", "Boxes first", False, "", ""),
)
PHASES = (PhaseStretch("Goal", 0.0, 40.0), PhaseStretch("Close", 40.0, 90.0))
marks = some.floats(0, 100)


def finding(signal: str, seconds: float | None) -> Finding:
    return Finding(signal, "rule", 0, 1, 0, 0, "a", seconds, seconds, (), "")


def score(
    overall: float | None = 60.0,
    *,
    band: float = 10.0,
    first: float | None = 14.0,
    made: dict[str, float] | None = None,
    points: dict[str, str] | None = None,
) -> Score:
    return Score(
        overall=overall,
        band=None if overall is None else (max(0.0, overall - band), min(100.0, overall + band)),
        pillars=(PillarMark("opening", "Opening", overall or 0.0),),
        delivery=None,
        findings=tuple(finding(signal, seconds) for signal, seconds in (made or {}).items()),
        talking_points=tuple(TalkingPointMark(id_, id_, state, "", None) for id_, state in (points or {}).items()),
        advice=(),
        provisional=False,
        seconds_to_first_constraint=first,
    )


def rehearsal(day: int, **facts: object) -> Rehearsal:
    known: dict[str, object] = {
        "id": f"day-{day}", "case_id": "parking", "case_title": "Parking", "track": "cities",
        "format_id": "system-design", "format_title": "System design", "question": "?",
        "started_at": f"2026-03-{day:02}T14:30:15+00:00", "state": State.SCORED,
        "engine": "whisper", "model": "base.en",
    }  # fmt: skip
    return Rehearsal(**{**known, **facts})  # type: ignore[arg-type]


def take(day: int, given: Score | None = None, phases: tuple[PhaseStretch, ...] = PHASES, **facts: object) -> Take:
    return Take(rehearsal(day, **facts), given or score(), transcript("we must never sell one space twice"), phases)


def compared(before: Take, now: Take) -> Comparison:
    return compare(before, now, SIGNALS)


def test_the_older_take_comes_first_however_they_are_given() -> None:
    one, other = take(3), take(5)
    assert compare(other, one, SIGNALS) == compare(one, other, SIGNALS)
    assert compare(other, one, SIGNALS).before is one


@given(before=marks, now=marks, band=some.floats(0, 30))
def test_a_difference_within_the_band_is_none(before: float, now: float, band: float) -> None:
    found = compared(take(1, score(before, band=band)), take(2, score(now, band=band)))
    whole, opening, _ = found.measures
    assert (whole.title, opening.title) == ("Overall", "Opening")
    assert whole.change is not None
    assert opening.change == whole.change
    if abs(now - before) > band + 1e-6:
        assert whole.change.direction is (Direction.BETTER if now > before else Direction.WORSE)
    if abs(now - before) < band / 2 - 1e-6:
        assert whole.change.direction is Direction.NONE


def test_a_sooner_constraint_is_better_and_one_that_lacks_is_not_compared() -> None:
    sooner = compared(take(1, score(first=40.0)), take(2, score(first=12.0))).measures[-1]
    assert sooner.change is not None
    assert sooner.change.direction is Direction.BETTER
    assert sooner.change.amount == -28
    none = compared(take(1, score(first=None)), take(2, score(first=12.0))).measures[-1]
    assert (none.before, none.change) == (None, None)


def test_takes_of_one_case_are_aligned_by_phase() -> None:
    before = take(1, score(made={"limit": 10.0, "boxes": 12.0, "number": 50.0}))
    now = take(2, score(made={"limit": 10.0, "number": 11.0}), (PhaseStretch("Goal", 0.0, 30.0),))
    goal, close = compared(before, now).phases
    assert goal.before is not None
    assert goal.now is not None
    assert close.before is not None
    assert (goal.title, goal.before.moves, goal.now.moves) == (
        "Goal", ("Hard limit first",), ("Hard limit first", "Number with a unit"),
    )  # fmt: skip
    assert goal.now.end_seconds == 30.0
    assert (close.before.moves, close.now) == (("Number with a unit",), None)


def test_moves_and_points_that_differ_are_told() -> None:
    before = take(1, score(made={"limit": 1.0}, points={"stale": "missed", "cost": "made", "gone": "made"}))
    now = take(2, score(made={"number": 1.0, "boxes": 2.0}, points={"stale": "made", "cost": "made"}))
    found = compared(before, now)
    assert found.moves is not None
    assert (found.moves.before, found.moves.now, found.moves.both) == (
        ("Hard limit first",), ("Number with a unit",), ()
    )  # fmt: skip
    assert [(point.title, point.before, point.now) for point in found.points] == [("stale", "missed", "made")]
    assert found.limits == ()


def test_two_cases_share_no_phases_and_points() -> None:
    found = compared(take(1), take(2, case_id="toll", case_title="Toll"))
    assert (found.phases, found.points) == ((), ())
    assert found.measures[0].change is not None
    assert found.limits[0].startswith("Two cases, Parking and Toll: ")
    assert len(found.limits) == 1


def test_two_formats_share_no_marks() -> None:
    found = compared(take(1), take(2, format_id="opening-drill", format_title="Opening drill"))
    assert [measure.change for measure in found.measures[:-1]] == [None, None]
    assert found.measures[-1].change is not None
    assert (found.phases, found.moves) == ((), None)
    assert found.limits[0].startswith("Two formats, System design and Opening drill,")


def test_two_recognisers_share_no_marks() -> None:
    found = compared(take(1, engine="sphinx", model="en-us", provisional=True), take(2))
    assert [measure.change for measure in found.measures[:-1]] == [None, None]
    assert found.moves is None
    assert found.limits[0].startswith("One was heard by pocketsphinx, the other by Whisper (base.en): marks and moves")
    assert len(found.phases) == 2


def test_two_models_and_two_provisional_scores_are_compared_with_a_warning() -> None:
    models = compared(take(1), take(2, model="small.en"))
    assert models.limits == ("Heard by two models, base.en and small.en: a small difference may be theirs.",)
    assert models.measures[0].change is not None
    facts = {"engine": "sphinx", "model": "en-us", "provisional": True}
    provisional = compared(take(1, **facts), take(2, **facts))
    assert provisional.limits[0].startswith("Both were heard by pocketsphinx")


def test_a_take_without_phases_says_so() -> None:
    found = compared(take(1, None, ()), take(2))
    assert found.phases == ()
    assert found.limits[0].startswith("The older take was not spoken in an interview but taken in from a file")
    assert compared(take(1, None, ()), take(2, None, ())).limits[0].startswith("Neither take was spoken")


def test_an_answer_too_short_to_be_marked_has_no_mark_to_compare() -> None:
    found = compared(take(1, score(None)), take(2))
    assert [(measure.title, measure.before, measure.change) for measure in found.measures[:-1]] == [
        ("Overall", None, None),
        ("Opening", None, None),
    ]
    assert found.limits == ("The older take was too short to be marked: there is no mark to compare.",)


@given(starts=some.lists(some.floats(0, 300), min_size=1, max_size=80), echo=some.booleans())
def test_an_opening_is_the_first_half_minute_of_speech(starts: list[float], echo: bool) -> None:
    words = [Word(f"w{place}", start, start + 0.3, 0.9) for place, start in enumerate(sorted(starts))]
    spoken = (Word("program", 0.0, 0.2, 0.9, echo=True), *words) if echo else tuple(words)
    found = opening_of(Transcript("whisper", "base.en", "en", (Segment(0.0, 301.0, spoken),)))
    begins = min(starts)
    within = [
        word for word in words if word.start_seconds is not None and word.start_seconds < begins + OPENING_SECONDS
    ]
    assert found.text == " ".join(word.text for word in within)
    assert found.start_seconds == begins
    assert found.end_seconds == within[-1].end_seconds


def test_an_opening_without_times_cannot_be_played_but_is_read() -> None:
    words = tuple(Word(str(place)) for place in range(200))
    found = opening_of(Transcript("typed", "", "en", (Segment(None, None, words),)))
    assert (len(found.text.split()), found.start_seconds) == (75, None)
    assert opening_of(Transcript("typed", "", "en", ())).text == ""


def test_the_take_before_is_the_last_one_that_can_be_compared_best() -> None:
    this = rehearsal(20)
    drill = rehearsal(19, format_id="opening-drill")
    same, older = rehearsal(10), rehearsal(9)
    heard_otherwise = rehearsal(15, engine="sphinx")
    others = (
        rehearsal(21), this, rehearsal(18, case_id="toll"), rehearsal(17, state=State.RECORDED), drill, heard_otherwise,
        same, older,
    )  # fmt: skip
    assert take_before(others, this) == same
    assert take_before((this, drill, heard_otherwise), this) == heard_otherwise
    assert take_before((this, drill), this) == drill
    assert take_before((this, replace(this, id="day-21", started_at="2026-03-21T14:30:15+00:00")), this) is None
