"""What the interviewer asks: as text, or only to be heard."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.announcing import announce
from desktop.ui.labels import plain_label
from desktop.ui.notice import IconView
from desktop.ui.remark import Remark
from desktop.ui.scrolled import FittingScroll
from desktop.ui.theme import Theme
from desktop.ui.tokens import SPACE

_EARS_ONLY = "Ears only: what is asked is heard, not shown."


class QuestionCard(QFrame):
    """Shows the question, what the interviewer said last and what a phase is for; with `ears_only` none of it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.question = plain_label(role="question", wrap=True)
        self.remark = Remark(theme)
        self.prompt = plain_label(role="muted", wrap=True)
        self._ears = QWidget()
        self._ears_only = self._spoken = False
        self._lay_out(theme)
        self.show_ears_only(ears_only=False)

    @property
    def ears_only(self) -> bool:
        """Whether what is asked is not shown."""
        return self._ears_only and self._spoken

    def show_ears_only(self, *, ears_only: bool, spoken: bool = True) -> None:
        """Show what is asked, or not; what is not `spoken` is shown in any case."""
        self._ears_only, self._spoken = ears_only, spoken
        self._show_parts()

    def show_words(self, question: str, remark: str, prompt: str, *, spoken: bool) -> None:
        """Show what was asked, what was said last, and what the phase is for."""
        if question != self.question.text():
            self.question.setText(question)
        if prompt != self.prompt.text():
            self.prompt.setText(prompt)
        if not spoken and remark != self.remark.text:
            # Nobody says it aloud, unless a screen reader does.
            announce(self, remark)
        self.remark.show_remark("" if self._ears_only and spoken else remark)
        if spoken is not self._spoken:
            self._spoken = spoken
            self._show_parts()

    def _show_parts(self) -> None:
        for widget in (self.question, self.prompt):
            widget.setVisible(not self.ears_only)
        self._ears.setVisible(self.ears_only)

    def _lay_out(self, theme: Theme) -> None:
        row = QHBoxLayout(self._ears)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        row.addWidget(IconView("ear", "muted", theme), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(plain_label(_EARS_ONLY, "muted", wrap=True), 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE.wide, SPACE.wide, SPACE.wide, SPACE.wide)
        column.setSpacing(SPACE.medium)
        for widget in (self.question, self._ears, self.remark, self.prompt):
            column.addWidget(widget)
        around = QVBoxLayout(self)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(FittingScroll(inside))
