"""Recogniser repair: misheard words of the trade become what was meant, and keep the span they were heard in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cases.model import Term
from rubrics.match import closest
from rubrics.stems import Stemmer
from rubrics.text import Passage, Token

_LONGEST_WINDOW = 6


@dataclass(frozen=True, slots=True)
class Repairs:
    """What is known about mishearings: the data of `library/repair.toml`.

    `aliases` maps what was printed to what was meant, both as words; `letters` maps names of letters to letters.
    """

    aliases: Mapping[tuple[str, ...], tuple[str, ...]]
    letters: Mapping[str, str]
    acronyms: frozenset[str]
    compounds: frozenset[str]
    targets: frozenset[str]
    denied: frozenset[str]

    def with_terms(self, terms: Iterable[Term]) -> "Repairs":
        """Return the repairs with a case's own vocabulary added."""
        aliases = dict(self.aliases)
        for term in terms:
            meant = _words(term.text)
            for heard in term.heard_as:
                # One short word heard for another is too likely to be the word itself.
                if len(_words(heard)) > 1 or len(heard) > 5:
                    aliases.setdefault(_words(heard), meant)
        return replace(self, aliases=aliases)


class Repairer:
    """Applies repairs to the tokens of a passage."""

    def __init__(self, repairs: Repairs, stemmer: Stemmer) -> None:
        self._repairs = repairs
        self._stemmer = stemmer
        self._alias_heads = {alias[0] for alias in repairs.aliases}
        self._compounds = {stemmer.stem(word): word for word in repairs.compounds}

    def repaired(self, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        """Return the tokens as they were meant."""
        done: list[Token] = []
        number = 0
        while number < len(tokens):
            length, words = self._meant(tokens, number)
            window = tokens[number : number + length]
            done += [replace(window[0], text=word, end=window[-1].end) for word in words] if words else window
            number += length
        return tuple(done)

    def _meant(self, tokens: tuple[Token, ...], number: int) -> tuple[int, tuple[str, ...]]:
        """Return how many tokens are taken and what they mean; nothing if they mean what they say."""
        return (
            self._alias(tokens, number)
            or self._acronym(tokens, number)
            or self._compound(tokens, number)
            or self._misspelt(tokens[number].text)
        )

    def _alias(self, tokens: tuple[Token, ...], number: int) -> tuple[int, tuple[str, ...]] | None:
        if tokens[number].text not in self._alias_heads:
            return None
        for length in range(_LONGEST_WINDOW, 0, -1):
            meant = self._repairs.aliases.get(tuple(token.text for token in tokens[number : number + length]))
            if meant and number + length <= len(tokens):
                return length, meant
        return None

    def _acronym(self, tokens: tuple[Token, ...], number: int) -> tuple[int, tuple[str, ...]] | None:
        letters = ""
        for token in tokens[number : number + _LONGEST_WINDOW]:
            letter = token.text if len(token.text) == 1 else self._repairs.letters.get(token.text, "")
            if not letter or (letters and token.gap == 2):
                break
            letters += letter
        for length in range(len(letters), 1, -1):
            spelled = all(len(token.text) == 1 for token in tokens[number : number + length])
            if letters[:length] in self._repairs.acronyms and (spelled or length > 2):
                return length, (letters[:length],)
        return None

    def _compound(self, tokens: tuple[Token, ...], number: int) -> tuple[int, tuple[str, ...]] | None:
        if number + 1 >= len(tokens) or tokens[number + 1].gap == 2:
            return None
        first, second = tokens[number].text, tokens[number + 1].text
        joined = self._compounds.get(self._stemmer.stem(first + second)) or self._compounds.get(
            self._stemmer.stem(first) + second
        )
        return (2, (joined,)) if joined else None

    def _misspelt(self, word: str) -> tuple[int, tuple[str, ...]]:
        if len(word) < 6 or word in self._repairs.targets or not word.isalpha():
            return 1, ()
        meant = closest(word, self._repairs.targets, self._repairs.denied)
        return 1, (meant,) if meant else ()


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.text for token in Passage.from_text(text).tokens)
