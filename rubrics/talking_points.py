"""Talking points: which of a case's points were made, partly made or missed."""

from cases.model import Case, TalkingPoint
from rubrics.match import contains_phrase
from rubrics.model import TalkingPointMark
from rubrics.reading import Reading
from rubrics.stems import Stemmer
from rubrics.text import Passage

_MADE, _PARTLY, _MISSED = "made", "partly", "missed"


def mark_talking_points(reading: Reading, case: Case, stemmer: Stemmer) -> tuple[TalkingPointMark, ...]:
    """Return the state of every talking point of the case, with where it was first heard."""
    return tuple(_mark(reading, point, stemmer) for point in case.talking_points)


def _mark(reading: Reading, point: TalkingPoint, stemmer: Stemmer) -> TalkingPointMark:
    places = [_first_place(reading, wordings, stemmer) for wordings in point.parts]
    heard = [place for place in places if place is not None]
    if not heard:
        return TalkingPointMark(point.id, point.title, _MISSED, "", None)
    start, end = min(heard)
    first, last = reading.tokens[start], reading.tokens[end - 1]
    return TalkingPointMark(
        id=point.id,
        title=point.title,
        state=_MADE if len(heard) == len(places) else _PARTLY,
        quote=reading.passage.text[first.start : last.end],
        seconds=reading.passage.words[first.word].seconds,
    )


def _first_place(reading: Reading, wordings: tuple[str, ...], stemmer: Stemmer) -> tuple[int, int] | None:
    """Return the token span of the first of the wordings that is not mere keyword salad."""
    found = [place for wording in wordings if (place := _place(reading, wording, stemmer)) is not None]
    return min(found, default=None)


def _place(reading: Reading, wording: str, stemmer: Stemmer) -> tuple[int, int] | None:
    words = [token.text for token in Passage.from_text(wording).tokens]
    keys = tuple(map(stemmer.stem, words))
    if not keys:
        return None
    for at in reading.key_places.get(keys[0], ()):
        if reading.keys[at : at + len(keys)] == keys and not reading.salad[at]:
            return at, at + len(keys)
    return _near_place(reading, " ".join(words), len(words))


def _near_place(reading: Reading, wording: str, length: int) -> tuple[int, int] | None:
    """Return where the wording was said with a letter or two misheard."""
    if not contains_phrase(wording, " ".join(reading.words)):
        return None
    for at in range(len(reading.words) - length + 1):
        if contains_phrase(wording, " ".join(reading.words[at : at + length])) and not reading.salad[at]:
            return at, at + length
    return None
