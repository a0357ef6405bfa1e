"""The only door to RapidFuzz: when two words or two quotes count as the same."""

from collections.abc import Collection

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein


def allowed_edits(length: int) -> int:
    """Return how many letters may be wrong in a word of this length.

    No single threshold works for all lengths: up to five letters none, six to eight one, nine and more two.
    """
    if length <= 5:
        return 0
    return 1 if length <= 8 else 2


def closest(word: str, candidates: Collection[str], denied: Collection[str]) -> str:
    """Return the candidate that a misheard word stands for, or an empty text.

    `denied` are real words that are never taken for another. The first letter must agree, and a tie is no answer.
    """
    edits = allowed_edits(len(word))
    if not edits or word in denied:
        return ""
    scored = sorted(
        (DamerauLevenshtein.distance(word, candidate, score_cutoff=edits), candidate)
        for candidate in candidates
        if candidate[0] == word[0] and abs(len(candidate) - len(word)) <= edits
    )
    near = [entry for entry in scored if entry[0] <= min(edits, allowed_edits(len(entry[1])))]
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return ""
    return near[0][1]


def same_quote(one: str, other: str) -> bool:
    """Return whether two quotes say the same in nearly the same words."""
    return fuzz.ratio(one.lower(), other.lower(), score_cutoff=88) > 0


def contains_phrase(phrase: str, text: str) -> bool:
    """Return whether a phrase of 12 or more characters occurs in the text with a letter or two wrong."""
    return len(phrase) >= 12 and len(text) >= len(phrase) and fuzz.partial_ratio(phrase, text) >= 92
