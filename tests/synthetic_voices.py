"""Several synthetic voices, for scripts that ask how a text sounds and what a recogniser makes of it."""

import subprocess
import tempfile
from pathlib import Path

import numpy
from numpy.typing import NDArray

from speech.audio_file import decode

# Voices that differ enough that what two of them cause is no quirk of one.
VOICES = ("rms", "slt", "kal16", "espeak")
_WORDS_PER_MINUTE = 160


def say(text: str, voice: str) -> NDArray[numpy.int16]:
    """Return the text spoken by one of `VOICES`, mono at 16 kHz."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "spoken.wav"
        if voice == "espeak":
            command = ["espeak-ng", "-v", "en-us", "-s", str(_WORDS_PER_MINUTE), "-w", str(path), text]
        else:
            command = ["flite", "-voice", voice, "-t", text, "-o", str(path)]
        subprocess.run(command, check=True, capture_output=True)
        return numpy.frombuffer(b"".join(decode(path)), numpy.int16)
