"""`rostrum models`: the Whisper models, installed or to be had."""

import argparse
import sys
import time
from dataclasses import replace

from desktop.errors import BadInput, Exit
from desktop.program import Program
from desktop.settings import save_settings
from speech.conversation import ask
from speech.download import Offer, Progress, download, offers, remove
from speech.errors import HelperLost, ModelMissing
from speech.messages import ProcessorTried, TryProcessor
from speech.models import installed_models

_SAY_EVERY_SECONDS = 0.5
# Loading the largest model from a slow disk takes most of it.
_TRIAL_PATIENCE_SECONDS = 90.0


def add(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="what is installed and what can be downloaded")
    fetch = actions.add_parser("download", help="download a model: the only thing that uses the network")
    fetch.add_argument("name", metavar="NAME")
    fetch.add_argument("--host", metavar="URL", help="another server with the same layout")
    drop = actions.add_parser("remove", help="remove a model, or what is left of a download")
    drop.add_argument("name", metavar="NAME")
    actions.add_parser("where", help="the folder of the models")
    processor = actions.add_parser("processor", help="run Whisper on the CPU, or on a graphics card after a trial")
    processor.add_argument("processor", choices=("cpu", "cuda"))


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Do one thing with the models."""
    actions = {
        "list": _list, "download": _download, "remove": _remove, "where": _where, "processor": _choose_processor
    }  # fmt: skip
    return actions[arguments.action](arguments, program)


def _list(arguments: argparse.Namespace, program: Program) -> int:
    installed = installed_models(program.home.models)
    offered = {offer.name: offer for offer in offers()}
    for name in installed:
        if name not in offered:
            print(f"{name:18} installed")
    for offer in offered.values():
        state = "installed" if offer.name in installed else f"{offer.megabytes} MB"
        print(f"{offer.name:18} {state:10} {offer.language}: {offer.good_for}")
    return Exit.DONE


def _download(arguments: argparse.Namespace, program: Program) -> int:
    offer = _offer(arguments.name, arguments.host)
    program.home.make()
    teller = _Teller(offer)
    folder = download(offer, program.home.models, teller.tell, lambda: False)
    teller.end()
    print(folder)
    return Exit.DONE


def _offer(name: str, host: str | None) -> Offer:
    found = {offer.name: offer for offer in offers(host=host)}
    if name not in found:
        raise BadInput(f"{name}: no such model; there are {', '.join(found)}")
    return found[name]


class _Teller:
    """Tells a download's progress on standard error, not too often."""

    def __init__(self, offer: Offer) -> None:
        self._offer = offer
        self._told_at_seconds = 0.0

    def tell(self, progress: Progress) -> None:
        """Say how far it has come."""
        if not sys.stderr.isatty() or time.monotonic() - self._told_at_seconds < _SAY_EVERY_SECONDS:
            return
        self._told_at_seconds = time.monotonic()
        left_seconds = max(0, progress.file_bytes - progress.received_bytes) / max(1.0, progress.bytes_per_second)
        megabytes, total = progress.received_bytes / 1e6, progress.file_bytes / 1e6
        sys.stderr.write(
            f"\r\x1b[K{self._offer.name}: {progress.file} {megabytes:.1f} of {total:.1f} MB, {left_seconds:.0f} s left"
        )

    def end(self) -> None:
        """Leave the line."""
        if sys.stderr.isatty():
            sys.stderr.write("\n")


def _remove(arguments: argparse.Namespace, program: Program) -> int:
    if "/" in arguments.name or "\\" in arguments.name or arguments.name.startswith("."):
        raise BadInput(f"{arguments.name}: not a model's name; `rostrum models list` shows them")
    if not remove(arguments.name, program.home.models):
        raise BadInput(f"{arguments.name}: not installed; `rostrum models list` shows what is")
    print(f"{arguments.name} is removed")
    return Exit.DONE


def _where(arguments: argparse.Namespace, program: Program) -> int:
    print(program.home.models)
    return Exit.DONE


def _choose_processor(arguments: argparse.Namespace, program: Program) -> int:
    """Keep the choice only once the processor has heard a second of sound, in a process that it may take with it."""
    recogniser = program.recogniser("whisper", program.settings.model)
    order = TryProcessor(str(recogniser.model_folder), arguments.processor)
    try:
        tried = ask(program.start_helper, "transcribe", order, ProcessorTried, _TRIAL_PATIENCE_SECONDS)
    except HelperLost as error:
        raise ModelMissing(f"{arguments.processor}: {error}; nothing was changed") from error
    program.home.make()
    save_settings(program.home.settings, replace(program.settings, processor=arguments.processor))
    print(f"{arguments.processor}: one second of sound took {tried.seconds:.1f} s; Whisper runs on it from now on")
    return Exit.DONE
