"""A running score: a growing answer judged again after each piece, for as little as the piece.

What a rule finds at a word depends on words near it alone: on the rest of its own wording, and on the talk around that
tells announcements, questions and salad from speech. So three stretches of an answer behave differently when words are
added behind it. The last `OPEN_WORDS` are open: a wording may go on, a sentence may turn out to be a list of keywords.
What begins before them stands. To read the open ones rightly, the `_CONTEXT_WORDS` before them are read once more, from
a place where the words were cut alike before; if they are cut differently this time, reading begins further back, in
the end at the first word. Three things reach further than that and are kept instead: how the answer opened, which
runs of words were said before, and which quotes were found before.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from cases.model import Case
from rubrics.delivery import judge_delivery
from rubrics.findings import Offset, Sighting, covers, settle, without_echoes
from rubrics.judge import count_heard
from rubrics.model import Finding, Score
from rubrics.notes import Figure, Mention, Notes
from rubrics.reading import Reading
from rubrics.salad import find_echoes, runs_of_words
from rubrics.scorer import Scorer
from rubrics.text import Passage, SpokenWord, spoken_words
from speech.transcript import Word

# A rule takes 51 tokens at most, salad is told from speech by 25 to either side, and a word is a little more than one.
OPEN_WORDS = 73
# Talk about oneself is recognised by a cue up to 30 words before.
_CONTEXT_WORDS = 90
# So long an answer has opened, and none of it is open any more.
_OPENED_WORDS = 240
# The words before the seam must be cut into the same tokens again.
_ALIKE_TOKENS = 8
# A run of words that is an echo when it comes again has so many behind its first.
_RUN_BEYOND_FIRST = 6
# Mentions of which only the first counts.
_ONCE = ("first.", "point.")

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class _Seam:
    """Where new notes begin: a token of the whole answer, which is the first of its word."""

    token: int
    word: int


@dataclass(frozen=True, slots=True)
class _Reread:
    """A reading of the last words: where it begins, and which of its tokens stands at the seam."""

    reading: Reading
    offset: Offset
    first: int


class RunningScore:
    """The judgement on an answer so far; `add` words as they are heard.

    After each piece, `findings` and `score()` are those that `Scorer` gives for all words at once.
    """

    def __init__(
        self,
        scorer: Scorer,
        case: Case | None = None,
        format_id: str = "",
        *,
        provisional: bool = False,
        word_error: float | None = None,
    ) -> None:
        self._scorer = scorer
        self._case = case
        self._judge = scorer.judge(case, format_id)
        self._marking = scorer.rubric.marking
        self._hearing = scorer.hearing(Passage.from_text(""), provisional=provisional, word_error=word_error)
        self._heard: list[Word] = []
        self._words: list[SpokenWord] = []
        self._tokens = _Tokens()
        self._plain = _Tokens()
        self._said: list[bool] = []
        self._runs: set[tuple[str, ...]] = set()
        self._runs_end = 0
        self._sightings: list[Sighting] = []
        self._mentions: list[Mention] = []
        self._figures: list[Figure] = []
        self._once: dict[str, int] = {}
        self._settled: list[Finding] = []
        self._settled_token = 0
        self.findings: tuple[Finding, ...] = ()

    def add(self, heard: Iterable[Word]) -> tuple[Finding, ...]:
        """Take in the words that were heard next and return all findings so far."""
        seam = self._seam(len(self._words) - OPEN_WORDS)
        self._append(tuple(heard))
        reread = self._read_from(seam) if seam.token else None
        if reread is None:
            seam, reread = _Seam(0, 0), self._read(_Seam(0, 0), 0)
        self._keep(seam, reread)
        self._settle(seam)
        fresh = settle([entry for entry in self._sightings if entry.match.start >= self._settled_token], self._marking)
        self.findings = (*self._settled, *without_echoes(fresh, self._settled))
        return self.findings

    def score(self) -> Score:
        """Return the whole judgement on the answer so far."""
        text = " ".join(word.text for word in self._heard)
        return self._judge.score(
            self.findings,
            Notes((), self._mentions, self._figures, ()),
            sum(self._said),
            self._hearing,
            judge_delivery(text, self._words, self._plain.texts, self._scorer.rubric.delivery),
        )

    def _seam(self, word: int) -> _Seam:
        """Return the first token of `word` or of the next that has any; the beginning while the answer opens."""
        token = self._tokens.first_of(word)
        if word < _OPENED_WORDS or token == len(self._tokens.texts):
            return _Seam(0, 0)
        return _Seam(token, self._tokens.words[token])

    def _append(self, piece: Sequence[Word]) -> None:
        start = self._words[-1].end + 1 if self._words else 0
        words = tuple(spoken_words(piece, start))
        self._words += words
        self._hearing = self._hearing.with_words(*count_heard(words, self._marking.least_confidence))
        self._heard += piece

    def _read_from(self, seam: _Seam) -> _Reread | None:
        """Return a reading of the last words that agrees with the one before about what stands before the seam."""
        context = _CONTEXT_WORDS
        while seam.word - context > 0:
            start = self._tokens.first_of(seam.word - context)
            # Not within a finding: a rule that takes several steps would begin with another step.
            while start and covers(self._sightings, start):
                start = self._tokens.first_of(self._tokens.words[start - 1])
            if start == 0:
                return None
            reread = self._read(seam, self._tokens.words[start])
            if self._agrees(reread, seam):
                return reread
            context *= 2
        return None

    def _read(self, seam: _Seam, first_word: int) -> _Reread:
        passage = Passage.from_words(self._heard[first_word:])
        reading = self._scorer.reader.read(passage, self._case, trusting=self._hearing.provisional, whole=True)
        first = bisect_left(reading.tokens, seam.word - first_word, key=lambda token: token.word)
        characters = self._words[first_word].start if first_word < len(self._words) else 0
        offset = Offset(seam.token - first, first_word, characters)
        if offset.tokens:
            echoed = find_echoes(reading.keys, self._runs_before(offset.tokens))
            reading = replace(reading, echoed=echoed, since=first)
        return _Reread(reading, offset, first)

    def _agrees(self, reread: _Reread, seam: _Seam) -> bool:
        tokens, first = reread.reading.tokens, reread.first
        if first < _ALIKE_TOKENS or first == len(tokens) or tokens[first].word + reread.offset.words != seam.word:
            return False
        before = [token.text for token in tokens[first - _ALIKE_TOKENS : first]]
        return before == self._tokens.texts[seam.token - _ALIKE_TOKENS : seam.token]

    def _runs_before(self, token: int) -> set[tuple[str, ...]]:
        """Return the runs of words that begin before a token."""
        if token < self._runs_end:
            self._runs, self._runs_end = set(), 0
        keys = self._tokens.keys[self._runs_end : token + _RUN_BEYOND_FIRST]
        self._runs.update(run for run, _ in zip(runs_of_words(keys), range(token - self._runs_end), strict=False))
        self._runs_end = token
        return self._runs

    def _keep(self, seam: _Seam, reread: _Reread) -> None:
        """Put the new notes in place of those from the seam on."""
        reading, first = reread.reading, reread.first
        self._once = {name: token for name, token in self._once.items() if token < seam.token}
        earlier = self._sightings[: bisect_left(self._sightings, seam.token, key=lambda entry: entry.match.start)]
        notes = self._judge.notes(reading, reread.offset, self._once, earlier)
        _replace_tail(self._sightings, notes.sightings, seam.token, lambda entry: entry.match.start)
        _replace_tail(self._mentions, notes.mentions, seam.token, lambda entry: entry.token)
        _replace_tail(self._figures, notes.figures, seam.token, lambda entry: entry.token)
        for mention in notes.mentions:
            if mention.name.startswith(_ONCE):
                self._once.setdefault(mention.name, mention.token)
        self._said[seam.token :] = notes.said
        base = reread.offset.words
        self._tokens.replace_from(
            seam.word,
            [(token.text, key, token.word + base) for token, key in zip(reading.tokens, reading.keys, strict=True)][
                first:
            ],
        )
        self._plain.replace_from(
            seam.word,
            [(token.text, "", token.word + base) for token in reading.passage.tokens if token.word + base >= seam.word],
        )

    def _settle(self, seam: _Seam) -> None:
        """Settle for good what lies before the seam and touches nothing behind it."""
        waiting = [entry for entry in self._sightings if entry.match.start >= self._settled_token]
        cut = seam.token
        while cut > self._settled_token and covers(waiting, cut):
            cut -= 1
        if cut > self._settled_token:
            done = settle([entry for entry in waiting if entry.match.start < cut], self._marking)
            self._settled += without_echoes(done, self._settled)
            self._settled_token = cut


class _Tokens:
    """Tokens of the whole answer: their texts, stems and words."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.keys: list[str] = []
        self.words: list[int] = []

    def first_of(self, word: int) -> int:
        """Return the first token of a word, or of the next one that has any."""
        return bisect_left(self.words, word)

    def replace_from(self, word: int, tokens: Iterable[tuple[str, str, int]]) -> None:
        """Put new tokens, as text, stem and word, in place of those from a word on."""
        first = self.first_of(word)
        del self.texts[first:], self.keys[first:], self.words[first:]
        for text, key, number in tokens:
            self.texts.append(text)
            self.keys.append(key)
            self.words.append(number)


def _replace_tail(kept: list[Entry], fresh: Iterable[Entry], token: int, place: Callable[[Entry], int]) -> None:
    del kept[bisect_left(kept, token, key=place) :]
    kept.extend(fresh)
