"""The formats of a case, one of which is chosen."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from cases.model import Format
from desktop.ui.fitting_grid import FittingGrid
from desktop.ui.labels import button_text, plain_tooltip
from desktop.ui.times import short_minutes
from desktop.ui.tokens import SPACE


class FormatChoice(QRadioButton):
    """A format to choose; a title that is too long is shortened and shown whole on hovering."""

    _AROUND_TEXT = 60
    _LEAST_CHARACTERS = 20

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.setAccessibleName(f"Format: {title}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the whole title, or for so much of it that it can be told from others."""
        metrics = self.fontMetrics()
        words = min(metrics.horizontalAdvance(self._title), metrics.averageCharWidth() * self._LEAST_CHARACTERS)
        return QSize(words + self._AROUND_TEXT, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the title to the room there is."""
        super().resizeEvent(event)
        room = self.width() - self._AROUND_TEXT
        fitting = self.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        self.setText(button_text(fitting))
        plain_tooltip(self, self._title if fitting != self._title else "")


class FormatChoices(FittingGrid):
    """Shows formats in rows of so many `columns`, fewer with large type. `chosen` carries the `Format`."""

    chosen = Signal(object)

    def __init__(self, columns: int) -> None:
        super().__init__(columns, spacing=SPACE.small, spacing_below=SPACE.small)
        self._formats: tuple[Format, ...] = ()
        self._choices = QButtonGroup(self)
        self._choices.idToggled.connect(self._tell)
        self._place_in_focus = QWidget(self, focusPolicy=Qt.FocusPolicy.TabFocus)
        self._place_in_focus.hide()

    @property
    def format(self) -> Format | None:
        """The format that is chosen."""
        place = self._choices.checkedId()
        return self._formats[place] if 0 <= place < len(self._formats) else None

    def show_formats(self, formats: tuple[Format, ...]) -> None:
        """Show other formats, the first of them chosen."""
        self._formats = formats
        old = self._choices.buttons()
        for button in old:
            self._choices.removeButton(button)
        for place, format_ in enumerate(formats):
            self._choices.addButton(FormatChoice(f"{format_.title}, {short_minutes(format_.minutes)}"), place)
        self.show_cells(self._choices.buttons())
        for place, button in enumerate(self._choices.buttons()):
            # Made late, it would come last of all when the focus goes round.
            self.setTabOrder(self._choices.button(place - 1) if place else self._place_in_focus, button)
        for button in old:
            button.deleteLater()
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
