"""A box to choose a microphone or loudspeaker from; one that is gone stays chosen and is shown as gone."""

from PySide6.QtCore import Signal, Slot

from desktop.ui.choice_box import ChoiceBox
from desktop.ui.devices import Device
from desktop.ui.theme import Theme

_LOOKING = "Looking for devices"


class DeviceBox(ChoiceBox):
    """Shows devices. `device_chosen` carries the id and the name of what the user chose, both empty for the default.

    Nothing but the user changes the choice: a device that goes away is not exchanged for another.
    """

    device_chosen = Signal(str, str)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self._devices: tuple[Device, ...] | None = None
        self._chosen = self._chosen_name = ""
        self.activated.connect(self._tell)
        self._fill()

    @property
    def gone(self) -> str:
        """The name of the chosen device when it is not there, else nothing."""
        if self._devices is None or not self._chosen or any(device.id == self._chosen for device in self._devices):
            return ""
        return self._chosen_name or self._chosen

    @property
    def nothing(self) -> bool:
        """Whether there is no device at all."""
        return self._devices == ()

    def show_devices(self, devices: tuple[Device, ...]) -> None:
        """Show what there is."""
        if devices != self._devices:
            self._devices = devices
            self._fill()

    def choose(self, device_id: str, name: str) -> None:
        """Show this device as chosen, the system's default for an empty id."""
        if (device_id, name) != (self._chosen, self._chosen_name):
            self._chosen, self._chosen_name = device_id, name
            self._fill()

    def _fill(self) -> None:
        self.clear()
        if self._devices is None:
            self.addItem(self._chosen_name or _LOOKING, self._chosen)
            self.setEnabled(False)
            return
        self.setEnabled(True)
        default = next((device.name for device in self._devices if device.default), "")
        self.addItem(f"System default ({default})" if default else "System default", "")
        for device in self._devices:
            self.addItem(device.name, device.id)
        if self.gone:
            self.addItem(f"{self.gone} (not connected)", self._chosen)
        self.setCurrentIndex(max(0, self.findData(self._chosen)))
        self.setToolTip("")

    @Slot(int)
    def _tell(self, place: int) -> None:
        device_id = self.itemData(place)
        if device_id == self._chosen:
            return
        name = next((device.name for device in self._devices or () if device.id == device_id), "")
        self.choose(device_id, name)
        self.device_chosen.emit(device_id, name)
