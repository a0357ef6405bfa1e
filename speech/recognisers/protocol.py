"""What every recogniser can do."""

from typing import Protocol

from numpy import int16
from numpy.typing import NDArray

from speech.transcript import Word


class RecognisesSpeech(Protocol):
    """Hears one piece of speech at a time.

    `longest_piece_seconds` is how long a piece made of several utterances may be: 0 for a recogniser that gains
    nothing by hearing them together.
    """

    engine: str
    model: str
    language: str
    longest_piece_seconds: float

    def words(self, samples: NDArray[int16]) -> tuple[Word, ...]:
        """Return the words in a piece of 16 kHz mono sound, with times in seconds from the piece's start."""
