"""The journal: what was taken is on the disk, whatever kills the program, and is read back as it was."""

import math
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings

from desktop.practice.diagram import journal as journal_module
from desktop.practice.diagram.document import DiagramError
from desktop.practice.diagram.drawing import Refused, rebuild, sift
from desktop.practice.diagram.events import BoxDrawn, Event, Undone
from desktop.practice.diagram.journal import DiagramJournal, event_line, is_journal, read_journal
from desktop.practice.diagram.model import Box
from tests.desktop.diagram.examples import CHECKOUT, PRICING, RIGHT, SHOPPER
from tests.desktop.diagram.sequences import ANY, LIKELY
from tests.killed_at_each_step import kill_at_each_step


def take_all(path: Path, events: tuple[Event, ...]) -> None:
    with DiagramJournal(path) as journal:
        for event in events:
            journal.take(event)


@given(ANY | LIKELY)
def test_what_is_read_back_is_what_happened(events: list[Event]) -> None:
    in_order = sorted(events, key=lambda event: 0.0 if math.isnan(event.second) else event.second)
    diagram, happened, _ = sift(in_order)
    recorded = read_journal(b"".join(map(event_line, happened)), "j")
    assert recorded.problems == ()
    assert recorded.diagram == diagram
    assert [type(event) for event in recorded.events] == [type(event) for event in happened]
    for read, event in zip(recorded.events, happened, strict=True):
        assert read.second == pytest.approx(event.second, abs=0.001)


@given(LIKELY)
@settings(max_examples=20)
def test_a_journal_that_is_gone_on_with_is_one(tmp_path_factory: pytest.TempPathFactory, events: list[Event]) -> None:
    path = tmp_path_factory.mktemp("journal") / "d.jsonl"
    _, happened, _ = sift(sorted(events, key=lambda event: event.second))
    half = len(happened) // 2
    take_all(path, happened[:half])
    take_all(path, happened[half:])
    assert read_journal(path.read_bytes(), "j").diagram == rebuild(happened)
    assert path.stat().st_mode & 0o077 == 0


