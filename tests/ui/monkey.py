"""Random clicks and keys on the real window: `python -m tests.ui.monkey [--minutes N] [--seed N] [--events N]`.

Nothing is really recorded, said or downloaded: the helpers of a staged program answer at random. A run fails on an
exception in a slot, on a warning of Qt's, and on a window that does not answer. It prints its seed and the last events,
by which it can be run again.
"""

import argparse
import faulthandler
import gc
import os
import random
import sys
import tempfile
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QPointF, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from desktop.errors import exit_code_of
from desktop.home import Home
from desktop.settings import Settings
from desktop.ui import models_room
from desktop.ui.cancelled import Cancelled
from desktop.ui.collector import Collector
from desktop.ui.interview_room import InterviewRoom
from desktop.ui.key_tables import key_tables
from desktop.ui.task import Task
from desktop.ui.theme import Theme
from desktop.ui.waveform import OutlineError
from desktop.ui.window import Window
from speech import messages
from speech.errors import DownloadFailed
from tests.ui import samples
from tests.ui.moody_helper import MoodyHelper
from tests.ui.stage import STARTED_AT, FakeMediaDevices, FakeSound, StagedProgram, cut_off_rehearsal, keep_rehearsal

# Longer than this, and a user would take the window for dead: of its own work, and waiting included, which others on
# the machine may lengthen.
WORK_SECONDS, ANSWER_SECONDS = 3.0, 15.0
HANGS_AFTER_SECONDS = 60
REMEMBERED_EVENTS = 30
# Said by the offscreen platform alone, of every window.
HARMLESS = ("This plugin does not support",)
WORDS = ("dealer", "the hard limit", "erase", "a" * 300, "\u00e9\u4e2d\U0001f600 <b>&amp;</b>", "  ", "%s {0} \\", "")
KEYS = ("Tab", "Shift+Tab", "Return", "Esc", "Space", "Up", "Down", "Left", "Right", "Home", "End", "PgDown", "Del",
        "Backspace", "A")  # fmt: skip

# The window knows what to do about these; the command line never sees them.
FORESEEN = (Cancelled, OutlineError)


class MonkeyFoundSomething(AssertionError):
    """What went wrong, with the seed and the last events."""


@dataclass
class MonkeyProgram(StagedProgram):
    """The staged program with helpers that answer at random."""

    chance: random.Random = field(default_factory=random.Random)
    moody: list[MoodyHelper] = field(default_factory=list)

    def start_helper(self, name: str, listener: Callable[[messages.Message], None]) -> Any:
        helper = MoodyHelper(listener, self.chance)
        self.moody = [*self.moody[-20:], helper]
        return helper


