"""Where everything the program keeps lives: one folder, private to the user."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs


class HomeUnusable(Exception):
    """The program's folder cannot be written; the message is one line with the mend."""


@dataclass(frozen=True, slots=True)
class Home:
    """The folders under one root. Made on demand, readable by the user alone (0700)."""

    root: Path

    @property
    def rehearsals(self) -> Path:
        """One folder a rehearsal."""
        return self.root / "rehearsals"

    @property
    def trash(self) -> Path:
        """Deleted rehearsals, until they are thrown away."""
        return self.root / "trash"

    @property
    def models(self) -> Path:
        """Whisper models, one folder each."""
        return self.root / "models"

    @property
    def cases(self) -> Path:
        """The user's own cases."""
        return self.root / "cases"

    @property
    def removed_cases(self) -> Path:
        """The user's own cases that were removed."""
        return self.root / "removed-cases"

    @property
    def spoken(self) -> Path:
        """Rendered questions."""
        return self.root / "spoken"

    @property
    def logs(self) -> Path:
        """What the helpers and libraries had to say; never a word of a transcript."""
        return self.root / "logs"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.root / "settings.json"

    @property
    def index(self) -> Path:
        """The index of the rehearsals, which can be made again from their folders."""
        return self.root / "index.sqlite3"

    def make(self) -> None:
        """Create the folders. Raises `HomeUnusable` when they cannot be created or written."""
        try:
            for folder in (self.root, self.rehearsals, self.trash, self.models, self.cases, self.spoken, self.logs):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise HomeUnusable(f"{self.root}: {_reason(error)}; {_MEND}") from error
        if not os.access(self.root, os.W_OK):
            raise HomeUnusable(f"{self.root}: it cannot be written; {_MEND}")


_MEND = "set ROSTRUM_HOME to a folder you can write"


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def find_home(environment: dict[str, str] | None = None) -> Home:
    """Return the home that ROSTRUM_HOME names, or the platform's own place for a program's data.

    Raises `HomeUnusable` for a name that leads nowhere.
    """
    named = (os.environ if environment is None else environment).get("ROSTRUM_HOME")
    if named:
        try:
            return Home(Path(named).expanduser().absolute())
        except RuntimeError as error:
            raise HomeUnusable(f"ROSTRUM_HOME={named}: {error}; {_MEND}") from error
    return Home(Path(platformdirs.user_data_dir("rostrum", appauthor=False)))
