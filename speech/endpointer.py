"""Endpointing: where an utterance begins and where it ends."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy
from numpy.typing import NDArray

from speech.recording import SAMPLE_RATE_HERTZ
from speech.voice_activity import FRAME_SAMPLES

Samples = NDArray[numpy.int16]


@dataclass(frozen=True, slots=True)
class Limits:
    """When speech begins and ends.

    Speech begins at a frame of at least `begin_probability` and ends after `pause_seconds` of frames below
    `end_probability`. Less than `least_speech_seconds` of it is a click, not an utterance. Each utterance keeps
    `padding_seconds` of sound on both sides, and is cut at its least likely frame before it exceeds
    `longest_seconds`: a Whisper encoder hears at most 30 s at once.
    """

    begin_probability: float = 0.5
    end_probability: float = 0.35
    pause_seconds: float = 0.6
    least_speech_seconds: float = 0.25
    padding_seconds: float = 0.3
    longest_seconds: float = 28.0


@dataclass(frozen=True, slots=True)
class Utterance:
    """A piece of sound that holds speech, with its padding; times in seconds from the recording's start.

    `speech_start_seconds` and `speech_end_seconds` are where the speech in it begins and ends.
    """

    start_seconds: float
    speech_start_seconds: float
    speech_end_seconds: float
    samples: Samples

    @property
    def end_seconds(self) -> float:
        """Where its sound ends, padding included."""
        return self.start_seconds + len(self.samples) / SAMPLE_RATE_HERTZ

    def shifted(self, seconds: float) -> "Utterance":
        """Return the same utterance so much later."""
        return replace(
            self,
            start_seconds=self.start_seconds + seconds,
            speech_start_seconds=self.speech_start_seconds + seconds,
            speech_end_seconds=self.speech_end_seconds + seconds,
        )


class Endpointer:
    """Cuts a stream of samples into utterances; `speech_probability` judges one frame of 512 samples."""

    def __init__(self, speech_probability: Callable[[Samples], float], limits: Limits = Limits()) -> None:
        self._speech_probability = speech_probability
        self._limits = limits
        self._samples: Samples = numpy.empty(0, numpy.int16)
        self._kept_from = 0
        self._judged_to = 0
        self._begin: int | None = None
        self._speech_end = 0
        self._speech_samples = 0
        self._continues = False
        self._probabilities: list[float] = []

    @property
    def heard_seconds(self) -> float:
        """Up to where the sound has been judged."""
        return self._judged_to / SAMPLE_RATE_HERTZ

    @property
    def speaking(self) -> bool:
        """Whether an utterance is going on."""
        return self._begin is not None

    def hear(self, samples: bytes) -> Iterator[Utterance]:
        """Take in 16-bit samples and yield the utterances that ended in them."""
        self._samples = numpy.concatenate([self._samples, numpy.frombuffer(samples, numpy.int16)])
        while self._judged_to + FRAME_SAMPLES <= self._kept_from + len(self._samples):
            frame = self._between(self._judged_to, self._judged_to + FRAME_SAMPLES)
            self._judged_to += FRAME_SAMPLES
            yield from self._judge(self._speech_probability(frame))

    def finish(self) -> Iterator[Utterance]:
        """Yield the utterance that the end of the sound cut off, if there is one."""
        # The last frame is seldom whole: silence fills it, so that its speech is heard too.
        lacking = -(self._kept_from + len(self._samples)) % FRAME_SAMPLES
        yield from self.hear(bytes(2 * lacking))
        if self._begin is not None:
            yield from self._end_utterance()

    def _judge(self, probability: float) -> Iterator[Utterance]:
        limits = self._limits
        if self._begin is None:
            if probability >= limits.begin_probability:
                self._begin = self._judged_to - FRAME_SAMPLES
                self._probabilities = []
                self._speech_samples = 0
                self._continues = False
            else:
                self._forget(self._judged_to - _frames(limits.padding_seconds))
                return
        self._probabilities.append(probability)
        if probability >= limits.end_probability:
            self._speech_end = self._judged_to
            self._speech_samples += FRAME_SAMPLES
        if self._judged_to - self._speech_end >= _frames(limits.pause_seconds):
            yield from self._end_utterance()
        elif self._judged_to - self._begin >= _frames(limits.longest_seconds - 2 * limits.padding_seconds):
            yield from self._cut()

    def _cut(self) -> Iterator[Utterance]:
        """Cut a long utterance at the least likely frame of its second half and go on after it."""
        assert self._begin is not None  # noqa: S101 - only called inside an utterance
        half = len(self._probabilities) // 2
        at = half + int(numpy.argmin(self._probabilities[half:]))
        cut, rest = self._begin + at * FRAME_SAMPLES, self._probabilities[at:]
        yield self._utterance(self._begin, cut, self._padded_begin(), cut)
        self._begin, self._probabilities, self._continues = cut, rest, True
        self._speech_samples = FRAME_SAMPLES * sum(chance >= self._limits.end_probability for chance in rest)
        self._forget(cut)

    def _end_utterance(self) -> Iterator[Utterance]:
        assert self._begin is not None  # noqa: S101 - only called inside an utterance
        begin, padding = self._begin, _frames(self._limits.padding_seconds)
        # The rest of a long utterance is never a click, however short.
        least_seconds = 0 if self._continues else self._limits.least_speech_seconds
        if self._speech_samples and self._speech_samples >= least_seconds * SAMPLE_RATE_HERTZ:
            yield self._utterance(
                begin, self._speech_end, self._padded_begin(), min(self._speech_end + padding, self._judged_to)
            )
        self._begin = None
        self._forget(self._judged_to - padding)

    def _padded_begin(self) -> int:
        assert self._begin is not None  # noqa: S101 - only called inside an utterance
        return max(self._kept_from, self._begin - _frames(self._limits.padding_seconds))

    def _utterance(self, begin: int, end: int, padded_begin: int, padded_end: int) -> Utterance:
        return Utterance(
            start_seconds=padded_begin / SAMPLE_RATE_HERTZ,
            speech_start_seconds=begin / SAMPLE_RATE_HERTZ,
            speech_end_seconds=end / SAMPLE_RATE_HERTZ,
            samples=self._between(padded_begin, padded_end).copy(),
        )

    def _between(self, begin: int, end: int) -> Samples:
        return self._samples[begin - self._kept_from : end - self._kept_from]

    def _forget(self, before: int) -> None:
        """Drop sound that no utterance can need any more, so that memory stays flat."""
        if before > self._kept_from:
            self._samples = self._samples[before - self._kept_from :]
            self._kept_from = before


def _frames(seconds: float) -> int:
    """Return the samples of the whole frames that fit into a time."""
    return int(seconds * SAMPLE_RATE_HERTZ) // FRAME_SAMPLES * FRAME_SAMPLES
