"""A reading: a passage after repair, with stems, numbers, clauses and classes of words marked on its tokens."""

from collections.abc import Mapping
from dataclasses import dataclass

from rubrics.numbers import Quantity
from rubrics.text import Passage, Token

# Class name to {first token: (ends, longest first)}.
Classes = Mapping[str, Mapping[int, tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules look at. All lists run over the tokens.

    `words` and `keys` are the exact words and their stems, both empty where the recogniser was not sure enough;
    `clause_starts` tells where a clause begins; `negated`, `private`, `meta`, `asked` and `salad` mark words that
    are denied, about the speaker's own life, announced only, part of a question, or no language at all; `echoed` ones
    repeat a run of words from before. `whole` tells that the text is known to begin where the answer begins. Phrases
    that begin before token `since` are of no interest: those words are only there to be read on from.
    """

    passage: Passage
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    keys: tuple[str, ...]
    key_places: Mapping[str, tuple[int, ...]]
    word_places: Mapping[str, tuple[int, ...]]
    clause_starts: tuple[bool, ...]
    quantities: tuple[Quantity, ...]
    classes: Classes
    negated: tuple[bool, ...]
    private: tuple[bool, ...]
    meta: tuple[bool, ...]
    asked: tuple[bool, ...]
    salad: tuple[bool, ...]
    echoed: tuple[bool, ...]
    whole: bool
    since: int = 0

    def clause_start(self, at: int) -> int:
        """Return the first token of the clause that token `at` is in."""
        while at > 0 and not self.clause_starts[at]:
            at -= 1
        return at

    def clause_end(self, at: int) -> int:
        """Return the token after the clause that token `at` is in."""
        at += 1
        while at < len(self.tokens) and not self.clause_starts[at]:
            at += 1
        return at

    def sentence_start(self, at: int) -> int:
        """Return the first token of the sentence, as far as punctuation tells."""
        while at > 0 and self.tokens[at].gap < 2:
            at -= 1
        return at

    def is_question(self, at: int) -> bool:
        """Return whether the sentence ends in a question mark, as far as punctuation tells."""
        text, last = self.passage.text, self.sentence_end(at) - 1
        behind = self.tokens[last + 1].start if last + 1 < len(self.tokens) else len(text)
        return "?" in text[self.tokens[last].end : behind]

    def sentence_end(self, at: int) -> int:
        """Return the token after the sentence, as far as punctuation tells."""
        at += 1
        while at < len(self.tokens) and self.tokens[at].gap < 2:
            at += 1
        return at
