import json
import os
import shutil
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desktop.home import Home
from desktop.practice import index
from desktop.practice.archive import Archive, ArchiveError
from desktop.practice.index import Hit, Index, IndexUnusable
from desktop.practice.recovery import recover, unfinished
from desktop.practice.rehearsal import Rehearsal, State
from speech.errors import RecordingFailed
from speech.recording import Recording
from tests.desktop.examples import CASE, FORMAT, STARTED_AT, transcript


@pytest.fixture
def place(home: Path) -> Home:
    place = Home(home)
    place.make()
    return place


@pytest.fixture
def archive(place: Home) -> Archive:
    return Archive(place.rehearsals, place.trash, Index(place.index))


def begin(archive: Archive) -> Rehearsal:
    return archive.begin(CASE, FORMAT, STARTED_AT)


def test_a_rehearsal_is_on_the_disk_before_the_first_sample(archive: Archive) -> None:
    rehearsal = begin(archive)
    assert rehearsal.state is State.RECORDING
    assert rehearsal.started_at == "2026-03-05T14:30:15+00:00"
    assert archive.rehearsal(rehearsal.id) == rehearsal
    assert archive.rehearsals() == (rehearsal,)


def test_each_step_is_kept(archive: Archive) -> None:
    rehearsal = begin(archive)
    archive.keep_recorded(rehearsal.id, 12.5)
    heard = transcript("we must never sell a space twice")
    kept = archive.keep_transcript(rehearsal.id, heard)
    assert (kept.state, kept.recorded_seconds, kept.engine, kept.model) == (
        State.TRANSCRIBED,
        12.5,
        "whisper",
        "base.en",
    )
    assert archive.transcript(rehearsal.id) == heard
    assert archive.rehearsals() == (kept,)


def test_two_rehearsals_in_one_second_are_two(archive: Archive) -> None:
    assert begin(archive).id != begin(archive).id
    assert len(archive.rehearsals()) == 2


def test_files_are_private(archive: Archive, place: Home) -> None:
    rehearsal = begin(archive)
    archive.keep_transcript(rehearsal.id, transcript("a b"))
    for path in [place.index, *place.rehearsals.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_delete_can_be_undone(archive: Archive) -> None:
    rehearsal = begin(archive)
    archive.keep_transcript(rehearsal.id, transcript("a b"))
    archive.delete(rehearsal.id)
    assert archive.rehearsals() == ()
    with pytest.raises(ArchiveError, match="there is no rehearsal"):
        archive.rehearsal(rehearsal.id)
    assert archive.restore(rehearsal.id).state is State.TRANSCRIBED
    assert archive.transcript(rehearsal.id).text == "a b"


def test_restoring_over_a_copy_that_was_taken_in_again_loses_neither(
    archive: Archive, place: Home, tmp_path: Path
) -> None:
    rehearsal = begin(archive)
    copy = shutil.copytree(archive.folder(rehearsal.id), tmp_path / "copy")
    (archive.folder(rehearsal.id) / "score.json").write_text("of the first")
    archive.delete(rehearsal.id)
    archive.adopt(copy)
    assert archive.restore(rehearsal.id) == rehearsal
    assert (archive.folder(rehearsal.id) / "score.json").read_text() == "of the first"
    # The copy lies where the first one lay, and comes back in the same way.
    assert [entry.name for entry in place.trash.iterdir()] == [rehearsal.id]
    archive.restore(rehearsal.id)
    assert not (archive.folder(rehearsal.id) / "score.json").exists()
    assert [found.id for found in archive.rehearsals()] == [rehearsal.id]


def test_the_index_is_made_again_from_the_folders(archive: Archive, place: Home) -> None:
    rehearsals = {begin(archive).id, begin(archive).id}
    place.index.write_bytes(b"no database at all, " * 100)
    with pytest.raises(IndexUnusable, match="rebuild"):
        archive.rehearsals()
    assert archive.rebuild() == ()
    assert {rehearsal.id for rehearsal in archive.rehearsals()} == rehearsals


def test_a_broken_folder_does_not_stop_the_others(archive: Archive, place: Home) -> None:
    good, broken = begin(archive), begin(archive)
    (place.rehearsals / broken.id / "rehearsal.json").write_text("{")
    (problem,) = archive.rebuild()
    assert broken.id in problem
    assert archive.rehearsals() == (good,)


def test_many_may_make_the_index_at_once(place: Home) -> None:
    for _ in range(20):
        index_ = Index(place.index)
        index_.clear()
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(lambda _: Index(place.index).rehearsals(), range(8))) == [()] * 8


