"""The pieces that patterns are made of; each knows where it may end when it begins at a given word."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from rubrics.reading import Reading

Capture = tuple[str, int, int]
Captures = tuple[Capture, ...]
Step = tuple[int, Captures]

# No entry of a class is longer than this.
_WIDEST_CLASS = 16


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
class WordNode:
    """One word, by its stem or exactly."""

    key: str
    exact: bool

    def match(self, reading: Reading, at: int) -> Iterator[Step]:
        """Yield each place where it may end, best first."""
        if at < len(reading.keys) and (reading.words if self.exact else reading.keys)[at] == self.key:
            yield at + 1, ()

    def first(self) -> Anchors | None:
        """Return what it can begin with."""
        return Anchors(words=frozenset((self.key,))) if self.exact else Anchors(keys=frozenset((self.key,)))

    def width(self) -> int:
        """Return how many words it can take at most."""
        return 1

    def can_be_empty(self) -> bool:
        """Return whether it may take no word."""
        return False


@dataclass(frozen=True, slots=True)
class PrefixNode:
    """Any word that begins so."""

    prefix: str

    def match(self, reading: Reading, at: int) -> Iterator[Step]:
        """Yield each place where it may end, best first."""
        if at < len(reading.words) and reading.words[at].startswith(self.prefix):
            yield at + 1, ()

    def first(self) -> Anchors | None:
        """Return what it can begin with."""
        return None

    def width(self) -> int:
        """Return how many words it can take at most."""
        return 1

    def can_be_empty(self) -> bool:
        """Return whether it may take no word."""
        return False


@dataclass(frozen=True, slots=True)
class ClassNode:
    """A member of a class of the lexicon."""

    name: str

    def match(self, reading: Reading, at: int) -> Iterator[Step]:
        """Yield each place where it may end, best first."""
        for end in reading.classes.get(self.name, {}).get(at, ()):
            yield end, ()

    def first(self) -> Anchors | None:
        """Return what it can begin with."""
        return Anchors(classes=frozenset((self.name,)))

    def width(self) -> int:
        """Return how many words it can take at most."""
        return _WIDEST_CLASS

    def can_be_empty(self) -> bool:
        """Return whether it may take no word."""
        return False


@dataclass(frozen=True, slots=True)
class GapNode:
    """From `least` to `most` words of any kind."""

    least: int
    most: int
    over_sentences: bool
    greedy: bool

    def match(self, reading: Reading, at: int) -> Iterator[Step]:
        """Yield each place where it may end, best first."""
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
        """Return what it can begin with."""
        return None

    def width(self) -> int:
        """Return how many words it can take at most."""
        return self.most

    def can_be_empty(self) -> bool:
        """Return whether it may take no word."""
        return self.least == 0


@dataclass(frozen=True, slots=True)
class ClauseStartNode:
    """The start of a clause; takes no word."""

    def match(self, reading: Reading, at: int) -> Iterator[Step]:
        """Yield each place where it may end, best first."""
        if at < len(reading.keys) and reading.clause_starts[at]:
            yield at, ()

    def first(self) -> Anchors | None:
        """Return what it can begin with."""
        return Anchors()

    def width(self) -> int:
        """Return how many words it can take at most."""
        return 0

    def can_be_empty(self) -> bool:
        """Return whether it may take no word."""
        return True


@dataclass(frozen=True, slots=True)
class AbsentNode:
    """Something that must not come next; takes no word."""

    node: Node

    def match(self, reading: Reading, at: int) -> Iterator[Step]:
        """Yield each place where it may end, best first."""
        if next(self.node.match(reading, at), None) is None:
            yield at, ()

    def first(self) -> Anchors | None:
        """Return what it can begin with."""
        return Anchors()

    def width(self) -> int:
        """Return how many words it can take at most."""
        return 0

    def can_be_empty(self) -> bool:
        """Return whether it may take no word."""
        return True


@dataclass(frozen=True, slots=True)
class OptionalNode:
    """Something or nothing."""

    node: Node

    def match(self, reading: Reading, at: int) -> Iterator[Step]:
        """Yield each place where it may end, best first."""
        yield from self.node.match(reading, at)
        yield at, ()

    def first(self) -> Anchors | None:
        """Return what it can begin with."""
        return self.node.first()

    def width(self) -> int:
        """Return how many words it can take at most."""
        return self.node.width()

    def can_be_empty(self) -> bool:
        """Return whether it may take no word."""
        return True


@dataclass(frozen=True, slots=True)
class ChoiceNode:
    """One of several."""

    nodes: tuple[Node, ...]

    def match(self, reading: Reading, at: int) -> Iterator[Step]:
        """Yield each place where it may end, best first."""
        for node in self.nodes:
            yield from node.match(reading, at)

    def first(self) -> Anchors | None:
        """Return what it can begin with."""
        anchors = Anchors()
        for node in self.nodes:
            own = node.first()
            if own is None:
                return None
            anchors = anchors.joined(own)
        return anchors

    def width(self) -> int:
        """Return how many words it can take at most."""
        return max(node.width() for node in self.nodes)

    def can_be_empty(self) -> bool:
        """Return whether it may take no word."""
        return any(node.can_be_empty() for node in self.nodes)


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """One after the other."""

    nodes: tuple[Node, ...]

    def match(self, reading: Reading, at: int) -> Iterator[Step]:
        """Yield each place where it may end, best first."""
        return self._rest(reading, at, 0)

    def _rest(self, reading: Reading, at: int, number: int) -> Iterator[Step]:
        last = number == len(self.nodes) - 1
        # The end of a sentence stands between two words, wherever they are joined by anything but a wide gap.
        parted = number > 0 and at < len(reading.tokens) and reading.tokens[at].gap == 2 and not self._bridged(number)
        for end, captures in self.nodes[number].match(reading, at):
            if parted and end != at:
                continue
            if last:
                yield end, captures
                continue
            for beyond, more in self._rest(reading, end, number + 1):
                yield beyond, captures + more

    def _bridged(self, number: int) -> bool:
        """Return whether a piece or the one before it goes over the end of a sentence."""
        near = map(without_slot, self.nodes[number - 1 : number + 1])
        return any(isinstance(node, GapNode) and node.over_sentences for node in near)

    def first(self) -> Anchors | None:
        """Return what it can begin with."""
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
        """Return how many words it can take at most."""
        return sum(node.width() for node in self.nodes)

    def can_be_empty(self) -> bool:
        """Return whether it may take no word."""
        return all(node.can_be_empty() for node in self.nodes)


@dataclass(frozen=True, slots=True)
class SlotNode:
    """Something whose words fill a slot."""

    name: str
    node: Node

    def match(self, reading: Reading, at: int) -> Iterator[Step]:
        """Yield each place where it may end, best first."""
        for end, captures in self.node.match(reading, at):
            yield end, ((self.name, at, end), *captures)

    def first(self) -> Anchors | None:
        """Return what it can begin with."""
        return self.node.first()

    def width(self) -> int:
        """Return how many words it can take at most."""
        return self.node.width()

    def can_be_empty(self) -> bool:
        """Return whether it may take no word."""
        return self.node.can_be_empty()


def without_slot(node: Node) -> Node:
    """Return what stands in a slot, or the node itself."""
    return node.node if isinstance(node, SlotNode) else node
