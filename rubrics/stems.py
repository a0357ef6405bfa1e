"""Stems: one key for all inflections of a word, the same on both sides of a comparison."""

from collections.abc import Mapping


class Stemmer:
    """Turns words into keys: "sacrificing" and "sacrificed" give the same one.

    Deliberately light, since keys are only ever compared with keys. `irregular` maps forms to their base:
    "gave" to "give".
    """

    def __init__(self, irregular: Mapping[str, str]) -> None:
        self._irregular = dict(irregular)
        self._known: dict[str, str] = {}

    def stem(self, word: str) -> str:
        """Return the key of a lower-case word."""
        key = self._known.get(word)
        if key is None:
            key = self._known[word] = _bare(_british(self._irregular.get(word, word)))
        return key


def _british(word: str) -> str:
    if len(word) > 6:
        word = (
            word.replace("isation", "ization").replace("ising", "izing").replace("ised", "ized").replace("ise", "ize")
        )
    if len(word) > 5:
        word = word.replace("our", "or")
    return word


def _bare(word: str) -> str:
    word = _without_plural(word)
    if len(word) > 4 and word.endswith("ied"):
        word = f"{word[:-3]}y"
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) > 2 and any(letter in "aeiouy" for letter in rest) and not rest.endswith("e"):
            word = _undoubled(rest)
            break
    if len(word) > 5 and word.endswith("ll"):
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def _without_plural(word: str) -> str:
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y" if len(word) > 4 else word[:-1]
    if word.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    return word[:-1]


def _undoubled(word: str) -> str:
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsfz":
        return word[:-1]
    return word
