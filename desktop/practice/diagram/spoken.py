"""A diagram held against what was said: what was drawn in silence, never spoken of, or spoken of and never drawn."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from desktop.practice.diagram.events import ArrowChanged, ArrowDrawn, BoxChanged, BoxDrawn, Event
from desktop.practice.diagram.hearing import Hearing
from desktop.practice.diagram.mark import Mark
from desktop.practice.diagram.model import BoxKind, Diagram
from rubrics.names import keys_of, read_name
from rubrics.things import Thing, spoken_things
from rubrics.wording import word_set

# A shorter silence is breath; a longer one is told by itself.
_LEAST_SILENCE_SECONDS = 4.0
_LONG_SILENCE_SECONDS = 10.0
# A hand that draws began so long before the element was there.
_DRAWING_SECONDS = 5.0

# A head that is drawn once a box of this kind is there, whatever its name.
_KIND_OF: Mapping[str, BoxKind] = {
    "queue": BoxKind.QUEUE, "broker": BoxKind.QUEUE, "bus": BoxKind.QUEUE, "database": BoxKind.STORE,
    "ledger": BoxKind.STORE, "warehouse": BoxKind.STORE, "lake": BoxKind.STORE, "provider": BoxKind.EXTERNAL,
}  # fmt: skip
# Whoever writes one of these has drawn the thing, under the name of what is bought for it.
_ALSO: Mapping[str, frozenset[str]] = {
    "cache": word_set("cached redis memcached cdn varnish edge memory"),
    "cdn": word_set("cloudfront akamai fastly cloudflare edge cache"),
    "gateway": word_set("proxy edge ingress kong nginx balancer entry bff"),
    "database": word_set("postgres postgresql mysql mongo mongodb dynamo dynamodb cassandra sql table tables"),
    "queue": word_set("kafka rabbitmq sqs kinesis topic stream events broker bus"),
    "scheduler": word_set("cron timer schedule job jobs"),
    "orchestrator": word_set("workflow saga temporal coordinator"),
    "replica": word_set("standby copy secondary"),
}


def silences(events: Sequence[Event], hearing: Hearing) -> list[tuple[float, float, Event]]:
    """Return the stretches in which something was drawn and nobody spoke, in seconds, each with its first event.

    A stretch begins five seconds before its first event, or where speech ended, and ends with its last event.
    """
    drawn = [event for event in events if isinstance(event, BoxDrawn | BoxChanged | ArrowDrawn | ArrowChanged)]
    found: list[tuple[float, float, Event]] = []
    at = 0
    for begin, end in _gaps(hearing):
        while at < len(drawn) and drawn[at].second <= begin:
            at += 1
        first = at
        while at < len(drawn) and drawn[at].second < end:
            at += 1
        if at > first:
            start, last = max(begin, drawn[first].second - _DRAWING_SECONDS), drawn[at - 1].second
            if last - start >= _LEAST_SILENCE_SECONDS:
                found.append((start, last, drawn[first]))
    return found


def long_silences(stretches: Sequence[tuple[float, float, Event]], diagram: Diagram) -> Iterator[Mark]:
    """Yield the stretches that are long enough for an interviewer to look up."""
    for start, end, event in stretches:
        if end - start < _LONG_SILENCE_SECONDS:
            continue
        element, name = _element(event, diagram)
        yield Mark(
            "silent_drawing", element, name, start, f"You drew for {end - start:.0f} seconds without a word.",
            "Say what each line is for while you draw it.",
        )  # fmt: skip


def never_spoken(diagram: Diagram, seconds: Mapping[str, float], hearing: Hearing) -> Iterator[Mark]:
    """Yield the boxes of whose name nothing was heard that comes near it."""
    spotter = hearing.spotter(hearing.all)
    for id_, box in diagram.boxes.items():
        if box.kind in (BoxKind.USER, BoxKind.HUMAN) or spotter.may_be_spoken(read_name(box.name, hearing.stemmer)):
            continue
        yield Mark(
            "never_spoken", id_, box.name, seconds.get(id_),
            f"{box.name} was drawn, and nothing like that name was heard.",
            "Say in a sentence what it does and for whom, or leave it out.",
        )  # fmt: skip


def never_drawn(diagram: Diagram, hearing: Hearing) -> Iterator[Mark]:
    """Yield the parts that were plainly spoken of more than once and that no word of the drawing names."""
    terms = hearing.case.vocabulary if hearing.case else ()
    spotter = hearing.spotter(hearing.sure)
    words = _written(diagram)
    drawn = keys_of(words, hearing.stemmer)
    told: set[str] = set()
    things = spoken_things(hearing.sure, spotter, terms, hearing.stemmer)
    # The one with a noun before it says more than the bare word.
    for thing in sorted(things, key=lambda entry: not entry.keys):
        if thing.head in told and not thing.keys:
            continue
        if _is_drawn(thing, diagram, drawn, hearing):
            told.add(thing.head)
            continue
        told.add(thing.head)
        yield Mark(
            "never_drawn", "", thing.phrase, thing.evidence.seconds,
            f"You spoke of \u201c{thing.phrase}\u201d {thing.times} times, and no box bears that name.",
            "Draw it, or say which box it is part of.", thing.evidence.quote,
        )  # fmt: skip


def _gaps(hearing: Hearing) -> Iterator[tuple[float, float]]:
    """Yield the stretches in which nobody spoke."""
    ended = 0.0
    for begin, end in sorted(hearing.sounds()):
        if begin - ended >= _LEAST_SILENCE_SECONDS:
            yield ended, begin
        ended = max(ended, end)
    yield ended, float("inf")


def _element(event: Event, diagram: Diagram) -> tuple[str, str]:
    """Return the id of what was drawn and its name; nothing of one that is gone."""
    if isinstance(event, BoxDrawn | BoxChanged) and event.box.id in diagram.boxes:
        return event.box.id, diagram.boxes[event.box.id].name
    if isinstance(event, ArrowDrawn | ArrowChanged) and event.arrow.id in diagram.arrows:
        return event.arrow.id, diagram.arrow_name(diagram.arrows[event.arrow.id])
    return "", ""


def _written(diagram: Diagram) -> list[str]:
    boxes = (box.name for box in diagram.boxes.values())
    arrows = ((arrow.label, arrow.risk, arrow.note) for arrow in diagram.arrows.values())
    return [*boxes, *chain.from_iterable(arrows)]


def _is_drawn(thing: Thing, diagram: Diagram, drawn: frozenset[str], hearing: Hearing) -> bool:
    """Return whether the drawing may hold a thing; True where that is in doubt."""
    also = frozenset(map(hearing.stemmer.stem, _ALSO.get(thing.head, ())))
    if thing.keys:
        return any(_alike(key, other) for key in thing.keys for other in drawn) or bool(also & drawn)
    if hearing.stemmer.stem(thing.head) in drawn or also & drawn:
        return True
    return any(box.kind is _KIND_OF.get(thing.head) for box in diagram.boxes.values())


def _alike(one: str, other: str) -> bool:
    return one == other or (len(one) > 4 and len(other) > 4 and one[:5] == other[:5])
