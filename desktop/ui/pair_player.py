"""Plays stretches of two recordings: one after the other, or one alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.ui.player import Player


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one of the two recordings, `take` is 0 or 1."""

    take: int
    start_seconds: float
    end_seconds: float


class PairPlayer(QObject):
    """Plays passages of two recordings with one player, which holds one file at a time.

    `playing_changed` carries the `Passage` that plays, None when nothing does any more; `problem_told` a line for the
    reader, empty when there is no problem.
    """

    playing_changed = Signal(object)
    problem_told = Signal(str)

    def __init__(self, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._recordings: tuple[Path, Path] | None = None
        self._names = ("", "")
        self._loaded: int | None = None
        self._passage: Passage | None = None
        self._to_come: list[Passage] = []
        self._problems: dict[int, str] = {}
        player.playing_changed.connect(self._take_playing)
        player.problem_told.connect(self._take_problem)

    @property
    def passage(self) -> Passage | None:
        """What plays."""
        return self._passage

    def load(self, recordings: tuple[Path, Path], names: tuple[str, str]) -> None:
        """Take two other recordings, which a problem is told of by these names."""
        self.unload()
        self._recordings, self._names = recordings, names

    def unload(self) -> None:
        """Stop, and let go of the files."""
        self.stop()
        self._player.unload()
        self._recordings, self._loaded = None, None
        self._problems = {}
        self.problem_told.emit("")

    def play(self, passages: Sequence[Passage]) -> None:
        """Play these one after the other, in place of what plays."""
        self.stop()
        self._to_come = list(passages)
        self._play_next()

    @Slot()
    def stop(self) -> None:
        """Play nothing any more."""
        self._to_come = []
        if self._passage is not None:
            self._passage = None
            self._player.pause()
            self.playing_changed.emit(None)

    def _play_next(self) -> None:
        while self._to_come and self._recordings:
            self._passage = self._to_come.pop(0)
            if self._loaded != self._passage.take:
                self._loaded = self._passage.take
                self._player.load(self._recordings[self._passage.take])
            self._player.play_span(self._passage.start_seconds, self._passage.end_seconds)
            if self._player.playing:
                self.playing_changed.emit(self._passage)
                return
        # What could not be played was told.
        self._passage = None
        self.playing_changed.emit(None)

    @Slot(bool)
    def _take_playing(self, playing: bool) -> None:  # noqa: FBT001 - Qt's signal
        if not playing and self._passage is not None:
            # Later: the player is not done with the passage that has just ended.
            QTimer.singleShot(0, self._go_on)

    @Slot()
    def _go_on(self) -> None:
        if self._passage is not None and not self._player.playing:
            self._play_next()

    @Slot(str)
    def _take_problem(self, text: str) -> None:
        if self._loaded is None:
            return
        # With a recording there, it is the loudspeaker that is missing, for the one as for the other.
        name = "" if self._player.has_recording else f"{self._names[self._loaded]}: "
        self._problems[self._loaded] = name + text if text else ""
        told = dict.fromkeys(problem for _, problem in sorted(self._problems.items()) if problem)
        self.problem_told.emit("\n".join(told))
