"""Corrections: words that were put right and findings that were disputed, applied to what was heard and found."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from rubrics.model import Finding
from speech.transcript import Segment, Transcript, Word


@dataclass(frozen=True, slots=True)
class WordChange:
    """Words `first` to `last` (inclusive, counted over the transcript) are `now` what they should be.

    `was` is what the recogniser printed, so that a change is never applied to other words. An empty `now` takes words
    away; several words share the time of those they replace.
    """

    first: int
    last: int
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A finding that the speaker says is none: its signal and its words in the transcript as it was heard."""

    signal: str
    first_word: int
    last_word: int


@dataclass(frozen=True, slots=True)
class Corrections:
    """All that was corrected in one rehearsal, in the order of the transcript."""

    changes: tuple[WordChange, ...] = ()
    disputes: tuple[Dispute, ...] = ()

    def with_change(self, change: WordChange) -> "Corrections":
        """Return these with one more change, in place of earlier ones to the same words."""
        others = (entry for entry in self.changes if entry.last < change.first or entry.first > change.last)
        return replace(self, changes=tuple(sorted((*others, change), key=lambda entry: entry.first)))

    def with_dispute(self, dispute: Dispute) -> "Corrections":
        """Return these with one more dispute."""
        return replace(self, disputes=tuple(dict.fromkeys((*self.disputes, dispute))))


def corrected(transcript: Transcript, corrections: Corrections) -> Transcript:
    """Return the transcript with its words put right; the given one is left as it was heard.

    Raises ValueError for a change whose words are not in the transcript.
    """
    if not corrections.changes:
        return transcript
    words = list(transcript.words)
    now: dict[int, tuple[Word, ...]] = {}
    for change in corrections.changes:
        replaced = words[change.first : change.last + 1]
        if not replaced or change.was != " ".join(word.text for word in replaced):
            raise ValueError(f"words {change.first} to {change.last} are not {change.was!r}")
        now.update(dict.fromkeys(range(change.first, change.last + 1), ()))
        now[change.first] = tuple(_put_right(replaced, change.now.split()))
    return replace(transcript, segments=tuple(_segments(transcript, now)))


def undisputed(findings: Iterable[Finding], disputes: Collection[Dispute]) -> Iterator[Finding]:
    """Yield the findings that nobody disputes."""
    return (finding for finding in findings if not any(_is_meant(finding, dispute) for dispute in disputes))


def moved(disputes: Iterable[Dispute], changes: Sequence[WordChange]) -> tuple[Dispute, ...]:
    """Return the disputes with the places that their words have after the changes."""
    shifts = [(change.first, change.last, len(change.now.split())) for change in changes]

    def place(word: int) -> int:
        before = [(first, last, count) for first, last, count in shifts if first <= word]
        inside = sum(min(word - first, count) - (word - first) for first, last, count in before if word <= last)
        return word + inside + sum(count - (last - first + 1) for first, last, count in before if last < word)

    return tuple(
        replace(dispute, first_word=place(dispute.first_word), last_word=place(dispute.last_word))
        for dispute in disputes
    )


def heard_words(count: int, changes: Sequence[WordChange]) -> list[int]:
    """Return for each word after the changes which of `count` heard words it stands for."""
    heard: list[int] = []
    at = 0
    for change in sorted(changes, key=lambda change: change.first):
        heard += range(at, change.first)
        heard += [min(change.last, change.first + number) for number in range(len(change.now.split()))]
        at = change.last + 1
    return [*heard, *range(at, count)]


def _is_meant(finding: Finding, dispute: Dispute) -> bool:
    shared = finding.first_word <= dispute.last_word and finding.last_word >= dispute.first_word
    return finding.signal == dispute.signal and shared


def _put_right(replaced: list[Word], texts: list[str]) -> Iterator[Word]:
    """Yield the words that were meant, sharing out the time of those that were heard; what a person wrote is sure."""
    start, end = replaced[0].start_seconds, replaced[-1].end_seconds
    for number, text in enumerate(texts):
        if start is None or end is None:
            yield Word(text)
        else:
            share = (end - start) / len(texts)
            yield Word(text, start + number * share, start + (number + 1) * share, 1.0)


def _segments(transcript: Transcript, now: dict[int, tuple[Word, ...]]) -> Iterator[Segment]:
    numbers = iter(range(sum(1 for _ in transcript.words)))
    for segment in transcript.segments:
        own = zip(islice(numbers, len(segment.words)), segment.words, strict=True)
        yield replace(segment, words=tuple(new for number, word in own for new in now.get(number, (word,))))
