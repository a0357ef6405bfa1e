"""What the window's tests put in the place of processes, cases and sound."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QObject, Signal

from cases.search import rank
from desktop.practice.archive import Archive
from desktop.practice.continuing import BEGAN
from desktop.practice.rehearsal import Rehearsal, State
from desktop.program import Program
from rubrics.model import Score
from speech import messages
from speech.journal import Journal
from speech.models import SPHINX, Recogniser
from speech.recording import HEADER_BYTES
from speech.transcript import Transcript
from tests.fake_helper import FakeHelper
from tests.ui import samples

STARTED_AT = datetime(2026, 11, 20, 18, 4, 12, tzinfo=UTC)


class FakeScorer:
    """Gives the sample's marks to whatever was said."""

    rubric = SimpleNamespace(
        marking=SimpleNamespace(scale_power=0.5),
        signals=samples.SIGNALS,
        formats=samples.FORMAT_MARKS,
        signal_marks=(),
        word_errors={},
    )

    def score(self, passage: Any, case: Any, format_id: str = "", *, provisional: bool, **_: Any) -> Score:
        return samples.make_score(samples.make_transcript(), provisional=provisional)

    def noted(self, passage: Any, case: Any) -> tuple[tuple[()], tuple[()]]:
        return (), ()


def make_catalogue(cases: Any = samples.CASES, problems: tuple[str, ...] = ()) -> Any:
    return SimpleNamespace(
        tracks=samples.TRACKS,
        cases=cases,
        problems=problems,
        case=lambda case_id: next(case for case in cases if case.id == case_id),
        search=lambda words: rank(cases, {track.id: track.title for track in samples.TRACKS}, words),
    )


@dataclass
class StagedProgram(Program):
    """The program with a real archive, sample cases, fake helpers and a clock that the test moves."""

    helpers: dict[str, FakeHelper] = field(default_factory=dict)
    clock: list[float] = field(default_factory=lambda: [100.0])

    @property
    def now_seconds(self) -> float:
        return self.clock[0]

    @cached_property
    def catalogue(self) -> Any:
        return make_catalogue()

    @cached_property
    def scorer(self) -> Any:
        return FakeScorer()

    def recogniser(self, engine: str = "", model: str = "") -> Recogniser:
        return SPHINX

    def start_helper(self, name: str, listener: Callable[[messages.Message], None]) -> Any:
        self.helpers[name] = FakeHelper(listener)
        return self.helpers[name]


def begin_rehearsal(archive: Archive) -> Rehearsal:
    """Begin a rehearsal of the first sample case; nothing is recorded yet."""
    case = samples.CASES[0]
    return archive.begin(case, case.formats[0], STARTED_AT)


def cut_off_rehearsal(archive: Archive, seconds: float = 39.0, **begun: object) -> Rehearsal:
    """Leave a rehearsal as a crash does, so many seconds in; `begun` are the settings that it was begun with."""
    rehearsal = begin_rehearsal(archive)
    # The header was never brought up to date: the file's size says how much there is.
    archive.recording(rehearsal.id).write_bytes(b"RIFF" + bytes(HEADER_BYTES - 4 + int(seconds * 32_000)))
    with Journal(archive.interview_journal(rehearsal.id)) as journal:
        journal.note(BEGAN, 0.0, elapsed=0.0, **begun)
    cut_off(archive, rehearsal, away_seconds=0.0)
    return rehearsal


def cut_off(archive: Archive, rehearsal: Rehearsal, *, away_seconds: float) -> None:
    """Let the recording have ended so many seconds before the tests' time of day."""
    ended_at = STARTED_AT.timestamp() - away_seconds
    os.utime(archive.recording(rehearsal.id), (ended_at, ended_at))


def keep_rehearsal(
    archive: Archive, transcript: Transcript | None = None, score: Score | None = None, seconds: float = 12.0
) -> Rehearsal:
    """Keep a rehearsal as far as it has come: recorded, transcribed or scored, with a real recording."""
    rehearsal = begin_rehearsal(archive)
    samples.write_wav(archive.recording(rehearsal.id), seconds)
    rehearsal = archive.keep_recorded(rehearsal.id, seconds)
    if transcript:
        rehearsal = archive.keep_transcript(rehearsal.id, transcript)
    if score:
        rehearsal = archive.keep_score(rehearsal.id, score)
        archive.keep_report(rehearsal.id, "<p>Report</p>")
    assert rehearsal.state in State
    return rehearsal


class FakeSound(QObject):
    """A loudspeaker that notes what it is told; the test moves its position."""

    loaded = Signal(float)
    ended = Signal()
    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.0
        self.has_speaker = True
        self.playing = False
        self.rate = 1.0
        self.path: Path | None = None
        self.output = ("", "")
        self.missing_output = ""
        self.gone: set[str] = set()

    def choose_output(self, device_id: str, name: str) -> bool:
        self.output = (device_id, name)
        self.missing_output = name if device_id in self.gone else ""
        return not self.missing_output

    def open(self, path: Path) -> None:
        self.path, self.seconds = path, 0.0

    def play(self) -> None:
        self.playing = True

    def pause(self) -> None:
        self.playing = False

    def close(self) -> None:
        self.playing, self.path = False, None

    def seek(self, seconds: float) -> None:
        self.seconds = seconds

    def set_rate(self, rate: float) -> None:
        self.rate = rate


class FakeMediaDevices(QObject):
    """Qt's list of devices on a machine without any sound server; the test tells of changes."""

    audioInputsChanged = Signal()  # noqa: N815 - as Qt calls it
    audioOutputsChanged = Signal()  # noqa: N815

    def audioInputs(self) -> list[Any]:  # noqa: N802
        return []

    def audioOutputs(self) -> list[Any]:  # noqa: N802
        return []
