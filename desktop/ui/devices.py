"""Which microphones and loudspeakers there are now, told again whenever one comes or goes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.ui.errand import Errand
from desktop.ui.sound_server import SoundServer
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


def merged(names: Iterable[str], default: str | None, of_server: Iterable[Device] | None) -> tuple[Device, ...]:
    """Return the devices that can be chosen from the names the helper lists and the sound server's own devices.

    Where PortAudio shows the server as one device, each of the server's is named, perhaps none; elsewhere, or where
    nobody knows the server's (None), PortAudio's names are it.
    """
    listed = tuple(names)
    if _SERVER in listed and of_server is not None:
        return tuple(of_server)
    return tuple(Device(name, name, name == default) for name in dict.fromkeys(listed))


class DeviceWatch(QObject):
    """Lists the devices on `begin` and again whenever one comes or goes.

    `listed` carries a `DeviceList`, `failed` a line. The names come from the record helper, so that the window loads
    no PortAudio; Qt tells of changes and of what a Linux sound server calls its devices, the server itself which of
    them are still there. `make_media_devices` is
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
        self._message: messages.DevicesListed | None = None
        self._server = SoundServer(self)
        self._server.changed.connect(self._settle)
        self._server.listed.connect(self._show)
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
        self._drop_errand()
        self._errand = Errand(
            self._start_helper, "record", messages.ListDevices(), messages.DevicesListed, _PATIENCE_SECONDS, self
        )
        self._errand.heard.connect(self._take)
        self._errand.failed.connect(self._tell)

    def leave(self) -> None:
        """Watch no more, until the next `begin`."""
        self._drop_errand()
        self._server.leave()

    def _drop_errand(self) -> None:
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
        if not isinstance(message, messages.DevicesListed):
            return
        self._message = message
        if _SERVER in message.microphones or _SERVER in message.speakers:
            self._server.begin()
            self._server.look()
        else:
            self._show(None)

    @Slot(object)
    def _show(self, present: frozenset[str] | None) -> None:
        if self._message is None or self._media is None:
            return
        inputs = _still_there(self._media.audioInputs(), present)
        outputs = _still_there(self._media.audioOutputs(), present)
        self.devices = DeviceList(
            merged(self._message.microphones, self._message.default_microphone, inputs),
            merged(self._message.speakers, self._message.default_speaker, outputs),
        )
        self.listed.emit(self.devices)

    @Slot(Exception)
    def _tell(self, error: Exception) -> None:
        # What was listed last stays: not to know is no reason to call a microphone gone.
        self.failed.emit(str(error))


def _still_there(devices: "list[QAudioDevice]", present: frozenset[str] | None) -> tuple[Device, ...] | None:
    """Return Qt's devices that the server has, None where neither of them knows any."""
    found = tuple(device for device in map(_device, devices) if present is None or device.id in present)
    return None if present is None and not found else found


def _device(device: "QAudioDevice") -> Device:
    return Device(bytes(device.id().data()).decode(errors="replace"), device.description(), device.isDefault())
