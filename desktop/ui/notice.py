"""A line that says what happened and what to do, with an icon and never in a box of its own window."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop.ui.announcing import announce
from desktop.ui.icons import draw_icon
from desktop.ui.labels import plain_label
from desktop.ui.side_by_side import SideBySide
from desktop.ui.theme import Theme
from desktop.ui.tokens import SPACE

# A line that is shorter than this is no line any more: what can be done goes below it.
_LEAST_CHARACTERS = 32
_ICONS = {"note": "note", "stop": "warning", "muted": "note", "accent": "note"}


class IconView(QLabel):
    """An icon of ours in a colour of the palette."""

    def __init__(self, name: str, colour: str, theme: Theme, pixels: int = 18) -> None:
        super().__init__()
        self._name, self._colour, self._theme, self._pixels = name, colour, theme, pixels
        self.setFixedSize(QSize(pixels, pixels))
        theme.changed.connect(self._draw)
        self._draw()

    def show_icon(self, name: str, colour: str) -> None:
        """Show another icon."""
        if (name, colour) != (self._name, self._colour):
            self._name, self._colour = name, colour
            self._draw()

    @Slot()
    def _draw(self) -> None:
        colour = getattr(self._theme.colours, self._colour)
        self.setPixmap(draw_icon(self._name, colour, self._pixels, self.devicePixelRatioF()))


class Notice(QFrame):
    """One thing the reader should know; hidden while there is nothing. `kind` is `note`, `stop` or `muted`."""

    def __init__(self, theme: Theme, kind: str = "note", icon: str = "") -> None:
        super().__init__()
        self.setProperty("role", "well")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._label = plain_label(wrap=True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._acts_place = QWidget()
        self._acts_place.hide()
        self._acts = QHBoxLayout(self._acts_place)
        self._acts.setContentsMargins(0, 0, 0, 0)
        self._acts.setSpacing(SPACE.small)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.medium, SPACE.small, SPACE.medium, SPACE.small)
        row.setSpacing(SPACE.small)
        self._icon = IconView(icon or _ICONS[kind], kind, theme)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        least = self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS
        row.addWidget(SideBySide(self._label, self._acts_place, left_least=least), 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty when it is hidden."""
        return self._label.text()

    def add(self, widget: QWidget) -> None:
        """Put something to act on at the end of the line."""
        self._acts.addWidget(widget)
        self._acts_place.show()
        self._row.setAlignment(self._icon, Qt.AlignmentFlag.AlignVCenter)

    def tell(self, text: str) -> None:
        """Say something, or nothing more."""
        if text == self._label.text() and self.isHidden() != bool(text):
            return
        self._label.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        announce(self, text)
