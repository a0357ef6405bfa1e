"""A box to choose one of a case's formats from."""

from PySide6.QtCore import Signal, Slot

from cases.model import Format
from desktop.ui.choice_box import ChoiceBox
from desktop.ui.theme import Theme
from desktop.ui.times import short_minutes


class FormatBox(ChoiceBox):
    """Shows formats. `chosen` carries the `Format`, also when other formats are shown."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Format")
        self._formats: tuple[Format, ...] = ()
        self.currentIndexChanged.connect(self._tell)

    @property
    def format(self) -> Format | None:
        """The format that is chosen."""
        place = self.currentIndex()
        return self._formats[place] if 0 <= place < len(self._formats) else None

    def show_formats(self, formats: tuple[Format, ...]) -> None:
        """Show other formats, the first of them chosen."""
        self._formats = formats
        self.clear()
        for format_ in formats:
            self.addItem(f"{format_.title}, {short_minutes(format_.minutes)}")

    def choose(self, format_id: str) -> None:
        """Choose a format by its id."""
        for place, format_ in enumerate(self._formats):
            if format_.id == format_id:
                self.setCurrentIndex(place)

    @Slot(int)
    def _tell(self, place: int) -> None:
        if 0 <= place < len(self._formats):
            self.chosen.emit(self._formats[place])
