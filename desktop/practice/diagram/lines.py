"""Names and notes in lines that fit, without a font to ask: by the columns that their signs take."""

import unicodedata
from collections.abc import Sequence


def wrapped(text: str, columns: int, most: int) -> Sequence[str]:
    """Return a text in lines of so many columns, the last one ending in dots where it does not fit."""
    lines: list[str] = []
    for word in text.split():
        if lines and width_of(lines[-1]) + 1 + width_of(word) <= columns:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    kept = lines[:most]
    if len(lines) > most:
        kept[-1] += " \u2026"
    return [_cut(line, columns) for line in kept]


def _cut(line: str, columns: int) -> str:
    if width_of(line) <= columns:
        return line
    while line and width_of(line) > columns - 1:
        line = line[:-1]
    return f"{line.rstrip()}\u2026"


def width_of(text: str) -> int:
    """Return how many columns a text takes: signs of the East are twice as wide."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )
