"""Ten minutes through the virtual microphone: is the live transcript the one that the file gives afterwards?

    .venv/bin/python -m tests.live_transcription --minutes 10

Prints, for pocketsphinx with a flite voice and for the small Whisper-shaped model with its own sentences, the word
error rate of the live transcript against the later one, and how long after the end it was complete.
"""

import argparse
import json
import os
import queue
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Callable
from pathlib import Path

from desktop.practice.stenographer import Stenographer, order_transcript, take_down
from desktop.program import helper_command
from speech.messages import (
    HelperEnded,
    LevelMeasured,
    Message,
    Record,
    RecordingStarted,
    RecordingStopped,
    StopRecording,
)
from speech.models import SPHINX, Recogniser, choose_recogniser
from speech.recognisers.whisper import WhisperRecogniser
from speech.transcript import Transcript
from speech.worker import Helper, Listener
from tests.conftest import DATA, SoundCard, error_rate, private_sound_card

ROOT = Path(__file__).parents[1]
PAUSE_SECONDS = 0.9
ESPEAK = ["espeak-ng", "-v", "en-us", "-s", "160", "-w", "{out}", "{text}"]


def start(name: str, listener: Listener) -> Helper:
    """Start a helper."""
    return Helper(helper_command(name), listener)


def speak(sentences: list[str], command: list[str], folder: Path, seconds: float) -> Path:
    """Return a WAV file of so many seconds: the sentences, each followed by a pause."""
    out, frames, rate = folder / "spoken.wav", bytearray(), 0
    while True:
        for sentence in sentences:
            piece = folder / "sentence.wav"
            subprocess.run([part.format(text=sentence, out=piece) for part in command], check=True)
            with wave.open(str(piece)) as sound:
                rate = sound.getframerate()
                frames += sound.readframes(sound.getnframes()) + bytes(int(PAUSE_SECONDS * rate) * 2)
            if len(frames) >= seconds * rate * 2:
                with wave.open(str(out), "wb") as sound:
                    sound.setparams((1, 2, rate, 0, "NONE", ""))
                    sound.writeframes(frames)
                return out


def live(
    order: Record, recogniser: Recogniser, join_utterances: bool, begin: Callable[[], "subprocess.Popen[bytes] | None"]
) -> tuple[Transcript, float]:
    """Record, transcribing meanwhile; return the transcript and how long after the end it was complete.

    `begin` is called when the recorder listens; the recording ends with the process it starts, or by itself.
    """
    inbox: queue.SimpleQueue[tuple[str, Message]] = queue.SimpleQueue()

    def start_named(helper: str) -> Helper:
        return start(helper, lambda message: inbox.put((helper, message)))

    recorder = start_named("record")
    recorder.send(order)
    stenographer: Stenographer | None = None
    speaking: subprocess.Popen[bytes] | None = None
    ended_seconds = 0.0
    while stenographer is None or not stenographer.finished:
        if speaking and speaking.poll() is not None and not ended_seconds:
            recorder.send(StopRecording())
            ended_seconds = time.monotonic()
        name, message = inbox.get()
        match message:
            case RecordingStarted():
                transcribe = order_transcript(
                    Path(order.path), recogniser, follow=True, join_utterances=join_utterances
                )
                stenographer = Stenographer(transcribe, lambda: start_named("transcribe"))
                speaking = begin()
            case RecordingStopped() if stenographer:
                ended_seconds = ended_seconds or time.monotonic()
                stenographer.complete()
            case LevelMeasured() | HelperEnded() if name == "record":
                continue
            case _ if stenographer and name == "transcribe":
                stenographer.hear(message)
    if stenographer.transcript is None:
        raise stenographer.problem or AssertionError("neither a transcript nor a problem")
    return stenographer.transcript, time.monotonic() - ended_seconds


def own_sentences() -> list[str]:
    """Return the sentences that the small Whisper-shaped model was made for."""
    lines = (DATA / "sentences.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def waiting(minutes: float = 45) -> dict[str, float]:
    """How long an answer's transcript is waited for, heard while it was spoken or afterwards, on the small model.

    The answer comes from a file, at the pace the machine can take: seven tenths of what transcribing all of it took.
    The limit is the issue's: 2 % of that time, and the decoding of two whole pieces.
    """
    recogniser = choose_recogniser("whisper", str(DATA / "whisper-mini"), DATA)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        spoken = speak(own_sentences(), ESPEAK, folder, minutes * 60)
        began_seconds = time.monotonic()
        take_down(spoken, recogniser, (), start, lambda *_: None)
        whole_seconds = time.monotonic() - began_seconds
        speed = 0.7 * minutes * 60 / whole_seconds
        order = Record(str(folder / "answer.wav"), source_path=str(spoken), speed=speed)
        _, wait_seconds = live(order, recogniser, True, lambda: None)
    two_pieces_seconds = 2 * WhisperRecogniser.longest_piece_seconds * whole_seconds / (minutes * 60)
    return {
        f"transcribing {minutes:g} minutes afterwards, seconds": whole_seconds,
        f"transcript of {minutes:g} minutes complete after the end, seconds": wait_seconds,
        "of the whole time, % (2 and two pieces at most)": 100 * wait_seconds / whole_seconds,
        "wait over its limit (at most 1)": wait_seconds / (0.02 * whole_seconds + two_pieces_seconds),
    }


def measure(
    card: SoundCard, minutes: float, recogniser: Recogniser, sentences: list[str], voice: list[str]
) -> dict[str, float]:
    """Return the figures for one recogniser."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        spoken = speak(sentences, voice, folder, minutes * 60)
        order = Record(str(folder / "answer.wav"))
        at_once, wait_seconds = live(order, recogniser, False, lambda: card.speak(spoken))
        began_seconds = time.monotonic()
        later = take_down(folder / "answer.wav", recogniser, (), start, lambda *_: None, join_utterances=False)
        whole_seconds = time.monotonic() - began_seconds
    return {
        "minutes": minutes,
        "words live": len(list(at_once.words)),
        "words later": len(list(later.words)),
        "difference of live and later, %": round(100 * error_rate(later.text, at_once.text), 2),
        "live transcript complete after the end, seconds": round(wait_seconds, 2),
        "transcribing the whole file afterwards, seconds": round(whole_seconds, 2),
    }


def main() -> None:
    """Measure both recognisers and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    minutes = parser.parse_args().minutes
    answer = (ROOT / "desktop" / "practice" / "demo_answer.txt").read_text("utf-8").replace("\n", " ")
    answers = [f"{sentence.strip()}." for sentence in answer.split(".") if sentence.strip()]
    with tempfile.TemporaryDirectory() as name, private_sound_card(Path(name)) as card:
        os.environ.update({key: value for key, value in card.environment.items() if key != "HOME"})
        whisper_mini = choose_recogniser("whisper", str(DATA / "whisper-mini"), DATA)
        figures = {
            "pocketsphinx, flite voice rms": measure(
                card, minutes, SPHINX, answers, ["flite", "-voice", "rms", "-t", "{text}", "-o", "{out}"]
            ),
            "whisper-mini, espeak-ng": measure(card, minutes, whisper_mini, own_sentences(), ESPEAK),
        }
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
