from pathlib import Path

import pytest

from desktop.practice.stenographer import Stenographer, order_transcript
from speech import messages
from speech.errors import HelperLost, ModelMissing
from speech.models import SPHINX, Recogniser
from speech.transcript import Segment, Word
from tests.fake_helper import FakeHelper


class Desk:
    """A stenographer whose helpers the test speaks for."""

    def __init__(self, follow: bool = True) -> None:
        self.helpers: list[FakeHelper] = []
        self.stenographer = Stenographer(order_transcript(Path("answer.wav"), SPHINX, follow=follow), self.start)

    def start(self) -> FakeHelper:
        self.helpers.append(FakeHelper())
        return self.helpers[-1]

    def hears(self, *said: messages.Message) -> "Desk":
        for message in said:
            self.stenographer.hear(message)
        return self

    @property
    def order(self) -> messages.Transcribe:
        order = self.helpers[-1].told[0]
        assert isinstance(order, messages.Transcribe)
        return order


LOADED = messages.RecogniserLoaded("sphinx", "en-us")
DIED = messages.HelperEnded(-9)


def piece(start_seconds: float, *words: str) -> tuple[messages.Message, ...]:
    end_seconds = start_seconds + 5
    segment = Segment(start_seconds, end_seconds, tuple(Word(word, start_seconds, end_seconds, 0.9) for word in words))
    return (
        messages.PieceBegun(start_seconds, end_seconds),
        messages.SegmentHeard(segment),
        messages.TranscriptionProgressed(end_seconds, 60),
    )


def test_what_was_heard_becomes_the_transcript() -> None:
    desk = Desk().hears(LOADED, *piece(0, "a"), *piece(10, "b", "c"))
    assert desk.stenographer.words == 3
    assert not desk.stenographer.finished
    desk.hears(messages.TranscriptionFinished("en", 60), messages.HelperEnded(0))
    assert desk.stenographer.transcript is not None
    assert desk.stenographer.transcript.text == "a b c"
    assert (desk.stenographer.transcript.engine, desk.stenographer.heard_seconds) == ("sphinx", 60)
    assert len(desk.helpers) == 1


def test_a_helper_that_dies_goes_on_where_it_was_and_nothing_comes_twice() -> None:
    desk = Desk().hears(LOADED, *piece(0, "a"), *piece(10, "b")[:2], DIED)
    assert len(desk.helpers) == 2
    assert desk.order.from_seconds == 10
    assert desk.order.follow
    desk.hears(LOADED, *piece(10, "b"), *piece(20, "c"), messages.TranscriptionFinished("en", 60))
    assert desk.stenographer.transcript is not None
    assert desk.stenographer.transcript.text == "a b c"


def test_a_piece_that_kills_twice_is_marked_as_not_heard_and_the_rest_goes_on() -> None:
    desk = Desk().hears(LOADED, *piece(0, "a"), piece(10)[0], DIED, LOADED, piece(10)[0], DIED)
    assert desk.order.from_seconds == 15
    desk.hears(LOADED, *piece(20, "c"), messages.TranscriptionFinished("en", 60))
    transcript = desk.stenographer.transcript
    assert transcript is not None
    assert [segment.heard for segment in transcript.segments] == [True, False, True]
    assert (transcript.segments[1].start_seconds, transcript.segments[1].end_seconds) == (10, 15)
    assert transcript.text == "a c"


def test_each_piece_has_its_own_two_tries() -> None:
    desk = Desk().hears(LOADED, piece(0)[0], DIED, LOADED, *piece(0, "a"), piece(10)[0], DIED, LOADED, *piece(10, "b"))
    desk.hears(messages.TranscriptionFinished("en", 60))
    assert desk.stenographer.transcript is not None
    assert desk.stenographer.transcript.text == "a b"


def test_a_recogniser_that_never_starts_is_a_problem_not_a_loop() -> None:
    desk = Desk().hears(DIED, DIED)
    assert len(desk.helpers) == 2
    assert isinstance(desk.stenographer.problem, HelperLost)
    assert desk.stenographer.finished


def test_a_missing_model_is_not_tried_again() -> None:
    desk = Desk().hears(messages.Failed("ModelMissing", "no model"), messages.HelperEnded(0))
    assert isinstance(desk.stenographer.problem, ModelMissing)
    assert len(desk.helpers) == 1


@pytest.mark.parametrize("dies_first", [True, False])
def test_the_end_of_the_recording_is_known_after_a_death_too(dies_first: bool) -> None:
    desk = Desk().hears(LOADED, *piece(0, "a"))
    if dies_first:
        desk.hears(DIED)
        desk.stenographer.complete()
        assert messages.RecordingComplete() in desk.helpers[-1].told
    else:
        desk.stenographer.complete()
        desk.hears(DIED)
        assert not desk.order.follow
    assert desk.order.from_seconds == 5


def test_leaving_ends_the_helper() -> None:
    desk = Desk()
    desk.stenographer.leave()
    assert desk.helpers[0].killed


def test_a_piece_on_which_the_recogniser_stumbles_is_tried_again_like_after_a_death() -> None:
    stumbled = (messages.Failed("HelperLost", "the helper failed: MemoryError"), messages.HelperEnded(1))
    desk = Desk().hears(LOADED, *piece(0, "a"), piece(10)[0], *stumbled, LOADED, piece(10)[0], *stumbled)
    desk.hears(LOADED, *piece(20, "c"), messages.TranscriptionFinished("en", 60))
    assert desk.stenographer.transcript is not None
    assert desk.stenographer.transcript.text == "a c"
    twice = Desk().hears(*stumbled, *stumbled)
    assert "MemoryError" in str(twice.stenographer.problem)


def test_a_graphics_card_that_fails_leaves_the_work_to_the_processor() -> None:
    gpu = Recogniser("whisper", "small.en", Path("models/small.en"), processor="cuda")
    helpers: list[FakeHelper] = []

    def start() -> FakeHelper:
        helpers.append(FakeHelper())
        return helpers[-1]

    stenographer = Stenographer(order_transcript(Path("answer.wav"), gpu), start)
    for message in (*piece(0, "a"), messages.Failed(ModelMissing.__name__, "CUDA failed"), messages.HelperEnded(1)):
        stenographer.hear(message)
    orders = [helper.told[0] for helper in helpers]
    assert [order.processor for order in orders if isinstance(order, messages.Transcribe)] == ["cuda", "cpu"]
    assert stenographer.problem is None
    stenographer.hear(messages.TranscriptionFinished("en", 60))
    assert stenographer.transcript is not None
    assert stenographer.transcript.text == "a"
