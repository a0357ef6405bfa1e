"""How well the scorer judges the labelled corpus: `make eval`, or `python tests/corpus/evaluate.py [--errors]`.

`--errors` lists what was missed and what was wrongly found, in the tuned part only: the unseen part is opened to be
measured, never to be tuned by.
"""

# ruff: noqa: T201

import json
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from rubrics.loader import load_rubric  # noqa: E402
from rubrics.scorer import Scorer  # noqa: E402
from rubrics.text import Passage  # noqa: E402

LEVELS = {"gaming": 0, "weak": 0, "middle": 1, "strong": 2}
FIRST_TEN = ("opening.", "metric.", "tradeoff.")
SALAD = (
    " constraint business goal latency p ninety five revenue margin trade off not x but y failure mode rollback kill "
    "switch non goal baseline cohort control group stop rule idempotent retry fallback throughput availability"
)


@dataclass(frozen=True)
class Figures:
    """Hits, false alarms and misses of one signal."""

    hits: int
    false_alarms: int
    misses: int

    @property
    def precision(self) -> float:
        """Share of what was found that is there."""
        return self.hits / (self.hits + self.false_alarms) if self.hits + self.false_alarms else 0.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found."""
        return self.hits / (self.hits + self.misses) if self.hits + self.misses else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def read_part(part: str) -> list[dict[str, Any]]:
    """Return all passages of `tuned` or `unseen`."""
    return [entry for path in sorted((HERE / part).glob("*.jsonl")) for entry in read_lines(path)]


def signals_of(scorer: Scorer, text: str) -> set[str]:
    """Return the ids of all signals found in a short passage."""
    return {finding.signal for finding in scorer.findings(Passage.from_text(text), "snippet")}


def overall_of(scorer: Scorer, text: str) -> float:
    """Return the overall mark of an answer."""
    return scorer.score(Passage.from_text(text)).overall or 0.0


def unpunctuated(text: str) -> str:
    """Return the text as a plain recogniser prints it."""
    return re.sub(r"(?<!\d)[.,:](?!\d)|[.,](?!\d)|[;?!\"\u2026\u2014\u2013()]", " ", text).lower()


def measure(scorer: Scorer, passages: list[dict[str, Any]], change: Any = str) -> dict[str, Figures]:
    """Return the figures of each signal."""
    hits: Counter[str] = Counter()
    false_alarms: Counter[str] = Counter()
    misses: Counter[str] = Counter()
    for passage in passages:
        found, wanted = signals_of(scorer, change(passage["text"])), set(passage["signals"])
        hits.update(found & wanted)
        false_alarms.update(found - wanted)
        misses.update(wanted - found)
    ids = [signal.id for signal in scorer.rubric.signals]
    return {name: Figures(hits[name], false_alarms[name], misses[name]) for name in ids}


def macro(figures: dict[str, Figures]) -> float:
    """Return the mean F1 of the signals that occur."""
    known = [entry.f1 for entry in figures.values() if entry.hits + entry.misses]
    return sum(known) / len(known) if known else 0.0


def micro_precision(figures: dict[str, Figures]) -> float:
    """Return the precision over all signals."""
    hits = sum(entry.hits for entry in figures.values())
    return hits / max(1, hits + sum(entry.false_alarms for entry in figures.values()))


def first_ten(figures: dict[str, Figures]) -> dict[str, Figures]:
    """Return only openings, metrics and trade-offs."""
    return {name: entry for name, entry in figures.items() if name.startswith(FIRST_TEN)}


def pair_accuracy(scorer: Scorer, pairs: list[dict[str, Any]]) -> tuple[float, list[str]]:
    """Return the share of pairs in which the signal is found in the one and not in the other, and the failed ids."""
    failed = [
        pair["id"]
        for pair in pairs
        if pair["signal"] not in signals_of(scorer, pair["present"])
        or pair["signal"] in signals_of(scorer, pair["absent"])
    ]
    return 1 - len(failed) / len(pairs), failed


def ordering(marks: dict[str, float], answers: list[dict[str, Any]]) -> float:
    """Return the share of pairs of answers of different levels that are in the right order."""
    right = total = 0
    for one in answers:
        for other in answers:
            if LEVELS[one["level"]] < LEVELS[other["level"]]:
                total += 1
                right += marks[one["id"]] < marks[other["id"]]
    return right / total


def robustness(scorer: Scorer, answers: list[dict[str, Any]]) -> dict[str, float]:
    """Return, for the spoken levels, how the overall mark moves under each change, as means."""
    real = [entry["text"] for entry in answers if entry["level"] in ("strong", "middle")]
    shuffler = random.Random(7)

    def shuffled(text: str) -> str:
        words = text.split()
        shuffler.shuffle(words)
        return " ".join(words)

    changes = {
        "no punctuation, no case": unpunctuated,
        "salad appended": lambda text: text + SALAD,
        "said twice": lambda text: f"{text} {text}",
        "words shuffled": shuffled,
        "first half": lambda text: " ".join(text.split()[: len(text.split()) // 2]),
    }
    before = [overall_of(scorer, text) for text in real]
    return {
        name: sum(overall_of(scorer, change(text)) - mark for text, mark in zip(real, before, strict=True)) / len(real)
        for name, change in changes.items()
    }


def print_part(name: str, figures: dict[str, Figures]) -> None:
    """Print one part's table."""
    print(f"\n{name:28} precision recall    F1   (hits, false alarms, misses)")
    for signal, entry in figures.items():
        print(
            f"{signal:28}   {entry.precision:6.2f} {entry.recall:6.2f} {entry.f1:5.2f}   "
            f"({entry.hits}, {entry.false_alarms}, {entry.misses})"
        )
    ten = first_ten(figures)
    print(f"all twenty: macro F1 {macro(figures):.3f}, micro precision {micro_precision(figures):.3f}")
    print(f"first ten:  macro F1 {macro(ten):.3f}, micro precision {micro_precision(ten):.3f}")


