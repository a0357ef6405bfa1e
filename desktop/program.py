"""The program's parts, built once and handed on to whoever needs them."""

import sys
import threading
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.home import Home, find_home
from desktop.settings import Settings, load_settings, save_settings
from speech.models import Recogniser, choose_recogniser
from speech.worker import Helper, Listener

if TYPE_CHECKING:
    from cases.catalogue import Catalogue
    from cases.model import Case
    from desktop.practice.archive import Archive
    from desktop.practice.rehearsal import Rehearsal
    from rubrics.scorer import Scorer


def helper_command(name: str) -> list[str]:
    """Return the command that runs the helper `name`, also from a frozen program."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker", name]
    return [sys.executable, "-m", "desktop", "--worker", name]


@dataclass
class Program:
    """Where everything is kept, what the user has chosen, and the parts made from that on first use.

    The heavy parts are loaded when they are first asked for: the window is on the screen before that. Only `choose`
    changes anything. `marking` is held by whoever scores a rehearsal or writes its words or its report: two at once
    would mix the words of one with the marks of the other.
    """

    home: Home
    settings: Settings
    marking: threading.RLock = field(default_factory=threading.RLock, repr=False, compare=False, kw_only=True)

    @cached_property
    def catalogue(self) -> "Catalogue":
        """The cases: built-in and the user's own."""
        from cases.catalogue import Catalogue
        from cases.shelf import Shelf

        # Only the rubrics know the signals, and reading them takes time: our own cases need it in the tests alone.
        own = Shelf(self.home.cases).entries()
        return Catalogue(self.home.cases, signals=self._signals if own else None)

    @cached_property
    def strict_catalogue(self) -> "Catalogue":
        """The cases again, by which others are judged: these know the signals that a push-back may name."""
        from cases.catalogue import Catalogue

        return Catalogue(self.home.cases, signals=self._signals)

    @cached_property
    def archive(self) -> "Archive":
        """The rehearsals. Raises `HomeUnusable` when nothing can be kept."""
        from desktop.practice.archive import Archive
        from desktop.practice.index import Index

        self.home.make()
        return Archive(self.home.rehearsals, self.home.trash, Index(self.home.index))

    @cached_property
    def scorer(self) -> "Scorer":
        """The judge."""
        from rubrics.loader import load_rubric
        from rubrics.scorer import Scorer

        return Scorer(load_rubric())

    def choose(self, **choices: Any) -> None:
        """Choose settings by their names, and keep them.

        They hold from now on also when they cannot be kept; that raises `SettingsError` or `HomeUnusable`.
        """
        self.settings = replace(self.settings, **choices)
        self.home.make()
        save_settings(self.home.settings, self.settings)

    def begin_again(self) -> None:
        """Forget what was known of a home that was erased, and make its folders again.

        What the disk still holds is read anew, were it because not everything could be erased.
        """
        self.home.make()
        self.settings = load_settings(self.home.settings)
        for read in ("catalogue", "strict_catalogue"):
            self.__dict__.pop(read, None)

    @property
    def _signals(self) -> frozenset[str]:
        return frozenset(signal.id for signal in self.scorer.rubric.signals)

    def recogniser(self, engine: str = "", model: str = "") -> Recogniser:
        """Return the recogniser for a wish, empty for the user's setting. Raises `ModelMissing`."""
        found = choose_recogniser(
            engine or self.settings.recogniser, model or ("" if engine else self.settings.model), self.home.models
        )
        return replace(found, processor=self.settings.processor) if found.model_folder else found

    def chosen_recogniser(self, engine: str, model: str) -> Recogniser:
        """Return the recogniser that a command's `--engine` and `--model` ask for. Raises `ModelMissing`."""
        return self.recogniser(engine or ("whisper" if model else ""), model)

    def case_of(self, rehearsal: "Rehearsal") -> "Case | None":
        """Return the case of a rehearsal, None when it is no longer there."""
        return next((case for case in self.catalogue.cases if case.id == rehearsal.case_id), None)

    def start_helper(self, name: str, listener: Listener) -> Helper:
        """Start the helper `name`; it logs to a file of its own when there is a home to keep it in."""
        log = self.home.logs / f"{name}.log" if self.home.logs.is_dir() else None
        return Helper(helper_command(name), listener, log)


def open_program(environment: dict[str, str] | None = None) -> Program:
    """Return the program with the user's home and settings. Raises `SettingsError`."""
    home = find_home(environment)
    return Program(home, load_settings(home.settings))


def program_in(folder: Path, settings: Settings) -> Program:
    """Return a program that keeps everything in `folder`, with the same settings."""
    return Program(Home(folder.absolute()), settings)
