"""The short form of `make faults`: a handful of kills at random moments."""

from pathlib import Path

import pytest

from tests.faults import kill_compression, kill_recording, write_ramp

pytestmark = pytest.mark.real


def test_a_killed_recording_loses_less_than_a_second(tmp_path: Path) -> None:
    folder, source = tmp_path / "kills", write_ramp(tmp_path / "ramp.wav")
    folder.mkdir()
    for after_seconds in (0.0, 0.3, 0.7, 1.05, 1.6):
        assert kill_recording(folder, source, after_seconds) <= 1.0


def test_a_killed_conversion_keeps_the_answer(tmp_path: Path) -> None:
    for after_seconds in (0.2, 0.35, 0.5, 0.65, 0.9):
        kill_compression(tmp_path, after_seconds)
