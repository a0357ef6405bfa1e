"""What the interviewer says while the candidate speaks: why, when, and how it was answered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What an interjection is. `PUSH_BACK` and `CHANGE` ask for a reply that is judged on its own.

    `AGAIN` says something a second time, because the candidate asked for it: it asks for nothing new.
    """

    PUSH_BACK = "push-back"
    CHANGE = "change"
    NEXT_PHASE = "next phase"
    PROMPT = "prompt"
    TIME_CALL = "time call"
    AGAIN = "said again"


JUDGED = (Kind.PUSH_BACK, Kind.CHANGE)
# The end of a voice in the room comes a little later than at the loudspeaker.
_ECHO_BEFORE_SECONDS = 0.1
_ECHO_AFTER_SECONDS = 0.4


@dataclass(frozen=True, slots=True)
class Reply:
    """How a push-back was answered, judged on the words up to the next one.

    `held` are those of the things asked for that the reply holds, `lacked` the others; both are ids of signals and
    talking points. `good_reply` is what the case says a strong one does.
    """

    words: int
    reanchored: bool
    narrowed: bool
    held: tuple[str, ...]
    lacked: tuple[str, ...]
    quote: str
    good_reply: str


@dataclass(frozen=True, slots=True)
class Interjection:
    """One thing the interviewer said. `at_seconds` and `until_seconds` are times in the recording.

    `reason` says in a sentence why it was said just then; `elapsed_seconds` is what the clock showed. `reply` is None
    until the answer is marked, and for what asks for none.
    """

    kind: Kind
    id: str
    text: str
    reason: str
    trigger: str
    asks_for: tuple[str, ...]
    good_reply: str
    elapsed_seconds: float
    at_seconds: float
    until_seconds: float
    reply: Reply | None = None


def echo_stretches(said: Sequence[Interjection]) -> tuple[tuple[float, float], ...]:
    """Return the stretches of the recording in which the program itself may be heard, in seconds."""
    return tuple(
        (entry.at_seconds - _ECHO_BEFORE_SECONDS, entry.until_seconds + _ECHO_AFTER_SECONDS)
        for entry in said
        if entry.until_seconds > entry.at_seconds
    )


def interjection_document(entry: Interjection) -> dict[str, Any]:
    """Return an interjection as a JSON document, times in seconds."""
    document: dict[str, Any] = {
        "kind": entry.kind.value,
        "id": entry.id,
        "text": entry.text,
        "reason": entry.reason,
        "trigger": entry.trigger,
        "asks_for": list(entry.asks_for),
        "good_reply": entry.good_reply,
        "elapsed": round(entry.elapsed_seconds, 3),
        "at": round(entry.at_seconds, 3),
        "until": round(entry.until_seconds, 3),
    }
    reply = entry.reply
    if reply is not None:
        document["reply"] = {
            "words": reply.words,
            "reanchored": reply.reanchored,
            "narrowed": reply.narrowed,
            "held": list(reply.held),
            "lacked": list(reply.lacked),
            "quote": reply.quote,
        }
    return document


def interjection_from_document(document: Any) -> Interjection:
    """Read an interjection back. Raises `ValueError` for what is none."""
    try:
        entry = Interjection(
            kind=Kind(document["kind"]),
            id=_text(document["id"]),
            text=_text(document["text"]),
            reason=_text(document["reason"]),
            trigger=_text(document["trigger"]),
            asks_for=_texts(document["asks_for"]),
            good_reply=_text(document["good_reply"]),
            elapsed_seconds=float(document["elapsed"]),
            at_seconds=float(document["at"]),
            until_seconds=float(document["until"]),
        )
        said = document.get("reply")
        if said is None:
            return entry
        reply = Reply(
            words=int(said["words"]),
            reanchored=said["reanchored"] is True,
            narrowed=said["narrowed"] is True,
            held=_texts(said["held"]),
            lacked=_texts(said["lacked"]),
            quote=_text(said["quote"]),
            good_reply=entry.good_reply,
        )
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"no interjection of an interviewer ({error})") from error
    return replace(entry, reply=reply)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError(f"{values!r} is no list")
    return tuple(map(_text, values))
