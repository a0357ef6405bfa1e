"""How much room everything takes, and the way to be rid of what was deleted."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.buttons import Button
from desktop.ui.disk_use import DiskUse
from desktop.ui.labels import plain_label
from desktop.ui.model_facts import size_text
from desktop.ui.tokens import SPACE


class DiskLine(QWidget):
    """Shows sizes. `empty_asked` comes only after it was confirmed in the same place: it cannot be undone.

    `erase_asked` is confirmed elsewhere.
    """

    empty_asked = Signal()
    erase_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._use: DiskUse | None = None
        self._sure = False
        self._text = plain_label(role="small", wrap=True)
        self._empty = Button("Empty the trash", self._ask, "quiet")
        self._keep = Button("Keep it", self._withdraw, "quiet")
        self._really = Button("Remove for good", self._tell)
        self._erase = Button("Erase everything", self.erase_asked.emit, "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        row.addWidget(self._text, 1)
        for button in (self._empty, self._keep, self._really, self._erase):
            row.addWidget(button)
        self._show()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def show_use(self, use: DiskUse | None) -> None:
        """Show what takes how much room; None when that is not known."""
        self._use, self._sure = use, False
        self._show()

    @Slot()
    def _ask(self) -> None:
        self._sure = True
        self._show()
        self._keep.setFocus()

    @Slot()
    def _withdraw(self) -> None:
        self._sure = False
        self._show()
        self._empty.setFocus()

    @Slot()
    def _tell(self) -> None:
        self._sure = False
        self._show()
        self.empty_asked.emit()

    def _show(self) -> None:
        trash = self._use.trash if self._use else 0
        self._text.setText(self._use.text if self._use else "")
        self._really.say(f"Remove {size_text(trash)} for good")
        self._empty.setVisible(bool(trash) and not self._sure)
        self._keep.setVisible(self._sure)
        self._really.setVisible(self._sure)
        self._erase.setVisible(not self._sure)
