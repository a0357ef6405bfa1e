"""Bookmarks and notes: in order, kept whole, put aside when broken, and gone along wherever the rehearsal goes."""

import json
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.practice.archive import Archive, ArchiveError
from desktop.practice.bookmarks import (
    Bookmark,
    bookmarks_document,
    bookmarks_from_document,
    next_number,
    with_bookmark,
    without_bookmark,
)
from desktop.practice.bundle import open_bundle, write_bundle
from desktop.practice.exporting import Form, WithSound, export
from desktop.practice.keeper import Keeper
from desktop.practice.marking import mark, refresh_report
from desktop.program import Program, open_program, program_in
from desktop.settings import Settings
from tests.desktop.examples import CASE, FORMAT, STARTED_AT, transcript

FIRST = Bookmark(1, 12.5, "say <b>whom</b> it is for | \u00e9")
SECOND = Bookmark(2, 4.0)


@pytest.fixture
def program() -> Program:
    opened = open_program()
    rehearsal = opened.archive.begin(CASE, FORMAT, STARTED_AT)
    opened.archive.keep_recorded(rehearsal.id, 20)
    opened.archive.keep_transcript(rehearsal.id, transcript("a car must never wait for a space that is gone"))
    mark(opened.archive, opened.scorer, CASE, rehearsal.id)
    opened.archive.keep_bookmarks(rehearsal.id, (SECOND, FIRST))
    return opened


@pytest.fixture
def archive(program: Program) -> Archive:
    return program.archive


@pytest.fixture
def rehearsal_id(archive: Archive) -> str:
    return archive.rehearsals()[0].id


def test_they_stay_in_the_order_of_the_recording() -> None:
    marked = with_bookmark(with_bookmark((), FIRST), SECOND)
    assert marked == (SECOND, FIRST)
    assert next_number(marked) == 3
    changed = with_bookmark(marked, Bookmark(2, 30.0, "later"))
    assert changed == (FIRST, Bookmark(2, 30.0, "later"))
    assert without_bookmark(changed, 1) == (Bookmark(2, 30.0, "later"),)


def test_what_was_pasted_can_be_written_and_printed() -> None:
    document = json.loads(json.dumps(bookmarks_document((Bookmark(1, 0.0, "a\x1b[2J\ud800\nb"),))))
    (read,) = bookmarks_from_document(document)
    assert read.text == "a [2J \nb"
    read.text.encode()


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"number": True, "at_seconds": 1, "text": ""},
        {"number": 1, "at_seconds": -1, "text": ""},
        {"number": 1, "at_seconds": float("inf"), "text": ""},
        {"number": 1, "at_seconds": "1", "text": ""},
        {"number": 1, "at_seconds": 1, "text": None},
        5,
    ],
)
def test_what_is_no_bookmark_is_refused(entry: object) -> None:
    with pytest.raises(ValueError, match=r"be|bookmarks"):
        bookmarks_from_document({"bookmarks": [entry]})
    twice = {"number": 1, "at_seconds": 1, "text": ""}
    with pytest.raises(ValueError, match="same number"):
        bookmarks_from_document({"bookmarks": [twice, twice]})


def test_a_file_that_cannot_be_read_is_put_aside_and_not_written_over(archive: Archive, rehearsal_id: str) -> None:
    path = archive.folder(rehearsal_id) / "bookmarks.json"
    path.write_bytes(b"{\xff precious")
    with pytest.raises(ArchiveError, match=r"bookmarks\.json"):
        archive.bookmarks(rehearsal_id)
    archive.keep_bookmarks(rehearsal_id, (FIRST,))
    assert archive.bookmarks(rehearsal_id) == (FIRST,)
    assert "precious" in path.with_name("bookmarks.1.json").read_text("utf-8")


def test_hearing_an_answer_again_keeps_them(archive: Archive, rehearsal_id: str) -> None:
    archive.keep_transcript(rehearsal_id, transcript("something else"))
    assert archive.bookmarks(rehearsal_id) == (SECOND, FIRST)


def test_they_go_along_in_the_bundle(archive: Archive, rehearsal_id: str, tmp_path: Path) -> None:
    there = program_in(tmp_path / "other", Settings()).archive
    open_bundle(there, write_bundle(archive, rehearsal_id, tmp_path / "one.rostrum"))
    assert there.bookmarks(rehearsal_id) == (SECOND, FIRST)


def test_broken_ones_are_not_taken_in(archive: Archive, rehearsal_id: str, tmp_path: Path) -> None:
    (archive.folder(rehearsal_id) / "bookmarks.json").write_text('{"bookmarks": 5}')
    bundle = write_bundle(archive, rehearsal_id, tmp_path / "one.rostrum")
    with pytest.raises(ArchiveError, match=r"bookmarks\.json"):
        open_bundle(program_in(tmp_path / "other", Settings()).archive, bundle)


def test_page_text_and_facts_hold_them(program: Program, rehearsal_id: str, tmp_path: Path) -> None:
    written = {
        form: export(
            program.archive, program.scorer.rubric, rehearsal_id, tmp_path / f"out.{form}", program.start_helper,
            WithSound.NONE,
        ).read_text("utf-8")
        for form in (Form.PAGE, Form.MARKDOWN, Form.JSON)
    }  # fmt: skip
    assert "say &lt;b&gt;whom&lt;/b&gt; it is for" in written[Form.PAGE]
    assert 'data-at="12.5"' in written[Form.PAGE]
    assert "- 00:12 say \\<b\\>whom" in written[Form.MARKDOWN]
    assert "- 00:04 (a bookmark)" in written[Form.MARKDOWN]
    assert bookmarks_from_document(json.loads(written[Form.JSON])) == (SECOND, FIRST)


@pytest.mark.real
def test_the_command_shows_them(
    program: Program, rehearsal_id: str, rostrum: Callable[..., "subprocess.CompletedProcess[str]"]
) -> None:
    shown = rostrum("rehearsals", "show", rehearsal_id)
    assert shown.returncode == 0, shown.stderr
    assert "Notes\n  00:04 (a bookmark)\n  00:12 say <b>whom</b> it is for" in shown.stdout


def test_the_report_has_what_was_noted_since(program: Program, rehearsal_id: str) -> None:
    assert "whom" not in program.archive.report(rehearsal_id).read_text("utf-8")
    report = refresh_report(program.archive, program.scorer, rehearsal_id)
    assert "whom" in report.read_text("utf-8")
    program.archive.folder(rehearsal_id).joinpath("bookmarks.json").write_text("{")
    assert "whom" not in refresh_report(program.archive, program.scorer, rehearsal_id).read_text("utf-8")


def test_the_newest_state_is_kept_whoever_writes_it() -> None:
    kept: list[int] = []
    keeper = Keeper(kept.append)
    keeper.write()
    for state in range(50):
        keeper.give(state)
        threading.Thread(target=keeper.write).start()
    keeper.write()
    while threading.active_count() > 1 and not keeper.settled:
        pass
    assert kept[-1] == 49
    assert kept == sorted(kept)
    assert keeper.settled


def test_what_could_not_be_kept_waits() -> None:
    disk = {"full": True}
    kept: list[str] = []

    def keep(state: str) -> None:
        if disk["full"]:
            raise OSError(28, "No space left on device")
        kept.append(state)

    keeper = Keeper(keep)
    keeper.give("a note")
    with pytest.raises(OSError, match="No space"):
        keeper.write()
    assert not keeper.settled
    disk["full"] = False
    keeper.write()
    assert (kept, keeper.settled) == (["a note"], True)
