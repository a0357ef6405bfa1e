"""The reader: makes a reading of a passage, in the order repair, stems, numbers, clauses, classes, zones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cases.model import Case
from rubrics.clauses import find_clause_starts
from rubrics.lexicon import Lexicon
from rubrics.negation import find_negated
from rubrics.numbers import Quantity, Units, find_quantities
from rubrics.pattern import Pattern
from rubrics.reading import Reading
from rubrics.repair import Repairer, Repairs
from rubrics.salad import find_echoes, find_salad
from rubrics.stems import Stemmer
from rubrics.text import Passage, Token
from rubrics.wording import word_set
from rubrics.zones import asked_zone, meta_zone, private_zone, recited_zone

# Sounds that are no words and stand between words that belong together.
_SOUNDS = word_set("um uh er erm uhm hmm mhm ah eh")


@dataclass(frozen=True, slots=True)
class Concept:
    """A class whose members are patterns over other classes; a denied one can be left out."""

    name: str
    patterns: tuple[Pattern, ...]
    unless_negated: bool


@dataclass(frozen=True, slots=True)
class Language:
    """All that is known about words: what the reader needs.

    `concepts` are in an order in which each comes after those it is made of. Words with a confidence under
    `least_confidence` are no evidence.
    """

    stemmer: Stemmer
    repairs: Repairs
    units: Units
    lexicon: Lexicon
    concepts: tuple[Concept, ...]
    least_confidence: float


class Reader:
    """Makes readings."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._repairer = Repairer(language.repairs, language.stemmer)
        # One value, so that two threads never see the one half of it without the other.
        self._of_case: tuple[Case | None, Repairer] = (None, self._repairer)

    def read(
        self, passage: Passage, case: Case | None = None, *, trusting: bool = False, whole: bool = False
    ) -> Reading:
        """Return the reading of a passage.

        A case lends its vocabulary to the repair. `trusting` takes words however unsure the recogniser was.
        `whole` is for answers, `not whole` for snippets that may be from later on.
        """
        tokens = self._repairer_for(case).repaired(_without_sounds(passage.tokens))
        words = tuple("" if not trusting and self._doubtful(passage, token) else token.text for token in tokens)
        keys = tuple(map(self._language.stemmer.stem, words))
        quantities = find_quantities(words, self._language.units)
        classes: dict[str, dict[int, tuple[int, ...]]] = {
            **self._language.lexicon.classes_in(words, keys),
            **_quantity_classes(quantities),
        }
        starts = find_clause_starts(tokens)
        nothing = (False,) * len(tokens)
        reading = Reading(
            passage=passage,
            tokens=tokens,
            words=words,
            keys=keys,
            key_places=_places(keys),
            word_places=_places(words),
            clause_starts=starts,
            quantities=quantities,
            classes=classes,
            negated=find_negated(words, starts),
            private=nothing,
            meta=nothing,
            asked=nothing,
            salad=find_salad([token.text for token in tokens]),
            echoed=find_echoes(keys),
            whole=whole,
        )
        for concept in self._language.concepts:
            _add_concept(concept, reading, classes)
        recited = recited_zone(reading)
        return replace(
            reading,
            private=private_zone(reading),
            meta=meta_zone(reading),
            asked=asked_zone(reading),
            salad=tuple(bare or named for bare, named in zip(reading.salad, recited, strict=True)),
        )

    def _repairer_for(self, case: Case | None) -> Repairer:
        if case is None or not case.vocabulary:
            return self._repairer
        kept = self._of_case
        if kept[0] is not case:
            repairs = self._language.repairs.with_terms(case.vocabulary)
            kept = self._of_case = (case, Repairer(repairs, self._language.stemmer))
        return kept[1]

    def _doubtful(self, passage: Passage, token: Token) -> bool:
        confidence = passage.words[token.word].confidence if passage.words else None
        # Short words are often given a low confidence and seldom carry a move.
        return confidence is not None and confidence < self._language.least_confidence and len(token.text) > 3


def _without_sounds(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Leave out "um" and the like; the pause before one comes before the next word."""
    kept: list[Token] = []
    gap = 0
    for token in tokens:
        gap = max(gap, token.gap)
        if token.text not in _SOUNDS:
            kept.append(token if gap == token.gap else replace(token, gap=gap))
            gap = 0
    return tuple(kept)


def _places(names: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
    places: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        places.setdefault(name, []).append(at)
    return {name: tuple(numbers) for name, numbers in places.items()}


def _quantity_classes(quantities: Sequence[Quantity]) -> dict[str, dict[int, tuple[int, ...]]]:
    classes: dict[str, dict[int, tuple[int, ...]]] = {}
    for quantity in quantities:
        names = ["number", f"{quantity.kind}_number"]
        if quantity.kind == "time":
            short = quantity.unit in ("millisecond", "microsecond", "second", "minute")
            names.append("short_time" if short else "long_time")
        for name in names:
            classes.setdefault(name, {})[quantity.start] = (quantity.end,)
    return classes


def _add_concept(concept: Concept, reading: Reading, classes: dict[str, dict[int, tuple[int, ...]]]) -> None:
    places = classes.setdefault(concept.name, {})
    for pattern in concept.patterns:
        for start, end, _ in pattern.matches(reading):
            if not (concept.unless_negated and reading.negated[start]):
                places[start] = tuple(sorted({end, *places.get(start, ())}, reverse=True))
