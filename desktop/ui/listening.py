"""Listening to an answer: playing, moving and repeating, with the words kept in view."""

from PySide6.QtCore import QObject, Slot

from desktop.practice.timeline import Stretch
from desktop.ui.keys import Key
from desktop.ui.player import Player
from desktop.ui.player_bar import STEP_SECONDS, PlayerBar
from desktop.ui.transcript_card import TranscriptCard

_SMALL_STEP_SECONDS = 1.0

LISTENING_KEYS = (
    Key(("Space",), "play, or pause", "listening.toggle", repeats=False),
    Key(("Left",), "back 5 seconds", "listening.skip_back"),
    Key(("Right",), "on 5 seconds", "listening.skip_on"),
    Key(("Shift+Left",), "back 1 second", "listening.step_back"),
    Key(("Shift+Right",), "on 1 second", "listening.step_on"),
    Key(("Ctrl+Left",), "back a word", "listening.previous_word"),
    Key(("Ctrl+Right",), "on a word", "listening.next_word"),
    Key(("[",), "slower", "listening.play_slower"),
    Key(("]",), "faster", "listening.play_faster"),
    Key(("L",), "repeat the chosen words or this passage, or no more", "listening.repeat_passage", repeats=False),
    Key(("S",), "skip pauses, or no more", "listening.skip_pauses", repeats=False),
)


class Listening(QObject):
    """Moves a player as the reader asks, and lets the transcript follow it."""

    def __init__(self, player: Player, words: TranscriptCard, bar: PlayerBar, parent: QObject) -> None:
        super().__init__(parent)
        self._player, self._words, self._bar = player, words, bar
        player.position_changed.connect(words.view.show_position)
        bar.played.connect(words.view.follow)
        bar.loop_asked.connect(self.repeat_passage)

    def play_from(self, seconds: float) -> None:
        """Play from a second on."""
        self._words.view.follow()
        self._player.play_from(seconds)

    @Slot(float, object)
    def play(self, seconds: float, until_seconds: float | None = None) -> None:
        """Play from a second on, up to another one if that is given."""
        if until_seconds is None:
            self.play_from(seconds)
        else:
            self._words.view.follow()
            self._player.play_span(seconds, until_seconds)

    @Slot(int)
    def play_word(self, word: int) -> None:
        """Play from a word on."""
        seconds = self._words.seconds_of(word)
        if seconds is not None:
            self.play_from(seconds)

    @Slot(object)
    def play_loop(self, stretch: Stretch) -> None:
        """Play a stretch over and over."""
        self._words.view.follow()
        self._player.play_loop(stretch)

    @Slot()
    def repeat_passage(self) -> None:
        """Play the selected words, or the paragraph that is said, over and over; or no more."""
        if self._player.loop:
            self._player.stop_looping()
        elif stretch := self._words.chosen_stretch or self._words.passage_at(self._player.seconds):
            self.play_loop(stretch)

    def toggle(self) -> None:
        """Play on, or pause."""
        self._words.view.follow()
        self._player.toggle()

    def skip_back(self) -> None:
        """Go back some seconds."""
        self._skip(-STEP_SECONDS)

    def skip_on(self) -> None:
        """Go on some seconds."""
        self._skip(STEP_SECONDS)

    def step_back(self) -> None:
        """Go back a little."""
        self._skip(-_SMALL_STEP_SECONDS)

    def step_on(self) -> None:
        """Go on a little."""
        self._skip(_SMALL_STEP_SECONDS)

    def previous_word(self) -> None:
        """Go to the word before the one that is said."""
        self._go_to_word(-1)

    def next_word(self) -> None:
        """Go to the word after the one that is said."""
        self._go_to_word(1)

    def play_slower(self) -> None:
        """Play a step slower."""
        self._player.slower()

    def play_faster(self) -> None:
        """Play a step faster."""
        self._player.faster()

    def skip_pauses(self) -> None:
        """Leave long pauses out, or play them."""
        self._bar.skips_silences.toggle()

    def _skip(self, seconds: float) -> None:
        self._words.view.follow()
        self._player.skip(seconds)

    def _go_to_word(self, step: int) -> None:
        seconds = self._words.view.word_seconds(step)
        if seconds is not None:
            self._words.view.follow()
            self._player.seek(seconds)
