"""A line of progress on a terminal, and nothing at all in a pipe."""

import sys


def show_progress(done_seconds: float, total_seconds: float) -> None:
    """Show how much of the sound has been heard; a total of 0 means that the file does not say how long it is."""
    if sys.stderr.isatty():
        of_total = f" of {total_seconds:.0f}" if total_seconds else ""
        sys.stderr.write(f"\rheard {done_seconds:.0f}{of_total} s")


def end_progress() -> None:
    """Take the line away again."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
