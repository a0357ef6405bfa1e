"""The chosen case: what it is about, the formats to practise it in, who will listen, and the button that begins."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from cases.model import Case, Format
from desktop.ui.buttons import Button
from desktop.ui.format_choices import FormatChoices
from desktop.ui.labels import plain_label
from desktop.ui.notice import IconView
from desktop.ui.phase_strip import PhaseStrip
from desktop.ui.side_by_side import Buttons
from desktop.ui.theme import Theme
from desktop.ui.times import minutes_text
from desktop.ui.tokens import SPACE
from speech.models import Recogniser

_FORMATS_IN_A_ROW = 2


class CaseCard(QFrame):
    """Shows one case. `started` carries the `Format` to begin with, `check_asked` the one to prepare for."""

    started = Signal(object)
    check_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._track = plain_label(role="overline", wrap=True)
        self._title = plain_label(role="title", wrap=True)
        self._summary = plain_label(wrap=True)
        self._choices = FormatChoices(_FORMATS_IN_A_ROW)
        self._choices.chosen.connect(self._show_format)
        self._phases = PhaseStrip(theme)
        self._listener = plain_label(role="muted", wrap=True)
        self._start = Button("Start", self._tell_started, "primary")
        self._check = Button("Check microphone and voice", self._tell_check_asked, "quiet")
        self._lay_out(theme)

    @property
    def format(self) -> Format | None:
        """The format that is chosen."""
        return self._choices.format

    def show_case(self, case: Case, track_title: str) -> None:
        """Show a case with its first format chosen."""
        self._track.setText(track_title)
        self._title.setText(case.title)
        self._summary.setText(case.summary)
        self._choices.show_formats(case.formats)

    def show_recogniser(self, recogniser: Recogniser) -> None:
        """Say plainly who will listen."""
        self._listener.setText(recogniser_in_words(recogniser))

    def show_check_first(self, *, check_first: bool) -> None:
        """Show whether the page with the check comes first anyway, or can be asked for."""
        self._check.setVisible(not check_first)

    def choose_format(self, format_id: str) -> None:
        """Choose a format of the case by its id."""
        self._choices.choose(format_id)

    def focus_start(self) -> None:
        """Go to the button that begins."""
        self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _show_format(self, format_: Format) -> None:
        self._phases.show_format(format_)
        self._start.say(f"Start the {minutes_text(format_.minutes)}")

    @Slot()
    def _tell_started(self) -> None:
        if self.format is not None:
            self.started.emit(self.format)

    @Slot()
    def _tell_check_asked(self) -> None:
        if self.format is not None:
            self.check_asked.emit(self.format)

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.wide, SPACE.wide, SPACE.wide)
        column.setSpacing(SPACE.small)
        for widget in (self._track, self._title, self._summary):
            column.addWidget(widget)
        column.addSpacing(SPACE.small)
        column.addWidget(self._choices)
        column.addSpacing(SPACE.tiny)
        column.addWidget(self._phases)
        column.addSpacing(SPACE.small)
        listener = QHBoxLayout()
        listener.setSpacing(SPACE.small)
        listener.addWidget(IconView("ear", "muted", theme), 0, Qt.AlignmentFlag.AlignTop)
        listener.addWidget(self._listener, 1)
        column.addLayout(listener)
        column.addSpacing(SPACE.small)
        column.addWidget(Buttons(self._start, self._check))


def recogniser_in_words(recogniser: Recogniser) -> str:
    """Return who will listen, and how far that can be trusted."""
    if recogniser.provisional:
        return (
            "pocketsphinx will listen, on this laptop. It mishears about one word in eight, so scores are provisional."
        )
    return f"Whisper ({recogniser.model}) will listen, on this laptop."
