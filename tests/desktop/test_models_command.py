import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
pytestmark = pytest.mark.real


def test_models_are_listed_and_removed(rostrum: Run, home: Path, whisper_mini: Path) -> None:
    import shutil

    assert rostrum("models", "where").stdout.strip() == str(home / "models")
    shutil.copytree(whisper_mini, home / "models" / "mine")
    listed = rostrum("models", "list").stdout
    assert "mine" in listed
    assert "base.en" in listed
    assert rostrum("models", "remove", "mine").returncode == 0
    assert not (home / "models" / "mine").exists()


@pytest.mark.parametrize("name", ["mine", "../models", ".hidden"])
def test_what_is_not_installed_is_not_removed(rostrum: Run, home: Path, name: str) -> None:
    (home / "models").mkdir(parents=True)
    done = rostrum("models", "remove", name)
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert (home / "models").exists()


def test_a_download_that_cannot_be_is_one_line(rostrum: Run) -> None:
    unknown = rostrum("models", "download", "gigantic")
    assert (unknown.returncode, len(unknown.stderr.splitlines())) == (3, 1)
    nobody = rostrum("models", "download", "tiny.en", "--host", "http://127.0.0.1:9")
    assert (nobody.returncode, len(nobody.stderr.splitlines())) == (5, 1)
