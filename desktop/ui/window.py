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
    from PySide6.QtGui import QAction
    from PySide6.QtMultimedia import QMediaDevices

    from cases.model import Case, Format
    from desktop.program import Program
    from desktop.ui.interruption import Interruption
    from desktop.ui.interview_room import InterviewRoom
    from desktop.ui.practise_room import PractiseRoom
    from desktop.ui.review_room import ReviewRoom
    from desktop.ui.rooms import Rooms
    from desktop.ui.sound import Sound
    from desktop.ui.theme import Theme

_FIRST_SIZE = QSize(1280, 820)


def _wall_clock() -> datetime:
    return datetime.now().astimezone()


def _make_sound() -> "Sound":
    # Loads Qt's multimedia, which takes longer than showing the window: only when something is to be played.
    from desktop.ui.sound import Sound

    return Sound()


def _make_media_devices() -> "QMediaDevices":
    # As above: only when the devices are looked at.
    from PySide6.QtMultimedia import QMediaDevices

    return QMediaDevices()


# What the rail shows, from the top: the page's name, its title and its icon. The review comes once there is one.
RAIL = (
    ("practise", "Practise", "practise"),
    ("rehearsals", "Rehearsals", "rehearsals"),
    ("progress", "Progress", "progress"),
    ("models", "Models", "ear"),
    ("settings", "Settings", "settings"),
    ("help", "Help", "help"),
)


