"""The rail: the pages one can go to, and a promise."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui.icons import make_icon
from desktop.ui.labels import plain_label, plain_tooltip, set_role
from desktop.ui.notice import IconView
from desktop.ui.theme import Theme
from desktop.ui.tokens import RAIL_WIDTH, RAIL_WIDTH_NARROW, SPACE

_PROMISE = "Nothing leaves this laptop"


class RailEntry(QPushButton):
    """A page's name and icon."""

    def __init__(self, title: str, icon: str, theme: Theme) -> None:
        super().__init__(title)
        self._title, self._icon, self._theme = title, icon, theme
        self.setProperty("role", "rail")
        self.setCheckable(True)
        self.setAccessibleName(title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setIconSize(QSize(20, 20))
        self.toggled.connect(self._draw)
        theme.changed.connect(self._draw)
        self._draw()

    def narrow(self, *, narrow: bool) -> None:
        """Show the icon alone, or the name too."""
        self.setText("" if narrow else self._title)
        set_role(self, "rail icon" if narrow else "rail")
        plain_tooltip(self, self._title if narrow else "")

    @Slot()
    def _draw(self) -> None:
        colours = self._theme.colours
        self.setIcon(make_icon(self._icon, colours.accent if self.isChecked() else colours.muted, 20))


class Rail(QFrame):
    """Shows one entry a page. `chosen` carries the name of the page that was clicked."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._narrow = False
        self._entries: dict[str, RailEntry] = {}
        self.setProperty("role", "rail")
        self.setAccessibleName("Pages")
        self._group = QButtonGroup(self)
        self._name = plain_label("Rostrum", "large strong")
        self._promise = plain_label(_PROMISE, "small", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE.medium, SPACE.wide, SPACE.medium, SPACE.large)
        self._column.setSpacing(SPACE.tiny)
        self._column.addWidget(self._line(IconView("rostrum", "accent", theme, 24), self._name))
        self._column.addSpacing(SPACE.large)
        self._column.addStretch(1)
        lock = IconView("lock", "muted", theme, 16)
        plain_tooltip(lock, _PROMISE)
        self._column.addWidget(self._line(lock, self._promise))
        self.setFixedWidth(RAIL_WIDTH)

    def add(self, name: str, title: str, icon: str, below: str = "") -> None:
        """Add an entry for the page `name` below the entry `below`, or below all others."""
        entry = RailEntry(title, icon, self._theme)
        entry.narrow(narrow=self._narrow)
        entry.clicked.connect(self._tell_chosen)
        self._entries[name] = entry
        self._group.addButton(entry)
        above = self._entries.get(below)
        place = self._column.indexOf(above) + 1 if above else self._column.count() - 2
        self._column.insertWidget(place, entry)
        if above:
            self.setTabOrder(above, entry)

    def take(self, name: str) -> None:
        """Take the entry of a page away."""
        entry = self._entries.pop(name)
        self._group.removeButton(entry)
        self._column.removeWidget(entry)
        # It lives on until the event loop comes to it, and tells nothing more until then.
        entry.clicked.disconnect(self._tell_chosen)
        entry.hide()
        entry.deleteLater()

    def has(self, name: str) -> bool:
        """Whether there is an entry for the page `name`."""
        return name in self._entries

    def mark(self, name: str) -> None:
        """Mark the page that is shown; one without an entry marks none."""
        if name in self._entries:
            self._entries[name].setChecked(True)

    def narrow(self, *, narrow: bool) -> None:
        """Show icons alone, or the names too."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.setFixedWidth(RAIL_WIDTH_NARROW if narrow else RAIL_WIDTH)
        for label in (self._name, self._promise):
            label.setVisible(not narrow)
        for entry in self._entries.values():
            entry.narrow(narrow=narrow)

    @Slot()
    def _tell_chosen(self) -> None:
        self.chosen.emit(next(name for name, entry in self._entries.items() if entry is self.sender()))

    def _line(self, icon: QWidget, label: QWidget) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(SPACE.small, 0, 0, 0)
        row.setSpacing(SPACE.small)
        row.addWidget(icon)
        row.addWidget(label, 1)
        return line
