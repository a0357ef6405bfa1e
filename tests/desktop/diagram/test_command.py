"""`rostrum diagram` as a user meets it."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.practice.diagram.document import read_diagram, write_diagram
from desktop.practice.diagram.drawing import rebuild
from desktop.practice.diagram.journal import event_line
from speech.transcript_files import transcript_document, write_transcript
from tests.desktop.diagram.examples import RIGHT, RIGHT_SAID, WRONG, WRONG_SAID
from tests.desktop.test_cli import fails

Run = Callable[..., "subprocess.CompletedProcess[str]"]
pytestmark = pytest.mark.real


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, events, transcript in (("right", RIGHT, RIGHT_SAID), ("wrong", WRONG, WRONG_SAID)):
        (tmp_path / f"{name}.journal.jsonl").write_bytes(b"".join(map(event_line, events)))
        (tmp_path / f"{name}.json").write_text(write_diagram(rebuild(events)), "utf-8")
        (tmp_path / f"{name}.transcript.json").write_text(json.dumps(transcript_document(transcript)), "utf-8")
    (tmp_path / "wrong.srt").write_text(write_transcript(WRONG_SAID, "srt"), "utf-8")
    return tmp_path


def test_a_right_run_through(rostrum: Run, folder: Path) -> None:
    done = rostrum("diagram", "score", folder / "right.journal.jsonl", "--transcript", folder / "right.transcript.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "8 boxes, 7 arrows",
        "Annotated: latency 7 of 7, cost 7 of 7, risk 7 of 7",
        "First box at 00:12, first limit at 00:01",
        "Drawn in silence: 0 s",
        "Nothing to mend was found.",
    ]


def test_each_mistake_has_its_second_and_element(rostrum: Run, folder: Path) -> None:
    arguments = ["diagram", "score", folder / "wrong.journal.jsonl", "--transcript", folder / "wrong.transcript.json"]
    done = rostrum(*arguments)
    assert done.returncode == 0
    assert "  00:52  Nothing is drawn for the moment Payment provider fails. Draw what" in done.stdout
    assert "\u201cCheckout asks pricing and that call takes eighty milliseconds at a small cost\u201d" in done.stdout
    document = json.loads(rostrum(*arguments, "--json", "--case", "checkout-latency-budget").stdout)
    assert {mark["kind"] for mark in document["marks"]} == {
        "constraint_late", "never_drawn", "silent_drawing", "single_point", "control_plane_on_path",
        "latency_contradicted", "never_spoken", "not_annotated",
    }  # fmt: skip
    assert document["unjudged"] == []
    captions = rostrum(*arguments[:3], "--transcript", folder / "wrong.srt", "--json")
    assert "latency_contradicted" in captions.stdout


def test_a_diagram_alone_says_what_was_not_looked_at(rostrum: Run, folder: Path) -> None:
    done = rostrum("diagram", "score", folder / "right.json")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-3:] == [
        "Nothing to mend was found.", "Not looked at", "  What was said: there is no transcript.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("format_", "begins"),
    [("svg", "<svg "), ("mermaid", "flowchart LR\n"), ("csv", "component,metric,"), ("json", "{\n")],
)
def test_exports(rostrum: Run, folder: Path, format_: str, begins: str) -> None:
    printed = rostrum("diagram", "export", folder / "right.journal.jsonl", "--format", format_)
    assert (printed.returncode, printed.stderr) == (0, "")
    assert printed.stdout.startswith(begins)
    out = folder / f"out.{format_}"
    written = rostrum("diagram", "export", folder / "right.journal.jsonl", "--format", format_, "--out", out)
    assert written.stdout == f"{out}\n"
    assert out.read_text("utf-8") == printed.stdout
    fails(
        rostrum("diagram", "export", folder / "right.json", "--format", format_, "--out", out), 3, "is there already"
    )  # fmt: skip


def test_what_was_exported_is_read_again(rostrum: Run, folder: Path) -> None:
    printed = rostrum("diagram", "export", folder / "wrong.journal.jsonl", "--json").stdout
    assert read_diagram(printed.encode(), "d") == rebuild(WRONG)


def test_a_half_written_last_line_is_dropped(rostrum: Run, folder: Path) -> None:
    journal = folder / "right.journal.jsonl"
    journal.write_bytes(journal.read_bytes() + b'{"second": 99, "eve')
    assert rostrum("diagram", "score", journal).stdout.startswith("8 boxes, 7 arrows\n")


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ('{"boxes": [', ("no valid JSON", "column 11")),
        ('{"boxes": [{"id": "a", "name": "A", "kind": "servce"}]}', ("boxes[0].kind", "did you mean service?")),
        ('{"boxes": [], "arrows": [{"id": "x", "from": "a", "to": "b"}]}', ("arrows[0].from", "draw the box first")),
        ('{"second": 1, "event": "box_drawn", "box": {"id": "a", "name": "A\\u202e"}}\n', ("line 1", "U+202E")),
        ('{"second": 1, "event": "undone"}\n', ("line 1", "nothing to undo")),
        ("\x00\x00", ("no valid JSON",)),
    ],
)
def test_bad_files_are_told_with_place_and_mend(rostrum: Run, tmp_path: Path, content: str, names: tuple[str]) -> None:
    file = tmp_path / "d.json"
    file.write_text(content, "utf-8")
    for action in ("score", "export"):
        done = rostrum("diagram", action, file)
        assert (done.returncode, done.stdout) == (3, "")
        for name in ("d.json", *names):
            assert name in done.stderr
        assert "Traceback" not in done.stderr


def test_other_bad_input(rostrum: Run, folder: Path) -> None:
    fails(rostrum("diagram", "score", folder / "nowhere.json"), 3, "nowhere.json")
    fails(rostrum("diagram", "score", folder), 3, str(folder), "is a directory")
    fails(rostrum("diagram", "score", folder / "right.json", "--case", "nobody"), 3, "nobody")
    fails(
        rostrum("diagram", "score", folder / "right.json", "--transcript", folder / "right.json"), 3, "no transcript"
    )  # fmt: skip
    (folder / "empty.txt").write_text("")
    fails(rostrum("diagram", "score", folder / "right.json", "--transcript", folder / "empty.txt"), 3, "no words")
    fails(rostrum("diagram", "export", folder / "right.json", "--out", folder / "no" / "d.svg"), 3, "d.svg")
    assert rostrum("diagram", "draw").returncode == 2
    assert rostrum("diagram", "export", folder / "right.json", "--format", "png").returncode == 2
