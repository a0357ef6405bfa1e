"""The transcribe helper: follows a recording, or reads a file, and says what is spoken in it.

Live, later and resumed transcription are this one piece of code: sound in, utterances cut at pauses, words out.
One thread listens (reads the sound and finds where speech begins and ends), the other decodes, so that speech and
silence are told at once with a recogniser that lets go of the interpreter's lock, as faster-whisper does; pocketsphinx
holds it while it decodes an utterance. Nothing is dropped: what is not decoded yet waits.
"""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy

from speech.audio_file import decode, duration_seconds
from speech.endpointer import Endpointer, Utterance
from speech.messages import (
    Listened,
    PieceBegun,
    ProcessorTried,
    RecogniserLoaded,
    RecordingComplete,
    SegmentHeard,
    SpeechChanged,
    Transcribe,
    TranscriptionFinished,
    TranscriptionProgressed,
    TryProcessor,
)
from speech.models import SPHINX
from speech.pieces import Piece, transcribed
from speech.recognisers.protocol import RecognisesSpeech
from speech.recording import SAMPLE_BYTES, SAMPLE_RATE_HERTZ, follow, recorded_seconds
from speech.voice_activity import VoiceActivity
from speech.worker import Line

# Progress is for a reader's eye: said this often, in seconds of sound.
_PROGRESS_EVERY_SECONDS = 1.0
# Told while a recording grows: from it the program knows how long the speaker has been silent.
_LISTENED_EVERY_SECONDS = 0.2


def serve(line: Line) -> None:
    """Transcribe what the program asks for, or try a processor, and end."""
    match line.next():
        case Transcribe() as order:
            _transcribe(order, line)
        case TryProcessor(model_folder=model_folder, processor=processor):
            line.send(ProcessorTried(_trial_seconds(Path(model_folder), processor)))


def _trial_seconds(model_folder: Path, processor: str) -> float:
    """Return how long a second of noise takes: a graphics card may load a model and die of the first sound."""
    from speech.recognisers.whisper import WhisperRecogniser

    recogniser = WhisperRecogniser(model_folder, (), processor)
    noise = numpy.random.default_rng(1).normal(0, 500, SAMPLE_RATE_HERTZ).astype(numpy.int16)
    began_seconds = time.monotonic()
    recogniser.words(noise)
    return time.monotonic() - began_seconds


def _transcribe(order: Transcribe, line: Line) -> None:
    ear = _Ear(order, line)
    recogniser = load(order)
    line.send(RecogniserLoaded(recogniser.engine, recogniser.model))
    for piece in ear.pieces(recogniser.longest_piece_seconds if order.join_utterances else 0):
        line.send(PieceBegun(piece.start_seconds, piece.end_seconds))
        for segment in transcribed(piece, recogniser):
            line.send(SegmentHeard(segment))
        line.send(TranscriptionProgressed(piece.end_seconds, max(ear.total_seconds(), piece.end_seconds)))
        ear.forget(piece)
    line.send(TranscriptionFinished(recogniser.language, ear.heard_seconds))


def load(order: Transcribe) -> RecognisesSpeech:
    """Return the recogniser that was asked for. Raises `ModelMissing`."""
    if order.engine == SPHINX.engine:
        from speech.recognisers.sphinx import SphinxRecogniser

        return SphinxRecogniser(order.vocabulary)
    from speech.recognisers.whisper import WhisperRecogniser

    return WhisperRecogniser(Path(order.model_folder or ""), order.vocabulary, order.processor)


@dataclass(frozen=True, slots=True)
class _Deaf:
    """The listening thread has ended, with the error that ended it."""

    error: Exception | None


class _Ear:
    """Listens on a thread of its own from the moment it is made."""

    def __init__(self, order: Transcribe, line: Line) -> None:
        self._line = line
        self._offset_seconds = self._listened_seconds = order.from_seconds
        self._follows = order.follow
        self._found = self._decoded = 0
        self._endpointer = Endpointer(VoiceActivity())
        self._heard: queue.SimpleQueue[Utterance | _Deaf] = queue.SimpleQueue()
        self._sound, self.total_seconds = _sound(order, line)
        threading.Thread(target=self._listen, name="listens to the sound", daemon=True).start()

    @property
    def heard_seconds(self) -> float:
        """Up to where the sound has been listened to."""
        return self._offset_seconds + self._endpointer.heard_seconds

    def pieces(self, longest_seconds: float) -> Iterator[Piece]:
        """Yield what is to be decoded next: all that waits, as long as it fits into `longest_seconds`.

        While the recogniser keeps up, a piece is one utterance; when it is behind, several make one piece,
        because a Whisper encoder costs the same for four seconds as for thirty. Raises what ended the listening.
        """
        waiting: list[Utterance] = []
        deaf: _Deaf | None = None
        while waiting or not deaf:
            if not deaf:
                deaf = self._gather(waiting)
            if waiting:
                piece = Piece.of(waiting, longest_seconds)
                del waiting[: len(piece.utterances)]
                yield piece
        if deaf.error:
            raise deaf.error

    def forget(self, piece: Piece) -> None:
        """Count a piece as decoded."""
        self._decoded += len(piece.utterances)
        self._tell()

    def _gather(self, waiting: list[Utterance]) -> _Deaf | None:
        """Take what has been heard; wait only when there is nothing to decode."""
        while True:
            try:
                heard = self._heard.get(block=not waiting)
            except queue.Empty:
                return None
            if isinstance(heard, _Deaf):
                return heard
            waiting.append(heard)

    def _listen(self) -> None:
        try:
            for samples in self._sound:
                self._hear(self._endpointer.hear(samples))
            self._hear(self._endpointer.finish())
        except Exception as error:  # noqa: BLE001 - raised again by the thread that decodes
            self._heard.put(_Deaf(error))
        else:
            self._heard.put(_Deaf(None))

    def _hear(self, utterances: Iterator[Utterance]) -> None:
        speaking = self._endpointer.speaking
        for utterance in utterances:
            self._found += 1
            self._heard.put(utterance.shifted(self._offset_seconds))
        if self._endpointer.speaking is not speaking:
            self._line.send(SpeechChanged(self.heard_seconds, self._endpointer.speaking))
        if self.heard_seconds - self._listened_seconds >= _LISTENED_EVERY_SECONDS:
            self._tell()

    def _tell(self) -> None:
        if self._follows:
            self._listened_seconds = self.heard_seconds
            self._line.send(Listened(self.heard_seconds, self._found - self._decoded))


def _sound(order: Transcribe, line: Line) -> tuple[Iterator[bytes], Callable[[], float]]:
    path = Path(order.path)
    if order.follow:
        sound = follow(path, lambda: _is_complete(line), order.from_seconds)
        return sound, lambda: recorded_seconds(path)
    total_seconds = duration_seconds(path)
    return _skip(decode(path), order.from_seconds), lambda: total_seconds


def _skip(blocks: Iterator[bytes], seconds: float) -> Iterator[bytes]:
    """Leave out the first `seconds` of the sound."""
    ahead = int(seconds * SAMPLE_RATE_HERTZ) * SAMPLE_BYTES
    for block in blocks:
        if ahead < len(block):
            yield block[ahead:]
        ahead = max(0, ahead - len(block))


def _is_complete(line: Line) -> bool:
    return any(message is None or isinstance(message, RecordingComplete) for message in line.waiting())
