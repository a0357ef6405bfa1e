"""Killed before each line of ours: recording, keeping, compressing, recovering, deleting."""

import wave
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.practice.archive import Archive, ArchiveError
from desktop.practice.bookmarks import Bookmark
from desktop.practice.index import Index
from desktop.practice.recovery import recover, unfinished
from desktop.practice.rehearsal import State
from rubrics.corrections import Corrections, WordChange
from rubrics.loader import load_rubric
from rubrics.model import Score
from rubrics.scorer import Scorer
from rubrics.text import Passage
from speech import recording as recording_module
from speech.audio_file import decode
from speech.compression import compress
from speech.recording import Recording, repair
from speech.transcript import Segment, Transcript, Word
from tests.desktop.examples import CASE, FORMAT, STARTED_AT
from tests.faults import ramp
from tests.killed_at_each_step import kill_at_each_step

pytestmark = pytest.mark.real
SAMPLES = ramp(1)
HEARD = Transcript("sphinx", "en-us", "en", (Segment(0.0, 1.0, (Word("latency", 0.0, 1.0, 0.9),)),))


@pytest.fixture
def numbered(tmp_path: Path) -> Iterator[Callable[[], Path]]:
    """Give a fresh folder each time."""

    def folders() -> Iterator[Path]:
        number = 0
        while True:
            number += 1
            folder = tmp_path / str(number)
            folder.mkdir()
            yield folder

    made = folders()
    yield lambda: next(made)


def open_archive(folder: Path) -> Archive:
    for name in ("rehearsals", "trash"):
        (folder / name).mkdir(exist_ok=True)
    return Archive(folder / "rehearsals", folder / "trash", Index(folder / "index.sqlite"))


def recorded_archive(folder: Path) -> tuple[Archive, str]:
    """Return an archive with one rehearsal whose recorder was killed."""
    archive = open_archive(folder)
    rehearsal = archive.begin(CASE, FORMAT, STARTED_AT)
    with Recording(archive.recording(rehearsal.id)) as recording:
        recording.append(SAMPLES)
    with archive.recording(rehearsal.id).open("ab") as file:
        file.write(b"x")
    return archive, rehearsal.id


