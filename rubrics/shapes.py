"""The shapes of rubric files: what may stand in them, checked strictly. The door to pydantic."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

Zone = Literal["private", "meta", "asked", "salad"]
Share = Annotated[float, Field(ge=0, le=1)]
Text = Annotated[str, Field(min_length=1)]
Texts = Annotated[list[Text], Field(min_length=1)]
Examples = Annotated[list[Text], Field(min_length=3)]
Count = Annotated[int, Field(ge=1)]


class Shape(BaseModel):
    """What all shapes share: no unknown keys, no silent changes of type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class RuleShape(Shape):
    """What every rule has, whatever its kind."""

    id: Text
    signal: Text
    message: Text
    fires: Examples
    silent: Examples
    unless: list[Text] = []
    reach: int = 6
    zones: list[Zone] = ["private", "meta", "asked", "salad"]
    deny: bool = False
    yields_to: list[Text] = []
    weight: Share = 1.0


class PhraseShape(RuleShape):
    """A rule of kind phrase."""

    kind: Literal["phrase"]
    patterns: Texts


class OpeningShape(RuleShape):
    """A rule of kind opening."""

    kind: Literal["opening"]
    patterns: Texts
    within: Count | None = None


class RelationShape(RuleShape):
    """A rule of kind relation."""

    kind: Literal["relation"]
    slots: Annotated[dict[str, Texts], Field(min_length=2, max_length=3)]
    link: list[Text] = []
    within: Count = 24
    ordered: bool = False
    same_sentence: bool = False


class StagesShape(RuleShape):
    """A rule of kind stages."""

    kind: Literal["stages"]
    stages: Texts
    order: list[Text] = []
    least: Count = 3
    least_order: int = 0
    within: Count = 60
    apart: Count = 9


class GatherShape(RuleShape):
    """A rule of kind gather."""

    kind: Literal["gather"]
    slots: Annotated[dict[str, Texts], Field(min_length=2)]
    required: list[Text] = []
    least: Count = 2
    within: Count = 45
    first_words: Count | None = None


AnyRuleShape = Annotated[
    PhraseShape | OpeningShape | RelationShape | StagesShape | GatherShape, Field(discriminator="kind")
]


class RulesFile(Shape):
    """A file of rules."""

    rules: Annotated[list[AnyRuleShape], Field(min_length=1)]


class ConceptShape(Shape):
    """A class made of patterns."""

    name: Text
    patterns: Texts
    unless_negated: bool = False


class WordsFile(Shape):
    """A file of classes of words and of concepts."""

    classes: dict[str, Texts] = {}
    concepts: list[ConceptShape] = []


class IrregularFile(Shape):
    """A file of irregular forms."""

    irregular: dict[str, Text]


class UnitsFile(Shape):
    """A file of units: kind, base unit, words."""

    units: dict[str, dict[str, Texts]]


class CompoundsShape(Shape):
    """Words that are heard in two pieces."""

    words: Texts


class LettersShape(Shape):
    """How letters sound, and what may be spelled."""

    names: dict[str, Text]
    acronyms: Texts


class FuzzyShape(Shape):
    """Long words that are put right by letters, and words near them that are not."""

    targets: Texts
    denied: Texts


class RepairFile(Shape):
    """The file of mishearings."""

    aliases: dict[str, Text]
    compounds: CompoundsShape
    letters: LettersShape
    fuzzy: FuzzyShape


class SignalShape(Shape):
    """A move to look for; `weight` and `missing` only matter for good ones."""

    id: Text
    pillar: Text
    title: Text
    good: bool
    definition: Text
    question: Text
    missing: Text
    weight: float = 1.0


class PillarShape(Shape):
    """A group of signals."""

    id: Text
    title: Text
    weight: Annotated[float, Field(gt=0)]
    optional: bool = False


class MarkingShape(Shape):
    """The constants of the overall mark."""

    worth: Annotated[list[Share], Field(min_length=1)]
    cap_pillars: Texts
    cap_base: float
    cap_slope: float
    full_words: Count
    least_words: Count
    bad_penalty: float
    scale_power: Annotated[float, Field(gt=0, le=1)]
    delivery_weight: Annotated[float, Field(ge=0, le=0.15)]
    least_confidence: Share
    band: float
    error_band: float
    doubtful_band: float
    opening_words: Count
    second_opening_words: Count


class RubricFile(Shape):
    """The file of signals, pillars and marking."""

    signals: Annotated[list[SignalShape], Field(min_length=1)]
    pillars: Annotated[list[PillarShape], Field(min_length=1)]
    marking: MarkingShape
    word_errors: dict[str, Share]


class FormatPillarShape(Shape):
    """A pillar as a format counts it: by signals or by a ledger."""

    weight: Annotated[float, Field(gt=0)]
    title: str = ""
    signals: list[Text] = []
    needed: Annotated[float, Field(gt=0)] | None = None
    ledger: str = ""


