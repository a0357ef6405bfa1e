"""How well the scorer judges the labelled corpus: `make eval`, or `python tests/corpus/evaluate.py`.

--part tuned|unseen   only one part
--json                all figures as JSON
--record              write them to `figures.json`, below which a test lets none of them fall
--rules               precision of every rule, on the tuned part
--errors              what was missed and wrongly found, in the tuned part only: the unseen part is opened to be
                      measured, never to be tuned by
"""

# ruff: noqa: T201

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE)]

from changes import HARMLESS, WORTHLESS, Change  # noqa: E402
from corpus import PARTS, Entry, read_part  # noqa: E402

from rubrics.loader import load_rubric  # noqa: E402
from rubrics.model import Finding  # noqa: E402
from rubrics.scorer import Scorer  # noqa: E402
from rubrics.text import Passage  # noqa: E402

RECORD = HERE / "figures.json"
LEVELS = {"gaming": 0, "weak": 0, "middle": 1, "strong": 2}
FIRST_TEN = ("opening.", "metric.", "tradeoff.")


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


def findings_of(scorer: Scorer, text: str) -> tuple[Finding, ...]:
    """Return the findings in a short passage."""
    return scorer.findings(Passage.from_text(text), "snippet")


def signals_of(scorer: Scorer, text: str) -> set[str]:
    """Return the ids of all signals found in a short passage."""
    return {finding.signal for finding in findings_of(scorer, text)}


def overall_of(scorer: Scorer, text: str) -> float:
    """Return the overall mark of an answer."""
    return scorer.score(Passage.from_text(text)).overall or 0.0


def measure(scorer: Scorer, passages: Sequence[Entry], change: Change = str) -> dict[str, Figures]:
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


def kept_share(scorer: Scorer, passages: Sequence[Entry], change: Change) -> float:
    """Return the share of the findings that is still there after a change that should change nothing."""
    before = [signals_of(scorer, passage["text"]) for passage in passages]
    after = [signals_of(scorer, change(passage["text"])) for passage in passages]
    return sum(len(one & two) for one, two in zip(before, after, strict=True)) / max(1, sum(map(len, before)))


def told_apart(scorer: Scorer, pairs: Sequence[Entry]) -> list[bool]:
    """Return for each pair whether the signal is found in the one and not in the other."""
    return [
        pair["signal"] in signals_of(scorer, pair["present"])
        and pair["signal"] not in signals_of(scorer, pair["absent"])
        for pair in pairs
    ]


def ordering(marks: dict[str, float], answers: Sequence[Entry]) -> float:
    """Return the share of pairs of answers to different levels that are in the right order."""
    right = total = 0
    for one in answers:
        for other in answers:
            if LEVELS[one["level"]] < LEVELS[other["level"]]:
                total += 1
                right += marks[one["id"]] < marks[other["id"]]
    return right / max(1, total)


def gaming_share(marks: dict[str, float], answers: Sequence[Entry]) -> float:
    """Return the share of gaming answers that reach the lowest mark of a middling one."""
    least = min((marks[entry["id"]] for entry in answers if entry["level"] == "middle"), default=100.0)
    gaming = [marks[entry["id"]] for entry in answers if entry["level"] == "gaming"]
    return sum(mark >= least for mark in gaming) / max(1, len(gaming))


def spearman(ones: Sequence[float], others: Sequence[float]) -> float:
    """Return the rank correlation of two rows of numbers; ties share their mean rank."""
    ranked = [_ranks(ones), _ranks(others)]
    means = [sum(row) / len(row) for row in ranked]
    spread = [[value - mean for value in row] for row, mean in zip(ranked, means, strict=True)]
    lengths = [sum(value * value for value in row) ** 0.5 for row in spread]
    return sum(a * b for a, b in zip(*spread, strict=True)) / (lengths[0] * lengths[1] or 1.0)


def _ranks(values: Sequence[float]) -> list[float]:
    return [
        sum(other < value for other in values) + (sum(other == value for other in values) - 1) / 2 for value in values
    ]


def judge_answers(scorer: Scorer, answers: Sequence[Entry]) -> dict[str, Any]:
    """Return how the marks of whole answers agree with their levels and grades, and how they bear each change."""
    marks = {entry["id"]: overall_of(scorer, entry["text"]) for entry in answers}
    graded = [entry for entry in answers if "grade" in entry]
    spoken = [entry for entry in answers if entry["level"] in ("strong", "middle")]
    changed: dict[str, Any] = {}
    for name, change in {**HARMLESS, **WORTHLESS}.items():
        moves = [overall_of(scorer, change(entry["text"])) - marks[entry["id"]] for entry in spoken]
        changed[name] = {"mean": round(sum(moves) / len(moves), 2), "highest": round(max(moves), 2)}
    return {
        "answers": len(answers),
        "ordering": ordering(marks, answers),
        "spearman": spearman([marks[entry["id"]] for entry in graded], [float(entry["grade"]) for entry in graded]),
        "gaming_reaching_middling": gaming_share(marks, answers),
        "changes": changed,
    }


