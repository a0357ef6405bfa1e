"""Builds the window's objects once and runs them."""

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from desktop.errors import Exit
from desktop.ui.window import Window

if TYPE_CHECKING:
    from desktop.program import Program


def run(argv: Sequence[str]) -> int:
    """Open the window and return the exit code once it is closed; 4 where there is no screen to open it on."""
    if not _has_screen(os.environ):
        sys.stderr.write("rostrum: there is no screen to open the window on; `rostrum --help` shows what needs none\n")
        return Exit.MISSING_HERE
    application = QApplication(list(argv) or sys.argv[:1])
    application.setApplicationName("rostrum")
    application.setApplicationDisplayName("Rostrum")
    application.setDesktopFileName("rostrum")
    window = Window()
    window.show()
    # On the screen first; everything else takes longer than that.
    application.processEvents()
    return _furnish_and_run(application, window)


def _has_screen(environment: Mapping[str, str]) -> bool:
    """Return whether Qt would find a screen: without one it ends the process with a page of advice."""
    if sys.platform != "linux" or environment.get("QT_QPA_PLATFORM"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def _furnish_and_run(application: QApplication, window: Window) -> int:
    from desktop.ui.collector import Collector
    from desktop.ui.interrupts import Interrupts
    from desktop.ui.theme import Theme

    program, problem = _open_program()
    collector = Collector()
    collector.begin()
    window.furnish(program, Theme(application, program.settings.theme), problem)
    window.page_shown.connect(collector.follow)
    interrupts = Interrupts(window)
    interrupts.received.connect(window.close)
    interrupts.begin()
    code = application.exec()
    window.close()
    interrupts.end()
    collector.end()
    return code


def _open_program() -> "tuple[Program, str]":
    """Return the program; settings that cannot be read are told and the defaults taken."""
    from desktop.home import find_home
    from desktop.program import Program, open_program
    from desktop.settings import Settings, SettingsError

    try:
        return open_program(), ""
    except SettingsError as error:
        return Program(find_home(), Settings()), f"{error}. Until then the defaults are used."
