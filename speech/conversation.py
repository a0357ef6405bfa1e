"""A helper listened to in turn: for whoever has nothing else to do while it works."""

import queue
from collections.abc import Iterator
from types import TracebackType
from typing import TypeVar

from speech.errors import HelperLost
from speech.messages import Failed, HelperEnded, Message
from speech.worker import StartHelper

Answer = TypeVar("Answer", bound=Message)


class Conversation:
    """One helper from its first order to its end; iterate over what it says.

    The iteration ends when the helper does. Raises the helper's own error when it failed, `HelperLost` when
    it ended before the message of type `until` came, or said nothing for `patience_seconds`. Leaving the `with` block
    ends the helper.
    """

    def __init__(
        self,
        start_helper: StartHelper,
        name: str,
        order: Message,
        until: type[object],
        patience_seconds: float | None = None,
    ) -> None:
        self._name = name
        self._until = until
        self._patience_seconds = patience_seconds
        self._complete = False
        self._said: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self._helper = start_helper(name, self._said.put)
        self.send(order)

    def send(self, message: Message) -> None:
        """Say something more to the helper."""
        self._helper.send(message)

    def __iter__(self) -> Iterator[Message]:
        while True:
            try:
                message = self._said.get(timeout=self._patience_seconds)
            except queue.Empty:
                raise HelperLost(
                    f"the helper {self._name!r} said nothing for {self._patience_seconds:g} s; try again"
                ) from None
            match message:
                case Failed():
                    raise message.error
                case HelperEnded(exit_code=exit_code):
                    if self._complete:
                        return
                    raise HelperLost(f"the helper {self._name!r} ended too early (exit code {exit_code}); try again")
            self._complete = self._complete or isinstance(message, self._until)
            yield message

    def __enter__(self) -> "Conversation":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._helper.kill()


def ask(
    start_helper: StartHelper,
    name: str,
    order: Message,
    answer: type[Answer],
    patience_seconds: float | None = None,
) -> Answer:
    """Return the one message of type `answer` that a helper gives to an order. Raises as `Conversation` does."""
    with Conversation(start_helper, name, order, answer, patience_seconds) as conversation:
        return next(message for message in list(conversation) if isinstance(message, answer))
