"""Findings as marks on the words of a transcript."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.ui.pillars import PillarLook, pillar_look
from rubrics.model import Finding, Signal


@dataclass(frozen=True, slots=True)
class Highlight:
    """A span of words, both ends included, marked for a move that was found in it."""

    first_word: int
    last_word: int
    title: str
    look: PillarLook


def highlights(findings: Iterable[Finding], signals: Iterable[Signal]) -> tuple[Highlight, ...]:
    """Return the findings as highlights, the longest first so that a shorter one inside it stays visible."""
    known = {signal.id: signal for signal in signals}
    marks = (_highlight(finding, known.get(finding.signal)) for finding in findings)
    return tuple(sorted(marks, key=lambda mark: (mark.first_word - mark.last_word, mark.first_word)))


def _highlight(finding: Finding, signal: Signal | None) -> Highlight:
    look = pillar_look(signal.pillar if signal else "")
    return Highlight(finding.first_word, finding.last_word, signal_title(finding.signal, signal), look)


def signal_title(signal_id: str, signal: Signal | None) -> str:
    """Return the name of a signal; one the rubric no longer knows goes by its id."""
    return signal.title if signal else signal_id.replace("_", " ").replace("-", " ").capitalize()
