"""The window: a rail, one page at a time, and what leads from one page to the next."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from desktop.ui.tokens import RAIL_NARROW_UNDER, WINDOW_SMALLEST

if TYPE_CHECKING:
    from cases.model import Case, Format
    from desktop.program import Program
    from desktop.ui.interview_room import InterviewRoom
    from desktop.ui.review_room import ReviewRoom
    from desktop.ui.sound import Sound
    from desktop.ui.theme import Theme

_FIRST_SIZE = QSize(1280, 820)


def _wall_clock() -> datetime:
    return datetime.now().astimezone()


def _make_sound() -> "Sound":
    # Loads Qt's multimedia, which takes longer than showing the window: only when something is to be played.
    from desktop.ui.sound import Sound

    return Sound()


class Window(QMainWindow):
    """Shows the pages of one program.

    It is made empty, so that it is on the screen before anything heavy is loaded: even Qt's own `Qt` namespace takes
    a seventh of the time in which an empty window comes up. `furnish` brings the pages; rooms are made when they are
    first entered. Clocks and the sound are parameters for tests.
    """

    page_shown = Signal(str)

    def __init__(
        self,
        now_seconds: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], datetime] = _wall_clock,
        make_sound: "Callable[[], Sound]" = _make_sound,
    ) -> None:
        super().__init__()
        self._now_seconds, self._wall_clock, self._make_sound = now_seconds, wall_clock, make_sound
        self._furnished = False
        self._interview: InterviewRoom | None = None
        self._review: ReviewRoom | None = None
        self.setWindowTitle("Rostrum")
        self.setMinimumSize(*WINDOW_SMALLEST)
        self.resize(_FIRST_SIZE)

    def furnish(self, program: "Program", theme: "Theme", problem: str = "") -> None:
        """Bring the pages of `program` and begin to read; `problem` is a line for the reader."""
        from desktop.ui.practise_room import PractiseRoom
        from desktop.ui.rail import Rail
        from desktop.ui.task import Tasks

        self._program = program
        self._theme = theme
        self._tasks = Tasks(self)
        self._pages: dict[str, QWidget] = {}
        self._rail = Rail(theme)
        self._stack = QStackedWidget()
        self._furnished = True
        self.practise = PractiseRoom(program, self._tasks, theme, problem, self)
        self.add_page("practise", self.practise.page)
        self._rail.add("practise", "Practise", "practise")
        self._rail.chosen.connect(self._follow_rail)
        self.practise.page.interview_asked.connect(self.begin_interview)
        self.practise.page.rehearsal_opened.connect(self.open_review)
        self._lay_out()
        self.go("practise")
        QTimer.singleShot(0, self.practise.load)

    @property
    def page_name(self) -> str:
        """The name of the page that is shown."""
        return next(name for name, page in self._pages.items() if page is self._stack.currentWidget())

    @property
    def interview(self) -> "InterviewRoom":
        """The interview, made on first use."""
        if self._interview is None:
            from desktop.ui.interview_room import InterviewRoom

            self._interview = InterviewRoom(self._program, self._theme, self._now_seconds, self._wall_clock, self)
            self._interview.answer_kept.connect(self.open_review)
            self._interview.left.connect(self._return)
            self.add_page("interview", self._interview.page)
        return self._interview

    @property
    def review(self) -> "ReviewRoom":
        """The review, made on first use."""
        if self._review is None:
            from desktop.ui.review_room import ReviewRoom

            self._review = ReviewRoom(self._program, self._tasks, self._theme, self._make_sound, self)
            self._review.opened.connect(self._enter_review)
            self._review.failed.connect(self._tell)
            self._review.page.again_asked.connect(self._practise_again)
            self.add_page("review", self._review.page)
        return self._review

    def add_page(self, name: str, page: QWidget) -> None:
        """Add a page that `go` can show."""
        self._pages[name] = page
        self._stack.addWidget(page)

    @Slot(str)
    def go(self, name: str) -> None:
        """Show a page; during an interview there is no rail to distract."""
        if name != "review" and self._review is not None:
            self._review.leave()
        self._stack.setCurrentWidget(self._pages[name])
        self._pages[name].setFocus()
        self._rail.mark(name)
        self._rail.setVisible(name != "interview")
        self.page_shown.emit(name)

    @Slot(str)
    def _follow_rail(self, name: str) -> None:
        """Show a page; the list of rehearsals is read anew, for a review may have changed one."""
        self.go(name)
        if name == "practise":
            self.practise.load()

    @Slot(object, object)
    def begin_interview(self, case: "Case", format_: "Format") -> None:
        """Begin an interview on this case."""
        room = self.interview
        self.go("interview")
        room.begin(case, format_)

    @Slot(str)
    def open_review(self, rehearsal_id: str) -> None:
        """Show a rehearsal as soon as it is read."""
        self.review.open(rehearsal_id)

    @Slot()
    def _enter_review(self) -> None:
        if not self._rail.has("review"):
            self._rail.add("review", "Review", "review")
        self.go("review")

    @Slot(str)
    def _tell(self, text: str) -> None:
        if self.page_name == "interview":
            self.interview.page.show_failure(text)
        else:
            self.practise.page.show_problem(text)

    @Slot()
    def _return(self) -> None:
        self.go("practise")
        self.practise.load()

    @Slot(str, str)
    def _practise_again(self, case_id: str, format_id: str) -> None:
        self._return()
        self.practise.page.choose_case(case_id, format_id)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave whatever is running; what was recorded is kept."""
        if self._interview is not None:
            self._interview.leave()
        if self._review is not None:
            self._review.leave()
            self._review.player.unload()
        if self._furnished:
            self._tasks.close()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give a small window's room to the page."""
        super().resizeEvent(event)
        if self._furnished:
            self._rail.narrow(narrow=self.width() < RAIL_NARROW_UNDER)

    def _lay_out(self) -> None:
        from desktop.ui.icons import make_icon

        self.setWindowIcon(make_icon("rostrum", self._theme.colours.accent, 64))
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addWidget(self._stack, 1)
        self.setCentralWidget(body)
        self._rail.narrow(narrow=self.width() < RAIL_NARROW_UNDER)
