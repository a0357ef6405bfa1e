"""The band: wide enough for what a recogniser mishears, and wider the more it does."""

import json
import random
from pathlib import Path

import pytest

from rubrics.loader import load_rubric
from rubrics.scorer import Scorer, expected_word_error
from rubrics.text import Passage
from speech.transcript import Word

SCORER = Scorer(load_rubric())
LINES = (Path(__file__).parents[1] / "corpus" / "tuned" / "house-1" / "answers.jsonl").read_text("utf-8").splitlines()
SPOKEN = [json.loads(line)["text"] for line in LINES if json.loads(line)["level"] in ("strong", "middle")]


def misheard(text: str, share: float, chance: random.Random) -> str:
    """Return the text with a share of its words replaced, left out, or followed by one that nobody said."""
    words = text.split()
    said = []
    for word in words:
        error = chance.random() / share
        if error >= 0.85:
            said.append(word)
        if error < 0.6 or 0.85 <= error < 1:
            said.append(chance.choice(words).lower())
    return " ".join(said)


@pytest.mark.parametrize("share", [0.05, 0.09, 0.13])
def test_the_band_holds_the_mark_of_what_was_really_said(share):
    held = total = 0
    for text in SPOKEN:
        truth = SCORER.score(Passage.from_text(text)).overall
        assert truth is not None
        for seed in range(5):
            noisy = Passage.from_text(misheard(text, share, random.Random(seed)))
            band = SCORER.score(noisy, word_error=share).band
            assert band is not None
            held += band[0] <= truth <= band[1]
            total += 1
    assert held / total >= 0.75


def test_the_band_widens_with_the_expected_errors():
    def width(engine: str, model: str) -> float:
        error = expected_word_error(SCORER.rubric, engine, model)
        band = SCORER.score(Passage.from_text(SPOKEN[1]), word_error=error).band
        assert band is not None
        return band[1] - band[0]

    assert width("text", "") < width("whisper", "small.en") < width("whisper", "tiny.en") < width("sphinx", "en-us")
    assert width("whisper", "a-model-of-ones-own") == pytest.approx(width("whisper", "another"))


def test_words_the_recogniser_doubted_earn_nothing_and_widen_the_band():
    text = SPOKEN[0].split()

    def heard(confidence: float) -> Passage:
        return Passage.from_words(Word(word, at * 0.4, at * 0.4 + 0.3, confidence) for at, word in enumerate(text))

    sure, unsure = SCORER.score(heard(0.95)), SCORER.score(heard(0.2))
    # Words of up to three letters are often doubted and count all the same.
    assert len(unsure.findings) <= len(sure.findings) / 10
    assert (sure.overall or 0) > (unsure.overall or 0) + 30
    assert sure.band is not None
    assert unsure.band is not None
    assert unsure.band[1] - (unsure.overall or 0) > sure.band[1] - (sure.overall or 0)
