"""The interviewer with the real thing: recorded answers, a real recogniser, a voice that the microphone hears too."""

import json
import os
import pty
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cases.model import PushBack
from desktop.home import find_home
from desktop.practice.conductor import Conductor, Sitting, View
from desktop.practice.interview import Stage
from desktop.practice.marking import mark
from desktop.program import open_program
from rubrics.text import Passage
from speech.messages import Speak
from speech.models import SPHINX
from speech.voice import _name
from tests.conftest import SoundCard
from tests.desktop.examples import CASE

# pocketsphinx on a machine that does other things at once.
pytestmark = [pytest.mark.real, pytest.mark.timeout(240)]
Run = Callable[..., "subprocess.CompletedProcess[str]"]

START = (
    "Before I draw anything, the hard limit is that a shopper must never pay for an item that is already gone. "
    "For ninety five percent of products the stock count is at most two seconds old. "
)
WITHOUT_FAILURE = START + (
    "I choose a short delay over instant updates. We gain a fast checkout, but we give up fresh counts on search. "
    "The event log keeps each sale, and each channel reads its own copy from it."
)
WITH_FAILURE = START + (
    "When the link to the warehouse is lost, the count goes stale. Then the checkout falls back to a reserved buffer, "
    "and a person counts the items by hand afterwards."
)
REPLY = "When the link to the warehouse is lost, the count goes stale, so we stop selling the last five units."


def rehearse(rostrum: Run, *answers: Path) -> dict[str, object]:
    given = [argument for answer in answers for argument in ("--answer", answer)]
    done = rostrum(
        "rehearse",
        "global-inventory-sync",
        *given,
        "--speed",
        "20",
        "--engine",
        "sphinx",
        "--json",
        timeout_seconds=200,
    )
    assert done.returncode == 0, done.stderr
    document: dict[str, object] = json.loads(done.stdout)
    return document


def asked(document: dict[str, object]) -> dict[str, dict[str, object]]:
    interjections = document["interjections"]
    assert isinstance(interjections, list)
    return {entry["trigger"]: entry for entry in interjections}


def test_an_answer_that_never_mentions_failure_is_asked_for_it_and_one_that_does_is_not(
    rostrum: Run, spoken: Callable[[str], Path], no_sound_card: None
) -> None:
    without = rehearse(rostrum, spoken(WITHOUT_FAILURE))
    having = rehearse(rostrum, spoken(WITH_FAILURE))
    question = asked(without)["missing:failure.mode"]
    assert "held nothing for “How it breaks” (failure.mode)" in str(question["reason"])
    assert "missing:failure.mode" not in asked(having)
    assert set(asked(without)) != set(asked(having))
    for document in (without, having):
        assert all(entry["reason"] for entry in asked(document).values())
        assert all(float(str(entry["until"])) > float(str(entry["at"])) for entry in asked(document).values())
    shown = rostrum("rehearsals", "show", str(without["rehearsal"]))
    assert "What the interviewer said" in shown.stdout
    assert f"why: {question['reason']}" in shown.stdout


def test_a_second_recording_is_the_reply_to_what_was_asked(
    rostrum: Run, spoken: Callable[[str], Path], no_sound_card: None
) -> None:
    document = rehearse(rostrum, spoken(WITHOUT_FAILURE), spoken(REPLY))
    replied = [entry["reply"] for entry in asked(document).values() if entry["reply"]["words"]]  # type: ignore[index]
    (reply,) = replied
    assert reply["words"] >= 15
    assert asked(document)["missing:failure.mode"]["reply"] == reply
    assert "failure.mode" in reply["held"]


def conduct(conductor: Conductor, until: Callable[[View], bool], give_up_seconds: float = 60) -> View:
    give_up_at = time.monotonic() + give_up_seconds
    view = conductor.step(time.monotonic())
    while not until(view):
        assert time.monotonic() < give_up_at, view
        time.sleep(0.02)
        view = conductor.step(time.monotonic())
    return view


