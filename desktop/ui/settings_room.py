"""The settings page and what runs behind it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from cases.general_files import manners
from desktop.ui.contents import choose_recogniser
from desktop.ui.devices import DeviceWatch
from desktop.ui.disk_use import read_disk_use
from desktop.ui.preferences import Preferences
from desktop.ui.settings_page import SettingsPage
from desktop.ui.sound_setup import SoundSetup
from desktop.ui.task import Task, Tasks
from desktop.ui.theme import Theme
from speech.models import installed_models

if TYPE_CHECKING:
    from desktop.program import Program
    from desktop.ui.sound import Sound
    from desktop.ui.task import StopAsked


class SettingsRoom(QObject):
    """Serves the settings page. `models_asked` follows the button that leads to the models."""

    models_asked = Signal()

    def __init__(
        self,
        program: "Program",
        preferences: Preferences,
        watch: DeviceWatch,
        tasks: Tasks,
        theme: Theme,
        make_sound: "Callable[[], Sound]",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._program = program
        self._preferences = preferences
        self._tasks = tasks
        self._measuring: Task | None = None
        self.page = SettingsPage(theme, program.home.root, manners().styles)
        cards = (self.page.microphone, self.page.voice)
        self._setup = SoundSetup(program, preferences, watch, make_sound, cards, self)
        self.page.chosen.connect(self._choose)
        self.page.folder_asked.connect(self._open_folder)
        self.page.recogniser.chosen.connect(self._choose)
        self.page.recogniser.models_asked.connect(self.models_asked)
        preferences.changed.connect(self._show)
        preferences.failed.connect(self.page.show_problem)

    def enter(self) -> None:
        """Show what is chosen and look which devices there are."""
        self.page.show_problem("")
        self._show()
        self._setup.begin()
        self._measuring = self._tasks.start(self._measure, self.page.show_disk, self._do_without)

    @Slot()
    def leave(self) -> None:
        """Stop whatever runs."""
        self._setup.leave()
        if self._measuring:
            self._measuring.cancel()
            self._measuring = None

    def _measure(self, stop_asked: "StopAsked") -> str:
        return read_disk_use(self._program.home, stop_asked).text

    @Slot(Exception)
    def _do_without(self, error: Exception) -> None:
        self.page.show_disk(f"How much room it takes cannot be read: {error}")

    @Slot()
    def _show(self) -> None:
        settings = self._preferences.settings
        recogniser, problems = choose_recogniser(self._program)
        self.page.show_settings(settings)
        self.page.recogniser.show_choices(
            settings, installed_models(self._program.home.models), recogniser, " ".join(problems)
        )

    @Slot(object)
    def _choose(self, choices: dict[str, Any]) -> None:
        self._preferences.choose(**choices)

    @Slot()
    def _open_folder(self) -> None:
        root = self._program.home.root
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(root))):
            self.page.show_problem(f"Nothing on this machine opens folders. Everything is in {root}")
