"""Models: which recognisers are installed, which can be had, and the way to a better one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.buttons import Button
from desktop.ui.labels import plain_label
from desktop.ui.model_facts import ModelFacts
from desktop.ui.model_row import ModelRow
from desktop.ui.notice import Notice
from desktop.ui.page import page_column
from desktop.ui.scrolled import ScrolledColumn
from desktop.ui.theme import Theme
from desktop.ui.tokens import SPACE

_WIDTH = 880
_ABOUT = (
    "A Whisper model hears far better than pocketsphinx, which is always here. A download starts only when you press "
    "the button, and is the only thing for which Rostrum ever uses the network."
)


class ModelsPage(QWidget):
    """Shows one row a model; the signals carry a model's name, `folder_asked` follows the button of that name."""

    download_asked = Signal(str)
    cancel_asked = Signal(str)
    use_asked = Signal(str)
    remove_asked = Signal(str)
    folder_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAccessibleName("Models")
        self._theme = theme
        self._rows: dict[str, ModelRow] = {}
        self._listener = plain_label(role="strong", wrap=True)
        self._problem = Notice(theme, "stop")
        self._list = ScrolledColumn(margin=0, spacing=SPACE.small)
        self._folder = Button("Use a folder I already have", self.folder_asked.emit)
        self._lay_out()

    @property
    def rows(self) -> tuple[ModelRow, ...]:
        """The rows, from the top."""
        return tuple(self._rows.values())

    def row(self, name: str) -> ModelRow | None:
        """Return the row of a model, None when it is not shown."""
        return self._rows.get(name)

    def show_models(self, models: tuple[ModelFacts, ...], listener: str) -> None:
        """Show these models, and in words who listens now."""
        self._listener.setText(listener)
        if list(self._rows) == [facts.name for facts in models]:
            for facts in models:
                self._rows[facts.name].show_facts(facts)
            return
        kept = {name: row for name, row in self._rows.items() if any(facts.name == name for facts in models)}
        for name, row in self._rows.items():
            self._list.take(row)
            if name not in kept:
                row.deleteLater()
        self._rows = {}
        for facts in models:
            row = kept.get(facts.name) or self._make_row(facts)
            row.show_facts(facts)
            self._rows[facts.name] = row
            self._list.add(row)

    def show_problem(self, text: str) -> None:
        """Say what went wrong, or nothing more."""
        self._problem.tell(text)

    def _make_row(self, facts: ModelFacts) -> ModelRow:
        row = ModelRow(facts, self._theme)
        row.download_asked.connect(self.download_asked)
        row.cancel_asked.connect(self.cancel_asked)
        row.use_asked.connect(self.use_asked)
        row.remove_asked.connect(self.remove_asked)
        return row

    def _lay_out(self) -> None:
        column = page_column(self, _WIDTH)
        column.setSpacing(SPACE.medium)
        column.addWidget(plain_label("Models", "headline"))
        column.addWidget(plain_label(_ABOUT, "muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(SPACE.medium)
        row.addWidget(self._listener, 1)
        row.addWidget(self._folder, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addWidget(self._problem)
        column.addWidget(self._list, 1)
        self.setFocusProxy(self._folder)
