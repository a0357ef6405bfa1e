"""A transcript as text on a page: paragraphs, and where each word lies in them. No Qt."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from speech.transcript import Segment, Transcript, Word

# A longer pause than this, or a paragraph of so many words, begins a new one.
_PAUSE_SECONDS = 2.0
_PARAGRAPH_WORDS = 70
_NOTHING = "[no words were heard in this recording]"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of words from `first_word` on; `notice` replaces the words of a piece that was not heard."""

    seconds: float | None
    first_word: int
    words: tuple[Word, ...]
    notice: str = ""


class Script:
    """The words of a transcript by their place in `text`, which has a line for each paragraph.

    Places count UTF-16 units, as Qt's documents do.
    """

    def __init__(self, transcript: Transcript) -> None:
        self.words = tuple(transcript.words)
        self.paragraphs = tuple(_paragraphs(transcript)) or (Paragraph(None, 0, (), _NOTHING),)
        self._starts: list[int] = []
        self._ends: list[int] = []
        # Of pieces that were not heard there are no words: the paragraph after one begins with the same.
        self._firsts = [paragraph.first_word for paragraph in self.paragraphs]
        texts = []
        place = 0
        for paragraph in self.paragraphs:
            printed = [_printed(word) for word in paragraph.words]
            texts.append(paragraph.notice or " ".join(printed))
            at = place
            for word in printed:
                self._starts.append(at)
                self._ends.append(at + _units(word))
                at = self._ends[-1] + 1
            place += _units(texts[-1]) + 1
        self.text = "\n".join(texts)
        # Words without times are skipped: nothing can be played from them.
        timed = [(word.start_seconds, index) for index, word in enumerate(self.words) if word.start_seconds is not None]
        self._times = [seconds for seconds, _ in timed]
        self._timed_words = [index for _, index in timed]

    def span(self, first_word: int, last_word: int) -> tuple[int, int]:
        """Return where a run of words begins and ends."""
        return self._starts[first_word], self._ends[last_word]

    def word_at(self, place: int) -> int | None:
        """Return the word that lies at a place, None between words."""
        index = bisect_right(self._starts, place) - 1
        return index if index >= 0 and place <= self._ends[index] else None

    def words_between(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the first and the last word that lie, even in part, between two places."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end) - 1
        return (first, last) if first <= last else None

    def paragraph_of(self, word: int) -> tuple[int, int]:
        """Return the first and the last word of the paragraph that holds a word."""
        place = bisect_right(self._firsts, word) - 1
        paragraph = self.paragraphs[place]
        return paragraph.first_word, paragraph.first_word + len(paragraph.words) - 1

    def word_said_at(self, seconds: float) -> int | None:
        """Return the word that is being said, or the last one that was."""
        place = bisect_right(self._times, seconds + 0.001) - 1
        return self._timed_words[place] if place >= 0 else None

    def seconds_of_word(self, spoken: int | None, step: int) -> float | None:
        """Return when the timed word `step` after a spoken one begins, that of the first or the last at the ends."""
        if not self._times:
            return None
        place = -1 if spoken is None else bisect_right(self._timed_words, spoken) - 1
        return self._times[min(max(0, place + step), len(self._times) - 1)]

    def holds(self, first_word: int, last_word: int) -> bool:
        """Whether there are such words."""
        return 0 <= first_word <= last_word < len(self.words)


def _paragraphs(transcript: Transcript) -> list[Paragraph]:
    paragraphs: list[Paragraph] = []
    count = 0
    for segment in transcript.segments:
        if not segment.heard and not segment.words:
            paragraphs.append(Paragraph(segment.start_seconds, count, (), _not_heard(segment)))
        elif paragraphs and _goes_on(paragraphs[-1], segment):
            last = paragraphs[-1]
            paragraphs[-1] = Paragraph(last.seconds, last.first_word, last.words + segment.words)
        elif segment.words:
            paragraphs.append(Paragraph(segment.start_seconds, count, segment.words))
        count += len(segment.words)
    return paragraphs


def _goes_on(paragraph: Paragraph, segment: Segment) -> bool:
    if paragraph.notice or len(paragraph.words) >= _PARAGRAPH_WORDS:
        return False
    ended, begins = paragraph.words[-1].end_seconds, segment.start_seconds
    return ended is None or begins is None or begins - ended < _PAUSE_SECONDS


def _not_heard(segment: Segment) -> str:
    if segment.start_seconds is None or segment.end_seconds is None:
        return "[a piece that could not be heard]"
    return f"[{segment.end_seconds - segment.start_seconds:.0f} seconds that could not be heard]"


def _printed(word: Word) -> str:
    # A line break inside a word would shift every place after it.
    return " ".join(word.text.split()) or "\u2026"


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
