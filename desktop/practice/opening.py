"""What an answer began with: its first half minute."""

from dataclasses import dataclass

from speech.transcript import Transcript, Word

# Half a minute: within it an opening has named its limit, or has not.
OPENING_SECONDS = 30.0
# As many words as that, of an answer without times.
_OPENING_WORDS = 75


@dataclass(frozen=True, slots=True)
class Opening:
    """What an answer began with; the seconds are None when it has no times."""

    text: str
    start_seconds: float | None
    end_seconds: float | None


def opening_of(transcript: Transcript) -> Opening:
    """Return the first half minute from the first word on; words heard while the program spoke are no part of it."""
    words = [word for word in transcript.words if not word.echo]
    timed = [(word, *times) for word in words if (times := _times(word))]
    if not timed:
        return Opening(" ".join(word.text for word in words[:_OPENING_WORDS]), None, None)
    begins = timed[0][1]
    first = [(word, end) for word, start, end in timed if start < begins + OPENING_SECONDS]
    return Opening(" ".join(word.text for word, _ in first), begins, first[-1][1])


def _times(word: Word) -> tuple[float, float] | None:
    if word.start_seconds is None or word.end_seconds is None:
        return None
    return word.start_seconds, word.end_seconds
