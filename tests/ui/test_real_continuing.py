"""A rehearsal that was really killed, gone on with in the window's room, with a microphone that exists in memory."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.practice.continuing import BEGAN
from desktop.practice.interview import Stage
from desktop.program import open_program
from desktop.ui.devices import DeviceWatch
from desktop.ui.interruption import newest_interruption
from desktop.ui.interview_room import InterviewRoom
from desktop.ui.theme import Theme
from speech.journal import read_journal
from speech.recording import is_being_written, recorded_seconds
from tests.conftest import SoundCard
from tests.ui.stage import FakeMediaDevices

pytestmark = pytest.mark.real
BEFORE = "Before I draw anything, the hard limit is that a shopper must never pay for an item that is already gone."
AFTERWARDS = "When the link to the warehouse is lost, the count goes stale, so we stop selling the last five units."


def kill_rehearsal(answer: Path, home: Path) -> Path:
    """Kill the whole program in the middle of an answer; return the recording once the recorder has let go of it."""
    command = [sys.executable, "-m", "desktop", "rehearse", "global-inventory-sync", "--answer", str(answer)]
    running = subprocess.Popen(
        [*command, "--engine", "sphinx", "--style", "tough", "--seed", "3"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert running.stderr is not None
    while b"listening" not in running.stderr.readline():
        assert running.poll() is None
    (folder,) = [path for path in (home / "rehearsals").iterdir() if path.is_dir()]
    # By the recording, not by the clock: on a busy machine it comes late, and the first words would be cut.
    give_up_at = time.monotonic() + 40
    while not (folder / "answer.wav").exists() or recorded_seconds(folder / "answer.wav") < 3:
        assert time.monotonic() < give_up_at
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    running.communicate(timeout=30)
    give_up_at = time.monotonic() + 20
    while is_being_written(folder / "answer.wav"):
        assert time.monotonic() < give_up_at
        time.sleep(0.1)
    return folder / "answer.wav"


@pytest.mark.timeout(150)
def test_a_killed_rehearsal_goes_on_in_the_window(
    sound_card: SoundCard, spoken: Callable[[str], Path], home: Path, theme: Theme, qtbot: QtBot
) -> None:
    recording = kill_rehearsal(spoken(BEFORE), home)
    before_seconds = recorded_seconds(recording)
    assert before_seconds > 1
    program = open_program()
    program.choose(speak_questions=False, strict=True, style="neutral", recogniser="sphinx")
    found = newest_interruption(program, time.time())
    assert found is not None
    assert (found.stood.strict, found.stood.style, found.stood.seed) == (False, "tough", 3)
    devices = DeviceWatch(program.start_helper, FakeMediaDevices)  # type: ignore[arg-type]
    room = InterviewRoom(program, theme, time.monotonic, lambda: datetime.now().astimezone(), devices)
    qtbot.addWidget(room.page)
    try:
        room.go_on(found)
        qtbot.waitUntil(lambda: room.page._stage.stage is Stage.LISTENING, timeout=20_000)
        speaking = sound_card.speak(spoken(AFTERWARDS))
        qtbot.waitUntil(lambda: speaking.poll() is not None, timeout=40_000)
        with qtbot.waitSignal(room.answer_kept, timeout=60_000) as kept:
            room.page.answer_ended.emit()
    finally:
        room.leave()
    (rehearsal,) = program.archive.rehearsals()
    assert kept.args == [rehearsal.id]
    assert rehearsal.recorded_seconds > before_seconds + 4
    heard = program.archive.transcript(rehearsal.id).text
    assert "anything" in heard
    assert "selling" in heard
    begun = [e.facts for e in read_journal(program.archive.interview_journal(rehearsal.id)) if e.event == BEGAN]
    assert [(facts["strict"], facts["style"], facts["seed"]) for facts in begun] == [(False, "tough", 3)] * 2
    assert newest_interruption(program, time.time()) is None
