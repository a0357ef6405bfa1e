"""What goes to a recogniser at once, and its words put back to their place in the recording."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy

from speech.endpointer import Samples, Utterance
from speech.recognisers.protocol import RecognisesSpeech
from speech.recording import SAMPLE_RATE_HERTZ
from speech.transcript import Segment, Word


@dataclass(frozen=True, slots=True)
class Piece:
    """One or more utterances that are decoded together, at least one."""

    utterances: tuple[Utterance, ...]

    @classmethod
    def of(cls, waiting: Sequence[Utterance], longest_seconds: float) -> "Piece":
        """Return the first utterances of those waiting that fit into `longest_seconds`, at least the first."""
        fitting = 1
        while fitting < len(waiting) and waiting[fitting].end_seconds - waiting[0].start_seconds <= longest_seconds:
            fitting += 1
        return cls(tuple(waiting[:fitting]))

    @property
    def start_seconds(self) -> float:
        """Where its sound begins in the recording."""
        return self.utterances[0].start_seconds

    @property
    def end_seconds(self) -> float:
        """Where its sound ends in the recording."""
        return self.utterances[-1].end_seconds

    @property
    def samples(self) -> Samples:
        """Its sound, with silence for the pauses between the utterances."""
        length = round((self.end_seconds - self.start_seconds) * SAMPLE_RATE_HERTZ)
        samples = numpy.zeros(length, numpy.int16)
        for utterance in self.utterances:
            begin = round((utterance.start_seconds - self.start_seconds) * SAMPLE_RATE_HERTZ)
            samples[begin : begin + len(utterance.samples)] = utterance.samples[: length - begin]
        return samples


def transcribed(piece: Piece, recogniser: RecognisesSpeech) -> Iterator[Segment]:
    """Yield a segment for each utterance, its words at their times in the recording and none outside its sound.

    An utterance in which no word was recognised gives a segment without words: there was speech.
    """
    words = [_shifted(word, piece.start_seconds) for word in recogniser.words(piece.samples)]
    for utterance, following in zip(piece.utterances, (*piece.utterances[1:], None), strict=True):
        until_seconds = following.start_seconds if following else float("inf")
        inside = [word for word in words if _middle_seconds(word) < until_seconds]
        words = words[len(inside) :]
        yield Segment(
            start_seconds=round(utterance.speech_start_seconds, 3),
            end_seconds=round(utterance.speech_end_seconds, 3),
            words=tuple(_clamped(word, utterance) for word in inside),
        )


def _shifted(word: Word, seconds: float) -> Word:
    return replace(
        word, start_seconds=(word.start_seconds or 0.0) + seconds, end_seconds=(word.end_seconds or 0.0) + seconds
    )


def _middle_seconds(word: Word) -> float:
    return ((word.start_seconds or 0.0) + (word.end_seconds or 0.0)) / 2


def _clamped(word: Word, utterance: Utterance) -> Word:
    def inside(seconds: float | None) -> float:
        return round(min(max(seconds or 0.0, utterance.start_seconds), utterance.end_seconds), 3)

    return replace(word, start_seconds=inside(word.start_seconds), end_seconds=inside(word.end_seconds))
