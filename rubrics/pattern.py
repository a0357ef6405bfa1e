"""Patterns over words: the small language in which rules say what they look for.

word         any inflection of the word            =word        exactly this form
can*         any word that begins so               _            any one word
{gain}       a class of the lexicon                (a|b c)      one of these
word?        or nothing                            !word        not this next (takes no word)
..4          up to four words, as few as can be; never over the end of a sentence
~4           the same, over the end of a sentence as well
+4           one to four words, as many as the clause has
^            the start of a clause
<cost: ...>  what stands here fills the slot `cost`
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from rubrics.reading import Reading
from rubrics.stems import Stemmer

Capture = tuple[str, int, int]
Captures = tuple[Capture, ...]
Step = tuple[int, Captures]

# No entry of a class is longer than this.
_WIDEST_CLASS = 16

_LEXEME = re.compile(r"\s*(<[a-z_]+:|\{[a-z_]+\}|\.\.\d+|~\d+|\+\d+|=?[a-z0-9%$'/]+\*?|[()|>?!^_])")


class PatternError(ValueError):
    """A pattern that cannot be read; the message says where."""


class Node(Protocol):
    """A piece of a pattern."""

    def match(self, reading: Reading, at: int) -> Iterator[Step]:
        """Yield each place where the piece may end when it begins at token `at`, best first."""
        ...

    def first(self) -> "Anchors | None":
        """Return what it can begin with; None when it can begin with any word."""
        ...

    def width(self) -> int:
        """Return how many words it can take at most."""
        ...

    def can_be_empty(self) -> bool:
        """Return whether it may take no word."""
        ...


@dataclass(frozen=True, slots=True)
class Anchors:
    """What a pattern can begin with: stems, exact words and classes."""

    keys: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()

    def joined(self, other: "Anchors") -> "Anchors":
        """Return the anchors of either."""
        return Anchors(self.keys | other.keys, self.words | other.words, self.classes | other.classes)

    def places(self, reading: Reading) -> set[int]:
        """Return the tokens where such a pattern can begin."""
        found: set[int] = set()
        for key in self.keys:
            found.update(reading.key_places.get(key, ()))
        for word in self.words:
            found.update(reading.word_places.get(word, ()))
        for name in self.classes:
            found.update(reading.classes.get(name, ()))
        return found


@dataclass(frozen=True, slots=True)
class _Word:
    key: str
    exact: bool

    def match(self, reading: Reading, at: int) -> Iterator[Step]:
        if at < len(reading.keys) and (reading.words if self.exact else reading.keys)[at] == self.key:
            yield at + 1, ()

    def first(self) -> Anchors | None:
        return Anchors(words=frozenset((self.key,))) if self.exact else Anchors(keys=frozenset((self.key,)))

    def width(self) -> int:
        return 1

    def can_be_empty(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class _Prefix:
    prefix: str

    def match(self, reading: Reading, at: int) -> Iterator[Step]:
        if at < len(reading.words) and reading.words[at].startswith(self.prefix):
            yield at + 1, ()

    def first(self) -> Anchors | None:
        return None

    def width(self) -> int:
        return 1

    def can_be_empty(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class _Class:
    name: str

    def match(self, reading: Reading, at: int) -> Iterator[Step]:
        for end in reading.classes.get(self.name, {}).get(at, ()):
            yield end, ()

    def first(self) -> Anchors | None:
        return Anchors(classes=frozenset((self.name,)))

    def width(self) -> int:
        return _WIDEST_CLASS

    def can_be_empty(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class _Gap:
    least: int
    most: int
    over_sentences: bool
    greedy: bool

    def match(self, reading: Reading, at: int) -> Iterator[Step]:
        ends = [at + self.least] if not self.least or at < len(reading.keys) else []
        end = at + self.least
        while ends and end < min(at + self.most, len(reading.keys)):
            if not self.over_sentences and reading.tokens[end].gap == 2:
                break
            if self.greedy and reading.clause_starts[end]:
                break
            end += 1
            ends.append(end)
        for place in reversed(ends) if self.greedy else ends:
            yield place, ()

    def first(self) -> Anchors | None:
        return None

    def width(self) -> int:
        return self.most

    def can_be_empty(self) -> bool:
        return self.least == 0


@dataclass(frozen=True, slots=True)
class _ClauseStart:
    def match(self, reading: Reading, at: int) -> Iterator[Step]:
        if at < len(reading.keys) and reading.clause_starts[at]:
            yield at, ()

    def first(self) -> Anchors | None:
        return Anchors()

    def width(self) -> int:
        return 0

    def can_be_empty(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class _Absent:
    node: Node

    def match(self, reading: Reading, at: int) -> Iterator[Step]:
        if next(self.node.match(reading, at), None) is None:
            yield at, ()

    def first(self) -> Anchors | None:
        return Anchors()

    def width(self) -> int:
        return 0

    def can_be_empty(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class _Optional:
    node: Node

    def match(self, reading: Reading, at: int) -> Iterator[Step]:
        yield from self.node.match(reading, at)
        yield at, ()

    def first(self) -> Anchors | None:
        return self.node.first()

    def width(self) -> int:
        return self.node.width()

    def can_be_empty(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class _Choice:
    nodes: tuple[Node, ...]

    def match(self, reading: Reading, at: int) -> Iterator[Step]:
        for node in self.nodes:
            yield from node.match(reading, at)

    def first(self) -> Anchors | None:
        anchors = Anchors()
        for node in self.nodes:
            own = node.first()
            if own is None:
                return None
            anchors = anchors.joined(own)
        return anchors

    def width(self) -> int:
        return max(node.width() for node in self.nodes)

    def can_be_empty(self) -> bool:
        return any(node.can_be_empty() for node in self.nodes)


@dataclass(frozen=True, slots=True)
class _Sequence:
    nodes: tuple[Node, ...]

    def match(self, reading: Reading, at: int) -> Iterator[Step]:
        return self._rest(reading, at, 0)

    def _rest(self, reading: Reading, at: int, number: int) -> Iterator[Step]:
        if number == len(self.nodes):
            yield at, ()
            return
        # The end of a sentence stands between two words, wherever they are joined by anything but a wide gap.
        for end, captures in self.nodes[number].match(reading, at):
            if self._over_sentence(reading, at, end, number):
                continue
            for last, more in self._rest(reading, end, number + 1):
                yield last, captures + more

    def _over_sentence(self, reading: Reading, at: int, end: int, number: int) -> bool:
        node = _bare(self.nodes[number])
        if number == 0 or end == at or at >= len(reading.tokens) or reading.tokens[at].gap != 2:
            return False
        if isinstance(node, _Gap) and node.over_sentences:
            return False
        previous = _bare(self.nodes[number - 1])
        return not (isinstance(previous, _Gap) and previous.over_sentences)

    def first(self) -> Anchors | None:
        anchors = Anchors()
        for node in self.nodes:
            own = node.first()
            if own is None:
                return None
            anchors = anchors.joined(own)
            if not node.can_be_empty():
                return anchors
        return None

    def width(self) -> int:
        return sum(node.width() for node in self.nodes)

    def can_be_empty(self) -> bool:
        return all(node.can_be_empty() for node in self.nodes)


@dataclass(frozen=True, slots=True)
class _Slot:
    name: str
    node: Node

    def match(self, reading: Reading, at: int) -> Iterator[Step]:
        for end, captures in self.node.match(reading, at):
            yield end, ((self.name, at, end), *captures)

    def first(self) -> Anchors | None:
        return self.node.first()

    def width(self) -> int:
        return self.node.width()

    def can_be_empty(self) -> bool:
        return self.node.can_be_empty()


def _bare(node: Node) -> Node:
    return node.node if isinstance(node, _Slot) else node


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that is ready to be matched; `source` is its text.

    `anchors` is something that every match has within its first `lead` words; None if there is no such thing.
    """

    source: str
    node: Node
    anchors: Anchors | None
    lead: int

    def matches(self, reading: Reading) -> Iterator[tuple[int, int, Captures]]:
        """Yield start, end and slots of the best match at every token where there is one."""
        for at in self._places(reading):
            found = next(self.node.match(reading, at), None)
            if found is not None and found[0] > at:
                yield at, *found

    def _places(self, reading: Reading) -> Sequence[int]:
        if self.anchors is None:
            return range(len(reading.keys))
        places = self.anchors.places(reading)
        if self.lead:
            places = {start for at in places for start in range(max(0, at - self.lead), at + 1)}
        return sorted(places)


