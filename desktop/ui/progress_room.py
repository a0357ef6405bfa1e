"""The progress page and what runs behind it: reading what all scores came to, writing a page."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from desktop.practice.progress import Progress
from desktop.practice.progress_words import all_series
from desktop.ui.chart import Ink, ink_of
from desktop.ui.chart_drawing import chart_svg
from desktop.ui.progress import ProgressPage
from desktop.ui.progress_contents import ProgressContents, load_progress
from desktop.ui.task import StopAsked, Tasks
from desktop.ui.theme import Theme
from desktop.ui.tokens import LIGHT

if TYPE_CHECKING:
    from desktop.practice.report import Drawing
    from desktop.program import Program

_TALL, _LOW = QSize(460, 210), QSize(300, 100)


def _choose_page_file(suggestion: str) -> str:
    name, _ = QFileDialog.getSaveFileName(None, "Save the progress as a page", suggestion, "A page (*.html)")
    return name if not name or Path(name).suffix else f"{name}.html"


class ProgressRoom(QObject):
    """Fills the page. `opened` carries the id of a rehearsal.

    `wall_clock` gives the time of day with its zone; `choose_page_file` asks for a file's name, given one to suggest.
    """

    loaded = Signal()
    opened = Signal(str)

    def __init__(
        self,
        program: "Program",
        tasks: Tasks,
        theme: Theme,
        wall_clock: Callable[[], datetime],
        parent: QObject | None = None,
        *,
        choose_page_file: Callable[[str], str] = _choose_page_file,
    ) -> None:
        super().__init__(parent)
        self._program, self._tasks, self._theme = program, tasks, theme
        self._wall_clock = wall_clock
        self._choose_page_file = choose_page_file
        self.page = ProgressPage(theme)
        self.page.opened.connect(self.opened)
        self.page.page_asked.connect(self._save)

    @Slot()
    def load(self) -> None:
        """Read everything again; the page stays as it is until that is done."""
        self._tasks.start(self._read, self._show, self._tell)

    def _read(self, _stop_asked: StopAsked) -> ProgressContents:
        return load_progress(self._program, self._wall_clock().date())

    @Slot(object)
    def _show(self, contents: ProgressContents) -> None:
        self.page.show_contents(contents)
        self.loaded.emit()

    @Slot(Exception)
    def _tell(self, error: Exception) -> None:
        self.page.show_trouble(f"The progress could not be read: {error}. Nothing is lost.")

    @Slot(object)
    def _save(self, progress: Progress) -> None:
        chosen = self._choose_page_file(f"progress {self._wall_clock():%Y-%m-%d}.html")
        if chosen:
            self.page.show_trouble("")
            write = partial(self._write, progress, draw_all(progress, self._theme), Path(chosen))
            self._tasks.start(write, self._show_saved, self._tell_unsaved)

    def _write(self, progress: Progress, drawings: "tuple[Drawing, ...]", out: Path, _stop_asked: StopAsked) -> Path:
        from desktop.practice.report import write_progress_page

        out.write_text(write_progress_page(progress, drawings), "utf-8")
        return out

    @Slot(object)
    def _show_saved(self, file: Path) -> None:
        self.page.show_saved(f"Saved: {file}")

    @Slot(Exception)
    def _tell_unsaved(self, error: Exception) -> None:
        reason = error.strerror if isinstance(error, OSError) else error
        self.page.show_trouble(f"The page could not be saved: {reason}. Choose another folder.")


def draw_all(progress: Progress, theme: Theme) -> "tuple[Drawing, ...]":
    """Return the charts of a progress for a page, which is light."""
    from desktop.practice.report import Drawing

    screen = ink_of(theme)
    ink = Ink(LIGHT, screen.body, screen.strong, screen.small)
    tall = [not series.pillar for series in all_series(progress)]
    return tuple(
        Drawing(chart_svg(series, _TALL if high else _LOW, ink, tall=high), high)
        for series, high in zip(all_series(progress), tall, strict=True)
    )
