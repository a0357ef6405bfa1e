"""Compare: two takes side by side, their openings to be heard one after the other, and what changed between them."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.practice.comparison import Comparison
from desktop.ui.buttons import Button, KeyButton
from desktop.ui.compare_cards import measures_card, moves_card, phases_card
from desktop.ui.comparison_contents import ComparisonContents
from desktop.ui.keys import Key, press
from desktop.ui.labels import ElidedLabel, plain_label
from desktop.ui.notice import Notice
from desktop.ui.openings_card import OpeningsCard
from desktop.ui.page import page_column
from desktop.ui.pair_player import PairPlayer, Passage
from desktop.ui.scrolled import ScrolledColumn
from desktop.ui.side_by_side import SideBySide
from desktop.ui.theme import Theme
from desktop.ui.tokens import SPACE

TAKE_NAMES = ("Older take", "Newer take")
# What is left of the title beside the buttons; where there is less, they go below it.
_LEAST_CHARACTERS = 40
_PLAY, _STOP = "Play both openings", "Stop"


class ComparePage(QWidget):
    """Shows a comparison. `opened` carries the id of a rehearsal, `left` says that the reader goes back."""

    KEYS = (
        Key(("Space",), "play the older opening, then the newer one; or stop", "toggle", repeats=False),
        Key(("1",), "play the older opening", "play_older", repeats=False),
        Key(("2",), "play the newer opening", "play_newer", repeats=False),
        Key(("Esc",), "back to where you came from", "go_back", repeats=False),
    )

    opened = Signal(str)
    left = Signal()

    def __init__(self, player: PairPlayer, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Compare")
        self._theme, self._player = theme, player
        self._comparison: Comparison | None = None
        self._title = ElidedLabel(role="muted")
        self._both = KeyButton(_PLAY, "Space", self.toggle, "primary")
        # It does not shrink under the pointer when it comes to say something shorter.
        self._both.setMinimumWidth(self._both.sizeHint().width())
        self._limits = Notice(theme, "note")
        self._problem = Notice(theme, "stop")
        self.openings = OpeningsCard()
        self._cards: list[QFrame] = []
        self._body = ScrolledColumn(margin=0, spacing=SPACE.medium)
        self._connect()
        self._lay_out()

    @property
    def comparison(self) -> Comparison | None:
        """What is shown."""
        return self._comparison

    @property
    def cards(self) -> tuple[QFrame, ...]:
        """The cards below the openings."""
        return tuple(self._cards)

    def show_contents(self, contents: ComparisonContents) -> None:
        """Show another comparison."""
        found = self._comparison = contents.comparison
        self._player.load(contents.recordings, TAKE_NAMES)
        titles = dict.fromkeys(take.rehearsal.case_title for take in (found.before, found.now))
        self._title.setText(" and ".join(titles))
        self._limits.tell("\n".join(found.limits))
        self._both.setVisible(len(self._openings) == len(found.openings))
        self.openings.show_comparison(found)
        self._show_cards(found)
        self._body.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the table says."""
        if not press(self, event):
            super().keyPressEvent(event)

    @Slot()
    def toggle(self) -> None:
        """Play the openings one after the other, or stop what plays."""
        if self._player.passage is not None:
            self._player.stop()
        else:
            self._player.play(self._openings)

    def play_older(self) -> None:
        """Play the opening of the older take."""
        self._play_opening(0)

    def play_newer(self) -> None:
        """Play the opening of the newer take."""
        self._play_opening(1)

    def go_back(self) -> None:
        """Go back."""
        self.left.emit()

    @property
    def _openings(self) -> list[Passage]:
        """The openings that can be heard."""
        pairs = enumerate(self._comparison.openings) if self._comparison else ()
        return [
            Passage(take, opening.start_seconds, opening.end_seconds)
            for take, opening in pairs
            if opening.start_seconds is not None and opening.end_seconds is not None
        ]

    @Slot(int)
    def _play_opening(self, take: int) -> None:
        self._play([passage for passage in self._openings if passage.take == take])

    def _play_passage(self, take: int, start_seconds: float, end_seconds: float) -> None:
        self._play([Passage(take, start_seconds, end_seconds)])

    def _play(self, passages: list[Passage]) -> None:
        """Play these, or stop when it is they that play."""
        if self._player.passage is not None and [self._player.passage] == passages:
            self._player.stop()
        else:
            self._player.play(passages)

    @Slot(object)
    def _show_playing(self, passage: Passage | None) -> None:
        self._both.say(_PLAY if passage is None else _STOP)
        self.openings.show_playing(passage.take if passage in self._openings and passage else None)

    @Slot(int)
    def _open(self, take: int) -> None:
        if self._comparison:
            self.opened.emit((self._comparison.before, self._comparison.now)[take].rehearsal.id)

    def _show_cards(self, found: Comparison) -> None:
        for card in self._cards:
            self._body.take(card)
            card.hide()
            card.deleteLater()
        made = (
            measures_card(found, self._theme),
            phases_card(found, self._play_passage, self._theme),
            moves_card(found),
        )
        self._cards = [card for card in made if card is not None]
        for card in self._cards:
            self._body.add(card)

    def _connect(self) -> None:
        self._player.playing_changed.connect(self._show_playing)
        self._player.problem_told.connect(self._problem.tell)
        self.openings.play_asked.connect(self._play_opening)
        self.openings.open_asked.connect(self._open)

    def _lay_out(self) -> None:
        column = page_column(self)
        column.setSpacing(SPACE.medium)
        names, buttons = QWidget(), QWidget()
        named, pressed = QHBoxLayout(names), QHBoxLayout(buttons)
        for row in (named, pressed):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(SPACE.medium)
        named.addWidget(plain_label("Compare", "headline"))
        named.addWidget(self._title, 1)
        pressed.addWidget(self._both)
        pressed.addWidget(Button("Back", self.go_back))
        pressed.addStretch(1)
        least = self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS
        column.addWidget(SideBySide(names, buttons, left_least=least))
        column.addWidget(self._problem)
        self._body.add(self._limits)
        self._body.add(self.openings)
        column.addWidget(self._body, 100)
