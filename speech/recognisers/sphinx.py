"""The door to pocketsphinx: the recogniser that is always there, with the English model of its own package."""

from collections.abc import Iterator

import numpy
from numpy.typing import NDArray
from pocketsphinx import Decoder

from speech.messages import Vocabulary
from speech.recording import SAMPLE_RATE_HERTZ
from speech.transcript import Word

_FRAMES_PER_SECOND = 100
# A dictionary's entry is one word: the parts of a longer term are joined by this and parted again when heard.
_JOINT = "_"


class SphinxRecogniser:
    """pocketsphinx with its packaged model; terms of the vocabulary that it lacks join its dictionary."""

    engine = "sphinx"
    model = "en-us"
    language = "en"
    longest_piece_seconds = 0.0

    def __init__(self, vocabulary: tuple[Vocabulary, ...]) -> None:
        self._decoder = Decoder(samprate=SAMPLE_RATE_HERTZ, loglevel="FATAL")
        self._spelling: dict[str, str] = {}
        for term in vocabulary:
            self._learn(term)

    def words(self, samples: NDArray[numpy.int16]) -> tuple[Word, ...]:
        """Return the words in a piece of 16 kHz mono sound, with times in seconds from the piece's start."""
        self._decoder.start_utt()
        self._decoder.process_raw(samples.tobytes(), full_utt=True)
        self._decoder.end_utt()
        # With no path through the piece there is no segmentation: nothing was understood.
        return tuple(self._heard()) if self._decoder.hyp() else ()

    def _learn(self, term: Vocabulary) -> None:
        entry = _JOINT.join(term.text.lower().replace("-", " ").split())
        if all(self._decoder.lookup_word(part) for part in entry.split(_JOINT)):
            return
        sounds = [self._sound(word) for word in term.spoken.lower().split()]
        if all(sounds) and not self._decoder.lookup_word(entry):
            self._decoder.add_word(entry, " ".join(sounds), update=True)
            self._spelling[entry] = term.text

    def _sound(self, word: str) -> str:
        return self._decoder.lookup_word(word) or self._decoder.lookup_word(f"{word}.") or ""

    def _heard(self) -> Iterator[Word]:
        for segment in self._decoder.seg():
            if segment.word.startswith(("<", "[", "+")):
                continue
            entry = segment.word.split("(")[0]
            start_seconds = segment.start_frame / _FRAMES_PER_SECOND
            end_seconds = (segment.end_frame + 1) / _FRAMES_PER_SECOND
            for text in self._spelling.get(entry, entry).split():
                yield Word(text, start_seconds, end_seconds, round(min(1.0, max(0.0, segment.prob)), 3))
