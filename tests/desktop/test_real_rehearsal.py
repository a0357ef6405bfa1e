"""The whole main job with the real thing: a virtual microphone, helper processes, real recognisers."""

import json
import os
import queue
import subprocess
import sys
import time
import wave
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.practice.conductor import Conductor, Sitting, View
from desktop.practice.interview import Stage
from desktop.practice.marking import mark
from desktop.practice.rehearsal import State
from desktop.program import Program, open_program
from speech.audio_file import decode, duration_seconds
from speech.messages import (
    Failed,
    HelperEnded,
    LevelMeasured,
    Message,
    Record,
    RecordingStarted,
    RecordingStopped,
    StopRecording,
)
from speech.models import SPHINX, Recogniser, choose_recogniser
from speech.worker import Helping
from tests.conftest import SoundCard, error_rate
from tests.desktop.examples import CASE

pytestmark = pytest.mark.real
Run = Callable[..., "subprocess.CompletedProcess[str]"]

ANSWER = (
    "Before I draw anything, the hard limit is that a shopper must never pay for an item that is already gone. "
    "For ninety five percent of products the stock count is at most two seconds old. "
    "I choose a short delay over instant updates. We gain a fast checkout, but we give up perfect freshness on search."
)
ESPEAK_ANSWER = (
    "Before I design anything, I want to name the hard constraint. The hard constraint here is latency, not storage."
)


def rehearse(program: Program, sitting: Sitting, card: SoundCard, answer: Path) -> View:
    """Run an interview whose answer is played into the virtual microphone, and end it when it was said."""
    conductor = Conductor(sitting, program.archive, program.start_helper, lambda: datetime.now(UTC))
    view, speaking = conductor.begin(time.monotonic()), None
    give_up_at = time.monotonic() + 90
    try:
        while not view.finished:
            assert time.monotonic() < give_up_at, view
            if view.stage is Stage.LISTENING and speaking is None:
                speaking = card.speak(answer)
            if speaking and speaking.poll() is not None and view.stage is Stage.LISTENING:
                view = conductor.end(time.monotonic())
            time.sleep(0.02)
            view = conductor.step(time.monotonic())
    finally:
        conductor.leave()
    return view


def check_loud_and_clear(path: Path) -> None:
    """Check that the recording holds sound from near its start to near its end."""
    samples = memoryview(b"".join(decode(path))).cast("h")
    assert max(map(abs, samples)) > 1000


@pytest.mark.parametrize("engine", ["sphinx", "whisper"])
def test_an_answer_spoken_into_the_microphone_becomes_a_scored_rehearsal(
    engine: str,
    sound_card: SoundCard,
    spoken: Callable[[str], Path],
    spoken_by_espeak: Callable[[str], Path],
    whisper_mini: Path,
) -> None:
    program = open_program()
    program.home.make()
    recogniser: Recogniser = SPHINX
    wanted, answer = ANSWER, spoken(ANSWER)
    if engine == "whisper":
        # The small model knows no hotwords and espeak-ng's voices only.
        recogniser = choose_recogniser("whisper", str(whisper_mini), whisper_mini)
        wanted, answer = ESPEAK_ANSWER, spoken_by_espeak(ESPEAK_ANSWER)
    from dataclasses import replace

    case = replace(CASE, vocabulary=())
    sitting = Sitting(case, case.formats[0], recogniser, program.home.spoken)
    view = rehearse(program, sitting, sound_card, answer)
    assert view.problem is None
    assert view.voice_problem == ""
    assert view.rehearsal is not None
    check_loud_and_clear(program.archive.recording(view.rehearsal.id))
    transcript = program.archive.transcript(view.rehearsal.id)
    assert error_rate(wanted, transcript.text) <= 0.3
    score = mark(program.archive, program.scorer, case, view.rehearsal.id)
    found = {finding.signal for finding in score.findings}
    assert "opening.constraint" in found
    if engine == "sphinx":
        assert {"metric.quantified", "tradeoff.explicit"} <= found
    for finding in score.findings:
        assert finding.seconds is not None
        assert 0 <= finding.seconds <= view.recorded_seconds
    rehearsal = program.archive.rehearsal(view.rehearsal.id)
    assert rehearsal.state is State.SCORED
    assert rehearsal.provisional is (engine == "sphinx")
    html = program.archive.report(rehearsal.id).read_text("utf-8")
    assert score.findings[0].quote.split()[0] in html
    assert "Parking &lt;for&gt; all" in html


