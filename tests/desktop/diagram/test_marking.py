"""A right diagram earns no complaint; one with a mistake of every kind earns one for each, at its place and second."""

import json
import math
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from cases.model import Case
from desktop.practice.diagram.drawing import rebuild, sift
from desktop.practice.diagram.events import ArrowChanged, Event, Undone
from desktop.practice.diagram.hearing import Hearing
from desktop.practice.diagram.mark import DiagramMarks, Mark
from desktop.practice.diagram.marking import mark_diagram, marks_document
from desktop.practice.diagram.model import Arrow, Box, Diagram, Measure, Zone
from rubrics.loader import load_rubric
from rubrics.scorer import Scorer
from rubrics.wording import word_list
from speech.transcript import Segment, Transcript, Word
from tests.desktop.diagram.examples import (
    CHECKOUT,
    FLAGS,
    PRICING,
    RIGHT,
    RIGHT_SAID,
    SHOPPER,
    WRONG,
    WRONG_SAID,
    milliseconds,
    said,
)
from tests.desktop.diagram.sequences import ANY, LIKELY


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(load_rubric())


def marked(
    scorer: Scorer, events: tuple[Event, ...], transcript: Transcript | None, case: Case | None = None
) -> DiagramMarks:
    hearing = Hearing(transcript, case, scorer) if transcript else None
    return mark_diagram(rebuild(events), events, hearing, scorer.rubric.language.stemmer)


def of_kind(marks: DiagramMarks, kind: str) -> list[Mark]:
    return [mark for mark in marks.marks if mark.kind == kind]


def test_a_right_diagram_earns_no_complaint(scorer: Scorer) -> None:
    marks = marked(scorer, RIGHT, RIGHT_SAID)
    assert [mark.text for mark in marks.marks] == []
    assert marks.unjudged == ()
    assert (marks.arrows, marks.with_latency, marks.with_cost, marks.with_risk) == (7, 7, 7, 7)
    assert marks.first_box_seconds == 12
    assert marks.first_constraint_seconds is not None
    assert marks.first_constraint_seconds < 12


def test_each_planted_mistake_is_found_once_at_its_place(scorer: Scorer) -> None:
    marks = marked(scorer, WRONG, WRONG_SAID)
    found = [(mark.kind, mark.element, mark.second) for mark in marks.marks]
    assert found == [
        ("constraint_late", "u", 2),
        ("never_drawn", "", pytest.approx(14.67, abs=0.1)),
        ("silent_drawing", "p", 35),
        ("single_point", "y", 52),
        ("control_plane_on_path", "f", 60),
        ("latency_contradicted", "a2", 61),
        ("never_spoken", "z", 67),
        ("not_annotated", "a4", 71),
    ]
    assert (marks.with_latency, marks.with_cost, marks.with_risk, marks.arrows) == (6, 5, 5, 6)


def test_each_mark_says_what_is_so_and_in_one_sentence_what_to_do(scorer: Scorer) -> None:
    marks = marked(scorer, WRONG, WRONG_SAID)
    texts = {mark.kind: (mark.text, mark.quote) for mark in marks.marks}
    assert texts["not_annotated"][0] == "The arrow from Feature flags to Payment provider has no cost and no risk."
    assert texts["latency_contradicted"] == (
        "The arrow says 200 ms, and you said something else.",
        "Checkout asks pricing and that call takes eighty milliseconds at a small cost",
    )
    assert texts["never_drawn"][0] == "You spoke of \u201cfraud engine\u201d 2 times, and no box bears that name."
    for mark in marks.marks:
        assert mark.advice.endswith(".")
        assert mark.advice.count(". ") == 0


def test_silence_is_counted_from_five_seconds_before_the_first_stroke(scorer: Scorer) -> None:
    marks = marked(scorer, WRONG, WRONG_SAID)
    assert marks.silent_seconds == pytest.approx(52 - 35)
    assert of_kind(marks, "silent_drawing")[0].text == "You drew for 17 seconds without a word."


