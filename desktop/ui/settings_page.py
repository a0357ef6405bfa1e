"""Settings: sound, voice, who listens, the look, and where everything is kept."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cases.model import Style
from desktop.settings import Settings
from desktop.ui.buttons import Button
from desktop.ui.card import Card, card_columns
from desktop.ui.check_box import CheckBox
from desktop.ui.choice_box import ChoiceBox
from desktop.ui.interviewer_card import InterviewerCard
from desktop.ui.labels import plain_label
from desktop.ui.microphone_card import MicrophoneCard
from desktop.ui.notice import Notice
from desktop.ui.page import page_column
from desktop.ui.recogniser_card import RecogniserCard
from desktop.ui.scrolled import ScrolledColumn
from desktop.ui.theme import Theme
from desktop.ui.tokens import SPACE
from desktop.ui.voice_card import VoiceCard

_THEMES = (("As the system", "system"), ("Light", "light"), ("Dark", "dark"))


class SettingsPage(QWidget):
    """Shows every setting. `chosen` carries a dictionary of settings, `folder_asked` asks to open the data's folder."""

    chosen = Signal(object)
    folder_asked = Signal()

    def __init__(self, theme: Theme, root: Path, styles: Iterable[Style]) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Settings")
        self.microphone = MicrophoneCard(theme)
        self.voice = VoiceCard(theme)
        self.recogniser = RecogniserCard(theme)
        self.interviewer = InterviewerCard("Rehearsal", styles, theme)
        self._problem = Notice(theme, "stop")
        self._theme = ChoiceBox(theme, "Colours")
        self._check_first = CheckBox(theme, "Try microphone and voice before each rehearsal")
        self._root = plain_label(str(root), wrap=True)
        self._disk = plain_label(role="muted", wrap=True)
        self._connect()
        self._lay_out()

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen; the sound's cards are served on their own."""
        self.interviewer.show_settings(settings)
        self._theme.setCurrentIndex(self._theme.findData(settings.theme))
        self._check_first.blockSignals(True)  # noqa: FBT003 - Qt's name for it
        self._check_first.setChecked(settings.check_first)
        self._check_first.blockSignals(False)  # noqa: FBT003

    def show_disk(self, text: str) -> None:
        """Say how much room everything takes."""
        self._disk.setText(text)

    def show_problem(self, text: str) -> None:
        """Say what went wrong."""
        self._problem.tell(text)

    @Slot()
    def _choose_theme(self) -> None:
        self.chosen.emit({"theme": self._theme.currentData()})

    @Slot(bool)
    def _choose_check_first(self, check_first: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.chosen.emit({"check_first": check_first})

    def _connect(self) -> None:
        for title, name in _THEMES:
            self._theme.addItem(title, name)
        self._theme.activated.connect(self._choose_theme)
        self._check_first.toggled.connect(self._choose_check_first)
        self.interviewer.chosen.connect(self.chosen)
        self._root.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def _lay_out(self) -> None:
        column = page_column(self)
        column.setSpacing(SPACE.medium)
        column.addWidget(plain_label("Settings", "headline"))
        column.addWidget(plain_label("A choice holds at once and is kept.", "muted"))
        column.addWidget(self._problem)
        cards = ScrolledColumn(margin=0, spacing=SPACE.medium)
        cards.add(self._cards())
        column.addWidget(cards, 1)

    def _cards(self) -> QWidget:
        rehearsal, look, data = self.interviewer, Card("Look"), Card("Your data")
        rehearsal.add_choices()
        rehearsal.add(self._check_first)
        look.add_field("Colours", self._theme)
        data.add(plain_label("Recordings, transcripts, models and settings are kept here and nowhere else:", "muted",
                             wrap=True))  # fmt: skip
        data.add(self._root)
        data.add(self._disk)
        data.add_row(Button("Open the folder", self.folder_asked.emit))
        return card_columns((self.microphone, self.recogniser, data), (self.voice, rehearsal, look))
