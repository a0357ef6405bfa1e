"""A helper process that is none: it notes what it is told, and the test speaks for it."""

from speech import messages
from speech.worker import Listener


def _to_nobody(message: messages.Message) -> None:
    """Hear nothing."""


class FakeHelper:
    """Has the methods of `speech.worker.Helper`."""

    def __init__(self, listener: Listener = _to_nobody) -> None:
        self.say = listener
        self.told: list[messages.Message] = []
        self.closed = self.killed = False

    def send(self, message: messages.Message) -> None:
        self.told.append(message)

    def close(self) -> None:
        self.closed = True

    def kill(self) -> None:
        self.killed = True
        self.say(messages.HelperEnded(-9))
