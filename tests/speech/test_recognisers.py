"""The real recognisers on real sound, each in its helper process."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cases.model import Term
from desktop.practice.stenographer import take_down
from desktop.program import helper_command
from speech.models import SPHINX, Recogniser, choose_recogniser
from speech.transcript import Transcript
from speech.worker import Helper, Listener
from tests.conftest import error_rate

pytestmark = pytest.mark.real

SENTENCES = (
    "Before I design anything, I want to name the hard constraint. The hard constraint here is latency, not storage."
)
ANSWER = "The business goal is to lose fewer orders. We answer in two seconds for ninety five percent of products."


def start(name: str, listener: Listener) -> Helper:
    return Helper(helper_command(name), listener)


def heard(path: Path, recogniser: Recogniser, vocabulary: tuple[Term, ...] = ()) -> Transcript:
    return take_down(path, recogniser, vocabulary, start, lambda *_: None)


def check_times(transcript: Transcript) -> None:
    at_seconds = 0.0
    for segment in transcript.segments:
        assert segment.start_seconds is not None
        assert segment.end_seconds is not None
        assert segment.start_seconds >= at_seconds
        at_seconds = segment.end_seconds
        for word in segment.words:
            assert word.start_seconds is not None
            assert word.end_seconds is not None
            assert segment.start_seconds - 0.5 <= word.start_seconds <= word.end_seconds <= segment.end_seconds + 0.5
            assert word.confidence is not None
            assert 0 <= word.confidence <= 1


def test_faster_whisper_hears_what_was_said(spoken_by_espeak: Callable[[str], Path], whisper_mini: Path) -> None:
    recogniser = choose_recogniser("whisper", str(whisper_mini), whisper_mini)
    transcript = heard(spoken_by_espeak(SENTENCES), recogniser)
    assert (transcript.engine, transcript.model, transcript.language) == ("whisper", "whisper-mini", "en")
    assert error_rate(SENTENCES, transcript.text) <= 0.1
    check_times(transcript)


def test_pocketsphinx_hears_what_was_said(spoken: Callable[[str], Path]) -> None:
    transcript = heard(spoken(ANSWER), SPHINX)
    assert (transcript.engine, transcript.model) == ("sphinx", "en-us")
    assert error_rate(ANSWER, transcript.text) <= 0.25
    check_times(transcript)


def test_pocketsphinx_learns_the_words_of_the_case(spoken: Callable[[str], Path]) -> None:
    path = spoken("We commit to two seconds of staleness for ninety five percent of products.")
    assert "staleness" not in heard(path, SPHINX).text
    assert "staleness" in heard(path, SPHINX, (Term("staleness", "stale ness", ()),)).text


@pytest.mark.parametrize("engine", ["sphinx", "whisper"])
def test_silence_gives_no_word(engine: str, whisper_mini: Path, tmp_path: Path) -> None:
    import wave

    path = tmp_path / "silence.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 2, 16_000, 0, "NONE", ""))
        sound.writeframes(bytes(320_000))
    recogniser = SPHINX if engine == "sphinx" else choose_recogniser("whisper", str(whisper_mini), whisper_mini)
    assert heard(path, recogniser).segments == ()


def test_a_human_voice(tmp_path: Path) -> None:
    path = Path(__file__).parents[3] / "shared" / "audio" / "jfk.flac"
    if not path.exists():
        pytest.skip("the recording of a human voice lies in ../shared, which is not here")
    wanted = "and so my fellow americans ask not what your country can do for you ask what you can do for your country"
    assert error_rate(wanted, heard(path, SPHINX).text) <= 0.4


def test_the_demo_answer_can_be_recognised(rostrum: Callable[..., object], tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "desktop" / "practice"
    done = rostrum("transcribe", folder / "demo_answer.flac", "--engine", "sphinx", "--format", "json")
    document = json.loads(done.stdout)  # type: ignore[attr-defined]
    words = " ".join(word["text"] for segment in document["segments"] for word in segment["words"])
    assert error_rate((folder / "demo_answer.txt").read_text("utf-8"), words) <= 0.2
