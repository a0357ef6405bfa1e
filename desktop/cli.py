"""The command line: names the commands, runs one, and turns errors into one line and an exit code."""

import argparse
import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from importlib.metadata import version

from desktop.errors import Exit, exit_code_of
from desktop.home import HomeUnusable, find_home
from desktop.program import open_program

# In the order of the help. Each is a module of `desktop.commands`.
_COMMANDS = {
    "demo": "the whole main job with no screen and no microphone",
    "rehearse": "a whole interview without a window, spoken or typed",
    "loop": "a company's rounds on their days, and the committee's summary of those rehearsed",
    "cases": "list what can be practised",
    "check": "validate case and rubric files",
    "record": "record from a microphone",
    "transcribe": "transcribe an audio or video file",
    "score": "score a text, a transcript or a recording",
    "diagram": "mark or export a drawn diagram",
    "rehearsals": "list, show, export, delete and recover rehearsals",
    "models": "list, download and remove Whisper models",
    "erase": "erase everything that was kept, for good",
    "doctor": "say what this machine has and lacks",
}


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code."""
    _speak_utf8()
    name = next((argument for argument in arguments if not argument.startswith("-")), "")
    parsed = _parser(name).parse_args(arguments)
    try:
        return _run(parsed)
    except KeyboardInterrupt:
        sys.stderr.write("rostrum: stopped\n")
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone, as `| head` does: nothing to say, and nowhere to say it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except Exception as error:  # noqa: BLE001 - the last line of defence: told in one line and kept
        code = exit_code_of(error)
        if code is None:
            code = _keep_defect(error)
        else:
            sys.stderr.write(f"rostrum: {_one_line(error)}\n")
        return code


def _run(parsed: argparse.Namespace) -> int:
    command = importlib.import_module(f"desktop.commands.{parsed.command}")
    code: int = command.run(parsed, open_program())
    # Here, where a reader that has gone is understood, and not at the interpreter's end.
    sys.stdout.flush()
    return code


def _parser(name: str) -> argparse.ArgumentParser:
    """Return the parser; only the named command is loaded, the others are known by their one line."""
    parser = argparse.ArgumentParser(
        prog="rostrum",
        description="Rehearse product-manager interviews out loud; nothing leaves this machine. Without a command the"
        " window opens.",
    )
    parser.add_argument("--version", action="version", version=f"rostrum {version('rostrum')}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", required=True)
    for command, does in _COMMANDS.items():
        subparser = commands.add_parser(command, help=does, description=does[0].upper() + does[1:] + ".")
        if command == name:
            importlib.import_module(f"desktop.commands.{command}").add(subparser)
    return parser


def _keep_defect(error: Exception) -> Exit:
    """Tell an error that nobody foresaw in one line, and keep its traceback where it can be read."""
    details = "".join(traceback.format_exception(error))
    line = f"a defect in Rostrum, nothing recorded is lost: {type(error).__name__}: {' '.join(str(error).split())}"
    try:
        place = find_home().logs
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        (place / "defect.log").write_text(details, "utf-8")
        sys.stderr.write(f"rostrum: {line}; the details are in {place / 'defect.log'}\n")
    except (OSError, HomeUnusable):
        sys.stderr.write(f"{details}rostrum: {line}\n")
    return Exit.NOT_FINISHED


def _one_line(error: Exception) -> str:
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {(error.strerror or '').lower()}"
    return str(error)


def _speak_utf8() -> None:
    # A terminal or pipe of another encoding must not end a command half-way.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
