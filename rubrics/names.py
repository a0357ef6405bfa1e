"""Names of things, as they are written and as they are spoken of: which words of an answer name which thing.

A name is known by its telling words: of "Pricing service" that is "pricing", since "the service" could be any.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from rubrics.match import closest, contains_phrase
from rubrics.reading import Reading
from rubrics.stems import Stemmer
from rubrics.wording import word_set

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")
_SHORT_FORMS: Mapping[str, str] = {
    "db": "database", "dbs": "database", "gw": "gateway", "lb": "load balancer", "mq": "message queue",
    "dlq": "dead letter queue", "svc": "service", "srv": "service", "dwh": "data warehouse", "auth": "authentication",
    "be": "backend", "fe": "frontend", "ui": "frontend", "mgmt": "management", "psp": "payment provider",
    "repo": "repository", "config": "configuration",
}  # fmt: skip
# Words that many things share, and those that join others.
_SHARED = word_set(
    "service services server system api app apps application engine layer platform component module box the a an of "
    "and or to for in on by with from at our my new main database store storage queue topic bus cache gateway "
    "worker job provider partner client user customer data message event internal external"
)
# Words that begin alike for so long are taken for the same where a doubt counts for the speaker.
_ALIKE = 5
_LEAST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Name:
    """A name with the stems of its words; `telling` are those by which it is known."""

    text: str
    words: tuple[str, ...]
    keys: tuple[str, ...]
    telling: frozenset[str]

    @property
    def speakable(self) -> bool:
        """Whether it could be recognised when it is spoken: it has a telling word of English letters, not too short."""
        return any(len(key) >= _LEAST_LETTERS and key.isascii() and key.isalpha() for key in self.telling)


def read_name(text: str, stemmer: Stemmer) -> Name:
    """Return a written name: "PricingService", "pricing-service" and "Pricing svc" give the same keys."""
    words = [match.group().lower() for match in _WORD.finditer(text)]
    words = [part for word in words for part in _SHORT_FORMS.get(word, word).split()]
    keys = tuple(map(stemmer.stem, words))
    telling = frozenset(key for word, key in zip(words, keys, strict=True) if word not in _SHARED and not key.isdigit())
    return Name(text, tuple(words), keys, telling or frozenset(keys))


def read_names(texts: Iterable[str], stemmer: Stemmer) -> tuple[Name, ...]:
    """Return several names of one drawing; where two would be known by the same words, all their words tell."""
    names = [read_name(text, stemmer) for text in texts]
    known = Counter(name.telling for name in names)
    return tuple(replace(name, telling=frozenset(name.keys)) if known[name.telling] > 1 else name for name in names)


class NameSpotter:
    """Finds names in one reading.

    `denied` are real words that are never taken for a misheard name.
    """

    def __init__(self, reading: Reading, stemmer: Stemmer, denied: Collection[str]) -> None:
        self._reading = reading
        self._stemmer = stemmer
        self._denied = denied
        self._misheard_for: dict[str, list[int]] = {}
        self._text = " ".join(word for word in reading.words if word)
        self._pairs: dict[str, list[int]] = {}
        for at in range(len(reading.words) - 1):
            if reading.words[at] and reading.words[at + 1] and reading.tokens[at + 1].gap < 2:
                self._pairs.setdefault(stemmer.stem(reading.words[at] + reading.words[at + 1]), []).append(at)
        self._first_letters: dict[str, list[str]] = {}
        for word in reading.word_places:
            if word:
                self._first_letters.setdefault(word[0], []).append(word)

    def places(self, name: Name) -> tuple[int, ...]:
        """Return where the name is surely spoken of: the first token of its telling words, all close together."""
        by_key = [self._key_places(key, name) for key in sorted(name.telling)]
        if not by_key:
            return ()
        near = len(name.keys) + 1
        found = set()
        for at in by_key[0]:
            nearest = [min(places, key=lambda place: abs(place - at), default=-near) for places in by_key]
            if all(abs(place - at) <= near for place in nearest):
                found.add(min(nearest))
        return tuple(sorted(found))

    def may_be_spoken(self, name: Name) -> bool:
        """Return whether any of the name may have been spoken of; False only where nothing sounds like it."""
        if not name.speakable or contains_phrase(" ".join(name.words), self._text):
            return True
        return any(self._key_places(key, name) or self._sounds_alike(key) for key in name.telling)

    def _key_places(self, key: str, name: Name) -> list[int]:
        places = [*self._reading.key_places.get(key, ()), *self._pairs.get(key, ())]
        # "Check out" is one thing with "checkout", whichever was written.
        joined = {
            self._stemmer.stem(one + other): place
            for place, (one, other) in enumerate(zip(name.words, name.words[1:], strict=False))
            if key in (self._stemmer.stem(one), self._stemmer.stem(other))
        }
        places += [at for pair in joined for at in self._reading.key_places.get(pair, ())]
        for word in name.words:
            if self._stemmer.stem(word) == key:
                places += self._misheard(word)
        return sorted(set(places))

    def _misheard(self, word: str) -> list[int]:
        if word not in self._misheard_for:
            likely = self._first_letters.get(word[0], ())
            heard = (other for other in likely if other != word and closest(other, (word,), self._denied))
            self._misheard_for[word] = [at for other in heard for at in self._reading.word_places[other]]
        return self._misheard_for[word]

    def _sounds_alike(self, key: str) -> bool:
        return len(key) >= _ALIKE and any(
            other.startswith(key[:_ALIKE]) for other in self._first_letters.get(key[0], ())
        )


def keys_of(texts: Iterable[str], stemmer: Stemmer) -> frozenset[str]:
    """Return the stems of all words of some texts, short forms written out."""
    return frozenset(key for text in texts for key in read_name(text, stemmer).keys)
