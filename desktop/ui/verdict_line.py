"""What came of a check, in words beside an icon."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.labels import plain_label, set_role
from desktop.ui.notice import IconView
from desktop.ui.theme import Theme
from desktop.ui.tokens import SPACE

_ICONS = {"good": "check", "note": "note", "stop": "warning", "muted": "note"}


class VerdictLine(QWidget):
    """One line; `kind` is `good`, `note`, `stop` or `muted`, and icon and words say it too, not the colour alone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._icon = IconView("note", "muted", theme)
        self._label = plain_label(wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def tell(self, text: str, kind: str = "muted") -> None:
        """Say something."""
        self._icon.show_icon(_ICONS[kind], kind)
        self._label.setText(text)
        set_role(self._label, "muted" if kind == "muted" else "")
        self.setAccessibleName(text)
