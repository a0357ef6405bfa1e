"""The chosen case: what it is about, the formats to practise it in, who will listen, and the button that begins."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout

from cases.model import Case, Format
from desktop.ui.buttons import Button
from desktop.ui.labels import button_text, plain_label, plain_tooltip
from desktop.ui.notice import IconView
from desktop.ui.phase_strip import PhaseStrip
from desktop.ui.theme import Theme
from desktop.ui.times import minutes_text, short_minutes
from desktop.ui.tokens import SPACE
from speech.models import Recogniser

_FORMATS_IN_A_ROW = 2


class FormatChoice(QRadioButton):
    """A format to choose; a title that is too long is shortened and shown whole on hovering."""

    _AROUND_TEXT = 60

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.setAccessibleName(f"Format: {title}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the title to the room there is."""
        super().resizeEvent(event)
        room = self.width() - self._AROUND_TEXT
        fitting = self.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        self.setText(button_text(fitting))
        plain_tooltip(self, self._title if fitting != self._title else "")


class CaseCard(QFrame):
    """Shows one case. `started` carries the `Format` to begin with."""

    started = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._formats: tuple[Format, ...] = ()
        self.setProperty("role", "card")
        self._track = plain_label(role="overline", wrap=True)
        self._title = plain_label(role="title", wrap=True)
        self._summary = plain_label(wrap=True)
        self._choices = QButtonGroup(self)
        self._choices.idToggled.connect(self._show_format)
        self._choice_grid = QGridLayout()
        self._choice_grid.setSpacing(SPACE.small)
        for column in range(_FORMATS_IN_A_ROW):
            self._choice_grid.setColumnStretch(column, 1)
        self._phases = PhaseStrip(theme)
        self._listener = plain_label(role="muted", wrap=True)
        self._start = Button("Start", self._tell_started, "primary")
        self._lay_out(theme)

    @property
    def format(self) -> Format | None:
        """The format that is chosen."""
        place = self._choices.checkedId()
        return self._formats[place] if 0 <= place < len(self._formats) else None

    def show_case(self, case: Case, track_title: str) -> None:
        """Show a case with its first format chosen."""
        self._track.setText(track_title)
        self._title.setText(case.title)
        self._summary.setText(case.summary)
        self._formats = case.formats
        for button in self._choices.buttons():
            self._choices.removeButton(button)
            self._choice_grid.removeWidget(button)
            button.deleteLater()
        for place, format_ in enumerate(case.formats):
            self._add_choice(place, format_)
        if case.formats:
            self._choices.button(0).setChecked(True)

    def show_recogniser(self, recogniser: Recogniser) -> None:
        """Say plainly who will listen."""
        self._listener.setText(recogniser_in_words(recogniser))

    def choose_format(self, format_id: str) -> None:
        """Choose a format of the case by its id."""
        for place, format_ in enumerate(self._formats):
            if format_.id == format_id:
                self._choices.button(place).setChecked(True)

    def _add_choice(self, place: int, format_: Format) -> None:
        button = FormatChoice(f"{format_.title}, {short_minutes(format_.minutes)}")
        self._choices.addButton(button, place)
        self._choice_grid.addWidget(button, place // _FORMATS_IN_A_ROW, place % _FORMATS_IN_A_ROW)

    @Slot(int, bool)
    def _show_format(self, place: int, chosen: bool) -> None:  # noqa: FBT001 - Qt's signal
        if not chosen:
            return
        format_ = self._formats[place]
        self._phases.show_format(format_)
        self._start.say(f"Start the {minutes_text(format_.minutes)}")

    @Slot()
    def _tell_started(self) -> None:
        if self.format is not None:
            self.started.emit(self.format)

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.wide, SPACE.wide, SPACE.wide)
        column.setSpacing(SPACE.small)
        for widget in (self._track, self._title, self._summary):
            column.addWidget(widget)
        column.addSpacing(SPACE.small)
        column.addLayout(self._choice_grid)
        column.addSpacing(SPACE.tiny)
        column.addWidget(self._phases)
        column.addSpacing(SPACE.small)
        listener = QHBoxLayout()
        listener.setSpacing(SPACE.small)
        listener.addWidget(IconView("ear", "muted", theme), 0, Qt.AlignmentFlag.AlignTop)
        listener.addWidget(self._listener, 1)
        column.addLayout(listener)
        column.addSpacing(SPACE.small)
        column.addWidget(self._start, 0, Qt.AlignmentFlag.AlignLeft)


def recogniser_in_words(recogniser: Recogniser) -> str:
    """Return who will listen, and how far that can be trusted."""
    if recogniser.provisional:
        return (
            "pocketsphinx will listen, on this laptop. It mishears about one word in eight, so scores are provisional."
        )
    return f"Whisper ({recogniser.model}) will listen, on this laptop."
