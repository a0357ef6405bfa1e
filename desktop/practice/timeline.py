"""What happened in a rehearsal at which second of its recording: phases, push-backs, pauses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cases.model import Case, Format
from desktop.practice.archive import Archive
from desktop.practice.continuing import BEGAN, PHASE
from desktop.practice.interjection import Interjection
from desktop.practice.rehearsal import Rehearsal
from speech.journal import read_journal
from speech.transcript import Transcript

# Shorter ones are breath and thought; nobody wants to skip them.
PAUSE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the recording, in seconds."""

    start_seconds: float
    end_seconds: float


@dataclass(frozen=True, slots=True)
class PhaseStretch:
    """The stretch of the recording that a phase of the interview took."""

    title: str
    start_seconds: float
    end_seconds: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """What lies where: `phases` follow one another, `said` is what the interviewer said, `pauses` are silences."""

    phases: tuple[PhaseStretch, ...] = ()
    said: tuple[Interjection, ...] = ()
    pauses: tuple[Stretch, ...] = ()


def read_timeline(archive: Archive, rehearsal: Rehearsal, case: Case | None, transcript: Transcript | None) -> Timeline:
    """Return the timeline of a rehearsal; one that was taken in from a file has no phases.

    `case` is None when the user has removed it: then a phase goes by its id. Raises `ArchiveError`.
    """
    said = archive.interjections(rehearsal.id)
    pauses = tuple(find_pauses(transcript, said)) if transcript else ()
    return Timeline(tuple(_phases(archive, rehearsal, case)), said, pauses)


def find_pauses(
    transcript: Transcript, said: Sequence[Interjection] = (), least_seconds: float = PAUSE_SECONDS
) -> Iterator[Stretch]:
    """Yield the stretches of at least `least_seconds` in which nobody spoke, as far as that was heard.

    A piece that could not be heard is no pause, nor is one in which the interviewer spoke.
    """
    sounds = sorted([*_sounds(transcript), *((entry.at_seconds, entry.until_seconds) for entry in said)])
    end = 0.0
    for starts, ends in sounds:
        if starts - end >= least_seconds:
            yield Stretch(end, starts)
        end = max(end, ends)


def _sounds(transcript: Transcript) -> Iterator[tuple[float, float]]:
    for segment in transcript.segments:
        if not segment.heard and segment.start_seconds is not None and segment.end_seconds is not None:
            yield segment.start_seconds, segment.end_seconds
        for word in segment.words:
            if word.start_seconds is not None and word.end_seconds is not None:
                yield word.start_seconds, word.end_seconds


def _phases(archive: Archive, rehearsal: Rehearsal, case: Case | None) -> Iterator[PhaseStretch]:
    entries = read_journal(archive.interview_journal(rehearsal.id))
    if not any(entry.event == BEGAN for entry in entries):
        return
    formats = case.formats if case else ()
    format_ = next((entry for entry in formats if entry.id == rehearsal.format_id), None)
    begun = [(entry.at_seconds, str(entry.facts.get("phase", ""))) for entry in entries if entry.event == PHASE]
    starts = _planned(format_, begun) if format_ else begun
    titles = {phase.id: phase.title for phase in format_.phases} if format_ else {}
    ends = [*(seconds for seconds, _ in starts[1:]), rehearsal.recorded_seconds]
    for (start, phase_id), end in zip(starts, ends, strict=True):
        end_seconds = min(end, rehearsal.recorded_seconds)
        if end_seconds > start:
            title = titles.get(phase_id) or phase_id.replace("-", " ").capitalize()
            yield PhaseStretch(title, start, end_seconds)


def _planned(format_: Format, begun: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Return all beginnings: the first phase began with the recording; where the interviewer only listens, by plan."""
    starts = [(0.0, format_.phases[0].id), *begun]
    if format_.interviewer == "listens":
        for before, phase in pairwise(format_.phases[len(starts) - 1 :]):
            starts.append((starts[-1][0] + before.minutes * 60, phase.id))
    return starts
