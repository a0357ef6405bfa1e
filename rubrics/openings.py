"""Openings: of limit, outcome and boxes, whichever comes first wins."""

from collections.abc import Sequence

from rubrics.checks import Match
from rubrics.rules import Rule

OPENING_SIGNALS = ("opening.constraint", "opening.business_goal", "opening.components_first")
_BOXES = "opening.components_first"
# A second opening nearer to the first than this is only its wording: "the goal is that no driver ever waits".
_OWN_WORDS = 8

Candidate = tuple[Rule, Match]


def settle_openings(
    candidates: Sequence[Candidate], second_words: int, blockers: Sequence[Candidate]
) -> list[Candidate]:
    """Return the candidates for an opening that stand.

    The earliest wins. A limit and an outcome both stand when the second follows soon in words of its own; boxes stand
    only when nothing good came before. Boxes that are half of a choice or of a remedy (`blockers`) are no opening.
    """
    ordered = sorted(candidates, key=lambda candidate: (candidate[1].start, -candidate[0].weight, -candidate[1].end))
    ordered = [entry for entry in ordered if entry[0].signal != _BOXES or not _blocked(entry[1], blockers)]
    if not ordered:
        return []
    first = ordered[0]
    kept = [first]
    if first[0].signal == _BOXES:
        return kept
    for rule, match in ordered[1:]:
        other = rule.signal not in (first[0].signal, _BOXES) and all(
            rule.signal != kept_rule.signal for kept_rule, _ in kept
        )
        if other and match.start >= first[1].start + _OWN_WORDS and match.start < second_words:
            kept.append((rule, match))
    return kept


def _blocked(match: Match, blockers: Sequence[Candidate]) -> bool:
    return any(blocker.start < match.end + 4 and blocker.end > match.start - 4 for _, blocker in blockers)
