"""Marks a diagram: what is missing, what hangs on one box, and what does not fit what was said.

A doubtful claim is left out: what is not told here is not thereby right.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from desktop.practice.diagram.contradictions import contradicted
from desktop.practice.diagram.drawing import drawn_seconds
from desktop.practice.diagram.events import BoxDrawn, Event
from desktop.practice.diagram.hearing import Hearing
from desktop.practice.diagram.mark import DiagramMarks, Mark
from desktop.practice.diagram.model import Diagram
from desktop.practice.diagram.paths import CustomerPath
from desktop.practice.diagram.spoken import long_silences, never_drawn, never_spoken, silences
from rubrics.stems import Stemmer


def mark_diagram(diagram: Diagram, events: Sequence[Event], hearing: Hearing | None, stemmer: Stemmer) -> DiagramMarks:
    """Return the marks of a diagram, in the order of their seconds.

    `events` are empty for a diagram whose drawing nobody recorded, `hearing` None where nothing was said.
    """
    seconds = drawn_seconds(events)
    first_box = next((event for event in events if isinstance(event, BoxDrawn)), None)
    path = CustomerPath(diagram, seconds, stemmer)
    marks = [*_not_annotated(diagram, seconds), *path.single_points(), *path.crossings()]
    silent_seconds = first_constraint = None
    if hearing is not None:
        marks += never_drawn(diagram, hearing)
        if not hearing.is_provisional:
            marks += contradicted(diagram, hearing)
            marks += never_spoken(diagram, seconds, hearing) if hearing.is_whole else ()
        if hearing.has_times:
            first_constraint = hearing.first_constraint_seconds
        if hearing.has_times and events:
            stretches = silences(events, hearing)
            silent_seconds = sum(end - start for start, end, _ in stretches)
            marks += [*long_silences(stretches, diagram), *_late_constraint(first_box, first_constraint, diagram)]
    arrows = diagram.arrows.values()
    return DiagramMarks(
        boxes=len(diagram.boxes),
        arrows=len(diagram.arrows),
        with_latency=sum(arrow.latency is not None for arrow in arrows),
        with_cost=sum(arrow.cost is not None for arrow in arrows),
        with_risk=sum(bool(arrow.risk.strip()) for arrow in arrows),
        silent_seconds=silent_seconds,
        first_constraint_seconds=first_constraint,
        first_box_seconds=first_box.second if first_box else None,
        marks=tuple(sorted(marks, key=lambda mark: (mark.second is None, mark.second or 0.0))),
        unjudged=tuple(_unjudged(diagram, events, hearing, path)),
    )


def marks_document(marks: DiagramMarks) -> dict[str, Any]:
    """Return the marks as plain values."""
    document = asdict(marks)
    return {**document, "marks": list(document["marks"]), "unjudged": list(document["unjudged"])}


def _not_annotated(diagram: Diagram, seconds: Mapping[str, float]) -> Iterator[Mark]:
    for id_, arrow in diagram.arrows.items():
        there = {"latency": arrow.latency, "cost": arrow.cost, "risk": arrow.risk.strip()}
        missing = [f"no {name}" for name, value in there.items() if not value]
        if missing:
            listed = " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))
            name = diagram.arrow_name(arrow)
            yield Mark(
                "not_annotated", id_, name, seconds.get(id_), f"The arrow from {name} has {listed}.",
                "Say it and write it the moment you draw the arrow, a guess with its unit if need be.",
            )  # fmt: skip


def _late_constraint(first_box: BoxDrawn | None, constraint: float | None, diagram: Diagram) -> Iterator[Mark]:
    if first_box is None or (constraint is not None and constraint <= first_box.second):
        return
    here = first_box.box.id in diagram.boxes
    text = "No limit was heard before the first box."
    if constraint is not None:
        text = f"The first limit was heard {constraint - first_box.second:.0f} seconds after the first box."
    yield Mark(
        "constraint_late", first_box.box.id if here else "", first_box.box.name, first_box.second, text,
        "Say what must never happen, and for whom, before you draw anything.",
    )  # fmt: skip


def _unjudged(diagram: Diagram, events: Sequence[Event], hearing: Hearing | None, path: CustomerPath) -> Iterator[str]:
    if not path.boxes and diagram.boxes:
        yield "Single points and the control plane: no box lies on the customer path."
    if hearing is None:
        yield "What was said: there is no transcript."
        return
    if hearing.is_provisional:
        yield "Boxes never spoken of and numbers said otherwise: pocketsphinx mishears too many names and numbers."
    elif not hearing.is_whole:
        yield "Boxes that were never spoken of: a piece of the answer could not be heard."
    if not events:
        yield "Silent drawing and the first limit: this file does not tell when its elements were drawn."
    elif not hearing.has_times:
        yield "Silent drawing and the first limit: the transcript has no times."
