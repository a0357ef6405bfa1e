"""The player's controls: play, steps, speed, silences, a loop, and the recording as a strip."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.practice.timeline import Stretch
from desktop.ui.buttons import IconButton
from desktop.ui.check_box import CheckBox
from desktop.ui.labels import plain_label, plain_tooltip
from desktop.ui.notice import Notice
from desktop.ui.player import Player
from desktop.ui.theme import Theme
from desktop.ui.times import clock_text
from desktop.ui.tokens import SPACE
from desktop.ui.waveform_strip import WaveformStrip

STEP_SECONDS = 5.0
_SMALL = QSize(32, 32)
_REPEAT = "Repeat the chosen words or this passage (L); or drag over the strip with Shift"


class PlayerBar(QFrame):
    """Shows what a player does and asks it for more.

    `played` says that the reader pressed play or moved, `loop_asked` that a passage should be repeated, or no more.
    """

    played = Signal()
    loop_asked = Signal()

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
        self._loop = IconButton("again", _REPEAT, self.loop_asked.emit, theme)
        self._silences = CheckBox(theme, "Skip pauses")
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

    @property
    def skips_silences(self) -> CheckBox:
        """The switch that leaves silences out."""
        return self._silences

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

    @Slot(object)
    def _show_loop(self, loop: Stretch | None) -> None:
        self.strip.show_loop(loop)
        span = f"{clock_text(loop.start_seconds)} to {clock_text(loop.end_seconds)}" if loop else ""
        self._loop.show_as("stop" if loop else "again", f"Stop repeating {span} (L)" if loop else _REPEAT)

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

    @Slot(bool)
    def _skip_silences(self, skip: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._player.skip_silences(skip=skip)

    @Slot(object)
    def _play_loop(self, loop: Stretch) -> None:
        self.played.emit()
        self._player.play_loop(loop)

    def _connect(self) -> None:
        self._player.position_changed.connect(self._show_time)
        self._player.playing_changed.connect(self._show_playing)
        self._player.rate_changed.connect(self._show_rate)
        self._player.length_told.connect(self.show_length)
        self._player.loop_changed.connect(self._show_loop)
        self._player.problem_told.connect(self.problem.tell)
        self.strip.position_asked.connect(self._player.seek)
        self.strip.loop_asked.connect(self._play_loop)
        self._silences.toggled.connect(self._skip_silences)
        plain_tooltip(self._silences, "Leave out pauses of two seconds and more (S); the clock stays the recording's")

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE.medium)
        row.addLayout(self._left())
        row.addWidget(self.strip, 1)
        row.addLayout(self._right())
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.medium, SPACE.small, SPACE.medium, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addWidget(self.problem)
        column.addLayout(row)

    def _left(self) -> QVBoxLayout:
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.tiny)
        for widget in (self._back, self._play, self._on):
            buttons.addWidget(widget)
        column = QVBoxLayout()
        column.setSpacing(SPACE.tiny)
        column.addLayout(buttons)
        column.addWidget(self._time, 0, Qt.AlignmentFlag.AlignHCenter)
        return column

    def _right(self) -> QVBoxLayout:
        self._rate.setMinimumWidth(self._rate.fontMetrics().horizontalAdvance("1.75\u00d7"))
        self._rate.setAlignment(Qt.AlignmentFlag.AlignCenter)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.tiny)
        for button in (self._slower, self._faster, self._loop):
            button.setFixedSize(_SMALL)
        for widget in (self._slower, self._rate, self._faster, self._loop):
            buttons.addWidget(widget)
        column = QVBoxLayout()
        column.setSpacing(SPACE.tiny)
        column.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self._silences, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return column
