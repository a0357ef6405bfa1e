"""Learns the weights of the vote from the tuned part of the corpus: `python tests/corpus/learn.py [--dry]`.

A linear support vector machine with squared hinge loss for each signal, all signals at once, by dual coordinate
descent (Hsieh et al. 2008, "A dual coordinate descent method for large-scale linear SVM", doi 10.1145/1390156.1390208).
Everything is checked across writers: each batch is judged by weights learned from batches of others, and the bars
are set by those judgements. Then all batches together give the weights that are written. Of half a pair often only the
one label is known; then the other signals do not learn from it.
"""

# ruff: noqa: T201

import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE)]

from changes import unpunctuated  # noqa: E402
from corpus import read_part  # noqa: E402

from rubrics.loader import load_rubric  # noqa: E402
from rubrics.scorer import Scorer  # noqa: E402
from rubrics.text import Passage  # noqa: E402
from rubrics.traits import KINDS, traits_of  # noqa: E402
from rubrics.vote_file import FIFTY, FOLDER, HUNDRED, KIN, SHARES, WEIGHTS, read_kin  # noqa: E402

TARGET = HERE.parents[1] / "rubrics" / "library" / FOLDER / WEIGHTS
# Batches by those who also wrote the rules: they teach, but nothing is measured by them. The first are short, and the
# rules were tuned on them; they teach little.
HOUSE = "house-"
EARLY = ("house-1", "house-2", "house-3", "house-4")
EARLY_WEIGHT = 0.2
# In a pair a few words decide: it teaches more than a passage, and counts more where the bar is set.
PAIR_WEIGHT = 25.0
PAIR_COUNT = 2
# Whoever only recites the names of moves makes none of them; that is learned, and nothing is measured by it.
RECITAL, RECITALS = "gaming", f"{HOUSE}recitals"
STRETCH_WORDS = 40
HALVES = ("present", "absent")
COST = 1.0
ROUNDS = 12
BIAS = 0.3
# Writers are left out in so many turns.
TURNS = 6
LEAST_PASSAGES = 2
MOST_TRAITS = 24000
# A rule's finding is believed down to so little below the bar.
DOUBT = 0.1
# What is left out is said in few words, and the rules for it are seldom wrong.
DOUBTS = {"scope.non_goal": 0.5}
# A bar of its own for each signal is drawn so far towards the bar that is best for all.
SHRINK = 0.7
BARS = np.arange(-0.8, 0.4, 0.025)
# A strict interviewer would rather miss a move than hear one that was not made; minimal pairs gain by it too.
STRICTNESS = 0.05


@dataclass(frozen=True)
class Example:
    """A passage or half a pair: who wrote it, its traits, with and without punctuation, and the labels known of it.

    `pair` names the pair, `about` the signal that tells its halves apart.
    """

    batch: str
    traits: frozenset[int]
    bare: frozenset[int]
    labels: dict[str, bool]
    pair: str = ""
    about: str = ""


