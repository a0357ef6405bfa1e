"""Scores as JSON documents, as the command line prints them and the archive keeps them; and the batch's lines."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from cases.model import Case
from rubrics.model import (
    Advice,
    DeliveryMark,
    Evidence,
    Finding,
    Flag,
    Ledger,
    LedgerEntry,
    LedgerLine,
    PillarMark,
    Score,
    Slot,
    TalkingPointMark,
)
from rubrics.scorer import Scorer
from rubrics.text import Passage

_KINDS = ("answer", "snippet")


def score_document(score: Score) -> dict[str, Any]:
    """Return the score as plain values; `score_from_document` reads them back."""
    document: dict[str, Any] = {
        "overall": _rounded(score.overall),
        "band": None if score.band is None else [_rounded(end) for end in score.band],
        "provisional": score.provisional,
        "pillars": {mark.pillar: _rounded(mark.points) for mark in score.pillars},
        "pillar_titles": {mark.pillar: mark.title for mark in score.pillars},
        "delivery": None if score.delivery is None else asdict(score.delivery),
        "signals": [_signal(finding) for finding in score.findings],
        "talking_points": [asdict(mark) for mark in score.talking_points],
        "advice": [asdict(advice) for advice in score.advice],
        "seconds_to_first_constraint": score.seconds_to_first_constraint,
        "ledgers": [asdict(ledger) for ledger in score.ledgers],
        "flags": [asdict(flag) for flag in score.flags],
        "format": score.format,
        "word_error": score.word_error,
    }
    plain: dict[str, Any] = _plain(document)
    return plain


def score_from_document(document: Mapping[str, Any]) -> Score:
    """Return the score that a document holds. Raises ValueError when it is not one."""
    try:
        return _score(document)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is no score: {error}") from error


def batch_line(scorer: Scorer, line: str | bytes, cases: Mapping[str, Case]) -> dict[str, Any]:
    """Return the judgement on one line of a batch; a bad line gives its id, if it has one, and what is wrong."""
    identity: Any = None
    try:
        request = json.loads(line, parse_constant=_refuse_constant)
        if not isinstance(request, dict):
            raise ValueError("a line must be a JSON object")
        identity = request.get("id")
        return _judged(scorer, request, cases)
    except UnicodeDecodeError as error:
        return {"id": identity, "error": f"not text in UTF-8 (byte {error.start})"}
    except (ValueError, RecursionError) as error:
        return {"id": identity, "error": str(error) or type(error).__name__}


def _refuse_constant(name: str) -> Any:
    # Python reads and writes them, JSON knows none of them.
    raise ValueError(f"{name} is no JSON")


def _judged(scorer: Scorer, request: Mapping[str, Any], cases: Mapping[str, Case]) -> dict[str, Any]:
    text, kind, case_id = request.get("text"), request.get("kind", "answer"), request.get("case")
    if not isinstance(text, str):
        raise ValueError("`text` must be a text")
    if kind not in _KINDS:
        raise ValueError(f"`kind` must be answer or snippet, not {kind!r}")
    if case_id is not None and (not isinstance(case_id, str) or case_id not in cases):
        raise ValueError(f"there is no case {case_id!r}")
    passage, case = Passage.from_text(text), cases[case_id] if case_id is not None else None
    if kind == "snippet":
        findings, overall = scorer.findings(passage, kind, case), None
    else:
        score = scorer.score(passage, case)
        findings, overall = score.findings, score.overall or 0.0
    signals = [{"id": entry.signal, "start": entry.start, "end": entry.end, "quote": entry.quote} for entry in findings]
    return {"id": request.get("id"), "signals": signals, "overall": _rounded(overall)}


def _signal(finding: Finding) -> dict[str, Any]:
    document = asdict(finding)
    document["id"] = document.pop("signal")
    return {key: value for key, value in document.items() if key not in ("seconds", "end_seconds") or value is not None}


def _plain(value: Any) -> Any:
    """Return the value as JSON would give it back: lists for tuples."""
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    return [_plain(entry) for entry in value] if isinstance(value, list | tuple) else value


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 1)


def _score(document: Mapping[str, Any]) -> Score:
    band, delivery = document["band"], document["delivery"]
    return Score(
        overall=document["overall"],
        band=None if band is None else (band[0], band[1]),
        pillars=tuple(
            PillarMark(pillar, document["pillar_titles"].get(pillar, pillar), points)
            for pillar, points in document["pillars"].items()
        ),
        delivery=None if delivery is None else DeliveryMark(**{**delivery, "remarks": tuple(delivery["remarks"])}),
        findings=tuple(map(_finding, document["signals"])),
        talking_points=tuple(TalkingPointMark(**mark) for mark in document["talking_points"]),
        advice=tuple(
            Advice(**{**advice, "missing": tuple(advice.get("missing", ()))}) for advice in document["advice"]
        ),
        provisional=document["provisional"],
        seconds_to_first_constraint=document["seconds_to_first_constraint"],
        # Scores that were kept before there were ledgers have none.
        ledgers=tuple(map(_ledger, document.get("ledgers", ()))),
        flags=tuple(
            Flag(**{**flag, "evidence": tuple(Evidence(**place) for place in flag["evidence"])})
            for flag in document.get("flags", ())
        ),
        format=document.get("format", ""),
        word_error=document.get("word_error", 0.0),
    )


def _ledger(document: Mapping[str, Any]) -> Ledger:
    entries = (
        LedgerEntry(_evidence(entry["evidence"]), tuple(map(_ledger_line, entry["lines"])), entry["out_of_order"])
        for entry in document["entries"]
    )
    return Ledger(document["id"], document["title"], tuple(entries))


def _ledger_line(document: Mapping[str, Any]) -> LedgerLine:
    return LedgerLine(**{**document, "evidence": _evidence(document["evidence"])})


def _evidence(document: Mapping[str, Any] | None) -> Evidence | None:
    return None if document is None else Evidence(**document)


def _finding(document: Mapping[str, Any]) -> Finding:
    values = {"seconds": None, "end_seconds": None, **document}
    signal, slots = values.pop("id"), values.pop("slots")
    return Finding(signal=signal, slots=tuple(Slot(**slot) for slot in slots), **values)
