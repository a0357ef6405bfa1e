"""A company's loop of interviews: which rounds have been rehearsed, and the committee's summary of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from cases.model import SUMMARY, Round, Track
from desktop.practice.interjection import Interjection
from desktop.practice.rehearsal import Rehearsal, State
from rubrics.model import Rubric, Score


@dataclass(frozen=True, slots=True)
class Standing:
    """One round with its newest scored rehearsal, None while there is none; the committee's round has none either."""

    round: Round
    rehearsal: Rehearsal | None

    @property
    def is_summary(self) -> bool:
        """Whether nobody is interviewed in this round."""
        return self.round.format == SUMMARY


@dataclass(frozen=True, slots=True)
class Judged:
    """What a committee has before it of one round."""

    round: Round
    score: Score
    said: tuple[Interjection, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a committee sees over all rounds that were rehearsed.

    `pillars` are titles with their mean marks, the best first. `never` are the titles of moves that were made in no
    round; `faults` maps the title of what cost marks to the rounds it was found in. `replies_held` of `replies` held
    what they were asked for. `provisional` says that a recogniser which mishears much heard at least one round.
    """

    rounds: int
    overall: float | None
    pillars: tuple[tuple[str, float], ...]
    never: tuple[str, ...]
    faults: Mapping[str, tuple[str, ...]]
    replies: int
    replies_held: int
    provisional: bool


def standings(track: Track, rehearsals: Iterable[Rehearsal]) -> tuple[Standing, ...]:
    """Return the rounds of a track's loop, each with its newest scored rehearsal; `rehearsals` has the newest first."""
    scored = [entry for entry in rehearsals if entry.track == track.id and entry.state is State.SCORED]
    return tuple(Standing(entry, next((done for done in scored if _is_of(entry, done)), None)) for entry in track.loop)


def sum_up(judged: Sequence[Judged], rubric: Rubric) -> Summary:
    """Return the committee's summary of the rounds that were rehearsed, at least one."""
    marks: dict[str, list[float]] = {}
    for entry in judged:
        for mark in entry.score.pillars:
            marks.setdefault(mark.title, []).append(mark.points)
    pillars = sorted(((title, fmean(points)) for title, points in marks.items()), key=lambda pillar: -pillar[1])
    found = {entry.round.title: {finding.signal for finding in entry.score.findings} for entry in judged}
    made = set().union(*found.values())
    replies = [said.reply for entry in judged for said in entry.said if said.reply and (said.asks_for)]
    overall = [entry.score.overall for entry in judged if entry.score.overall is not None]
    return Summary(
        rounds=len(judged),
        overall=fmean(overall) if overall else None,
        pillars=tuple(pillars),
        never=tuple(signal.title for signal in rubric.signals if signal.good and signal.id not in made),
        faults={
            signal.title: tuple(title for title, signals in found.items() if signal.id in signals)
            for signal in rubric.signals
            if not signal.good and signal.id in made
        },
        replies=len(replies),
        replies_held=sum(bool(reply.held) for reply in replies),
        provisional=any(entry.score.provisional for entry in judged),
    )


def _is_of(round_: Round, rehearsal: Rehearsal) -> bool:
    return rehearsal.format_id == round_.format and round_.case in ("", rehearsal.case_id)
