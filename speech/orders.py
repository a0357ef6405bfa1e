"""What the program tells a recorder while it records."""

from collections import deque

from speech.messages import FeedUntil, GiveAnswer, HoldAnswer, PauseRecording, ResumeRecording, StopRecording
from speech.worker import Line


class Orders:
    """The orders that have come on a line; `stop` takes the new ones and says whether recording is to end."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._stopped = False
        self.paused = False
        self.held = False
        self.until_seconds: float | None = None
        self.answers: deque[str] = deque()

    def stop(self) -> bool:
        """Take what has come, without waiting; a program that is gone means the end."""
        for message in self._line.waiting():
            match message:
                case None | StopRecording():
                    self._stopped = True
                case PauseRecording():
                    self.paused = True
                case ResumeRecording():
                    self.paused = False
                case HoldAnswer(held=held):
                    self.held = held
                case FeedUntil(seconds=seconds):
                    self.until_seconds = seconds
                case GiveAnswer(path=path):
                    self.answers.append(path)
        return self._stopped
