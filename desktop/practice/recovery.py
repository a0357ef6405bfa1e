"""Rehearsals that were cut off: found at the next start, offered, and finished on request."""

from desktop.practice.archive import Archive
from desktop.practice.rehearsal import Rehearsal, State
from speech.errors import RecordingFailed
from speech.recording import is_being_written, repair


def unfinished(archive: Archive) -> tuple[Rehearsal, ...]:
    """Return the rehearsals that were not scored: a crash, a killed process, or a user who left.

    One that is being recorded just now, by another Rostrum, is left alone.
    """
    return tuple(
        rehearsal
        for rehearsal in archive.rehearsals()
        if rehearsal.state is not State.SCORED and not is_being_written(archive.recording(rehearsal.id))
    )


def recover(archive: Archive, rehearsal: Rehearsal) -> bool:
    """Make the recording whole; return whether it must still be transcribed.

    Whatever is on the disk is kept: the file's size says how much was recorded. Doing it twice does no harm.
    Raises `AudioUnreadable` when the file is none of ours, `RecordingFailed` when it is being recorded just now.
    """
    if rehearsal.state is State.RECORDING:
        recording = archive.recording(rehearsal.id)
        if is_being_written(recording):
            # By another Rostrum, which goes on with it: mending would cut off what it writes meanwhile.
            raise RecordingFailed(f"{recording}: is being recorded just now; end that first")
        archive.keep_recorded(rehearsal.id, repair(recording))
    return rehearsal.state in (State.RECORDING, State.RECORDED)
