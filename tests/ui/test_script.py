from desktop.ui.script import Script
from speech.transcript import Segment, Transcript, Word


def said(*segments: tuple[float, str]) -> Transcript:
    """Segments that begin at a second; a word every half second."""
    made = []
    for start, text in segments:
        words = tuple(
            Word(word, start + place / 2, start + place / 2 + 0.4, 0.9) for place, word in enumerate(text.split())
        )
        made.append(Segment(start, words[-1].end_seconds, words))
    return Transcript("whisper", "base.en", "en", tuple(made))


def test_words_are_found_at_their_places() -> None:
    script = Script(said((1, "one two three"), (9, "four five")))
    text = script.text
    assert text == "one two three\nfour five"
    for index, word in enumerate(script.words):
        start, end = script.span(index, index)
        assert text[start:end] == word.text
        assert script.word_at(start) == index
    assert text[slice(*script.span(1, 3))] == "two three\nfour"
    assert script.word_at(len(text) + 5) is None


def test_places_count_as_qt_counts() -> None:
    script = Script(said((1, "a 😀 b")))
    assert script.span(2, 2) == (5, 6)


def test_a_short_pause_does_not_begin_a_paragraph() -> None:
    assert len(Script(said((1, "one two"), (3, "three"))).paragraphs) == 1
    assert len(Script(said((1, "one two"), (4.5, "three"))).paragraphs) == 2


def test_the_word_that_is_said_is_the_last_that_began() -> None:
    script = Script(said((1, "one two"), (9, "three")))
    assert [script.word_said_at(second) for second in (0.5, 1.0, 1.6, 5.0, 9.2)] == [None, 0, 1, 1, 2]


def test_words_without_times_cannot_be_said() -> None:
    words = (Word("plain"), Word("text"))
    script = Script(Transcript("", "", "en", (Segment(None, None, words),)))
    assert script.word_said_at(3) is None
    assert script.text == "plain text"


def test_a_piece_that_was_not_heard_is_said_so_and_keeps_the_order() -> None:
    lost = Segment(5.0, 17.0, (), heard=False)
    heard = said((1, "one"), (20, "two")).segments
    script = Script(Transcript("sphinx", "en-us", "en", (heard[0], lost, heard[1])))
    assert script.text.splitlines() == ["one", "[12 seconds that could not be heard]", "two"]
    text = script.text
    assert text[slice(*script.span(1, 1))] == "two"


def test_a_recording_without_a_word_says_so() -> None:
    script = Script(Transcript("whisper", "m", "en", ()))
    assert script.text.splitlines() == ["[no words were heard in this recording]"]
    assert script.word_at(3) is None
    assert not script.holds(0, 0)


def test_a_line_break_in_a_word_shifts_nothing() -> None:
    script = Script(said((1, "one two")))
    broken = Script(Transcript("", "", "en", (Segment(1, 2, (Word("o\u2029ne", 1, 1.4), Word("two", 1.5, 2))),)))
    assert len(broken.paragraphs) == len(script.paragraphs)
    text = broken.text
    assert text[slice(*broken.span(1, 1))] == "two"


def test_words_are_found_between_places_and_in_their_paragraph() -> None:
    script = Script(
        Transcript("", "", "en", (
            Segment(0, 2, (Word("one", 0, 1), Word("two", 1, 2))),
            Segment(5, 9, (), heard=False),
            Segment(12, 14, (Word("three", 12, 13), Word("four", 13, 14))),
        ))
    )  # fmt: skip
    start, end = script.span(1, 2)
    assert script.words_between(start, end) == (1, 2)
    assert script.words_between(start + 1, start + 2) == (1, 1)
    assert script.words_between(end, end) is None
    assert [script.paragraph_of(word) for word in range(4)] == [(0, 1), (0, 1), (2, 3), (2, 3)]


def test_steps_go_from_word_to_word() -> None:
    script = Script(Transcript("", "", "en", (Segment(0, 9, (Word("a", 1, 2), Word("b"), Word("c", 4, 5))),)))
    assert script.seconds_of_word(None, 1) == 1
    assert script.seconds_of_word(0, 1) == 4
    assert script.seconds_of_word(1, 1) == 4
    assert script.seconds_of_word(2, 1) == 4
    assert script.seconds_of_word(2, -1) == 1
    assert Script(Transcript("", "", "en", ())).seconds_of_word(None, 1) is None
