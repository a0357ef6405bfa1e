"""Which error ends the program with which exit code: the one place that knows."""

from enum import IntEnum

from desktop.home import HomeUnusable
from desktop.settings import SettingsError
from speech.errors import (
    DownloadFailed,
    DownloadStopped,
    HelperLost,
    MicrophoneMissing,
    ModelMissing,
    RecordingFailed,
    SpeechError,
    VoiceMissing,
)


class Exit(IntEnum):
    """The exit codes of the command line, a contract."""

    DONE = 0
    WRONG_USAGE = 2
    BAD_INPUT = 3
    MISSING_HERE = 4
    NOT_FINISHED = 5
    INTERRUPTED = 130


class BadInput(Exception):
    """What was given cannot be used; the message is one line with the mend."""


class WrongUsage(Exception):
    """Arguments that do not go together; the message is one line with the mend."""


def exit_code_of(error: Exception) -> Exit | None:
    """Return the exit code for an error we know, None for one that would be a defect."""
    # Imported here: a command that fails early has not loaded them, and then it was none of theirs.
    from cases.catalogue import CaseNotFound
    from cases.loader import CaseError
    from cases.shelf import ShelfError
    from desktop.practice.archive import ArchiveError
    from desktop.practice.correcting import NotThere
    from desktop.practice.diagram.document import DiagramError
    from desktop.practice.erasing import ErasingRefused
    from desktop.practice.index import IndexUnusable
    from desktop.practice.subject import SubjectMissing
    from speech.transcript import TranscriptError

    match error:
        case WrongUsage():
            return Exit.WRONG_USAGE
        case MicrophoneMissing() | VoiceMissing() | ModelMissing() | HomeUnusable():
            return Exit.MISSING_HERE
        case (
            RecordingFailed() | HelperLost() | IndexUnusable() | DownloadFailed() | DownloadStopped() | ErasingRefused()
        ):
            return Exit.NOT_FINISHED
        case (
            BadInput()
            | SpeechError()
            | TranscriptError()
            | ArchiveError()
            | SubjectMissing()
            | NotThere()
            | DiagramError()
            | CaseNotFound()
            | CaseError()
            | ShelfError()
            | SettingsError()
        ):
            return Exit.BAD_INPUT
        case OSError() if error.filename is not None:
            return Exit.BAD_INPUT
    return None
