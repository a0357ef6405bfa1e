"""Choices of words: what would be one look for each word is one for all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rubrics.nodes import Anchors, ChoiceNode, Node, Step, WordNode
from rubrics.reading import Reading


@dataclass(frozen=True, slots=True)
class WordsNode:
    """One of several words, each by its stem or exactly: one look for what would be many."""

    keys: frozenset[str]
    words: frozenset[str]

    def match(self, reading: Reading, at: int) -> Iterator[Step]:
        """Yield each place where it may end, best first."""
        if at < len(reading.keys) and (reading.keys[at] in self.keys or reading.words[at] in self.words):
            yield at + 1, ()

    def first(self) -> Anchors | None:
        """Return what it can begin with."""
        return Anchors(self.keys, self.words)

    def width(self) -> int:
        """Return how many words it can take at most."""
        return 1

    def can_be_empty(self) -> bool:
        """Return whether it may take no word."""
        return False


def choice_of(nodes: Sequence[Node]) -> Node:
    """Return the choice of several nodes; single words beside each other become one node."""
    joined: list[Node] = []
    for is_word, group in groupby(nodes, key=lambda node: isinstance(node, WordNode)):
        members = list(group)
        words = [node for node in members if isinstance(node, WordNode)]
        if is_word and len(words) > 1:
            keys = frozenset(node.key for node in words if not node.exact)
            joined.append(WordsNode(keys, frozenset(node.key for node in words if node.exact)))
        else:
            joined += members
    return joined[0] if len(joined) == 1 else ChoiceNode(tuple(joined))
