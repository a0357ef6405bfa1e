"""Clauses: where a new one begins, with or without punctuation."""

from collections.abc import Sequence

from rubrics.text import Token
from rubrics.wording import word_set

# A clause begins at one of these wherever it stands.
_CONNECTIVES = word_set(
    "but because since although though however unless until whereas while otherwise so if when whenever once "
    "which yet except meanwhile therefore instead"
)
_SUBJECTS = word_set("i we you he she it they there this that")
_VERBS = word_set(
    "is are was were will would can could should must may might do does did have has had am shall need want"
)
# After these a subject goes on with the clause that has begun: "what we need", "think that it is".
_OPENERS = _CONNECTIVES | word_set(
    "that which what who whom where how why than as and or the a to whatever whether think say mean guess believe "
    "know after before as said tell told thing one way time case moment point not never"
)


def find_clause_starts(tokens: Sequence[Token]) -> tuple[bool, ...]:
    """Return for each token whether a clause begins there.

    Punctuation and pauses count where they are; connectives and subjects with a verb do the work where they are not.
    """
    words = [token.text for token in tokens]
    return tuple(
        number == 0 or token.gap == 2 or _begins(words, number, token.gap) for number, token in enumerate(tokens)
    )


def _begins(words: Sequence[str], number: int, gap: int) -> bool:
    word, before = words[number], words[number - 1]
    after = words[number + 1] if number + 1 < len(words) else ""
    if before in _CONNECTIVES and before not in ("while", "so", "yet"):
        return False
    if word in _CONNECTIVES:
        return word != "so" or after != "that"
    if word in ("and", "then", "or"):
        return gap == 1 or after in _SUBJECTS or after in ("then", "the", "if", "when")
    if before in ("and", "or", "so", "then"):
        return False
    if word in _SUBJECTS and before not in _OPENERS:
        return gap == 1 or after in _VERBS or word in ("i", "we", "he", "she", "they")
    return False
