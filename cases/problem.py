"""What is wrong with a file that someone wrote, and how to mend it."""

import difflib
import json
import re
from collections.abc import Collection
from dataclasses import dataclass

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one file; its text form is one line: file, place, what is wrong, the mend.

    `place` is a dotted key (`formats[0].phases[2].minutes`), a line (`line 12, column 3`), or empty for the whole
    file.
    """

    file: str
    place: str
    text: str
    mend: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.place, self.text, self.mend) if part)


def dotted(path: tuple[str | int, ...]) -> str:
    """Return a path of keys and list indices as it is written in a problem: `formats[0].phases`."""
    return "".join(map(_step, path)).removeprefix(".")


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if _BARE_KEY.fullmatch(step) else f".{json.dumps(step)}"


def nearest(wrong: str, known: Collection[str]) -> str:
    """Return the mend for a name that is not known: the one that was probably meant, or all there are."""
    near = difflib.get_close_matches(wrong, sorted(known), n=1)
    return f"did you mean {near[0]}?" if near else f"use one of {', '.join(sorted(known))}"
