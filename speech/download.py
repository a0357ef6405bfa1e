"""Downloads a Whisper model: the only module that uses the network, and only when the user asks for it.

Proxy and certificates are the system's. What has arrived stays in a folder of its own until everything is there; a
download that breaks off is resumed where it stopped.
"""

import hashlib
import http.client
import json
import shutil
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from speech.errors import DownloadFailed, DownloadStopped
from speech.models import missing_files

_CHUNK_BYTES = 1 << 16
_TIMEOUT_SECONDS = 30
_TRIES = 4
_PAUSE_SECONDS = 1.0
_FILES = ("config.json", "tokenizer.json", "model.bin")
# Which of the two a model has differs, and so does whether it says how many mel bands it wants.
_VOCABULARIES = ("vocabulary.json", "vocabulary.txt")
_PREPROCESSOR = "preprocessor_config.json"


@dataclass(frozen=True, slots=True)
class Offer:
    """A model that can be downloaded."""

    name: str
    url: str
    megabytes: int
    mel_bands: int
    language: str
    good_for: str
    sha256: dict[str, str]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a download has come; `file_bytes` is 0 when the server does not say."""

    file: str
    received_bytes: int
    file_bytes: int
    bytes_per_second: float


def offers(manifest: str | None = None, host: str | None = None) -> tuple[Offer, ...]:
    """Return what can be downloaded; another manifest or host may be given."""
    document = tomllib.loads(manifest or files("speech").joinpath("models.toml").read_text("utf-8"))
    base = (host or document["host"]).rstrip("/")
    return tuple(
        Offer(
            name=entry["name"],
            url=f"{base}/{entry['repository']}/resolve/main",
            megabytes=entry["megabytes"],
            mel_bands=entry["mel_bands"],
            language=entry["language"],
            good_for=entry["good_for"],
            sha256=entry.get("sha256", {}),
        )
        for entry in document["models"]
    )


def download(
    offer: Offer,
    models_folder: Path,
    progressed: Callable[[Progress], None],
    stop_asked: Callable[[], bool],
    pause_seconds: float = _PAUSE_SECONDS,
) -> Path:
    """Download a model into `models_folder` and return its folder, which appears only when it is whole.

    A connection that breaks is tried again after `pause_seconds`. Raises `DownloadFailed`, and `DownloadStopped` when
    asked to stop; what has arrived is kept for the next time.
    """
    folder, unfinished = models_folder / offer.name, models_folder / f"{offer.name}.part"
    fetch = _Fetch(offer, unfinished, progressed, stop_asked, pause_seconds)
    try:
        unfinished.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in _FILES:
            fetch.file(name)
        fetch.first_of(_VOCABULARIES)
        if not fetch.file(_PREPROCESSOR, required=False):
            _write_preprocessor(unfinished / _PREPROCESSOR, offer.mel_bands)
        missing = missing_files(unfinished)
        if missing:
            raise DownloadFailed(f"{offer.name}: {', '.join(missing)} did not arrive; try again")
        shutil.rmtree(folder, ignore_errors=True)
        unfinished.rename(folder)
    except ValueError as error:
        raise DownloadFailed(f"{offer.url}: {error}; give an address that begins with https://") from error
    except OSError as error:
        raise DownloadFailed(f"{unfinished}: {error.strerror or error}; make room or choose another folder") from error
    return folder


def _write_preprocessor(path: Path, mel_bands: int) -> None:
    settings = {"feature_size": mel_bands, "sampling_rate": 16000, "hop_length": 160, "chunk_length": 30, "n_fft": 400}
    path.write_text(json.dumps(settings) + "\n", "utf-8")


class _Absent(Exception):
    """The server has no such file."""


class _Fetch:
    """Fetches the files of one model."""

    def __init__(
        self,
        offer: Offer,
        folder: Path,
        progressed: Callable[[Progress], None],
        stop_asked: Callable[[], bool],
        pause_seconds: float,
    ) -> None:
        self._offer = offer
        self._folder = folder
        self._progressed = progressed
        self._stop_asked = stop_asked
        self._pause_seconds = pause_seconds

    def first_of(self, names: tuple[str, ...]) -> None:
        """Fetch the first of several files that the server has."""
        if not any(self.file(name, required=False) for name in names):
            raise DownloadFailed(f"{self._offer.name}: the server has none of {', '.join(names)}")

    def file(self, name: str, *, required: bool = True) -> bool:
        """Fetch a file unless it is there already; return whether the server has it."""
        if (self._folder / name).exists():
            return True
        try:
            self._with_patience(name)
        except _Absent as error:
            if required:
                raise DownloadFailed(f"{self._offer.url}/{name}: the server has no such file") from error
            return False
        return True

    def _with_patience(self, name: str) -> None:
        part = self._folder / f"{name}.part"
        for left in reversed(range(_TRIES)):
            try:
                self._receive(name, part)
                break
            except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError) as error:
                if not left:
                    raise DownloadFailed(
                        f"{self._offer.url}/{name}: {_reason(error)}; what has arrived is kept, try again"
                    ) from error
                if self._stop_asked():
                    raise DownloadStopped(f"{self._offer.name}: stopped; what has arrived is kept") from error
                time.sleep(self._pause_seconds)
        self._verify(name, part)
        part.replace(self._folder / name)

    def _receive(self, name: str, part: Path) -> None:
        received = part.stat().st_size if part.exists() else 0
        request = urllib.request.Request(f"{self._offer.url}/{name}")  # noqa: S310 - the manifest names https only
        if received:
            request.add_header("Range", f"bytes={received}-")
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as response:  # noqa: S310 - as above
                # A server that does not know ranges sends everything again.
                resumed = response.status == http.HTTPStatus.PARTIAL_CONTENT
                self._write(name, part, response, received if resumed else 0)
        except urllib.error.HTTPError as error:
            error.close()
            self._answer(error, part)

    def _answer(self, error: urllib.error.HTTPError, part: Path) -> None:
        if error.code == http.HTTPStatus.NOT_FOUND:
            raise _Absent from error
        if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            # All of it was here, or what was here is of another file: begin again.
            part.unlink()
            raise ConnectionError("the server does not go on from there") from error
        raise error

    def _write(self, name: str, part: Path, response: http.client.HTTPResponse, received: int) -> None:
        length = response.headers.get("Content-Length")
        file_bytes = received + int(length) if length else 0
        began_seconds, began_bytes = time.monotonic(), received
        with part.open("ab" if received else "wb") as file:
            while chunk := response.read(_CHUNK_BYTES):
                file.write(chunk)
                received += len(chunk)
                elapsed_seconds = max(1e-6, time.monotonic() - began_seconds)
                rate = (received - began_bytes) / elapsed_seconds
                self._progressed(Progress(name, received, file_bytes, rate))
                if self._stop_asked():
                    raise DownloadStopped(f"{self._offer.name}: stopped; what has arrived is kept")
        if file_bytes and received < file_bytes:
            raise ConnectionError(f"broke off after {received} of {file_bytes} bytes")

    def _verify(self, name: str, part: Path) -> None:
        wanted = self._offer.sha256.get(name)
        if not wanted:
            return
        with part.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != wanted:
            part.unlink()
            raise DownloadFailed(f"{self._offer.url}/{name}: its checksum is wrong, so it was thrown away; try again")


def _reason(error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    return " ".join(str(reason).split()) or type(error).__name__


def remove(name: str, models_folder: Path) -> bool:
    """Remove a model and what is left of a download of it; return whether there was anything."""
    if name in ("", "..") or Path(name).name != name:
        # Without a name it would be the folder of all models.
        return False
    found = [folder for folder in (models_folder / name, models_folder / f"{name}.part") if folder.is_dir()]
    for folder in found:
        if folder.is_symlink():
            # Somebody's own folder, linked to from here: only the link is ours.
            folder.unlink()
        else:
            shutil.rmtree(folder)
    return bool(found)
