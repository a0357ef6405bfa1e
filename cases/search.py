"""Finds cases by words, those that bear the words in their title first."""

import re
from collections.abc import Iterable, Mapping

from cases.model import Case

_WORD = re.compile(r"[^\W_]+")


def rank(cases: Iterable[Case], track_titles: Mapping[str, str], words: str) -> tuple[Case, ...]:
    """Return the cases in which every one of `words` begins a word, best first; ties keep their order."""
    wanted = _words(words)
    marks = [(case, _mark(case, track_titles.get(case.track, ""), wanted)) for case in cases]
    found = [(case, mark) for case, mark in marks if mark is not None]
    return tuple(case for case, _ in sorted(found, key=lambda entry: entry[1]))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _mark(case: Case, track_title: str, wanted: list[str]) -> int | None:
    """Return how deep one must look for the words, 0 for all in the title; None if one is nowhere."""
    layers = [set(_words(layer)) for layer in _layers(case, track_title)]
    depths = [_depth(word, layers) for word in wanted]
    known = [depth for depth in depths if depth is not None]
    return sum(known) if len(known) == len(depths) else None


def _depth(word: str, layers: list[set[str]]) -> int | None:
    found = (depth for depth, layer in enumerate(layers) if any(entry.startswith(word) for entry in layer))
    return next(found, None)


def _layers(case: Case, track_title: str) -> tuple[str, ...]:
    terms = (term.text for term in case.vocabulary)
    points = (point.title for point in case.talking_points)
    return (
        f"{case.id} {case.title}",
        f"{case.summary} {case.track} {track_title}",
        case.question.text,
        " ".join((*terms, *points)),
    )
