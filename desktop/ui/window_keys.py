"""The keys that work on every page but during an interview."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from desktop.ui.keys import Key

if TYPE_CHECKING:
    from desktop.ui.window import Window

WINDOW_KEYS = (
    Key(("Ctrl+1",), "Practise", "show_practise"),
    Key(("Ctrl+2",), "Rehearsals", "show_rehearsals"),
    Key(("Ctrl+3",), "Progress", "show_progress"),
    Key(("Ctrl+4",), "Models", "show_models"),
    Key(("Ctrl+,",), "Settings", "show_settings"),
    Key(("F1",), "Help", "show_help"),
    Key(("Ctrl+O",), "import a recording", "import_recording"),
    Key(("Ctrl+Q",), "close Rostrum; what was recorded is kept", "close"),
)


def add_keys(window: "Window") -> tuple[QAction, ...]:
    """Give the window its keys and return the actions behind them."""
    actions = []
    for key in WINDOW_KEYS:
        action = QAction(key.does, window)
        action.setShortcuts([QKeySequence(name) for name in key.keys])
        action.triggered.connect(getattr(window, key.method))
        window.addAction(action)
        actions.append(action)
    return tuple(actions)
