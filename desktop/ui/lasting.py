"""Keeps Python older than 3.12 alive beside PySide6 6.12.0, which gives references away that are not its own.

Measured with 6.12.0 on Python 3.11: each method that returns nothing (`setText`, `update`, `start`) takes one
reference to None that is not its own, each `Signal.emit` one to True. After some thousand calls none is left and the
interpreter ends with "none_dealloc" or "bool_dealloc". From Python 3.12 on these constants are never counted;
PySide6 6.10 and 6.11 are right.
"""

import sys

_CONSTANTS = (None, True, False, NotImplemented, Ellipsis)

# More calls than any window will ever make.
_REFERENCES = 1 << 48


def make_constants_last() -> None:
    """Give the constants so many references that lost ones do not matter; to be called before the first window."""
    if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
        import ctypes

        for constant in _CONSTANTS:
            # The count is the first field of every object in a release build of CPython.
            ctypes.c_ssize_t.from_address(id(constant)).value += _REFERENCES
