"""Builds the window's objects once and runs them."""

import sys
from collections.abc import Sequence

from PySide6.QtWidgets import QApplication

from desktop.program import Program, open_program
from desktop.ui.lasting import make_constants_last
from desktop.ui.theme import Theme
from desktop.ui.window import Window


def run(argv: Sequence[str]) -> int:
    """Open the window and return the exit code once it is closed. Raises `SettingsError`."""
    return run_program(open_program(), argv)


def run_program(program: Program, argv: Sequence[str]) -> int:
    """Open the window of a program and return the exit code once it is closed."""
    make_constants_last()
    application = QApplication(list(argv) or sys.argv[:1])
    application.setApplicationName("rostrum")
    application.setApplicationDisplayName("Rostrum")
    application.setDesktopFileName("rostrum")
    window = Window(program, Theme(application, program.settings.theme))
    window.show()
    code = application.exec()
    window.close()
    return code
