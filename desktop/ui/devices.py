"""Which microphones and loudspeakers there are now, told again whenever one comes or goes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.ui.errand import Errand
from speech import messages
from speech.worker import StartHelper

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice, QMediaDevices

# PortAudio sees a Linux sound server as this one device; the server's own devices are chosen through it.
_SERVER = "pulse"
_PATIENCE_SECONDS = 15.0
# A headset that is plugged in changes both lists, each several times: they are read once it has settled.
_SETTLED_MILLISECONDS = 300


@dataclass(frozen=True, slots=True)
class Device:
    """A microphone or loudspeaker: `id` is what recording and playing take, and what the settings keep."""

    id: str
    name: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class DeviceList:
    """What there is to record with and to play on."""

    microphones: tuple[Device, ...] = ()
    speakers: tuple[Device, ...] = ()


def merged(names: Iterable[str], default: str | None, of_server: Iterable[Device]) -> tuple[Device, ...]:
    """Return the devices that can be chosen from the names the helper lists and the sound server's own devices.

    Where PortAudio shows the server as one device, each of the server's is named; elsewhere PortAudio's names are it.
    """
    listed, server = tuple(names), tuple(of_server)
    if _SERVER in listed and server:
        return server
    return tuple(Device(name, name, name == default) for name in dict.fromkeys(listed))


class DeviceWatch(QObject):
    """Lists the devices on `begin` and again whenever one comes or goes.

    `listed` carries a `DeviceList`, `failed` a line. The names come from the record helper, so that the window loads
    no PortAudio; Qt tells of changes and of what a Linux sound server calls its devices. `make_media_devices` is
    called on the first look: it loads Qt's multimedia.
    """

    listed = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        start_helper: StartHelper,
        make_media_devices: "Callable[[], QMediaDevices]",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._start_helper = start_helper
        self._make_media_devices = make_media_devices
        self._media: QMediaDevices | None = None
        self._errand: Errand | None = None
        self.devices: DeviceList | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLED_MILLISECONDS)
        self._settling.timeout.connect(self.look)

    def begin(self) -> None:
        """List the devices now and watch them from now on."""
        if self._media is None:
            self._media = self._make_media_devices()
            self._media.audioInputsChanged.connect(self._settle)
            self._media.audioOutputsChanged.connect(self._settle)
        self.look()

    @Slot()
    def look(self) -> None:
        """List the devices again; an answer that is still awaited is dropped, for a fresh process sees what is new."""
        self.leave()
        self._errand = Errand(
            self._start_helper, "record", messages.ListDevices(), messages.DevicesListed, _PATIENCE_SECONDS, self
        )
        self._errand.heard.connect(self._take)
        self._errand.failed.connect(self._tell)

    def leave(self) -> None:
        """Stop asking; the next change asks again."""
        self._settling.stop()
        if self._errand:
            self._errand.leave()
            self._errand.deleteLater()
            self._errand = None

    @Slot()
    def _settle(self) -> None:
        self._settling.start()

    @Slot(object)
    def _take(self, message: messages.Message) -> None:
        if isinstance(message, messages.DevicesListed):
            inputs = self._media.audioInputs() if self._media else []
            outputs = self._media.audioOutputs() if self._media else []
            self.devices = DeviceList(
                merged(message.microphones, message.default_microphone, map(_device, inputs)),
                merged(message.speakers, message.default_speaker, map(_device, outputs)),
            )
            self.listed.emit(self.devices)

    @Slot(Exception)
    def _tell(self, error: Exception) -> None:
        # What was listed last stays: not to know is no reason to call a microphone gone.
        self.failed.emit(str(error))


def _device(device: "QAudioDevice") -> Device:
    return Device(bytes(device.id().data()).decode(errors="replace"), device.description(), device.isDefault())
