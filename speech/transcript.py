"""What was heard: words with times, grouped into segments; JSON, SRT and VTT in and out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


class TranscriptError(ValueError):
    """A transcript file that cannot be read; the message is one line with the place and the mend."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word as printed, with its time in seconds from the start of the recording.

    Times and confidence (0-1) are None where the words came from plain text. `echo` marks what was heard while the
    program itself was speaking: it may be the program's own voice, and is never judged.
    """

    text: str
    start_seconds: float | None = None
    end_seconds: float | None = None
    confidence: float | None = None
    echo: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words between two pauses. `heard` is False for a piece the recogniser failed on."""

    start_seconds: float | None
    end_seconds: float | None
    words: tuple[Word, ...]
    heard: bool = True

    @property
    def text(self) -> str:
        """The words joined by single spaces."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Transcript:
    """Everything that was heard in one recording, in order of time."""

    engine: str
    model: str
    language: str
    segments: tuple[Segment, ...]

    @property
    def words(self) -> Iterator[Word]:
        """Every word, in order."""
        return (word for segment in self.segments for word in segment.words)

    @property
    def text(self) -> str:
        """All words joined by single spaces: the text that character offsets of findings refer to."""
        return " ".join(word.text for word in self.words)

    @property
    def end_seconds(self) -> float:
        """When the last segment ends; 0 for a transcript without times."""
        return max((segment.end_seconds or 0.0 for segment in self.segments), default=0.0)


def mark_echoes(segment: Segment, spoken: Iterable[tuple[float, float]]) -> Segment:
    """Return the segment with every word marked that was heard in one of the `spoken` stretches, in seconds."""
    stretches = list(spoken)

    def echoes(word: Word) -> bool:
        if word.start_seconds is None or word.end_seconds is None:
            return False
        middle_seconds = (word.start_seconds + word.end_seconds) / 2
        return any(begin <= middle_seconds <= end for begin, end in stretches)

    return replace(segment, words=tuple(replace(word, echo=echoes(word)) for word in segment.words))
