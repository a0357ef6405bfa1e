"""Which recognisers can hear on this machine: the Whisper models installed, and the one that is always there."""

from dataclasses import dataclass
from pathlib import Path

from speech.errors import ModelMissing

# faster-whisper goes to the network for a missing tokenizer.json, even when told not to, and guesses
# the number of mel bands without preprocessor_config.json: a folder lacking any of these is refused.
_NEEDED_FILES = ("model.bin", "config.json", "tokenizer.json", "preprocessor_config.json")
_VOCABULARY_FILES = ("vocabulary.json", "vocabulary.txt")

# From the least to the most able; the best one installed is taken when the user has no wish.
_BY_ABILITY = (
    "tiny.en", "tiny", "base.en", "base", "distil-small.en", "small.en", "small", "distil-medium.en", "medium.en",
    "medium", "distil-large-v3", "large-v3-turbo", "large-v3",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recogniser:
    """The recogniser to use: `engine` is `whisper` or `sphinx`, the folder is that of a Whisper model.

    `processor` is `cpu`, or `cuda` for a graphics card that has passed its trial.
    """

    engine: str
    model: str
    model_folder: Path | None = None
    processor: str = "cpu"

    @property
    def provisional(self) -> bool:
        """Whether it mishears so much that a score from it is only provisional."""
        return self.engine == "sphinx"


SPHINX = Recogniser("sphinx", "en-us")


def missing_files(folder: Path) -> tuple[str, ...]:
    """Return the names of the files that a Whisper model's folder lacks."""
    missing = [name for name in _NEEDED_FILES if not (folder / name).is_file()]
    if not any((folder / name).is_file() for name in _VOCABULARY_FILES):
        missing.append(_VOCABULARY_FILES[0])
    return tuple(missing)


def installed_models(models_folder: Path) -> tuple[str, ...]:
    """Return the names of the whole Whisper models in `models_folder`, the most able last."""
    if not models_folder.is_dir():
        return ()
    names = [folder.name for folder in models_folder.iterdir() if folder.is_dir() and not missing_files(folder)]
    return tuple(sorted(names, key=lambda name: (_BY_ABILITY.index(name) if name in _BY_ABILITY else -1, name)))


def choose_recogniser(engine: str, model: str, models_folder: Path) -> Recogniser:
    """Return the recogniser for a wish: `auto` takes the best Whisper model, else pocketsphinx.

    `model` is the name of an installed model or any folder, empty for the best. Raises `ModelMissing` when the
    wish cannot be had.
    """
    if engine == "sphinx":
        return SPHINX
    if model:
        return _whisper(Path(model) if Path(model).is_dir() else models_folder / model)
    installed = installed_models(models_folder)
    if installed:
        return _whisper(models_folder / installed[-1])
    if engine == "auto":
        return SPHINX
    raise ModelMissing(
        f"{models_folder}: no Whisper model is installed; use `--engine sphinx` or put a model's folder there"
    )


def _whisper(folder: Path) -> Recogniser:
    missing = missing_files(folder)
    if not folder.is_dir():
        raise ModelMissing(f"{folder}: no such model; `rostrum doctor` shows what is installed")
    if missing:
        raise ModelMissing(f"{folder}: not a whole Whisper model, it lacks {', '.join(missing)}; copy these files too")
    return Recogniser("whisper", folder.name, folder)
