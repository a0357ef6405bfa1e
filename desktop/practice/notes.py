"""What the interviewer has noted of an answer that is still being spoken: provisional findings, and halves of moves."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cases.model import Case
from rubrics.text import Passage
from speech.transcript import Segment, Transcript, Word

if TYPE_CHECKING:
    from rubrics.scorer import Scorer

# Each utterance is judged together with the words before it, so that a move over two utterances is found, and no more
# of them, so that judging takes as long at the end of an answer as at its start.
_WORDS_BEFORE = 120
# Before so many words nobody can say what the answer opened with.
_OPENING_WORDS = 40
_OPENING = "opening."
_THINKING = re.compile(
    r"\b(?:give me|i need|i'd like|i would like|let me have|let me take|can i have|can i take|may i have|may i take|"
    r"i'll take|i will take)(?: just)? (?P<much>a|one|a half|half a|two|thirty|a few) "
    r"(?P<unit>minutes?|moments?|seconds?)\b|\blet me think(?: about (?:it|that|this))?\b"
)
_HALF_A_MINUTE = 30.0


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that was heard: a signal or an observation, its words, and when they were said in the recording."""

    name: str
    quote: str
    start_seconds: float
    end_seconds: float


class Notes:
    """Takes in what is heard, utterance by utterance; the same words give the same notes.

    `case` lends its vocabulary. What was heard while the program itself spoke is left out.
    """

    def __init__(self, scorer: "Scorer", case: Case) -> None:
        self._scorer = scorer
        self._case = case
        self._words: list[Word] = []
        self._noted: list[Noted] = []

    @property
    def noted(self) -> tuple[Noted, ...]:
        """All that was noted, in the order of the answer."""
        return tuple(sorted(self._noted, key=lambda entry: (entry.end_seconds, entry.name)))

    def words_since(self, seconds: float) -> int:
        """Return how many words were said from a time in the recording on."""
        return len(self._words) - bisect_left(self._words, seconds, key=lambda word: word.start_seconds or 0.0)

    def hear(self, segments: Iterable[Segment]) -> None:
        """Take in new utterances."""
        new = [word for segment in segments for word in segment.words if not word.echo]
        if not new:
            return
        first = max(0, len(self._words) - _WORDS_BEFORE)
        self._words += new
        self._judge(self._words[first:], begins=first == 0)

    def _judge(self, words: Sequence[Word], *, begins: bool) -> None:
        transcript = Transcript("", "", "en", (Segment(None, None, tuple(words)),))
        findings, halves = self._scorer.noted(Passage.from_transcript(transcript), self._case)
        for finding in findings:
            opens = finding.signal.startswith(_OPENING)
            if not opens or (begins and len(words) >= _OPENING_WORDS):
                self._note(finding.signal, finding.quote, words[finding.first_word], words[finding.last_word])
        for half in halves:
            self._note(half.name, half.quote, words[half.first_word], words[half.last_word])

    def _note(self, name: str, quote: str, first: Word, last: Word) -> None:
        entry = Noted(name, quote, first.start_seconds or 0.0, last.end_seconds or 0.0)
        again = (
            other.name == name and other.start_seconds <= entry.end_seconds and entry.start_seconds <= other.end_seconds
            for other in self._noted
        )
        if not any(again):
            self._noted.append(entry)


def thinking_asked_for(segments: Iterable[Segment]) -> float:
    """Return for how many seconds the candidate has asked to think at the end of what was heard; 0 for not at all."""
    words = [word.text for segment in segments for word in segment.words if not word.echo]
    found = list(_THINKING.finditer(" ".join(words[-14:]).lower().replace("\u2019", "'")))
    if not found:
        return 0.0
    match found[-1]["unit"], found[-1]["much"]:
        case ("minute" | "minutes", "two" | "a few"):
            return 4 * _HALF_A_MINUTE
        case ("minute" | "minutes", "a" | "one"):
            return 2 * _HALF_A_MINUTE
    return _HALF_A_MINUTE
