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
from speech.transcript import Transcript
from speech.worker import Helper, Listener
from tests.conftest import DATA, SoundCard, error_rate, private_sound_card

ROOT = Path(__file__).parents[1]
PAUSE_SECONDS = 0.9


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


def live(card: SoundCard, spoken: Path, recording: Path, recogniser: Recogniser) -> tuple[Transcript, float]:
    """Record what is spoken into the microphone, transcribing meanwhile; return the transcript and the wait for it."""
    inbox: queue.SimpleQueue[tuple[str, Message]] = queue.SimpleQueue()

    def start_named(helper: str) -> Helper:
        return start(helper, lambda message: inbox.put((helper, message)))

    recorder = start_named("record")
    recorder.send(Record(str(recording)))
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
                order = order_transcript(recording, recogniser, follow=True, join_utterances=False)
                stenographer = Stenographer(order, lambda: start_named("transcribe"))
                speaking = card.speak(spoken)
            case RecordingStopped() if stenographer:
                stenographer.complete()
            case LevelMeasured() | HelperEnded() if name == "record":
                continue
            case _ if stenographer and name == "transcribe":
                stenographer.hear(message)
    if stenographer.transcript is None:
        raise stenographer.problem or AssertionError("neither a transcript nor a problem")
    return stenographer.transcript, time.monotonic() - ended_seconds


def measure(
    card: SoundCard, minutes: float, recogniser: Recogniser, sentences: list[str], voice: list[str]
) -> dict[str, float]:
    """Return the figures for one recogniser."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        spoken = speak(sentences, voice, folder, minutes * 60)
        at_once, wait_seconds = live(card, spoken, folder / "answer.wav", recogniser)
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
    own = [
        line for line in (DATA / "sentences.txt").read_text("utf-8").splitlines() if line and not line.startswith("#")
    ]
    with tempfile.TemporaryDirectory() as name, private_sound_card(Path(name)) as card:
        os.environ.update({key: value for key, value in card.environment.items() if key != "HOME"})
        whisper_mini = choose_recogniser("whisper", str(DATA / "whisper-mini"), DATA)
        figures = {
            "pocketsphinx, flite voice rms": measure(
                card, minutes, SPHINX, answers, ["flite", "-voice", "rms", "-t", "{text}", "-o", "{out}"]
            ),
            "whisper-mini, espeak-ng": measure(
                card, minutes, whisper_mini, own, ["espeak-ng", "-v", "en-us", "-s", "160", "-w", "{out}", "{text}"]
            ),
        }
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
