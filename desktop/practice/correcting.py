"""Correcting: what a user puts right in a transcript or disputes in a judgement, found by words and seconds."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from rubrics.corrections import Corrections, Dispute, WordChange, heard_words
from rubrics.model import Finding
from speech.transcript import Transcript, Word


class NotThere(ValueError):
    """Words or a finding that cannot be found; the message is one line with the mend."""


def corrections_document(corrections: Corrections) -> dict[str, Any]:
    """Return the corrections as plain values."""
    return asdict(corrections)


def corrections_from_document(document: Mapping[str, Any]) -> Corrections:
    """Return the corrections that a document holds. Raises ValueError when it holds none."""
    try:
        changes = tuple(WordChange(**entry) for entry in document["changes"])
        disputes = tuple(Dispute(**entry) for entry in document["disputes"])
    except (TypeError, KeyError) as error:
        raise ValueError(f"these are no corrections: {error}") from error
    for entry in (*document["changes"], *document["disputes"]):
        for name, value in entry.items():
            wanted = str if name in ("was", "now", "signal") else int
            if not isinstance(value, wanted) or isinstance(value, bool):
                raise ValueError(f"{name} cannot be {value!r}")
    return Corrections(changes, disputes)


def change_words(
    transcript: Transcript, corrections: Corrections, was: str, now: str, at_seconds: float | None
) -> Corrections:
    """Return the corrections with the heard words `was` put right, those nearest to `at_seconds` if it is given.

    The same words again take an earlier change back. Raises `NotThere`.
    """
    words, wanted = list(transcript.words), was.split()
    texts = [_plain(word.text) for word in words]
    plain = [_plain(text) for text in wanted]
    places = [at for at in range(len(words) - len(plain) + 1) if plain and texts[at : at + len(plain)] == plain]
    first = _chosen(places, lambda at: words[at].start_seconds, at_seconds, f"the words {was!r} were")
    return change_at(words, corrections, first, first + len(plain) - 1, now)


def change_at(words: Sequence[Word], corrections: Corrections, first: int, last: int, now: str) -> Corrections:
    """Return the corrections with the heard `words` from `first` to `last` put right; the same again takes it back."""
    heard = " ".join(word.text for word in words[first : last + 1])
    if now.split() == heard.split():
        kept = tuple(entry for entry in corrections.changes if entry.last < first or entry.first > last)
        return Corrections(kept, corrections.disputes)
    return corrections.with_change(WordChange(first, last, heard, " ".join(now.split())))


def heard_as(corrections: Corrections) -> dict[int, str]:
    """Return for each word that was put right, by its place in the corrected transcript, what was heard there."""
    return {word: change.was for change, first, count in _places(corrections) for word in range(first, first + count)}


def whole_changes(corrections: Corrections, first_word: int, last_word: int) -> tuple[int, int]:
    """Return words of the corrected transcript with all of the changes that they touch."""
    touched = [
        (first, first + count - 1)
        for _, first, count in _places(corrections)
        if first <= last_word and first + count > first_word
    ]
    return min([first_word, *(first for first, _ in touched)]), max([last_word, *(last for _, last in touched)])


def _places(corrections: Corrections) -> Iterator[tuple[WordChange, int, int]]:
    """Yield each change with where its words begin in the corrected transcript, and how many they are."""
    shift = 0
    for change in sorted(corrections.changes, key=lambda entry: entry.first):
        count = len(change.now.split())
        yield change, change.first + shift, count
        shift += count - (change.last - change.first + 1)


def heard_behind(corrections: Corrections, heard_count: int, first_word: int, last_word: int) -> tuple[int, int]:
    """Return the heard words behind words of the corrected transcript: first and last, with all of what was changed."""
    heard = heard_words(heard_count, corrections.changes)
    first, last = heard[first_word], heard[last_word]
    touched = [entry for entry in corrections.changes if entry.first <= last and entry.last >= first]
    return min([first, *(entry.first for entry in touched)]), max([last, *(entry.last for entry in touched)])


def without_change(corrections: Corrections, change: WordChange) -> Corrections:
    """Return the corrections with a change taken back."""
    return replace(corrections, changes=tuple(entry for entry in corrections.changes if entry != change))


def dispute_finding(
    findings: Sequence[Finding], corrections: Corrections, heard_count: int, signal: str, at_seconds: float | None
) -> Corrections:
    """Return the corrections with a finding of `signal` disputed, the one nearest to `at_seconds` if it is given.

    `findings` are those of the judgement as it stands, `heard_count` the words of the transcript as it was heard.
    Raises `NotThere`.
    """
    of_signal = [finding for finding in findings if finding.signal == signal]
    number = _chosen(
        range(len(of_signal)), lambda at: of_signal[at].seconds, at_seconds, f"a finding of {signal!r} was"
    )
    return disputing(of_signal[number], corrections, heard_count)


def disputing(finding: Finding, corrections: Corrections, heard_count: int) -> Corrections:
    """Return the corrections with this finding of the judgement disputed."""
    heard = heard_words(heard_count, corrections.changes)
    return corrections.with_dispute(Dispute(finding.signal, heard[finding.first_word], heard[finding.last_word]))


def counting_again(corrections: Corrections, dispute: Dispute) -> Corrections:
    """Return the corrections with a dispute taken back."""
    return replace(corrections, disputes=tuple(entry for entry in corrections.disputes if entry != dispute))


def without_dispute(
    transcript: Transcript, corrections: Corrections, signal: str, at_seconds: float | None
) -> Corrections:
    """Return the corrections with a dispute taken back. Raises `NotThere`."""
    words = list(transcript.words)
    places = [number for number, entry in enumerate(corrections.disputes) if entry.signal == signal]
    number = _chosen(
        places, lambda at: _seconds(words, corrections.disputes[at]), at_seconds, f"a dispute of {signal!r} was"
    )
    return counting_again(corrections, corrections.disputes[number])


def _seconds(words: Sequence[Word], dispute: Dispute) -> float | None:
    return words[dispute.first_word].start_seconds if dispute.first_word < len(words) else None


def _plain(text: str) -> str:
    return text.lower().strip('.,;:?!\u2026"\u201c\u201d()')


def _chosen(
    places: Sequence[int], seconds_of: Callable[[int], float | None], at_seconds: float | None, what: str
) -> int:
    if not places:
        raise NotThere(f"{what} not found; `rostrum rehearsals show` prints what was heard and found")
    if at_seconds is None:
        if len(places) > 1:
            raise NotThere(f"{what} found {len(places)} times; say which with --at, in seconds or as minutes:seconds")
        return places[0]
    return min(places, key=lambda place: abs((seconds_of(place) or 0.0) - at_seconds))