def test_without_words_or_times_what_cannot_be_judged_is_said_and_not_guessed(scorer: Scorer) -> None:
    diagram, stemmer = rebuild(WRONG), scorer.rubric.language.stemmer
    silent = mark_diagram(diagram, WRONG, None, stemmer)
    assert {mark.kind for mark in silent.marks} == {"single_point", "control_plane_on_path", "not_annotated"}
    assert silent.unjudged == ("What was said: there is no transcript.",)
    plain = mark_diagram(diagram, (), Hearing(WRONG_SAID, None, scorer), stemmer)
    assert {"constraint_late", "silent_drawing"} & {mark.kind for mark in plain.marks} == set()
    assert plain.silent_seconds is None
    assert {mark.second for mark in plain.marks if mark.kind in ("single_point", "never_spoken")} == {None}
    untimed = Transcript(
        "text", "", "en", (Segment(None, None, tuple(Word(word) for word in WRONG_SAID.text.split())),)
    )
    assert "Silent drawing and the first limit: the transcript has no times." in marked(scorer, WRONG, untimed).unjudged
    outside = tuple(replace(box, zones=()) for box in diagram.boxes.values())
    bare = Diagram({box.id: box for box in outside}, diagram.arrows)
    assert mark_diagram(bare, (), None, stemmer).unjudged[0].startswith("Single points and the control plane")
    assert {mark.kind for mark in mark_diagram(bare, (), None, stemmer).marks} == {"not_annotated"}


def test_an_empty_diagram_has_nothing_to_mend(scorer: Scorer) -> None:
    marks = marked(scorer, (), RIGHT_SAID)
    assert (marks.boxes, marks.arrows, of_kind(marks, "single_point")) == (0, 0, [])


def test_a_piece_that_was_not_heard_leaves_boxes_alone(scorer: Scorer) -> None:
    deaf = replace(WRONG_SAID, segments=(*WRONG_SAID.segments, Segment(80.0, 90.0, (), heard=False)))
    marks = marked(scorer, WRONG, deaf)
    assert of_kind(marks, "never_spoken") == []
    assert any("could not be heard" in reason for reason in marks.unjudged)


def test_what_pocketsphinx_heard_is_no_ground_for_names_and_numbers(scorer: Scorer) -> None:
    marks = marked(scorer, WRONG, replace(WRONG_SAID, engine="sphinx"))
    kinds = {mark.kind for mark in marks.marks}
    assert not kinds & {"never_spoken", "latency_contradicted"}
    assert {"single_point", "silent_drawing", "never_drawn"} <= kinds
    assert any("pocketsphinx" in reason for reason in marks.unjudged)


CALL: tuple[Event, ...] = tuple(event for event in RIGHT if getattr(event, "second", 0) <= 40)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Checkout asks pricing and that call takes three hundred milliseconds.", "latency_contradicted"),
        ("The call to the pricing service takes half a second.", "latency_contradicted"),
        ("The pricing call stays under fifty milliseconds at p95.", "latency_contradicted"),
        ("The charge by the payment provider costs fifty cents per order.", "cost_contradicted"),
        # Rounder words, room enough, another unit for the same.
        ("Checkout asks pricing and that call takes ninety milliseconds.", ""),
        ("The pricing call stays under two hundred milliseconds.", ""),
        ("Checkout asks pricing and that call takes zero point zero eight seconds.", ""),
        # About more than this arrow, or another time altogether.
        ("The whole budget for checkout and pricing is three hundred milliseconds.", ""),
        ("Checkout asks pricing with a timeout of three hundred milliseconds.", ""),
        ("Pricing used to answer in three hundred milliseconds before we moved it.", ""),
        ("Does checkout to pricing take three hundred milliseconds?", ""),
        ("Checkout calls pricing every three hundred milliseconds.", ""),
        ("Checkout asks pricing and keeps the price for five minutes.", ""),
        ("Checkout and pricing were built by one team in two days.", ""),
        # Put right by the speaker.
        ("Checkout asks pricing in three hundred milliseconds, sorry, in eighty milliseconds.", ""),
        # Which arrow is meant nobody knows.
        ("The call takes three hundred milliseconds and that is fine.", ""),
        ("Pricing and the payment provider answer checkout in three hundred milliseconds.", ""),
        # A price a month is no price an order.
        ("The charge by the payment provider costs fifty euros per month.", ""),
    ],
)
def test_only_what_plainly_contradicts_is_told(scorer: Scorer, sentence: str, told: str) -> None:
    marks = marked(scorer, CALL, said((1, sentence)))
    assert [mark.kind for mark in marks.marks if mark.kind.endswith("contradicted")] == ([told] if told else [])


