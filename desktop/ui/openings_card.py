"""The two takes of a comparison beside one another, each with the words it began with."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.practice.comparison import Comparison, Take
from desktop.practice.opening import Opening
from desktop.ui.buttons import Button
from desktop.ui.labels import plain_label, set_role
from desktop.ui.rehearsal_rows import score_text
from desktop.ui.score_card import facts_in_words
from desktop.ui.times import date_text, length_text
from desktop.ui.tokens import SPACE

_NAMES = ("Older take", "Newer take")


class TakeColumn(QWidget):
    """Shows one take."""

    play_asked = Signal(int)
    open_asked = Signal(int)

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._name = plain_label(_NAMES[number], "overline")
        self._title = plain_label(role="large strong", wrap=True)
        self._facts = plain_label(role="small", wrap=True)
        self._text = plain_label(wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._play = Button("Play", self._ask_to_play)
        self._open = Button("Open", self._ask_to_open, "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.tiny)
        for widget in (self._name, self._title, self._facts):
            column.addWidget(widget)
        column.addSpacing(SPACE.small)
        column.addWidget(self._text)
        column.addSpacing(SPACE.tiny)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.small)
        buttons.addWidget(self._play)
        buttons.addWidget(self._open)
        buttons.addStretch(1)
        column.addLayout(buttons)

    @property
    def text(self) -> str:
        """The words that are shown of the opening."""
        return self._text.text()

    def show_take(self, take: Take, opening: Opening) -> None:
        """Show a take and its opening."""
        rehearsal = take.rehearsal
        mark = "no mark" if take.score.overall is None else score_text(take.score.overall, take.score.band)
        self._title.setText(f"{date_text(rehearsal.started_at)}: {mark}")
        length = [length_text(rehearsal.recorded_seconds)] if rehearsal.recorded_seconds else []
        provisional = ["provisional"] if rehearsal.provisional else []
        facts = (rehearsal.format_title, *length, *provisional, facts_in_words(take.score))
        self._facts.setText("  \u00b7  ".join(facts))
        self._text.setText(f"\u201c{opening.text} \u2026\u201d" if opening.text else "Not a word was heard.")
        self._play.setVisible(opening.start_seconds is not None)
        self._open.setAccessibleName(f"Open the {_NAMES[self._number].lower()}")
        self.show_playing(playing=False)

    def show_playing(self, *, playing: bool) -> None:
        """Show whether it is this one that is heard."""
        self._name.setText(f"{_NAMES[self._number]}, playing" if playing else _NAMES[self._number])
        set_role(self._name, "place" if playing else "overline")
        self._play.say("Stop" if playing else f"Play {self._number + 1}")
        self._play.setAccessibleName(f"{'Stop' if playing else 'Play'} the {_NAMES[self._number].lower()}'s opening")

    def _ask_to_play(self) -> None:
        self.play_asked.emit(self._number)

    def _ask_to_open(self) -> None:
        self.open_asked.emit(self._number)


class OpeningsCard(QFrame):
    """Shows both takes; the signals carry 0 for the older, 1 for the newer one."""

    play_asked = Signal(int)
    open_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.columns = (TakeColumn(0), TakeColumn(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.large, SPACE.medium, SPACE.large, SPACE.medium)
        row.setSpacing(SPACE.wider)
        for column in self.columns:
            column.play_asked.connect(self.play_asked)
            column.open_asked.connect(self.open_asked)
            row.addWidget(column, 1)

    def show_comparison(self, comparison: Comparison) -> None:
        """Show the takes of a comparison."""
        takes = (comparison.before, comparison.now)
        for column, take, opening in zip(self.columns, takes, comparison.openings, strict=True):
            column.show_take(take, opening)

    def show_playing(self, take: int | None) -> None:
        """Show which opening is heard, None for neither."""
        for number, column in enumerate(self.columns):
            column.show_playing(playing=number == take)
