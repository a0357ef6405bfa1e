"""`rostrum record`: from a microphone to a file, with a level meter."""

import argparse
import sys
from pathlib import Path

from desktop.errors import Exit
from desktop.program import Program
from speech.conversation import Conversation
from speech.level import judge
from speech.messages import LevelMeasured, Message, Record, RecordingStarted, RecordingStopped, StopRecording

_METER_CELLS = 30
_METER_FLOOR_DBFS = -60.0


def add(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("out", metavar="OUT", type=Path, help="the WAV file to write")
    parser.add_argument("--seconds", type=_positive, help="how long to record; without it until Ctrl-C")
    parser.add_argument("--device", help="the microphone's name; `rostrum doctor` lists them")


def _positive(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError("wants a number of seconds above 0")
    return seconds


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Record until the time is over or Ctrl-C, then say what the file holds."""
    order = Record(str(arguments.out.absolute()), arguments.device or program.settings.microphone or None)
    levels: list[tuple[float, float]] = []
    with Conversation(program.start_helper, "record", order, RecordingStopped) as conversation:
        said = iter(conversation)
        while True:
            try:
                for message in said:
                    _show(message, arguments, conversation)
                    if isinstance(message, LevelMeasured):
                        levels.append((message.rms_dbfs, message.peak_dbfs))
            except KeyboardInterrupt:
                # Not an interruption but the ordinary end of a recording: the file is finished first.
                conversation.send(StopRecording())
                said = iter(conversation)
                continue
            sys.stderr.write(f"{judge(levels).advice}\n")
            return Exit.DONE


def _show(message: Message, arguments: argparse.Namespace, conversation: Conversation) -> None:
    match message:
        case RecordingStarted(device=device):
            sys.stderr.write(f"recording from {device}; Ctrl-C ends it\n")
        case LevelMeasured(recorded_seconds=seconds, rms_dbfs=rms_dbfs):
            sys.stderr.write(f"\r{seconds:7.1f} s  {meter(rms_dbfs)} {rms_dbfs:6.1f} dBFS")
            if arguments.seconds and seconds >= arguments.seconds:
                conversation.send(StopRecording())
        case RecordingStopped(path=path, recorded_seconds=seconds):
            sys.stderr.write("\n")
            print(f"{path}: {seconds:.1f} s")


def meter(level_dbfs: float) -> str:
    """Return a level as a bar of text."""
    filled = round(_METER_CELLS * (1 - min(0.0, max(level_dbfs, _METER_FLOOR_DBFS)) / _METER_FLOOR_DBFS))
    return "#" * filled + "." * (_METER_CELLS - filled)
