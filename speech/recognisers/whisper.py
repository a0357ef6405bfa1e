"""The door to faster-whisper: the real recogniser, from a model's folder, never from the network."""

import os
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray

from speech.errors import ModelMissing
from speech.messages import Vocabulary
from speech.models import missing_files
from speech.transcript import Word

_LOOP_COMPRESSION = 2.4
_SILENCE_PROBABILITY = 0.6


class WhisperRecogniser:
    """faster-whisper, on the `cpu` with 8-bit weights or on `cuda`; the vocabulary reaches it as hotwords.

    One call a piece: flat memory, and the hotwords in front of each. No sampling (a noisy piece would cost
    six times as much) and no conditioning on earlier text (it makes Whisper repeat itself).
    Raises `ModelMissing` when the folder is no whole model, or the processor cannot run it.
    """

    engine = "whisper"
    language = "en"
    longest_piece_seconds = 28.0

    def __init__(self, folder: Path, vocabulary: tuple[Vocabulary, ...], processor: str = "cpu") -> None:
        missing = missing_files(folder)
        if missing:
            raise ModelMissing(
                f"{folder}: not a whole Whisper model, it lacks {', '.join(missing)}; copy these files too"
            )
        self.model = folder.name
        self._hotwords = ", ".join(term.text for term in vocabulary) or None
        self._whisper = _load(folder, processor)

    def words(self, samples: NDArray[numpy.int16]) -> tuple[Word, ...]:
        """Return the words in a piece of 16 kHz mono sound, with times in seconds from the piece's start."""
        segments, _ = self._whisper.transcribe(
            samples.astype(numpy.float32) / 32768,
            language=self.language,
            beam_size=1,
            temperature=0.0,
            condition_on_previous_text=False,
            word_timestamps=True,
            hotwords=self._hotwords,
        )
        return tuple(
            Word(text, float(word.start), float(word.end), _confidence(segment, word))
            for segment in segments
            for word in segment.words or ()
            for text in word.word.split()
        )


def _confidence(segment: Any, word: Any) -> float:
    """Return how sure the recogniser is of a word: not at all of one in a loop or in a stretch it took for silence.

    Whisper repeats itself, and invents text where nobody speaks, with high confidence. The limit of 2.4 for how well
    a text may be compressed and that of 0.6 for silence are Whisper's own; there they only cause another try.
    """
    if segment.compression_ratio > _LOOP_COMPRESSION or segment.no_speech_prob > _SILENCE_PROBABILITY:
        return 0.0
    return round(float(word.probability), 3)


def _load(folder: Path, processor: str) -> Any:
    os.environ["HF_HUB_OFFLINE"] = "1"
    import faster_whisper

    try:
        return faster_whisper.WhisperModel(
            str(folder),
            device=processor,
            compute_type="int8" if processor == "cpu" else "auto",
            local_files_only=True,
        )
    except (RuntimeError, ValueError, OSError) as error:
        reason = " ".join(str(error).split())[:200]
        if processor != "cpu":
            raise ModelMissing(f"{processor}: does not run {folder.name} ({reason}); the processor cpu does") from error
        raise ModelMissing(f"{folder}: does not load ({reason}); copy the model again") from error
