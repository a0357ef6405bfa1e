import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from subprocess import CompletedProcess
from typing import Protocol

import pytest

from desktop.practice.archive import Archive, ArchiveError
from desktop.practice.bundle import copy_folder, open_bundle, write_bundle
from desktop.practice.diagram.events import BoxDrawn
from desktop.practice.diagram.journal import DiagramJournal
from desktop.practice.diagram.model import Box
from desktop.practice.exporting import Form, WithSound, export
from desktop.practice.marking import mark, write_report_again
from desktop.program import Program, open_program, program_in
from desktop.settings import Settings
from speech.audio_file import decode, duration_seconds
from speech.recording import Recording
from speech.transcript_files import read_captions
from tests.desktop.examples import CASE, FORMAT, STARTED_AT, transcript

HEARD = transcript(
    "=cmd before boxes the hard limit is that nothing is sold <b>twice</b>", "it costs ten dollars | a day"
)


class Run(Protocol):
    def __call__(self, *arguments: str | Path) -> CompletedProcess[str]: ...


@pytest.fixture
def program() -> Program:
    opened = open_program()
    rehearsal = opened.archive.begin(CASE, FORMAT, STARTED_AT)
    with Recording(opened.archive.recording(rehearsal.id)) as recording:
        recording.append(bytes(range(256)) * 250)
    opened.archive.keep_recorded(rehearsal.id, recording.seconds)
    opened.archive.keep_transcript(rehearsal.id, HEARD)
    mark(opened.archive, opened.scorer, CASE, rehearsal.id)
    return opened


def id_of(program: Program) -> str:
    (rehearsal,) = program.archive.rehearsals()
    return rehearsal.id


def exported(program: Program, out: Path, sound: WithSound = WithSound.INSIDE) -> str:
    export(program.archive, program.scorer.rubric, id_of(program), out, program.start_helper, sound)
    return out.read_text("utf-8")


def other_archive(folder: Path) -> Archive:
    return program_in(folder, Settings()).archive


def test_a_rehearsal_goes_through_one_file_and_comes_back_the_same(program: Program, tmp_path: Path) -> None:
    here, there = program.archive, other_archive(tmp_path / "other")
    (here.folder(id_of(program)) / "notes-of-mine.doc").write_text("private")
    with DiagramJournal(here.diagram_journal(id_of(program))) as journal:
        drawn = journal.take(BoxDrawn(3, Box("b1", "Meter")))
    taken = open_bundle(there, write_bundle(here, id_of(program), tmp_path / "for my mentor.rostrum"))
    with DiagramJournal(there.diagram_journal(taken.id)) as journal:
        assert journal.recorded.diagram == drawn
    assert taken == here.rehearsal(taken.id)
    assert there.transcript(taken.id) == here.transcript(taken.id)
    assert there.score(taken.id) == here.score(taken.id)
    assert there.recording(taken.id).read_bytes() == here.recording(taken.id).read_bytes()
    assert there.rehearsals() == here.rehearsals()
    assert not (there.folder(taken.id) / "notes-of-mine.doc").exists()
    assert {path.stat().st_mode & 0o777 for path in there.folder(taken.id).iterdir()} == {0o600}
    with pytest.raises(ArchiveError, match="is here already"):
        open_bundle(there, tmp_path / "for my mentor.rostrum")


@pytest.mark.parametrize(
    "name", ["../rehearsal.json", "/rehearsal.json", "a/rehearsal.json", "evil.exe", "rehearsal.json/"]
)
def test_a_bundle_with_another_file_is_refused(program: Program, tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "odd.rostrum", "w") as bundle:
        bundle.writestr(name, "{}")
    with pytest.raises(ArchiveError, match="is no file of a rehearsal"):
        open_bundle(program.archive, tmp_path / "odd.rostrum")
    assert len(program.archive.rehearsals()) == 1


def test_a_report_from_elsewhere_is_written_anew(program: Program, tmp_path: Path) -> None:
    rehearsal_id = id_of(program)
    program.archive.report(rehearsal_id).write_text("<script>sends(document.body.innerText)</script>")
    there = program_in(tmp_path / "other", Settings())
    taken = open_bundle(there.archive, write_bundle(program.archive, rehearsal_id, tmp_path / "odd.rostrum"))
    assert not there.archive.report(taken.id).exists()
    write_report_again(there.archive, there.scorer, taken.id)
    assert "sends(" not in there.archive.report(taken.id).read_text("utf-8")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("recorded_seconds", float("inf")),
        ("recorded_seconds", 10**400),
        ("case_title", "\ud800"),
        ("case_title", "a\x1b[2J"),
    ],
    ids=["endless", "huge", "half a sign", "escape"],
)
def test_facts_that_cannot_be_are_refused_and_block_nothing(
    program: Program, tmp_path: Path, key: str, value: object
) -> None:
    folder = copy_folder(program.archive, id_of(program), tmp_path / "odd")
    document = json.loads((folder / "rehearsal.json").read_text())
    (folder / "rehearsal.json").write_text(json.dumps({**document, "id": "other", key: value}))
    with pytest.raises(ArchiveError, match="not a rehearsal"):
        program.archive.adopt(folder)
    assert len(program.archive.rehearsals()) == 1


