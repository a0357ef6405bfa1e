"""Formats: what an answer is marked on, which is not the same for a whole answer and an opening of twenty seconds.

The data is `library/formats.toml`; the formula of the marks stands in `library/rubric.toml`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rubrics.ledgers import LedgerKind
from rubrics.model import Marking, Pillar, Rubric, TalkingPointMark


@dataclass(frozen=True, slots=True)
class FormatPillar:
    """A pillar as a format counts it.

    Its mark comes from `signals`, of which a weight of `needed` earns everything, or, when `ledger` is set, from the
    share of that ledger's parts that were found in its fullest entry.
    """

    pillar: Pillar
    signals: tuple[str, ...]
    needed: float
    ledger: str = ""


@dataclass(frozen=True, slots=True)
class FormatMarks:
    """How one kind of answer is marked.

    `ids` are the formats of cases that it is for; the one without any is for all others. `full_words` is the length
    from which such an answer is whole. `talking_points` says which points of a case are listed: all, only those that
    were heard, or none. `bad_signals` are the faults that can be made in it.
    """

    title: str
    ids: tuple[str, ...]
    pillars: tuple[FormatPillar, ...]
    cap_pillars: tuple[str, ...]
    full_words: int
    ledgers: tuple[str, ...]
    talking_points: str
    bad_signals: tuple[str, ...]

    @property
    def signals(self) -> frozenset[str]:
        """The good signals that count."""
        return frozenset(signal for entry in self.pillars for signal in entry.signals)

    @property
    def expected(self) -> frozenset[str]:
        """The good signals that any such answer should hold: not those that count only where they were called for."""
        return frozenset(signal for entry in self.pillars if not entry.pillar.optional for signal in entry.signals)

    def scale_power(self, marking: Marking) -> float:
        """Return the power of the scale of its marks; people graded whole answers, all others are marked by points."""
        return 1.0 if self.ids else marking.scale_power

    def ledger_kinds(self, rubric: Rubric, track: str) -> tuple[LedgerKind, ...]:
        """Return the ledgers kept for this format in a track, an empty one for an answer to no case."""
        return tuple(
            kind for kind in rubric.ledgers if kind.id in self.ledgers and (not kind.tracks or track in kind.tracks)
        )

    def listed(self, marks: Sequence[TalkingPointMark]) -> tuple[TalkingPointMark, ...]:
        """Return the talking points that are shown."""
        if self.talking_points == "none":
            return ()
        return tuple(mark for mark in marks if self.talking_points == "all" or mark.quote)


def format_marks(rubric: Rubric, format_id: str) -> FormatMarks:
    """Return how a format of a case is marked; one that is unknown, or none, is a whole answer."""
    whole = next(entry for entry in rubric.formats if not entry.ids)
    return next((entry for entry in rubric.formats if format_id in entry.ids), whole)
