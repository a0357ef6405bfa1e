"""Plays a recording: from a second on, or a stretch of it that then stops."""

from bisect import bisect_right
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.practice.timeline import Stretch

if TYPE_CHECKING:
    from desktop.ui.sound import Sound

# Qt tells the position every 60-80 ms, too seldom for a word to light up when it is said.
_POLL_MILLISECONDS = 30
_RATE_STEP, _RATE_LEAST, _RATE_MOST = 0.25, 0.5, 2.0

# So much of a silence is heard before and after it is skipped, or words run into one another.
_BREATH_SECONDS = 0.3

# A word is cut off if the stretch stops exactly where the recogniser thinks it ends.
_TAIL_SECONDS = 0.15

_NO_SPEAKER = "There is no loudspeaker on this machine: connect one to listen. The text still follows the recording."


class Player(QObject):
    """Plays one recording at a time; `make_sound` is called when the first one is loaded.

    `position_changed` carries seconds, `playing_changed` whether it plays, `rate_changed` how fast, `length_told` the
    length in seconds, `loop_changed` the stretch that is played over and over, None for none, and `problem_told` a line
    for the reader, empty when there is no problem.
    """

    position_changed = Signal(float)
    playing_changed = Signal(bool)
    rate_changed = Signal(float)
    length_told = Signal(float)
    loop_changed = Signal(object)
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
        self._loop: Stretch | None = None
        self._silences: tuple[Stretch, ...] = ()
        self._skips_silences = False
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

    @property
    def loop(self) -> Stretch | None:
        """The stretch that is played over and over."""
        return self._loop

    @property
    def skips_silences(self) -> bool:
        """Whether silences are left out; the clock stays the recording's."""
        return self._skips_silences

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
        self._silences = ()
        self.stop_looping()

    def know_silences(self, silences: tuple[Stretch, ...]) -> None:
        """Take the silences of the recording, in its order; they are skipped when that is asked for."""
        self._silences = silences

    def skip_silences(self, *, skip: bool) -> None:
        """Leave silences out from now on, or play them."""
        self._skips_silences = skip

    def play_loop(self, stretch: Stretch) -> None:
        """Play a stretch over and over, until another place is asked for."""
        if self._has_recording and stretch.end_seconds > stretch.start_seconds:
            self.play_from(stretch.start_seconds)
            self._loop = stretch
            self.loop_changed.emit(stretch)

    @Slot()
    def stop_looping(self) -> None:
        """Play on beyond the end of the stretch that is played over and over."""
        if self._loop is not None:
            self._loop = None
            self.loop_changed.emit(None)

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
        """Go to a second, playing or not; outside of the loop that ends it."""
        if self._loop and not self._loop.start_seconds <= seconds <= self._loop.end_seconds:
            self.stop_looping()
        self._until_seconds = None
        self._move(seconds)

    def _move(self, seconds: float) -> None:
        if self._sound and self._has_recording:
            limit = self._length_seconds or seconds
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
        seconds = self.seconds
        self.position_changed.emit(seconds)
        if self._until_seconds is not None and seconds >= self._until_seconds:
            self.pause()
        elif self._loop and seconds >= self._loop.end_seconds + _TAIL_SECONDS:
            self._move(self._loop.start_seconds)
        elif self._skips_silences and (silence := self._silence_at(seconds)):
            self._move(silence.end_seconds - _BREATH_SECONDS)

    def _silence_at(self, seconds: float) -> Stretch | None:
        """Return the silence of which enough was heard, and of which more is left than a breath."""
        place = bisect_right(self._silences, seconds, key=lambda silence: silence.start_seconds) - 1
        if place < 0:
            return None
        silence = self._silences[place]
        inside = silence.start_seconds + _BREATH_SECONDS <= seconds < silence.end_seconds - 2 * _BREATH_SECONDS
        return silence if inside else None

    @Slot(float)
    def _take_length(self, seconds: float) -> None:
        self._length_seconds = seconds
        self.length_told.emit(seconds)

    @Slot()
    def _take_end(self) -> None:
        if self._loop and self._sound:
            # It reaches to the end of the recording, where the sound stops by itself.
            self._move(self._loop.start_seconds)
            self._sound.play()
            return
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
