"""From a voice to a trend and a comparison: real recordings, helper processes, a real recogniser, the real scorer."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.practice.importing import import_recording
from desktop.practice.marking import mark
from desktop.practice.stenographer import take_down
from desktop.program import Program, open_program
from desktop.ui.comparison_contents import load_comparison
from desktop.ui.progress_contents import load_next_step

pytestmark = pytest.mark.real
# Sentences that the small model knows.
VAGUE = (
    "I would like to ask two clarifying questions before I start. "
    "Is this a new product, or are we improving an existing one?"
)
CLEAR = (
    "Before I design anything, I want to name the hard constraint. The hard constraint here is latency, not storage."
)


def rehearse(program: Program, answer: Path, day: int, model: Path) -> None:
    """Take a spoken answer in, as of a day in March 2026, hear and score it."""
    recorded_at = 1_772_500_000 + day * 86_400
    os.utime(answer, (recorded_at, recorded_at))
    case = program.catalogue.case("global-inventory-sync")
    rehearsal = import_recording(answer, case, program.archive, program.start_helper)
    recording = program.archive.recording(rehearsal.id)
    # Without the case's words, which this model does not know.
    transcript = take_down(
        recording, program.chosen_recogniser("", str(model)), (), program.start_helper, lambda *_seconds: None
    )
    program.archive.keep_transcript(rehearsal.id, transcript)
    mark(program.archive, program.scorer, case, rehearsal.id)


def test_two_spoken_answers_are_a_trend_and_a_comparison(
    rostrum: Callable[..., "subprocess.CompletedProcess[str]"],
    spoken_by_espeak: Callable[[str], Path],
    whisper_mini: Path,
) -> None:
    program = open_program()
    for day, text in enumerate((VAGUE, CLEAR)):
        rehearse(program, spoken_by_espeak(text), day, whisper_mini)
    shown = json.loads(rostrum("rehearsals", "progress", "--json").stdout)
    assert (shown["rehearsals"], shown["counted"], shown["formats"]) == (2, 2, ["System design"])
    before, now = (point["value"] for point in shown["overall"]["points"])
    assert now > before
    (limit,) = (move for move in shown["moves"] if move["id"] == "opening.constraint")
    assert [point["value"] for point in limit["points"]] == [0.0, 100.0]

    newer, older = program.archive.rehearsals()
    contents = load_comparison(program, newer.id, older.id)
    found = contents.comparison
    assert (found.before.rehearsal, found.now.rehearsal) == (older, newer)
    assert all(path.exists() for path in contents.recordings)
    assert "hard constraint" in found.openings[1].text.lower()
    assert found.openings[1].start_seconds is not None
    assert found.moves is not None
    assert "Hard limit first" in found.moves.now
    assert found.limits == (
        "Neither take was spoken in an interview, both were taken in from a file: phases are not compared.",
    )
    step = load_next_step(program)
    assert step is not None
    assert step.case.id == "global-inventory-sync"