class Window(QMainWindow):
    """Shows the pages of one program.

    It is made empty, so that it is on the screen before anything heavy is loaded: even Qt's own `Qt` namespace takes
    a seventh of the time in which an empty window comes up. `furnish` brings the pages; rooms are made when they are
    first entered. Clocks, the sound and Qt's list of devices are parameters for tests.
    """

    page_shown = Signal(str)

    def __init__(
        self,
        now_seconds: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], datetime] = _wall_clock,
        make_sound: "Callable[[], Sound]" = _make_sound,
        make_media_devices: "Callable[[], QMediaDevices]" = _make_media_devices,
    ) -> None:
        super().__init__()
        self._clocks = (now_seconds, wall_clock)
        self._make_sound, self._make_media_devices = make_sound, make_media_devices
        self._rooms: Rooms | None = None
        self._actions: tuple[QAction, ...] = ()
        self._compared_from = "rehearsals"
        self.setWindowTitle("Rostrum")
        self.setMinimumSize(*WINDOW_SMALLEST)
        self.resize(_FIRST_SIZE)

    def furnish(self, program: "Program", theme: "Theme", problem: str = "") -> None:
        """Bring the pages of `program` and begin to read; `problem` is a line for the reader."""
        from desktop.ui.rail import Rail
        from desktop.ui.rooms import Rooms
        from desktop.ui.window_keys import add_keys

        self._theme = theme
        self._pages: dict[str, QWidget] = {}
        self._rail = Rail(theme)
        self._stack = QStackedWidget()
        self._rooms = Rooms(self, program, theme, self._clocks, self._make_sound, self._make_media_devices, problem)
        for name, title, icon in RAIL:
            self._rail.add(name, title, icon)
        self._rail.chosen.connect(self.show_page)
        self._actions = add_keys(self)
        self._lay_out()
        self.go("practise")
        QTimer.singleShot(0, self.practise.load)

    @property
    def rooms(self) -> "Rooms":
        """The rooms, once the window is furnished."""
        assert self._rooms is not None  # noqa: S101 - asked for only by what stands in a room
        return self._rooms

    @property
    def page_name(self) -> str:
        """The name of the page that is shown."""
        return next(name for name, page in self._pages.items() if page is self._stack.currentWidget())

    @property
    def practise(self) -> "PractiseRoom":
        """The cases."""
        return self.rooms.practise

    @property
    def interview(self) -> "InterviewRoom":
        """The interview."""
        return self.rooms.interview

    @property
    def review(self) -> "ReviewRoom":
        """The review."""
        return self.rooms.review

    def add_page(self, name: str, page: QWidget) -> None:
        """Add a page that `go` can show."""
        self._pages[name] = page
        self._stack.addWidget(page)

    @Slot(str)
    def go(self, name: str) -> None:
        """Show a page; during an interview there is no rail to distract, and no key leads away."""
        self.rooms.leave_all_but(name)
        self._stack.setCurrentWidget(self._pages[name])
        self._pages[name].setFocus()
        self._rail.mark(name)
        self._rail.setVisible(name != "interview")
        for action in self._actions:
            action.setEnabled(name != "interview")
        self.page_shown.emit(name)

    @Slot(str)
    def show_page(self, name: str) -> None:
        """Show a page as it is now: what it shows is read anew, for other pages may have changed it."""
        if name == "review":
            if self.review.come_up_to_date():
                self.go(name)
            return
        self.rooms.enter(name)
        self.go(name)

    @Slot()
    def show_practise(self) -> None:
        """Show the cases."""
        self.show_page("practise")

    @Slot()
    def show_rehearsals(self) -> None:
        """Show the rehearsals."""
        self.show_page("rehearsals")

    @Slot()
    def show_progress(self) -> None:
        """Show the progress."""
        self.show_page("progress")

    @Slot()
    def show_models(self) -> None:
        """Show the models."""
        self.show_page("models")

    @Slot()
    def show_settings(self) -> None:
        """Show the settings."""
        self.show_page("settings")

    @Slot()
    def show_help(self) -> None:
        """Show the help."""
        self.show_page("help")

    @Slot()
    def import_recording(self) -> None:
        """Take in a recording that was made elsewhere."""
        self.show_page("rehearsals")
        self.rooms.rehearsals.page.file_asked.emit()

    @Slot(object, object)
    def ask_for_interview(self, case: "Case", format_: "Format") -> None:
        """Begin an interview, or first show the page before the start if the user wants that."""
        if self.rooms.preferences.settings.check_first:
            self.prepare(case, format_)
        else:
            self.begin_interview(case, format_)

    @Slot(object, object)
    def prepare(self, case: "Case", format_: "Format") -> None:
        """Show the page before the start."""
        self.rooms.before.prepare(case, format_)
        self.go("before")

    @Slot(object, object)
    def begin_interview(self, case: "Case", format_: "Format") -> None:
        """Begin an interview on this case."""
        self._enter_interview().begin(case, format_)

    @Slot(object)
    def continue_interview(self, interruption: "Interruption") -> None:
        """Go on with an interview that was cut off."""
        self._enter_interview().go_on(interruption)

    @Slot(str)
    def close_interrupted(self, rehearsal_id: str) -> None:
        """Close an interview that was cut off as it stands: its recording is mended, heard and shown."""
        self.review.open(rehearsal_id, transcribe=True)

    @Slot(str)
    def open_review(self, rehearsal_id: str) -> None:
        """Show a rehearsal as soon as it is read."""
        self.review.open(rehearsal_id)

    @Slot(str, object, bool)
    def open_found(self, rehearsal_id: str, seconds: float | None, transcribe: bool) -> None:  # noqa: FBT001 - a slot
        """Show a rehearsal from the list; an import that ends when the reader is elsewhere does not call them back."""
        if self.page_name == "rehearsals":
            self.review.open(rehearsal_id, seconds, transcribe=transcribe)

    @Slot(str, str)
    def compare(self, one_id: str, other_id: str) -> None:
        """Show two takes side by side as soon as they are read."""
        self._compared_from = self.page_name
        self.rooms.compare.compare(one_id, other_id)

    @Slot()
    def enter_comparison(self) -> None:
        """Show the comparison, which is ready."""
        self.go("compare")
        self._rail.mark("rehearsals")

    @Slot()
    def leave_comparison(self) -> None:
        """Go back to where the comparison was asked for."""
        self.show_page(self._compared_from)

    @Slot()
    def enter_review(self) -> None:
        """Show the review, which is ready."""
        if not self._rail.has("review"):
            self._rail.add("review", "Review", "review", below="rehearsals")
        self.go("review")

    def forget_review(self) -> None:
        """Offer no review any more: what it showed is gone."""
        if self._rail.has("review"):
            self._rail.take("review")

    @Slot(str)
    def tell(self, text: str) -> None:
        """Say on the page that is shown what went wrong."""
        if self.page_name == "interview":
            self.interview.page.show_failure(text)
        elif self.page_name == "rehearsals":
            self.rooms.rehearsals.page.show_problem(text)
        elif self.page_name == "review":
            self.review.page.show_trouble(text)
        elif self.page_name in ("progress", "compare"):
            getattr(self.rooms, self.page_name).page.show_trouble(text)
        else:
            self.practise.page.show_problem(text)

    @Slot(str, str)
    def practise_again(self, case_id: str, format_id: str) -> None:
        """Show a case that was rehearsed before."""
        self.show_practise()
        self.practise.page.choose_case(case_id, format_id)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave whatever is running; what was recorded is kept, and what was written is not lost unsaid."""
        if self._rooms is not None:
            if not self._rooms.may_close():
                self._tell_unkept()
                event.ignore()
                return
            self._rooms.close()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give a small window's room to the page."""
        super().resizeEvent(event)
        if self._rooms is not None:
            self._rail.narrow(narrow=self.width() < RAIL_NARROW_UNDER)

    def _tell_unkept(self) -> None:
        """Show the note that is not on the disk; during an interview, which nothing may cover, only say so."""
        trouble = self.review.page.trouble
        if self.page_name == "interview":
            self.interview.page.tell_unkept(trouble)
        elif self._rail.has("review"):
            self.go("review")
        else:
            self.tell(trouble)

    def _enter_interview(self) -> "InterviewRoom":
        if self.rooms.made("rehearsals"):
            # Nothing else may want the machine while somebody speaks.
            self.rooms.rehearsals.leave()
        room = self.interview
        self.go("interview")
        return room

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
