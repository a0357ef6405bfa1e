"""What runs behind the cards of microphone and voice: devices, checks, playback and the settings."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.ui.devices import DeviceList, DeviceWatch
from desktop.ui.microphone_card import MicrophoneCard
from desktop.ui.microphone_check import MicrophoneCheck
from desktop.ui.preferences import Preferences
from desktop.ui.voice_card import VoiceCard
from desktop.ui.voice_check import VoiceCheck

if TYPE_CHECKING:
    from desktop.program import Program
    from desktop.ui.sound import Sound


class SoundSetup(QObject):
    """Serves one card of each kind. `ready_changed` says that there may now be, or not be, a microphone to use."""

    ready_changed = Signal()

    def __init__(
        self,
        program: "Program",
        preferences: Preferences,
        watch: DeviceWatch,
        make_sound: "Callable[[], Sound]",
        cards: tuple[MicrophoneCard, VoiceCard],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._watch = watch
        self._make_sound = make_sound
        self._sound: Sound | None = None
        self._playing = False
        self._microphone, self._voice = cards
        self._check = MicrophoneCheck(program, self)
        self._voice_check = VoiceCheck(program, self)
        self._connect()
        self._show_settings()

    def begin(self) -> None:
        """Look what there is."""
        self._watch.begin()
        self._voice_check.look()

    @Slot()
    def leave(self) -> None:
        """Stop whatever runs; what was recorded to try the microphone is thrown away."""
        self._stop_playing()
        if self._sound:
            self._sound.close()
        if self._check.running or self._check.path.exists():
            self._microphone.show_waiting()
        self._check.leave()
        if self._voice_check.speaking:
            self._voice.show_speaking(speaking=False)
        self._voice_check.leave()

    @Slot(object)
    def _show_devices(self, devices: DeviceList) -> None:
        self._microphone.show_devices(devices.microphones)
        self._voice.show_devices(devices.speakers)
        self.ready_changed.emit()

    @Slot()
    def _show_settings(self) -> None:
        settings = self._preferences.settings
        self._microphone.choose(settings.microphone, settings.microphone_name)
        self._voice.show_settings(settings)
        self.ready_changed.emit()

    @Slot(str, str)
    def _choose_microphone(self, device_id: str, name: str) -> None:
        self._stop_playing()
        self._check.leave()
        self._preferences.choose(microphone=device_id, microphone_name=name)

    @Slot(object)
    def _choose(self, choices: dict[str, Any]) -> None:
        self._voice_check.quiet()
        self._preferences.choose(**choices)

    @Slot()
    def _begin_check(self) -> None:
        self._stop_playing()
        self._voice_check.quiet()
        self._microphone.show_recording(0.0)
        self._check.begin(self._preferences.settings.microphone)

    @Slot()
    def _toggle_playback(self) -> None:
        if self._playing:
            self._stop_playing()
            return
        sound = self._sound or self._first_sound()
        settings = self._preferences.settings
        if not sound.has_speaker:
            self._microphone.show_problem("There is no loudspeaker to play it on. Connect one.")
            return
        if not sound.choose_output(settings.speaker, settings.speaker_name):
            name = settings.speaker_name or settings.speaker
            self._microphone.show_problem(f"The loudspeaker {name} is not connected. Choose another one.")
            return
        sound.open(self._check.path)
        sound.play()
        self._playing = True
        self._microphone.show_playing(playing=True)

    def _first_sound(self) -> "Sound":
        self._sound = self._make_sound()
        self._sound.ended.connect(self._stop_playing)
        self._sound.failed.connect(self._tell_unplayable)
        return self._sound

    @Slot()
    def _stop_playing(self) -> None:
        if self._playing and self._sound:
            self._playing = False
            self._sound.pause()
            self._microphone.show_playing(playing=False)

    @Slot(str)
    def _tell_unplayable(self, reason: str) -> None:
        self._stop_playing()
        self._microphone.show_problem(f"It cannot be played: {reason}")

    @Slot()
    def _speak(self) -> None:
        self._stop_playing()
        self._voice.show_speaking(speaking=True)
        self._voice_check.speak(self._preferences.settings)

    @Slot()
    def _quiet(self) -> None:
        self._voice_check.quiet()
        self._voice.show_speaking(speaking=False)

    def _connect(self) -> None:
        self._watch.listed.connect(self._show_devices)
        self._watch.failed.connect(self._microphone.show_problem)
        self._preferences.changed.connect(self._show_settings)
        self._microphone.device_chosen.connect(self._choose_microphone)
        self._microphone.check_asked.connect(self._begin_check)
        self._microphone.playback_asked.connect(self._toggle_playback)
        self._check.level_heard.connect(self._microphone.show_level)
        self._check.progressed.connect(self._microphone.show_recording)
        self._check.judged.connect(self._microphone.show_verdict)
        self._check.failed.connect(self._microphone.show_problem)
        self._voice.chosen.connect(self._choose)
        self._voice.sentence_asked.connect(self._speak)
        self._voice.quiet_asked.connect(self._quiet)
        self._voice_check.listed.connect(self._voice.show_voices)
        self._voice_check.spoken.connect(self._voice.show_heard)
        self._voice_check.failed.connect(self._voice.show_problem)