def judge_part(scorer: Scorer, part: str) -> dict[str, Any]:
    """Return all figures of a part; nothing if it is empty."""
    passages, pairs, answers = (read_part(part, kind) for kind in ("passages", "pairs", "answers"))
    if not passages:
        return {}
    figures = measure(scorer, passages)
    ten = first_ten(figures)
    told = told_apart(scorer, pairs)
    result: dict[str, Any] = {
        "passages": len(passages),
        "macro_f1": macro(figures),
        "micro_precision": micro_precision(figures),
        "first_ten": {"macro_f1": macro(ten), "micro_precision": micro_precision(ten)},
        "kept": {name: kept_share(scorer, passages, change) for name, change in HARMLESS.items()},
        "pairs": len(pairs),
        "pairs_told_apart": sum(told) / max(1, len(told)),
        "signals": {
            name: {"precision": entry.precision, "recall": entry.recall, "f1": entry.f1, "hits": entry.hits,
                   "false_alarms": entry.false_alarms, "misses": entry.misses}
            for name, entry in figures.items()
        },
    }  # fmt: skip
    return {**result, **(judge_answers(scorer, answers) if answers else {})}


def print_part(name: str, result: dict[str, Any]) -> None:
    """Print one part's figures."""
    title = f"{name}, {result['passages']} passages"
    print(f"\n{title:28} precision recall    F1   (hits, false alarms, misses)")
    for signal, entry in result["signals"].items():
        print(
            f"{signal:28}   {entry['precision']:6.2f} {entry['recall']:6.2f} {entry['f1']:5.2f}   "
            f"({entry['hits']}, {entry['false_alarms']}, {entry['misses']})"
        )
    print(f"all twenty: macro F1 {result['macro_f1']:.3f}, micro precision {result['micro_precision']:.3f}")
    ten = result["first_ten"]
    print(f"first ten:  macro F1 {ten['macro_f1']:.3f}, micro precision {ten['micro_precision']:.3f}")
    for change, share in result["kept"].items():
        print(f"findings kept, {change}: {share:.3f}")
    print(f"pairs told apart: {result['pairs_told_apart']:.2f} of {result['pairs']}")
    if "ordering" in result:
        print(
            f"{result['answers']} answers: order {result['ordering']:.3f}, Spearman {result['spearman']:.3f}, "
            f"gaming that reaches a middling one {result['gaming_reaching_middling']:.2f}"
        )
        for change, move in result["changes"].items():
            print(f"  {move['mean']:+6.1f} mean, {move['highest']:+6.1f} highest: {change}")


def print_rules(scorer: Scorer, passages: Iterable[Entry]) -> None:
    """Print the precision of each rule, the worst first."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for passage in passages:
        for finding in {finding.rule: finding for finding in findings_of(scorer, passage["text"])}.values():
            total[finding.rule] += 1
            right[finding.rule] += finding.signal in passage["signals"]
    print("\nrule                                     precision  (found)")
    for rule in sorted(total, key=lambda rule: right[rule] / total[rule]):
        print(f"{rule:40}   {right[rule] / total[rule]:6.2f}   ({total[rule]})")


def print_errors(scorer: Scorer, passages: Iterable[Entry]) -> None:
    """Print what was missed and what was wrongly found."""
    for passage in passages:
        found, wanted = findings_of(scorer, passage["text"]), set(passage["signals"])
        wrong = [f"+{entry.signal} [{entry.rule}: {entry.quote}]" for entry in found if entry.signal not in wanted]
        missed = [f"-{signal}" for signal in sorted(wanted - {entry.signal for entry in found})]
        if wrong or missed:
            print(f"\n{passage['id']}: {passage['text']}")
            for line in missed + wrong:
                print(f"    {line}")


def rounded(value: Any) -> Any:
    """Return figures with three decimals."""
    if isinstance(value, dict):
        return {key: rounded(entry) for key, entry in value.items()}
    return round(value, 3) if isinstance(value, float) else value


def main(show: Callable[[str], None] = print) -> None:
    """Print or record all figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS)
    for name in ("json", "record", "rules", "errors"):
        parser.add_argument(f"--{name}", action="store_true")
    wanted = parser.parse_args()
    scorer = Scorer(load_rubric())
    if wanted.rules or wanted.errors:
        passages = read_part("tuned", "passages")
        (print_rules if wanted.rules else print_errors)(scorer, passages)
        return
    results = {part: judge_part(scorer, part) for part in ([wanted.part] if wanted.part else PARTS)}
    results = {part: rounded(result) for part, result in results.items() if result}
    if wanted.record:
        RECORD.write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    if wanted.json:
        show(json.dumps(results))
        return
    for part, result in results.items():
        print_part(part, result)
    if "tuned" in results:
        print_rules(scorer, read_part("tuned", "passages"))


if __name__ == "__main__":
    main()
