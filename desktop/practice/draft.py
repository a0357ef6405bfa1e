"""The draft of a transcript: what was heard so far, on the disk a piece at a time, so that nothing is heard twice."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from speech.transcript import Segment, Transcript, TranscriptError
from speech.transcript_files import transcript_document, transcript_from_document


@dataclass(frozen=True, slots=True)
class Heard:
    """What a draft holds: the segments, and up to which second of the recording they reach."""

    segments: tuple[Segment, ...] = ()
    heard_seconds: float = 0.0


class Draft:
    """The draft in a file; it belongs to one recogniser, because two must not write one transcript.

    `file` is None for a transcription that nobody will go on with. A draft that cannot be written is no reason to
    stop: the recording is the truth, and can be heard again.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._title = b""

    def open(self, engine: str, model: str) -> Heard:
        """Return what this recogniser has heard before; the draft of another one is thrown away."""
        self._title = json.dumps({"engine": engine, "model": model}).encode() + b"\n"
        if self._file is None or not self._file.exists():
            return Heard()
        title, *lines = self._file.read_bytes().splitlines(keepends=True) or [b""]
        if title != self._title:
            self._file.unlink()
            return Heard()
        heard, whole_bytes = Heard(), len(title)
        for line in lines:
            piece = _piece(line)
            if piece is None:
                # A crash cut this line off: the piece is heard again, and its line begins where this one did.
                break
            heard = Heard(heard.segments + piece.segments, piece.heard_seconds)
            whole_bytes += len(line)
        os.truncate(self._file, whole_bytes)
        return heard

    def keep(self, segments: Iterable[Segment], heard_seconds: float) -> None:
        """Write the segments of one piece, which ends at `heard_seconds`."""
        if self._file is None:
            return
        piece = transcript_document(Transcript("", "", "", tuple(segments)))["segments"]
        line = json.dumps({"heard": heard_seconds, "segments": piece}, ensure_ascii=False).encode() + b"\n"
        try:
            descriptor = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                if not os.fstat(descriptor).st_size:
                    line = self._title + line
                os.write(descriptor, line)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError:
            return


def _piece(line: bytes) -> Heard | None:
    if not line.endswith(b"\n"):
        return None
    try:
        document = json.loads(line)
        return Heard(transcript_from_document(document).segments, float(document["heard"]))
    except (ValueError, KeyError, TypeError, TranscriptError):
        return None