def test_a_recording(numbered: Callable[[], Path], every: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # Each append brings the header up to date.
    monkeypatch.setattr(recording_module, "_SYNC_EVERY_SECONDS", 0.0)
    paths: list[Path] = []

    def prepare() -> Callable[[], object]:
        paths.append(numbered() / "answer.wav")
        return record

    def record() -> None:
        with Recording(paths[-1]) as recording:
            for start in range(0, len(SAMPLES), 8000):
                recording.append(SAMPLES[start : start + 8000])
                paths[-1].with_suffix(".acknowledged").write_text(str(start + 8000))

    def check(step: int) -> None:
        path, told = paths[-1], paths[-1].with_suffix(".acknowledged")
        if not told.exists():
            return
        repair(path)
        with wave.open(str(path)) as sound:
            kept = sound.readframes(sound.getnframes())
        assert kept == SAMPLES[: len(kept)], step
        assert len(kept) >= int(told.read_text() or 0), step

    assert kill_at_each_step(prepare, check, every) > 50


def test_going_on_with_a_recording(numbered: Callable[[], Path], every: int) -> None:
    paths: list[Path] = []

    def prepare() -> Callable[[], object]:
        paths.append(numbered() / "answer.wav")
        with Recording(paths[-1]) as recording:
            recording.append(SAMPLES)
        return continues

    def continues() -> None:
        with Recording(paths[-1], continues=True) as recording:
            recording.append(SAMPLES)

    def check(step: int) -> None:
        repair(paths[-1])
        kept = b"".join(decode(paths[-1]))
        assert kept in (SAMPLES, SAMPLES * 2), step

    assert kill_at_each_step(prepare, check, every) > 30


def test_a_conversion_to_flac(numbered: Callable[[], Path], every: int) -> None:
    paths: list[Path] = []

    def prepare() -> Callable[[], object]:
        paths.append(numbered() / "answer.wav")
        with Recording(paths[-1]) as recording:
            recording.append(SAMPLES)
        return lambda: compress(paths[-1])

    def check(step: int) -> None:
        path = paths[-1]
        there = [file for file in (path, path.with_suffix(".flac")) if file.exists()]
        assert there, step
        assert all(b"".join(decode(file)) == SAMPLES for file in there), step
        if path.exists():
            # Done again, it ends well.
            assert b"".join(decode(compress(path))) == SAMPLES, step

    assert kill_at_each_step(prepare, check, every) > 30


def test_a_recovery_and_what_is_kept_after_it(numbered: Callable[[], Path], every: int) -> None:
    folders: list[Path] = []
    score: Score = Scorer(load_rubric()).score(Passage.from_transcript(HEARD))

    def finish(archive: Archive) -> None:
        for rehearsal in unfinished(archive):
            if recover(archive, rehearsal):
                archive.keep_transcript(rehearsal.id, HEARD)
            archive.keep_score(rehearsal.id, score)

    def prepare() -> Callable[[], object]:
        folders.append(numbered())
        recorded_archive(folders[-1])
        return lambda: finish(open_archive(folders[-1]))

    def check(step: int) -> None:
        archive = open_archive(folders[-1])
        assert archive.rebuild() == (), step
        finish(archive)
        (rehearsal,) = archive.rehearsals()
        assert (rehearsal.state, rehearsal.recorded_seconds) == (State.SCORED, 1.0), step
        assert archive.transcript(rehearsal.id) == HEARD, step
        assert archive.score(rehearsal.id).overall == score.overall, step
        assert b"".join(decode(archive.recording(rehearsal.id))) == SAMPLES, step

    assert kill_at_each_step(prepare, check, every) > 100


def test_hearing_it_again_never_leaves_an_answer_without_its_transcript(
    numbered: Callable[[], Path], every: int
) -> None:
    archives: list[tuple[Archive, str]] = []
    again = replace(HEARD, engine="whisper")

    def prepare() -> Callable[[], object]:
        archive, rehearsal_id = recorded_archive(numbered())
        archive.keep_recorded(rehearsal_id, 1.0)
        archive.keep_transcript(rehearsal_id, HEARD)
        archives.append((archive, rehearsal_id))
        return lambda: archive.keep_transcript(rehearsal_id, again)

    def check(step: int) -> None:
        archive, rehearsal_id = archives[-1]
        assert archive.transcript(rehearsal_id) in (HEARD, again), step

    assert kill_at_each_step(prepare, check, every) > 20


def test_writing_a_note_leaves_the_old_ones_or_the_new(numbered: Callable[[], Path], every: int) -> None:
    archives: list[tuple[Archive, str]] = []
    first = (Bookmark(1, 0.2, "first"),)
    both = (*first, Bookmark(2, 0.8, "second"))

    def prepare() -> Callable[[], object]:
        archive, rehearsal_id = recorded_archive(numbered())
        archive.keep_bookmarks(rehearsal_id, first)
        archives.append((archive, rehearsal_id))
        return lambda: archive.keep_bookmarks(rehearsal_id, both)

    def check(step: int) -> None:
        archive, rehearsal_id = archives[-1]
        assert archive.bookmarks(rehearsal_id) in (first, both), step

    assert kill_at_each_step(prepare, check, every) > 20


def test_a_correction_never_leaves_a_score_of_other_words(numbered: Callable[[], Path], every: int) -> None:
    archives: list[tuple[Archive, str]] = []
    scorer = Scorer(load_rubric())
    put_right = Corrections((WordChange(0, 0, "latency", "the latency"),))

    def prepare() -> Callable[[], object]:
        archive, rehearsal_id = recorded_archive(numbered())
        archive.keep_recorded(rehearsal_id, 1.0)
        archive.keep_transcript(rehearsal_id, HEARD)
        archive.keep_score(rehearsal_id, scorer.score(Passage.from_transcript(HEARD)))
        archives.append((archive, rehearsal_id))
        return lambda: archive.keep_corrections(rehearsal_id, put_right)

    def check(step: int) -> None:
        archive, rehearsal_id = archives[-1]
        scored = archive.rehearsal(rehearsal_id).state is State.SCORED
        assert not scored or archive.corrections(rehearsal_id) == Corrections(), step

    assert kill_at_each_step(prepare, check, every) > 20


def test_deleting_and_bringing_back(numbered: Callable[[], Path], every: int) -> None:
    archives: list[tuple[Path, str]] = []

    def prepare() -> Callable[[], object]:
        folder = numbered()
        archive, rehearsal_id = recorded_archive(folder)
        archives.append((folder, rehearsal_id))

        def delete_and_restore() -> None:
            archive.delete(rehearsal_id)
            archive.restore(rehearsal_id)

        return delete_and_restore

    def check(step: int) -> None:
        folder, rehearsal_id = archives[-1]
        archive = open_archive(folder)
        try:
            archive.rehearsal(rehearsal_id)
        except ArchiveError:
            archive.restore(rehearsal_id)
        assert [rehearsal.id for rehearsal in archive.rehearsals()] == [rehearsal_id], step
        assert archive.recording(rehearsal_id).stat().st_size == len(SAMPLES) + 45, step

    assert kill_at_each_step(prepare, check, every) > 20
