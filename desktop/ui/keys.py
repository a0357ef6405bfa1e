"""The keys of a page: one table from which the page acts and the help is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Protocol

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence


@dataclass(frozen=True, slots=True)
class Key:
    """Keys as Qt writes them (`Space`, `Shift+Left`), what they do, and the method that does it.

    That is the page's own or, as `listening.toggle`, that of one of its parts.
    """

    keys: tuple[str, ...]
    does: str
    method: str
    repeats: bool = True

    @property
    def shown(self) -> tuple[str, ...]:
        """The keys as this platform writes them."""
        return tuple(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in self.keys)


class HasKeys(Protocol):
    """A page with a table of keys."""

    @property
    def KEYS(self) -> tuple[Key, ...]:
        """The table."""


def press(page: HasKeys, event: QKeyEvent) -> bool:
    """Do what a key does on this page, and return whether it has a meaning there; one held down may count once."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    pressed = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key())))
    key = key_of(page.KEYS, pressed)
    if key is None:
        return False
    if key.repeats or not event.isAutoRepeat():
        attrgetter(key.method)(page)()
    return True


def key_of(keys: Iterable[Key], pressed: QKeySequence) -> Key | None:
    """Return the entry for what was pressed."""
    return next((key for key in keys if any(QKeySequence(name) == pressed for name in key.keys)), None)
