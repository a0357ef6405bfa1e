"""Choosing a microphone and trying it: a level, a verdict in words, and what was recorded to listen to."""

from PySide6.QtCore import Signal, Slot

from desktop.ui.buttons import Button
from desktop.ui.card import Card
from desktop.ui.device_box import DeviceBox
from desktop.ui.devices import Device
from desktop.ui.level_meter import LevelMeter
from desktop.ui.microphone_check import CHECK_SECONDS
from desktop.ui.theme import Theme
from desktop.ui.verdict_line import VerdictLine
from speech.level import Verdict

_ASK = f"Check for {CHECK_SECONDS:g} seconds"
_KINDS = {Verdict.GOOD: "good", Verdict.TOO_QUIET: "note", Verdict.CLIPPED: "note", Verdict.MUTED: "stop"}
_NONE = "No microphone is connected. Plug one in; it will appear here."


class MicrophoneCard(Card):
    """Shows the microphones and a check. `check_asked` and `playback_asked` follow the buttons.

    `device_chosen` carries an id and a name, empty for the system's default.
    """

    device_chosen = Signal(str, str)
    check_asked = Signal()
    playback_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("Microphone")
        self._box = DeviceBox(theme, "Microphone")
        self._check = Button(_ASK, self.check_asked.emit)
        self._playback = Button("Play it back", self.playback_asked.emit)
        self._meter = LevelMeter(theme)
        self._verdict = VerdictLine(theme)
        self._box.device_chosen.connect(self._tell_chosen)
        self.add(self._box)
        self.add_row(self._check, self._playback)
        self.add(self._meter)
        self.add(self._verdict)
        self.show_waiting()

    @property
    def gone(self) -> str:
        """The name of the chosen microphone when it is not connected."""
        return self._box.gone

    @property
    def usable(self) -> bool:
        """Whether there is a microphone to record with, as far as is known."""
        return not self._box.gone and not self._box.nothing

    def show_devices(self, devices: tuple[Device, ...]) -> None:
        """Show which microphones there are now."""
        self._box.show_devices(devices)
        self._show_presence()

    def choose(self, device_id: str, name: str) -> None:
        """Show which microphone is chosen."""
        self._box.choose(device_id, name)
        self._show_presence()

    def show_waiting(self) -> None:
        """Show that nothing was tried yet."""
        self._check.say(_ASK)
        self._playback.setEnabled(False)
        self._meter.show_level(None, None)
        self._show_presence()

    def show_recording(self, seconds: float) -> None:
        """Show that it records, and for how much longer."""
        self._check.setEnabled(False)
        self._playback.setEnabled(False)
        self._verdict.tell(f"Say a sentence: {max(0.0, CHECK_SECONDS - seconds):.0f} s left")

    def show_level(self, level_dbfs: float, peak_dbfs: float) -> None:
        """Show how loud it is."""
        self._meter.show_level(level_dbfs, peak_dbfs)

    def show_verdict(self, verdict: Verdict) -> None:
        """Show what came of it."""
        self._rest("Check again", playback=verdict is not Verdict.MUTED)
        self._verdict.tell(verdict.advice, _KINDS[verdict])

    def show_problem(self, text: str) -> None:
        """Say what went wrong."""
        self._rest(_ASK, playback=False)
        self._verdict.tell(text, "stop")

    def show_playing(self, *, playing: bool) -> None:
        """Show whether the recording is being played."""
        self._playback.say("Stop" if playing else "Play it back")

    def _rest(self, ask: str, *, playback: bool) -> None:
        self._check.say(ask)
        self._check.setEnabled(self.usable)
        self._playback.setEnabled(playback)
        self._meter.show_level(None, None)

    def _show_presence(self) -> None:
        self._check.setEnabled(self.usable)
        if self._box.nothing:
            self._verdict.tell(_NONE, "stop")
        elif self._box.gone:
            self._verdict.tell(f"{self._box.gone} is not connected. Plug it in, or choose another one.", "stop")
        else:
            self._verdict.tell("Not checked yet")

    @Slot(str, str)
    def _tell_chosen(self, device_id: str, name: str) -> None:
        self.show_waiting()
        self.device_chosen.emit(device_id, name)
