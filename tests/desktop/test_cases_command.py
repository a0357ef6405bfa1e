"""Cases of one's own, as a user adds, checks and removes them."""

import json
import os
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cases.conftest import GOOD_CASE, GOOD_TRACK

Run = Callable[..., "subprocess.CompletedProcess[str]"]
pytestmark = pytest.mark.real


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "shops"
    folder.mkdir()
    (folder / "track.toml").write_text(GOOD_TRACK)
    (folder / "corner-shop.toml").write_text(GOOD_CASE)
    return folder


def zipped(folder: Path) -> Path:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"{folder.name}/{file.name}")
    return path


def test_the_list_as_json_has_what_each_track_promises(rostrum: Run) -> None:
    listed = json.loads(rostrum("cases", "--json").stdout)
    counts = Counter(case["track"] for case in listed)
    least = {"bigcommerce-system-design": 6, "bigcommerce-ai-ml": 8, "bmw-system-design": 7}
    assert counts.keys() == least.keys()
    assert all(counts[track] >= number for track, number in least.items())
    for case in listed:
        assert case["talking_points"] >= 8, case["id"]
        assert case["vocabulary"] >= 25, case["id"]
        assert case["push_backs"] >= 6, case["id"]
        assert case["outline"] >= 6, case["id"]
        for entry in case["formats"]:
            assert sum(phase["minutes"] for phase in entry["phases"]) == pytest.approx(entry["minutes"]), case["id"]
        if (case["track"], case["kind"]) == ("bmw-system-design", "system"):
            assert {"offline", "dealer", "rollback"} <= set(case["failures"])
            assert case["versions"] == ["consumer-loop", "operations-loop"]
    assert {entry["id"] for case in listed for entry in case["formats"]} >= {
        "system-design", "debrief", "recruiter-screen", "product-case", "leadership", "leadership-long",
        "diagram-run-through", "opening-drill", "push-back-drill", "offer-conversation",
    }  # fmt: skip


@pytest.mark.parametrize("made", [zipped, lambda folder: folder], ids=["zip", "folder"])
def test_a_pack_is_added_shown_and_removed(rostrum: Run, home: Path, pack: Path, made: Callable[[Path], Path]) -> None:
    source = made(pack)
    assert rostrum("check", source).stdout == "2 files are fine\n"
    added = rostrum("cases", "add", source)
    assert (added.returncode, added.stderr) == (0, "")
    assert "rostrum cases remove shops" in added.stdout
    listed = rostrum("cases", "--track", "shops").stdout
    assert "corner-shop" in listed
    assert listed.endswith("Yours: shops\n")
    wrong = rostrum("cases", "remove", "corner-shop")
    assert (wrong.returncode, wrong.stderr) == (
        3,
        "rostrum: corner-shop: it belongs to shops; remove that with: rostrum cases remove shops\n",
    )
    again = rostrum("cases", "add", source)
    assert again.returncode == 3
    assert 'another case already has the id "corner-shop"' in again.stderr
    assert rostrum("cases", "remove", "shops").returncode == 0
    assert "corner-shop" not in rostrum("cases").stdout
    assert list((home / "cases").iterdir()) == []
    assert (home / "removed-cases" / "shops").is_dir()


def test_a_single_case_is_added(rostrum: Run, home: Path, tmp_path: Path) -> None:
    case = tmp_path / "parking.toml"
    assert rostrum("cases", "new", case).returncode == 0
    assert rostrum("cases", "add", case).returncode == 0
    assert "parking-guidance" in rostrum("cases").stdout
    assert (home / "cases" / "parking" / "parking.toml").read_bytes() == case.read_bytes()


def test_nothing_is_added_of_a_pack_with_one_broken_case(rostrum: Run, home: Path, pack: Path) -> None:
    (pack / "second.toml").write_text(GOOD_CASE.replace("corner-shop", "second").replace("minutes = 5", "minutes = 6"))
    (pack / "third.toml").write_text(GOOD_CASE.replace("corner-shop", "third").replace("tradeoff.explicit", "milk"))
    done = rostrum("cases", "add", zipped(pack))
    assert done.returncode == 3
    second, third = sorted(done.stderr.splitlines())
    assert "shops.zip/shops/second.toml: formats[0].phases[1].minutes: the phases add up to 5" in second
    assert "shops.zip/shops/third.toml: push_backs[0].trigger" in third
    assert not (home / "cases").exists()


def test_what_cannot_be_added_is_one_line(rostrum: Run, home: Path, pack: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("milk")
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "no.zip").write_text("no zip")
    (pack / "link.toml").symlink_to("/etc/passwd")
    reasons = {
        tmp_path / "none": "there is no such TOML file, zip or folder",
        tmp_path / "notes.txt": "there is no such TOML file, zip or folder",
        tmp_path / "pipe.toml": "there is no such TOML file, zip or folder",
        tmp_path / "empty": "there is no case in it",
        tmp_path / "no.zip": "it is no whole zip",
        pack: "link.toml: it is a link",
    }
    for source, reason in reasons.items():
        done = rostrum("cases", "add", source)
        assert (done.returncode, done.stdout) == (3, "")
        (line,) = done.stderr.splitlines()
        assert str(source) in line
        assert reason in line
    assert not (home / "cases").exists()
    done = rostrum("cases", "remove", "shops")
    assert (done.returncode, done.stderr) == (
        3,
        "rostrum: shops: no pack or case of yours has this name; you have none of your own yet\n",
    )


def test_check_tells_two_cases_with_one_id_and_one_that_is_built_in(rostrum: Run, pack: Path) -> None:
    (pack / "again.toml").write_text(GOOD_CASE)
    (pack / "taken.toml").write_text(GOOD_CASE.replace("corner-shop", "ev-charging"))
    done = rostrum("check", pack)
    assert done.returncode == 3
    assert [line.removeprefix(f"{pack}/").split(":")[:2] for line in done.stdout.splitlines()] == [
        ["corner-shop.toml", " id"],
        ["taken.toml", " id"],
    ]
    (pack / "again.toml").unlink()
    (pack / "taken.toml").unlink()
    assert rostrum("cases", "add", pack).returncode == 0
    (pack / "corner-shop.toml").write_text(GOOD_CASE.replace("Why milk?", "Why bread?"))
    assert rostrum("check", pack).stdout == "2 files are fine\n"


def test_a_signal_that_no_rule_knows_keeps_a_case_out(rostrum: Run, home: Path, pack: Path) -> None:
    (home / "cases").mkdir(parents=True)
    (pack / "corner-shop.toml").write_text(GOOD_CASE.replace("tradeoff.explicit", "tradeoff.milk"))
    pack.rename(home / "cases" / "shops")
    done = rostrum("cases")
    assert "corner-shop" not in done.stdout
    assert 'push_backs[0].trigger: there is no signal "tradeoff.milk"' in done.stderr
