"""Kills recordings and conversions at random moments and counts what was lost: `make faults` (N=60).

The source is a ramp: each sample says where it belongs, so a gap or a repeated sample is seen at once.
"""

import argparse
import json
import queue
import random
import subprocess
import sys
import tempfile
import time
import wave
from pathlib import Path

import numpy

from desktop.program import helper_command
from speech.audio_file import decode
from speech.messages import HelperEnded, Message, Record, RecordingStarted
from speech.recording import Recording, repair
from speech.worker import Helper

_RAMP_SECONDS = 120


def ramp(seconds: int = _RAMP_SECONDS) -> bytes:
    """Return samples that count up and begin again after 65,536."""
    return numpy.arange(seconds * 16_000, dtype=numpy.uint16).astype(numpy.int16).tobytes()


def write_ramp(path: Path) -> Path:
    """Write the ramp as a WAV file."""
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 2, 16_000, 0, "NONE", ""))
        sound.writeframes(ramp())
    return path


def kill_recording(folder: Path, source: Path, after_seconds: float) -> float:
    """Kill the record helper so long after its first sample; return how many seconds were lost.

    Raises `AssertionError` when the recovered file does not play or its samples are not those of the source.
    """
    out = folder / "answer.wav"
    said: queue.SimpleQueue[Message] = queue.SimpleQueue()
    helper = Helper(helper_command("record"), said.put)
    helper.send(Record(str(out), source_path=str(source)))
    while not isinstance(said.get(timeout=30), RecordingStarted):
        pass
    began_seconds = time.monotonic()
    time.sleep(after_seconds)
    spoken_seconds = time.monotonic() - began_seconds
    helper.kill()
    while not isinstance(said.get(timeout=30), HelperEnded):
        pass
    kept_seconds = repair(out)
    with wave.open(str(out)) as sound:
        kept = sound.readframes(sound.getnframes())
    assert kept == ramp()[: len(kept)], "the recovered samples are not those that were spoken"
    assert len(kept) == round(kept_seconds * 32_000)
    for path in folder.iterdir():
        path.unlink()
    return max(0.0, spoken_seconds - kept_seconds)


def kill_compression(folder: Path, after_seconds: float) -> None:
    """Kill a conversion to FLAC so long after its start, and check that the whole answer is still there.

    Raises `AssertionError` when it is not.
    """
    out = folder / "answer.wav"
    with Recording(out) as recording:
        recording.append(ramp())
    program = f"from pathlib import Path; from speech.compression import compress; compress(Path({str(out)!r}))"
    process = subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.DEVNULL)
    time.sleep(after_seconds)
    process.kill()
    process.wait()
    whole = [path for path in (out, out.with_suffix(".flac")) if path.exists() and b"".join(decode(path)) == ramp()]
    assert whole, "neither the WAV nor the FLAC file is whole"
    for path in folder.iterdir():
        path.unlink()


def main() -> None:
    """Kill many times and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as name:
        folder, source = Path(name) / "kills", write_ramp(Path(name) / "ramp.wav")
        folder.mkdir()
        lost = [kill_recording(folder, source, chance.uniform(0, 4)) for _ in range(arguments.kills)]
        for _ in range(arguments.kills):
            kill_compression(folder, chance.uniform(0.2, 1.2))
    figures = {
        "recordings killed": len(lost),
        "recovered and playable": len(lost),
        "most seconds lost": round(max(lost), 3),
        "mean seconds lost": round(sum(lost) / len(lost), 3),
        "conversions killed with the answer whole": arguments.kills,
    }
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
