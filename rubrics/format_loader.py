"""Formats and ledgers of the library: from their documents to values."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from rubrics.flags import FlagKind
from rubrics.formats import FormatMarks, FormatPillar
from rubrics.ledgers import LedgerKind, LedgerPart
from rubrics.model import Pillar
from rubrics.pattern import Pattern

Document = Mapping[str, Any]


def make_format(
    shape: Document, signals: Sequence[Document], pillars: Sequence[Document], marking: Document
) -> FormatMarks:
    """Return how a format is marked; without pillars of its own it is marked on all of the rubric's."""
    own = shape.get("pillars")
    entries: Mapping[str, Document] = own or {
        pillar["id"]: {"weight": pillar["weight"], "signals": _good(signals, pillar["id"])} for pillar in pillars
    }
    known = {pillar["id"]: pillar for pillar in pillars}
    weights = {signal["id"]: float(signal.get("weight", 1.0)) for signal in signals}
    return FormatMarks(
        title=shape["title"],
        ids=tuple(shape["ids"]),
        pillars=tuple(
            # What a format names is what it is about: it counts whether it was heard or not.
            _pillar(id_, entry, known.get(id_, {}), weights, can_be_absent=not own)
            for id_, entry in entries.items()
        ),
        cap_pillars=tuple(shape.get("cap_pillars") or marking["cap_pillars"]),
        full_words=shape.get("full_words") or marking["full_words"],
        ledgers=tuple(shape["ledgers"]),
        talking_points=shape["talking_points"],
        bad_signals=tuple(shape.get("bad_signals", [signal["id"] for signal in signals if not signal["good"]])),
    )


def make_ledger(shape: Document, patterns: Callable[[Iterable[str]], tuple[Pattern, ...]]) -> LedgerKind:
    """Return a ledger; `patterns` makes patterns of their texts."""
    return LedgerKind(
        id=shape["id"],
        title=shape["title"],
        entry=shape["entry"],
        tracks=tuple(shape.get("tracks", ())),
        begins_signals=tuple(shape.get("begins_signals", ())),
        begins_patterns=patterns(shape.get("begins_patterns", ())),
        before=shape.get("before", 0),
        reach=shape.get("reach", 0),
        ordered=shape.get("ordered", False),
        announced=shape.get("announced", False),
        parts=tuple(
            LedgerPart(
                part["id"], part["title"], part["question"], tuple(part.get("signals", ())),
                tuple(part.get("slots", ())), patterns(part.get("patterns", ())),
            )
            for part in shape["parts"]
        ),
    )  # fmt: skip


def make_flag(shape: Document, patterns: Callable[[Iterable[str]], tuple[Pattern, ...]]) -> FlagKind:
    """Return when a flag is raised; `patterns` makes patterns of their texts."""
    return FlagKind(
        id=shape["id"],
        title=shape["title"],
        kind=shape["kind"],
        text=shape["text"],
        question=shape["question"],
        tracks=tuple(shape.get("tracks", ())),
        near_signals=tuple(shape.get("near_signals", ())),
        reach=shape.get("reach", 0),
        patterns=patterns(shape.get("patterns", ())),
        unless=patterns(shape.get("unless", ())),
        ledger=shape.get("ledger", ""),
        least=shape.get("least", 0),
    )


def format_problems(shape: Document) -> Iterator[str]:
    """Yield what is wrong with the pillars of a format: they must be able to earn something."""
    pillars = shape.get("pillars", {})
    for pillar in sorted(set(shape.get("cap_pillars", ())) - set(pillars)):
        yield f"cap_pillars: {pillar!r} is no pillar of this format: use one of {', '.join(sorted(pillars))}"
    for name, pillar in pillars.items():
        if bool(pillar.get("signals")) == bool(pillar.get("ledger")):
            yield f"pillars.{name}: it needs either signals or a ledger: name one of the two"
        elif pillar.get("ledger") and pillar["ledger"] not in shape["ledgers"]:
            yield f"pillars.{name}.ledger: {pillar['ledger']!r} is not kept in this format: add it to its ledgers"


def named_elsewhere(document: Document) -> Iterator[tuple[str, str, str]]:
    """Yield each place of formats and ledgers that names a signal or a ledger, with which of the two, and the name."""
    for number, marks in enumerate(document.get("format_marks", ())):
        yield from ((f"format_marks[{number}].ledgers", "ledger", ledger) for ledger in marks["ledgers"])
        yield from (
            (f"format_marks[{number}].bad_signals", "signal", signal) for signal in marks.get("bad_signals", ())
        )
        for name, pillar in marks.get("pillars", {}).items():
            place = f"format_marks[{number}].pillars.{name}"
            yield from ((f"{place}.signals", "signal", signal) for signal in pillar.get("signals", ()))
            if pillar.get("ledger"):
                yield f"{place}.ledger", "ledger", pillar["ledger"]
    for number, ledger in enumerate(document.get("ledgers", ())):
        place = f"ledgers[{number}]"
        yield from ((f"{place}.begins_signals", "signal", signal) for signal in ledger.get("begins_signals", ()))
        for part in ledger["parts"]:
            yield from ((f"{place}.parts.{part['id']}", "signal", signal) for signal in part.get("signals", ()))
    for number, flag in enumerate(document.get("flags", ())):
        yield from ((f"flags[{number}].near_signals", "signal", signal) for signal in flag.get("near_signals", ()))
        if flag.get("ledger"):
            yield f"flags[{number}].ledger", "ledger", flag["ledger"]


def _pillar(
    id_: str, entry: Document, known: Document, weights: Mapping[str, float], *, can_be_absent: bool
) -> FormatPillar:
    signals = tuple(entry.get("signals", ()))
    title = entry.get("title") or known.get("title", id_)
    optional = can_be_absent and known.get("optional", False)
    needed = entry.get("needed") or sum(weights[signal] for signal in signals)
    return FormatPillar(Pillar(id_, title, entry["weight"], optional), signals, needed, entry.get("ledger", ""))


def _good(signals: Iterable[Document], pillar: str) -> list[str]:
    return [signal["id"] for signal in signals if signal["good"] and signal["pillar"] == pillar]
