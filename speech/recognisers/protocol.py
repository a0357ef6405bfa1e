"""What every recogniser can do."""

from typing import Protocol

from numpy import int16
from numpy.typing import NDArray

from speech.transcript import Word


class RecognisesSpeech(Protocol):
    """Hears one piece of speech at a time."""

    engine: str
    model: str
    language: str

    def words(self, samples: NDArray[int16]) -> tuple[Word, ...]:
        """Return the words in a piece of 16 kHz mono sound, with times in seconds from the piece's start."""
