"""The built-in cases are complete, speakable, and can be heard by the built-in recogniser."""

import re
from collections import Counter
from pathlib import Path

import pytest

from cases.catalogue import Catalogue
from cases.model import KINDS, Case
from cases.wording_checks import spoken_texts

# What a synthetic voice reads well: words, commas, full stops, question marks, apostrophes, hyphens inside words.
SPEAKABLE = re.compile(r"[A-Za-z]([A-Za-z ,.?']|(?<=[a-z])-(?=[a-z]))*[.?]")
SENTENCE_END = re.compile(r"(?<=[.?]) ")
WORDING = re.compile(r"[a-z]+|\d+(\.\d+)?")
# Words of plain English that stand for a term all the same: nobody says them in these interviews otherwise.
HEARD_WORDS = {"skew", "skews"}
SIGNALS = {
    "opening.constraint", "opening.business_goal", "opening.components_first", "scope.non_goal", "metric.quantified",
    "metric.operational", "metric.vanity", "metric.money", "tradeoff.explicit", "tradeoff.contrast", "tradeoff.ranking",
    "failure.mode", "failure.recovery", "flow.lifecycle", "honesty.unknown_baseline", "honesty.false_precision",
    "pushback.reanchor", "pushback.narrow", "rollout.plan", "overclaim",
}  # fmt: skip

LIBRARY = Catalogue(signals=SIGNALS)
every_case = pytest.mark.parametrize("case", LIBRARY.cases, ids=lambda case: case.id)


@pytest.fixture(scope="module")
def pronounced() -> set[str]:
    """The words of the pronouncing dictionary that comes with the built-in recogniser."""
    pocketsphinx = pytest.importorskip("pocketsphinx", reason="the pronouncing dictionary comes with pocketsphinx")
    dictionary = Path(pocketsphinx.get_model_path()) / "en-us" / "cmudict-en-us.dict"
    return {line.split()[0] for line in dictionary.read_text(encoding="utf-8").splitlines() if line}


def test_nothing_is_wrong_with_the_library() -> None:
    assert [str(problem) for problem in LIBRARY.problems] == []


def test_each_track_has_its_cases() -> None:
    """At least six, eight and seven that are designed or decided, and the talks around them."""
    counts = Counter((case.track, case.kind in ("system", "product")) for case in LIBRARY.cases)
    assert counts == {
        ("bigcommerce-system-design", True): 7, ("bigcommerce-system-design", False): 3,
        ("bigcommerce-ai-ml", True): 6, ("bigcommerce-ai-ml", False): 3,
        ("bmw-system-design", True): 8, ("bmw-system-design", False): 3,
    }  # fmt: skip
    for track in LIBRARY.tracks:
        assert {case.kind for case in LIBRARY.cases if case.track == track.id} == set(KINDS)


def test_no_two_cases_push_back_in_the_same_words() -> None:
    texts = Counter(push_back.text for case in LIBRARY.cases for push_back in case.push_backs)
    assert [text for text, count in texts.items() if count > 1] == []


@every_case
def test_a_case_is_complete(case: Case) -> None:
    assert len(case.question.context) >= 6
    assert len(case.talking_points) >= 8
    assert len(case.vocabulary) >= 25
    assert len(case.push_backs) >= 6
    assert len(case.outline) >= 6
    assert len(case.weak_moves) >= 5


FORMATS = {
    "system": {
        "system-design": 45, "debrief": 30, "diagram-run-through": 15, "opening-drill": 2, "push-back-drill": 1.5,
    },
    "product": {"product-case": 60, "debrief": 30, "opening-drill": 2, "push-back-drill": 1.5},
    "screen": {"recruiter-screen": 30, "opening-drill": 2, "push-back-drill": 1.5},
    "leadership": {"leadership": 45, "leadership-long": 60, "opening-drill": 2, "push-back-drill": 1.5},
    "offer": {"offer-conversation": 10, "push-back-drill": 1.5},
}  # fmt: skip


@every_case
def test_a_case_has_the_formats_of_its_kind_and_their_phases_fill_them(case: Case) -> None:
    assert {entry.id: entry.minutes for entry in case.formats} == FORMATS[case.kind]
    for entry in case.formats:
        assert sum(phase.minutes for phase in entry.phases) == pytest.approx(entry.minutes)


