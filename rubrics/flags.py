"""Flags: what an interviewer would stumble over, with the words that show it; which there are is data."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rubrics.figures import contradictions
from rubrics.model import Evidence, Finding, Flag, Ledger
from rubrics.notes import Figure, Mention
from rubrics.pattern import Pattern

# More than so many pairs of places say nothing new.
_MOST_PLACES = 4


@dataclass(frozen=True, slots=True)
class FlagKind:
    """When a flag is raised: see `library/ledgers.toml` for the kinds `near`, `thin` and `figures`."""

    id: str
    title: str
    kind: str
    text: str
    question: str
    tracks: tuple[str, ...]
    near_signals: tuple[str, ...]
    reach: int
    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    ledger: str
    least: int

    @property
    def wanted(self) -> Iterator[tuple[str, tuple[Pattern, ...]]]:
        """Yield the names of mentions that this flag needs, with their patterns."""
        if self.patterns:
            yield f"flag.{self.id}", self.patterns
        if self.unless:
            yield f"flag.{self.id}.unless", self.unless


def raise_flags(
    kinds: Iterable[FlagKind],
    findings: Sequence[Finding],
    mentions: Mapping[str, Sequence[Mention]],
    ledgers: Sequence[Ledger],
    figures: Sequence[Figure],
) -> tuple[Flag, ...]:
    """Return the flags that are raised, each with up to a few of the places that raise it."""
    raised = []
    for kind in kinds:
        near = [finding for finding in findings if finding.signal in kind.near_signals]
        if kind.kind == "near":
            places = list(_near(kind, near, mentions))
        elif kind.kind == "thin":
            places = list(_thin(kind, near, ledgers))
        else:
            places = [figure.evidence for pair in contradictions(figures) for figure in pair]
        if places:
            shown = tuple(dict.fromkeys(places))[:_MOST_PLACES]
            raised.append(Flag(kind.id, kind.title, kind.text, kind.question, shown))
    return tuple(raised)


def _near(kind: FlagKind, near: Sequence[Finding], mentions: Mapping[str, Sequence[Mention]]) -> Iterator[Evidence]:
    cancels = [mention.evidence for mention in mentions.get(f"flag.{kind.id}.unless", ())]
    for mention in mentions.get(f"flag.{kind.id}", ()):
        said = mention.evidence
        first, last = said.first_word - kind.reach, said.last_word + kind.reach
        told = any(finding.first_word <= last and finding.last_word >= first for finding in near)
        if told and not any(cancel.first_word <= last and cancel.last_word >= first for cancel in cancels):
            yield said


def _thin(kind: FlagKind, near: Sequence[Finding], ledgers: Sequence[Ledger]) -> Iterator[Evidence]:
    entries = [entry for ledger in ledgers if ledger.id == kind.ledger for entry in ledger.entries if entry.evidence]
    if near and entries and max(entry.found for entry in entries) < kind.least:
        yield from (entry.evidence for entry in entries if entry.evidence)