def test_the_programs_own_voice_in_the_microphone_is_marked_and_never_scored(
    sound_card: SoundCard, spoken: Callable[[str], Path]
) -> None:
    program = open_program()
    program.home.make()
    # Spoken by the interviewer, this would be a number with a unit and a way that it breaks.
    text = "And what if ninety five percent of the sensors lose the connection for at most two seconds?"
    push_back = PushBack("echo", text, "always", "Says.", after=0.01)
    case = replace(CASE, vocabulary=(), push_backs=(push_back,), formats=())
    every = (entry for entry_case in program.catalogue.cases for entry in entry_case.formats)
    format_ = next(entry for entry in every if entry.id == "system-design")
    format_ = replace(format_, minutes=5, phases=(replace(format_.phases[0], minutes=5),))
    sitting = Sitting(case, format_, SPHINX, program.home.spoken, speak_question=True)
    # A voice that this recogniser understands: what is in the folder is not rendered again.
    order = Speak(text, sitting.spoken_folder.as_posix(), words_per_minute=sitting.words_per_minute)
    shutil.copy(spoken(text), program.home.spoken / f"{_name(order)}.wav")
    # The loudspeaker stands beside the microphone.
    loop = sound_card.control("load-module", "module-loopback", "source=loudspeaker.monitor", "sink=mouth").strip()
    conductor = Conductor(sitting, program.archive, program.start_helper, lambda: datetime.now(UTC), program.scorer)
    try:
        conductor.begin(time.monotonic())
        conductor.skip_question(time.monotonic())
        conduct(conductor, lambda view: view.stage is Stage.LISTENING)
        time.sleep(2.5)
        answer = "The driver asks for a space, the city shows a street, the driver goes there and parks the car there. "
        sound_card.speak(spoken(answer * 2)).wait(40)
        view = conduct(conductor, lambda view: bool(view.said))
        time.sleep(1.0)
        sound_card.speak(spoken("I would ask the people in the office first.")).wait(40)
        conductor.end(time.monotonic())
        view = conduct(conductor, lambda view: view.finished)
    finally:
        conductor.leave()
        sound_card.control("unload-module", loop)
    assert view.problem is None
    assert view.rehearsal is not None
    (entry,) = program.archive.interjections(view.rehearsal.id)
    assert entry.id == "echo"
    assert entry.until_seconds - entry.at_seconds > 2
    words = list(program.archive.transcript(view.rehearsal.id).words)
    heard_meanwhile = [word for word in words if word.echo]
    assert len(heard_meanwhile) >= 6, "the microphone did not hear the voice"
    assert {"percent", "seconds"} <= {word.text for word in heard_meanwhile}
    assert "office" in {word.text for word in words if not word.echo}
    judged_all = program.scorer.findings(Passage.from_text(" ".join(word.text for word in words)), case=case)
    assert "metric.quantified" in {finding.signal for finding in judged_all}
    score = mark(program.archive, program.scorer, case, view.rehearsal.id)
    assert "metric.quantified" not in {finding.signal for finding in score.findings}


def test_an_interview_that_was_killed_goes_on_where_it_was(
    rostrum: Run, spoken: Callable[[str], Path], home: Path, no_sound_card: None
) -> None:
    import signal

    answer = spoken(WITHOUT_FAILURE)
    command = [sys.executable, "-m", "desktop", "rehearse", "global-inventory-sync", "--answer", str(answer)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
    assert running.stderr is not None
    while b"listening" not in running.stderr.readline():
        assert running.poll() is None
    time.sleep(3)
    running.send_signal(signal.SIGKILL)
    running.communicate(timeout=30)
    (folder,) = [path for path in (home / "rehearsals").iterdir() if path.is_dir()]
    give_up_at = time.monotonic() + 20
    program = open_program()
    from speech.recording import is_being_written, recorded_seconds

    while is_being_written(folder / "answer.wav"):
        assert time.monotonic() < give_up_at
        time.sleep(0.1)
    before_seconds = recorded_seconds(folder / "answer.wav")
    assert before_seconds > 1
    done = rostrum("rehearse", "--continue", folder.name, "--answer", spoken(REPLY), "--speed", "20")
    assert done.returncode == 0, done.stderr
    rehearsal = program.archive.rehearsal(folder.name)
    assert rehearsal.recorded_seconds > before_seconds + 5
    assert "selling" in program.archive.transcript(folder.name).text
    assert not (folder / "answer.wav").exists()
    assert [path.name for path in (home / "rehearsals").iterdir()] == [folder.name]
    again = rostrum("rehearse", "--continue", folder.name)
    assert again.returncode == 3
    assert "was not cut off" in again.stderr


def test_an_interview_at_the_microphone_ends_with_ctrl_c_and_is_scored(
    sound_card: SoundCard, spoken: Callable[[str], Path]
) -> None:
    import signal

    command = [sys.executable, "-m", "desktop", "rehearse", "global-inventory-sync", "--format", "opening-drill"]
    running = subprocess.Popen(
        [*command, "--engine", "sphinx", "--silent"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stderr is not None
    while b"listening" not in running.stderr.readline():
        assert running.poll() is None
    sound_card.speak(spoken("The hard limit is that a shopper must never pay for an item that is already gone.")).wait(
        30
    )
    running.send_signal(signal.SIGINT)
    printed, told = running.communicate(timeout=90)
    assert running.returncode == 0, told
    assert b"Hard limit first" in printed
    assert b"Opening                      planned 02:00  spent 00:0" in printed
    assert b"Traceback" not in told


def test_an_interview_in_a_terminal_goes_on_with_another_microphone(sound_card: SoundCard) -> None:
    module = sound_card.control("load-module", "module-null-sink", "sink_name=usb").strip()
    settings = find_home().settings
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('{"microphone": "usb.monitor"}')
    command = [sys.executable, "-m", "desktop", "rehearse", "global-inventory-sync", "--format", "opening-drill"]
    theirs, ours = pty.openpty()
    running = subprocess.Popen(
        [*command, "--engine", "sphinx", "--silent"], stdin=ours, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )

    def wait_for(told: bytes) -> None:
        assert running.stderr is not None
        while told not in (line := running.stderr.readline()):
            assert line, told

    try:
        wait_for(b"listening")
        time.sleep(2)
        sound_card.control("unload-module", module)
        wait_for(b"interrupted")
        wait_for(b"microphone 'usb.monitor'")
        wait_for(b"m NAME with another")
        os.write(theirs, b"m microphone\n")
        wait_for(b"listening")
        os.write(theirs, b"e\n")
        printed, told = running.communicate(timeout=90)
    finally:
        running.kill()
        os.close(theirs)
        os.close(ours)
    assert running.returncode == 0, told
    assert b"Rehearsal:" in printed
    assert b"Traceback" not in told
