"""What can be done with words of the transcript: repeat them, put them right, note something on them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from desktop.ui.buttons import Button
from desktop.ui.labels import ElidedLabel
from desktop.ui.tokens import SPACE

_HINT = "Click a word to hear it; select words to repeat or mend them."


class WordLine(QLineEdit):
    """Where words are put right. `left` says that it was done by Enter (True) or given up by Escape."""

    left = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End the writing; all other keys write."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit(event.key() != Qt.Key.Key_Escape)
            return
        super().keyPressEvent(event)


class WordBar(QStackedWidget):
    """Shows a hint, what may be done with the chosen words, or the line in which they are put right.

    `put_right` carries the words as they should be; `left` says that nothing is being written any more.
    """

    loop_asked = Signal()
    fix_asked = Signal()
    note_asked = Signal()
    put_right = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._heard = ""
        self._hint = ElidedLabel(_HINT, "small")
        self._words = ElidedLabel(role="small")
        self._heard_as = ElidedLabel(role="small")
        self.line = WordLine()
        self.line.setAccessibleName("The words as they were said")
        self.line.left.connect(self._leave)
        self._as_heard = Button("As heard", self._take_back, "quiet small")
        self._pages = {"hint": _row(self._hint)}
        self._pages["chosen"] = _row(
            self._words,
            Button("Repeat", self.loop_asked.emit, "quiet small"),
            Button("Put right", self.fix_asked.emit, "quiet small"),
            Button("Note", self.note_asked.emit, "quiet small"),
        )
        self._pages["fix"] = _row(
            self._heard_as,
            self._as_heard,
            Button("Keep", self._keep, "quiet small"),
            Button("Cancel", self._cancel, "quiet small"),
            line=self.line,
        )
        for page in self._pages.values():
            self.addWidget(page)

    @property
    def fixing(self) -> bool:
        """Whether words are being put right."""
        return self.currentWidget() is self._pages["fix"]

    @property
    def text(self) -> str:
        """What it says of the words."""
        if self.fixing:
            return self._heard_as.text()
        return self._words.text() if self.currentWidget() is self._pages["chosen"] else self._hint.text()

    def show_hint(self) -> None:
        """Say what can be done at all."""
        self.setCurrentWidget(self._pages["hint"])

    def show_chosen(self, words: str, heard: str) -> None:
        """Offer what can be done with these words; `heard` is what was heard where they were put right."""
        self._words.setText(f"Heard as \u201c{heard}\u201d" if heard else f"\u201c{words}\u201d")
        self.setCurrentWidget(self._pages["chosen"])

    def begin_fix(self, words: str, heard: str) -> None:
        """Let these words be put right; `heard` is what the recogniser wrote."""
        self._heard = heard
        self._heard_as.setText(f"Heard: \u201c{heard}\u201d")
        self._as_heard.setVisible(words != heard)
        self.line.setText(words)
        # Selected from its end, so that its beginning is in view.
        self.line.end(False)  # noqa: FBT003 - Qt's name for not selecting
        self.line.home(True)  # noqa: FBT003 - and for selecting
        self.setCurrentWidget(self._pages["fix"])
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self, kept: bool) -> None:  # noqa: FBT001 - Qt's signal
        if kept:
            self._keep()
        else:
            self._cancel()

    def _keep(self) -> None:
        self.show_hint()
        self.left.emit()
        self.put_right.emit(self.line.text())

    def _take_back(self) -> None:
        self.line.setText(self._heard)
        self._keep()

    def _cancel(self) -> None:
        self.show_hint()
        self.left.emit()


def _row(label: ElidedLabel, *buttons: Button, line: QLineEdit | None = None) -> QWidget:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(SPACE.small, 0, SPACE.small, 0)
    row.setSpacing(SPACE.tiny)
    row.addWidget(label, 1)
    if line is not None:
        row.addWidget(line, 3)
    for button in buttons:
        row.addWidget(button)
    return page
