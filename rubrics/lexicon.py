"""The lexicon: classes of words and phrases, and concepts that are patterns over them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rubrics.stems import Stemmer


@dataclass(frozen=True, slots=True)
class _Entry:
    keys: tuple[tuple[str, bool], ...]
    name: str


class Lexicon:
    """Finds all classes of words in a text in one pass.

    An entry is a word or a phrase, matched by stem; `=word` is matched exactly, `*ist` by its ending and `cancel*` by
    its beginning. `!word` takes a word out of an ending or a beginning.
    """

    def __init__(self, classes: Mapping[str, Iterable[str]], stemmer: Stemmer) -> None:
        self._stemmer = stemmer
        self._by_head: dict[str, list[_Entry]] = {}
        self._endings: list[tuple[str, str]] = []
        self._beginnings: list[tuple[str, str]] = []
        self._excluded: dict[str, set[str]] = {}
        for name, entries in classes.items():
            for entry in entries:
                self._add(name, entry)

    def _add(self, name: str, entry: str) -> None:
        if entry.startswith("!"):
            self._excluded.setdefault(name, set()).add(self._stemmer.stem(entry[1:]))
        elif entry.startswith("*"):
            self._endings.append((entry[1:], name))
        elif entry.endswith("*"):
            self._beginnings.append((entry[:-1], name))
        else:
            keys = tuple(
                (word[1:], True) if word.startswith("=") else (self._stemmer.stem(word), False)
                for word in entry.split()
            )
            self._by_head.setdefault(keys[0][0], []).append(_Entry(keys, name))

    def classes_in(self, words: Sequence[str], keys: Sequence[str]) -> dict[str, dict[int, tuple[int, ...]]]:
        """Return for each class its first tokens with the ends, longest first."""
        found: dict[str, dict[int, set[int]]] = {}
        affixed: dict[str, tuple[str, ...]] = {}
        for at, key in enumerate(keys):
            heads = self._by_head.get(key, [])
            if words[at] != key:
                heads = heads + self._by_head.get(words[at], [])
            for entry in heads:
                end = at + len(entry.keys)
                if end <= len(keys) and all(
                    (words if exact else keys)[at + number] == wanted
                    for number, (wanted, exact) in enumerate(entry.keys)
                ):
                    found.setdefault(entry.name, {}).setdefault(at, set()).add(end)
            if words[at] not in affixed:
                affixed[words[at]] = self._affixed(words[at], key)
            for name in affixed[words[at]]:
                found.setdefault(name, {}).setdefault(at, set()).add(at + 1)
        return {
            name: {at: tuple(sorted(ends, reverse=True)) for at, ends in places.items()}
            for name, places in found.items()
        }

    def _affixed(self, word: str, key: str) -> tuple[str, ...]:
        singular = word[:-1] if word.endswith("s") else word
        names = [
            name for ending, name in self._endings if singular.endswith(ending) and len(singular) > len(ending) + 2
        ]
        names += [name for beginning, name in self._beginnings if word.startswith(beginning)]
        return tuple(name for name in names if key not in self._excluded.get(name, ()))
