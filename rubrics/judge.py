"""The judge of one kind of answer: what to note in a reading, and what the notes are worth."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cases.model import Case
from rubrics.advice import HALF_CLASSES, advise
from rubrics.figures import take_figures
from rubrics.findings import BEGINNING, Offset, Sighting, sight
from rubrics.flags import raise_flags
from rubrics.formats import format_marks
from rubrics.ledgers import keep_ledgers
from rubrics.marks import length_factor, mark_content, mark_pillars, on_scale
from rubrics.model import DeliveryMark, Finding, Rubric, Score
from rubrics.notes import Mention, Notes, first_of_class, mentions_of
from rubrics.openings import OPENING_SIGNALS
from rubrics.pattern import Pattern
from rubrics.reading import Reading
from rubrics.talking_points import PointSpotter, mark_talking_points
from rubrics.text import SpokenWord

_CONSTRAINT = "opening.constraint"
# Classes of words that name a limit, wherever in the answer.
_LIMITS = ("firm_limit", "bare_limit")
_FIRST_OF = (*HALF_CLASSES, *_LIMITS)


@dataclass(frozen=True, slots=True)
class Hearing:
    """How well an answer was heard: its words, how many of them with a known confidence, and with a low one.

    `word_error` is the share of words that the recogniser is expected to mishear; a `provisional` one mishears much.
    """

    words: int
    known: int
    doubtful: int
    word_error: float = 0.0
    provisional: bool = False

    def with_words(self, words: int, known: int, doubtful: int) -> "Hearing":
        """Return the same with more words."""
        return replace(self, words=self.words + words, known=self.known + known, doubtful=self.doubtful + doubtful)


class Judge:
    """Judges answers to one case in one format; made once, used for many."""

    def __init__(self, rubric: Rubric, case: Case | None, format_id: str) -> None:
        track = case.track if case else ""
        self.rubric = rubric
        self.case = case
        self.format_id = format_id
        self._marks = format_marks(rubric, format_id)
        self._scale_power = self._marks.scale_power(rubric.marking)
        self._ledgers = self._marks.ledger_kinds(rubric, track)
        kept = {kind.id for kind in self._ledgers}
        self._flags = tuple(
            kind
            for kind in rubric.flags
            if (not kind.tracks or track in kind.tracks) and (not kind.ledger or kind.ledger in kept)
        )
        self._wanted: Mapping[str, Sequence[Pattern]] = {
            **{name: patterns for kind in self._ledgers for name, patterns in kind.patterns},
            **{name: patterns for kind in self._flags for name, patterns in kind.wanted},
        }
        self._announced = {name for kind in self._ledgers if kind.announced for name, _ in kind.patterns}
        # Every answer opens once: further on nobody listens for it.
        later_rules = tuple(rule for rule in rubric.rules if rule.signal not in OPENING_SIGNALS)
        self._later = replace(rubric, rules=later_rules)
        self._spotter = PointSpotter(case, rubric.language.stemmer)

    def notes(
        self,
        reading: Reading,
        offset: Offset = BEGINNING,
        settled: Collection[str] = (),
        earlier: Sequence[Sighting] = (),
    ) -> Notes:
        """Return the notes on a reading since where it is of interest.

        `settled` need not be noted again; `earlier` are the sightings that begin before.
        """
        since = offset.tokens + reading.since
        sightings = sight(reading, self._later if offset.words else self.rubric, offset, earlier)
        return Notes(
            sightings=sorted(
                (sighting for sighting in sightings if sighting.match.start >= since),
                key=lambda sighting: sighting.match.start,
            ),
            mentions=sorted(
                (entry for entry in self._mentions(reading, offset, settled) if entry.token >= since),
                key=lambda mention: mention.token,
            ),
            figures=[figure for figure in take_figures(reading, offset) if figure.token >= since],
            said=[not bare and not echoed for bare, echoed in zip(reading.salad, reading.echoed, strict=True)][
                reading.since :
            ],
        )

    def score(
        self,
        findings: Sequence[Finding],
        notes: Notes,
        words_said: int,
        hearing: Hearing,
        delivery: DeliveryMark,
    ) -> Score:
        """Return the judgement on an answer of so many different words."""
        mentions: dict[str, list[Mention]] = {}
        for mention in notes.mentions:
            mentions.setdefault(mention.name, []).append(mention)
        halves = {name: mentions[f"first.{name}"][0] for name in HALF_CLASSES if f"first.{name}" in mentions}
        rubric, marks = self.rubric, self._marks
        ledgers = keep_ledgers(self._ledgers, findings, mentions)
        pillars = mark_pillars(findings, ledgers, rubric, marks, length_factor(words_said, marks.full_words))
        points = mark_content(pillars, findings, rubric, marks)
        enough = hearing.words >= rubric.marking.least_words
        return Score(
            overall=self._overall(points, delivery) if enough else None,
            band=self._band(points, delivery, hearing) if enough else None,
            pillars=tuple(replace(mark, points=on_scale(mark.points, self._scale_power)) for mark in pillars),
            delivery=delivery,
            findings=tuple(findings),
            talking_points=marks.listed(mark_talking_points(self.case, mentions)),
            advice=advise(findings, halves, ledgers, rubric, marks),
            provisional=hearing.provisional,
            seconds_to_first_constraint=_seconds_to_first_constraint(findings, mentions),
            ledgers=ledgers,
            flags=raise_flags(self._flags, findings, mentions, ledgers, notes.figures),
            format=marks.title,
            word_error=hearing.word_error,
        )

    def _mentions(self, reading: Reading, offset: Offset, settled: Collection[str]) -> Iterator[Mention]:
        for name, patterns in self._wanted.items():
            yield from mentions_of(reading, name, patterns, offset, announced=name in self._announced)
        for name in _FIRST_OF:
            if f"first.{name}" not in settled:
                yield from first_of_class(reading, name, offset)
        yield from self._spotter.spot(reading, offset, settled)

    def _overall(self, points: float, delivery: DeliveryMark) -> float:
        content = on_scale(points, self._scale_power)
        if delivery.words_per_minute is None:
            return content
        # Delivery can only take away: fluent nothing stays nothing.
        weight = self.rubric.marking.delivery_weight
        return content * (1 - weight + weight * delivery.points / 100)

    def _band(self, points: float, delivery: DeliveryMark, hearing: Hearing) -> tuple[float, float]:
        marking = self.rubric.marking
        doubtful = hearing.doubtful / hearing.known if hearing.known else 0.0
        width = marking.band + marking.error_band * hearing.word_error + marking.doubtful_band * doubtful
        lowest, highest = max(0.0, points - width), min(100.0, points + width)
        return self._overall(lowest, delivery), self._overall(highest, delivery)


def _seconds_to_first_constraint(
    findings: Sequence[Finding], mentions: Mapping[str, Sequence[Mention]]
) -> float | None:
    """Return when the answer opened with a limit, or else when it first named one; None without either or times."""
    opened = [finding.seconds for finding in findings if finding.signal == _CONSTRAINT]
    named = [mentions[f"first.{name}"][0] for name in _LIMITS if f"first.{name}" in mentions]
    if opened or not named:
        return opened[0] if opened else None
    return min(named, key=lambda mention: mention.token).evidence.seconds


def count_heard(words: Iterable[SpokenWord], least_confidence: float) -> tuple[int, int, int]:
    """Return how many words count, how many of these have a confidence, and how many a low one."""
    scored = known = doubtful = 0
    for word in words:
        if word.judged:
            scored += 1
            known += word.confidence is not None
            doubtful += word.confidence is not None and word.confidence < least_confidence
    return scored, known, doubtful
