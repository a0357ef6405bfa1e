from pathlib import Path

import pytest

from desktop.program import helper_command
from speech.audio_file import duration_seconds
from speech.conversation import ask
from speech.errors import VoiceMissing
from speech.messages import ListVoices, Speak, UtteranceRendered, VoicesListed
from speech.worker import Helper, Listener
from tests.conftest import needed

pytestmark = pytest.mark.real
QUESTION = "How would you keep the stock count right on every channel?"


def start(name: str, listener: Listener) -> Helper:
    return Helper(helper_command(name), listener)


def rendered(folder: Path, text: str = QUESTION, words_per_minute: int = 160, voice: str | None = None) -> Path:
    order = Speak(text, str(folder), voice=voice, words_per_minute=words_per_minute, play=False)
    said = ask(start, "speak", order, UtteranceRendered)
    assert isinstance(said, UtteranceRendered)
    assert said.seconds == pytest.approx(duration_seconds(Path(said.path)))
    return Path(said.path)


def test_a_question_is_rendered_and_slower_is_longer(tmp_path: Path) -> None:
    needed("espeak-ng")
    assert 2 < duration_seconds(rendered(tmp_path)) < 8
    assert duration_seconds(rendered(tmp_path, words_per_minute=110)) > duration_seconds(rendered(tmp_path)) * 1.2


def test_a_long_question_is_rendered_to_its_end(tmp_path: Path) -> None:
    needed("espeak-ng")
    assert duration_seconds(rendered(tmp_path, text=QUESTION * 12)) > 9 * duration_seconds(rendered(tmp_path))


def test_the_same_words_are_rendered_once(tmp_path: Path) -> None:
    needed("espeak-ng")
    first = rendered(tmp_path)
    made_at = first.stat().st_mtime_ns
    assert rendered(tmp_path) == first
    assert first.stat().st_mtime_ns == made_at
    assert rendered(tmp_path, text="Another question?") != first
    assert not list(tmp_path.glob("part-*"))


def test_english_voices_are_listed_and_can_be_chosen(tmp_path: Path) -> None:
    needed("espeak-ng")
    listed = ask(start, "speak", ListVoices(), VoicesListed)
    assert isinstance(listed, VoicesListed)
    assert listed.voices
    assert all("en" in voice for voice in listed.voices)
    assert rendered(tmp_path, voice=listed.voices[0]).exists()


def test_a_machine_without_a_speech_engine_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The library is hidden from the helper the way a missing package hides it: it cannot be loaded.
    (tmp_path / "sitecustomize.py").write_text(
        "import ctypes\nreal = ctypes.cdll.LoadLibrary\n"
        "def load(name):\n"
        "    if 'espeak' in str(name):\n        raise OSError(f'{name}: cannot open shared object file')\n"
        "    return real(name)\n"
        "ctypes.cdll.LoadLibrary = load\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(VoiceMissing) as error:
        rendered(tmp_path)
    assert "\n" not in str(error.value)
    assert "espeak-ng" in str(error.value)
