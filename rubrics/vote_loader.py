"""The weights of the votes from their file, which `tests/corpus/train.py` writes."""

import json
from collections.abc import Sequence
from importlib.resources.abc import Traversable

from rubrics.checks import Phrase
from rubrics.model import Signal
from rubrics.rules import Rule
from rubrics.votes import Votes

NAME = "votes.json"
_THOUSAND = 1000


def load_votes(library: Traversable, signals: Sequence[Signal]) -> Votes | None:
    """Return the votes of a library, None if it has no weights. Raises `ValueError` for signals it does not know."""
    file = library.joinpath(NAME)
    if not file.is_file():
        return None
    document = json.loads(file.read_text("utf-8"))
    known = {signal.id: signal for signal in signals}
    unknown = [name for name in document["signals"] if name not in known]
    if unknown:
        raise ValueError(f"{file}: there is no signal {unknown[0]!r}: run tests/corpus/train.py again")
    return Votes(
        signals=tuple(document["signals"]),
        biases=tuple(document["biases"]),
        bars=tuple(document["bars"]),
        weights={
            cue: tuple((int(number), weight / _THOUSAND) for number, weight in row.items())
            for cue, row in document["weights"].items()
        },
        rules={name: _heard(known[name]) for name in document["signals"]},
        bad=frozenset(signal.id for signal in signals if not signal.good),
    )


def _heard(signal: Signal) -> Rule:
    """Return the rule to which a finding is credited that no written rule made."""
    return Rule(
        id=f"vote-{signal.id}", signal=signal.id, check=Phrase(()), unless=(), reach=0, zones=(), deny=False,
        yields_to=(), weight=0.5, message=signal.definition, fires=(), silent=(),
    )  # fmt: skip
