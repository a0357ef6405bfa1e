"""Helpers that answer at random: what is asked for, late, never, or with an end that nobody expects."""

import random
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from speech import messages
from speech.transcript import Segment, Word
from speech.worker import Listener
from tests.ui import samples

DIES, FAILS, IS_SLOW = 0.02, 0.04, 0.03
LOSES_MICROPHONE = 0.004
VOCABULARY = ("the", "hard", "limit", "is", "a", "confirmation", "2", "seconds", "or", "we", "stop")


class MoodyHelper:
    """Has the methods of `speech.worker.Helper`; `step` lets it say what is due, `chance` decides.

    One that was started in the background says it at once.
    """

    def __init__(self, listener: Listener, chance: random.Random) -> None:
        self._listener, self._chance = listener, chance
        # Whoever waits in the background holds nobody up, and nobody can wait for them to be stepped.
        self._at_once = threading.current_thread() is not threading.main_thread()
        self._due: list[messages.Message] = []
        self._ended = self._slow = False
        self._goes_on: Callable[[], Iterator[messages.Message]] | None = None
        self._path = ""
        self._seconds = 0.0

    def send(self, message: messages.Message) -> None:
        """Decide what is answered."""
        mood = self._chance.random()
        if mood < DIES:
            self._due = [messages.HelperEnded(-11)]
        elif mood < DIES + FAILS:
            self._due += [*self._failure(message), messages.HelperEnded(4)]
        else:
            self._slow = mood < DIES + FAILS + IS_SLOW
            self._due += self._answer(message)
        if self._at_once:
            self._slow = False
            self.step()

    def step(self) -> None:
        """Say what is due."""
        if self._ended or (self._slow and self._chance.random() < 0.98):
            return
        if self._goes_on and not self._due:
            self._due += self._goes_on()
        while self._due and not self._ended:
            message = self._due.pop(0)
            self._ended = isinstance(message, messages.HelperEnded)
            self._listener(message)

    def close(self) -> None:
        """End when nobody asks for anything more."""
        self._goes_on = None
        self._due.append(messages.HelperEnded(0))

    def kill(self) -> None:
        """End at once."""
        if not self._ended:
            self._ended = True
            self._listener(messages.HelperEnded(-9))

    def _failure(self, message: messages.Message) -> Iterator[messages.Message]:
        match message:
            case messages.Record():
                yield messages.Failed("MicrophoneMissing", "the default microphone: does not open (it is moody)")
            case messages.Speak():
                yield messages.Failed("VoiceMissing", "there is no voice on this machine; it is moody")
            case messages.Transcribe():
                yield messages.Failed("ModelMissing", "base.en: does not load; it is moody")
            case _:
                yield messages.Failed("SpeechError", "it is moody")

    def _answer(self, message: messages.Message) -> Iterator[messages.Message]:
        match message:
            case messages.Record(path=path):
                self._path = path
                if not Path(path).exists():
                    samples.write_wav(Path(path), 1.0)
                self._goes_on = self._listen
                yield messages.RecordingStarted("pulse", 48_000)
            case messages.StopRecording():
                self._goes_on = None
                yield messages.RecordingStopped(self._path, max(1.0, self._seconds), silent=False)
                yield messages.HelperEnded(0)
            case messages.Transcribe(follow=follow, from_seconds=from_seconds):
                self._seconds = from_seconds
                yield messages.RecogniserLoaded("sphinx", "en-us")
                if follow:
                    self._goes_on = self._hear
                else:
                    yield from self._hear()
                    yield from self._finish()
            case messages.RecordingComplete():
                yield from self._finish()
            case messages.Speak(play=play):
                yield messages.UtteranceRendered("q.wav", 2.0)
                if play:
                    yield messages.UtteranceSpoken(played=True)
                yield messages.HelperEnded(0)
            case messages.ListDevices():
                names = ("Internal", "Headset")[: self._chance.randrange(3)]
                yield messages.DevicesListed(names, names, names[0] if names else None, names[0] if names else None)
                yield messages.HelperEnded(0)
            case messages.ListVoices():
                yield messages.VoicesListed(("gmw/en", "gmw/en-us"))
                yield messages.HelperEnded(0)
            case messages.Compress(path=path):
                yield messages.RecordingCompressed(path)
                yield messages.HelperEnded(0)
            case messages.TryProcessor():
                yield messages.ProcessorTried(0.3)
                yield messages.HelperEnded(0)
            case messages.PauseRecording() | messages.ResumeRecording():
                return
            case _:
                yield messages.HelperEnded(1)

    def _listen(self) -> Iterator[messages.Message]:
        self._seconds += self._chance.uniform(0.05, 20.0)
        level = self._chance.uniform(-120.0, 0.0)
        yield messages.LevelMeasured(self._seconds, level, min(0.0, level + 12))
        if self._chance.random() < LOSES_MICROPHONE:
            self._goes_on = None
            yield messages.Failed("MicrophoneMissing", "microphone 'usb': no sound comes from it any more")
            yield messages.RecordingStopped(self._path, self._seconds, silent=False)
            yield messages.HelperEnded(4)

    def _hear(self) -> Iterator[messages.Message]:
        start = self._seconds
        yield messages.SpeechChanged(start, speaking=True)
        words = []
        for _ in range(self._chance.randrange(1, 30)):
            self._seconds += 0.4
            confidence = self._chance.random()
            words.append(Word(self._chance.choice(VOCABULARY), self._seconds - 0.4, self._seconds - 0.1, confidence))
        yield messages.SpeechChanged(self._seconds, speaking=False)
        yield messages.PieceBegun(start, self._seconds)
        heard = self._chance.random() > 0.05
        yield messages.SegmentHeard(Segment(start, self._seconds, tuple(words) if heard else (), heard=heard))
        yield messages.TranscriptionProgressed(self._seconds, self._seconds + 1)
        yield messages.Listened(self._seconds, 0)

    def _finish(self) -> Iterator[messages.Message]:
        self._goes_on = None
        yield messages.TranscriptionFinished("en", self._seconds)
        yield messages.HelperEnded(0)