def test_an_index_of_a_newer_program_is_left_alone(archive: Archive, place: Home) -> None:
    import sqlite3

    begin(archive)
    with sqlite3.connect(place.index) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(IndexUnusable, match="newer"):
        archive.rehearsals()


@pytest.mark.parametrize("name", ["", ".", "..", "../secret", "a/b", "/etc", ".hidden"])
def test_a_name_never_leads_outside(archive: Archive, name: str) -> None:
    with pytest.raises(ArchiveError):
        archive.folder(name)
    with pytest.raises(ArchiveError):
        archive.delete(name)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"id": 3}', "\x00", '{"state": "lost", "band": null}'])
def test_a_broken_rehearsal_is_one_clear_line(archive: Archive, place: Home, content: str) -> None:
    rehearsal = begin(archive)
    (place.rehearsals / rehearsal.id / "rehearsal.json").write_text(content)
    with pytest.raises(ArchiveError) as error:
        archive.rehearsal(rehearsal.id)
    assert "\n" not in str(error.value)
    assert rehearsal.id in str(error.value)


def test_a_write_that_fails_leaves_the_old_file(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    rehearsal = begin(archive)

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        archive.keep_recorded(rehearsal.id, 3)
    assert archive.rehearsal(rehearsal.id) == rehearsal


def test_a_recording_that_was_cut_off_is_found_and_made_whole(archive: Archive) -> None:
    rehearsal = begin(archive)
    recording = Recording(archive.recording(rehearsal.id))
    recording.append(bytes(64_000))
    assert unfinished(archive) == ()  # it is being recorded
    with pytest.raises(ArchiveError, match="is being recorded"):
        archive.delete(rehearsal.id)
    with pytest.raises(RecordingFailed, match="is being recorded"):
        recover(archive, rehearsal)
    assert archive.rehearsal(rehearsal.id).state is State.RECORDING
    os.close(recording._descriptor)  # as when the process dies
    assert unfinished(archive) == (rehearsal,)
    assert recover(archive, rehearsal)
    kept = archive.rehearsal(rehearsal.id)
    assert (kept.state, kept.recorded_seconds) == (State.RECORDED, 2.0)
    assert recover(archive, rehearsal)
    assert archive.rehearsal(rehearsal.id) == kept


def test_the_folder_is_the_contract(archive: Archive, place: Home) -> None:
    rehearsal = begin(archive)
    document = json.loads((place.rehearsals / rehearsal.id / "rehearsal.json").read_text())
    assert document["question"] == CASE.question.text
    assert document["case_title"] == "Parking <for> all"


def test_a_rehearsal_whose_row_is_missing_is_found_by_its_folder(archive: Archive, place: Home) -> None:
    rehearsal = begin(archive)
    archive.keep_transcript(rehearsal.id, transcript("a b"))
    place.index.unlink()
    assert [found.id for found in archive.rehearsals()] == [rehearsal.id]
    (place.rehearsals / ".DS_Store").write_text("")
    (place.rehearsals / "notes.txt").write_text("")
    assert archive.rebuild() == ()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rehearsal.json", {"band": [1]}),
        ("rehearsal.json", {"started_at": "yesterday"}),
        ("rehearsal.json", {"recorded_seconds": "long"}),
        ("rehearsal.json", {"overall": []}),
        ("transcript.json", {"segments": 5}),
    ],
)
def test_a_broken_copy_is_one_line_and_leaves_nothing(
    archive: Archive, place: Home, tmp_path: Path, name: str, content: dict[str, object]
) -> None:
    good, rehearsal = begin(archive), begin(archive)
    archive.keep_transcript(rehearsal.id, transcript("a b"))
    folder = place.rehearsals / rehearsal.id
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    shutil.rmtree(folder)
    facts = json.loads((copy / name).read_text())
    (copy / name).write_text(json.dumps({**facts, **content}))
    with pytest.raises(ArchiveError) as error:
        archive.adopt(copy)
    assert name in str(error.value)
    assert "\n" not in str(error.value)
    assert [found.id for found in archive.rehearsals()] == [good.id]
    shutil.copytree(copy, folder)
    (problem,) = archive.rebuild()
    assert rehearsal.id in problem
    assert [found.id for found in archive.rehearsals()] == [good.id]


