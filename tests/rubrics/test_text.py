"""Passages: tokens, offsets, contractions, pauses."""

from hypothesis import given
from hypothesis import strategies as st

from rubrics.clauses import find_clause_starts
from rubrics.stems import Stemmer
from rubrics.text import Passage
from speech.transcript import Segment, Transcript, Word

STEMMER = Stemmer({"gave": "give", "given": "give", "lost": "lose"})


def texts(text: str) -> list[str]:
    return [token.text for token in Passage.from_text(text).tokens]


@given(st.text())
def test_every_token_lies_in_its_word_and_in_the_text(text):
    passage = Passage.from_text(text)
    for token in passage.tokens:
        assert 0 <= token.start < token.end <= len(text)
        word = passage.words[token.word]
        assert word.start <= token.start < word.end


@given(st.text())
def test_tokens_come_in_order(text):
    starts = [token.start for token in Passage.from_text(text).tokens]
    assert starts == sorted(starts)


def test_a_contraction_becomes_two_words_with_the_span_of_the_whole():
    text = "We don\u2019t wait"
    tokens = Passage.from_text(text).tokens
    assert [token.text for token in tokens] == ["we", "do", "not", "wait"]
    assert {text[token.start : token.end] for token in tokens[1:3]} == {"don\u2019t"}


def test_contractions_without_apostrophe_read_the_same():
    for written in ("it isn't ours, we won't", "it isnt ours we wont", "it isn t ours we won t"):
        assert texts(written) == ["it", "is", "not", "ours", "we", "will", "not"]


def test_the_s_of_a_noun_is_a_verb_only_before_what_follows_a_verb():
    assert texts("the problem's not the driver's phone") == ["the", "problem", "is", "not", "the", "driver", "phone"]


def test_signs_and_glued_units_are_words_of_their_own():
    assert texts("$0.15 in 150ms at 99.99% p95") == ["$", "0.15", "in", "150", "ms", "at", "99.99", "%", "p95"]


def test_a_transcript_keeps_its_words_times_and_confidence():
    words = (Word("Two", 1.0, 1.2, 0.9), Word("seconds,", 1.3, 1.6, 0.3), Word("then", 2.5, 2.7, 0.8))
    passage = Passage.from_transcript(Transcript("whisper", "base", "en", (Segment(1.0, 2.7, words),)))
    assert passage.text == "Two seconds, then"
    assert [passage.text[word.start : word.end] for word in passage.words] == ["Two", "seconds,", "then"]
    assert [word.confidence for word in passage.words] == [0.9, 0.3, 0.8]
    assert [token.word for token in passage.tokens] == [0, 1, 2]


def test_a_pause_separates_where_there_is_no_comma():
    words = (Word("wait", 0.0, 0.3), Word("what", 1.0, 1.2), Word("now", 1.3, 1.5))
    passage = Passage.from_transcript(Transcript("whisper", "base", "en", (Segment(0.0, 1.5, words),)))
    assert [token.gap for token in passage.tokens] == [0, 1, 0]


def test_clauses_are_the_same_with_and_without_punctuation():
    written = "We cache the price, but it is old. If it fails, we call."
    heard = "we cache the price but it is old if it fails we call"
    starts = [find_clause_starts(Passage.from_text(text).tokens) for text in (written, heard)]
    assert starts[0] == starts[1]


def test_inflections_share_a_key():
    for forms in (
        ("sacrifice", "sacrifices", "sacrificing", "sacrificed"),
        ("stop", "stops", "stopped", "stopping"),
        ("retry", "retries", "retried"),
        ("prioritise", "prioritize", "prioritised", "prioritizing"),
        ("cancel", "cancelled", "cancels"),
        ("give", "gave", "given", "giving"),
    ):
        assert len({STEMMER.stem(form) for form in forms}) == 1, forms


def test_different_words_keep_different_keys():
    assert STEMMER.stem("loss") != STEMMER.stem("lose")
    assert STEMMER.stem("process") != STEMMER.stem("proceed")
