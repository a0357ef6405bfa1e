"""Learns the weights of the votes from the tuned part of the corpus: `python tests/corpus/train.py`.

One logistic regression a signal over the cues of a passage, held back hard (a ridge penalty), learned in the dual: with
some thousand passages and many more cues that is a matter of seconds. Everything is checked across writers: each batch
is judged by weights that were learned from the other batches, and the bars are set by those judgements. Then all
batches together give the weights that are written.
"""

# ruff: noqa: T201

import json
import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE)]

from corpus import read_part  # noqa: E402

from rubrics.cues import CueFinder  # noqa: E402
from rubrics.loader import load_rubric  # noqa: E402
from rubrics.model import Rubric  # noqa: E402
from rubrics.scorer import Scorer  # noqa: E402
from rubrics.text import Passage  # noqa: E402

TARGET = HERE.parents[1] / "rubrics" / "library" / "votes.json"
# What a cue weighs before learning: surer kinds may grow faster.
SCALES = {"#": 1.0, "{": 1.0, "not{": 0.7, "^{": 0.7, "rule:": 1.0, "signal:": 1.0, "length:": 1.0, "^": 0.7}
PAIR, SKIPPED = 0.7, 0.5
# The first batches are short, by one hand, and the rules were tuned on them: they count for little.
EARLY = ("house-1", "house-2", "house-3", "house-4")
EARLY_WEIGHT = 0.2
READERS = "reader-"
POSITIVE_WEIGHT = 3.0
PAIR_WEIGHT = 3.0
PENALTY = 6.0
STEPS = 120
LEAST_PASSAGES = 3
# Over all signals, judged by the others; readers differ among themselves more than that.
LEAST_PRECISION = 0.85
LEAST_WEIGHT = 0.012


@dataclass(frozen=True)
class Example:
    """A passage with its cues and labels; `batch` is who wrote it.

    Of half a pair only one label is known: `pair` names the pair and the signal. It is empty for a passage.
    """

    batch: str
    cues: frozenset[str]
    signals: frozenset[str]
    pair: tuple[str, str] | tuple[()] = ()


def read_examples(rubric: Rubric) -> list[Example]:
    """Return the passages and halves of pairs of the tuned part with their cues."""
    scorer = Scorer(rubric)
    examples = [
        Example(entry["batch"], cues_of(scorer, entry["text"]), frozenset(entry["signals"]))
        for entry in read_part("tuned", "passages")
    ]
    for pair in read_part("tuned", "pairs"):
        name = (pair["id"], pair["signal"])
        there, gone = cues_of(scorer, pair["present"]), cues_of(scorer, pair["absent"])
        examples += [
            Example(pair["batch"], there, frozenset((pair["signal"],)), name),
            Example(pair["batch"], gone, frozenset(), name),
        ]
    return examples


def cues_of(scorer: Scorer, text: str) -> frozenset[str]:
    """Return the cues of a whole passage."""
    reading = scorer.reader.read(Passage.from_text(text))
    fired = [(match.start, rule.id, rule.signal) for rule in scorer.rubric.rules for match in rule.matches(reading)]
    return frozenset(CueFinder(reading, fired).within(0, len(reading.tokens)))


def scale_of(cue: str) -> float:
    """Return what a cue weighs before learning."""
    for beginning, scale in SCALES.items():
        if cue.startswith(beginning) and " " not in cue:
            return scale
    if " _ " in cue:
        return SKIPPED
    return PAIR if " " in cue else 1.0


def matrix_of(examples: list[Example]) -> tuple[np.ndarray, list[str]]:
    """Return the passages as rows of scaled cues, and the names of the columns."""
    counts = Counter(cue for example in examples for cue in example.cues)
    cues = sorted(cue for cue, count in counts.items() if count >= LEAST_PASSAGES)
    columns = {cue: number for number, cue in enumerate(cues)}
    matrix = np.zeros((len(examples), len(cues)), np.float32)
    for row, example in enumerate(examples):
        for cue in example.cues:
            if cue in columns:
                matrix[row, columns[cue]] = scale_of(cue)
    return matrix, cues