def print_errors(scorer: Scorer, passages: list[dict[str, Any]]) -> None:
    """Print what was missed and what was wrongly found."""
    for passage in passages:
        found, wanted = scorer.findings(Passage.from_text(passage["text"]), "snippet"), set(passage["signals"])
        wrong = [f"+{entry.signal} [{entry.rule}: {entry.quote}]" for entry in found if entry.signal not in wanted]
        missed = [f"-{signal}" for signal in sorted(wanted - {entry.signal for entry in found})]
        if wrong or missed:
            print(f"\n{passage['id']}: {passage['text']}")
            for line in missed + wrong:
                print(f"    {line}")


def main() -> None:
    """Print all figures."""
    scorer = Scorer(load_rubric())
    tuned, unseen = read_part("tuned"), read_part("unseen")
    if "--errors" in sys.argv:
        print_errors(scorer, tuned)
        return
    print_part(f"tuned, {len(tuned)} passages", measure(scorer, tuned))
    print_part(f"unseen, {len(unseen)} passages", measure(scorer, unseen))
    bare = measure(scorer, unseen, unpunctuated)
    print(
        f"unseen without punctuation and case: macro F1 {macro(bare):.3f}, micro precision {micro_precision(bare):.3f}"
    )
    accuracy, failed = pair_accuracy(scorer, read_lines(HERE / "pairs.jsonl"))
    print(f"\npairs: {accuracy:.2f} {failed}")
    answers = read_lines(HERE / "answers.jsonl")
    marks = {entry["id"]: overall_of(scorer, entry["text"]) for entry in answers}
    print(f"order of answers: {ordering(marks, answers):.2f}")
    for name, mark in sorted(marks.items(), key=lambda entry: -entry[1]):
        print(f"  {mark:5.1f}  {name}")
    print("change of the overall mark, mean:")
    for name, change in robustness(scorer, answers).items():
        print(f"  {change:+6.1f}  {name}")


if __name__ == "__main__":
    main()
