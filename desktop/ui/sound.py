"""The door to Qt's media player: one file at a time, positions in seconds."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtMultimedia import QAudioDevice, QAudioOutput, QMediaDevices, QMediaPlayer

_READY = (
    QMediaPlayer.MediaStatus.LoadedMedia,
    QMediaPlayer.MediaStatus.BufferedMedia,
    QMediaPlayer.MediaStatus.BufferingMedia,
)


class Sound(QObject):
    """Plays a file. `loaded` carries its length in seconds, `failed` a reason; `ended` says it was played out."""

    loaded = Signal(float)
    ended = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = QMediaPlayer(self)
        self._output = QAudioOutput(self)
        self._player.setAudioOutput(self._output)
        self._player.setPitchCompensation(True)
        self._waiting_seconds: float | None = None
        self.missing_output = ""
        self._player.mediaStatusChanged.connect(self._take_status)
        self._player.errorOccurred.connect(self._take_error)

    def choose_output(self, device_id: str, name: str) -> bool:
        """Play on the loudspeaker with this id or name, the system's for an empty id; return whether it is there.

        Where it is not, the system's is used, and `missing_output` says so to whoever plays.
        """
        self.missing_output = ""
        found = [
            device
            for device in QMediaDevices.audioOutputs()
            if device.id() == device_id.encode() or device.description() in (device_id, name)
        ]
        # A device without a name stands for the system's, whichever that is.
        self._output.setDevice(found[0] if found and device_id else QAudioDevice())
        if device_id and not found:
            self.missing_output = name or device_id
        return not self.missing_output

    @property
    def has_speaker(self) -> bool:
        """Whether there is anything to hear it on."""
        return not QMediaDevices.defaultAudioOutput().isNull()

    @property
    def seconds(self) -> float:
        """Where it plays."""
        if self._waiting_seconds is not None:
            return self._waiting_seconds
        return self._player.position() / 1000

    def open(self, path: Path) -> None:
        """Load a file."""
        self._waiting_seconds = None
        self._player.setSource(QUrl.fromLocalFile(str(path)))

    def play(self) -> None:
        """Play on from where it stands."""
        self._player.play()

    def pause(self) -> None:
        """Stand still."""
        self._player.pause()

    def close(self) -> None:
        """Let go of the file."""
        self._player.stop()
        self._player.setSource(QUrl())

    def seek(self, seconds: float) -> None:
        """Go to a second."""
        if self._player.mediaStatus() in (QMediaPlayer.MediaStatus.LoadingMedia, QMediaPlayer.MediaStatus.NoMedia):
            # The player forgets a position that it is given before the file is open.
            self._waiting_seconds = seconds
            return
        self._waiting_seconds = None
        self._player.setPosition(round(seconds * 1000))

    def set_rate(self, rate: float) -> None:
        """Play `rate` times as fast, at the same pitch."""
        self._player.setPlaybackRate(rate)

    @Slot(QMediaPlayer.MediaStatus)
    def _take_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status in _READY and self._waiting_seconds is not None:
            self.seek(self._waiting_seconds)
        if status is QMediaPlayer.MediaStatus.LoadedMedia:
            self.loaded.emit(self._player.duration() / 1000)
        if status is QMediaPlayer.MediaStatus.EndOfMedia:
            self.ended.emit()

    @Slot(QMediaPlayer.Error, str)
    def _take_error(self, _error: QMediaPlayer.Error, text: str) -> None:
        self.failed.emit(text)
