"""Commands typed during a spoken interview in a terminal: next phase, pause, time to think, microphone, the end."""

import queue
import sys
import threading
import time
from typing import TextIO

from desktop.practice.conductor import Conductor
from desktop.practice.interview import Stage
from desktop.practice.sitting import View

HELP = (
    "Type and press Enter: n next phase, p pause and go on, t time to think, r hear it again, s skip the question, "
    "e end the answer.\n"
    "Wear headphones: what the microphone hears while the program speaks is not judged."
)
LOST = (
    "Everything up to then is kept. Type and press Enter: m go on with the system's microphone, m NAME with another "
    "(`rostrum doctor` lists them), e close the answer as it stands."
)


class Keys:
    """Reads commands from a terminal on a thread of its own; from anything else it reads nothing.

    `listening` says whether there is somebody who can type.
    """

    def __init__(self, terminal: TextIO | None) -> None:
        self._typed: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.listening = terminal is not None and terminal.isatty()
        if terminal is not None and self.listening:
            sys.stderr.write(f"{HELP}\n")
            threading.Thread(target=self._read, args=(terminal,), name="reads commands", daemon=True).start()

    def press(self, conductor: Conductor, view: View) -> None:
        """Do what was typed since the last time."""
        while True:
            try:
                command = self._typed.get_nowait()
            except queue.Empty:
                return
            obey(command, conductor, view.stage, time.monotonic())

    def _read(self, terminal: TextIO) -> None:
        for line in terminal:
            self._typed.put(line.strip())


def obey(command: str, conductor: Conductor, stage: Stage, now_seconds: float) -> None:
    """Do what a command says; one out of place does nothing. What stands behind an `m` is a microphone's name."""
    match command[:1].lower():
        case "n":
            conductor.next_phase(now_seconds)
        case "p" if stage is Stage.PAUSED:
            conductor.resume(now_seconds)
        case "p":
            conductor.pause(now_seconds)
        case "t":
            conductor.think(now_seconds)
        case "m":
            conductor.continue_with(command[1:].strip() or None, now_seconds)
        case "r":
            conductor.say_again(now_seconds)
        case "s":
            conductor.skip_question(now_seconds)
        case "e":
            conductor.end(now_seconds)
