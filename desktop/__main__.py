"""The one entry point: a helper process, the command line, or the window."""

import os
import sys


def main() -> int:
    """Run what the arguments ask for and return the exit code."""
    if sys.argv[1:2] == ["--worker"]:
        # Before anything else: a helper loads nothing of the program but what it needs.
        from speech.worker import serve

        # No interpreter shutdown: a thread still waits for the parent, and native libraries may hang in theirs.
        os._exit(serve(sys.argv[2]))
    if len(sys.argv) == 1:
        # Straight to the window: the parser alone costs a fifth of the time until it is visible.
        from desktop.ui.app import run as open_window

        return open_window(sys.argv[:1])
    from desktop.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
