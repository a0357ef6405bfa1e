"""Helper processes: start one, talk to it in JSON lines, know when it is gone.

Whatever can hang, crash or hold the interpreter's lock (PortAudio, the speech engine, a recogniser) runs
in a process of its own: the program started again with `--worker NAME`. The parent's side is `Helper`;
the helper's side is `serve`.
"""

import importlib
import os
import queue
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Protocol

from speech.errors import HelperLost, SpeechError
from speech.messages import Failed, HelperEnded, Message, MessageError, decode, encode

Listener = Callable[[Message], None]


class Helping(Protocol):
    """A running helper as its user sees it; the real one is `Helper`, tests hand in another."""

    def send(self, message: Message) -> None:
        """Say something to the helper; a helper that is gone does not hear it."""

    def close(self) -> None:
        """Say nothing more: the helper finishes what must be finished and ends."""

    def kill(self) -> None:
        """End the helper at once."""


StartHelper = Callable[[str, Listener], Helping]


class Helper:
    """One helper process. `listener` gets each message on a thread of this object's, last `HelperEnded`."""

    def __init__(self, command: Sequence[str], listener: Listener, log: Path | None = None) -> None:
        self._listener = listener
        self._name = command[-1]
        with _open_log(log) as log_file:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log_file,
                bufsize=0,
                start_new_session=True,
            )
        self._reader = threading.Thread(target=self._read, name=f"listens to {command[-1]}", daemon=True)
        self._reader.start()

    @property
    def process_id(self) -> int:
        """The number of the process."""
        return self._process.pid

    def send(self, message: Message) -> None:
        """Say something to the helper; a helper that is gone does not hear it."""
        try:
            self._stdin.write(encode(message).encode() + b"\n")
        except (OSError, ValueError):
            # The pipe is broken or closed: the reader reports the end, and only once.
            return

    def close(self) -> None:
        """Close the helper's input: it finishes what must be finished and ends."""
        try:
            self._stdin.close()
        except OSError:
            return

    def kill(self) -> None:
        """End the helper at once."""
        self._process.kill()

    def wait(self, seconds: float) -> None:
        """Wait until the helper has ended and all it said was heard. Raises `HelperLost` after `seconds`."""
        self._reader.join(seconds)
        if self._reader.is_alive():
            raise HelperLost(f"the helper {self._name!r} did not end within {seconds:g} s")

    @property
    def _stdin(self) -> BinaryIO:
        assert self._process.stdin is not None  # noqa: S101 - asked for above
        return self._process.stdin  # type: ignore[return-value]

    def _read(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - asked for above
        with self._process.stdout as lines:
            for line in lines:
                self._hear(line)
        exit_code = self._process.wait()
        self.close()
        self._listener(HelperEnded(exit_code))

    def _hear(self, line: bytes) -> None:
        try:
            message = decode(line)
        except MessageError:
            # A library that prints past our guard must not end the interview.
            return
        self._listener(message)


def _open_log(log: Path | None) -> BinaryIO:
    try:
        return os.fdopen(os.open(log or os.devnull, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
    except OSError:
        # A log that cannot be written must not keep anybody from rehearsing.
        return Path(os.devnull).open("wb")


class Line:
    """A helper's line to its parent: what the parent says, and the way to answer.

    Libraries print to standard output as they like; that is sent to standard error, so that only
    messages travel on the line.
    """

    def __init__(self, *, outlives_parent: bool = False) -> None:
        self._outlives_parent = outlives_parent
        self._out = os.dup(1)
        os.dup2(2, 1)
        self._lock = threading.Lock()
        self._inbox: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        threading.Thread(target=self._read, name="listens to the program", daemon=True).start()

    def send(self, message: Message) -> None:
        """Tell the parent; a parent that is gone does not hear it."""
        try:
            with self._lock:
                _write_all(self._out, encode(message).encode() + b"\n")
        except OSError:
            return

    def next(self, timeout_seconds: float | None = None) -> Message | None:
        """Return the parent's next message, None when it has closed the line.

        Raises `queue.Empty` when nothing came within `timeout_seconds`.
        """
        message = self._inbox.get(timeout=timeout_seconds)
        if message is None:
            self._inbox.put(None)
        return message

    def waiting(self) -> Iterator[Message | None]:
        """Yield what has come and not been taken, without waiting; None when the line is closed."""
        while True:
            try:
                message = self.next(timeout_seconds=0)
            except queue.Empty:
                return
            yield message
            if message is None:
                return

    def _read(self) -> None:
        for line in sys.stdin.buffer:
            try:
                self._inbox.put(decode(line))
            except MessageError as error:
                sys.stderr.write(f"{error}\n")
        if not self._outlives_parent:
            # Nobody is left to hear what this helper would say; there is nothing to finish.
            os._exit(0)
        self._inbox.put(None)


def _write_all(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


_HELPERS = {"record": "speech.recorder", "speak": "speech.voice", "transcribe": "speech.live"}


def serve(name: str) -> int:
    """Be the helper `name` until its work is done; return the exit code.

    Whatever goes wrong is told to the parent in one line; details go to standard error, which the parent
    keeps in a log.
    """
    os.umask(0o077)
    # Ctrl-C in a terminal reaches the parent's whole group; the parent decides what ends and how.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Only a recording must be finished when the program has gone.
    line = Line(outlives_parent=name == "record")
    try:
        importlib.import_module(_HELPERS[name]).serve(line)
    except SpeechError as error:
        line.send(Failed(type(error).__name__, str(error)))
    except Exception as error:  # noqa: BLE001 - the last line of defence of a process; told, logged, never hidden
        traceback.print_exc()
        line.send(Failed(HelperLost.__name__, f"the helper {name!r} failed: {type(error).__name__}: {error}"))
        return 1
    return 0
