"""Rubric files to values: strict, and every problem of a file at once."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from rubrics import shapes
from rubrics.checks import Check, Gather, Opening, Phrase, Relation, SlotPatterns, Stages
from rubrics.delivery import DeliveryNorms
from rubrics.format_loader import format_problems, make_flag, make_format, make_ledger, named_elsewhere
from rubrics.lexicon import Lexicon
from rubrics.model import Marking, Pillar, Rubric, Signal, SignalMark
from rubrics.numbers import Units
from rubrics.pattern import Pattern, PatternError, classes_of, parse_pattern
from rubrics.reader import Concept, Language
from rubrics.repair import Repairs
from rubrics.rules import Rule
from rubrics.stems import Stemmer
from rubrics.text import Passage
from rubrics.vote_file import load_vote

# Classes that the reader makes from numbers.
_NUMBER_CLASSES = frozenset(
    f"{kind}_number" for kind in ("percent", "time", "money", "data", "physical", "percentile", "ratio", "count")
) | {"number", "short_time", "long_time"}
_LARGEST_FILE_BYTES = 1_000_000


class RubricError(Exception):
    """Rubric files that cannot be used; `problems` are lines that name file, key and mend."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def load_rubric(library: Traversable | None = None) -> Rubric:
    """Return the rubric in a folder, by default the built-in one. Raises `RubricError` with all problems."""
    library = library or files("rubrics").joinpath("library")
    documents = {str(file): _read(file) for file in _toml_files(library)}
    problems = [line for name, document in documents.items() for line in _shape_problems(name, document)]
    if problems:
        raise RubricError(problems)
    builder = _Builder(documents)
    problems = [line for name, document in documents.items() for line in builder.meaning_problems(name, document)]
    if problems:
        raise RubricError(problems)
    rubric = builder.rubric()
    try:
        return replace(rubric, vote=load_vote(library, rubric.signals))
    except ValueError as error:
        raise RubricError([str(error)]) from error


def check_file(file: Traversable) -> list[str]:
    """Return all that is wrong with a rubric file, a line each; nothing for one that is fine. Never raises."""
    try:
        document = _read(file)
    except RubricError as error:
        return list(error.problems)
    problems = _shape_problems(str(file), document)
    if problems:
        return problems
    library = files("rubrics").joinpath("library")
    documents = {str(entry): _read(entry) for entry in _toml_files(library) if not _same_file(entry, file)}
    builder = _Builder({**documents, str(file): document})
    return list(builder.meaning_problems(str(file), document))


def is_rubric(file: Traversable) -> bool:
    """Return whether a file can be read and its keys are those of a rubric file."""
    try:
        return shapes.file_shape(_read(file)) is not None
    except RubricError:
        return False


