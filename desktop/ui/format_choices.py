"""The formats of a case, one of which is chosen."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QSizePolicy, QWidget

from cases.model import Format
from desktop.ui.labels import button_text, plain_tooltip
from desktop.ui.times import short_minutes
from desktop.ui.tokens import SPACE


class FormatChoice(QRadioButton):
    """A format to choose; a title that is too long is shortened and shown whole on hovering."""

    _AROUND_TEXT = 60

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.setAccessibleName(f"Format: {title}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the title to the room there is."""
        super().resizeEvent(event)
        room = self.width() - self._AROUND_TEXT
        fitting = self.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        self.setText(button_text(fitting))
        plain_tooltip(self, self._title if fitting != self._title else "")


class FormatChoices(QWidget):
    """Shows formats in rows of so many `columns`. `chosen` carries the `Format`."""

    chosen = Signal(object)

    def __init__(self, columns: int) -> None:
        super().__init__()
        self._columns = columns
        self._formats: tuple[Format, ...] = ()
        self._choices = QButtonGroup(self)
        self._choices.idToggled.connect(self._tell)
        self._place_in_focus = QWidget(self, focusPolicy=Qt.FocusPolicy.TabFocus)
        self._place_in_focus.hide()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE.small)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    @property
    def format(self) -> Format | None:
        """The format that is chosen."""
        place = self._choices.checkedId()
        return self._formats[place] if 0 <= place < len(self._formats) else None

    def show_formats(self, formats: tuple[Format, ...]) -> None:
        """Show other formats, the first of them chosen."""
        self._formats = formats
        for button in self._choices.buttons():
            self._choices.removeButton(button)
            self._grid.removeWidget(button)
            button.deleteLater()
        for place, format_ in enumerate(formats):
            button = FormatChoice(f"{format_.title}, {short_minutes(format_.minutes)}")
            self._choices.addButton(button, place)
            self._grid.addWidget(button, place // self._columns, place % self._columns)
            # Made late, it would come last of all when the focus goes round.
            self.setTabOrder(self._choices.button(place - 1) if place else self._place_in_focus, button)
        if formats:
            self._choices.button(0).setChecked(True)

    def choose(self, format_id: str) -> None:
        """Choose a format by its id."""
        for place, format_ in enumerate(self._formats):
            if format_.id == format_id:
                self._choices.button(place).setChecked(True)

    @Slot(int, bool)
    def _tell(self, place: int, chosen: bool) -> None:  # noqa: FBT001 - Qt's signal
        if chosen:
            self.chosen.emit(self._formats[place])
