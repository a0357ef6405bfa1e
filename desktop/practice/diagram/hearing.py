"""What was said while a diagram was drawn, ready to be held against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cases.model import Case
from desktop.practice.marking import score_passage
from rubrics.model import Finding, Score
from rubrics.names import NameSpotter
from rubrics.reading import Reading
from rubrics.scorer import Scorer
from rubrics.stems import Stemmer
from rubrics.text import Passage
from speech.models import SPHINX
from speech.transcript import Transcript

FORMAT_ID = "diagram-run-through"


@dataclass(frozen=True)
class Hearing:
    """A transcript as it is read for a diagram.

    `sure` holds what the recogniser was sure of, for claims about what was said; `all` every word, for claims that
    something was never said. In the `excused` stretches, in seconds, a silence is none.
    """

    transcript: Transcript
    case: Case | None
    scorer: Scorer
    excused: tuple[tuple[float, float], ...] = ()

    @cached_property
    def sure(self) -> Reading:
        """The words that can be relied on."""
        return self.scorer.reader.read(self._passage, self.case, whole=True)

    @cached_property
    def all(self) -> Reading:
        """Every word, however unsure."""
        return self.scorer.reader.read(self._passage, self.case, trusting=True, whole=True)

    @property
    def first_constraint_seconds(self) -> float | None:
        """When a limit was first named; None when none was heard, or there are no times."""
        return self._score.seconds_to_first_constraint

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The moves that were made."""
        return self._score.findings

    @property
    def has_times(self) -> bool:
        """Whether the words have their times."""
        return any(word.start_seconds is not None for word in self.transcript.words)

    @property
    def is_provisional(self) -> bool:
        """Whether the recogniser mishears so much that a name or a number may be another one."""
        return self.transcript.engine == SPHINX.engine

    @property
    def is_whole(self) -> bool:
        """Whether every piece of the recording was heard."""
        return all(segment.heard for segment in self.transcript.segments)

    @property
    def stemmer(self) -> Stemmer:
        """What words and names are compared by."""
        return self.scorer.rubric.language.stemmer

    def spotter(self, reading: Reading) -> NameSpotter:
        """Return what finds names in a reading."""
        repairs = self.scorer.rubric.language.repairs
        return NameSpotter(reading, self.stemmer, repairs.denied | repairs.targets)

    def sounds(self) -> Iterator[tuple[float, float]]:
        """Yield the stretches in which somebody spoke, the program included, or that are excused or were not heard."""
        yield from self.excused
        for segment in self.transcript.segments:
            if not segment.heard and segment.start_seconds is not None and segment.end_seconds is not None:
                yield segment.start_seconds, segment.end_seconds
            for word in segment.words:
                if word.start_seconds is not None and word.end_seconds is not None:
                    yield word.start_seconds, word.end_seconds

    @cached_property
    def _score(self) -> Score:
        return score_passage(self.scorer, self._passage, self.transcript, self.case, FORMAT_ID)

    @cached_property
    def _passage(self) -> Passage:
        return Passage.from_transcript(self.transcript)
