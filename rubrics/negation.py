"""Negation as NegEx does it: a cue, its window, what ends it, and what only looks like one.

After Chapman et al. 2001, "A simple algorithm for identifying negated findings and diseases", doi
10.1006/jbin.2001.1029; the cues are those of spoken product talk.
"""

from collections.abc import Sequence

from rubrics.wording import word_set

_CUES = word_set("not never no without nobody none neither nor nothing hardly cannot ignore avoid reject")
_PAIRS = frozenset({("rather", "than"), ("instead", "of"), ("far", "from"), ("forget", "about"), ("leave", "out")})
# "Not only", "no matter": these deny nothing.
_PSEUDO = frozenset({("not", "only"), ("not", "just"), ("not", "merely"), ("not", "simply"), ("no", "matter"),
                     ("no", "doubt"), ("no", "later"), ("no", "longer"), ("no", "more"), ("not", "more"), ("no", "one"),
                     ("no", "idea"), ("not", "sure")})  # fmt: skip
_WINDOW = 7


def find_negated(words: Sequence[str], clause_starts: Sequence[bool]) -> tuple[bool, ...]:
    """Return for each token whether it stands in the scope of a negation."""
    negated = [False] * len(words)
    for number, word in enumerate(words):
        after = words[number + 1] if number + 1 < len(words) else ""
        pair = (word, after) in _PAIRS
        if not pair and (word not in _CUES or (word, after) in _PSEUDO):
            continue
        at = number + 1 + pair
        while at < min(len(words), number + 1 + _WINDOW) and not (at > number + 1 and clause_starts[at]):
            negated[at] = True
            at += 1
    return tuple(negated)