def _toml_files(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _toml_files(entry)
        elif entry.name.endswith(".toml"):
            yield entry


def _read(file: Traversable) -> dict[str, Any]:
    try:
        with file.open("rb") as stream:
            content = stream.read(_LARGEST_FILE_BYTES + 1)
        if len(content) > _LARGEST_FILE_BYTES:
            raise RubricError([f"{file}: larger than 1 MB: split it"])
        return tomllib.loads(content.decode("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RubricError([f"{file}: not valid TOML: {error}"]) from error
    except UnicodeDecodeError as error:
        raise RubricError([f"{file}: not text in UTF-8 (byte {error.start}): save it as UTF-8"]) from error
    except RecursionError as error:
        raise RubricError([f"{file}: nested too deeply: write it flatter"]) from error
    except ValueError as error:
        raise RubricError([f"{file}: a number in it has too many digits: shorten it"]) from error
    except OSError as error:
        raise RubricError([f"{file}: cannot be read: {error.strerror or error}"]) from error


def _shape_problems(name: str, document: dict[str, Any]) -> list[str]:
    shape = shapes.file_shape(document)
    if shape is None:
        return [f"{name}: this is no rubric file: it has none of [[rules]], [[signals]], [classes] and the like"]
    return [f"{name}: {place}: {text}" for place, text in shapes.problems_of(shape, document)]


class _Builder:
    """Puts the documents of a library together."""

    def __init__(self, documents: dict[str, dict[str, Any]]) -> None:
        self._documents = list(documents.values())
        self._stemmer = Stemmer(self._merged("irregular"))
        self._patterns: dict[str, Pattern] = {}
        self._classes = self._merged("classes")
        self._concepts = self._listed("concepts")
        self._marking: dict[str, Any] = next(
            (document["marking"] for document in self._documents if "marking" in document), {}
        )

    def rubric(self) -> Rubric:
        signals = self._listed("signals")
        worded = ("id", "pillar", "title", "good", "definition", "question")
        return Rubric(
            signals=tuple(Signal(**{key: signal[key] for key in worded}) for signal in signals),
            pillars=tuple(Pillar(**pillar) for pillar in self._listed("pillars")),
            signal_marks=tuple(
                SignalMark(signal["id"], float(signal.get("weight", 1.0)), signal["missing"]) for signal in signals
            ),
            marking=Marking(**_with_tuples(self._marking)),
            rules=tuple(self._rule(shape) for shape in self._rule_shapes()),
            language=self._language(),
            delivery=self._delivery(),
            formats=tuple(
                make_format(shape, signals, self._listed("pillars"), self._marking)
                for shape in self._listed("format_marks")
            ),
            ledgers=tuple(make_ledger(shape, self._all) for shape in self._listed("ledgers")),
            flags=tuple(make_flag(shape, self._all) for shape in self._listed("flags")),
            word_errors=self._merged("word_errors"),
        )

    def meaning_problems(self, name: str, document: dict[str, Any]) -> Iterator[str]:
        """Yield what the shape cannot tell: patterns, unknown classes and signals, ids used twice."""
        for place, source in _sources(document):
            problem = self._pattern_problem(source)
            if problem:
                yield f"{name}: {place}: {problem}"
        signals = {signal["id"] for signal in self._listed("signals")}
        pillars = {pillar["id"] for pillar in self._listed("pillars")}
        ids = [rule["id"] for rule in self._listed("rules")]
        for number, rule in enumerate(document.get("rules", ())):
            if rule["signal"] not in signals:
                yield f"{name}: rules[{number}].signal: {_no_such('signal', rule['signal'], signals)}"
            if ids.count(rule["id"]) > 1:
                yield f"{name}: rules[{number}].id: {rule['id']!r} is used twice: give each rule its own id"
        for number, signal in enumerate(document.get("signals", ())):
            if signal["pillar"] not in pillars:
                yield f"{name}: signals[{number}].pillar: {_no_such('pillar', signal['pillar'], pillars)}"
        known = {"signal": signals, "ledger": {ledger["id"] for ledger in self._listed("ledgers")}}
        for place, kind, used in named_elsewhere(document):
            if used not in known[kind]:
                yield f"{name}: {place}: {_no_such(kind, used, known[kind])}"
        for number, marks in enumerate(document.get("format_marks", ())):
            yield from (f"{name}: format_marks[{number}].{problem}" for problem in format_problems(marks))

    def _pattern_problem(self, source: str) -> str:
        known = {*self._classes, *(concept["name"] for concept in self._concepts), *_NUMBER_CLASSES}
        unknown = sorted(classes_of(source) - known)
        if unknown:
            return f"there is no class {unknown[0]!r}, in {source!r}: correct it or add it to a file of words"
        try:
            self._pattern(source)
        except PatternError as error:
            return f"{error}: correct the pattern"
        return ""

    def _merged(self, key: str) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        for document in self._documents:
            for name, value in document.get(key, {}).items():
                merged[name] = [*merged.get(name, []), *value] if isinstance(value, list) else value
        return merged

    def _listed(self, key: str) -> list[dict[str, Any]]:
        return [entry for document in self._documents for entry in document.get(key, [])]

    def _rule_shapes(self) -> list[Any]:
        documents = ({"rules": document["rules"]} for document in self._documents if "rules" in document)
        return [rule for document in documents for rule in shapes.RulesFile.model_validate(document).rules]

    def _pattern(self, source: str) -> Pattern:
        if source not in self._patterns:
            self._patterns[source] = parse_pattern(source, self._stemmer)
        return self._patterns[source]

    def _all(self, sources: Iterable[str]) -> tuple[Pattern, ...]:
        return tuple(map(self._pattern, sources))

    def _rule(self, shape: Any) -> Rule:
        return Rule(
            shape.id, shape.signal, self._check(shape), self._all(shape.unless), shape.reach, tuple(shape.zones),
            shape.deny, tuple(shape.yields_to), shape.weight, shape.message, tuple(shape.fires), tuple(shape.silent),
        )  # fmt: skip

    def _check(self, shape: Any) -> Check:
        if isinstance(shape, shapes.PhraseShape):
            return Phrase(self._all(shape.patterns))
        if isinstance(shape, shapes.OpeningShape):
            return Opening(self._all(shape.patterns), shape.within or self._marking["opening_words"])
        if isinstance(shape, shapes.StagesShape):
            return Stages(
                self._all(shape.stages),
                self._all(shape.order),
                shape.least,
                shape.least_order,
                shape.within,
                shape.apart,
            )
        slots = tuple(SlotPatterns(name, self._all(sources)) for name, sources in shape.slots.items())
        if isinstance(shape, shapes.RelationShape):
            return Relation(slots, self._all(shape.link), shape.within, shape.ordered, shape.same_sentence)
        return Gather(slots, tuple(shape.required), shape.least, shape.within, shape.first_words)

    def _language(self) -> Language:
        return Language(
            self._stemmer, self._repairs(), self._units(), Lexicon(self._classes, self._stemmer),
            tuple(self._ordered_concepts()), self._marking["least_confidence"],
        )  # fmt: skip

    def _ordered_concepts(self) -> Iterator[Concept]:
        """Yield the concepts so that each comes after those it is made of."""
        waiting = list(self._concepts)
        while waiting:
            names = {concept["name"] for concept in waiting}
            ready = [concept for concept in waiting if not _needs(concept) & (names - {concept["name"]})]
            if not ready:
                raise RubricError([f"the concepts {sorted(names)} are made of each other: break the circle"])
            for concept in ready:
                yield Concept(concept["name"], self._all(concept["patterns"]), concept.get("unless_negated", False))
            waiting = [concept for concept in waiting if concept not in ready]

    def _units(self) -> Units:
        units = self._merged("units")
        return Units(
            {word: (kind, base) for kind, bases in units.items() for base, words in bases.items() for word in words}
        )

    def _repairs(self) -> Repairs:
        letters, fuzzy = self._merged("letters"), self._merged("fuzzy")
        return Repairs(
            aliases={_words(heard): _words(meant) for heard, meant in self._merged("aliases").items()},
            letters=letters["names"],
            acronyms=frozenset(letters["acronyms"]),
            compounds=frozenset(self._merged("compounds")["words"]),
            targets=frozenset(fuzzy["targets"]),
            denied=frozenset(fuzzy["denied"]),
        )

    def _delivery(self) -> DeliveryNorms:
        document = next(document for document in self._documents if "filler_sounds" in document)
        return DeliveryNorms(**_with_tuples(document))


def _same_file(one: Traversable, other: Traversable) -> bool:
    return isinstance(one, Path) and isinstance(other, Path) and one.resolve() == other.resolve()


def _no_such(kind: str, name: str, known: Iterable[str]) -> str:
    return f"there is no {kind} {name!r}: use one of {', '.join(sorted(known))}"


def _with_tuples(document: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in document.items()}


def _needs(concept: dict[str, Any]) -> set[str]:
    return {name for source in concept["patterns"] for name in classes_of(source)}


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.text for token in Passage.from_text(text).tokens)


def _sources(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each pattern of a document with its dotted key."""
    for number, concept in enumerate(document.get("concepts", ())):
        yield from _listed_sources(f"concepts[{number}].patterns", concept["patterns"])
    for number, rule in enumerate(document.get("rules", ())):
        for key in ("patterns", "link", "unless", "stages", "order"):
            yield from _listed_sources(f"rules[{number}].{key}", rule.get(key, ()))
        for name, sources in rule.get("slots", {}).items():
            yield from _listed_sources(f"rules[{number}].slots.{name}", sources)
    for number, ledger in enumerate(document.get("ledgers", ())):
        yield from _listed_sources(f"ledgers[{number}].begins_patterns", ledger.get("begins_patterns", ()))
        for part in ledger["parts"]:
            yield from _listed_sources(f"ledgers[{number}].parts.{part['id']}", part.get("patterns", ()))
    for number, flag in enumerate(document.get("flags", ())):
        yield from _listed_sources(f"flags[{number}].patterns", flag.get("patterns", ()))
        yield from _listed_sources(f"flags[{number}].unless", flag.get("unless", ()))


def _listed_sources(place: str, sources: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((f"{place}[{number}]", source) for number, source in enumerate(sources))