def parse_pattern(source: str, stemmer: Stemmer) -> Pattern:
    """Return the pattern written in the language above. Raises `PatternError`."""
    node = _Parser(source, stemmer).parsed()
    return Pattern(source, node, *_anchored(node))


def _anchored(node: Node) -> tuple[Anchors | None, int]:
    """Return what the pattern must contain early on, and how many words may stand before it."""
    anchors, lead = node.first(), 0
    if anchors is not None or not isinstance(node, _Sequence):
        return anchors, 0
    for part in node.nodes:
        own = _bare(part).first()
        if own is not None and not part.can_be_empty():
            return own, lead
        lead += part.width()
    return None, 0


class _Parser:
    def __init__(self, source: str, stemmer: Stemmer) -> None:
        self._source = source
        self._stemmer = stemmer
        self._lexemes = self._split(source)
        self._at = 0

    def parsed(self) -> Node:
        node = self._choice(("",))
        if self._at < len(self._lexemes):
            raise PatternError(f"there is a {self._lexemes[self._at]!r} too much in {self._source!r}")
        return node

    @staticmethod
    def _split(source: str) -> list[str]:
        lexemes, at = [], 0
        text = source.strip()
        while at < len(text):
            match = _LEXEME.match(text, at)
            if match is None:
                raise PatternError(f"{text[at:].strip()[:20]!r} is not part of the pattern language, in {source!r}")
            lexemes.append(match.group(1))
            at = match.end()
        return lexemes

    def _next(self) -> str:
        return self._lexemes[self._at] if self._at < len(self._lexemes) else ""

    def _choice(self, closing: tuple[str, ...]) -> Node:
        choices = [self._sequence(closing)]
        while self._next() == "|":
            self._at += 1
            choices.append(self._sequence(closing))
        return choices[0] if len(choices) == 1 else _Choice(tuple(choices))

    def _sequence(self, closing: tuple[str, ...]) -> Node:
        nodes: list[Node] = []
        while self._next() not in (*closing, "|", ""):
            nodes.append(self._piece())
        if not nodes:
            raise PatternError(f"a part of {self._source!r} is empty")
        return nodes[0] if len(nodes) == 1 else _Sequence(tuple(nodes))

    def _piece(self) -> Node:
        node = self._atom(self._take())
        if self._next() == "?":
            self._at += 1
            return _Optional(node)
        return node

    def _take(self) -> str:
        lexeme = self._next()
        if not lexeme:
            raise PatternError(f"{self._source!r} ends too early")
        self._at += 1
        return lexeme

    def _atom(self, lexeme: str) -> Node:
        if lexeme == "(":
            return self._closed(")")
        if lexeme.startswith("<"):
            return _Slot(lexeme[1:-1], self._closed(">"))
        if lexeme == "!":
            return _Absent(self._atom(self._take()))
        if lexeme == "^":
            return _ClauseStart()
        if lexeme in (")", ">", "?", "|"):
            raise PatternError(f"there is a {lexeme!r} too much in {self._source!r}")
        return self._leaf(lexeme)

    def _leaf(self, lexeme: str) -> Node:
        if lexeme == "_":
            return _Gap(1, 1, over_sentences=False, greedy=False)
        if lexeme.startswith(("..", "~", "+")):
            most = int(lexeme.lstrip(".~+"))
            return _Gap(int(lexeme[0] == "+"), most, over_sentences=lexeme[0] == "~", greedy=lexeme[0] == "+")
        if lexeme.startswith("{"):
            return _Class(lexeme[1:-1])
        if lexeme.endswith("*"):
            return _Prefix(lexeme[:-1])
        if lexeme.startswith("="):
            return _Word(lexeme[1:], exact=True)
        return _Word(self._stemmer.stem(lexeme), exact=False)

    def _closed(self, closing: str) -> Node:
        node = self._choice((closing,))
        if self._next() != closing:
            raise PatternError(f"a {closing!r} is missing in {self._source!r}")
        self._at += 1
        return node


def classes_of(source: str) -> frozenset[str]:
    """Return the names of the classes a pattern refers to."""
    return frozenset(re.findall(r"\{([a-z_]+)\}", source))
