import fcntl
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.home import Home
from desktop.practice.archive import Archive
from desktop.practice.erasing import ErasingRefused, Erasure, erase, erasure_in_words
from desktop.practice.index import Index
from desktop.settings import Settings, save_settings
from speech.recording import Recording
from tests.desktop.examples import CASE, FORMAT, STARTED_AT, transcript

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def full(home: Path) -> Home:
    """A home in which something of everything is kept."""
    place = Home(home)
    place.make()
    archive = Archive(place.rehearsals, place.trash, Index(place.index))
    first, second = (archive.begin(CASE, FORMAT, STARTED_AT) for _ in range(2))
    archive.recording(first.id).write_bytes(b"RIFF")
    archive.interview_journal(first.id).write_text("{}")
    archive.keep_transcript(first.id, transcript())
    archive.delete(second.id)
    save_settings(place.settings, Settings(theme="dark"))
    place.settings.with_suffix(".broken.json").write_text("{")
    (place.spoken / "q.wav").write_bytes(b"RIFF")
    (place.logs / "record.log").write_text("said")
    place.removed_cases.mkdir()
    for folder in (place.models / "base.en", place.cases / "pack", place.removed_cases / "old"):
        folder.mkdir()
        (folder / "file").write_text("kept")
    return place


def left(place: Home) -> list[str]:
    return sorted(str(path.relative_to(place.root)) for path in place.root.rglob("*") if path.is_file())


CASES = ["cases/pack/file", "removed-cases/old/file"]
MODEL = ["models/base.en/file"]
KEPT = sorted([*CASES, *MODEL])


@pytest.mark.parametrize(
    ("erasure", "kept"),
    [
        (Erasure(), KEPT),
        (Erasure(models=True), CASES),
        (Erasure(cases=True), MODEL),
        (Erasure(models=True, cases=True), []),
    ],
)
def test_everything_is_gone_but_what_was_not_asked_for(full: Home, erasure: Erasure, kept: list[str]) -> None:
    erase(full, erasure)
    assert left(full) == kept
    assert full.root.exists() is bool(kept)
    # Once more does no harm.
    erase(full, erasure)


def test_no_place_is_forgotten(full: Home) -> None:
    """Whoever adds a folder to the home says whether it goes."""
    named = {getattr(full, name) for name, value in vars(Home).items() if isinstance(value, property)}
    assert named <= set(Erasure(models=True, cases=True).places(full))


def test_what_is_not_ours_stays(full: Home, tmp_path: Path) -> None:
    (full.root / "letter.txt").write_text("mine")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious").write_text("mine")
    (full.rehearsals / "link").symlink_to(elsewhere)
    erase(full, Erasure(models=True, cases=True))
    assert left(full) == ["letter.txt"]
    assert (elsewhere / "precious").exists()


def test_a_folder_on_another_disk_is_emptied(full: Home, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    full.rehearsals.rename(elsewhere)
    full.rehearsals.symlink_to(elsewhere)
    erase(full, Erasure())
    assert list(elsewhere.iterdir()) == []


def test_nothing_is_erased_while_somebody_records(full: Home) -> None:
    before = left(full)
    folder = full.rehearsals / "20261120-180412-abcdef"
    folder.mkdir()
    recording = Recording(folder / "answer.wav")
    with pytest.raises(ErasingRefused, match=r"20261120-180412-abcdef: is being recorded.*Nothing was erased"):
        erase(full, Erasure())
    assert set(before) < set(left(full))
    recording.finish()
    erase(full, Erasure())
    assert left(full) == KEPT


@pytest.mark.skipif(os.geteuid() == 0, reason="root may remove everything")
def test_what_cannot_be_removed_is_named_and_all_else_goes(full: Home) -> None:
    full.logs.chmod(0o500)
    with pytest.raises(ErasingRefused, match=r"record\.log: cannot be removed"):
        erase(full, Erasure())
    full.logs.chmod(0o700)
    assert left(full) == sorted([*KEPT, "logs/record.log"])


def test_what_cannot_be_removed_is_told_in_one_line(full: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.name == "record.log":
            raise PermissionError(13, "Permission denied")
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(ErasingRefused, match=r"record\.log: cannot be removed \(permission denied\); close what"):
        erase(full, Erasure())
    assert left(full) == sorted([*KEPT, "logs/record.log"])


def test_what_goes_is_said_in_words(full: Home) -> None:
    assert erasure_in_words(full, Erasure(cases=True)) == (
        "1 rehearsal with its recordings and reports, 1 more in the trash, the index, the logs, all settings and "
        "1 case or pack of your own"
    )


@pytest.mark.real
def test_the_command_wants_a_yes_and_really_erases(rostrum: Run, full: Home) -> None:
    before = left(full)
    asked = rostrum("erase", "--models")
    assert (asked.returncode, len(asked.stderr.splitlines())) == (2, 1)
    assert "1 rehearsal" in asked.stderr
    assert "--yes" in asked.stderr
    assert left(full) == before
    done = rostrum("erase", "--models", "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert left(full) == CASES


@pytest.mark.real
def test_the_command_stops_at_another_programs_lock(rostrum: Run, full: Home) -> None:
    (folder,) = full.rehearsals.iterdir()
    with (folder / "answer.wav").open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        refused = rostrum("erase", "--yes")
    assert (refused.returncode, len(refused.stderr.splitlines())) == (5, 1)
    assert f"{folder.name}: is being recorded" in refused.stderr
    assert (folder / "transcript.json").exists()
