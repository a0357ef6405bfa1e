"""Ledgers: what a strong answer tells in full, part by part, with the words that fill each part or the gap.

A trade-off has options, a gain, a price, a choice and a reason; a project has a hypothesis, a measure, a test and
money. Which parts there are, and what fills them, is data: `library/ledgers.toml`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rubrics.model import Evidence, Finding, Ledger, LedgerEntry, LedgerLine
from rubrics.notes import Mention
from rubrics.pattern import Pattern

_WHOLE = "whole"
# A second beginning this near is still about the same thing.
_SAME_ENTRY_WORDS = 6


@dataclass(frozen=True, slots=True)
class LedgerPart:
    """One part: filled by a finding of one of `signals`, by a slot of the entry's own finding, or by a pattern."""

    id: str
    title: str
    question: str
    signals: tuple[str, ...]
    slots: tuple[str, ...]
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class LedgerKind:
    """What one ledger is about.

    `entry` says what makes an entry: the `whole` answer, or `each` finding of `begins_signals` or match of
    `begins_patterns`. Parts are looked for from `before` words ahead of it up to `reach` words behind it, never beyond
    the next entry.
    `tracks` limits it to cases of these tracks; empty: all. `ordered` ones are told in the order of their parts. In one
    where `announced` is set, saying that one would like to ask is asking.
    """

    id: str
    title: str
    entry: str
    tracks: tuple[str, ...]
    begins_signals: tuple[str, ...]
    begins_patterns: tuple[Pattern, ...]
    before: int
    reach: int
    ordered: bool
    announced: bool
    parts: tuple[LedgerPart, ...]

    @property
    def patterns(self) -> Iterator[tuple[str, tuple[Pattern, ...]]]:
        """Yield the names of mentions that this ledger needs, with their patterns."""
        if self.begins_patterns:
            yield self.id, self.begins_patterns
        for part in self.parts:
            if part.patterns:
                yield f"{self.id}.{part.id}", part.patterns


def keep_ledgers(
    kinds: Iterable[LedgerKind], findings: Sequence[Finding], mentions: Mapping[str, Sequence[Mention]]
) -> tuple[Ledger, ...]:
    """Return the ledgers in the order of `kinds`; one of `each` kind has an entry for each thing that was told."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.signal, []).append(finding)
    return tuple(Ledger(kind.id, kind.title, tuple(_entries(kind, found, mentions))) for kind in kinds)


def evidence_of(finding: Finding) -> Evidence:
    """Return the words of a finding."""
    return Evidence(
        finding.quote, finding.start, finding.end, finding.first_word, finding.last_word, finding.seconds,
        finding.end_seconds,
    )  # fmt: skip


def _entries(
    kind: LedgerKind, found: Mapping[str, Sequence[Finding]], mentions: Mapping[str, Sequence[Mention]]
) -> Iterator[LedgerEntry]:
    candidates = [(part, _candidates(kind, part, found, mentions)) for part in kind.parts]
    if kind.entry == _WHOLE:
        lines = tuple(_line(part, places[0] if places else None) for part, places in candidates)
        yield LedgerEntry(None, lines, kind.ordered and _out_of_order(lines))
        return
    begins = _begins(kind, found, mentions)
    for number, (evidence, finding) in enumerate(begins):
        first = begins[number - 1][0].last_word + 1 if number else 0
        last = begins[number + 1][0].first_word - 1 if number + 1 < len(begins) else evidence.last_word + kind.reach
        span = max(first, evidence.first_word - kind.before), min(last, evidence.last_word + kind.reach)
        lines = tuple(
            _line(part, _fuller(_slot(part, finding), places) or _near(places, evidence, span))
            for part, places in candidates
        )
        yield LedgerEntry(evidence, lines, kind.ordered and _out_of_order(lines))


def _candidates(
    kind: LedgerKind,
    part: LedgerPart,
    found: Mapping[str, Sequence[Finding]],
    mentions: Mapping[str, Sequence[Mention]],
) -> list[Evidence]:
    """Return all that could fill a part, in the order of the answer."""
    places = [evidence_of(finding) for signal in part.signals for finding in found.get(signal, ())]
    places += [mention.evidence for mention in mentions.get(f"{kind.id}.{part.id}", ())]
    return sorted(places, key=lambda evidence: evidence.first_word)


def _begins(
    kind: LedgerKind, found: Mapping[str, Sequence[Finding]], mentions: Mapping[str, Sequence[Mention]]
) -> list[tuple[Evidence, Finding | None]]:
    """Return what begins an entry, in order; two that begin within the same few words are one."""
    begins: list[tuple[Evidence, Finding | None]] = [
        (evidence_of(finding), finding) for signal in kind.begins_signals for finding in found.get(signal, ())
    ]
    begins += [(mention.evidence, None) for mention in mentions.get(kind.id, ())]
    kept: list[tuple[Evidence, Finding | None]] = []
    for evidence, finding in sorted(begins, key=lambda entry: (entry[0].first_word, -entry[0].last_word)):
        if not kept or evidence.first_word > kept[-1][0].last_word + _SAME_ENTRY_WORDS:
            kept.append((evidence, finding))
    return kept


def _slot(part: LedgerPart, finding: Finding | None) -> Evidence | None:
    """Return the words of the entry's own finding that fill a part."""
    if finding is None:
        return None
    quote = next((slot.quote for slot in finding.slots if slot.name in part.slots and slot.quote), "")
    at = finding.quote.find(quote) if quote else -1
    if at < 0:
        return None
    first = finding.first_word + len(finding.quote[:at].split())
    start = finding.start + at
    return Evidence(
        quote, start, start + len(quote), first, first + len(quote.split()) - 1, finding.seconds, finding.end_seconds
    )


def _fuller(slot: Evidence | None, places: Sequence[Evidence]) -> Evidence | None:
    """Return the slot's words, or those that begin within them and say more."""
    if slot is None:
        return None
    within = [place for place in places if slot.first_word <= place.first_word <= slot.last_word]
    return max([slot, *within], key=lambda place: place.last_word)


def _near(places: Sequence[Evidence], evidence: Evidence, span: tuple[int, int]) -> Evidence | None:
    """Return what fills a part nearest to where the entry begins, within the span of words."""
    first = bisect_left(places, span[0], key=lambda place: place.first_word)
    last = bisect_right(places, span[1], key=lambda place: place.first_word)
    within = [place for place in places[first:last] if place.last_word <= span[1]]
    return min(within, key=lambda place: abs(place.first_word - evidence.first_word), default=None)


def _line(part: LedgerPart, evidence: Evidence | None) -> LedgerLine:
    return LedgerLine(part.id, part.title, evidence, "" if evidence else part.question)


def _out_of_order(lines: Sequence[LedgerLine]) -> bool:
    told = [line.evidence.first_word for line in lines if line.evidence]
    return any(before > after for before, after in pairwise(told))