def test_a_page_touches_no_sound_of_the_users(program: Program, tmp_path: Path) -> None:
    (tmp_path / "talk.m4a").write_text("precious")
    exported(program, tmp_path / "talk.html")
    with pytest.raises(ArchiveError, match=r"talk\.m4a: is there already"):
        (tmp_path / "talk.html").unlink()
        exported(program, tmp_path / "talk.html", WithSound.BESIDE)
    assert (tmp_path / "talk.m4a").read_text() == "precious"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a zip at all" * 100])
def test_what_is_no_bundle_is_one_line(program: Program, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd.rostrum").write_bytes(content)
    with pytest.raises(ArchiveError, match=r"odd\.rostrum: is no whole rehearsal file"):
        open_bundle(program.archive, tmp_path / "odd.rostrum")


def test_a_bundle_cut_off_anywhere_leaves_nothing(program: Program, tmp_path: Path) -> None:
    whole = write_bundle(program.archive, id_of(program), tmp_path / "whole.rostrum").read_bytes()
    there = other_archive(tmp_path / "other")
    for cut in range(0, len(whole), 997):
        (tmp_path / "cut.rostrum").write_bytes(whole[:cut])
        with pytest.raises(ArchiveError):
            open_bundle(there, tmp_path / "cut.rostrum")
    damaged = bytearray(whole)
    damaged[len(whole) // 2] ^= 0xFF
    (tmp_path / "damaged.rostrum").write_bytes(damaged)
    with pytest.raises(ArchiveError):
        open_bundle(there, tmp_path / "damaged.rostrum")
    assert there.rehearsals() == ()
    assert not list((tmp_path / "other" / "rehearsals").iterdir())


def test_a_bundle_that_unpacks_without_end_is_refused(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.practice.bundle._MOST_BYTES", 1_000_000)
    with zipfile.ZipFile(tmp_path / "bomb.rostrum", "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("answer.wav", bytes(5_000_000))
    with pytest.raises(ArchiveError, match="more than a rehearsal can be"):
        open_bundle(program.archive, tmp_path / "bomb.rostrum")


def test_nothing_is_written_over(program: Program, tmp_path: Path) -> None:
    for name in ("out.rostrum", "out.html", "out"):
        (tmp_path / name).write_text("precious")
    with pytest.raises(ArchiveError, match="is there already"):
        write_bundle(program.archive, id_of(program), tmp_path / "out.rostrum")
    with pytest.raises(ArchiveError, match="is there already"):
        exported(program, tmp_path / "out.html")
    with pytest.raises(ArchiveError, match="is there already"):
        copy_folder(program.archive, id_of(program), tmp_path / "out")
    with pytest.raises(ArchiveError, match="wants one of the endings"):
        exported(program, tmp_path / "out.docx")
    assert {path.read_text() for path in tmp_path.glob("out*")} == {"precious"}


def test_a_page_carries_its_sound(program: Program, tmp_path: Path) -> None:
    page = exported(program, tmp_path / "inside.html")
    assert 'src="data:audio/mp4;base64,' in page
    assert [path.name for path in tmp_path.glob("inside*")] == ["inside.html"]
    page = exported(program, tmp_path / "beside.html", WithSound.BESIDE)
    assert 'src="beside.m4a"' in page
    assert duration_seconds(tmp_path / "beside.m4a") == pytest.approx(2.0, abs=0.2)
    assert b"".join(decode(tmp_path / "beside.m4a"))
    assert "<audio" not in exported(program, tmp_path / "none.html", WithSound.NONE)


def test_each_form_holds_the_answer(program: Program, tmp_path: Path) -> None:
    forms = {form: exported(program, tmp_path / f"answer.{form}") for form in Form}
    assert all("hard" in text for text in forms.values())
    assert json.loads(forms[Form.JSON])["transcript"]["segments"][0]["words"][0]["text"] == "=cmd"
    assert read_captions(forms[Form.WEBVTT]).text == HEARD.text
    # SubRip knows no escaping: what looks like a tag is one to every player.
    assert read_captions(forms[Form.SUBRIP]).text == HEARD.text.replace("<b>", "").replace("</b>", "")
    assert "\\<b\\>twice" in forms[Form.MARKDOWN]
    assert r"ten dollars \| a day" in forms[Form.MARKDOWN]
    rows = list(csv.DictReader(io.StringIO(forms[Form.TABLE])))
    assert {row["signal"] for row in rows} == {
        finding.signal for finding in program.archive.score(id_of(program)).findings
    }


def test_no_cell_is_a_formula(program: Program, tmp_path: Path) -> None:
    score = program.archive.score(id_of(program))
    hostile = replace(score, findings=tuple(replace(entry, quote="=1+1") for entry in score.findings))
    program.archive.keep_score(id_of(program), hostile)
    rows = list(csv.DictReader(io.StringIO(exported(program, tmp_path / "table.csv"))))
    assert rows
    assert {row["quote"] for row in rows} == {"'=1+1"}


def test_the_command_exports_and_imports(program: Program, rostrum: Run, tmp_path: Path) -> None:
    for name in ("one.rostrum", "page.html", "folder"):
        done = rostrum("rehearsals", "export", id_of(program), tmp_path / name)
        assert (done.returncode, done.stderr) == (0, "")
        assert (tmp_path / name).exists()
    rehearsal_id = id_of(program)
    assert rostrum("rehearsals", "delete", rehearsal_id).returncode == 0
    done = rostrum("rehearsals", "import", tmp_path / "one.rostrum")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(rehearsal_id)
    done = rostrum("rehearsals", "export", rehearsal_id, tmp_path / "one.rostrum")
    assert done.returncode == 3
    assert "is there already" in done.stderr
