"""What is shown when the microphone went away in the middle: what is kept, and the two ways to go on."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.announcing import announce
from desktop.ui.buttons import Button
from desktop.ui.device_box import DeviceBox
from desktop.ui.devices import Device
from desktop.ui.labels import plain_label
from desktop.ui.notice import IconView
from desktop.ui.side_by_side import SideBySide
from desktop.ui.theme import Theme
from desktop.ui.times import clock_text
from desktop.ui.tokens import SPACE


class LostMicrophone(QFrame):
    """Hidden until a microphone is lost.

    `go_on_asked` carries the id of the microphone to go on with, empty for the system's default; `close_asked` ends the
    answer with what is kept. Nothing goes on before one of them is pressed.
    """

    go_on_asked = Signal(str)
    close_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "well")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._devices: tuple[Device, ...] = ()
        self._title = plain_label(role="strong", wrap=True)
        self._text = plain_label(wrap=True)
        self._problem = plain_label(role="stop", wrap=True)
        self._box = DeviceBox(theme, "Microphone to go on with")
        self._go_on = Button("Go on with this microphone", self._ask, "primary")
        self._close = Button("Close it as it stands", self.close_asked.emit)
        self._chosen = ""
        self._box.device_chosen.connect(self._choose)
        self._lay_out(theme)
        self.hide()

    def show_lost(self, device_id: str, name: str, at_seconds: float) -> None:
        """Say which microphone was lost at which second of the answer; it stays chosen until the user takes another.

        `device_id` is empty when it was the system's default, `name` when nobody knows it.
        """
        self._chosen = device_id
        named = f"The microphone {name}" if name else "The microphone"
        self._title.setText(f"{named} was lost at {clock_text(at_seconds)}.")
        self._problem.setText("")
        self._box.choose(device_id, name if device_id else "")
        self.show()
        self._show_choice()
        announce(self, f"{self._title.text()} {self._text.text()}", at_once=True)
        self._box.setFocus()

    def show_devices(self, devices: tuple[Device, ...]) -> None:
        """Show which microphones there are now."""
        self._devices = devices
        self._box.show_devices(devices)
        self._show_choice()

    def show_problem(self, text: str) -> None:
        """Say why it did not go on with the microphone that was chosen."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def end(self) -> None:
        """Go away."""
        self.hide()

    def enter(self) -> None:
        """Press the button in focus, else go on if that is possible."""
        (self._close if self._close.hasFocus() else self._go_on).click()

    @Slot(str, str)
    def _choose(self, device_id: str, _name: str) -> None:
        self._chosen = device_id
        self._show_choice()

    def _show_choice(self) -> None:
        self._go_on.setEnabled(bool(self._devices) and not self._box.gone)
        kept = "Everything up to then is kept."
        if not self._devices:
            self._text.setText(f"{kept} No other microphone is connected: plug one in, and it will appear here.")
        elif self._box.gone:
            self._text.setText(f"{kept} Plug it in again, or choose another one.")
        else:
            self._text.setText(f"{kept} {self._box.currentText()} is chosen.")

    @Slot()
    def _ask(self) -> None:
        self.go_on_asked.emit(self._chosen)

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.large, SPACE.medium, SPACE.large, SPACE.medium)
        column.setSpacing(SPACE.small)
        head = QHBoxLayout()
        head.setSpacing(SPACE.small)
        head.addWidget(IconView("warning", "stop", theme))
        head.addWidget(self._title, 1)
        column.addLayout(head)
        column.addWidget(self._text)
        column.addWidget(self._problem)
        self._problem.hide()
        column.addWidget(SideBySide(self._box, self._buttons()))

    def _buttons(self) -> QWidget:
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        row.addStretch(1)
        row.addWidget(self._go_on)
        row.addWidget(self._close)
        return buttons
