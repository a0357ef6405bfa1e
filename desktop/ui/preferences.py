"""The settings while the window is open: pages choose, and all that shows them hears of it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.home import HomeUnusable
from desktop.settings import Settings, SettingsError

if TYPE_CHECKING:
    from desktop.program import Program


class Preferences(QObject):
    """Chooses settings of one program. `failed` carries a line when they could not be kept for the next time."""

    changed = Signal()
    failed = Signal(str)

    def __init__(self, program: "Program", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program

    @property
    def settings(self) -> Settings:
        """What is chosen now."""
        return self._program.settings

    def choose(self, **choices: Any) -> None:
        """Choose settings by their names; what is as it was is told to nobody."""
        before = self.settings
        try:
            self._program.choose(**choices)
        except (SettingsError, HomeUnusable) as error:
            self.failed.emit(f"{error}. The choice holds until the window is closed.")
        if self.settings != before:
            self.changed.emit()
