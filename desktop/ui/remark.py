"""What the interviewer said last while the candidate is to be heard."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.labels import plain_label
from desktop.ui.notice import IconView
from desktop.ui.theme import Theme
from desktop.ui.tokens import SPACE


class Remark(QWidget):
    """A push-back or another sentence, beside the sign of a voice; hidden while there is none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._label = plain_label(role="large strong", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        row.addWidget(IconView("speaker", "push_back", theme), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What was said."""
        return self._label.text()

    def show_remark(self, text: str) -> None:
        """Show what was said, or nothing."""
        if text != self._label.text():
            self._label.setText(text)
            self.setAccessibleName(f"The interviewer: {text}" if text else "")
        if self.isHidden() is bool(text):
            self.setVisible(bool(text))
