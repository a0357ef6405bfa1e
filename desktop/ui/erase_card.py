"""Erasing everything: a plain line that says what goes, and a word to be typed before it does."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.practice.erasing import Erasure
from desktop.ui.announcing import announce
from desktop.ui.buttons import Button
from desktop.ui.check_box import CheckBox
from desktop.ui.labels import plain_label
from desktop.ui.notice import IconView
from desktop.ui.side_by_side import SideBySide
from desktop.ui.theme import Theme
from desktop.ui.tokens import SPACE

WORD = "erase"
_WORD_CHARACTERS = 14


class EraseCard(QFrame):
    """Hidden until it is asked for. `erase_asked` carries an `Erasure`, and comes only after the word was typed.

    `changed` carries an `Erasure` whenever another one is chosen, so that its words can be shown.
    """

    erase_asked = Signal(object)
    changed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "well")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._text = plain_label(wrap=True)
        self._models = CheckBox(theme, "The models too")
        self._cases = CheckBox(theme, "My own cases too")
        self._word = QLineEdit()
        self._keep = Button("Keep everything", self.end)
        self._erase = Button("Erase for good", self._tell)
        self._connect()
        self._lay_out(theme)
        self.hide()

    @property
    def erasure(self) -> Erasure:
        """What is chosen to go."""
        return Erasure(models=self._models.isChecked(), cases=self._cases.isChecked())

    @property
    def text(self) -> str:
        """The line that says what goes."""
        return self._text.text()

    def begin(self) -> None:
        """Appear, with nothing chosen and nothing typed."""
        self._models.setChecked(False)
        self._cases.setChecked(False)
        self._word.clear()
        self.show()
        self.changed.emit(self.erasure)
        self._word.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_gone(self, gone: str) -> None:
        """Say what would be erased."""
        self._text.setText(f"This erases {gone}. It cannot be undone.")
        announce(self, self.text)

    @Slot()
    def end(self) -> None:
        """Go away; nothing is erased."""
        self._word.clear()
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Nothing that was typed waits while the page cannot be used."""
        if event.type() is QEvent.Type.EnabledChange:
            self._word.clear()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _look(self) -> None:
        self._erase.setEnabled(self._word.text().strip().casefold() == WORD)

    @Slot()
    def _tell(self) -> None:
        if self._erase.isEnabled():
            self.end()
            self.erase_asked.emit(self.erasure)

    @Slot()
    def _tell_changed(self) -> None:
        self.changed.emit(self.erasure)

    def _connect(self) -> None:
        self._word.setAccessibleName(f"Type {WORD} to erase everything for good")
        self._word.setPlaceholderText(f"Type: {WORD}")
        self._word.setMinimumWidth(self._word.fontMetrics().averageCharWidth() * _WORD_CHARACTERS)
        self._word.textChanged.connect(self._look)
        self._word.returnPressed.connect(self._tell)
        self._models.toggled.connect(self._tell_changed)
        self._cases.toggled.connect(self._tell_changed)
        self._look()

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.large, SPACE.medium, SPACE.large, SPACE.medium)
        column.setSpacing(SPACE.small)
        head = QHBoxLayout()
        head.setSpacing(SPACE.small)
        head.addWidget(IconView("warning", "stop", theme), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._text, 1)
        column.addLayout(head)
        column.addWidget(SideBySide(_row(self._models, self._cases), _row(self._keep, self._word, self._erase)))


def _row(*widgets: QWidget) -> QWidget:
    around = QWidget()
    row = QHBoxLayout(around)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE.small)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return around
