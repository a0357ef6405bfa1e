"""Erasing everything that the program keeps: it cannot be undone."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.home import Home
from speech.recording import is_being_written

# SQLite lays these beside the index while it is open; a crash may leave them.
_BESIDE_THE_INDEX = ("", "-wal", "-shm", "-journal")
_BESIDE_THE_SETTINGS = (".json", ".part", ".broken.json")


class ErasingRefused(Exception):
    """Something is in use, or cannot be removed; the message is one line with the mend."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is to be erased besides the rehearsals, the trash, the index, the settings and the logs."""

    models: bool = False
    cases: bool = False

    def places(self, home: Home) -> tuple[Path, ...]:
        """Return the files and folders that go, the rehearsals first; some may not be there."""
        beside_index = (home.index.with_name(home.index.name + ending) for ending in _BESIDE_THE_INDEX)
        beside_settings = (home.settings.with_suffix(ending) for ending in _BESIDE_THE_SETTINGS)
        return (
            home.rehearsals,
            home.trash,
            *beside_index,
            home.spoken,
            home.logs,
            *beside_settings,
            *((home.models,) if self.models else ()),
            *((home.cases, home.removed_cases) if self.cases else ()),
        )


def erasure_in_words(home: Home, erasure: Erasure) -> str:
    """Return in a sentence what would be erased."""
    rehearsals = sum(1 for folder in _entries(home.rehearsals) if not folder.name.startswith("."))
    trash = sum(1 for _ in _entries(home.trash))
    parts = [
        f"{_counted(rehearsals, 'rehearsal')} with {'its' if rehearsals == 1 else 'their'} recordings and reports",
        f"{trash} more in the trash",
        "the index",
        "the logs",
        "all settings",
    ]
    if erasure.models:
        parts.append(_counted(sum(1 for _ in _entries(home.models)), "model"))
    if erasure.cases:
        parts.append(f"{_counted(sum(1 for _ in _entries(home.cases)), 'case or pack', 'cases or packs')} of your own")
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def erase(home: Home, erasure: Erasure) -> None:
    """Erase everything of a home; what the user put beside it in that folder stays.

    Raises `ErasingRefused` while something is being recorded, before anything was removed; and naming the first file
    that could not be removed, when all else is gone.
    """
    for folder in _entries(home.rehearsals):
        if is_being_written(folder / "answer.wav"):
            raise ErasingRefused(
                f"{folder.name}: is being recorded, here or by another Rostrum; end that interview first. Nothing was "
                "erased"
            )
    problems = [problem for place in erasure.places(home) for problem in _remove(place)]
    if problems:
        more = f", and {len(problems) - 1} more" if len(problems) > 1 else ""
        raise ErasingRefused(f"{problems[0]}{more}; close what uses it and erase again. Everything else is erased")
    if home.root.is_dir() and not home.root.is_symlink() and not any(home.root.iterdir()):
        home.root.rmdir()


def _remove(place: Path, *, ours: bool = True) -> list[str]:
    """Remove a file, or a folder with all that is in it; return a line for each thing that cannot be removed.

    Where a link stands for a folder of ours, what lies there is ours too; links inside lead elsewhere and only go.
    """
    problems: list[str] = []
    try:
        if place.is_dir() and (ours or not place.is_symlink()):
            problems = [problem for entry in _entries(place) for problem in _remove(entry, ours=False)]
        if not place.is_dir() or place.is_symlink():
            place.unlink(missing_ok=True)
        elif not problems:
            place.rmdir()
    except OSError as error:
        problems.append(f"{place}: cannot be removed ({(error.strerror or str(error)).lower()})")
    return problems


def _entries(folder: Path) -> Iterator[Path]:
    return iter(sorted(folder.iterdir())) if folder.is_dir() else iter(())


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"
