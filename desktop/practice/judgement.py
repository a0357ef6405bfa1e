"""What a score came to, in so few numbers that those of a thousand rehearsals are read at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from desktop.practice.rehearsal import Rehearsal
from rubrics.model import PillarMark, Score


@dataclass(frozen=True, slots=True)
class Judgement:
    """The marks of one answer; `findings` says how often each move was found, by its id.

    `seconds_to_first_constraint` is None when there was none, or no times.
    """

    pillars: tuple[PillarMark, ...]
    findings: Mapping[str, int]
    seconds_to_first_constraint: float | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A rehearsal and what its score came to, None while there is no score, or none that can be read."""

    rehearsal: Rehearsal
    judgement: Judgement | None

    @property
    def counts(self) -> bool:
        """Whether it says anything about how one gets on: marked, and by a recogniser whose mishearings do not."""
        return self.judgement is not None and self.rehearsal.overall is not None and not self.rehearsal.provisional


def judgement_of(score: Score) -> Judgement:
    """Return what a score came to."""
    findings: dict[str, int] = {}
    for finding in score.findings:
        findings[finding.signal] = findings.get(finding.signal, 0) + 1
    # As its document has them, from which they can be made again.
    pillars = tuple(replace(mark, points=round(mark.points, 1)) for mark in score.pillars)
    return Judgement(pillars, findings, score.seconds_to_first_constraint)
