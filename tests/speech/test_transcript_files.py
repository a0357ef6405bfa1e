import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech.transcript import Segment, Transcript, TranscriptError, Word
from speech.transcript_files import (
    read_captions,
    read_plain_text,
    transcript_document,
    transcript_from_document,
    write_transcript,
)

WORDS = (Word("We", 0.5, 0.7, 0.9), Word("commit", 0.7, 1.2, 0.4), Word("<now>", 1.3, 1.9, None))
TRANSCRIPT = Transcript("sphinx", "en-us", "en", (Segment(0.5, 2.0, WORDS), Segment(3.0, 4.0, (), heard=False)))

texts = st.text(st.characters(exclude_categories=("Cs", "Zs", "Zl", "Zp", "Cc")), min_size=1).filter(
    lambda text: text.split() == [text]
)
seconds = st.none() | st.floats(0, 1e6)
words = st.builds(Word, texts, st.none(), st.none(), st.none() | st.floats(0, 1))
segments = st.builds(Segment, seconds, seconds, st.tuples(words, words) | st.just(()), st.booleans())
transcripts = st.builds(Transcript, texts, texts, texts, st.lists(segments, max_size=4).map(tuple))


@given(transcripts)
def test_json_gives_back_what_was_written(transcript: Transcript) -> None:
    assert transcript_from_document(json.loads(write_transcript(transcript, "json"))) == transcript


def test_the_json_is_the_contract() -> None:
    document = transcript_document(TRANSCRIPT)
    assert {"engine", "model", "language", "segments"} == set(document)
    assert document["segments"][0]["words"][0] == {"text": "We", "start": 0.5, "end": 0.7, "confidence": 0.9}


def test_srt_and_vtt_have_their_times() -> None:
    assert write_transcript(TRANSCRIPT, "srt") == "1\n00:00:00,500 --> 00:00:01,900\nWe commit <now>\n\n"
    assert write_transcript(TRANSCRIPT, "vtt") == "WEBVTT\n\n00:00:00.500 --> 00:00:01.900\nWe commit &lt;now&gt;\n\n"


def test_text_names_what_was_not_heard() -> None:
    assert write_transcript(TRANSCRIPT, "text") == "We commit <now>\n[not heard]\n"


@pytest.mark.parametrize("format_", ["srt", "vtt"])
def test_captions_give_back_the_words_in_their_time(format_: str) -> None:
    read = read_captions(write_transcript(TRANSCRIPT, format_))
    # A tag is taken out of a caption, an escaped one is text.
    wanted = "We commit" if format_ == "srt" else "We commit <now>"
    assert read.text == wanted
    heard = list(read.words)
    assert heard[0].start_seconds == 0.5
    assert heard[-1].end_seconds == pytest.approx(1.9)
    assert all(a.end_seconds == b.start_seconds for a, b in itertools.pairwise(heard))


def test_an_hour_is_written_as_one() -> None:
    late = Transcript("w", "m", "en", (Segment(0, 1, (Word("late", 3661.2346, 3662.0),)),))
    assert "01:01:01,235 --> 01:01:02,000" in write_transcript(late, "srt")


def test_an_entry_of_two_words_becomes_two() -> None:
    document = {"segments": [{"words": [{"text": "New York", "start": 1.0, "end": 2.0, "confidence": 0.3}]}]}
    assert [word.text for word in transcript_from_document(document).words] == ["New", "York"]
    assert [word.confidence for word in transcript_from_document(document).words] == [0.3, 0.3]


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ([], "segments"),
        ({"segments": {}}, "segments"),
        ({"segments": [3]}, "segments[0]"),
        ({"segments": [{"words": [{}]}]}, "segments[0].words[0]"),
        ({"segments": [{"words": [{"text": "  "}]}]}, "segments[0].words[0]"),
        ({"segments": [{"words": [{"text": "a", "start": "1"}]}]}, "segments[0].words[0].start"),
        ({"segments": [{"words": [{"text": "a", "start": float("nan")}]}]}, "segments[0].words[0].start"),
        ({"segments": [{"words": [{"text": "a", "start": 2, "end": 1}]}]}, "segments[0].words[0]"),
        ({"segments": [{"words": [{"text": "a", "start": -1}]}]}, "segments[0].words[0].start"),
    ],
)
def test_a_broken_transcript_is_named_with_its_place(document: object, place: str) -> None:
    with pytest.raises(TranscriptError) as error:
        transcript_from_document(document)
    assert place in str(error.value)
    assert "\n" not in str(error.value)


def test_no_caption_is_an_error() -> None:
    with pytest.raises(TranscriptError):
        read_captions("just text\n")


def test_plain_text_has_words_without_times() -> None:
    assert [word.text for word in read_plain_text(" two\n words ").words] == ["two", "words"]
    assert read_plain_text("x").end_seconds == 0
