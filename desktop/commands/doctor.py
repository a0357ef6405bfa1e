"""`rostrum doctor`: what this machine has and lacks, each with the mend."""

import argparse
import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass

from desktop.errors import Exit
from desktop.home import HomeUnusable
from desktop.program import Program
from speech.conversation import ask
from speech.errors import SpeechError
from speech.messages import DevicesListed, ListDevices, ListVoices, Speak, UtteranceRendered, VoicesListed
from speech.models import installed_models

# Forty-five minutes of sound, twice (once more while it is compressed), and some room.
_COMFORTABLE_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """One thing the program needs: whether it is there, what there is, and the mend when it is missing."""

    part: str
    ok: bool
    found: str
    mend: str = ""


def add(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Look at each part; the exit code says whether one is missing that a rehearsal needs."""
    parts = [look(program) for look in (_folder, _microphone, _loudspeaker, _voice, _recogniser, _disk)]
    if arguments.json:
        print(json.dumps([asdict(part) for part in parts], indent=1))
    else:
        for part in parts:
            mend = f"; {part.mend}" if part.mend else ""
            print(f"{'ok' if part.ok else 'missing':8}{part.part:13}{part.found}{mend}")
    return Exit.DONE if all(part.ok for part in parts) else Exit.MISSING_HERE


def _folder(program: Program) -> Part:
    try:
        program.home.make()
    except HomeUnusable as error:
        return Part("folder", ok=False, found=str(error))
    return Part("folder", ok=True, found=f"everything is kept in {program.home.root}")


def _guarded(part: str, look: Callable[[], Part]) -> Part:
    try:
        return look()
    except (SpeechError, HomeUnusable) as error:
        return Part(part, ok=False, found=str(error))


def _devices(program: Program) -> DevicesListed:
    listed = ask(program.start_helper, "record", ListDevices(), DevicesListed)
    assert isinstance(listed, DevicesListed)  # noqa: S101 - asked for by type
    return listed


def _microphone(program: Program) -> Part:
    def look() -> Part:
        listed = _devices(program)
        mend = "" if listed.microphones else "plug one in, or allow this program to record"
        return Part("microphone", bool(listed.microphones), ", ".join(listed.microphones) or "none", mend)

    return _guarded("microphone", look)


def _loudspeaker(program: Program) -> Part:
    def look() -> Part:
        listed = _devices(program)
        mend = (
            "" if listed.speakers else "plug one in; until then questions are shown, and the report replays elsewhere"
        )
        return Part("loudspeaker", bool(listed.speakers), ", ".join(listed.speakers) or "none", mend)

    return _guarded("loudspeaker", look)


def _voice(program: Program) -> Part:
    def look() -> Part:
        program.home.make()
        order = Speak("One, two, three.", str(program.home.spoken), play=False)
        ask(program.start_helper, "speak", order, UtteranceRendered)
        listed = ask(program.start_helper, "speak", ListVoices(), VoicesListed)
        return Part("voice", ok=True, found=f"{len(getattr(listed, 'voices', ()))} English voices")

    return _guarded("voice", look)


def _recogniser(program: Program) -> Part:
    installed = installed_models(program.home.models)
    if installed:
        return Part("recogniser", ok=True, found=f"Whisper ({', '.join(installed)}) and pocketsphinx")
    return Part(
        "recogniser",
        ok=True,
        found="pocketsphinx only, which mishears about one word in eight: scores are provisional",
        mend=f"put a Whisper model's folder into {program.home.models}",
    )


def _disk(program: Program) -> Part:
    folder = next(path for path in (program.home.root, *program.home.root.parents) if path.exists())
    free_bytes = shutil.disk_usage(folder).free
    mend = "" if free_bytes >= _COMFORTABLE_BYTES else "make room: 45 minutes want 500 MB"
    return Part("disk", not mend, f"{free_bytes // 1_000_000} MB free", mend)
