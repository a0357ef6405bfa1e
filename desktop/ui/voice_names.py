"""Voices by names that people know; a platform's ids are file names and registry keys."""

import re

_ESPEAK = {
    "en": "British English",
    "en-gb": "British English",
    "en-us": "American English",
    "en-us-nyc": "American English, New York",
    "en-029": "Caribbean English",
    "en-gb-scotland": "Scottish English",
    "en-gb-x-gbclan": "English, Lancaster",
    "en-gb-x-gbcwmd": "English, West Midlands",
    "en-gb-x-rp": "British English, received pronunciation",
}


def voice_title(voice: str) -> str:
    """Return the name of a voice from its id: the last part of a path, a key or a dotted name."""
    last = re.split(r"[/\\]", voice)[-1]
    if last.lower() in _ESPEAK:
        return _ESPEAK[last.lower()]
    if last.startswith("com."):
        last = last.rsplit(".", 1)[-1]
    return re.sub(r"^TTS_MS_", "", last).replace("_", " ").strip() or voice
