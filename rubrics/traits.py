"""Traits: what a vote sees in a stretch of words; stems in a row, their kin, pieces of words, and classes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rubrics.reading import Reading

# What a trait begins with tells its kind; the kinds count separately, so that no kind drowns another.
WORDS, FIRST, KIN, PIECES, CLASSES, FRAME, DENIED, BONES = "w^k~{f!b"
KINDS = (WORDS, FIRST, KIN, PIECES, CLASSES, FRAME, DENIED, BONES)
# How far the words of a pair may stand apart.
_FARTHEST = 4
# First words: so many alone, in pairs and in threes.
_FIRST = (8, 6, 4)
_FIRST_CLASSES = 10
_PIECE_LENGTHS = (3, 4, 5)
_FRAME_LENGTHS = (2, 3, 4)
# How far the bones of a pair may stand apart, counted in bones.
_FARTHEST_BONE = 6
_GAP, _WALL = "_", "|"
_ANYWHERE = 1 << 30

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Kin:
    """Words that are used alike: word to the number of its group, or to itself for the skeleton of sentences."""

    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Traits:
    """The traits of a reading in the order of the text.

    `numbers` name them; each stands on the tokens from `starts` to `ends` (exclusive) and counts only in a stretch
    that began fewer than `reaches` words before it. `positions` are those words, counted without the unheard.
    """

    numbers: Integers
    starts: Integers
    ends: Integers
    positions: Integers
    reaches: Integers

    def within(self, start: int, end: int) -> "Stretch":
        """Return the different traits between two tokens, each where it stands first."""
        first, last = np.searchsorted(self.starts, (start, end))
        if first == last:
            return Stretch(start, end, self.numbers[:0], self.starts[:0], self.ends[:0])
        part = slice(int(first), int(last))
        near = self.positions[part] - self.positions[first] < self.reaches[part]
        inside = near & (self.ends[part] <= end)
        numbers, places = np.unique(self.numbers[part][inside], return_index=True)
        return Stretch(start, end, numbers, self.starts[part][inside][places], self.ends[part][inside][places])


@dataclass(frozen=True, slots=True)
class Stretch:
    """The different traits of the words from `start` to `end`, each with the tokens where it stands first."""

    start: int
    end: int
    numbers: Integers
    starts: Integers
    ends: Integers


@dataclass(frozen=True, slots=True)
class _Heard:
    """A word that counts: its token, the token after it, its stem, its exact form and its kin."""

    start: int
    end: int
    key: str
    word: str
    kin: str


def traits_of(reading: Reading, kin: Kin, number_of: Callable[[str], int | None]) -> Traits:
    """Return the traits of a reading that `number_of` knows; salad, echoes and doubtful words have none."""
    heard = _heard(reading, kin)
    rows: list[tuple[int, int, int, int, int]] = []
    pieces: dict[str, tuple[int, ...]] = {}
    for at, entry in enumerate(heard):
        for name, last, reach in _in_a_row(heard, at):
            number = number_of(name)
            if number is not None:
                rows.append((entry.start, number, heard[last].end, at, reach))
        if entry.word not in pieces:
            known = (number_of(piece) for piece in _pieces(entry.word))
            pieces[entry.word] = tuple(number for number in known if number is not None)
        rows += [(entry.start, number, entry.end, at, _ANYWHERE) for number in pieces[entry.word]]
        if reading.negated[entry.start] and not entry.kin.isalpha():
            number = number_of(f"{DENIED}{entry.key}")
            if number is not None:
                rows.append((entry.start, number, entry.end, at, _ANYWHERE))
    rows += _frames(heard, number_of)
    rows += _bones(heard, number_of)
    rows += _classes(reading, heard, number_of)
    rows.sort()
    table = np.array(rows, np.int64).reshape(-1, 5)
    return Traits(table[:, 1], table[:, 0], table[:, 2], table[:, 3], table[:, 4])


def _heard(reading: Reading, kin: Kin) -> list[_Heard]:
    """Return the words that count; a number with its unit is one word, named by what it counts."""
    quantities = {quantity.start: quantity for quantity in reading.quantities}
    heard: list[_Heard] = []
    at = 0
    while at < len(reading.words):
        quantity = quantities.get(at)
        end = max(at + 1, quantity.end) if quantity else at + 1
        if not (reading.salad[at] or reading.echoed[at]):
            if quantity:
                heard.append(_Heard(at, end, f"<{quantity.kind}>", "", f"<{quantity.kind}>"))
            elif reading.words[at]:
                word = reading.words[at]
                heard.append(_Heard(at, end, reading.keys[at], word, kin.groups.get(word, "")))
        at = end
    return heard


def _in_a_row(heard: list[_Heard], at: int) -> Iterator[tuple[str, int, int]]:
    """Yield the traits that begin at a word: name, number of the last word, reach."""
    one = heard[at]
    yield f"{WORDS}{one.key}", at, _ANYWHERE
    yield f"{FIRST}{one.key}", at, _FIRST[0]
    if one.kin and not one.kin.isalpha():
        yield f"{KIN}{one.kin}", at, _ANYWHERE
    # Over words that were not heard nothing is in a row.
    if at + 1 == len(heard) or heard[at + 1].start != one.end:
        return
    two = heard[at + 1]
    yield f"{WORDS}{one.key} {two.key}", at + 1, _ANYWHERE
    yield f"{FIRST}{one.key} {two.key}", at + 1, _FIRST[1]
    for far in range(at + 2, min(len(heard), at + _FARTHEST + 1)):
        if heard[far].start != heard[far - 1].end:
            break
        yield f"{WORDS}{one.key} .. {heard[far].key}", far, _ANYWHERE
    kindred = bool(one.kin and two.kin)
    if kindred and not (one.kin.isalpha() and two.kin.isalpha()):
        yield f"{KIN}{one.kin} {two.kin}", at + 1, _ANYWHERE
    if at + 2 == len(heard) or heard[at + 2].start != two.end:
        return
    three = heard[at + 2]
    yield f"{WORDS}{one.key} {two.key} {three.key}", at + 2, _ANYWHERE
    yield f"{FIRST}{one.key} {two.key} {three.key}", at + 2, _FIRST[2]
    if kindred and three.kin:
        yield f"{KIN}{one.kin} {two.kin} {three.kin}", at + 2, _ANYWHERE


def _pieces(word: str) -> Iterator[str]:
    """Yield the pieces of a word, beginning and end marked."""
    if word:
        marked = f"_{word}_"
        for length in _PIECE_LENGTHS:
            for at in range(len(marked) - length + 1):
                yield f"{PIECES}{marked[at : at + length]}"


def _frames(heard: list[_Heard], number_of: Callable[[str], int | None]) -> Iterator[tuple[int, int, int, int, int]]:
    """Yield the skeleton of sentences in short runs: "if _ then we _", whatever the words between."""
    bones: list[tuple[int, str]] = []
    for at, entry in enumerate(heard):
        if at and entry.start != heard[at - 1].end:
            bones.append((at, _WALL))
        bone = entry.kin if _is_bone(entry) else _GAP
        if bone != _GAP or not bones or bones[-1][1] != _GAP:
            bones.append((at, bone))
    for place, (at, _) in enumerate(bones):
        for length in _FRAME_LENGTHS:
            if place + length <= len(bones):
                number = number_of(FRAME + " ".join(bone for _, bone in bones[place : place + length]))
                if number is not None:
                    last = bones[place + length][0] - 1 if place + length < len(bones) else len(heard) - 1
                    yield heard[at].start, number, heard[last].end, at, _ANYWHERE


def _bones(heard: list[_Heard], number_of: Callable[[str], int | None]) -> Iterator[tuple[int, int, int, int, int]]:
    """Yield pairs of words of the skeleton of sentences, whatever stands between: "without .. we"."""
    bones = [(at, entry.kin) for at, entry in enumerate(heard) if _is_bone(entry)]
    for place, (at, bone) in enumerate(bones):
        for last, other in bones[place + 1 : place + _FARTHEST_BONE + 1]:
            number = number_of(f"{BONES}{bone} {other}")
            if number is not None:
                yield heard[at].start, number, heard[last].end, at, _ANYWHERE


def _is_bone(entry: _Heard) -> bool:
    return entry.kin.isalpha() or not entry.word


def _classes(
    reading: Reading, heard: list[_Heard], number_of: Callable[[str], int | None]
) -> Iterator[tuple[int, int, int, int, int]]:
    positions = {entry.start: at for at, entry in enumerate(heard)}
    for zone, marks in (("private", reading.private), ("meta", reading.meta), ("asked", reading.asked)):
        number = number_of(f"{CLASSES}{zone} zone}}")
        if number is not None:
            yield from ((at, number, at + 1, positions[at], _ANYWHERE) for at in positions if marks[at])
    for name, places in reading.classes.items():
        anywhere, first = number_of(f"{CLASSES}{name}}}"), number_of(f"{CLASSES}^{name}}}")
        for at in places:
            if at in positions:
                if anywhere is not None:
                    yield at, anywhere, at + 1, positions[at], _ANYWHERE
                if first is not None:
                    yield at, first, at + 1, positions[at], _FIRST_CLASSES
