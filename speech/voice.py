"""The speak helper and the door to pyttsx3: one utterance, rendered to a file and played.

One utterance a helper's life: pyttsx3 2.99 speaks only the first of several
(https://github.com/nateshmbhat/pyttsx3/issues/402), reports success when it played nothing, and on Linux returns
before a longer text is rendered.
"""

import hashlib
import os
import threading
from pathlib import Path
from typing import Any

from speech import devices
from speech.audio_file import duration_seconds
from speech.errors import VoiceMissing
from speech.messages import ListVoices, Speak, UtteranceRendered, UtteranceSpoken, VoicesListed
from speech.worker import Line

_RENDERED_WITHIN_SECONDS = 30.0
_MEND = "on Debian: apt-get install espeak-ng; until then the question is shown as text"


def serve(line: Line) -> None:
    """Do what the program asks of the speak helper: list the voices, or speak one utterance."""
    match line.next():
        case ListVoices():
            line.send(VoicesListed(tuple(identifier for identifier, _ in _english_voices(_engine()))))
        case Speak() as order:
            _speak(order, line)


def _speak(order: Speak, line: Line) -> None:
    path = Path(order.folder) / f"{_name(order)}.wav"
    if not duration_seconds(path):
        render(order.text, path, order.voice, order.words_per_minute)
    line.send(UtteranceRendered(str(path), duration_seconds(path)))
    if not order.play:
        line.send(UtteranceSpoken(played=False))
        return
    try:
        devices.play(path, order.device)
    except devices.SpeakerMissing as error:
        line.send(UtteranceSpoken(played=False, reason=f"{error}; read the question on the screen"))
    else:
        line.send(UtteranceSpoken(played=True))


def render(text: str, path: Path, voice: str | None, words_per_minute: int) -> None:
    """Render one utterance to a WAV file. Raises `VoiceMissing` when there is no speech engine or it wrote nothing."""
    engine = _engine()
    engine.setProperty("rate", words_per_minute)
    chosen = voice or _default_voice(engine)
    if chosen:
        engine.setProperty("voice", chosen)
    # Under another name until it is whole: what has the right name is never rendered again.
    unfinished = path.with_name(f"part-{os.getpid()}-{path.name}")
    finished = threading.Event()
    engine.connect("finished-utterance", lambda **_: finished.set())
    engine.save_to_file(text, str(unfinished))
    engine.runAndWait()
    # On Linux it returns while a longer text is still being rendered on a thread of the engine's.
    whole = finished.wait(_RENDERED_WITHIN_SECONDS)
    if not whole or not duration_seconds(unfinished):
        unfinished.unlink(missing_ok=True)
        raise VoiceMissing(f"the voice {chosen or 'of this machine'} rendered nothing; {_MEND}")
    unfinished.replace(path)


def _name(order: Speak) -> str:
    """Return the name under which this utterance is kept: the same words, voice and pace are rendered once."""
    spoken = f"{order.voice}\n{order.words_per_minute}\n{order.text}"
    return hashlib.sha256(spoken.encode()).hexdigest()[:24]


def _engine() -> Any:
    import pyttsx3

    try:
        return pyttsx3.init()
    except (OSError, RuntimeError, ImportError, KeyError) as error:
        raise VoiceMissing(f"no voice on this machine ({' '.join(str(error).split())}); {_MEND}") from error


def _english_voices(engine: Any) -> list[tuple[str, str]]:
    found = []
    for voice in engine.getProperty("voices"):
        languages = [
            language.decode() if isinstance(language, bytes) else str(language) for language in voice.languages
        ]
        found += [(str(voice.id), language) for language in languages if language.strip("\x05").startswith("en")]
    return found


def _default_voice(engine: Any) -> str | None:
    # By language, never by place in the list: the first of espeak's 131 voices is Afrikaans.
    voices = _english_voices(engine)
    american = [identifier for identifier, language in voices if language.lower().replace("_", "-") == "en-us"]
    return american[0] if american else (voices[0][0] if voices else None)
