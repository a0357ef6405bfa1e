"""The vote's weights and groups of words from their files, which `tests/corpus/learn.py` writes."""

from collections.abc import Sequence
from importlib.resources.abc import Traversable

import numpy as np

from rubrics.checks import Phrase
from rubrics.model import Signal
from rubrics.rules import Rule
from rubrics.traits import KINDS, Kin
from rubrics.vote import Vote, Weights

FOLDER, WEIGHTS, KIN = "votes", "weights.tsv", "kin.txt"
# Weights are written as whole fiftieths, how rare a trait is as whole hundredths.
FIFTY, HUNDRED = 50, 100
# How much each kind of trait has to say, in the order of `KINDS`.
SHARES = (1.0, 0.5, 0.7, 0.5, 0.4, 0.5, 0.3, 0.5)
_SKELETON = "="


def load_vote(library: Traversable, signals: Sequence[Signal]) -> Vote | None:
    """Return the vote of a library, None if it has no weights. Raises `ValueError` for signals it does not know."""
    file = library.joinpath(FOLDER).joinpath(WEIGHTS)
    if not file.is_file():
        return None
    weights = read_weights(file)
    known = {signal.id: signal for signal in signals}
    unknown = [name for name in weights.signals if name not in known]
    if unknown:
        raise ValueError(f"{file}: there is no signal {unknown[0]!r}: run tests/corpus/learn.py again")
    rules = {name: _heard(known[name]) for name in weights.signals}
    bad = frozenset(signal.id for signal in signals if not signal.good)
    return Vote(weights, read_kin(library.joinpath(FOLDER).joinpath(KIN)), rules, bad)


def read_weights(file: Traversable) -> Weights:
    """Return the weights in a file of lines, their parts separated by tabs: heads in capitals first, then traits."""
    lines = [line.split("\t") for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    heads = {line[0]: line[1:] for line in lines if line[0].isupper()}
    traits = [line for line in lines if not line[0].isupper()]
    numbers = np.array(" ".join(line[1] for line in traits).split(), np.int64).reshape(len(traits), -1)
    return Weights(
        signals=tuple(heads["SIGNALS"]),
        biases=np.array(heads["BIASES"], float),
        bars=np.array(heads["BARS"], float),
        doubts=np.array(heads["DOUBTS"], float),
        numbers={line[0]: number for number, line in enumerate(traits)},
        kinds=np.array([KINDS.index(line[0][0]) for line in traits], np.int64),
        shares=np.array(SHARES),
        rarity=numbers[:, 0] / HUNDRED,
        table=(numbers[:, 1:] / FIFTY).astype(np.float32),
    )


def read_kin(file: Traversable) -> Kin:
    """Return the groups of words in a file, a group a line."""
    groups: dict[str, str] = {}
    lines = [line.split() for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    for number, words in enumerate(lines):
        groups.update({word: word if words[0] == _SKELETON else str(number) for word in words})
    return Kin(groups)


def _heard(signal: Signal) -> Rule:
    """Return the rule to which a finding is credited that no written rule made."""
    return Rule(
        id=f"learned.{signal.id}", signal=signal.id, check=Phrase(()), unless=(), reach=0, zones=(), deny=False,
        yields_to=(), weight=0.5, message=signal.definition, fires=(), silent=(),
    )  # fmt: skip
