"""An interview that a crash cut off: where it stood, and how it can go on."""

from dataclasses import dataclass

from desktop.practice.archive import Archive
from desktop.practice.interjection import Interjection
from desktop.practice.interview import Event
from desktop.practice.rehearsal import Rehearsal, State
from speech.journal import read_journal
from speech.recording import is_being_written, recorded_seconds

# What the conductor notes, each with `elapsed`, the seconds on the interview's clock.
BEGAN, PHASE, THINKING = "began", "phase", "thinking"
# With each of these nobody thinks any more.
ENDS_THINKING = (Event.THINKING_ENDED, Event.PAUSED, Event.MICROPHONE_LOST, THINKING)


@dataclass(frozen=True, slots=True)
class Interrupted:
    """How an interview stood when it was cut off; `elapsed_seconds` is its clock at the last sample.

    It may go on from that second where `strict` is False; a strict one goes on with the `away_seconds` that have
    passed counted. Either may be closed as it stood (`desktop.practice.recovery`).
    """

    rehearsal: Rehearsal
    strict: bool
    style: str
    seed: int
    recorded_seconds: float
    elapsed_seconds: float
    away_seconds: float
    phase_begins: tuple[float, ...]
    said: tuple[Interjection, ...]


def read_interrupted(archive: Archive, rehearsal: Rehearsal, wall_seconds: float) -> Interrupted | None:
    """Return how a rehearsal stood at its crash, None for one that was not cut off; `wall_seconds` is Unix time now.

    The file says how much was recorded and when that ended; the journal how the clock had differed from it.
    """
    recording = archive.recording(rehearsal.id)
    if rehearsal.state is not State.RECORDING or not recording.exists() or is_being_written(recording):
        return None
    seconds = recorded_seconds(recording)
    entries = [entry for entry in read_journal(archive.interview_journal(rehearsal.id)) if "elapsed" in entry.facts]
    begun = next((entry.facts for entry in entries if entry.event == BEGAN), {})
    last = entries[-1] if entries else None
    counted_before = float(last.facts["elapsed"]) - last.at_seconds if last else 0.0
    return Interrupted(
        rehearsal=rehearsal,
        strict=begun.get("strict") is True,
        style=str(begun.get("style", "neutral")),
        seed=int(begun.get("seed", 0)),
        recorded_seconds=seconds,
        elapsed_seconds=counted_before + seconds,
        away_seconds=max(0.0, wall_seconds - recording.stat().st_mtime),
        phase_begins=tuple(float(entry.facts["elapsed"]) for entry in entries if entry.event == PHASE),
        said=archive.interjections(rehearsal.id),
    )
