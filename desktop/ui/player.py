"""Plays a recording: from a second on, or a stretch of it that then stops."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from desktop.ui.sound import Sound

# Qt tells the position every 60-80 ms, too seldom for a word to light up when it is said.
_POLL_MILLISECONDS = 33
_RATE_STEP, _RATE_LEAST, _RATE_MOST = 0.25, 0.5, 2.0

# A word is cut off if the stretch stops exactly where the recogniser thinks it ends.
_TAIL_SECONDS = 0.15

_NO_SPEAKER = "There is no loudspeaker on this machine: connect one to listen. The text still follows the recording."


class Player(QObject):
    """Plays one recording at a time; `make_sound` is called when the first one is loaded.

    `position_changed` carries seconds, `playing_changed` whether it plays, `rate_changed` how fast, `length_told` the
    length in seconds and `problem_told` a line for the reader, empty when there is no problem.
    """

    position_changed = Signal(float)
    playing_changed = Signal(bool)
    rate_changed = Signal(float)
    length_told = Signal(float)
    problem_told = Signal(str)

    def __init__(self, make_sound: "Callable[[], Sound]", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_sound = make_sound
        self._sound: Sound | None = None
        self._has_recording = False
        self._playing = False
        self._rate = 1.0
        self._length_seconds = 0.0
        self._until_seconds: float | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MILLISECONDS)
        self._timer.timeout.connect(self._poll)

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._playing

    @property
    def rate(self) -> float:
        """How many times as fast as it was spoken."""
        return self._rate

    @property
    def has_recording(self) -> bool:
        """Whether there is a recording that can be played."""
        return self._has_recording

    @property
    def seconds(self) -> float:
        """Where it stands."""
        return self._sound.seconds if self._sound and self._has_recording else 0.0

    def load(self, path: Path) -> None:
        """Take another recording; a missing file is told, not raised."""
        self.unload()
        self._has_recording = path.is_file()
        if not self._has_recording:
            self.problem_told.emit(
                "The recording is not there, so there is nothing to play. The text and score are kept."
            )
            return
        sound = self._sound or self._first_sound()
        self.problem_told.emit(_speaker_in_words(sound))
        sound.open(path)

    def unload(self) -> None:
        """Let go of the recording."""
        self.pause()
        if self._sound:
            self._sound.close()
        self._has_recording = False
        self._length_seconds = 0.0

    @Slot()
    def toggle(self) -> None:
        """Play on, or pause."""
        if self._playing:
            self.pause()
        else:
            self._play(None)

    @Slot()
    def pause(self) -> None:
        """Stand still."""
        if self._playing and self._sound:
            self._sound.pause()
            self._set_playing(playing=False)

    def play_from(self, seconds: float) -> None:
        """Play from here to the end."""
        self.seek(seconds)
        self._play(None)

    def play_span(self, seconds: float, until_seconds: float) -> None:
        """Play this stretch and stop."""
        self.seek(seconds)
        self._play(until_seconds + _TAIL_SECONDS)

    @Slot(float)
    def seek(self, seconds: float) -> None:
        """Go to a second, playing or not."""
        if self._sound and self._has_recording:
            limit = self._length_seconds or seconds
            self._until_seconds = None
            self._sound.seek(min(max(0.0, seconds), limit))
            self.position_changed.emit(self._sound.seconds)

    def skip(self, seconds: float) -> None:
        """Go on or back by so many seconds."""
        self.seek(self.seconds + seconds)

    @Slot()
    def faster(self) -> None:
        """Play a step faster."""
        self._set_rate(self._rate + _RATE_STEP)

    @Slot()
    def slower(self) -> None:
        """Play a step slower."""
        self._set_rate(self._rate - _RATE_STEP)

    def _first_sound(self) -> "Sound":
        self._sound = self._make_sound()
        self._sound.loaded.connect(self._take_length)
        self._sound.ended.connect(self._take_end)
        self._sound.failed.connect(self._take_failure)
        self._sound.set_rate(self._rate)
        return self._sound

    def _play(self, until_seconds: float | None) -> None:
        if not self._sound or not self._has_recording:
            return
        self._until_seconds = until_seconds
        self._sound.play()
        self._set_playing(playing=True)

    def _set_playing(self, *, playing: bool) -> None:
        if playing:
            self._timer.start()
        else:
            self._timer.stop()
        if playing != self._playing:
            self._playing = playing
            self.playing_changed.emit(playing)

    def _set_rate(self, rate: float) -> None:
        self._rate = min(_RATE_MOST, max(_RATE_LEAST, rate))
        if self._sound:
            self._sound.set_rate(self._rate)
        self.rate_changed.emit(self._rate)

    @Slot()
    def _poll(self) -> None:
        self.position_changed.emit(self.seconds)
        if self._until_seconds is not None and self.seconds >= self._until_seconds:
            self.pause()

    @Slot(float)
    def _take_length(self, seconds: float) -> None:
        self._length_seconds = seconds
        self.length_told.emit(seconds)

    @Slot()
    def _take_end(self) -> None:
        self._set_playing(playing=False)
        self.position_changed.emit(self._length_seconds)

    @Slot(str)
    def _take_failure(self, reason: str) -> None:
        self._set_playing(playing=False)
        self._has_recording = False
        self.problem_told.emit(f"The recording cannot be played ({reason}). The text and score are kept.")


def _speaker_in_words(sound: "Sound") -> str:
    """Return what the listener should know of the loudspeaker, nothing when it is the chosen one."""
    if not sound.has_speaker:
        return _NO_SPEAKER
    if sound.missing_output:
        return f"The loudspeaker {sound.missing_output} is not connected, so this plays on the system's."
    return ""
