"""Choosing the interviewer's voice: loudspeaker, voice and pace, and a sentence to try them."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSlider

from desktop.settings import FASTEST_WORDS_PER_MINUTE, SLOWEST_WORDS_PER_MINUTE, Settings
from desktop.ui.buttons import Button
from desktop.ui.card import Card
from desktop.ui.check_box import CheckBox
from desktop.ui.choice_box import ChoiceBox
from desktop.ui.device_box import DeviceBox
from desktop.ui.devices import Device
from desktop.ui.theme import Theme
from desktop.ui.verdict_line import VerdictLine
from desktop.ui.voice_names import voice_title

_STEP = 10
_NO_SPEAKER = "No loudspeaker is connected: questions are shown as text."


class VoiceCard(Card):
    """Shows the voice's settings.

    `chosen` carries what was chosen, a dictionary of settings; `sentence_asked` follows the button, `quiet_asked` a
    second press while the voice speaks.
    """

    chosen = Signal(object)
    sentence_asked = Signal()
    quiet_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("Interviewer's voice")
        self._voices: tuple[str, ...] | None = None
        self._speaking = False
        self._spoken = CheckBox(theme, "Questions are spoken")
        self._box = DeviceBox(theme, "Loudspeaker")
        self._voice = ChoiceBox(theme, "Voice")
        self._pace = QSlider(Qt.Orientation.Horizontal)
        self._try = Button("Say a sentence", self._ask)
        self._verdict = VerdictLine(theme)
        self._connect()
        self.add(self._spoken)
        self.add_field("Loudspeaker", self._box)
        self.add_field("Voice", self._voice)
        self._pace_title = self.add_field("Pace", self._pace)
        self.add_row(self._try, self._verdict, filled=True)

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen."""
        for widget in (self._spoken, self._pace):
            widget.blockSignals(True)  # noqa: FBT003 - Qt's name for it
        self._spoken.setChecked(settings.speak_questions)
        self._pace.setValue(settings.words_per_minute)
        for widget in (self._spoken, self._pace):
            widget.blockSignals(False)  # noqa: FBT003
        self._show_pace()
        self._box.choose(settings.speaker, settings.speaker_name)
        self._fill_voices(settings.voice)
        for field in (self._box, self._voice, self._pace):
            field.setEnabled(settings.speak_questions)
        self._show_presence()

    def show_devices(self, devices: tuple[Device, ...]) -> None:
        """Show which loudspeakers there are now."""
        self._box.show_devices(devices)
        self._show_presence()

    def show_voices(self, voices: tuple[str, ...]) -> None:
        """Show which voices there are."""
        self._voices = voices
        self._fill_voices(self._voice.currentData() or "")

    def show_speaking(self, *, speaking: bool) -> None:
        """Show whether the voice speaks."""
        self._speaking = speaking
        self._try.say("Stop the voice" if speaking else "Say a sentence")
        if speaking:
            self._verdict.tell("Speaking")
        else:
            self._show_presence()

    def show_heard(self) -> None:
        """Say that the sentence was spoken to its end."""
        self.show_speaking(speaking=False)
        self._verdict.tell("Spoken. If you heard nothing, choose another loudspeaker or turn it up.", "good")

    def show_problem(self, text: str) -> None:
        """Say what went wrong."""
        self.show_speaking(speaking=False)
        self._verdict.tell(text, "stop")

    def _show_presence(self) -> None:
        on = self._spoken.isChecked()
        self._try.setEnabled(on and not self._box.gone and not self._box.nothing)
        if not on:
            self._verdict.tell("Questions are shown as text only")
        elif self._box.nothing:
            self._verdict.tell(_NO_SPEAKER, "note")
        elif self._box.gone:
            self._verdict.tell(
                f"{self._box.gone} is not connected: questions are shown as text until it is, or choose another.",
                "note",
            )
        else:
            self._verdict.tell("Not tried yet")

    def _fill_voices(self, chosen: str) -> None:
        self._voice.clear()
        self._voice.addItem("The system's English voice", "")
        known = self._voices if self._voices is not None else ()
        for voice in known:
            self._voice.addItem(voice_title(voice), voice)
        if chosen and chosen not in known:
            gone = " (not installed)" if self._voices is not None else ""
            self._voice.addItem(f"{voice_title(chosen)}{gone}", chosen)
        self._voice.setCurrentIndex(max(0, self._voice.findData(chosen)))

    @Slot()
    def _show_pace(self) -> None:
        self._pace_title.setText(f"Pace: {self._pace.value()} words a minute")
        self._pace.setAccessibleDescription(f"{self._pace.value()} words a minute")

    @Slot()
    def _ask(self) -> None:
        (self.quiet_asked if self._speaking else self.sentence_asked).emit()

    @Slot(bool)
    def _choose_spoken(self, spoken: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.chosen.emit({"speak_questions": spoken})

    @Slot(str, str)
    def _choose_speaker(self, device_id: str, name: str) -> None:
        self.chosen.emit({"speaker": device_id, "speaker_name": name})

    @Slot()
    def _choose_voice(self) -> None:
        self.chosen.emit({"voice": self._voice.currentData()})

    @Slot()
    def _choose_pace(self) -> None:
        self._show_pace()
        if not self._pace.isSliderDown():
            self.chosen.emit({"words_per_minute": self._pace.value()})

    def _connect(self) -> None:
        self._pace.setRange(SLOWEST_WORDS_PER_MINUTE, FASTEST_WORDS_PER_MINUTE)
        self._pace.setSingleStep(_STEP)
        self._pace.setPageStep(2 * _STEP)
        self._pace.setAccessibleName("Pace in words a minute")
        self._spoken.toggled.connect(self._choose_spoken)
        self._box.device_chosen.connect(self._choose_speaker)
        self._voice.activated.connect(self._choose_voice)
        self._pace.valueChanged.connect(self._choose_pace)
        self._pace.sliderReleased.connect(self._choose_pace)
