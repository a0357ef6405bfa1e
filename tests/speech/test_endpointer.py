import itertools
from collections.abc import Iterator

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech.endpointer import Endpointer, Limits, Samples, Utterance
from speech.voice_activity import FRAME_SAMPLES, VoiceActivity

FRAME_SECONDS = FRAME_SAMPLES / 16_000


def loud_is_speech(frame: Samples) -> float:
    return 0.9 if abs(int(frame[0])) > 100 else 0.05


def sound(*stretches: tuple[float, int]) -> bytes:
    """Return samples: each stretch is (seconds, amplitude)."""
    parts = [numpy.full(round(seconds * 16_000), amplitude, numpy.int16) for seconds, amplitude in stretches]
    return numpy.concatenate(parts).tobytes()


def utterances(samples: bytes, block: int = 1600, **limits: float) -> list[Utterance]:
    endpointer = Endpointer(loud_is_speech, Limits(**limits))

    def heard() -> Iterator[Utterance]:
        for start in range(0, len(samples), block):
            yield from endpointer.hear(samples[start : start + block])
        yield from endpointer.finish()

    return list(heard())


def test_two_stretches_of_speech_are_two_utterances() -> None:
    first, second = utterances(sound((1, 0), (2, 500), (1.5, 0), (1, 500), (1, 0)))
    assert first.speech_start_seconds == pytest.approx(1, abs=2 * FRAME_SECONDS)
    assert first.speech_end_seconds == pytest.approx(3, abs=2 * FRAME_SECONDS)
    assert second.speech_start_seconds == pytest.approx(4.5, abs=2 * FRAME_SECONDS)
    assert second.speech_end_seconds == pytest.approx(5.5, abs=2 * FRAME_SECONDS)
    assert first.start_seconds == pytest.approx(0.7, abs=2 * FRAME_SECONDS)


def test_a_short_pause_does_not_part_an_utterance() -> None:
    assert len(utterances(sound((1, 500), (0.4, 0), (1, 500), (1, 0)))) == 1


def test_a_click_is_no_utterance() -> None:
    assert utterances(sound((1, 0), (0.1, 500), (2, 0))) == []


def test_silence_gives_nothing() -> None:
    assert utterances(sound((5, 0))) == []
    assert utterances(b"") == []


def test_speech_up_to_the_very_end_is_kept() -> None:
    (only,) = utterances(sound((0.5, 0), (1, 500)))
    assert only.speech_end_seconds == pytest.approx(1.5, abs=2 * FRAME_SECONDS)


def test_a_long_utterance_is_cut_and_loses_nothing() -> None:
    pieces = utterances(sound((70, 500), (1, 0)), longest_seconds=28)
    assert len(pieces) >= 3
    assert all(len(piece.samples) <= 28 * 16_000 for piece in pieces)
    assert pieces[0].speech_start_seconds == 0
    for before, after in itertools.pairwise(pieces):
        assert before.speech_end_seconds == after.speech_start_seconds == after.start_seconds
    assert pieces[-1].speech_end_seconds == pytest.approx(70, abs=2 * FRAME_SECONDS)


def test_a_long_utterance_is_cut_where_speech_is_least_likely() -> None:
    quiet_at_20 = sound((20, 500), (0.2, 0), (20, 500), (1, 0))
    first = utterances(quiet_at_20, longest_seconds=28)[0]
    assert first.speech_end_seconds == pytest.approx(20.1, abs=0.15)


stretches = st.lists(st.tuples(st.floats(0.05, 3), st.sampled_from([0, 500])), min_size=1, max_size=8)


@given(stretches, st.integers(1, 9).map(lambda n: n * 700))
def test_how_the_sound_is_cut_into_blocks_changes_nothing(parts: list[tuple[float, int]], block: int) -> None:
    samples = sound(*parts)
    a, b = utterances(samples, block=block * 2), utterances(samples, block=len(samples))
    assert [(u.start_seconds, u.speech_end_seconds, len(u.samples)) for u in a] == [
        (u.start_seconds, u.speech_end_seconds, len(u.samples)) for u in b
    ]


@given(stretches)
def test_utterances_are_in_order_and_hold_their_speech(parts: list[tuple[float, int]]) -> None:
    end_seconds = 0.0
    for utterance in utterances(sound(*parts), longest_seconds=2):
        assert utterance.start_seconds <= utterance.speech_start_seconds < utterance.speech_end_seconds
        assert utterance.speech_start_seconds >= end_seconds
        assert utterance.start_seconds + len(utterance.samples) / 16_000 >= utterance.speech_end_seconds - 1e-9
        end_seconds = utterance.speech_end_seconds


def test_memory_stays_flat() -> None:
    endpointer = Endpointer(loud_is_speech)
    for _ in range(200):
        for _utterance in endpointer.hear(sound((1, 500), (1, 0))):
            pass
    assert len(endpointer._samples) < 5 * 16_000


@pytest.mark.real
def test_the_real_model_tells_speech_from_silence_and_noise() -> None:
    noise = (numpy.random.default_rng(7).normal(0, 300, 32_000)).astype(numpy.int16)
    for quiet in (numpy.zeros(32_000, numpy.int16), noise):
        activity = VoiceActivity()
        frames = quiet[: len(quiet) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)
        assert max(activity(frame) for frame in frames) < 0.5
