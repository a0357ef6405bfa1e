"""What to practise next: the move that is missed most, in the shortest format that asks for it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cases.model import Case, Format
from desktop.practice.judgement import Outcome
from rubrics.formats import format_marks
from rubrics.model import Rubric, Signal

# So many of the last rehearsals are looked at: before them one was another speaker.
_LAST = 5
_FULL = 99.5


@dataclass(frozen=True, slots=True)
class NextStep:
    """A case in a format that trains `signal`, which was missed in `missed` of the last `asked` that asked for it."""

    case: Case
    format: Format
    signal: Signal
    missed: int
    asked: int


def next_step(outcomes: Iterable[Outcome], rubric: Rubric, cases: Sequence[Case]) -> NextStep | None:
    """Return what to practise next, from outcomes with the newest first; None when nothing speaks for anything.

    The case is that of the last rehearsal that counts, for one knows what it is about. Provisional scores count for
    nothing: a move that was misheard was not missed.
    """
    last = [outcome for outcome in outcomes if outcome.counts][:_LAST]
    case = next((case for case in cases if last and case.id == last[0].rehearsal.case_id), None)
    if case is None:
        return None
    asked, missed = _missed(last, rubric)
    weights = {mark.signal: mark.weight for mark in rubric.signal_marks}
    # What was missed once of once says less than four of five.
    # Of moves that are missed alike, the one that is worth most; of these, the rubric's first.
    weakest = sorted(
        (signal for signal in rubric.signals if missed[signal.id]),
        key=lambda signal: (-missed[signal.id] / (asked[signal.id] + 1), -weights.get(signal.id, 0.0)),
    )
    for signal in weakest:
        format_ = _trains(signal, case, rubric)
        if format_ is not None:
            return NextStep(case, format_, signal, missed[signal.id], asked[signal.id])
    return None


def _missed(last: Sequence[Outcome], rubric: Rubric) -> tuple[Counter[str], Counter[str]]:
    """Return in how many rehearsals each good move was asked for, and in how many of these it was missed.

    Where its pillar has full marks without it, others did in its place.
    """
    pillars = {signal.id: signal.pillar for signal in rubric.signals}
    asked: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for outcome in last:
        expected = format_marks(rubric, outcome.rehearsal.format_id).expected
        full, found = _full_pillars(outcome), outcome.judgement.findings if outcome.judgement else {}
        asked.update(expected)
        missed.update(signal for signal in expected if signal not in found and pillars.get(signal) not in full)
    return asked, missed


def _full_pillars(outcome: Outcome) -> frozenset[str]:
    marks = outcome.judgement.pillars if outcome.judgement else ()
    return frozenset(mark.pillar for mark in marks if mark.points >= _FULL)


def _trains(signal: Signal, case: Case, rubric: Rubric) -> Format | None:
    """Return the shortest format of a case that is marked on a move; one that needs another answer first is none."""
    asking = (
        format_
        for format_ in case.formats
        if format_.about == "case" and signal.id in format_marks(rubric, format_.id).expected
    )
    return min(asking, key=lambda format_: format_.minutes, default=None)
