"""The scorer: judges a passage by a rubric. A pure function of its arguments."""

from collections.abc import Collection
from dataclasses import replace

from cases.model import Case
from rubrics.corrections import Dispute, undisputed
from rubrics.delivery import judge_delivery
from rubrics.findings import find_all, settle, without_echoes
from rubrics.halves import Half, find_halves
from rubrics.judge import Hearing, Judge, count_heard
from rubrics.model import Finding, Rubric, Score
from rubrics.reader import Reader
from rubrics.text import Passage

_PROVISIONAL_ENGINE = "sphinx"


class Scorer:
    """Judges passages by one rubric; made once, used for many."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        self.reader = Reader(rubric.language)
        self._judge = Judge(rubric, None, "")
        self._rules_alone = replace(rubric, vote=None)

    def findings(self, passage: Passage, kind: str = "answer", case: Case | None = None) -> tuple[Finding, ...]:
        """Return every move that was made, in the order of the text.

        `kind` is "answer" or "snippet": a snippet is read as the first words of an answer unless its wording says
        otherwise.
        """
        reading = self.reader.read(passage, case, whole=kind == "answer")
        return find_all(reading, self.rubric)

    def noted(self, passage: Passage, case: Case | None = None) -> tuple[tuple[Finding, ...], tuple[Half, ...]]:
        """Return what an interviewer notes of a passage in the middle of an answer: moves, and halves of moves.

        Words that a recogniser was unsure of count. The openings among them mean something only in the first words. By
        the rules alone: a vote wants the words behind as well, and an interviewer who asks back must not be wrong.
        """
        reading = self.reader.read(passage, case, trusting=True, whole=True)
        findings = find_all(reading, self._rules_alone)
        return findings, find_halves(reading, findings)

    def score(
        self,
        passage: Passage,
        case: Case | None = None,
        format_id: str = "",
        *,
        provisional: bool = False,
        word_error: float | None = None,
        disputes: Collection[Dispute] = (),
    ) -> Score:
        """Return the whole judgement.

        `format_id` is the format of the case that was practised; an unknown one is marked as a whole answer.
        `provisional` is for recognisers that mishear much: words they were unsure of count, and the band is wider, as
        it is with the share of words that is expected to be misheard. Findings that are disputed do not count.
        """
        judge = self.judge(case, format_id)
        reading = self.reader.read(passage, case, trusting=provisional, whole=True)
        notes = judge.notes(reading)
        findings = without_echoes(undisputed(settle(notes.sightings, self.rubric.marking), disputes))
        spoken = [token.text for token in passage.tokens]
        return judge.score(
            findings,
            notes,
            sum(notes.said),
            self.hearing(passage, provisional=provisional, word_error=word_error),
            judge_delivery(passage.text, passage.words, spoken, self.rubric.delivery),
        )

    def judge(self, case: Case | None, format_id: str) -> Judge:
        """Return the judge for a case and a format; the last one is kept for the next answer."""
        judge = self._judge
        if judge.case is not case or judge.format_id != format_id:
            judge = self._judge = Judge(self.rubric, case, format_id)
        return judge

    def hearing(self, passage: Passage, *, provisional: bool, word_error: float | None) -> Hearing:
        """Return how well a passage was heard; without a `word_error` that of the provisional recogniser, or none."""
        if word_error is None:
            word_error = self.rubric.word_errors[_PROVISIONAL_ENGINE] if provisional else 0.0
        return Hearing(*count_heard(passage.words, self.rubric.marking.least_confidence), word_error, provisional)


def expected_word_error(rubric: Rubric, engine: str, model: str) -> float:
    """Return the share of words that a recogniser is expected to mishear; none for a text that nobody heard."""
    return rubric.word_errors.get(model, rubric.word_errors.get(engine, 0.0))
