"""Whatever is drawn happens or is refused in one line; undone, it is as it was; any second can be seen again."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies

from desktop.practice.diagram.checks import MOST_BOXES, cleaned
from desktop.practice.diagram.drawing import Refused, apply, drawn_seconds, free_id, rebuild, sift
from desktop.practice.diagram.events import ArrowDrawn, BoxChanged, BoxDrawn, BoxRemoved, Event, Redone, Undone
from desktop.practice.diagram.model import Arrow, Box, Diagram, Measure, Place
from tests.desktop.diagram.examples import CHECKOUT, PRICING, RIGHT
from tests.desktop.diagram.sequences import ANY, LIKELY


def applied(events: list[Event]) -> tuple[Diagram, list[Event]]:
    """Return the diagram of the events that can happen, one by one, and these."""
    diagram, happened = Diagram(), []
    for event in events:
        before = dict(diagram.boxes), dict(diagram.arrows)
        try:
            after = apply(diagram, event)
        except Refused as error:
            assert len(str(error).splitlines()) == 1
            assert str(error)
        else:
            assert (diagram.boxes, diagram.arrows) == before
            diagram, happened = after, [*happened, event]
        for arrow in diagram.arrows.values():
            assert arrow.source in diagram.boxes
            assert arrow.target in diagram.boxes
    return diagram, happened


@given(ANY | LIKELY)
def test_any_sequence_is_applied_or_refused_in_one_line(events: list[Event]) -> None:
    diagram, happened = applied(events)
    sifted, taken, refused = sift(events)
    assert sifted == diagram
    assert list(taken) == happened
    assert len(taken) + len(refused) == len(events)


@given(LIKELY)
def test_all_undone_is_the_empty_diagram_and_all_made_again_is_the_whole(events: list[Event]) -> None:
    diagram, _ = applied(events)
    undone, steps = diagram, 0
    while undone.undoable:
        undone, steps = apply(undone, Undone(4000)), steps + 1
    assert undone == Diagram()
    with pytest.raises(Refused, match="nothing to undo"):
        apply(undone, Undone(4000))
    for _ in range(steps):
        undone = apply(undone, Redone(4000))
    assert undone == diagram


@given(LIKELY, strategies.floats(0, 3600))
def test_the_diagram_at_a_second_is_that_of_the_events_up_to_it(events: list[Event], second: float) -> None:
    _, happened = applied(sorted(events, key=lambda event: event.second))
    assert rebuild(happened, second) == applied([event for event in happened if event.second <= second])[0]


def test_undo_is_an_event_with_its_second() -> None:
    events = [*RIGHT, Undone(60), Undone(61), Redone(62)]
    assert rebuild(events, 60) == rebuild(RIGHT[:-1])
    assert rebuild(events, 61) == rebuild(RIGHT[:-2])
    assert rebuild(events) == rebuild(RIGHT[:-1])


def test_a_box_takes_its_arrows_along_and_brings_them_back() -> None:
    diagram = rebuild(RIGHT)
    removed = apply(diagram, BoxRemoved(70, "c"))
    assert set(removed.arrows) == {"a7"}
    assert apply(removed, Undone(71)) == diagram


def test_a_new_change_ends_what_could_be_made_again() -> None:
    diagram = apply(rebuild(RIGHT), Undone(60))
    assert diagram.redoable
    assert apply(diagram, BoxChanged(61, replace(CHECKOUT, place=Place(1, 2)))).redoable is None


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (BoxDrawn(1, CHECKOUT), 'there is the box "c" already: give the new one an id of its own'),
        (BoxChanged(1, replace(CHECKOUT, id="nobody")), 'there is no box "nobody": draw it first'),
        (BoxDrawn(1, Box("n", " ")), "name: it is empty: write what the box is called"),
        (BoxDrawn(1, Box("n", "a\u202eb")), "name: character 2 (U+202E) controls the text and is not seen: remove it"),
        (BoxDrawn(1, Box("n", "x" * 81)), "name: it has 81 characters: shorten it to 80"),
        (BoxDrawn(1, Box("n n", "N")), 'id: "n n" is no id: use 1 to 40 letters, digits, - and _'),
        (BoxDrawn(float("nan"), Box("n", "N")), "second: nan is no second of a recording"),
        (ArrowDrawn(1, Arrow("n", "c", "nobody")), 'to: there is no box "nobody"'),
        (ArrowDrawn(1, Arrow("n", "c", "c")), "to: the arrow ends where it begins"),
        (ArrowDrawn(1, Arrow("n", "c", "p", latency=Measure(8, "parsec"))), 'there is no unit of time "parsec"'),
        (ArrowDrawn(1, Arrow("n", "c", "p", cost=Measure(-1, "euro"))), "cost.value: -1 is no amount"),
        (Redone(1), "there is nothing to make again: undo something first"),
    ],
)
def test_what_cannot_happen_is_refused_with_the_mend(event: Event, line: str) -> None:
    with pytest.raises(Refused) as error:
        apply(rebuild(RIGHT), event)
    assert line in str(error.value)
    assert len(str(error.value).splitlines()) == 1


def test_a_diagram_has_an_end() -> None:
    full = rebuild([BoxDrawn(0, Box(f"b{number}", "Box")) for number in range(MOST_BOXES)])
    with pytest.raises(Refused, match="at most 10000 boxes"):
        apply(full, BoxDrawn(1, Box("more", "Box")))
    assert apply(full, Undone(1)).boxes.keys() == full.boxes.keys() - {f"b{MOST_BOXES - 1}"}


def test_helpers_of_whoever_draws() -> None:
    assert free_id({"b1", "b3"}, "b") == "b2"
    assert cleaned(" Pri\u202ecing\n  service\x07 ") == "Pricing service"
    assert drawn_seconds(RIGHT)["p"] == 20
    assert drawn_seconds([BoxDrawn(1, PRICING), BoxRemoved(2, "p"), BoxDrawn(3, PRICING)]) == {"p": 1}
