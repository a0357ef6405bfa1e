"""The ledgers: what a strong answer tells in full, each part with its words or the question to ask oneself."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.labels import plain_label
from desktop.ui.notice import IconView
from desktop.ui.play_row import PlayRow
from desktop.ui.remark_parts import Play, add_some, beside_icon, empty, heading, padded, playing, shortened, with_icon
from desktop.ui.scrolled import ScrolledColumn
from desktop.ui.theme import Theme
from desktop.ui.times import clock_text
from desktop.ui.tokens import SPACE
from rubrics.model import Ledger, LedgerEntry, LedgerLine

# Up to so many entries are open from the start.
_OPEN_ENTRIES = 2


def ledgers_column(ledgers: tuple[Ledger, ...], play: Play, theme: Theme) -> ScrolledColumn:
    """Return the ledgers one below the other, each entry to be unfolded."""
    column = ScrolledColumn()
    if not ledgers:
        column.add(empty("No ledger belongs to this answer."))
    for number, ledger in enumerate(ledgers):
        column.add(heading(ledger.title, len(ledger.entries) or None), SPACE.large if number else 0)
        if not ledger.entries:
            column.add(empty("Nothing of this kind was heard."))
        opened = len(ledger.entries) <= _OPEN_ENTRIES
        rows = (_entry(entry, play, theme, opened=opened) for entry in ledger.entries)
        add_some(column, len(ledger.entries), rows, "of these")
    return column


class Fold(QWidget):
    """A row that shows what belongs to it when it is pressed; `make` makes that when it is first seen."""

    def __init__(self, title: str, found: str, make: Callable[[], QWidget], theme: Theme, *, opened: bool) -> None:
        super().__init__()
        self._title, self._make = f"{title}, {found}", make
        self._inside: QWidget | None = None
        self._row = PlayRow(self._title, self._toggle, theme)
        self._sign = IconView("chevron-right", "muted", theme, pixels=16)
        self._row.add(plain_label(title, "strong", wrap=True), beside_icon(self._sign, plain_label(found, "small")))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._row)
        if opened:
            self._toggle()
        self._name()

    @property
    def opened(self) -> bool:
        """Whether what belongs to it is shown."""
        return self._inside is not None and not self._inside.isHidden()

    def _toggle(self) -> None:
        if self._inside is None:
            self._inside = self._make()
            self._column.addWidget(self._inside)
            self._inside.show()
        else:
            self._inside.setVisible(self._inside.isHidden())
        self._name()

    def _name(self) -> None:
        self._sign.show_icon("chevron-down" if self.opened else "chevron-right", "muted")
        self._row.setAccessibleName(f"{self._title}, {'open' if self.opened else 'closed'}")


def _entry(entry: LedgerEntry, play: Play, theme: Theme, *, opened: bool) -> QWidget:
    if entry.evidence is None:
        return _lines(entry, play, theme)
    at = f"{clock_text(entry.evidence.seconds)}  \u00b7  " if entry.evidence.seconds is not None else ""
    found = f"{at}{entry.found} of {len(entry.lines)} parts"
    title = f"\u201c{shortened(entry.evidence.quote)}\u201d"
    return Fold(title, found, lambda: _lines(entry, play, theme), theme, opened=opened)


def _lines(entry: LedgerEntry, play: Play, theme: Theme) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(SPACE.medium if entry.evidence else 0, 0, 0, SPACE.small)
    column.setSpacing(SPACE.hair)
    for line in entry.lines:
        column.addWidget(_line(line, play, theme))
    if entry.out_of_order:
        column.addWidget(padded(plain_label("Told in another order than this one, which is easier to follow.", "muted",
                                            wrap=True)))  # fmt: skip
    return block


def _line(line: LedgerLine, play: Play, theme: Theme) -> QWidget:
    said = line.evidence
    if said is None:
        row = PlayRow(f"{line.title}: missing. {line.question}", None, theme)
        row.add(with_icon("missed", "note", f"{line.title}: not heard", theme, "strong"))
        row.add(plain_label(f"Ask yourself: {line.question}", "muted", wrap=True))
        row.keep_ink()
        return row
    row = PlayRow(f"{line.title}: {said.quote}", playing(play, said.seconds, said.end_seconds), theme)
    at = f"  {clock_text(said.seconds)}" if said.seconds is not None else ""
    row.add(with_icon("made", "good", f"{line.title}{at}", theme, "strong"))
    row.add(plain_label(f"\u201c{shortened(said.quote)}\u201d", wrap=True))
    return row
