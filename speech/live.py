"""The transcribe helper: follows a recording, or reads a file, and says what is spoken in it.

Live, later and resumed transcription are this one piece of code: sound in, utterances cut at pauses, words out.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from speech.audio_file import decode, duration_seconds
from speech.endpointer import Endpointer, Utterance
from speech.messages import (
    RecogniserLoaded,
    RecordingComplete,
    SegmentHeard,
    Transcribe,
    TranscriptionFinished,
    TranscriptionProgressed,
)
from speech.models import SPHINX
from speech.recognisers.protocol import RecognisesSpeech
from speech.recording import follow, recorded_seconds
from speech.transcript import Segment, Word
from speech.voice_activity import VoiceActivity
from speech.worker import Line

# Progress is for a reader's eye: said this often, in seconds of sound.
_PROGRESS_EVERY_SECONDS = 1.0


def serve(line: Line) -> None:
    """Transcribe what the program asks for and end."""
    order = line.next()
    if not isinstance(order, Transcribe):
        return
    recogniser = load(order)
    line.send(RecogniserLoaded(recogniser.engine, recogniser.model))
    _transcribe(order, recogniser, line)


def load(order: Transcribe) -> RecognisesSpeech:
    """Return the recogniser that was asked for. Raises `ModelMissing`."""
    if order.engine == SPHINX.engine:
        from speech.recognisers.sphinx import SphinxRecogniser

        return SphinxRecogniser(order.vocabulary)
    from speech.recognisers.whisper import WhisperRecogniser

    return WhisperRecogniser(Path(order.model_folder or ""), order.vocabulary)


def _transcribe(order: Transcribe, recogniser: RecognisesSpeech, line: Line) -> None:
    path = Path(order.path)
    endpointer = Endpointer(VoiceActivity())
    blocks, total_seconds = _sound(order, path, line)
    said_at_seconds = 0.0
    for samples in blocks:
        for utterance in endpointer.hear(samples):
            line.send(SegmentHeard(transcribed(utterance, recogniser)))
        if endpointer.heard_seconds - said_at_seconds >= _PROGRESS_EVERY_SECONDS:
            said_at_seconds = endpointer.heard_seconds
            line.send(TranscriptionProgressed(said_at_seconds, max(total_seconds(), said_at_seconds)))
    for utterance in endpointer.finish():
        line.send(SegmentHeard(transcribed(utterance, recogniser)))
    line.send(TranscriptionFinished(recogniser.language, endpointer.heard_seconds, endpointer.speech_seconds))


def _sound(order: Transcribe, path: Path, line: Line) -> tuple[Iterator[bytes], Callable[[], float]]:
    if order.follow:
        return follow(path, lambda: _is_complete(line)), lambda: recorded_seconds(path)
    total_seconds = duration_seconds(path)
    return decode(path), lambda: total_seconds


def _is_complete(line: Line) -> bool:
    return any(message is None or isinstance(message, RecordingComplete) for message in line.waiting())


def transcribed(utterance: Utterance, recogniser: RecognisesSpeech) -> Segment:
    """Return the utterance's words at their times in the recording, none of them outside its sound."""
    end_seconds = utterance.start_seconds + len(utterance.samples) / 16_000

    def placed(word: Word) -> Word:
        return replace(
            word,
            start_seconds=_clamped(word.start_seconds, utterance.start_seconds, end_seconds),
            end_seconds=_clamped(word.end_seconds, utterance.start_seconds, end_seconds),
        )

    return Segment(
        start_seconds=round(utterance.speech_start_seconds, 3),
        end_seconds=round(utterance.speech_end_seconds, 3),
        words=tuple(placed(word) for word in recogniser.words(utterance.samples)),
    )


def _clamped(seconds: float | None, offset_seconds: float, end_seconds: float) -> float:
    return round(min(max(offset_seconds + (seconds or 0.0), offset_seconds), end_seconds), 3)
