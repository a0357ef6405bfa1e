"""Bookmarks: seconds of a rehearsal that the user marked while listening, most of them with a note."""

import math
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

# Far later than anybody has rehearsed.
_LATEST_SECONDS = 1e9


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A second of the recording with the user's words on it; `text` is empty where nothing was written.

    `number` tells it from the others of its rehearsal.
    """

    number: int
    at_seconds: float
    text: str = ""


Bookmarks = tuple[Bookmark, ...]


def next_number(bookmarks: Iterable[Bookmark]) -> int:
    """Return a number that none of these has."""
    return max((bookmark.number for bookmark in bookmarks), default=0) + 1


def with_bookmark(bookmarks: Bookmarks, bookmark: Bookmark) -> Bookmarks:
    """Return these with one more, in place of the one with its number, in the order of the recording."""
    others = without_bookmark(bookmarks, bookmark.number)
    return tuple(sorted((*others, bookmark), key=lambda entry: (entry.at_seconds, entry.number)))


def without_bookmark(bookmarks: Bookmarks, number: int) -> Bookmarks:
    """Return these but the one with this number."""
    return tuple(bookmark for bookmark in bookmarks if bookmark.number != number)


def bookmarks_document(bookmarks: Bookmarks) -> dict[str, Any]:
    """Return the bookmarks as plain values, times in seconds."""
    return {"bookmarks": [asdict(bookmark) | {"text": _printable(bookmark.text)} for bookmark in bookmarks]}


def bookmarks_from_document(document: Mapping[str, Any]) -> Bookmarks:
    """Return the bookmarks that a document holds. Raises ValueError when it holds none."""
    try:
        read = tuple(_bookmark(entry) for entry in document["bookmarks"])
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"these are no bookmarks: {error}") from error
    if len({bookmark.number for bookmark in read}) < len(read):
        raise ValueError("two bookmarks have the same number")
    return tuple(sorted(read, key=lambda entry: (entry.at_seconds, entry.number)))


def _bookmark(entry: Mapping[str, Any]) -> Bookmark:
    number, seconds, text = entry["number"], entry["at_seconds"], entry["text"]
    if not isinstance(number, int) or isinstance(number, bool):
        raise ValueError(f"number cannot be {number!r}")
    timed = isinstance(seconds, int | float) and not isinstance(seconds, bool) and math.isfinite(seconds)
    if not timed or not 0 <= seconds <= _LATEST_SECONDS:
        raise ValueError(f"at_seconds cannot be {seconds!r}")
    if not isinstance(text, str):
        raise ValueError(f"text cannot be {text!r}")
    return Bookmark(number, float(seconds), _printable(text))


def _printable(text: str) -> str:
    """Return a text without signs that steer a terminal or cannot be written; what was pasted is kept otherwise."""
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Cs") and sign != "\n" else sign for sign in text)
