"""Talking points: which of a case's points were made, partly made or missed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cases.model import Case, TalkingPoint
from rubrics.findings import BEGINNING, Offset
from rubrics.match import contains_phrase
from rubrics.model import TalkingPointMark
from rubrics.notes import Mention, evidence_at
from rubrics.reading import Reading
from rubrics.stems import Stemmer
from rubrics.text import Passage

_MADE, _PARTLY, _MISSED = "made", "partly", "missed"


@dataclass(frozen=True, slots=True)
class _Wording:
    text: str
    keys: tuple[str, ...]


class PointSpotter:
    """Hears the talking points of one case; made once for it, used for many readings."""

    def __init__(self, case: Case | None, stemmer: Stemmer) -> None:
        points = case.talking_points if case else ()
        self._parts = {
            name: tuple(_wording(text, stemmer) for text in wordings)
            for point in points
            for name, wordings in zip(_part_names(point), point.parts, strict=True)
        }

    def spot(
        self,
        reading: Reading,
        offset: Offset = BEGINNING,
        settled: Collection[str] = (),
    ) -> Iterator[Mention]:
        """Yield the first place of each part.

        A place in nearly the same letters is only looked for where there is none in the same words; parts that are
        `settled` are left out.
        """
        text = " ".join(reading.words[reading.since :])
        for name, wordings in self._parts.items():
            if name in settled:
                continue
            places = [place for wording in wordings if (place := _place(reading, wording))]
            near = False
            if not places and f"{name}~" not in settled:
                near = True
                places = [place for wording in wordings if (place := _near_place(reading, wording, text))]
            if places:
                start, end = min(places)
                evidence = evidence_at(reading, start, end, offset)
                yield Mention(f"{name}~" if near else name, start + offset.tokens, evidence)


def mark_talking_points(case: Case | None, heard: Mapping[str, Sequence[Mention]]) -> tuple[TalkingPointMark, ...]:
    """Return the state of every talking point of the case, with where it was first heard."""
    return tuple(_mark(point, heard) for point in case.talking_points) if case else ()


def _part_names(point: TalkingPoint) -> list[str]:
    return [f"point.{point.id}.{number}" for number in range(len(point.parts))]


def _wording(text: str, stemmer: Stemmer) -> _Wording:
    words = [token.text for token in Passage.from_text(text).tokens]
    return _Wording(" ".join(words), tuple(map(stemmer.stem, words)))


def _mark(point: TalkingPoint, heard: Mapping[str, Sequence[Mention]]) -> TalkingPointMark:
    found = [heard.get(name) or heard.get(f"{name}~") for name in _part_names(point)]
    places = [mentions[0] for mentions in found if mentions]
    if not places:
        return TalkingPointMark(point.id, point.title, _MISSED, "", None)
    first = min(places, key=lambda mention: mention.token).evidence
    state = _MADE if len(places) == len(point.parts) else _PARTLY
    return TalkingPointMark(point.id, point.title, state, first.quote, first.seconds)


def _place(reading: Reading, wording: _Wording) -> tuple[int, int] | None:
    """Return the token span of the wording that is not mere keyword salad."""
    for at in reading.key_places.get(wording.keys[0], ()) if wording.keys else ():
        end = at + len(wording.keys)
        if at >= reading.since and reading.keys[at:end] == wording.keys and not reading.salad[at]:
            return at, end
    return None


def _near_place(reading: Reading, wording: _Wording, text: str) -> tuple[int, int] | None:
    """Return where the wording was said with a letter or two misheard."""
    if not contains_phrase(wording.text, text):
        return None
    length = len(wording.keys)
    for at in range(reading.since, len(reading.words) - length + 1):
        if not reading.salad[at] and contains_phrase(wording.text, " ".join(reading.words[at : at + length])):
            return at, at + length
    return None