def test_a_drawing_put_right_contradicts_nothing(scorer: Scorer) -> None:
    arrow = rebuild(WRONG).arrows["a2"]
    mended = (*WRONG, ArrowChanged(80, replace(arrow, latency=milliseconds(80))))
    assert of_kind(marked(scorer, mended, WRONG_SAID), "latency_contradicted") == []
    assert len(of_kind(marked(scorer, (*mended, Undone(81)), WRONG_SAID), "latency_contradicted")) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "The fraud engine scores it.",
        "We do without a fraud engine, and nobody needs a fraud engine here.",
        "Should there be a fraud engine? Or is the fraud engine too much?",
        "Pricing is the slow service and checkout calls the slow service.",
        "The service and the service and again the service and the provider and the provider.",
        "The price cache is warm, and the price cache is small.",
        "The order goes into the queue, and the queue keeps it.",
    ],
)
def test_what_may_well_be_drawn_or_was_not_meant_is_not_missed(scorer: Scorer, sentence: str) -> None:
    assert of_kind(marked(scorer, RIGHT, said((1, sentence))), "never_drawn") == []


def test_a_bare_part_is_missed_when_nothing_like_it_is_there(scorer: Scorer) -> None:
    sentence = "Every read goes to the cache first, and then the cache is filled again."
    (mark,) = of_kind(marked(scorer, CALL, said((1, sentence))), "never_drawn")
    assert (mark.name, mark.second) == ("cache", pytest.approx(1 + 5 / 3, abs=0.01))


def test_a_term_of_the_case_is_known_by_what_recognisers_make_of_it(scorer: Scorer, catalogue_case: Case) -> None:
    sentence = "It goes to the dead letter queue, and someone looks into the dead letter queue."
    assert [
        mark.name for mark in of_kind(marked(scorer, CALL, said((1, sentence)), catalogue_case), "never_drawn")
    ] == ["dead letter queue"]


@pytest.fixture(scope="module")
def catalogue_case() -> Case:
    from cases.catalogue import Catalogue

    return Catalogue().case("remote-command")


@pytest.mark.parametrize(
    "sentence",
    [
        "The zookeeper keeps count.",
        "Here the zoo keeper keeps count.",
        "Here the zookeepr keeps count.",
        "Zookeeping is what this one does.",
    ],
)
def test_a_name_that_was_nearly_heard_counts_as_spoken(scorer: Scorer, sentence: str) -> None:
    marks = marked(scorer, WRONG, said((1, sentence)))
    assert "z" not in {mark.element for mark in of_kind(marks, "never_spoken")}


def diagram_of(boxes: tuple[Box, ...], *arrows: tuple[str, str, str]) -> Diagram:
    drawn = [Arrow(f"a{number}", one, other, label) for number, (one, other, label) in enumerate(arrows)]
    return Diagram({box.id: box for box in boxes}, {arrow.id: arrow for arrow in drawn})


def single_points(scorer: Scorer, diagram: Diagram) -> set[str]:
    marks = mark_diagram(diagram, (), None, scorer.rubric.language.stemmer)
    return {mark.element for mark in marks.marks if mark.kind == "single_point"}


def test_single_points(scorer: Scorer) -> None:
    line = diagram_of((SHOPPER, CHECKOUT, PRICING), ("u", "c", ""), ("c", "p", ""))
    assert single_points(scorer, line) == {"c", "p"}
    twin = replace(PRICING, id="q", name="Pricing service 2")
    twice = diagram_of((SHOPPER, CHECKOUT, PRICING, twin), ("u", "c", ""), ("c", "p", ""), ("c", "q", ""))
    assert single_points(scorer, twice) == {"c"}
    other_way = replace(CHECKOUT, id="d", name="Phone orders")
    around = diagram_of(
        (SHOPPER, CHECKOUT, other_way, PRICING), ("u", "c", ""), ("u", "d", ""), ("c", "p", ""), ("d", "p", "")
    )
    assert single_points(scorer, around) == {"p"}
    written = diagram_of((SHOPPER, CHECKOUT), ("u", "c", "falls back to the phone"))
    assert single_points(scorer, written) == set()
    nowhere = diagram_of((CHECKOUT, PRICING))
    assert single_points(scorer, nowhere) == set()


