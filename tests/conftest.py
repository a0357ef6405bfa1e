"""What several tests share: a private home, a sound card that exists only in memory, spoken sentences."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

# Before any test imports Qt: no screen is needed, and none of the user's is touched.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

DATA = Path(__file__).parent / "data"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `make faults` ask for the long form."""
    parser.addoption("--every-step", action="store_true", help="kill at each step, not at each seventh")


@pytest.fixture(scope="session")
def every(request: pytest.FixtureRequest) -> int:
    """At which steps work is killed: 1 for each, 7 for each seventh."""
    return 1 if request.config.getoption("--every-step") else 7


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty ROSTRUM_HOME; no test ever sees the user's."""
    folder = tmp_path / "home"
    monkeypatch.setenv("ROSTRUM_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def whisper_mini() -> Path:
    """The small Whisper-shaped model: it understands espeak-ng voices and its own sentences."""
    return DATA / "whisper-mini"


@pytest.fixture
def rostrum(home: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the program as a user does, in a process of its own."""

    def run(
        *arguments: str | Path, stdin: str | bytes = "", timeout_seconds: float = 100, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [sys.executable, "-m", "desktop", *map(str, arguments)],
            input=given,
            capture_output=True,
            timeout=timeout_seconds,
            env={**os.environ, **environment},
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


def needed(program: str) -> str:
    """Return the program's path, or skip with the reason."""
    found = shutil.which(program)
    if not found:
        pytest.skip(f"{program} is not installed; `make test` installs it")
    return found


@pytest.fixture(scope="session")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Speak a text to a WAV file with flite's voice `rms`, which pocketsphinx understands."""
    folder = tmp_path_factory.mktemp("flite")

    def speak(text: str) -> Path:
        path = folder / f"{abs(hash(text))}.wav"
        subprocess.run([needed("flite"), "-voice", "rms", "-t", text, "-o", str(path)], check=True)
        return path

    return speak


@pytest.fixture(scope="session")
def spoken_by_espeak(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Speak a text to a WAV file with espeak-ng, which the small model understands."""
    folder = tmp_path_factory.mktemp("espeak")

    def speak(text: str) -> Path:
        path = folder / f"{abs(hash(text))}.wav"
        subprocess.run([needed("espeak-ng"), "-v", "en-us", "-s", "160", "-w", str(path), text], check=True)
        return path

    return speak


class SoundCard:
    """A private PulseAudio: what is played into `mouth` is what the microphone hears."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment

    def control(self, *arguments: str) -> str:
        """Run pactl."""
        done = subprocess.run(
            ["pactl", *arguments], check=True, capture_output=True, env={**os.environ, **self.environment}
        )
        return done.stdout.decode()

    def speak(self, path: Path) -> "subprocess.Popen[bytes]":
        """Begin to play a file into the microphone."""
        return subprocess.Popen(["paplay", "--device=mouth", str(path)], env={**os.environ, **self.environment})


@contextmanager
def private_sound_card(folder: Path) -> Iterator[SoundCard]:
    """Run a sound card of its own, with its own folders, never the user's."""
    folder.chmod(0o700)
    socket = folder / "native"
    environment = {
        "PULSE_SERVER": f"unix:{socket}",
        "PULSE_RUNTIME_PATH": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "HOME": str(folder),
    }
    modules = (
        f"module-native-protocol-unix socket={socket} auth-anonymous=1",
        "module-null-sink sink_name=loudspeaker",
        "module-null-sink sink_name=mouth",
        "module-remap-source master=mouth.monitor source_name=microphone",
    )
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=0", "--log-target=stderr"]
    command += [argument for module in modules for argument in ("-L", module)]
    process = subprocess.Popen(command, env={**os.environ, **environment}, stderr=subprocess.DEVNULL)
    card = SoundCard(environment)
    try:
        _wait_for(card, process)
        card.control("set-default-sink", "loudspeaker")
        card.control("set-default-source", "microphone")
        yield card
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def sound_card_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoundCard]:
    """Start the sound card once."""
    needed("pulseaudio")
    with private_sound_card(tmp_path_factory.mktemp("pulse")) as card:
        yield card


def _wait_for(card: SoundCard, process: "subprocess.Popen[bytes]") -> None:
    give_up_at = time.monotonic() + 20
    while time.monotonic() < give_up_at and process.poll() is None:
        try:
            if "microphone" in card.control("list", "short", "sources"):
                return
        except subprocess.CalledProcessError:
            time.sleep(0.05)
    pytest.fail("the private PulseAudio did not start")


@pytest.fixture
def sound_card(sound_card_process: SoundCard, monkeypatch: pytest.MonkeyPatch) -> SoundCard:
    """The sound card, in the environment of whatever this test starts."""
    for name, value in sound_card_process.environment.items():
        if name != "HOME":
            monkeypatch.setenv(name, value)
    return sound_card_process


@pytest.fixture
def no_sound_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without any sound: PulseAudio is nowhere to be found."""
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nowhere")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


def error_rate(wanted: str, heard: str) -> float:
    """Return the word error rate: substitutions, deletions and insertions over the words wanted."""
    wanted_words, heard_words = _plain(wanted), _plain(heard)
    row = list(range(len(heard_words) + 1))
    for number, word in enumerate(wanted_words, start=1):
        diagonal, row[0] = row[0], number
        for column, other in enumerate(heard_words, start=1):
            diagonal, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, diagonal + (word != other))
    return row[-1] / len(wanted_words)


def _plain(text: str) -> list[str]:
    return ["".join(letter for letter in word if letter.isalnum()) for word in text.lower().replace("-", " ").split()]