def test_record_hears_the_microphone_and_ends_with_ctrl_c(
    sound_card: SoundCard, spoken: Callable[[str], Path], tmp_path: Path
) -> None:
    import signal
    import sys

    out = tmp_path / "out.wav"
    recorder = subprocess.Popen(
        [sys.executable, "-m", "desktop", "record", str(out)], stderr=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert recorder.stderr is not None
    while b"recording from" not in recorder.stderr.readline():
        assert recorder.poll() is None
    sound_card.speak(spoken("The hard limit is latency.")).wait(30)
    recorder.send_signal(signal.SIGINT)
    said, _ = recorder.communicate(timeout=30)
    assert recorder.returncode == 0
    assert str(out).encode() in said
    check_loud_and_clear(out)


def test_a_silent_microphone_is_told(sound_card: SoundCard, rostrum: Run, tmp_path: Path) -> None:
    done = rostrum("record", tmp_path / "out.wav", "--seconds", "1")
    assert done.returncode == 0
    assert "exactly zero" in done.stderr
    assert (tmp_path / "out.wav").stat().st_size > 16_000


def test_the_question_is_heard_on_the_loudspeaker(sound_card: SoundCard, tmp_path: Path) -> None:
    from desktop.program import helper_command
    from speech.conversation import ask
    from speech.messages import Speak, UtteranceSpoken
    from speech.worker import Helper

    monitor = tmp_path / "monitor.wav"
    listening = subprocess.Popen(
        ["parec", "--device=loudspeaker.monitor", "--file-format=wav", "--rate=16000", "--channels=1", str(monitor)]
    )
    try:
        order = Speak("What must never break here?", str(tmp_path))
        spoken = ask(lambda name, hear: Helper(helper_command(name), hear), "speak", order, UtteranceSpoken)
    finally:
        listening.terminate()
        listening.wait(10)
    assert spoken == UtteranceSpoken(played=True)
    samples = memoryview(monitor.read_bytes()[44:]).cast("B")
    loud = sum(1 for low, high in zip(samples[::2], samples[1::2], strict=False) if 4 <= high < 252 or low < 0)
    assert loud > 4000


def test_the_demo_does_the_whole_main_job(rostrum: Run, no_sound_card: None, tmp_path: Path) -> None:
    done = rostrum("demo", "--out", tmp_path / "demo")
    assert done.returncode == 0, done.stderr
    assert "Score: " in done.stdout
    heard = done.stdout.split("Transcript")[1].split("\n", 1)[1].split("Score:")[0]
    answer = Path(__file__).parents[2] / "desktop" / "practice" / "demo_answer.txt"
    assert error_rate(answer.read_text("utf-8"), heard) <= 0.2
    report = Path(done.stdout.split("Report: ")[1].strip())
    assert "<html" in report.read_text("utf-8")
    assert duration_seconds(report.parent / "answer.flac") == pytest.approx(96, abs=1)
    assert not (report.parent / "answer.wav").exists()
    score = json.loads((report.parent / "score.json").read_text("utf-8"))
    assert score["overall"] > 40
    assert {"opening.constraint", "metric.quantified", "tradeoff.explicit"} <= {
        entry["id"] for entry in score["signals"]
    }


def test_a_rehearsal_that_was_cut_off_is_finished_later(
    rostrum: Run, spoken: Callable[[str], Path], home: Path
) -> None:
    from speech.recording import Recording
    from tests.desktop.examples import FORMAT, STARTED_AT

    program = open_program()
    rehearsal = program.archive.begin(CASE, FORMAT, STARTED_AT)
    with wave.open(str(spoken(ANSWER))) as sound:
        samples = sound.readframes(sound.getnframes())
    recording = Recording(program.archive.recording(rehearsal.id))
    recording.append(samples)
    os.close(recording._descriptor)  # as when the process dies: nobody finishes it
    empty = program.archive.begin(CASE, FORMAT, STARTED_AT)
    done = rostrum("rehearsals", "recover")
    # The one without a sound is told and stops nothing.
    assert done.returncode == 5, done.stderr
    assert empty.id in done.stderr
    assert "(scored)" in done.stdout
    assert rostrum("rehearsals", "delete", empty.id).returncode == 0
    assert "Every rehearsal is finished" in rostrum("rehearsals", "recover").stdout
    assert (home / "rehearsals" / rehearsal.id / "answer.flac").exists()
    shown = rostrum("rehearsals", "show", rehearsal.id)
    assert "Score: " in shown.stdout


def test_a_transcription_that_was_left_goes_on_where_it_was(
    rostrum: Run, spoken: Callable[[str], Path], home: Path
) -> None:
    from desktop.practice.stenographer import Stenographer, order_transcript
    from speech.recording import Recording
    from tests.desktop.examples import FORMAT, STARTED_AT

    program = open_program()
    rehearsal = program.archive.begin(CASE, FORMAT, STARTED_AT)
    recording = program.archive.recording(rehearsal.id)
    with wave.open(str(spoken(ANSWER))) as sound, Recording(recording) as kept:
        samples = sound.readframes(sound.getnframes())
        kept.append(samples + bytes(64_000) + samples)
    program.archive.keep_recorded(rehearsal.id, kept.seconds)
    said: queue.SimpleQueue[Message] = queue.SimpleQueue()
    draft = program.archive.draft(rehearsal.id)
    stenographer = Stenographer(
        order_transcript(recording, SPHINX), lambda: program.start_helper("transcribe", said.put), draft
    )
    while not stenographer.words:
        stenographer.hear(said.get(timeout=60))
    while not (heard := program.archive.draft(rehearsal.id).open("sphinx", "")).segments:
        stenographer.hear(said.get(timeout=60))
    stenographer.leave()
    assert 0 < heard.heard_seconds < kept.seconds - 1
    done = rostrum("rehearsals", "recover")
    assert done.returncode == 0, done.stderr
    transcript = program.archive.transcript(rehearsal.id)
    assert transcript.segments[: len(heard.segments)] == heard.segments
    assert error_rate(f"{ANSWER} {ANSWER}", transcript.text) <= 0.3
    assert not list((home / "rehearsals" / rehearsal.id).glob("*draft*"))


def test_a_named_microphone_is_the_one_that_is_heard(sound_card: SoundCard, rostrum: Run, tmp_path: Path) -> None:
    sound_card.control("set-default-source", "loudspeaker.monitor")
    try:
        source = subprocess.Popen(
            ["paplay", "--device=mouth", "--raw", "--rate=16000", "--channels=1", "--format=s16le", "/dev/urandom"],
            env={**os.environ, **sound_card.environment},
        )
        named = rostrum("record", tmp_path / "named.wav", "--seconds", "1", "--device", "microphone")
        default = rostrum("record", tmp_path / "default.wav", "--seconds", "1")
    finally:
        source.terminate()
        source.wait(10)
        sound_card.control("set-default-source", "microphone")
    assert "recording from microphone" in named.stderr
    check_loud_and_clear(tmp_path / "named.wav")
    assert "exactly zero" in default.stderr


def test_a_microphone_that_is_unplugged_ends_the_recording_and_keeps_it(sound_card: SoundCard, tmp_path: Path) -> None:
    module = sound_card.control("load-module", "module-null-sink", "sink_name=usb").strip()
    recorder = subprocess.Popen(
        [sys.executable, "-m", "desktop", "record", str(tmp_path / "out.wav"), "--device", "usb.monitor"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    assert recorder.stderr is not None
    while b"recording from usb.monitor" not in recorder.stderr.readline():
        assert recorder.poll() is None
    time.sleep(1)
    sound_card.control("unload-module", module)
    said = recorder.stderr.read().decode()
    assert recorder.wait(30) == 4
    recorder.stderr.close()
    assert "no sound comes from it any more" in said
    assert "Traceback" not in said
    with wave.open(str(tmp_path / "out.wav")) as sound:
        assert sound.getnframes() > 8000


def test_a_recording_made_elsewhere_becomes_a_rehearsal_and_can_be_heard_again(
    rostrum: Run, spoken_by_espeak: Callable[[str], Path], whisper_mini: Path, home: Path, tmp_path: Path
) -> None:
    answer = spoken_by_espeak(ESPEAK_ANSWER)
    assert rostrum("rehearsals", "import", answer).returncode == 3
    done = rostrum("rehearsals", "import", answer, "--case", "global-inventory-sync", "--engine", "sphinx")
    assert done.returncode == 0, done.stderr
    rehearsal_id = done.stdout.split()[0]
    folder = home / "rehearsals" / rehearsal_id
    # The case's vocabulary reaches Whisper as hotwords, which the small model does not know: it may say anything.
    again = rostrum("rehearsals", "retranscribe", rehearsal_id, "--model", whisper_mini)
    assert again.returncode == 0, again.stderr
    engines = [json.loads((folder / name).read_text())["engine"] for name in ("transcript.1.json", "transcript.json")]
    assert engines == ["sphinx", "whisper"]
    out = tmp_path / "for-my-mentor"
    assert rostrum("rehearsals", "export", rehearsal_id, out).returncode == 0
    assert "here already" in rostrum("rehearsals", "import", out).stderr
    other = {"ROSTRUM_HOME": str(tmp_path / "other")}
    taken = rostrum("rehearsals", "import", out, **other)
    assert taken.returncode == 0, taken.stderr
    assert rehearsal_id in rostrum("rehearsals", "list", **other).stdout


def test_an_import_tells_how_far_it_is_and_can_be_stopped(spoken: Callable[[str], Path]) -> None:
    from desktop.practice.importing import ImportStopped, import_recording

    program = open_program()
    told: list[tuple[float, float]] = []
    import_recording(
        spoken(ANSWER), CASE, program.archive, program.start_helper, lambda done, total: told.append((done, total))
    )
    assert told == sorted(told)
    assert told[-1][0] == pytest.approx(told[-1][1], abs=0.2)
    (kept,) = program.archive.rehearsals()
    assert kept.state is State.RECORDED
    with pytest.raises(ImportStopped, match="as you asked"):
        import_recording(spoken(ANSWER), CASE, program.archive, program.start_helper, cancelled=lambda: True)
    assert program.archive.rehearsals() == (kept,)


def test_a_recording_goes_on_with_another_microphone(sound_card: SoundCard, tmp_path: Path) -> None:
    from speech.journal import read_journal
    from speech.recording import recorded_seconds

    out = tmp_path / "out.wav"
    module = sound_card.control("load-module", "module-null-sink", "sink_name=usb").strip()
    program = open_program()
    said: queue.SimpleQueue[Message] = queue.SimpleQueue()

    def record(device: str, continues: bool) -> Helping:
        helper = program.start_helper("record", said.put)
        helper.send(Record(str(out), device, journal_path=str(tmp_path / "journal"), continues=continues))
        while not isinstance(heard := said.get(timeout=30), RecordingStarted):
            assert not isinstance(heard, Failed)
        return helper

    record("usb.monitor", continues=False)
    sound_card.control("unload-module", module)
    while not isinstance(heard := said.get(timeout=30), RecordingStopped):
        pass
    before = out.read_bytes()[44:]
    assert len(before) == round(heard.recorded_seconds * 32_000) > 0
    while not isinstance(said.get(timeout=30), HelperEnded):
        pass
    helper = record("microphone", continues=True)
    while not (isinstance(level := said.get(timeout=30), LevelMeasured) and level.recorded_seconds > 0.5):
        pass
    assert level.recorded_seconds > heard.recorded_seconds
    helper.send(StopRecording())
    while not isinstance(said.get(timeout=30), HelperEnded):
        pass
    assert out.read_bytes()[44:][: len(before)] == before
    assert recorded_seconds(out) > heard.recorded_seconds + 0.3
    events = [(entry.event, entry.facts.get("device")) for entry in read_journal(tmp_path / "journal")]
    assert events[0] == ("started", "usb.monitor")
    assert ("continued", "microphone") in events[1:]
    second = next(entry for entry in read_journal(tmp_path / "journal") if entry.event == "continued")
    assert second.at_seconds == pytest.approx(heard.recorded_seconds, abs=0.001)


def test_an_interview_goes_on_with_another_microphone_and_keeps_both_halves(
    sound_card: SoundCard, spoken: Callable[[str], Path]
) -> None:
    first, second = "the hard limit is that nobody pays twice", "we gain a fast checkout but we give up freshness"
    module = sound_card.control("load-module", "module-null-sink", "sink_name=usb").strip()
    program = open_program()
    program.home.make()
    sitting = Sitting(
        CASE, CASE.formats[0], SPHINX, program.home.spoken, speak_question=False, microphone="usb.monitor"
    )
    conductor = Conductor(sitting, program.archive, program.start_helper, lambda: datetime.now(UTC))
    give_up_at = time.monotonic() + 90

    def run_until(done: Callable[[View], bool]) -> View:
        while not done(view := conductor.step(time.monotonic())):
            assert time.monotonic() < give_up_at, view
            time.sleep(0.02)
        return view

    try:
        conductor.begin(time.monotonic())
        run_until(lambda view: view.stage is Stage.LISTENING)
        environment = {**os.environ, **sound_card.environment}
        subprocess.run(["paplay", "--device=usb", str(spoken(first))], env=environment, check=True)
        sound_card.control("unload-module", module)
        lost = run_until(lambda view: view.stage is Stage.INTERRUPTED)
        assert "usb.monitor" in str(lost.problem)
        conductor.continue_with("microphone", time.monotonic())
        run_until(lambda view: view.stage is Stage.LISTENING)
        sound_card.speak(spoken(second)).wait(30)
        conductor.end(time.monotonic())
        view = run_until(lambda view: view.finished)
    finally:
        conductor.leave()
    assert view.problem is None
    assert view.rehearsal is not None
    heard = program.archive.transcript(view.rehearsal.id).text
    assert error_rate(f"{first} {second}", heard) <= 0.4, heard


def test_an_import_that_fails_leaves_nothing(rostrum: Run, tmp_path: Path) -> None:
    (tmp_path / "noise.mp3").write_bytes(os.urandom(4000))
    done = rostrum("rehearsals", "import", tmp_path / "noise.mp3", "--case", "global-inventory-sync")
    assert done.returncode == 3
    assert "noise.mp3" in done.stderr
    assert "No rehearsal yet" in rostrum("rehearsals", "list").stdout
