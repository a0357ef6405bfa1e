"""Choosing how the interviewer behaves, and how strict the time is."""

from collections.abc import Iterable

from PySide6.QtCore import Signal, Slot

from cases.model import Style
from desktop.settings import Settings
from desktop.ui.card import Card
from desktop.ui.check_box import CheckBox
from desktop.ui.choice_box import ChoiceBox
from desktop.ui.labels import plain_label
from desktop.ui.theme import Theme

_MEANS = {
    "supportive": "Waits for you, asks seldom and kindly.",
    "neutral": "Asks when there is a reason to.",
    "tough": "Asks often, and interrupts what is plainly wrong.",
}


class InterviewerCard(Card):
    """Shows the interviewer's settings under a title. `chosen` carries a dictionary of settings."""

    chosen = Signal(object)

    def __init__(self, title: str, styles: Iterable[Style], theme: Theme) -> None:
        super().__init__(title)
        self._style = ChoiceBox(theme, "Interviewer")
        for style in styles:
            self._style.addItem(style.title, style.id)
        self._means = plain_label(role="small", wrap=True)
        self._strict = CheckBox(theme, "Strict: nothing stops the clock")
        self._time_calls = CheckBox(theme, "The voice says how much time is left")
        self._ears_only = CheckBox(theme, "Ears only: the question is heard, not shown")
        self._style.activated.connect(self._choose_style)
        self._strict.toggled.connect(self._choose_strict)
        self._time_calls.toggled.connect(self._choose_time_calls)
        self._ears_only.toggled.connect(self._choose_ears_only)

    def add_choices(self) -> None:
        """Put the choices below what is there."""
        self.add_field("Interviewer", self._style)
        for widget in (self._means, self._strict, self._time_calls, self._ears_only):
            self.add(widget)

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen."""
        self._style.setCurrentIndex(max(0, self._style.findData(settings.style)))
        self._means.setText(_MEANS.get(settings.style, ""))
        # What is not spoken must be shown.
        self._ears_only.setEnabled(settings.speak_questions)
        ears_only = settings.ears_only and settings.speak_questions
        for box, ticked in (
            (self._strict, settings.strict),
            (self._time_calls, settings.time_calls),
            (self._ears_only, ears_only),
        ):
            box.blockSignals(True)  # noqa: FBT003 - Qt's name for it
            box.setChecked(ticked)
            box.blockSignals(False)  # noqa: FBT003

    @Slot()
    def _choose_style(self) -> None:
        self.chosen.emit({"style": self._style.currentData()})

    @Slot(bool)
    def _choose_strict(self, strict: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.chosen.emit({"strict": strict})

    @Slot(bool)
    def _choose_time_calls(self, time_calls: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.chosen.emit({"time_calls": time_calls})

    @Slot(bool)
    def _choose_ears_only(self, ears_only: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.chosen.emit({"ears_only": ears_only})