def test_a_way_out_that_names_its_box_is_one_for_that_box(scorer: Scorer) -> None:
    cached = Box("k", "Cached price", zones=(Zone.DEGRADED_MODE,))
    page = Box("s", "Static page", zones=(Zone.DEGRADED_MODE,))
    payment = replace(PRICING, id="y", name="Payment")
    boxes = (SHOPPER, CHECKOUT, PRICING, payment, cached, page)
    ways = (("u", "c", ""), ("c", "p", ""), ("c", "y", ""), ("c", "k", ""))
    assert single_points(scorer, diagram_of(boxes, *ways)) == {"c", "y"}
    assert single_points(scorer, diagram_of(boxes, *ways, ("u", "s", ""))) == set()


def test_the_control_plane_may_set_and_watch(scorer: Scorer) -> None:
    watch = replace(FLAGS, id="m", name="Metrics")
    fine = diagram_of(
        (SHOPPER, CHECKOUT, PRICING, FLAGS, watch),
        ("u", "c", ""), ("c", "p", ""), ("f", "c", "settings"), ("c", "m", "counts"), ("m", "p", "scales"),
    )  # fmt: skip
    marks = mark_diagram(fine, (), None, scorer.rubric.language.stemmer)
    assert of_kind(marks, "control_plane_on_path") == []
    both = replace(CHECKOUT, zones=(Zone.CUSTOMER_PATH, Zone.CONTROL_PLANE))
    marks = mark_diagram(diagram_of((SHOPPER, both), ("u", "c", "")), (), None, scorer.rubric.language.stemmer)
    assert [mark.element for mark in of_kind(marks, "control_plane_on_path")] == ["c"]


def test_units_of_drawn_costs(scorer: Scorer) -> None:
    from desktop.practice.diagram.measures import cost_in, latency_in, money_of

    units = scorer.rubric.language.units
    assert latency_in("80 ms", units) == latency_in("eighty milliseconds", units) == Measure(80, "ms")
    assert latency_in("1.5s", units) == Measure(1.5, "s")
    assert latency_in("soon", units) is None
    assert latency_in("80 ms or 2 s", units) is None
    assert cost_in("0.02 euro per order", units) == Measure(0.02, "euro per order")
    assert cost_in("$40 a month", units) == Measure(40, "dollar a month")
    assert cost_in("2 people", units) == Measure(2, "people")
    assert cost_in("7", units) is None
    assert money_of(Measure(2, "cents per order"), units) == (0.02, "", frozenset({"per", "order"}))
    assert money_of(Measure(2, "people"), units) is None


SPOKEN = word_list(
    "checkout pricing call takes eighty milliseconds two euros per order the cache is a queue? it, fails. x\u00e9 7 "
    "P95 9999999999 $ dead letter queue never must limit \u4fa1 shopper"
)
WORDS = strategies.sampled_from(SPOKEN)


@given(events=ANY | LIKELY, words=strategies.lists(WORDS, max_size=60), timed=strategies.booleans())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_drawing_with_any_words_is_judged(
    scorer: Scorer, events: list[Event], words: list[str], *, timed: bool
) -> None:
    _, happened, _ = sift(sorted(events, key=lambda event: 0.0 if math.isnan(event.second) else event.second))
    transcript = said((1, " ".join(words))) if words else Transcript("whisper", "", "en", ())
    if not timed:
        segment = Segment(None, None, tuple(Word(word) for word in words))
        transcript = replace(transcript, segments=(segment,))
    marks = marked(scorer, happened, transcript)
    known = {"", *rebuild(happened).boxes, *rebuild(happened).arrows}
    assert {mark.element for mark in marks.marks} <= known
    json.dumps(marks_document(marks), allow_nan=False)
