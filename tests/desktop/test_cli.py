"""The command line as a user meets it: a process, its exit code, its two outputs."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
pytestmark = pytest.mark.real

STRONG = (
    "Before I draw anything, the hard limit is that no shopper may ever pay for a unit that is already gone. "
    "For ninety five percent of products the count is at most two seconds old. "
    "I choose a short delay over instant updates: we gain a fast checkout, but we give up perfect freshness on search."
)


def fails(done: "subprocess.CompletedProcess[str]", code: int, *names: str) -> None:
    """Check the exit code and that the error is one line with these words."""
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr
    for name in names:
        assert name in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["demo"],
        ["cases"],
        ["check"],
        ["record"],
        ["transcribe"],
        ["score"],
        ["rehearsals"],
        ["diagram"],
        ["diagram", "score"],
        ["diagram", "export"],
        ["rehearsals", "list"],
        ["doctor"],
        ["erase"],
    ],
)
def test_every_command_takes_help(rostrum: Run, command: list[str]) -> None:
    done = rostrum(*command, "--help")
    assert done.returncode == 0
    assert "usage: rostrum" in done.stdout


def test_no_screen_is_one_line(rostrum: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    fails(rostrum(), 4, "no screen", "rostrum --help")


def test_wrong_usage_is_two(rostrum: Run) -> None:
    assert rostrum("sing").returncode == 2
    assert rostrum("record").returncode == 2
    assert rostrum("record", "x.wav", "--seconds", "-1").returncode == 2


def test_cases_as_json_are_the_contract(rostrum: Run) -> None:
    listed = json.loads(rostrum("cases", "--json").stdout)
    assert {entry["track"] for entry in listed} == {
        "bigcommerce-system-design",
        "bigcommerce-ai-ml",
        "bmw-system-design",
    }
    for entry in listed:
        assert {"id", "track", "title", "formats"} <= set(entry)
    only = json.loads(rostrum("cases", "--track", "bmw-system-design", "--json").stdout)
    assert {entry["track"] for entry in only} == {"bmw-system-design"}
    assert only[0]["id"] in rostrum("cases").stdout


def test_cases_of_no_track(rostrum: Run) -> None:
    fails(rostrum("cases", "--track", "baking"), 3, "baking", "bmw-system-design")


def test_a_users_broken_case_is_told_and_stops_nothing(rostrum: Run, home: Path) -> None:
    (home / "cases").mkdir(parents=True)
    (home / "cases" / "mine.toml").write_text("title = 3\nsurprise = true\n")
    done = rostrum("cases", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)
    assert "mine.toml" in done.stderr
    assert "surprise" in done.stderr


def test_check_names_file_key_and_mend(rostrum: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("titel = 'x'\n")
    done = rostrum("check", broken)
    assert done.returncode == 3
    assert any("broken.toml" in line and "titel" in line for line in done.stdout.splitlines())


def test_a_new_case_is_fine_as_it_is_and_never_written_over(rostrum: Run, home: Path) -> None:
    (home / "cases").mkdir(parents=True)
    mine = home / "cases" / "mine.toml"
    assert rostrum("cases", "new", mine).returncode == 0
    assert rostrum("check", mine).returncode == 0
    assert "parking-guidance" in rostrum("cases").stdout
    fails(rostrum("cases", "new", mine), 3, "is there already")


def test_check_passes_the_library(rostrum: Run) -> None:
    root = Path(__file__).parents[2]
    done = rostrum("check", root / "cases" / "library", root / "rubrics" / "library")
    assert done.returncode == 0, done.stdout
    assert "fine" in done.stdout


def test_check_of_a_file_that_is_not_there(rostrum: Run, tmp_path: Path) -> None:
    done = rostrum("check", tmp_path / "none.toml")
    assert done.returncode == 3
    assert "none.toml" in done.stdout + done.stderr


def test_score_as_json_is_the_contract(rostrum: Run) -> None:
    done = rostrum("score", "-", "--case", "global-inventory-sync", "--json", stdin=STRONG)
    assert done.returncode == 0, done.stderr
    score = json.loads(done.stdout)
    assert {"overall", "band", "pillars", "delivery", "signals", "talking_points", "advice"} <= set(score)
    assert 0 <= score["overall"] <= 100
    for signal in score["signals"]:
        assert STRONG[signal["start"] : signal["end"]] == signal["quote"]
    assert {"opening.constraint", "metric.quantified", "tradeoff.explicit"} <= {
        entry["id"] for entry in score["signals"]
    }
    assert {point["state"] for point in score["talking_points"]} <= {"made", "partly", "missed"}


def test_score_writes_a_report(rostrum: Run, tmp_path: Path) -> None:
    answer, report = tmp_path / "answer.txt", tmp_path / "report.html"
    answer.write_text(STRONG + " <script>alert(1)</script>", "utf-8")
    done = rostrum("score", answer, "--html", report)
    assert done.returncode == 0, done.stderr
    html = report.read_text("utf-8")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


@pytest.mark.parametrize("suffix", ["json", "srt", "vtt"])
def test_a_transcript_is_scored_with_its_seconds(rostrum: Run, tmp_path: Path, suffix: str) -> None:
    from speech.transcript_files import write_transcript
    from tests.desktop.examples import transcript

    path = tmp_path / f"answer.{suffix}"
    path.write_text(write_transcript(transcript(*STRONG.split(". ")), suffix), "utf-8")
    done = rostrum("score", path, "--json")
    assert done.returncode == 0, done.stderr
    signals = json.loads(done.stdout)["signals"]
    assert signals
    assert all(signal["seconds"] >= 1 for signal in signals)


def test_score_batch_answers_line_by_line(rostrum: Run) -> None:
    lines = [
        {"id": 1, "text": STRONG, "kind": "answer", "case": "global-inventory-sync"},
        {"id": "two", "text": "I like boats.", "kind": "snippet"},
        "nonsense",
        {"id": "four", "kind": "answer"},
        {"id": "five", "text": "naïve 🚀 " + STRONG, "kind": "answer"},
        {"id": "six", "text": STRONG, "kind": "answer", "case": "no-such-case"},
        {"id": "seven", "text": STRONG, "kind": "song"},
        {"id": "eight", "text": "", "kind": "answer"},
    ]
    given = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    done = rostrum("score", "--batch", stdin=given.encode() + b"\n\xff\xfe\n")
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(lines) + 1
    assert [answer["id"] for answer in answers[:2]] == [1, "two"]
    for number in (2, 3, 5, 6, 8):
        assert answers[number]["error"], answers[number]
    assert answers[3]["id"] == "four"
    for number in (0, 4):
        text = lines[number]["text"]  # type: ignore[index]
        assert answers[number]["signals"]
        for signal in answers[number]["signals"]:
            assert text[signal["start"] : signal["end"]] == signal["quote"]
    assert answers[0]["overall"] > 0


def test_score_of_what_is_not_text(rostrum: Run, tmp_path: Path) -> None:
    path = tmp_path / "answer.txt"
    path.write_bytes(b"\xff\xfe\x00binary")
    fails(rostrum("score", path), 3, "answer.txt", "UTF-8")


def test_score_of_nothing(rostrum: Run, tmp_path: Path) -> None:
    fails(rostrum("score", "-", stdin="  \n"), 3, "no words")
    fails(rostrum("score", tmp_path / "none.txt"), 3, "none.txt")
    fails(rostrum("score"), 2, "FILE")
    fails(rostrum("score", "x.txt", "--batch"), 2, "--batch")


@pytest.mark.parametrize(
    ("name", "content"), [("a.json", "{"), ("a.json", "{}"), ("a.srt", "no caption"), ("a.vtt", "")]
)
def test_score_of_a_broken_transcript(rostrum: Run, tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    fails(rostrum("score", tmp_path / name), 3, name)


def test_score_for_a_case_that_is_not_there(rostrum: Run) -> None:
    fails(rostrum("score", "-", "--case", "global-inventory-sink", stdin=STRONG), 3, "global-inventory-sync")


@pytest.mark.parametrize("content", [b"", b"RIFF", os.urandom(3000), b"plain text in a wav"])
def test_transcribe_what_is_not_audio(rostrum: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "answer.wav"
    path.write_bytes(content)
    fails(rostrum("transcribe", path), 3, "answer.wav")


def test_transcribe_what_is_not_there(rostrum: Run, tmp_path: Path) -> None:
    fails(rostrum("transcribe", tmp_path / "none.wav"), 3, "none.wav", "no such file")
    fails(rostrum("transcribe", tmp_path), 3, "folder")


def test_transcribe_without_a_model(rostrum: Run, tmp_path: Path) -> None:
    fails(rostrum("transcribe", "x.wav", "--engine", "whisper"), 4, "no Whisper model")
    fails(rostrum("transcribe", "x.wav", "--model", tmp_path), 4, "model.bin")


@pytest.fixture
def cut_off_model(tmp_path: Path, whisper_mini: Path) -> Path:
    for file in whisper_mini.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes()[:1000] if file.name == "model.bin" else file.read_bytes())
    return tmp_path


def test_a_model_that_does_not_load(rostrum: Run, cut_off_model: Path) -> None:
    demo = Path(__file__).parents[2] / "desktop" / "practice" / "demo_answer.flac"
    fails(rostrum("transcribe", demo, "--model", cut_off_model), 4, "does not load")


@pytest.mark.parametrize("answers", [1, 2])
def test_an_interview_from_files_ends_when_its_model_does_not_load(
    rostrum: Run, cut_off_model: Path, answers: int
) -> None:
    demo = Path(__file__).parents[2] / "desktop" / "practice" / "demo_answer.flac"
    given = ["--answer", demo] * answers
    done = rostrum("rehearse", "ev-charging", *given, "--model", cut_off_model, "--speed", "20", "--silent")
    assert done.returncode == 4
    assert "does not load" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_no_sound_card(rostrum: Run, no_sound_card: None, tmp_path: Path) -> None:
    fails(rostrum("record", tmp_path / "out.wav", "--seconds", "1"), 4, "microphone", "rostrum doctor")
    assert not (tmp_path / "out.wav").exists()


def test_a_microphone_of_another_name(rostrum: Run, no_sound_card: None, tmp_path: Path) -> None:
    fails(rostrum("record", tmp_path / "out.wav", "--device", "nonesuch"), 4, "nonesuch")


def test_recording_over_a_file_is_refused(rostrum: Run, tmp_path: Path) -> None:
    (tmp_path / "out.wav").write_text("precious")
    fails(rostrum("record", tmp_path / "out.wav", "--seconds", "1"), 5, "out.wav", "is there already")
    assert (tmp_path / "out.wav").read_text() == "precious"


def test_doctor_says_what_is_missing(rostrum: Run, no_sound_card: None) -> None:
    done = rostrum("doctor", "--json")
    assert done.returncode == 4
    parts = {part["part"]: part for part in json.loads(done.stdout)}
    assert not parts["microphone"]["ok"]
    assert parts["microphone"]["mend"]
    assert parts["recogniser"]["ok"]


def test_doctor_goes_on_without_a_home(rostrum: Run, no_sound_card: None, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = rostrum("doctor", "--json", ROSTRUM_HOME=str(tmp_path / "file"))
    assert done.returncode == 4
    parts = {part["part"]: part for part in json.loads(done.stdout)}
    assert not parts["folder"]["ok"]
    assert "ROSTRUM_HOME" in parts["folder"]["found"]


def test_broken_settings_are_one_line(rostrum: Run, home: Path) -> None:
    home.mkdir()
    (home / "settings.json").write_text("{")
    fails(rostrum("cases"), 3, "settings.json")


def test_a_home_that_is_a_file(rostrum: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    fails(rostrum("rehearsals", "list", ROSTRUM_HOME=str(tmp_path / "file")), 4, "ROSTRUM_HOME")


def test_a_home_on_a_read_only_mount(tmp_path: Path) -> None:
    folder = tmp_path / "mount"
    folder.mkdir()
    script = (
        f'mount -t tmpfs -o ro none "{folder}" && exec env ROSTRUM_HOME="{folder}/home" '
        f'"{sys.executable}" -m desktop rehearsals list'
    )
    probe = subprocess.run(["unshare", "-rm", "true"], capture_output=True)
    if probe.returncode:
        pytest.skip("this machine does not allow private mounts")
    done = subprocess.run(["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True)
    fails(done, 4, "read-only", "ROSTRUM_HOME")


def test_an_unknown_rehearsal(rostrum: Run) -> None:
    fails(rostrum("rehearsals", "show", "20200101-000000-abcdef"), 3, "rostrum rehearsals list")
    fails(rostrum("rehearsals", "delete", "../../etc"), 3, "../../etc")


def test_a_reader_that_goes_away_is_no_error(home: Path) -> None:
    command = f'"{sys.executable}" -m desktop cases --json | head -c 1'
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True)
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_ctrl_c_is_130(tmp_path: Path) -> None:
    import signal

    process = subprocess.Popen(
        [sys.executable, "-m", "desktop", "score", "--batch"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b'{"id": 1, "text": "hello there", "kind": "snippet"}\n')
    process.stdin.flush()
    assert process.stdout.readline()
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 130
    assert process.stderr is not None
    assert process.stderr.read() == b"rostrum: stopped\n"
    for stream in (process.stdin, process.stdout, process.stderr):
        stream.close()


def test_a_closed_standard_input_is_one_line(home: Path) -> None:
    for arguments in ("score -", "score --batch"):
        command = f'"{sys.executable}" -m desktop {arguments} <&-'
        done = subprocess.run(["sh", "-c", command], capture_output=True, text=True)
        fails(done, 3, "standard input is closed")


def test_odd_input_is_one_line(rostrum: Run, tmp_path: Path, home: Path) -> None:
    (tmp_path / "deep.toml").write_text("a = " + "[" * 5000)
    done = rostrum("check", tmp_path / "deep.toml")
    assert (done.returncode, done.stderr) == (3, "")
    fails(rostrum("cases", ROSTRUM_HOME="~nosuchuser/x"), 4, "ROSTRUM_HOME")
    fails(rostrum("models", "download", "tiny.en", "--host", "foo"), 5, "https://")
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "model.bin").write_text("precious")
    (home / "models").mkdir(parents=True, exist_ok=True)
    (home / "models" / "mine").symlink_to(mine)
    assert rostrum("models", "remove", "mine").returncode == 0
    assert (mine / "model.bin").exists()
    line = rostrum("score", "--batch", stdin='{"id": NaN, "text": "a"}\n').stdout
    assert json.loads(line, parse_constant=pytest.fail)["error"]


def test_recording_touches_no_other_file(rostrum: Run, no_sound_card: None, tmp_path: Path) -> None:
    for name in ("x.journal.jsonl", "x.ballast"):
        (tmp_path / name).write_text("precious")
    assert rostrum("record", tmp_path / "x.wav").returncode == 4
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["x.ballast", "x.journal.jsonl"]
    assert (tmp_path / "x.ballast").read_text() == "precious"


def test_a_processor_is_chosen_only_after_a_trial(rostrum: Run, whisper_mini: Path, home: Path) -> None:
    (home / "models").mkdir(parents=True)
    (home / "models" / "small.en").symlink_to(whisper_mini)
    tried = rostrum("models", "processor", "cpu")
    assert tried.returncode == 0, tried.stderr
    assert "cpu: one second of sound took" in tried.stdout
    if not shutil.which("nvidia-smi"):
        # The real failure of a machine without a graphics card; what was chosen before stays.
        fails(rostrum("models", "processor", "cuda"), 4, "cuda: does not run small.en")
    assert json.loads((home / "settings.json").read_text())["processor"] == "cpu"
