"""The door to sounddevice: which microphones and loudspeakers there are, and opening them.

Only helper processes call this: PortAudio can hang, and its callback starves in a busy process.
"""

import os
import wave
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from speech.errors import MicrophoneMissing, SpeechError
from speech.sound_server import StreamWatch

# PortAudio's own wish was 35 ms on one host interface, and a busy machine then lost a third of the sound.
# Half a second lost nothing and leaves half of the one second that a crash may cost.
_LATENCY_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Device:
    """A microphone or loudspeaker; `id` is what opening takes."""

    id: str
    name: str
    default: bool


class SpeakerMissing(SpeechError):
    """No loudspeaker, or one that does not open."""


def _sounddevice() -> Any:
    try:
        import sounddevice
    except OSError as error:
        raise MicrophoneMissing(
            f"PortAudio is not installed ({error}); on Debian: apt-get install libportaudio2"
        ) from error
    return sounddevice


def microphones() -> tuple[Device, ...]:
    """Return what can record. Raises `MicrophoneMissing` without PortAudio."""
    return _devices("max_input_channels", 0)


def speakers() -> tuple[Device, ...]:
    """Return what can play. Raises `MicrophoneMissing` without PortAudio."""
    return _devices("max_output_channels", 1)


def _devices(channels: str, direction: int) -> tuple[Device, ...]:
    sounddevice = _sounddevice()
    default = sounddevice.default.device[direction]
    return tuple(
        Device(str(entry["name"]), str(entry["name"]), entry["index"] == default)
        for entry in sounddevice.query_devices()
        if entry[channels] > 0
    )


@dataclass(frozen=True, slots=True)
class InputStream:
    """A microphone that is running; `close` it. `watch` knows where a sound server takes its sound from."""

    name: str
    rate_hertz: int
    close: Callable[[], None]
    watch: StreamWatch


def open_microphone(device: str | None, hear: Callable[[bytes], None]) -> InputStream:
    """Open a microphone, the default one for None, at its own rate, and hand each block of samples to `hear`.

    The samples are 16-bit mono; `hear` is called on PortAudio's thread. Raises `MicrophoneMissing`.
    """
    sounddevice = _sounddevice()
    named = f"microphone {device!r}" if device else "the default microphone"
    try:
        entry = sounddevice.query_devices(_known(sounddevice, device, "PULSE_SOURCE"), kind="input")
        rate_hertz = int(entry["default_samplerate"])
        stream = sounddevice.RawInputStream(
            samplerate=rate_hertz,
            channels=1,
            dtype="int16",
            device=entry["index"],
            latency=_LATENCY_SECONDS,
            blocksize=0,
            callback=lambda block, _frames, _time, _status: hear(bytes(block)),
        )
        stream.start()
    except (sounddevice.PortAudioError, ValueError) as error:
        raise MicrophoneMissing(
            f"{named}: does not open ({_one_line(error)}); plug one in or choose another, `rostrum doctor` lists them"
        ) from error
    watch = StreamWatch()

    def close() -> None:
        watch.close()
        stream.close()

    return InputStream(device or str(entry["name"]), rate_hertz, close, watch)


def _known(sounddevice: Any, device: str | None, variable: str) -> str | None:
    """Return the device as PortAudio knows it.

    On Linux it sees the sound server as one device; which microphone or loudspeaker of the server's is meant is told
    to the server's own library, by an environment variable of this process.
    """
    names = {str(entry["name"]) for entry in sounddevice.query_devices()}
    if device and device not in names and "pulse" in names:
        os.environ[variable] = device
        return "pulse"
    return device or None


def play(path: Path, device: str | None) -> None:
    """Play a WAV file to its end on a loudspeaker, the default one for None. Raises `SpeakerMissing`."""
    try:
        sounddevice = _sounddevice()
    except MicrophoneMissing as error:
        raise SpeakerMissing(str(error)) from error
    named = f"loudspeaker {device!r}" if device else "the default loudspeaker"
    try:
        with wave.open(str(path), "rb") as sound:
            stream = sounddevice.RawOutputStream(
                samplerate=sound.getframerate(),
                channels=sound.getnchannels(),
                dtype="int16",
                device=_known(sounddevice, device, "PULSE_SINK"),
            )
            with stream:
                while block := sound.readframes(4096):
                    stream.write(block)
                # Without the wait the last words are cut off: closing drops what is still queued.
                stream.stop()
    except (sounddevice.PortAudioError, ValueError, wave.Error, EOFError) as error:
        raise SpeakerMissing(f"{named}: does not open ({_one_line(error)})") from error


def _one_line(error: Exception) -> str:
    return " ".join(str(error.args[0] if error.args else error).split())
