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

from rubrics.choices import choice_of
from rubrics.nodes import (
    AbsentNode,
    Anchors,
    Captures,
    ClassNode,
    ClauseStartNode,
    GapNode,
    Node,
    OptionalNode,
    PrefixNode,
    SequenceNode,
    SlotNode,
    WordNode,
    without_slot,
)
from rubrics.reading import Reading
from rubrics.stems import Stemmer

_LEXEME = re.compile(r"\s*(<[a-z_]+:|\{[a-z_]+\}|\.\.\d+|~\d+|\+\d+|=?[a-z0-9%$'/]+\*?|[()|>?!^_])")


class PatternError(ValueError):
    """A pattern that cannot be read; the message says where."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that is ready to be matched; `source` is its text.

    `anchors` is something that every match has within its first `lead` words; None if there is no such thing.
    """

    source: str
    node: Node
    anchors: Anchors | None
    lead: int

    def matches(self, reading: Reading, first: int = 0, last: int | None = None) -> Iterator[tuple[int, int, Captures]]:
        """Yield start, end and slots of the best match at every token from `first` to `last` where there is one."""
        for at in self._places(reading):
            if at < first:
                continue
            if last is not None and at >= last:
                break
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
    if anchors is not None or not isinstance(node, SequenceNode):
        return anchors, 0
    for part in node.nodes:
        own = without_slot(part).first()
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
        return choice_of(choices)

    def _sequence(self, closing: tuple[str, ...]) -> Node:
        nodes: list[Node] = []
        while self._next() not in (*closing, "|", ""):
            nodes.append(self._piece())
        if not nodes:
            raise PatternError(f"a part of {self._source!r} is empty")
        return nodes[0] if len(nodes) == 1 else SequenceNode(tuple(nodes))

    def _piece(self) -> Node:
        node = self._atom(self._take())
        if self._next() == "?":
            self._at += 1
            return OptionalNode(node)
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
            return SlotNode(lexeme[1:-1], self._closed(">"))
        if lexeme == "!":
            return AbsentNode(self._atom(self._take()))
        if lexeme == "^":
            return ClauseStartNode()
        if lexeme in (")", ">", "?", "|"):
            raise PatternError(f"there is a {lexeme!r} too much in {self._source!r}")
        return self._leaf(lexeme)

    def _leaf(self, lexeme: str) -> Node:
        if lexeme == "_":
            return GapNode(1, 1, over_sentences=False, greedy=False)
        if lexeme.startswith(("..", "~", "+")):
            most = int(lexeme.lstrip(".~+"))
            return GapNode(int(lexeme[0] == "+"), most, over_sentences=lexeme[0] == "~", greedy=lexeme[0] == "+")
        if lexeme.startswith("{"):
            return ClassNode(lexeme[1:-1])
        if lexeme.endswith("*"):
            return PrefixNode(lexeme[:-1])
        if lexeme.startswith("="):
            return WordNode(lexeme[1:], exact=True)
        return WordNode(self._stemmer.stem(lexeme), exact=False)

    def _closed(self, closing: str) -> Node:
        node = self._choice((closing,))
        if self._next() != closing:
            raise PatternError(f"a {closing!r} is missing in {self._source!r}")
        self._at += 1
        return node


def classes_of(source: str) -> frozenset[str]:
    """Return the names of the classes a pattern refers to."""
    return frozenset(re.findall(r"\{([a-z_]+)\}", source))
