"""Makes a rehearsal of a recording that was made elsewhere."""

from datetime import datetime
from pathlib import Path

from cases.model import Case
from desktop.practice.archive import Archive
from desktop.practice.rehearsal import Rehearsal
from speech.conversation import Conversation
from speech.errors import SpeechError
from speech.messages import Record, RecordingStopped
from speech.worker import StartHelper

# As fast as it can be decoded.
_SPEED = 1e6


def import_recording(path: Path, case: Case, archive: Archive, start_helper: StartHelper) -> Rehearsal:
    """Copy the sound of any audio or video file into a new rehearsal of the case's first format.

    Its date is the file's. Raises `AudioUnreadable` when there is no sound in it, and leaves nothing then.
    """
    if not path.is_file():
        # The helper would say the same, but after a rehearsal was begun.
        raise SpeechError(f"{path}: there is no such file; give an audio or video file")
    recorded_at = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    rehearsal = archive.begin(case, case.formats[0], recorded_at)
    order = Record(str(archive.recording(rehearsal.id)), source_path=str(path), speed=_SPEED)
    try:
        with Conversation(start_helper, "record", order, RecordingStopped) as conversation:
            (stopped,) = [message for message in conversation if isinstance(message, RecordingStopped)]
    except (SpeechError, KeyboardInterrupt):
        archive.discard_empty(rehearsal.id)
        raise
    return archive.keep_recorded(rehearsal.id, stopped.recorded_seconds)