def learn(kernel: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the dual weights and biases of ridge logistic regressions, by accelerated gradient descent."""
    share = (labels * weights).sum(0) / weights.sum(0)
    biases = np.log((share + 0.01) / (1.01 - share)).astype(np.float32)
    largest = power_norm(kernel) * 0.25 * float(weights.max()) + PENALTY
    duals = np.zeros_like(labels)
    ahead, pace = duals, 1.0
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-(kernel @ ahead + biases)))
        slope = weights * (chances - labels)
        stepped = ahead - (slope + PENALTY * ahead) / largest
        biases = biases - slope.mean(0) * 0.5
        next_pace = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead, duals, pace = stepped + (pace - 1) / next_pace * (stepped - duals), stepped, next_pace
    return duals, biases


def power_norm(kernel: np.ndarray) -> float:
    """Return the largest eigenvalue of a kernel."""
    vector = np.ones(len(kernel), np.float32)
    for _ in range(30):
        vector = kernel @ vector
        vector /= np.linalg.norm(vector)
    return float(vector @ kernel @ vector)


def importance(examples: list[Example], names: list[str], labels: np.ndarray) -> np.ndarray:
    """Return how much each label of each passage counts."""
    batch = np.array([EARLY_WEIGHT if example.batch in EARLY else 1.0 for example in examples], np.float32)
    weights = batch[:, None] * np.where(labels > 0, POSITIVE_WEIGHT, 1.0)
    for row, example in enumerate(examples):
        if example.pair:
            weights[row] = [PAIR_WEIGHT * (name == example.pair[1]) for name in names]
    return weights.astype(np.float32)


def judged_by_others(
    examples: list[Example], labels: np.ndarray, weights: np.ndarray, kernel: np.ndarray
) -> np.ndarray:
    """Return the sums that each passage gets from weights that were learned without its batch."""
    batches = np.array([example.batch for example in examples])
    sums = np.zeros_like(labels)
    for batch in readers_of(examples):
        inside = batches == batch
        outside = ~inside
        duals, biases = learn(kernel[np.ix_(outside, outside)], labels[outside], weights[outside])
        sums[inside] = kernel[np.ix_(inside, outside)] @ duals + biases
    return sums


def readers_of(examples: list[Example]) -> list[str]:
    """Return the batches of independent readers, who are the test: they had seen no rule."""
    return sorted({example.batch for example in examples if example.batch.startswith(READERS)})


def f1_of(found: np.ndarray, wanted: np.ndarray) -> float:
    """Return the harmonic mean of precision and recall."""
    return 2 * float((found & wanted).sum()) / max(1, int(found.sum() + wanted.sum()))


def bars_of(sums: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return for each signal a bar: half-way between its own best and the one shared by all.

    The shared bar is the lowest with the precision that is wanted over all signals; its own is that of the best F1.
    """
    steps = np.arange(-2.5, 1.0, 0.05)
    wanted = labels > 0
    precise = [bar for bar in steps if precision_of(sums > bar, wanted) >= LEAST_PRECISION]
    shared = min(precise, default=0.0)
    own = [max(steps, key=lambda bar: f1_of(sums[:, n] > bar, wanted[:, n])) for n in range(labels.shape[1])]
    return shared + (np.array(own) - np.mean(own)) / 2


def precision_of(found: np.ndarray, wanted: np.ndarray) -> float:
    """Return the share of what was found that is there."""
    return float((found & wanted).sum()) / max(1, int(found.sum()))


def report(examples: list[Example], names: list[str], sums: np.ndarray, labels: np.ndarray, bars: np.ndarray) -> None:
    """Print the figures of each batch, judged by the others."""
    batches = np.array([example.batch for example in examples])
    whole = np.array([not example.pair for example in examples])
    wanted = labels > 0
    for batch in readers_of(examples):
        rows = (batches == batch) & whole
        found = sums[rows] > bars
        macro = np.mean([f1_of(found[:, n], wanted[rows][:, n]) for n in range(len(names)) if wanted[rows][:, n].any()])
        precision = (found & wanted[rows]).sum() / max(1, found.sum())
        recall = (found & wanted[rows]).sum() / wanted[rows].sum()
        print(f"{batch:10} judged by the others: macro F1 {macro:.3f}, precision {precision:.3f}, recall {recall:.3f}")
    print(f"pairs told apart, judged by the others: {pairs_told_apart(examples, names, sums, bars):.3f}")
    late = np.isin(batches, readers_of(examples)) & whole
    for number, name in enumerate(names):
        found = sums[late][:, number] > bars[number]
        right = (found & wanted[late][:, number]).sum()
        print(
            f"  {name:26} bar {bars[number]:+.2f}  precision {right / max(1, found.sum()):.2f}  "
            f"recall {right / max(1, wanted[late][:, number].sum()):.2f}"
        )


def pairs_told_apart(examples: list[Example], names: list[str], sums: np.ndarray, bars: np.ndarray) -> float:
    """Return the share of the pairs in which the signal is found in the one half and not in the other."""
    right: dict[tuple[str, str] | tuple[()], list[bool]] = {}
    for row, example in enumerate(examples):
        if example.pair and example.batch.startswith(READERS):
            number = names.index(example.pair[1])
            right.setdefault(example.pair, []).append((sums[row, number] > bars[number]) == bool(example.signals))
    return sum(map(all, right.values())) / max(1, len(right))


def main() -> None:
    """Learn, report and write."""
    rubric = replace(load_rubric(), votes=None)
    names = [signal.id for signal in rubric.signals]
    examples = read_examples(rubric)
    labels = np.array([[name in example.signals for name in names] for example in examples], np.float32)
    matrix, cues = matrix_of(examples)
    kernel = matrix @ matrix.T
    weights = importance(examples, names, labels)
    sums = judged_by_others(examples, labels, weights, kernel)
    late = np.array([example.batch.startswith(READERS) and not example.pair for example in examples])
    bars = bars_of(sums[late], labels[late])
    report(examples, names, sums, labels, bars)
    duals, biases = learn(kernel, labels, weights)
    scales = np.array([scale_of(cue) for cue in cues], np.float32)
    learned = (matrix.T @ duals) * scales[:, None]
    write(names, biases, bars, cues, learned)


def write(names: list[str], biases: np.ndarray, bars: np.ndarray, cues: list[str], learned: np.ndarray) -> None:
    """Write the weights that matter, in thousandths."""
    weights = {
        cue: {
            str(number): round(float(weight) * 1000) for number, weight in enumerate(row) if abs(weight) >= LEAST_WEIGHT
        }
        for cue, row in zip(cues, learned, strict=True)
    }
    document = {
        "signals": names,
        "biases": [round(float(bias), 3) for bias in biases],
        "bars": [round(float(bar), 2) for bar in bars],
        "weights": {cue: row for cue, row in weights.items() if row},
    }
    lines = [f"  {json.dumps(cue)}: {json.dumps(row)}" for cue, row in document.pop("weights").items()]
    head = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in document.items())
    TARGET.write_text("{\n" + head + ',\n"weights": {\n' + ",\n".join(lines) + "\n}}\n", "utf-8")
    print(f"{TARGET.name}: {len(lines)} cues, {TARGET.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
