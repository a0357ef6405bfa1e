"""What judging gives: signals, findings that are spans of words, marks and the score."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rubrics.delivery import DeliveryNorms
    from rubrics.flags import FlagKind
    from rubrics.formats import FormatMarks
    from rubrics.ledgers import LedgerKind
    from rubrics.reader import Language
    from rubrics.rules import Rule
    from rubrics.vote import Vote


@dataclass(frozen=True, slots=True)
class Signal:
    """A move an interviewer looks for, good or bad.

    `question` is what the candidate should ask themselves when it is missing (good) or found (bad).
    """

    id: str
    pillar: str
    title: str
    good: bool
    definition: str
    question: str


@dataclass(frozen=True, slots=True)
class Pillar:
    """A group of signals with a mark of its own and its share of the overall mark.

    An `optional` one counts only where it was called for, such as push-back.
    """

    id: str
    title: str
    weight: float
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """One part of a move, with the words that fill it; `quote` is empty when it is missing."""

    name: str
    quote: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A move that was made: a span of words, and therefore of time.

    `start` and `end` are character offsets into the text that was judged and
    `text[start:end] == quote`; `first_word` and `last_word` are inclusive indices of its words.
    `seconds` and `end_seconds` are None for text without times.
    """

    signal: str
    rule: str
    start: int
    end: int
    first_word: int
    last_word: int
    quote: str
    seconds: float | None
    end_seconds: float | None
    slots: tuple[Slot, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the answer that show something: character offsets, inclusive word indices, and times where known."""

    quote: str
    start: int
    end: int
    first_word: int
    last_word: int
    seconds: float | None
    end_seconds: float | None


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One part of a ledger's entry: the words that fill it, or None and the question to ask oneself."""

    id: str
    title: str
    evidence: Evidence | None
    question: str


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One choice, project, fallback or whole answer, part by part; `evidence` are the words it is about.

    `out_of_order` tells that the parts came in another order than the one that wins.
    """

    evidence: Evidence | None
    lines: tuple[LedgerLine, ...]
    out_of_order: bool = False

    @property
    def found(self) -> int:
        """How many parts were found."""
        return sum(line.evidence is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was found and what is missing for one kind of thing that a strong answer tells in full."""

    id: str
    title: str
    entries: tuple[LedgerEntry, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """Something an interviewer would stumble over, with the words that show it."""

    id: str
    title: str
    text: str
    question: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class PillarMark:
    """The mark of one pillar, 0-100."""

    pillar: str
    title: str
    points: float


@dataclass(frozen=True, slots=True)
class DeliveryMark:
    """How it was said, as guidance: 0-100, with the measures behind it.

    `remarks` are sentences for the reader. None of the measures is known for text without times.
    """

    points: float
    words_per_minute: float | None
    speaking_seconds: float | None
    long_pauses: int | None
    fillers_at_least: int
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TalkingPointMark:
    """Whether one of the case's talking points was `made`, `partly` said or `missed`, and where."""

    id: str
    title: str
    state: str
    quote: str
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to work on next: what was missing, one question to ask oneself, and a place to listen to.

    `quote` is what was said at `seconds`, `rule` the rule that found it, `missing` the parts that were not there; all
    are empty when nothing was said at all.
    """

    signal: str
    title: str
    text: str
    question: str
    seconds: float | None
    quote: str = ""
    rule: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """The judgement on one answer.

    `overall` is 0-100 and `band` the range in which it may honestly lie; both are None for a snippet too
    short to be marked. `provisional` is True when the recogniser is one whose mishearings move the score.
    `seconds_to_first_constraint` is None when there was none, or no times. `format` is the title of what it was marked
    as, such as a whole answer or an opening drill; `word_error` the share of words expected to be misheard.
    """

    overall: float | None
    band: tuple[float, float] | None
    pillars: tuple[PillarMark, ...]
    delivery: DeliveryMark | None
    findings: tuple[Finding, ...]
    talking_points: tuple[TalkingPointMark, ...]
    advice: tuple[Advice, ...]
    provisional: bool
    seconds_to_first_constraint: float | None
    ledgers: tuple[Ledger, ...] = ()
    flags: tuple[Flag, ...] = ()
    format: str = ""
    word_error: float = 0.0


@dataclass(frozen=True, slots=True)
class Marking:
    """The published constants of the overall mark; the formula is in `rubrics/scorer.py`.

    `worth` is what the first, second, third ... finding of a signal earns; `cap_base` and `cap_slope` limit the whole
    by the weakest of the pillars in `cap_pillars`; `full_words` is the length from which an answer is whole;
    `scale_power` bends points to the scale on which people grade answers.
    """

    worth: tuple[float, ...]
    cap_pillars: tuple[str, ...]
    cap_base: float
    cap_slope: float
    full_words: int
    least_words: int
    bad_penalty: float
    scale_power: float
    delivery_weight: float
    least_confidence: float
    band: float
    error_band: float
    doubtful_band: float
    opening_words: int
    second_opening_words: int


@dataclass(frozen=True, slots=True)
class SignalMark:
    """How much of its pillar a good signal is worth, and what advice is given when it is missing or half there."""

    signal: str
    weight: float
    missing: str


@dataclass(frozen=True, slots=True)
class Rubric:
    """How answers are judged: what is looked for, how it is found and what it is worth.

    `rules` and `language` are what the scorer works with; `signals`, `pillars` and `marking` are also for readers.
    """

    signals: tuple[Signal, ...]
    pillars: tuple[Pillar, ...]
    signal_marks: tuple[SignalMark, ...]
    marking: Marking
    rules: "tuple[Rule, ...]"
    language: "Language"
    delivery: "DeliveryNorms"
    formats: "tuple[FormatMarks, ...]"
    ledgers: "tuple[LedgerKind, ...]"
    flags: "tuple[FlagKind, ...]"
    word_errors: Mapping[str, float]
    vote: "Vote | None" = None
