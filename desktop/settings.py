"""What the user has chosen: one frozen value, loaded and saved whole."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


class SettingsError(ValueError):
    """A settings file that cannot be read; the message is one line with the mend."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default.

    `recogniser` is `auto`, `whisper` or `sphinx`; `model` is a model's name or folder, empty for the best
    installed; `processor` is `cpu`, or `cuda` for a graphics card that passed its trial; `theme` is `system`, `light`
    or `dark`; devices are ids, empty for the system's default, and their names are kept beside them, to be told when a
    device is not there. With `check_first` a rehearsal begins with the page on which microphone and voice are tried.
    `style` is how the interviewer behaves, a `strict` interview cannot be paused, with `time_calls` the voice says how
    much time is left; with `ears_only` the window shows no word of what the voice asks.
    """

    voice: str = ""
    words_per_minute: int = 160
    speak_questions: bool = True
    microphone: str = ""
    microphone_name: str = ""
    speaker: str = ""
    speaker_name: str = ""
    check_first: bool = True
    style: str = "neutral"
    strict: bool = False
    time_calls: bool = True
    ears_only: bool = False
    recogniser: str = "auto"
    model: str = ""
    processor: str = "cpu"
    theme: str = "system"


_CHOICES = {
    "recogniser": ("auto", "whisper", "sphinx"),
    "processor": ("cpu", "cuda"),
    "style": ("supportive", "neutral", "tough"),
    "theme": ("system", "light", "dark"),
}

# How fast a voice can speak and still be a voice.
SLOWEST_WORDS_PER_MINUTE, FASTEST_WORDS_PER_MINUTE = 80, 320
_RANGES = {"words_per_minute": (SLOWEST_WORDS_PER_MINUTE, FASTEST_WORDS_PER_MINUTE)}


def load_settings(path: Path) -> Settings:
    """Read the settings; a missing file gives the defaults.

    Raises `SettingsError` naming the file and key for anything unreadable, unknown or of the wrong type.
    """
    if not path.exists():
        return Settings()
    try:
        document = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: not readable as settings ({error}); delete it to start afresh") from error
    if not isinstance(document, dict):
        raise SettingsError(f"{path}: settings are one JSON object; delete it to start afresh")
    return _checked(path, document)


def _checked(path: Path, document: dict[str, object]) -> Settings:
    defaults = asdict(Settings())
    for key, value in document.items():
        if key not in defaults:
            raise SettingsError(f"{path}: {key}: no such setting; remove it")
        if type(value) is not type(defaults[key]):
            raise SettingsError(f"{path}: {key}: wants {_kind(defaults[key])}, not {value!r}")
        if key in _CHOICES and value not in _CHOICES[key]:
            raise SettingsError(f"{path}: {key}: {value!r} is none of {', '.join(_CHOICES[key])}")
        if key in _RANGES and isinstance(value, int) and not _RANGES[key][0] <= value <= _RANGES[key][1]:
            raise SettingsError(f"{path}: {key}: wants {_RANGES[key][0]} to {_RANGES[key][1]}, not {value}")
    return Settings(**{**defaults, **document})  # checked key by key above


def _kind(value: object) -> str:
    return {bool: "true or false", int: "a whole number", str: "a text"}[type(value)]


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings whole: a crash leaves the old file or the new one, never half of one.

    A file that cannot be read as settings is kept beside them as `settings.broken.json`. Raises `SettingsError` when
    they cannot be written.
    """
    unfinished = path.with_suffix(".part")
    try:
        if path.is_file() and not _readable(path):
            path.replace(path.with_suffix(".broken.json"))
        unfinished.write_text(json.dumps(asdict(settings), indent=2) + "\n", "utf-8")
        unfinished.chmod(0o600)
        unfinished.replace(path)
    except OSError as error:
        raise SettingsError(
            f"{path}: the settings cannot be kept ({(error.strerror or str(error)).lower()}); make room, or look who "
            "may write there"
        ) from error


def _readable(path: Path) -> bool:
    try:
        load_settings(path)
    except SettingsError:
        return False
    return True