@every_case
def test_a_push_back_says_what_a_good_reply_does(case: Case) -> None:
    for push_back in case.push_backs:
        assert len(push_back.good_reply.split()) >= 8, push_back.id
        # What is missing is what is asked for.
        assert push_back.asks_for or push_back.trigger.startswith("missing:"), push_back.id
    assert case.change.asks_for
    assert len(case.change.looks_for.split()) >= 12
    assert all(len(slot.says.split()) >= 5 for slot in case.outline)


def test_a_loop_names_rounds_that_can_be_practised() -> None:
    loops = {track.id: track.loop for track in LIBRARY.tracks}
    assert [(entry.day, entry.format) for entry in loops["bigcommerce-ai-ml"]] == [
        (1, "recruiter-screen"), (4, "system-design"), (9, "product-case"), (15, "leadership"), (21, "summary"),
    ]  # fmt: skip
    for entry in (entry for loop in loops.values() for entry in loop if entry.case):
        assert entry.format in {format_.id for format_ in LIBRARY.case(entry.case).formats}


@every_case
def test_the_question_takes_less_than_a_minute(case: Case) -> None:
    assert 3 <= len(SENTENCE_END.split(case.question.text)) <= 8
    assert 40 <= len(case.question.text.split()) <= 130


@every_case
def test_every_sentence_can_be_followed_by_ear(case: Case) -> None:
    sentences = [sentence for _, text in spoken_texts(case) for sentence in SENTENCE_END.split(text)]
    assert [sentence for sentence in sentences if len(sentence.split()) > 30] == []


@every_case
def test_all_that_is_spoken_can_be_read_by_a_voice(case: Case) -> None:
    assert [text for _, text in spoken_texts(case) if text and not SPEAKABLE.fullmatch(text)] == []


@every_case
def test_talking_points_are_worded_as_a_recogniser_prints_them(case: Case) -> None:
    wordings = [wording for point in case.talking_points for part in point.parts for wording in part]
    assert [text for text in wordings if not all(WORDING.fullmatch(word) for word in text.split())] == []
    assert [text for text in wordings if len(text.split()) > 7] == []


@every_case
def test_each_part_has_wordings_without_digits(case: Case) -> None:
    """A recogniser prints numbers as words or as digits: a part that knows the digits knows the words as well."""
    for point in case.talking_points:
        for part in point.parts:
            assert len(set(part)) == len(part) >= 4, point.id
            assert sum(not re.search(r"\d", wording) for wording in part) >= 3, point.id


@every_case
def test_every_spoken_form_has_a_pronunciation(case: Case, pronounced: set[str]) -> None:
    unknown = [(term.text, word) for term in case.vocabulary for word in term.spoken.split() if word not in pronounced]
    assert unknown == []


@every_case
def test_what_is_heard_is_not_a_word_with_a_meaning_of_its_own(case: Case, pronounced: set[str]) -> None:
    """A plain word as a mishearing would turn every honest use of it into the term."""
    heard = [form for term in case.vocabulary for form in term.heard_as]
    assert [form for form in heard if form in pronounced and form not in HEARD_WORDS] == []


@every_case
def test_each_term_has_one_to_five_mishearings(case: Case) -> None:
    for term in case.vocabulary:
        assert 1 <= len(term.heard_as) <= 5, term.text
        assert term.text.casefold() not in term.heard_as


@every_case
def test_push_backs_answer_both_what_is_said_and_what_is_not(case: Case) -> None:
    kinds = {push_back.trigger.split(":")[0] for push_back in case.push_backs}
    assert kinds == {"always", "missing", "found"}


def test_the_booking_fails_offline_at_the_dealer_and_in_a_rollback() -> None:
    case = LIBRARY.case("connected-service-booking")
    slots = " ".join(slot.slot.casefold() for slot in case.outline)
    for part in ("offline", "dealer boundary", "rollback", "consumer loop", "internal operations loop"):
        assert part in slots


def test_a_mishearing_belongs_to_one_term_alone() -> None:
    for case in LIBRARY.cases:
        heard = [form for term in case.vocabulary for form in term.heard_as]
        assert len(heard) == len(set(heard)), case.id


@pytest.mark.parametrize(
    "case",
    [case for case in LIBRARY.cases if (case.track, case.kind) == ("bmw-system-design", "system")],
    ids=lambda case: case.id,
)
def test_a_vehicle_case_has_its_failures_and_both_loops(case: Case) -> None:
    assert {"offline", "dealer", "rollback"} <= {failure.where for failure in case.failures}
    assert {version.id for version in case.versions} == {"consumer-loop", "operations-loop"}
    assert all(len(version.outline) >= 4 for version in case.versions)
