"""Makes a rehearsal of a recording that was made elsewhere."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from cases.model import Case
from desktop.practice.archive import Archive
from desktop.practice.rehearsal import Rehearsal
from speech.conversation import Conversation
from speech.errors import SpeechError
from speech.messages import LevelMeasured, Record, RecordingStarted, RecordingStopped
from speech.worker import StartHelper

# As fast as it can be decoded.
_SPEED = 1e6


def _tell_nobody(done_seconds: float, total_seconds: float) -> None:
    """Let nobody know."""


class ImportStopped(SpeechError):
    """An import that was asked to stop; nothing of it is left."""


def import_recording(
    path: Path,
    case: Case,
    archive: Archive,
    start_helper: StartHelper,
    progressed: Callable[[float, float], None] = _tell_nobody,
    cancelled: Callable[[], bool] = lambda: False,
) -> Rehearsal:
    """Copy the sound of any audio or video file into a new rehearsal of the case's first format.

    Its date is the file's. `progressed` gets the seconds copied and the seconds in all, 0 when the file does not say.
    Raises `AudioUnreadable` when there is no sound in it and `ImportStopped` once `cancelled` says so, and leaves
    nothing then.
    """
    if not path.is_file():
        # The helper would say the same, but after a rehearsal was begun.
        raise SpeechError(f"{path}: there is no such file; give an audio or video file")
    recorded_at = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    rehearsal = archive.begin(case, case.formats[0], recorded_at)
    order = Record(str(archive.recording(rehearsal.id)), source_path=str(path), speed=_SPEED)
    total_seconds = recorded_seconds = 0.0
    try:
        with Conversation(start_helper, "record", order, RecordingStopped) as conversation:
            for message in conversation:
                if cancelled():
                    raise ImportStopped(f"{path}: not taken in, as you asked; nothing of it is kept")
                match message:
                    case RecordingStarted(source_seconds=source_seconds):
                        total_seconds = source_seconds
                    case LevelMeasured(recorded_seconds=done_seconds):
                        progressed(done_seconds, total_seconds)
                    case RecordingStopped():
                        recorded_seconds = message.recorded_seconds
    except (SpeechError, KeyboardInterrupt):
        archive.discard_empty(rehearsal.id)
        raise
    return archive.keep_recorded(rehearsal.id, recorded_seconds)
