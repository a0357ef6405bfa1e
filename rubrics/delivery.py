"""How it was said: pace, silences and fillers, as guidance and apart from the content."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rubrics.model import DeliveryMark
from rubrics.text import SpokenWord


@dataclass(frozen=True, slots=True)
class DeliveryNorms:
    """The norms of `library/delivery.toml`, with their sources there; times in seconds, rates per minute."""

    filler_sounds: tuple[str, ...]
    filler_phrases: tuple[str, ...]
    fillers_noted_per_minute: float
    fillers_flagged_per_minute: float
    slowest_words_per_minute: float
    fastest_words_per_minute: float
    quiet_slowest_words_per_minute: float
    quiet_fastest_words_per_minute: float
    stretch_seconds: float
    long_pause_seconds: float
    flagged_pause_seconds: float
    announcements: tuple[str, ...]
    remarks: Mapping[str, str]


def judge_delivery(text: str, words: Sequence[SpokenWord], spoken: Sequence[str], norms: DeliveryNorms) -> DeliveryMark:
    """Return the mark for pace, silences and fillers; for a text without times only the fillers are known.

    `words` are the chunks of `text`, `spoken` its normalised words. Fillers are a lower bound, since recognisers leave
    many out. While the program itself spoke, nobody is slow or silent.
    """
    fillers = _count_fillers(spoken, norms)
    turns = list(_turns(words))
    timed = sum(map(len, turns))
    if timed < 2:
        return DeliveryMark(100.0, None, None, None, fillers, ())
    pauses = [pause for turn in turns for pause in _pauses(turn)]
    seconds = sum(_end(turn[-1]) - _start(turn[0]) for turn in turns)
    speaking_seconds = max(seconds - sum(length for _, length in pauses), 1.0)
    words_per_minute = 60 * timed / speaking_seconds
    long_pauses = sum(length > norms.long_pause_seconds and not at.excused for at, length in pauses)
    flagged = sum(length > norms.flagged_pause_seconds and not _announced(text, at, norms) for at, length in pauses)
    filler_rate = 60 * fillers / speaking_seconds
    paces = [pace for turn in turns for pace in _stretch_paces(turn, norms.stretch_seconds)] or [words_per_minute]
    return DeliveryMark(
        points=_points(filler_rate, flagged, paces, norms),
        words_per_minute=words_per_minute,
        speaking_seconds=speaking_seconds,
        long_pauses=long_pauses,
        fillers_at_least=fillers,
        remarks=tuple(_remarks(fillers, filler_rate, flagged, paces, norms)),
    )


def _turns(words: Sequence[SpokenWord]) -> Iterator[Sequence[SpokenWord]]:
    """Yield the runs of timed words between which the program did not speak."""
    turn: list[SpokenWord] = []
    for word in words:
        if word.judged and word.seconds is not None and word.end_seconds is not None:
            turn.append(word)
        elif not word.judged and turn:
            yield turn
            turn = []
    if turn:
        yield turn


def _count_fillers(spoken: Sequence[str], norms: DeliveryNorms) -> int:
    known = frozenset(norms.filler_sounds)
    sounds = sum(word in known for word in spoken)
    text = f" {' '.join(spoken)} "
    return sounds + sum(text.count(f" {phrase} ") for phrase in norms.filler_phrases)


def _start(word: SpokenWord) -> float:
    return word.seconds or 0.0


def _end(word: SpokenWord) -> float:
    return word.end_seconds or 0.0


def _pauses(turn: Sequence[SpokenWord]) -> Iterator[tuple[SpokenWord, float]]:
    """Yield each silence between words that is more than a hesitation, with the word before it."""
    for before, word in pairwise(turn):
        length = (word.seconds or 0.0) - (before.end_seconds or 0.0)
        if length > 0.2:
            yield before, length


def _announced(text: str, before: SpokenWord, norms: DeliveryNorms) -> bool:
    said = text[max(0, before.end - 80) : before.end].lower()
    return before.excused or any(phrase in said for phrase in norms.announcements)


def _stretch_paces(timed: Sequence[SpokenWord], stretch_seconds: float) -> Iterator[float]:
    """Yield the words a minute of each stretch, one after the other."""
    first, began = 0, None
    for number, word in enumerate(timed):
        began = _start(word) if began is None else began
        seconds = (word.end_seconds or 0.0) - began
        if seconds >= stretch_seconds:
            yield 60 * (number - first + 1) / seconds
            first, began = number + 1, None


def _points(filler_rate: float, flagged: int, paces: Sequence[float], norms: DeliveryNorms) -> float:
    """Return 100 less what disturbs: fillers above the norm, unannounced silences, stretches too fast or too slow."""
    fillers = 4.0 * max(0.0, filler_rate - norms.fillers_noted_per_minute)
    slow, fast = norms.slowest_words_per_minute, norms.fastest_words_per_minute
    outside = 30.0 * sum(not slow <= pace <= fast for pace in paces) / len(paces)
    return max(0.0, 100.0 - min(40.0, fillers) - min(30.0, 6.0 * flagged) - outside)


def _remarks(
    fillers: int, filler_rate: float, flagged: int, paces: Sequence[float], norms: DeliveryNorms
) -> Iterator[str]:
    if max(paces) > norms.fastest_words_per_minute:
        yield norms.remarks["fast"].format(limit=norms.fastest_words_per_minute)
    if min(paces) < norms.slowest_words_per_minute:
        yield norms.remarks["slow"].format(limit=norms.slowest_words_per_minute)
    if filler_rate > norms.fillers_flagged_per_minute:
        yield norms.remarks["fillers_flagged"].format(count=fillers, rate=filler_rate)
    elif filler_rate > norms.fillers_noted_per_minute:
        yield norms.remarks["fillers_noted"].format(count=fillers, rate=filler_rate)
    if flagged:
        yield norms.remarks["pauses"].format(count=flagged, limit=norms.flagged_pause_seconds)
