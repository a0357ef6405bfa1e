"""Zones: stretches of talk that are not about the product, or only announce what will be said."""

from bisect import bisect_left

from rubrics.reading import Reading

# A zone without punctuation ends by itself after so many words.
_PRIVATE_WORDS = 30
_META_WORDS = 16
_QUESTION_WORDS = 20
_BACK_WORDS = 12
# So many names of moves and tools within so many words are a recital; what is said around them belongs to it.
_RECITAL_WORDS = 34
_RECITED_NAMES = 7
_RECITAL_MARGIN = 8


def private_zone(reading: Reading) -> tuple[bool, ...]:
    """Return which tokens are about the speaker's own life or career, up to where the product comes back."""
    marks = [False] * len(reading.tokens)
    for at in reading.classes.get("private_cue", {}):
        start = max(reading.sentence_start(at), at - _BACK_WORDS)
        end = min(reading.sentence_end(at), at + _PRIVATE_WORDS)
        back = [place for place in reading.classes.get("product_cue", {}) if at < place < end]
        _mark(marks, start, min([end, *back]))
    return tuple(marks)


def meta_zone(reading: Reading) -> tuple[bool, ...]:
    """Return which tokens are only announced: "I would talk about trade-offs and failure modes"."""
    marks = [False] * len(reading.tokens)
    for at, ends in reading.classes.get("meta_cue", {}).items():
        end = min(reading.sentence_end(at), at + _META_WORDS)
        stops = (place for place in range(ends[0], end) if reading.words[place] in ("if", "when", "because", "so"))
        colons = (place for place in range(ends[0], end) if ":" in _between(reading, place))
        _mark(marks, at, min([end, *stops, *colons]))
    return tuple(marks)


def asked_zone(reading: Reading) -> tuple[bool, ...]:
    """Return which tokens are a question to the interviewer."""
    marks = [False] * len(reading.tokens)
    for at in reading.classes.get("asked_cue", {}):
        _mark(marks, at, min(reading.sentence_end(at), at + _QUESTION_WORDS))
    return tuple(marks)


def recited_zone(reading: Reading) -> tuple[bool, ...]:
    """Return which tokens stand in a row of names of moves and tools: who recites them makes none."""
    places = sorted(reading.classes.get("jargon", {}))
    marks = [False] * len(reading.tokens)
    for number, first in enumerate(places):
        row = places[number : bisect_left(places, first + _RECITAL_WORDS)]
        if len({reading.keys[at] for at in row}) >= _RECITED_NAMES:
            _mark(marks, max(0, first - _RECITAL_MARGIN), row[-1] + _RECITAL_MARGIN)
    return tuple(marks[: len(reading.tokens)])


def _between(reading: Reading, at: int) -> str:
    return reading.passage.text[reading.tokens[at - 1].end : reading.tokens[at].start] if at else ""


def _mark(marks: list[bool], start: int, end: int) -> None:
    end = min(end, len(marks))
    marks[start:end] = [True] * max(0, end - start)
