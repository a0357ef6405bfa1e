"""Which Whisper models there are and what is known of each; no Qt, so that it can be read in the background."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from desktop.settings import Settings
from speech.download import Offer, Progress
from speech.models import Recogniser, installed_models


class ModelState(Enum):
    """How much of a model is here."""

    ABSENT = "absent"
    PARTLY = "partly"
    INSTALLED = "installed"
    OWN_FOLDER = "own folder"


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """One model. `bytes_here` is what lies on the disk of it; `used` says that it will listen."""

    name: str
    language: str
    good_for: str
    megabytes: int
    state: ModelState
    bytes_here: int = 0
    used: bool = False


def model_facts(
    offered: Iterable[Offer], models_folder: Path, settings: Settings, recogniser: Recogniser
) -> tuple[ModelFacts, ...]:
    """Return what can be had and what is here: installed ones first, the most able at the top, then by size."""
    offers = {offer.name: offer for offer in offered}
    installed = tuple(reversed(installed_models(models_folder)))
    used = recogniser.model_folder
    here = [_installed(name, offers.get(name), models_folder / name, used) for name in installed]
    if settings.model and Path(settings.model).is_absolute():
        own = Path(settings.model)
        here.insert(
            0,
            ModelFacts(
                str(own), "", f"your own folder, {own}", 0, ModelState.OWN_FOLDER, _size_of(own), used=own == used
            ),
        )
    absent = [_absent(offer, models_folder) for offer in offers.values() if offer.name not in installed]
    return (*here, *sorted(absent, key=lambda facts: facts.megabytes))


def _installed(name: str, offer: Offer | None, folder: Path, used: Path | None) -> ModelFacts:
    size_bytes = _size_of(folder)
    return ModelFacts(
        name,
        offer.language if offer else "",
        offer.good_for if offer else "put here by you",
        round(size_bytes / 1e6),
        ModelState.INSTALLED,
        size_bytes,
        used=folder == used,
    )


def _absent(offer: Offer, models_folder: Path) -> ModelFacts:
    bytes_here = _size_of(models_folder / f"{offer.name}.part")
    state = ModelState.PARTLY if bytes_here else ModelState.ABSENT
    return ModelFacts(offer.name, offer.language, offer.good_for, offer.megabytes, state, bytes_here)


def _size_of(folder: Path) -> int:
    try:
        return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    except OSError:
        return 0


def size_text(size_bytes: float) -> str:
    """Return a size as people read it: `145 MB`, `1.5 GB`."""
    return f"{size_bytes / 1e9:.1f} GB" if size_bytes >= 1e9 else f"{size_bytes / 1e6:.0f} MB"


def progress_text(progress: Progress) -> str:
    """Return how far a download has come and how long it still takes, as far as the server says."""
    received = size_text(progress.received_bytes)
    if not progress.file_bytes:
        return f"{progress.file}: {received}"
    left_seconds = (progress.file_bytes - progress.received_bytes) / max(1.0, progress.bytes_per_second)
    left = f"{left_seconds / 60:.0f} min" if left_seconds >= 90 else f"{left_seconds:.0f} s"
    return f"{progress.file}: {received} of {size_text(progress.file_bytes)}, {left} left"