def test_an_older_transcript_travels_with_its_rehearsal(archive: Archive, place: Home, tmp_path: Path) -> None:
    rehearsal = begin(archive)
    archive.keep_transcript(rehearsal.id, transcript("first"))
    archive.keep_transcript(rehearsal.id, transcript("second"))
    copy = tmp_path / "copy"
    shutil.copytree(place.rehearsals / rehearsal.id, copy)
    for _ in range(2):
        archive.delete(rehearsal.id)
        archive.adopt(copy)
    assert "first" in (place.rehearsals / rehearsal.id / "transcript.1.json").read_text()
    assert archive.transcript(rehearsal.id).text == "second"


def test_what_was_said_is_found_with_its_second(archive: Archive) -> None:
    first, second = begin(archive), begin(archive)
    archive.keep_transcript(first.id, transcript("we start with goals", "the hard constraint is trust"))
    archive.keep_transcript(second.id, transcript("nobody constrains us"))
    (hit,) = archive.search("Hard constraints")
    assert hit == Hit(first.id, 5.0, "the hard constraint is trust")
    assert {hit.rehearsal_id for hit in archive.search("constra")} == {first.id, second.id}
    archive.keep_transcript(first.id, transcript("another take"))
    assert archive.search("hard constraint") == ()
    archive.delete(second.id)
    assert archive.search("constra") == ()


@pytest.mark.parametrize(
    "words", ["", "   ", '"', "AND", "NEAR(", "*", "a* OR", "words:spoken", "'; DROP TABLE passage"]
)
def test_nothing_that_is_searched_for_is_an_operator(archive: Archive, words: str) -> None:
    archive.keep_transcript(begin(archive).id, transcript("we must never sell a space twice"))
    assert archive.search(words) == ()


def test_an_index_of_the_first_version_is_filled_again_from_the_folders(archive: Archive, place: Home) -> None:
    rehearsal = begin(archive)
    archive.keep_transcript(rehearsal.id, transcript("the hard constraint"))
    place.index.unlink()
    with sqlite3.connect(place.index) as old:
        old.executescript(f"{index._MIGRATIONS[0]} PRAGMA user_version = 1;")
        old.execute("INSERT INTO spoken VALUES ('gone', 'old words')")
    old.close()
    assert [found.id for found in archive.rehearsals()] == [rehearsal.id]
    assert [hit.rehearsal_id for hit in archive.search("constraint")] == [rehearsal.id]


def test_the_trash_is_emptied_for_good(archive: Archive, place: Home) -> None:
    rehearsal = begin(archive)
    archive.delete(rehearsal.id)
    archive.empty_trash()
    assert list(place.trash.iterdir()) == []
    with pytest.raises(ArchiveError, match="not in the trash"):
        archive.restore(rehearsal.id)
