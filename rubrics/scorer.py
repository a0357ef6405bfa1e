"""The scorer: judges a passage by a rubric. A pure function of its arguments."""

from cases.model import Case
from rubrics.advice import advise
from rubrics.delivery import judge_delivery
from rubrics.findings import find_all
from rubrics.halves import Half, find_halves
from rubrics.marks import length_factor, mark_content, mark_pillars
from rubrics.model import DeliveryMark, Finding, Rubric, Score
from rubrics.reader import Reader
from rubrics.reading import Reading
from rubrics.talking_points import mark_talking_points
from rubrics.text import Passage

_CONSTRAINT = "opening.constraint"


class Scorer:
    """Judges passages by one rubric; made once, used for many."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        self._reader = Reader(rubric.language)

    def findings(self, passage: Passage, kind: str = "answer", case: Case | None = None) -> tuple[Finding, ...]:
        """Return every move that was made, in the order of the text.

        `kind` is "answer" or "snippet": a snippet is read as the first words of an answer unless its wording says
        otherwise.
        """
        reading = self._reader.read(passage, case, whole=kind == "answer")
        return find_all(reading, self.rubric.rules, self.rubric.marking)

    def noted(self, passage: Passage, case: Case | None = None) -> tuple[tuple[Finding, ...], tuple[Half, ...]]:
        """Return what an interviewer notes of a passage in the middle of an answer: moves, and halves of moves.

        Words that a recogniser was unsure of count. The openings among them mean something only in the first words.
        """
        reading = self._reader.read(passage, case, trusting=True, whole=True)
        findings = find_all(reading, self.rubric.rules, self.rubric.marking)
        return findings, find_halves(reading, findings)

    def score(self, passage: Passage, case: Case | None = None, *, provisional: bool = False) -> Score:
        """Return the whole judgement.

        `provisional` is for recognisers that mishear much: words they were unsure of count, and the band is wider.
        """
        reading = self._reader.read(passage, case, trusting=provisional, whole=True)
        findings = find_all(reading, self.rubric.rules, self.rubric.marking)
        delivery = judge_delivery(passage, self.rubric.delivery)
        words = _different_words(reading)
        pillars = mark_pillars(findings, self.rubric, length_factor(words, self.rubric))
        overall = self._overall(mark_content(pillars, findings, self.rubric), delivery)
        enough = sum(word.judged for word in passage.words) >= self.rubric.marking.least_words
        return Score(
            overall=overall if enough else None,
            band=self._band(overall, passage, provisional=provisional) if enough else None,
            pillars=pillars,
            delivery=delivery,
            findings=findings,
            talking_points=mark_talking_points(reading, case, self.rubric.language.stemmer) if case else (),
            advice=advise(reading, findings, self.rubric),
            provisional=provisional,
            seconds_to_first_constraint=next(
                (entry.seconds for entry in findings if entry.signal == _CONSTRAINT), None
            ),
        )

    def _overall(self, content: float, delivery: DeliveryMark) -> float:
        if delivery.words_per_minute is None:
            return content
        # Delivery can only take away: fluent nothing stays nothing.
        weight = self.rubric.marking.delivery_weight
        return content * (1 - weight + weight * delivery.points / 100)

    def _band(self, overall: float, passage: Passage, *, provisional: bool) -> tuple[float, float]:
        marking = self.rubric.marking
        known = [word.confidence for word in passage.words if word.confidence is not None]
        doubtful = sum(confidence < marking.least_confidence for confidence in known) / len(known) if known else 0.0
        width = (marking.provisional_band if provisional else marking.band) + marking.doubtful_band * doubtful
        return max(0.0, overall - width), min(100.0, overall + width)


def _different_words(reading: Reading) -> int:
    """Return how many words were said, salad and repeated runs of words left out."""
    return sum(not salad and not echoed for salad, echoed in zip(reading.salad, reading.echoed, strict=True))
