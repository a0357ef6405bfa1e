"""Somebody who is talked to, played from files: one answer after the other, silent while they are asked something."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from speech.audio_file import decode
from speech.messages import AnswerGiven
from speech.orders import Orders
from speech.recording import SAMPLE_RATE_HERTZ, seconds_of
from speech.sources import Block, Source, cut

_SILENCE = bytes(SAMPLE_RATE_HERTZ // 20 * 2)
# How often a stand-in that must wait looks whether it may go on.
_WAIT_SECONDS = 0.004


def open_stand_in(
    path: Path, speed: float, orders: Orders, tell: Callable[[AnswerGiven], None], from_seconds: float = 0.0
) -> Source:
    """Return the stand-in as a source, `speed` times as fast as it speaks; it lives until the orders say stop.

    `from_seconds` is where the recording stands. No time passes for it while it is paused, or beyond the second up to
    which it may be fed. Reading raises `AudioUnreadable`.
    """
    return Source(path.name, SAMPLE_RATE_HERTZ, _StandIn(path, speed, orders, tell, from_seconds).blocks())


class _StandIn:
    def __init__(
        self, path: Path, speed: float, orders: Orders, tell: Callable[[AnswerGiven], None], from_seconds: float
    ) -> None:
        self._orders = orders
        self._speed = speed
        self._tell = tell
        self._path = path
        self._pieces: Iterator[bytes] | None = cut(decode(path))
        self._given_seconds = from_seconds
        self._due_seconds = time.monotonic()

    def blocks(self) -> Iterator[Block]:
        while not self._orders.stop():
            until_seconds = self._orders.until_seconds
            if self._orders.paused or (until_seconds is not None and self._given_seconds >= until_seconds):
                time.sleep(_WAIT_SECONDS)
                continue
            samples = _SILENCE if self._orders.held else self._next()
            self._given_seconds += seconds_of(len(samples))
            yield Block(samples)
            self._keep_pace(seconds_of(len(samples)) / self._speed)

    def _next(self) -> bytes:
        if self._pieces is None and self._orders.answers:
            self._path = Path(self._orders.answers.popleft())
            self._pieces = cut(decode(self._path))
        piece = next(self._pieces, b"") if self._pieces else b""
        if not piece and self._pieces is not None:
            self._pieces = None
            self._tell(AnswerGiven(str(self._path), self._given_seconds))
        return piece or _SILENCE

    def _keep_pace(self, seconds: float) -> None:
        # Time that was spent waiting is not made up for.
        now_seconds = time.monotonic()
        self._due_seconds = max(self._due_seconds, now_seconds - seconds) + seconds
        if self._due_seconds > now_seconds:
            time.sleep(self._due_seconds - now_seconds)