def stretches(text: str) -> Iterable[str]:
    """Return a text in stretches of `STRETCH_WORDS` words that overlap by half."""
    words = text.split()
    return (" ".join(words[at : at + STRETCH_WORDS]) for at in range(0, len(words), STRETCH_WORDS // 2))


Row = tuple[np.ndarray, np.ndarray]


class Learner:
    """Reads the corpus once and learns from any part of it."""

    def __init__(self) -> None:
        self._scorer = Scorer(replace(load_rubric(), vote=None))
        self._kin = read_kin(files("rubrics").joinpath("library", FOLDER, KIN))
        self.signals = [signal.id for signal in self._scorer.rubric.signals]
        self.names: dict[str, int] = {}
        self.examples = list(self._read())
        self.kinds = np.array([KINDS.index(name[0]) for name in self.names])
        counts = Counter(number for example in self.examples for number in example.traits)
        self.rarity = np.array(
            [round(HUNDRED * (1 + np.log((1 + len(self.examples)) / (1 + counts[number])))) / HUNDRED
             for number in range(len(self.names))]
        )  # fmt: skip
        self.counts = np.array([counts[number] for number in range(len(self.names))])
        self.common = self.counts >= LEAST_PASSAGES
        known = [[example.labels.get(signal) for signal in self.signals] for example in self.examples]
        self.labels = np.array([[{True: 1, False: -1}.get(label, 0) for label in row] for row in known])
        self.batches = np.array([example.batch for example in self.examples])
        self.whole = np.array([not example.pair for example in self.examples])

    def _read(self) -> Iterable[Example]:
        for entry in read_part("tuned", "passages"):
            wanted = set(entry["signals"])
            yield self._example(entry["batch"], entry["text"], {signal: signal in wanted for signal in self.signals})
        for pair in read_part("tuned", "pairs"):
            for half in HALVES:
                yield self._example(pair["batch"], pair[half], self._labels_of(pair, half), pair["id"], pair["signal"])

        for answer in read_part("tuned", "answers"):
            if answer["level"] == RECITAL:
                for text in stretches(answer["text"]):
                    yield self._example(RECITALS, text, dict.fromkeys(self.signals, False))

    def _labels_of(self, pair: dict[str, Any], half: str) -> dict[str, bool]:
        """Return what is known of half a pair: all labels where its writer gave them, else only the one it is about."""
        wanted = pair.get(f"{half}_signals")
        if wanted is None:
            return {pair["signal"]: half == "present"}
        return {signal: signal in wanted for signal in self.signals}

    def _example(self, batch: str, text: str, labels: dict[str, bool], pair: str = "", about: str = "") -> Example:
        return Example(batch, self._traits(text), self._traits(unpunctuated(text)), labels, pair, about)

    def _traits(self, text: str) -> frozenset[int]:
        reading = self._scorer.reader.read(Passage.from_text(text))
        traits = traits_of(reading, self._kin, lambda name: self.names.setdefault(name, len(self.names)))
        return frozenset(traits.within(0, len(reading.tokens)).numbers.tolist())

    def row(self, traits: Iterable[int], kept: np.ndarray) -> Row:
        """Return the columns of a passage's traits and what they count for; the last column is the bias."""
        numbers = np.array(sorted(number for number in traits if kept[number]), np.int64)
        rarity, kinds = self.rarity[numbers], self.kinds[numbers]
        lengths = np.sqrt(np.bincount(kinds, rarity**2, len(SHARES)))
        values = rarity * (np.array(SHARES) / np.maximum(lengths, 1e-9))[kinds]
        return np.append(numbers, len(self.names)), np.append(values, BIAS)

    def learn(self, inside: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the weights learned from some of the examples, and which traits were kept."""
        first = self._descend(inside, self.common)
        worth = np.where(self.common, np.sqrt((first[:-1] ** 2).sum(1) * self.counts) * self.rarity, 0)
        kept = self.common & (worth >= np.sort(worth)[-min(MOST_TRAITS, len(worth))])
        return self._descend(inside, kept), kept

    def _descend(self, inside: np.ndarray, kept: np.ndarray) -> np.ndarray:
        rows = [self.row(self.examples[number].traits, kept) for number in inside]
        labels = self.labels[inside].astype(float)
        softness = 1 / (2 * np.maximum(self._costs(inside), 1e-12))
        lengths = np.array([values @ values for _, values in rows])
        weights = np.zeros((len(self.names) + 1, len(self.signals)))
        duals = np.zeros_like(labels)
        order = np.random.default_rng(1)
        for _ in range(ROUNDS):
            for at in order.permutation(len(rows)):
                columns, values = rows[at]
                slope = labels[at] * (values @ weights[columns]) - 1 + duals[at] * softness[at]
                stepped = np.maximum(duals[at] - slope / (lengths[at] + softness[at]), 0) * (labels[at] != 0)
                weights[columns] += values[:, None] * ((stepped - duals[at]) * labels[at])
                duals[at] = stepped
        return weights

    def _costs(self, inside: np.ndarray) -> np.ndarray:
        """Return what each label costs when it is missed: present and absent ones the same in sum."""
        labels = self.labels[inside]
        share = np.where(np.isin(self.batches[inside], EARLY), EARLY_WEIGHT, 1.0)
        share *= np.where(self.whole[inside], 1.0, PAIR_WEIGHT)
        sums = [(share[:, None] * (labels == sign)).sum(0) for sign in (1, -1)]
        total = (sums[0] + sums[1]) / 2
        return COST * share[:, None] * ((labels == 1) * (total / sums[0]) + (labels == -1) * (total / sums[1]))

    def judge(self, weights: np.ndarray, kept: np.ndarray, traits: Iterable[int]) -> np.ndarray:
        """Return the sums of a passage."""
        columns, values = self.row(traits, kept)
        sums: np.ndarray = values @ weights[columns]
        return sums


def across(learner: Learner) -> tuple[np.ndarray, np.ndarray]:
    """Return the sums of all examples, each judged by what was learned from other batches; as written and bare."""
    plain, bare = np.full(learner.labels.shape, -9.0), np.full(learner.labels.shape, -9.0)
    for turn in range(TURNS):
        left_out = np.isin(learner.batches, judged(learner)[turn::TURNS])
        weights, kept = learner.learn(np.flatnonzero(~left_out))
        for number in np.flatnonzero(left_out):
            plain[number] = learner.judge(weights, kept, learner.examples[number].traits)
            bare[number] = learner.judge(weights, kept, learner.examples[number].bare)
    return plain, bare


def judged(learner: Learner) -> list[str]:
    """Return the batches that are judged by the others."""
    return sorted(batch for batch in set(learner.batches) if not batch.startswith(HOUSE))


def f1_of(found: np.ndarray, wanted: np.ndarray) -> float:
    """Return the harmonic mean of precision and recall."""
    return 2 * float((found & wanted).sum()) / max(1, int(found.sum() + wanted.sum()))


def bars_of(sums: np.ndarray, labels: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return for each signal the bar with the best F1, drawn towards the one that is best for all.

    `counts` says how often each text counts: pairs, where little decides, more than passages.
    """
    curves = np.array(
        [[_counted_f1(sums[:, n] > bar, labels[:, n], counts) for bar in BARS] for n in range(labels.shape[1])]
    )
    own, shared = BARS[curves.argmax(1)], BARS[curves.mean(0).argmax()]
    bars: np.ndarray = SHRINK * shared + (1 - SHRINK) * own + STRICTNESS
    return bars


def _counted_f1(found: np.ndarray, labels: np.ndarray, counts: np.ndarray) -> float:
    hits = counts[found & (labels > 0)].sum()
    return float(2 * hits / max(1, counts[found & (labels != 0)].sum() + counts[labels > 0].sum()))


def bars_from(learner: Learner, sums: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Return the bars by the texts of strangers among some texts."""
    rows = inside & np.isin(learner.batches, judged(learner))
    return bars_of(sums[rows], learner.labels[rows], np.where(learner.whole[rows], 1, PAIR_COUNT))


def pairs_told_apart(learner: Learner, sums: np.ndarray, bars: np.ndarray, batch: str) -> list[bool]:
    """Return for each pair of a batch whether the signal is found in the one half and not in the other."""
    right: dict[str, list[bool]] = {}
    for number, example in enumerate(learner.examples):
        if example.pair and example.batch == batch:
            column = learner.signals.index(example.about)
            found = sums[number, column] > bars[column]
            right.setdefault(example.pair, []).append(found == example.labels[example.about])
    return [all(halves) for halves in right.values()]


def report(learner: Learner, plain: np.ndarray, bare: np.ndarray) -> None:
    """Print the figures of each batch, judged by weights and bars from the others."""
    print("judged by the others    macro F1  precision  recall  pairs   without punctuation: macro F1  precision")
    told: list[bool] = []
    for batch in judged(learner):
        bars = bars_from(learner, plain, learner.batches != batch)
        rows = learner.batches == batch
        rows &= learner.whole | ~learner.whole[rows].any()
        pairs = pairs_told_apart(learner, plain, bars, batch)
        told += pairs
        figures = [*figures_of(plain[rows] > bars, learner.labels[rows] > 0)]
        bared = [*figures_of(bare[rows] > bars, learner.labels[rows] > 0)]
        share = sum(pairs) / len(pairs) if pairs else float("nan")
        print(f"{batch:20}     {figures[0]:.3f}     {figures[1]:.3f}    {figures[2]:.3f}   {share:.2f}", end="")
        print(f"                         {bared[0]:.3f}     {bared[1]:.3f}")
    print(f"pairs told apart: {sum(told) / max(1, len(told)):.3f} of {len(told)}")


def figures_of(found: np.ndarray, wanted: np.ndarray) -> tuple[float, float, float]:
    """Return macro F1 over the signals that occur, micro precision and micro recall."""
    macro = np.mean([f1_of(found[:, n], wanted[:, n]) for n in range(wanted.shape[1]) if wanted[:, n].any()])
    hits = (found & wanted).sum()
    return float(macro), hits / max(1, found.sum()), hits / max(1, wanted.sum())


def report_signals(learner: Learner, plain: np.ndarray, bars: np.ndarray) -> None:
    """Print precision and recall of each signal, judged by weights from other batches."""
    rows = learner.whole & np.isin(learner.batches, judged(learner))
    for column, signal in enumerate(learner.signals):
        found, wanted = plain[rows, column] > bars[column], learner.labels[rows, column] > 0
        _, precision, recall = figures_of(found[:, None], wanted[:, None])
        print(f"  {signal:26} bar {bars[column]:+.2f}  precision {precision:.2f}  recall {recall:.2f}")


def checksum() -> str:
    """Return what tells one state of the tuned passages and pairs from another."""
    entries = [read_part("tuned", kind) for kind in ("passages", "pairs")]
    return hashlib.sha256(repr(entries).encode()).hexdigest()[:16]


def write(learner: Learner, weights: np.ndarray, kept: np.ndarray, bars: np.ndarray) -> None:
    """Write the weights, a trait a line."""
    heads: dict[str, Sequence[str]] = {
        "CORPUS": [checksum()],
        "SIGNALS": learner.signals,
        "BIASES": [f"{bias:.3f}" for bias in weights[-1] * BIAS],
        "BARS": [f"{bar:.3f}" for bar in bars],
        "DOUBTS": [f"{bar - DOUBTS.get(signal, DOUBT):.3f}" for signal, bar in zip(learner.signals, bars, strict=True)],
    }
    lines = ["# Learned by tests/corpus/learn.py: a trait, how rare it is in hundredths, its weight for each signal in"]
    lines += ["# fiftieths. w: words, ^: first words, k: kin of words, ~: pieces of a word, {: classes of the rules."]
    lines += ["\t".join((head, *entries)) for head, entries in heads.items()]
    for name, number in sorted(learner.names.items()):
        if kept[number]:
            row = " ".join(f"{round(FIFTY * weight)}" for weight in weights[number])
            lines.append(f"{name}\t{round(HUNDRED * learner.rarity[number])} {row}")
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{TARGET.name}: {int(kept.sum())} traits, {TARGET.stat().st_size // 1000} kB")


def main() -> None:
    """Learn, report and write."""
    learner = Learner()
    print(f"{len(learner.examples)} texts, {int(learner.common.sum())} traits")
    plain, bare = across(learner)
    report(learner, plain, bare)
    bars = bars_from(learner, plain, learner.batches != "")
    report_signals(learner, plain, bars)
    if "--dry" not in sys.argv:
        write(learner, *learner.learn(np.arange(len(learner.examples))), bars)


if __name__ == "__main__":
    main()