class Monkey:
    """Does one thing after the other to a window."""

    def __init__(self, application: QApplication, home: Path, seed: int) -> None:
        self.seed = seed
        self.problems: list[str] = []
        self._application = application
        self._chance = random.Random(seed)
        self._events: deque[str] = deque(maxlen=REMEMBERED_EVENTS)
        self._theme = Theme(application, "light", text_scale=self._chance.choice((1.0, 1.0, 1.6)))
        self._outside = home / "outside"
        self._outside.mkdir(parents=True)
        place = Home(home / "home")
        place.make()
        self._program = MonkeyProgram(place, Settings(), chance=self._chance)
        self._fill()
        self._shortcuts = sorted({name for _, keys in key_tables() for key in keys for name in key.keys})
        self._window = self._open()

    def run(self, events: int | None = None, seconds: float = 0.0) -> int:
        """Do so many things, or as many as fit into the time; return how many. Raises `MonkeyFoundSomething`."""
        done, give_up_at = 0, time.monotonic() + seconds
        with self._watched():
            while done < events if events is not None else time.monotonic() < give_up_at:
                self._act()
                done += 1
                if self.problems:
                    self._report()
            faulthandler.dump_traceback_later(HANGS_AFTER_SECONDS, exit=True)
            self._window.close()
            self._window.deleteLater()
            self._settle()
            faulthandler.cancel_dump_traceback_later()
            if self.problems:
                self._report()
        return done

    def _report(self) -> None:
        told = "\n".join(self.problems)
        events = "\n".join(self._events)
        raise MonkeyFoundSomething(f"seed {self.seed}:\n{told}\n\nthe last events:\n{events}")

    def _fill(self) -> None:
        archive, transcript = self._program.archive, samples.make_transcript()
        for _ in range(2):
            keep_rehearsal(archive, transcript, samples.make_score(transcript))
        keep_rehearsal(archive, transcript)
        keep_rehearsal(archive)
        cut_off_rehearsal(archive)
        samples.write_wav(self._outside / "answer.wav", 1.0)
        (self._outside / "letter.mp4").write_text("no film")

    def _open(self) -> Window:
        program = self._program
        window = Window(lambda: program.now_seconds, lambda: STARTED_AT, FakeSound, FakeMediaDevices)  # type: ignore[arg-type]
        window.show()
        window.furnish(program, self._theme)
        return window

    def _act(self) -> None:
        act = self._chance.choices(
            (self._click, self._press, self._shortcut, self._type, self._wheel, self._resize, self._wait),
            (50, 20, 12, 5, 5, 2, 6),
        )[0]
        faulthandler.dump_traceback_later(HANGS_AFTER_SECONDS, exit=True)
        began, worked = time.monotonic(), time.thread_time()
        try:
            act()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what the monkey looks for
            # A click sent by a test carries the exception of its slot back.
            self.problems.append("".join(traceback.format_exception(error)))
        self._program.clock[0] += self._chance.choice((0.05, 0.05, 1.0, 30.0))
        for helper in tuple(self._program.moody):
            helper.step()
        self._application.processEvents()
        took, work = time.monotonic() - began, time.thread_time() - worked
        faulthandler.cancel_dump_traceback_later()
        if took > ANSWER_SECONDS or work > WORK_SECONDS:
            self.problems.append(f"the window did not answer for {took:.1f} s, {work:.1f} s of work")
        if not self._window.isVisible():
            self._note("opens the window again")
            self._window.deleteLater()
            self._window = self._open()

    def _note(self, text: str) -> None:
        page = self._window.page_name if self._window.isVisible() else "-"
        self._events.append(f"{page}: {text}")

    def _target(self) -> QWidget:
        return self._application.activePopupWidget() or self._window

    def _click(self) -> None:
        target = self._target()
        shown = [
            widget
            for widget in target.findChildren(QWidget)
            if widget.isVisible() and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        ]
        if shown and self._chance.random() < 0.8:
            point = self._chance.choice(shown).mapTo(target, QPoint(12, 12))
        else:
            point = QPoint(
                self._chance.randrange(max(1, target.width())), self._chance.randrange(max(1, target.height()))
            )
        widget = target.childAt(point) or target
        place = widget.mapFrom(target, point)
        self._note(f"clicks {named(widget)} at {place.x()}, {place.y()}")
        if self._chance.random() < 0.1:
            QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=place)
        else:
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)

    def _press(self) -> None:
        self._press_key(self._chance.choice(KEYS))

    def _shortcut(self) -> None:
        self._press_key(self._chance.choice(self._shortcuts))

    def _press_key(self, name: str) -> None:
        target = self._application.activePopupWidget() or self._window.focusWidget() or self._window
        pressed = QKeySequence(name)[0]
        self._note(f"presses {name} in {named(target)}")
        QTest.keyClick(target, pressed.key(), pressed.keyboardModifiers())

    def _type(self) -> None:
        target = self._window.focusWidget() or self._window
        words = self._chance.choice(WORDS)
        self._note(f"types {words[:20]!r} in {named(target)}")
        for letter in words:
            QTest.keyClicks(target, letter) if letter.isascii() else QTest.keyClick(target, Qt.Key.Key_A)

    def _wheel(self) -> None:
        target = self._target()
        point = QPoint(self._chance.randrange(max(1, target.width())), self._chance.randrange(max(1, target.height())))
        widget = target.childAt(point) or target
        self._note(f"turns the wheel over {named(widget)}")
        place = QPointF(widget.mapFrom(target, point))
        event = QWheelEvent(
            place, QPointF(widget.mapToGlobal(place)), QPoint(), QPoint(0, self._chance.choice((-240, 240))),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        self._application.sendEvent(widget, event)

    def _resize(self) -> None:
        width, height = self._chance.randrange(1024, 1700), self._chance.randrange(700, 1100)
        self._note(f"resizes to {width} x {height}")
        self._window.resize(width, height)

    def _wait(self) -> None:
        self._note("waits")
        QTest.qWait(self._chance.randrange(5, 80))

    def _settle(self) -> None:
        for _ in range(5):
            QTest.qWait(20)

    def _find_unforeseen(self, where: str, error: Exception) -> None:
        if exit_code_of(error) is None and not isinstance(error, FORESEEN):
            self.problems.append(f"{where}: {''.join(traceback.format_exception(error))}")

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Notice whatever goes wrong, and keep the monkey inside its cage."""

        def handle_message(kind: QtMsgType, _context: object, text: str) -> None:
            if kind is not QtMsgType.QtDebugMsg and not text.startswith(HARMLESS):
                self.problems.append(f"Qt says: {text}")

        def handle_exception(kind: type[BaseException], error: BaseException, trace: Any) -> None:
            self.problems.append("".join(traceback.format_exception(kind, error, trace)))

        def handle_unraisable(what: Any) -> None:
            self.problems.append(f"{what.object!r}: {''.join(traceback.format_exception(what.exc_value))}")

        run, fail = Task.run, InterviewRoom._fail

        def run_watched(task: Task) -> None:
            run(task)
            if task._error is not None:
                self._find_unforeseen("in the background", task._error)

        def fail_watched(room: InterviewRoom, error: Exception) -> None:
            self._find_unforeseen("in the interview", error)
            fail(room, error)

        def refuse(*_: Any) -> Path:
            raise DownloadFailed("there is no network here; try again")

        def pick(*_: Any, **__: Any) -> tuple[str, str]:
            name = self._chance.choice(("", "answer.wav", "letter.mp4", "missing.wav"))
            return str(self._outside / name) if name else "", ""

        def name_file(*_: Any, **__: Any) -> tuple[str, str]:
            ending = self._chance.choice(("html", "md", "json", "srt", "csv", "rostrum", "xyz"))
            name = self._outside / f"out-{self._chance.randrange(10_000)}.{ending}"
            return self._chance.choice((str(name), "")), "All facts (*.json)"

        with ExitStack() as cage:
            for place, name, stand_in in (
                (sys, "excepthook", handle_exception),
                (sys, "unraisablehook", handle_unraisable),
                (Task, "run", run_watched),
                (InterviewRoom, "_fail", fail_watched),
                (models_room, "download", refuse),
                (QFileDialog, "getOpenFileName", staticmethod(pick)),
                (QFileDialog, "getSaveFileName", staticmethod(name_file)),
                (QFileDialog, "getExistingDirectory", staticmethod(lambda *_: str(self._outside))),
                (QDesktopServices, "openUrl", staticmethod(lambda _: self._chance.random() < 0.5)),
            ):
                cage.enter_context(patch.object(place, name, stand_in))
            before = qInstallMessageHandler(handle_message)
            cage.callback(qInstallMessageHandler, before)
            yield


def named(widget: QWidget) -> str:
    """Return a widget as a person would name it."""
    return f"{type(widget).__name__} {widget.accessibleName()[:40]!r}"


def main() -> int:
    """Run for the time or the number of events that was asked for."""
    parser = argparse.ArgumentParser(description="Random clicks and keys on the real window.")
    parser.add_argument("--minutes", type=float, default=1.0, help="how long in all")
    parser.add_argument("--events", type=int, help="so many events with one seed instead")
    parser.add_argument("--seed", type=int, help="the first seed (the time of day)")
    parser.add_argument("--round", type=float, default=60.0, metavar="SECONDS", help="how long with one seed")
    arguments = parser.parse_args()
    application = QApplication(sys.argv[:1])
    collector = Collector()
    collector.begin()
    seed = arguments.seed if arguments.seed is not None else int(time.time())
    give_up_at = time.monotonic() + 60 * arguments.minutes
    while True:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
            try:
                monkey = Monkey(application, Path(home), seed)
                left_seconds = min(arguments.round, give_up_at - time.monotonic())
                done = monkey.run(arguments.events, left_seconds)
            except MonkeyFoundSomething as found:
                sys.stdout.write(f"{found}\n")
                return 1
        sys.stdout.write(f"seed {seed}: {done} events, nothing found\n")
        sys.stdout.flush()
        # The window of this seed goes here, not in the middle of the next one's.
        del monkey
        gc.collect()
        if arguments.events is not None or time.monotonic() >= give_up_at:
            return 0
        seed += 1


if __name__ == "__main__":
    sys.exit(main())