def test_a_last_line_cut_off_anywhere_costs_that_event_alone(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    take_all(path, RIGHT)
    content = path.read_bytes()
    last = content.rstrip(b"\n").rfind(b"\n") + 1
    for end in range(last, len(content)):
        whole = end == len(content) - 1
        recorded = read_journal(content[:end], "j")
        assert recorded.problems == ()
        assert recorded.events == (RIGHT if whole else RIGHT[:-1]), content[last:end]
        path.write_bytes(content[:end])
        with DiagramJournal(path) as journal:
            journal.take(BoxDrawn(90, Box("new", "New")))
        again = read_journal(path.read_bytes(), "j")
        assert again.problems == ()
        assert again.events == (*recorded.events, BoxDrawn(90, Box("new", "New")))


def test_a_line_that_cannot_be_read_is_a_problem_and_the_others_are_used(tmp_path: Path) -> None:
    lines = [event_line(event) for event in RIGHT]
    lines[3] = b'{"second": 24, "event": "box_drwn"}\n'
    lines.insert(8, b"\x00\xff\n")
    recorded = read_journal(b"".join(lines), "d.jsonl")
    told = [str(problem) for problem in recorded.problems]
    assert told[0] == 'd.jsonl: line 4: nobody knows "box_drwn": did you mean box_drawn?'
    # Without its box an arrow leads nowhere.
    assert told[1].startswith('d.jsonl: line 8: to: there is no box "y": ')
    assert told[2].startswith("d.jsonl: line 9: no valid JSON")
    assert len(told) == 3
    assert set(recorded.diagram.boxes) == {"u", "c", "p", "f", "k", "l", "s"}
    path = tmp_path / "d.jsonl"
    path.write_bytes(b"".join(lines))
    with DiagramJournal(path) as journal:
        assert len(journal.recorded.problems) == 3
        journal.take(BoxDrawn(90, Box("new", "New")))
    assert path.read_bytes().startswith(b"".join(lines))


def test_time_never_goes_back(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    take_all(path, (BoxDrawn(5, SHOPPER), BoxDrawn(3, CHECKOUT)))
    assert [event.second for event in read_journal(path.read_bytes(), "j").events] == [5, 5]
    turned = event_line(BoxDrawn(5, SHOPPER)) + event_line(BoxDrawn(3, CHECKOUT))
    assert [event.second for event in read_journal(turned, "j").events] == [5, 5]


def test_what_is_refused_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    with DiagramJournal(path) as journal:
        journal.take(BoxDrawn(1, SHOPPER))
        content = path.read_bytes()
        with pytest.raises(Refused):
            journal.take(BoxDrawn(2, SHOPPER))
        assert path.read_bytes() == content
        assert journal.take(Undone(3)).boxes == {}


def test_a_full_disk_is_told_and_spoils_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "d.jsonl"
    with DiagramJournal(path) as journal:
        journal.take(BoxDrawn(1, SHOPPER))
        content, write = path.read_bytes(), os.write

        def half_full(descriptor: int, data: bytes) -> int:
            if len(data) > 20:
                return write(descriptor, data[:20])
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(journal_module.os, "write", half_full)
        with pytest.raises(DiagramError, match="no space left on device"):
            journal.take(BoxDrawn(2, CHECKOUT))
        monkeypatch.undo()
        assert path.read_bytes() == content
        assert set(journal.recorded.diagram.boxes) == {"u"}
        assert set(journal.take(BoxDrawn(3, PRICING)).boxes) == {"u", "p"}


def test_no_folder_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(DiagramError, match="cannot be written"):
        DiagramJournal(tmp_path / "nowhere" / "d.jsonl")


def test_which_files_are_journals() -> None:
    assert is_journal(b'{"second": 1, "event": "undone"}\n')
    assert not is_journal(b'{"boxes": []}')
    assert not is_journal(b"")
    assert not is_journal(b"\xff\xfe")
    assert not is_journal(b"[" * 100_000)


_DRAW_WITHOUT_END = """
import sys
from pathlib import Path
from desktop.practice.diagram.events import ArrowDrawn, BoxDrawn
from desktop.practice.diagram.journal import DiagramJournal
from desktop.practice.diagram.model import Arrow, Box

with DiagramJournal(Path(sys.argv[1])) as journal:
    for number in range(1, 9000):
        journal.take(BoxDrawn(number, Box(f"b{number}", "Box " * 15)))
        print(f"b{number}", flush=True)
        if number > 1:
            journal.take(ArrowDrawn(number, Arrow(f"a{number}", f"b{number - 1}", f"b{number}", note="long " * 60)))
            print(f"a{number}", flush=True)
"""


@pytest.mark.real
@pytest.mark.parametrize("elements", [1, 7, 40, 111])
def test_a_killed_program_loses_no_drawn_element(tmp_path: Path, elements: int) -> None:
    path = tmp_path / "d.jsonl"
    process = subprocess.Popen([sys.executable, "-c", _DRAW_WITHOUT_END, path], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    drawn = {process.stdout.readline().strip() for _ in range(elements)}
    process.send_signal(signal.SIGKILL)
    drawn |= set(process.stdout.read().split())
    process.stdout.close()
    assert process.wait() == -signal.SIGKILL
    recorded = read_journal(path.read_bytes(), "j")
    assert recorded.problems == ()
    there = {*recorded.diagram.boxes, *recorded.diagram.arrows}
    assert drawn <= there
    # The one that was on its way when it was killed may be there as well.
    assert len(there - drawn) <= 1


@pytest.mark.real
def test_killed_before_each_line_nothing_taken_is_lost(tmp_path: Path, every: int) -> None:
    path, receipt = tmp_path / "d.jsonl", tmp_path / "receipt"

    def draw() -> None:
        with DiagramJournal(path) as journal:
            for event in RIGHT[:3]:
                journal.take(event)
                with receipt.open("a") as file:
                    file.write("taken\n")

    def prepare() -> "object":
        path.write_bytes(event_line(BoxDrawn(0, Box("first", "First"))) + b'{"second": 1, "eve')
        receipt.write_text("")
        return draw

    def check(step: int) -> None:
        recorded = read_journal(path.read_bytes(), "j")
        assert recorded.problems == (), step
        assert len(recorded.events) - 1 >= receipt.read_text().count("taken"), step
        assert recorded.events[0].second == 0

    assert kill_at_each_step(prepare, check, every) > 20
