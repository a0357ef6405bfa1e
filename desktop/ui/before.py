"""Before the start: try microphone and voice, see who listens and for how long, then begin."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cases.model import Case, Format, Style
from desktop.ui.buttons import Button, KeyButton
from desktop.ui.card import card_columns
from desktop.ui.check_box import CheckBox
from desktop.ui.format_box import FormatBox
from desktop.ui.interviewer_card import InterviewerCard
from desktop.ui.keys import Key, press
from desktop.ui.labels import ElidedLabel, plain_label, rule
from desktop.ui.microphone_card import MicrophoneCard
from desktop.ui.notice import Notice
from desktop.ui.page import page_column
from desktop.ui.recogniser_card import RecogniserCard
from desktop.ui.scrolled import ScrolledColumn
from desktop.ui.theme import Theme
from desktop.ui.times import minutes_text
from desktop.ui.tokens import SPACE
from desktop.ui.verdict_line import VerdictLine
from desktop.ui.voice_card import VoiceCard

_REASSURANCE = "Nothing here is needed: you can start at once with what was used last time."


class BeforePage(QWidget):
    """Shows the checks and tells what is asked for.

    `start_asked` carries the `Case` and the `Format`, `check_first_chosen` whether this page comes before each
    rehearsal, `default_asked` that the system's microphone shall be used in the place of one that is gone.
    """

    KEYS = (
        Key(("Enter", "Return"), "start the rehearsal", "enter", repeats=False),
        Key(("Esc",), "back to the cases", "escape", repeats=False),
    )

    start_asked = Signal(object, object)
    left = Signal()
    check_first_chosen = Signal(bool)
    default_asked = Signal()

    def __init__(self, theme: Theme, styles: Iterable[Style]) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Before the start")
        self._case: Case | None = None
        self._title = ElidedLabel(role="muted")
        self._problem = Notice(theme, "stop", "practise")
        self.microphone = MicrophoneCard(theme)
        self.voice = VoiceCard(theme)
        self.recogniser = RecogniserCard(theme)
        self.interviewer = InterviewerCard("This rehearsal", styles, theme)
        self._formats = FormatBox(theme)
        self._disk = VerdictLine(theme)
        self._check_first = CheckBox(theme, "Show this each time")
        self._reassurance = plain_label(_REASSURANCE, "small", wrap=True)
        self._default = Button("Use the system's microphone", self.default_asked.emit)
        self._back = KeyButton("Back", "Esc", self.left.emit)
        self._start = KeyButton("Start", "Enter", self._ask, "primary")
        self._connect()
        self._lay_out()

    def show_sitting(self, case: Case, format_: Format, *, check_first: bool) -> None:
        """Get ready for this case in this format."""
        self._case = case
        self._title.setText(case.title)
        self._formats.show_formats(case.formats)
        self._formats.choose(format_.id)
        self._check_first.blockSignals(True)  # noqa: FBT003 - Qt's name for it
        self._check_first.setChecked(check_first)
        self._check_first.blockSignals(False)  # noqa: FBT003
        self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def format(self) -> Format | None:
        """The format that is chosen."""
        return self._formats.format

    def show_disk(self, text: str, kind: str) -> None:
        """Say how much room there is; `kind` is `good` or `stop`."""
        self._disk.tell(text, kind)

    @Slot()
    def show_readiness(self) -> None:
        """Let the start be asked for unless there is no microphone, or the chosen one is gone.

        Another one is never taken in silence.
        """
        usable, gone = self.microphone.usable, self.microphone.gone
        self._start.setEnabled(usable)
        self._reassurance.setVisible(usable)
        self._default.setVisible(bool(gone))
        if gone:
            self._problem.tell(f"The microphone {gone} is not connected. Plug it in, or:")
        else:
            self._problem.tell("" if usable else "No microphone is connected. Plug one in; it is found by itself.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Start, or go back."""
        if not press(self, event):
            super().keyPressEvent(event)

    def enter(self) -> None:
        """Press the button in focus, else start."""
        focused = self.focusWidget()
        (focused if isinstance(focused, Button) and focused.hasFocus() else self._start).click()

    def escape(self) -> None:
        """Go back."""
        self.left.emit()

    @Slot(object)
    def _show_format(self, format_: Format) -> None:
        self._start.say(f"Start the {minutes_text(format_.minutes)}")

    @Slot()
    def _ask(self) -> None:
        if self._case is not None and self.format is not None:
            self.start_asked.emit(self._case, self.format)

    def _connect(self) -> None:
        self._formats.chosen.connect(self._show_format)
        self._check_first.toggled.connect(self.check_first_chosen)
        self._problem.add(self._default)

    def _lay_out(self) -> None:
        column = page_column(self)
        column.setSpacing(SPACE.medium)
        head = QHBoxLayout()
        head.setSpacing(SPACE.large)
        head.addWidget(plain_label("Before the start", "headline"))
        head.addWidget(self._title, 1, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        column.addWidget(self._problem)
        cards = ScrolledColumn(margin=0, spacing=SPACE.medium)
        cards.add(self._cards())
        column.addWidget(cards, 1)
        column.addWidget(rule())
        column.addLayout(self._foot())

    def _cards(self) -> QWidget:
        sitting = self.interviewer
        sitting.add_field("How long", self._formats)
        sitting.add_choices()
        sitting.add(self._disk)
        return card_columns((self.microphone, sitting), (self.voice, self.recogniser))

    def _foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setSpacing(SPACE.small)
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        row.addWidget(self._check_first)
        row.addStretch(1)
        row.addWidget(self._back)
        row.addWidget(self._start)
        foot.addWidget(self._reassurance)
        foot.addLayout(row)
        return foot
