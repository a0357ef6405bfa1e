"""The sheet that a run-through leaves: which component moves which measure, by how much, and who says so; as CSV."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass

from desktop.practice.cells import cell
from desktop.practice.diagram.events import ArrowChanged, ArrowDrawn, Event
from desktop.practice.diagram.hearing import Hearing
from desktop.practice.diagram.model import BoxKind, Diagram
from desktop.practice.report import clock
from rubrics.model import Finding
from rubrics.names import NameSpotter, read_names
from rubrics.reading import Reading

_COLUMNS = ("component", "metric", "estimate", "source")
_PEOPLE = (BoxKind.USER, BoxKind.HUMAN)
_MEASURES = ("metric.operational", "metric.quantified", "metric.money")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the sheet; what nobody said or drew is empty, to be filled in."""

    component: str
    metric: str = ""
    estimate: str = ""
    source: str = ""


def fill_sheet(diagram: Diagram, events: Sequence[Event] = (), hearing: Hearing | None = None) -> tuple[Row, ...]:
    """Return the rows of every component: what its arrows say, and the measures that were named beside its name.

    A component that neither speaks of has one row with nothing but its name. People have none.
    """
    rows: dict[str, list[Row]] = {id_: [] for id_, box in diagram.boxes.items() if box.kind not in _PEOPLE}
    for id_, row in (*_drawn_rows(diagram, events), *(_said_rows(diagram, hearing) if hearing else ())):
        if id_ in rows:
            rows[id_].append(row)
    return tuple(row for id_, own in rows.items() for row in own or [Row(diagram.boxes[id_].name)])


def write_sheet(rows: Sequence[Row]) -> str:
    """Return the sheet as CSV with a line of titles; no cell of it is ever taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([cell(value) for value in astuple(row)] for row in rows)
    return out.getvalue()


def _drawn_rows(diagram: Diagram, events: Sequence[Event]) -> Iterator[tuple[str, Row]]:
    """Yield what the arrows say, each for the box that is called."""
    seconds = _written_seconds(events)
    for arrow in diagram.arrows.values():
        component, caller = diagram.boxes[arrow.target].name, diagram.boxes[arrow.source].name
        at = clock(seconds.get(arrow.id))
        source = f"drawn at {at}" if at else "drawn"
        if arrow.latency:
            yield arrow.target, Row(component, f"latency for {caller}", str(arrow.latency), source)
        if arrow.cost:
            yield arrow.target, Row(component, f"cost for {caller}", str(arrow.cost), source)
        if arrow.risk.strip():
            yield arrow.target, Row(component, f"risk for {caller}", arrow.risk.strip(), source)


def _written_seconds(events: Sequence[Event]) -> Mapping[str, float]:
    return {event.arrow.id: event.second for event in events if isinstance(event, ArrowDrawn | ArrowChanged)}


def _said_rows(diagram: Diagram, hearing: Hearing) -> Iterator[tuple[str, Row]]:
    """Yield the measures that were said with a number, in a sentence that names one component and no other."""
    reading = hearing.sure
    named = _named_at(diagram, hearing, hearing.spotter(reading))
    sentences: dict[tuple[int, int], list[Finding]] = {}
    for finding in hearing.findings:
        if finding.signal in _MEASURES:
            at = _token_of(reading, finding)
            sentences.setdefault((reading.sentence_start(at), reading.sentence_end(at)), []).append(finding)
    for (first, last), findings in sentences.items():
        owners = {id_ for place in range(first, last) for id_ in named.get(place, ())}
        estimate = _numbers_in(reading, first, last)
        if len(owners) == 1 and estimate:
            (owner,) = owners
            # The longest names the measure, the others are its numbers.
            metric = max((finding.quote for finding in findings), key=len)
            said = clock(findings[0].seconds)
            yield owner, Row(diagram.boxes[owner].name, metric, estimate, f"said at {said}" if said else "said")


def _named_at(diagram: Diagram, hearing: Hearing, spotter: NameSpotter) -> Mapping[int, Sequence[str]]:
    named: dict[int, list[str]] = {}
    names = read_names((box.name for box in diagram.boxes.values()), hearing.stemmer)
    for id_, name in zip(diagram.boxes, names, strict=True):
        for place in spotter.places(name):
            named.setdefault(place, []).append(id_)
    return named


def _token_of(reading: Reading, finding: Finding) -> int:
    return next(at for at, token in enumerate(reading.tokens) if token.end > finding.start)


def _numbers_in(reading: Reading, first: int, last: int) -> str:
    """Return the numbers between two tokens as they were said."""
    tokens, text = reading.tokens, reading.passage.text
    inside = [quantity for quantity in reading.quantities if first <= quantity.start < last]
    return ", ".join(text[tokens[entry.start].start : tokens[entry.end - 1].end] for entry in inside)