class FormatShape(Shape):
    """How one kind of answer is marked; without pillars it is marked on all of them."""

    title: Text
    ids: list[Text]
    pillars: dict[str, FormatPillarShape] = {}
    cap_pillars: list[Text] = []
    full_words: Count | None = None
    ledgers: list[Text]
    talking_points: Literal["all", "heard", "none"]
    bad_signals: list[Text] | None = None


class FormatsFile(Shape):
    """The file of formats."""

    format_marks: Annotated[list[FormatShape], Field(min_length=1)]


class LedgerPartShape(Shape):
    """A part of a ledger and what fills it."""

    id: Text
    title: Text
    question: Text
    signals: list[Text] = []
    slots: list[Text] = []
    patterns: list[Text] = []


class LedgerShape(Shape):
    """A ledger with its parts."""

    id: Text
    title: Text
    entry: Literal["whole", "each"]
    tracks: list[Text] = []
    begins_signals: list[Text] = []
    begins_patterns: list[Text] = []
    before: Annotated[int, Field(ge=0)] = 0
    reach: Annotated[int, Field(ge=0)] = 0
    ordered: bool = False
    announced: bool = False
    parts: Annotated[list[LedgerPartShape], Field(min_length=2)]


class FlagShape(Shape):
    """What an interviewer would stumble over, and when it is raised."""

    id: Text
    title: Text
    kind: Literal["near", "thin", "figures"]
    text: Text
    question: Text
    tracks: list[Text] = []
    near_signals: list[Text] = []
    reach: Annotated[int, Field(ge=0)] = 0
    patterns: list[Text] = []
    unless: list[Text] = []
    ledger: str = ""
    least: int = 0


class LedgersFile(Shape):
    """The file of ledgers and flags."""

    ledgers: Annotated[list[LedgerShape], Field(min_length=1)]
    flags: list[FlagShape] = []


class DeliveryFile(Shape):
    """The file of delivery norms."""

    filler_sounds: Texts
    filler_phrases: Texts
    fillers_noted_per_minute: float
    fillers_flagged_per_minute: float
    slowest_words_per_minute: float
    fastest_words_per_minute: float
    quiet_slowest_words_per_minute: float
    quiet_fastest_words_per_minute: float
    stretch_seconds: float
    long_pause_seconds: float
    flagged_pause_seconds: float
    announcements: Texts
    remarks: dict[str, Text]


_FILES: dict[str, type[Shape]] = {
    "rules": RulesFile, "signals": RubricFile, "classes": WordsFile, "concepts": WordsFile, "irregular": IrregularFile,
    "units": UnitsFile, "aliases": RepairFile, "filler_sounds": DeliveryFile, "format_marks": FormatsFile,
    "ledgers": LedgersFile,
}  # fmt: skip

_MENDS = {
    "extra_forbidden": "there is no such key: remove it or correct its spelling",
    "missing": "the key is missing: add it",
    "string_type": "a text is needed: put it between quotation marks",
    "string_too_short": "it is empty: write something",
    "float_type": "a number is needed: write it without quotation marks",
    "int_type": "a whole number is needed: write it without quotation marks",
    "bool_type": "true or false is needed: write it without quotation marks",
    "list_type": "a list is needed: put it between [brackets]",
    "dict_type": "a table is needed: give it its own [section] with keys",
    "model_type": "a table is needed: give it its own [section] with keys",
    "model_attributes_type": "a table is needed: give it its own [section] with keys",
    "union_tag_not_found": "the key `kind` is missing: add it",
    "union_tag_invalid": "there is no such kind: use phrase, opening, relation, stages or gather",
}


def file_shape(document: dict[str, Any]) -> type[Shape] | None:
    """Return the shape that a file means to have, told by its keys; None when it is no rubric file."""
    return next((shape for key, shape in _FILES.items() if key in document), None)


def problems_of(shape: type[Shape], document: dict[str, Any]) -> list[tuple[str, str]]:
    """Return every place (a dotted key) with what is wrong there and how to mend it."""
    try:
        TypeAdapter(shape).validate_python(document)
    except ValidationError as error:
        return [(_dotted(entry["loc"], document), _MENDS.get(entry["type"], entry["msg"])) for entry in error.errors()]
    return []


def _dotted(path: tuple[int | str, ...], document: Any) -> str:
    """Write a path as a person would; the tag that pydantic puts in for the kind of a rule is left out."""
    text, value = "", document
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
            value = value[step]
        elif isinstance(value, dict) and value.get("kind") == step and step not in value:
            continue
        else:
            text += f".{step}"
            value = value.get(step) if isinstance(value, dict) else None
    return text.removeprefix(".")
