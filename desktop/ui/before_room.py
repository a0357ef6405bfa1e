"""The page before the start and what runs behind it."""

import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from cases.general_files import manners
from cases.model import Case, Format
from desktop.ui.before import BeforePage
from desktop.ui.contents import choose_recogniser
from desktop.ui.devices import DeviceWatch
from desktop.ui.preferences import Preferences
from desktop.ui.sound_setup import SoundSetup
from desktop.ui.theme import Theme
from speech.models import installed_models

if TYPE_CHECKING:
    from desktop.program import Program
    from desktop.ui.sound import Sound

# 16 kHz, 16 bits; once more while it is compressed, and some room for everything else.
_BYTES_A_MINUTE = 60 * 16_000 * 2
_COPIES = 2
_ROOM_BYTES = 200_000_000


class BeforeRoom(QObject):
    """Prepares one rehearsal. `started` carries the `Case` and the `Format`; `left` says there will be none."""

    started = Signal(object, object)
    left = Signal()
    models_asked = Signal()

    def __init__(
        self,
        program: "Program",
        preferences: Preferences,
        watch: DeviceWatch,
        theme: Theme,
        make_sound: "Callable[[], Sound]",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._program = program
        self._preferences = preferences
        self.page = BeforePage(theme, manners().styles)
        cards = (self.page.microphone, self.page.voice)
        self._setup = SoundSetup(program, preferences, watch, make_sound, cards, self)
        self._setup.ready_changed.connect(self.page.show_readiness)
        self.page.start_asked.connect(self._start)
        self.page.left.connect(self._leave)
        self.page.check_first_chosen.connect(self._choose_check_first)
        self.page.default_asked.connect(self._choose_default)
        self.page.recogniser.chosen.connect(self._choose)
        self.page.interviewer.chosen.connect(self._choose)
        self.page.recogniser.models_asked.connect(self.models_asked)
        preferences.changed.connect(self._show_choices)

    def prepare(self, case: Case, format_: Format) -> None:
        """Show the page for this case."""
        self.page.show_sitting(case, format_, check_first=self._preferences.settings.check_first)
        self._show_choices()
        self._show_disk(max(format_.minutes for format_ in case.formats))
        self._setup.begin()

    @Slot()
    def leave(self) -> None:
        """Stop whatever runs."""
        self._setup.leave()

    @Slot()
    def _show_choices(self) -> None:
        self.page.interviewer.show_settings(self._preferences.settings)
        recogniser, problems = choose_recogniser(self._program)
        installed = installed_models(self._program.home.models)
        self.page.recogniser.show_choices(self._preferences.settings, installed, recogniser, " ".join(problems))

    def _show_disk(self, minutes: float) -> None:
        try:
            free_bytes = shutil.disk_usage(self._program.home.root).free
        except OSError as error:
            self.page.show_disk(f"{self._program.home.root}: {error.strerror}", "stop")
            return
        needed_bytes = round(minutes * _BYTES_A_MINUTE * _COPIES) + _ROOM_BYTES
        if free_bytes >= needed_bytes:
            self.page.show_disk(f"Room on the disk: {free_bytes / 1e9:.0f} GB are free", "good")
        else:
            self.page.show_disk(
                f"Little room on the disk: {free_bytes // 1_000_000} MB are free, "
                f"{needed_bytes // 1_000_000} MB are wanted. Make room first.",
                "stop",
            )

    @Slot(object, object)
    def _start(self, case: Case, format_: Format) -> None:
        self.leave()
        self.started.emit(case, format_)

    @Slot()
    def _leave(self) -> None:
        self.leave()
        self.left.emit()

    @Slot(bool)
    def _choose_check_first(self, check_first: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._preferences.choose(check_first=check_first)

    @Slot()
    def _choose_default(self) -> None:
        self._preferences.choose(microphone="", microphone_name="")

    @Slot(object)
    def _choose(self, choices: dict[str, Any]) -> None:
        self._preferences.choose(**choices)
