"""A passage: the untouched words of an answer, with a normalised token view that remembers where it came from."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rubrics.contractions import Piece, unfold
from speech.transcript import Transcript, Word

# Campione & Veronis 2002 call pauses over 0.2 s medium; the most natural one between clauses is about 0.6 s.
CLAUSE_PAUSE_SECONDS = 0.6

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*(?:st|nd|rd|th)?|p\d{2,3}\b|[^\W\d_]+(?:['\u2019\u02bc`][^\W\d_]+)*|[%$\u20ac\u00a3\u00a5]", re.I
)
_SENTENCE_BREAK = re.compile(r"[.?!\u2026;](?=\W|$)|\n")
_CLAUSE_BREAK = re.compile(r"[,:()\u2013\u2014\"\u201c\u201d]|(?<=\s)-(?=\s)")


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A whitespace-separated chunk of the text with its character span, times and confidence, where known.

    `judged` is False for what the candidate did not say: it has no tokens. `excused` tells that the silence after it
    had a reason.
    """

    start: int
    end: int
    seconds: float | None = None
    end_seconds: float | None = None
    confidence: float | None = None
    judged: bool = True
    excused: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """A normalised word: lower case, without punctuation, contractions unfolded.

    `start` and `end` are the character span in the untouched text; `word` is the index of its chunk. `gap` tells
    what stands before it: 0 nothing, 1 a comma or a pause, 2 the end of a sentence.
    """

    text: str
    start: int
    end: int
    word: int
    gap: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The untouched text with its words and its normalised tokens."""

    text: str
    words: tuple[SpokenWord, ...]
    tokens: tuple[Token, ...]

    @classmethod
    def from_text(cls, text: str) -> "Passage":
        """Return the passage of a plain text, which has no times."""
        words = tuple(SpokenWord(match.start(), match.end()) for match in re.finditer(r"\S+", text))
        return cls(text, words, tuple(_tokens(text, words)))

    @classmethod
    def from_transcript(cls, transcript: Transcript) -> "Passage":
        """Return the passage of a transcript, with `transcript.text` and word for word its words.

        What was heard while the program itself spoke stays in the text and is no evidence.
        """
        return cls.from_words(tuple(transcript.words))

    @classmethod
    def from_words(cls, heard: Iterable[Word]) -> "Passage":
        """Return the passage of words joined by single spaces."""
        chosen = tuple(heard)
        text = " ".join(word.text for word in chosen)
        words = tuple(spoken_words(chosen))
        return cls(text, words, tuple(_tokens(text, words)))

    def excusing(self, spans: Sequence[tuple[float, float]]) -> "Passage":
        """Return the same passage with every silence excused that meets one of the spans, in seconds."""
        words = list(self.words)
        judged = [number for number, word in enumerate(words) if word.judged]
        for number, following in pairwise(judged):
            ended, begins = words[number].end_seconds, words[following].seconds
            if ended is None or begins is None:
                continue
            if any(start <= begins and end >= ended for start, end in spans):
                words[number] = replace(words[number], excused=True)
        return replace(self, words=tuple(words))


def spoken_words(heard: Iterable[Word], start: int = 0) -> Iterator[SpokenWord]:
    """Yield the words with their places in a text that joins them by single spaces, the first at `start`."""
    for word in heard:
        end = start + len(word.text)
        yield SpokenWord(start, end, word.start_seconds, word.end_seconds, word.confidence, not word.echo)
        start = end + 1


def _tokens(text: str, words: tuple[SpokenWord, ...]) -> Iterator[Token]:
    pieces = unfold([Piece(_plain(match.group()), match.start(), match.end()) for match in _TOKEN.finditer(text)])
    number, end, foreign = 0, 0, False
    for piece in pieces:
        before = number
        while number + 1 < len(words) and words[number].end <= piece.start:
            number += 1
        gap = _gap(text, end, piece.start)
        if number > before and _pause_before(words, number):
            gap = max(gap, 1)
        end = piece.end
        if words and not words[number].judged:
            foreign = True
            continue
        # Two sentences that another voice came between are two.
        yield Token(piece.text, piece.start, piece.end, number, 2 if foreign else gap)
        foreign = False


def _plain(text: str) -> str:
    return text.lower().replace("\u2019", "'").replace("\u02bc", "'").replace("`", "'")


def _gap(text: str, start: int, end: int) -> int:
    """Return how strongly the signs from `start` to `end` separate; a point within a word does not."""
    between = text[start:end]
    if not between or between == " ":
        return 0
    # With the letter behind it: the points of "S.L.A." end nothing.
    if "\n\n" in between or _SENTENCE_BREAK.search(text[start : end + 1]):
        return 2
    return 1 if _CLAUSE_BREAK.search(between) else 0


def _pause_before(words: tuple[SpokenWord, ...], number: int) -> bool:
    ended, began = words[number - 1].end_seconds, words[number].seconds
    return ended is not None and began is not None and began - ended > CLAUSE_PAUSE_SECONDS
