"""A passage: the untouched words of an answer, with a normalised token view that remembers where it came from."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rubrics.contractions import Piece, unfold
from speech.transcript import Transcript, Word

# A stretch of the recording, from and to, in seconds.
Stretch = tuple[float, float]

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

    One that is not `scored` was heard while the program itself spoke: it neither earns nor costs anything.
    """

    start: int
    end: int
    seconds: float | None = None
    end_seconds: float | None = None
    confidence: float | None = None
    scored: bool = True


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
    def from_transcript(cls, transcript: Transcript, not_scored: Sequence[Stretch] = ()) -> "Passage":
        """Return the passage of a transcript, with `transcript.text` and word for word its words.

        Words that lie mostly within a `not_scored` stretch stay in the text and are no evidence.
        """
        return cls.from_words(tuple(transcript.words), not_scored)

    @classmethod
    def from_words(cls, heard: Iterable[Word], not_scored: Sequence[Stretch] = ()) -> "Passage":
        """Return the passage of words joined by single spaces."""
        chosen = tuple(heard)
        text = " ".join(word.text for word in chosen)
        words = tuple(spoken_words(chosen, not_scored))
        return cls(text, words, tuple(_scored(_tokens(text, words), words)))


def spoken_words(heard: Iterable[Word], not_scored: Sequence[Stretch] = (), start: int = 0) -> Iterator[SpokenWord]:
    """Yield the words with their places in a text that joins them by single spaces, the first at `start`."""
    for word in heard:
        scored = not (not_scored and _lies_within(word, not_scored))
        end = start + len(word.text)
        yield SpokenWord(start, end, word.start_seconds, word.end_seconds, word.confidence, scored)
        start = end + 1


def _lies_within(word: Word, stretches: Sequence[Stretch]) -> bool:
    if word.start_seconds is None or word.end_seconds is None:
        return False
    middle = (word.start_seconds + word.end_seconds) / 2
    return any(start <= middle <= end for start, end in stretches)


def _scored(tokens: Iterator[Token], words: Sequence[SpokenWord]) -> Iterator[Token]:
    """Leave out what is not scored; a sentence ends there, since nobody speaks on through another's words."""
    left_out = False
    for token in tokens:
        if words[token.word].scored:
            yield replace(token, gap=2) if left_out else token
            left_out = False
        else:
            left_out = True


def _tokens(text: str, words: tuple[SpokenWord, ...]) -> Iterator[Token]:
    pieces = unfold([Piece(_plain(match.group()), match.start(), match.end()) for match in _TOKEN.finditer(text)])
    number, end = 0, 0
    for piece in pieces:
        before = number
        while number + 1 < len(words) and words[number].end <= piece.start:
            number += 1
        gap = _gap(text, end, piece.start)
        if number > before and _pause_before(words, number):
            gap = max(gap, 1)
        yield Token(piece.text, piece.start, piece.end, number, gap)
        end = piece.end


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
