"""An interview that is typed: the same clock and the same interviewer, in the time that speaking would take."""

import re
from collections.abc import Callable, Iterable, Iterator

from desktop.practice.dialogue import open_dialogue
from desktop.practice.interjection import Interjection, Kind
from desktop.practice.interview import (
    Clock,
    Event,
    Interview,
    PhaseTime,
    Thinking,
    advance,
    phase_times,
    prepare,
    read_clock,
)
from desktop.practice.sitting import Sitting
from rubrics.scorer import Scorer
from speech.messages import Listened, SpeechChanged
from speech.transcript import Segment, Transcript, Word

_WORDS_PER_MINUTE = 150
# After a sentence a speaker breathes; after a line the interviewer may speak; at the end of an answer they will.
_BREATH_SECONDS = 0.4
_PAUSE_SECONDS = 2.2
_REST_SECONDS = 8.0
_MOST_UNANSWERED = 3
_SENTENCE = re.compile(r"(?<=[.?!])\s+")


class TypedInterview:
    """One interview with typed answers; `tell` is told of everything the interviewer says, when it is said.

    Nothing is recorded. Times are those of somebody who speaks 150 words a minute.
    """

    def __init__(self, sitting: Sitting, scorer: Scorer, tell: Callable[[Interjection], None]) -> None:
        self._tell = tell
        self._dialogue, self.question, self._opening = open_dialogue(sitting, scorer)
        self._seconds = 0.0
        self._segments: list[Segment] = []
        self._interview: Interview = prepare(sitting.format, sitting.time_calls, strict=sitting.strict)
        for event in (Event.BEGUN, Event.QUESTION_SPOKEN, Event.RECORDING_STARTED):
            self._interview, _ = advance(self._interview, event, 0.0)

    @property
    def clock(self) -> Clock:
        """What the clock shows."""
        return read_clock(self._interview, self._seconds)

    @property
    def said(self) -> tuple[Interjection, ...]:
        """Everything the interviewer has said after the question."""
        return self._dialogue.said

    @property
    def phase_times(self) -> tuple[PhaseTime, ...]:
        """Planned and spent time of each phase."""
        return phase_times(self._interview, self._seconds)

    @property
    def transcript(self) -> Transcript:
        """Everything that was typed."""
        return Transcript("text", "", "en", tuple(self._segments))

    def run(self, answers: Iterable[Iterable[str]]) -> None:
        """Hear answers of lines, one after the other; after each the interviewer asks what there is to ask."""
        if self._opening:
            self._dialogue.prepare(self._opening, 0.0)
            self._end()
        for answer in answers:
            self._dialogue.handed_over = False
            for line in answer:
                self._hear(line)
                self._converse()
            self._dialogue.handed_over = True
            self._wait(_REST_SECONDS)
            self._converse()
        while self._dialogue.unanswered < _MOST_UNANSWERED:
            self._wait(_REST_SECONDS)
            if not self._converse():
                break

    def _hear(self, line: str) -> None:
        segments = [self._segment(sentence) for sentence in _SENTENCE.split(line.strip()) if sentence.split()]
        if not segments:
            return
        self._segments += segments
        begun_seconds = segments[0].start_seconds or 0.0
        self._dialogue.hear(SpeechChanged(begun_seconds, speaking=True), ())
        self._dialogue.hear(SpeechChanged(self._seconds, speaking=False), ())
        thinking_seconds = self._wait(_PAUSE_SECONDS)
        if thinking_seconds:
            self._interview, _ = advance(self._interview, Thinking(thinking_seconds), self._seconds)

    def _segment(self, sentence: str) -> Segment:
        words = []
        for text in sentence.split():
            end_seconds = self._seconds + 60 / _WORDS_PER_MINUTE
            words.append(Word(text, round(self._seconds, 3), round(end_seconds - 0.05, 3)))
            self._seconds = end_seconds
        segment = Segment(words[0].start_seconds, words[-1].end_seconds, tuple(words))
        self._seconds += _BREATH_SECONDS
        return segment

    def _wait(self, seconds: float) -> float:
        self._seconds += seconds
        return self._dialogue.hear(Listened(self._seconds, 0), self._segments)

    def _converse(self) -> bool:
        """Let the interviewer say what there is a reason to say now; return whether there was any."""
        self._interview, effects = advance(self._interview, Event.TICKED, self._seconds)
        for effect in effects:
            if not isinstance(effect, str):
                self._dialogue.call_time(effect, self._seconds)
        remark = self._dialogue.next(self.clock, self._seconds)
        if remark is None:
            return False
        if remark.kind is Kind.NEXT_PHASE:
            self._interview, _ = advance(self._interview, Event.PHASE_ENDED, self._seconds)
        self._dialogue.prepare(remark, self.clock.elapsed_seconds)
        self._dialogue.begin(self._seconds)
        self._wait(len(remark.text.split()) * 60 / _WORDS_PER_MINUTE)
        self._end()
        return True

    def _end(self) -> None:
        entry = self._dialogue.end(self._seconds)
        if entry:
            self._tell(entry)


def lines_of(text: str) -> Iterator[str]:
    """Yield the sentences of a text that was written beforehand, each as a line."""
    yield from (sentence for line in text.splitlines() for sentence in _SENTENCE.split(line.strip()) if sentence)
