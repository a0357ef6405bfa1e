"""A growing answer is judged like the whole, wherever it was cut."""

import json
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.catalogue import Catalogue
from rubrics.loader import load_rubric
from rubrics.openings import OPENING_SIGNALS
from rubrics.running import OPEN_WORDS, RunningScore
from rubrics.scorer import Scorer
from rubrics.text import Passage
from rubrics.wording import word_list
from speech.transcript import Word

SCORER = Scorer(load_rubric())
CASE = Catalogue(Path("/nonexistent")).case("remote-command")
CORPUS = Path(__file__).parents[1] / "corpus" / "tuned"
TEXTS = [
    json.loads(line)["text"]
    for file in (
        CORPUS / "house-1" / "answers.jsonl",
        *sorted(CORPUS.glob("house-*/passages.jsonl")),
    )
    for line in file.read_text("utf-8").splitlines()
    if line.strip()
]
OWN = "The lock must never open for a stranger, and each mistake costs us twelve dollars in refunds."
ASKED = "So what happens when the network drops halfway through a command and nobody notices it at all?"
# Words that are cut, counted or joined with their neighbours, and words that make lists of keywords.
TRICKY = word_list(
    "don t can not won't it s twenty five point two percent of every p ninety nine dollars item potent s l a e t a"
    " roll back because but if then and retry latency revenue Kafka Postgres the we. must, never fails? so that um"
)


def timed(texts: list[str], *, slow: frozenset[int] = frozenset(), doubted: frozenset[int] = frozenset()) -> list[Word]:
    words, at = [], 0.0
    for number, text in enumerate(texts):
        at += 1.5 if number in slow else 0.0
        words.append(Word(text, at, at + 0.3, 0.2 if number in doubted else 0.9))
        at += 0.35
    return words


def cut(words: list[Word], lengths: list[int]) -> list[list[Word]]:
    pieces, at, number = [], 0, 0
    while at < len(words):
        length = lengths[number % len(lengths)]
        pieces.append(words[at : at + length])
        at, number = at + length, number + 1
    return pieces


@settings(deadline=None, max_examples=20)
@given(
    st.lists(st.sampled_from(TEXTS), min_size=3, max_size=12),
    st.lists(st.sampled_from((1, 3, 9, 20, 60, 61, 140)), min_size=1, max_size=6).filter(lambda cuts: max(cuts) > 3),
    st.booleans(),
    st.frozensets(st.integers(0, 900), max_size=30),
)
def test_each_piece_gives_what_the_whole_gives(texts, lengths, bare, odd):
    text = " ".join(texts)
    words = timed((re.sub(r"[.,;:?!]", "", text).lower() if bare else text).split(), slow=odd, doubted=odd)
    running = RunningScore(SCORER, CASE)
    pieces, heard = cut(words, lengths), 0
    for number, piece in enumerate(pieces):
        findings = running.add(piece)
        heard += len(piece)
        if number % 5 == 2 or heard == len(words):
            whole = SCORER.score(Passage.from_words(words[:heard]), CASE)
            assert findings == whole.findings
            assert running.score() == whole


@settings(deadline=None, max_examples=5)
@given(
    st.lists(st.sampled_from(TRICKY) | st.sampled_from(TEXTS), min_size=60, max_size=160),
    st.sampled_from((11, 33, 60)),
)
def test_words_that_hang_together_are_cut_alike(texts, length):
    words = timed(" ".join(texts).split()[:700])
    running = RunningScore(SCORER, None)
    for piece in cut(words, [length]):
        running.add(piece)
    assert running.score() == SCORER.score(Passage.from_words(words))


@pytest.mark.parametrize("seed", [7, 8, 13, 33, 45, 55])
def test_the_vote_hears_nothing_beside_a_rule_that_matched_before_the_seam(seed):
    chance = random.Random(seed)
    texts = [
        chance.choice(TRICKY) if chance.random() < 0.5 else chance.choice(TEXTS) for _ in range(chance.randint(60, 160))
    ]
    length = chance.choice((11, 33, 60))
    words = timed(" ".join(texts).split()[:700])
    running = RunningScore(SCORER, None)
    for piece in cut(words, [length]):
        running.add(piece)
    assert running.score() == SCORER.score(Passage.from_words(words))


def test_no_rule_of_several_steps_reaches_further_than_what_is_open():
    # Behind the last word of a rule stand those by which salad is told from speech.
    salad = 25
    for rule in SCORER.rubric.rules:
        within = getattr(rule.check, "within", 0)
        if rule.signal not in OPENING_SIGNALS:
            assert within + salad <= OPEN_WORDS, f"{rule.id} reaches {within} words: raise OPEN_WORDS"


def test_a_finding_near_the_end_changes_when_the_sentence_goes_on():
    begin = ["filler words so that nothing is near the beginning any more"] * 40
    half = word_list("We batch the readings every minute, which keeps the bill low")
    running = RunningScore(SCORER)
    running.add(timed(" ".join(begin).split()))
    before = {finding.signal for finding in running.add(timed(half))}
    after = {finding.signal for finding in running.add(timed(word_list("but the page is a minute behind.")))}
    assert "tradeoff.explicit" not in before
    assert "tradeoff.explicit" in after


def test_what_was_said_long_before_is_still_known_to_be_said_twice():
    choice = "Ninety nine percent of the replies to a shop take less than two seconds. "
    text = choice + " ".join(TEXTS[:12]) + " " + choice
    running = RunningScore(SCORER)
    for piece in cut(timed(text.split()), [60]):
        findings = running.add(piece)
    said = [finding.quote for finding in findings if finding.quote in choice]
    assert said
    assert said == [finding.quote for finding in SCORER.findings(Passage.from_text(text)) if finding.quote in choice]


@pytest.mark.parametrize("provisional", [True, False])
def test_the_programs_own_words_neither_earn_nor_cost(provisional):
    own = OWN.split()
    asked = ASKED.split()
    words = timed([*own, *asked, *own[:3]])
    echoes = range(len(own), len(own) + len(asked))
    heard = [replace(word, echo=number in echoes) for number, word in enumerate(words)]
    running = RunningScore(SCORER, provisional=provisional)
    running.add(heard[:20])
    running.add(heard[20:])
    whole = SCORER.score(Passage.from_words(heard), provisional=provisional)
    assert running.score() == whole
    assert whole.findings
    assert all(
        finding.last_word < len(own) or finding.first_word >= len(own) + len(asked) for finding in whole.findings
    )
    heard_all = SCORER.findings(Passage.from_words(words))
    assert any(len(own) <= finding.first_word < len(own) + len(asked) for finding in heard_all)


def test_nothing_so_far_is_no_score():
    running = RunningScore(SCORER, CASE, "opening-drill")
    assert running.add([]) == ()
    assert running.score().overall is None
