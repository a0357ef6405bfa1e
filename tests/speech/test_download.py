"""The downloader against a server on this machine that breaks off, lies and forgets."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from speech.download import Offer, Progress, download, offers, remove
from speech.errors import DownloadFailed, DownloadStopped
from speech.models import installed_models
from tests.model_server import CONTENT, Server, serving_models


@pytest.fixture
def server() -> Iterator[tuple[Server, Offer]]:
    with serving_models() as served:
        yield served


Fetch = Callable[..., Path]


@pytest.fixture
def fetch(tmp_path: Path) -> Fetch:
    def run(offer: Offer, stop_asked: Callable[[], bool] = lambda: False, said: list[Progress] | None = None) -> Path:
        tell = said.append if said is not None else lambda progress: None
        return download(offer, tmp_path / "models", tell, stop_asked, pause_seconds=0)

    return run


def test_a_model_arrives_whole(server: tuple[Server, Offer], fetch: Fetch, tmp_path: Path) -> None:
    said: list[Progress] = []
    folder = fetch(server[1], said=said)
    assert {path.name for path in folder.iterdir()} == {*CONTENT, "preprocessor_config.json"}
    assert (folder / "model.bin").read_bytes() == CONTENT["model.bin"]
    assert installed_models(tmp_path / "models") == ("tiny.en",)
    assert said[-1].received_bytes == said[-1].file_bytes
    assert not any(path.is_symlink() for path in folder.rglob("*"))


def test_a_connection_that_breaks_goes_on_where_it_was(server: tuple[Server, Offer], fetch: Fetch) -> None:
    state, offer = server
    state.breaks_after = [100_000, 150_000]
    assert (fetch(offer) / "model.bin").read_bytes() == CONTENT["model.bin"]
    ranges = [wanted for name, wanted in state.requests if name == "model.bin"]
    assert ranges == [None, "bytes=100000-", "bytes=250000-"]


def test_a_server_that_keeps_breaking_is_given_up_and_resumed_next_time(
    server: tuple[Server, Offer], fetch: Fetch, tmp_path: Path
) -> None:
    state, offer = server
    state.breaks_after = [1000, 1000, 1000, 1000]
    with pytest.raises(DownloadFailed, match="kept, try again"):
        fetch(offer)
    assert installed_models(tmp_path / "models") == ()
    state.requests.clear()
    fetch(offer)
    assert ("model.bin", "bytes=4000-") in state.requests
    assert ("config.json", None) not in state.requests


def test_a_server_without_ranges_sends_all_again(server: tuple[Server, Offer], fetch: Fetch) -> None:
    state, offer = server
    state.breaks_after, state.knows_ranges = [100_000], False
    assert (fetch(offer) / "model.bin").read_bytes() == CONTENT["model.bin"]


def test_a_server_that_lies_about_the_size_is_not_believed(
    server: tuple[Server, Offer], fetch: Fetch, tmp_path: Path
) -> None:
    state, offer = server
    state.claims_more_bytes = 10
    with pytest.raises(DownloadFailed):
        fetch(offer)
    assert installed_models(tmp_path / "models") == ()


def test_a_wrong_checksum_is_thrown_away(server: tuple[Server, Offer], fetch: Fetch, tmp_path: Path) -> None:
    state, offer = server
    right = hashlib.sha256(CONTENT["model.bin"]).hexdigest()
    checked = Offer(offer.name, offer.url, 1, 80, "", "", {"model.bin": right})
    state.content["model.bin"] = b"something else"
    with pytest.raises(DownloadFailed, match="checksum"):
        fetch(checked)
    assert not list((tmp_path / "models").rglob("model.bin*"))
    state.content["model.bin"] = CONTENT["model.bin"]
    assert (fetch(checked) / "model.bin").exists()


def test_stopping_keeps_what_arrived(server: tuple[Server, Offer], fetch: Fetch, tmp_path: Path) -> None:
    with pytest.raises(DownloadStopped):
        fetch(server[1], stop_asked=lambda: True)
    assert (tmp_path / "models" / "tiny.en.part").is_dir()
    assert remove("tiny.en", tmp_path / "models")
    assert list((tmp_path / "models").iterdir()) == []


def test_a_server_that_lacks_a_file_is_named(server: tuple[Server, Offer], fetch: Fetch) -> None:
    del server[0].content["model.bin"]
    with pytest.raises(DownloadFailed, match=r"model\.bin: the server has no such file"):
        fetch(server[1])


def test_nobody_answers(fetch: Fetch) -> None:
    with pytest.raises(DownloadFailed) as error:
        fetch(Offer("tiny.en", "http://127.0.0.1:9/tiny", 1, 80, "", "", {}))
    assert "\n" not in str(error.value)


def test_the_manifest_is_whole_and_https_only() -> None:
    assert {"tiny.en", "base.en", "small.en"} <= {offer.name for offer in offers()}
    assert all(offer.url.startswith("https://") for offer in offers())
    assert all(offer.megabytes > 0 and offer.good_for and offer.mel_bands in (80, 128) for offer in offers())


def test_without_a_name_nothing_is_removed(tmp_path: Path) -> None:
    (tmp_path / "models" / "base.en").mkdir(parents=True)
    for name in ("", ".", "..", "../models"):
        assert not remove(name, tmp_path / "models")
    assert (tmp_path / "models" / "base.en").is_dir()
