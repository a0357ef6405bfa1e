"""The player's controls: play, steps, speed, and the recording as a strip."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.ui.buttons import IconButton
from desktop.ui.labels import plain_label
from desktop.ui.notice import Notice
from desktop.ui.player import Player
from desktop.ui.theme import Theme
from desktop.ui.times import clock_text
from desktop.ui.tokens import SPACE
from desktop.ui.waveform_strip import WaveformStrip

STEP_SECONDS = 5.0


class PlayerBar(QFrame):
    """Shows what a player does and asks it for more; `played` says that the reader pressed play or moved."""

    played = Signal()

    def __init__(self, player: Player, theme: Theme) -> None:
        super().__init__()
        self._player = player
        self._length_seconds = 0.0
        self.setProperty("role", "card")
        self.strip = WaveformStrip(theme)
        self.problem = Notice(theme, "note", "speaker")
        self._play = IconButton("play", "Play (Space)", self._toggle, theme, "on_accent")
        self._play.setProperty("role", "round")
        self._play.setFixedSize(QSize(44, 44))
        self._back = IconButton("back", "Back 5 seconds (Left arrow)", self._step_back, theme)
        self._on = IconButton("forward", "On 5 seconds (Right arrow)", self._step_on, theme)
        self._slower = IconButton("minus", "Slower ([)", player.slower, theme)
        self._faster = IconButton("plus", "Faster (])", player.faster, theme)
        self._time = plain_label()
        self._rate = plain_label("1.0\u00d7")
        self._rate.setAccessibleName("Speed")
        self._connect()
        self._lay_out()
        self._show_time(0.0)

    def show_length(self, seconds: float) -> None:
        """Say how long the recording is."""
        self._length_seconds = seconds
        self.strip.show_length(seconds)
        self._show_time(self._player.seconds)

    @property
    def time_text(self) -> str:
        """Where it plays, and how long it is."""
        return self._time.text()

    @Slot(float)
    def _show_time(self, seconds: float) -> None:
        self.strip.show_position(seconds)
        self._time.setText(f"{clock_text(seconds)} / {clock_text(self._length_seconds)}")

    @Slot(bool)
    def _show_playing(self, playing: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._play.show_as("pause" if playing else "play", "Pause (Space)" if playing else "Play (Space)")

    @Slot(float)
    def _show_rate(self, rate: float) -> None:
        self._rate.setText(f"{rate:g}\u00d7" if rate % 1 else f"{rate:.1f}\u00d7")

    @Slot()
    def _toggle(self) -> None:
        self.played.emit()
        self._player.toggle()

    @Slot()
    def _step_back(self) -> None:
        self.played.emit()
        self._player.skip(-STEP_SECONDS)

    @Slot()
    def _step_on(self) -> None:
        self.played.emit()
        self._player.skip(STEP_SECONDS)

    def _connect(self) -> None:
        self._player.position_changed.connect(self._show_time)
        self._player.playing_changed.connect(self._show_playing)
        self._player.rate_changed.connect(self._show_rate)
        self._player.length_told.connect(self.show_length)
        self._player.problem_told.connect(self.problem.tell)
        self.strip.position_asked.connect(self._player.seek)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE.tiny)
        for widget in (self._back, self._play, self._on):
            row.addWidget(widget)
        row.addSpacing(SPACE.small)
        row.addWidget(self._time)
        row.addSpacing(SPACE.medium)
        row.addWidget(self.strip, 1)
        row.addSpacing(SPACE.small)
        self._rate.setMinimumWidth(self._rate.fontMetrics().horizontalAdvance("1.75\u00d7"))
        self._rate.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self._slower)
        row.addWidget(self._rate)
        row.addWidget(self._faster)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.large, SPACE.small, SPACE.small, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addWidget(self.problem)
        column.addLayout(row)
