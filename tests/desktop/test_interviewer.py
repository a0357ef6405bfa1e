"""What the interviewer asks, when and why; no clock, no sound."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.general_files import general_formats, manners
from cases.model import Case, PushBack
from desktop.practice.agenda import Remark, Situation
from desktop.practice.interjection import Interjection, Kind
from desktop.practice.interviewer import Interviewer
from desktop.practice.notes import Noted
from rubrics.loader import load_rubric
from tests.desktop.examples import CASE as PARKING

MANNERS = manners()
STYLES = {style.id: style for style in MANNERS.styles}
FORMATS = {entry.id: entry for entry in general_formats()}
TITLES = {signal.id: signal.title for signal in load_rubric().signals}
CASE = replace(PARKING, push_backs=(), change=replace(PARKING.change, at=0.9))
# Everything an interviewer could miss.
GOOD = tuple(signal.id for signal in load_rubric().signals if signal.good)


def interviewer(
    case: Case = CASE, style: str = "neutral", format_id: str = "system-design", seed: int = 0
) -> Interviewer:
    return Interviewer(case, FORMATS[format_id], MANNERS, STYLES[style], TITLES, seed)


def noted(*names: str, at_seconds: float = 60) -> tuple[Noted, ...]:
    return tuple(Noted(name, f"words for {name}", at_seconds, at_seconds + 2) for name in names)


def situation(minute: float, *heard: str, silent_seconds: float = 1.5, **differing: object) -> Situation:
    usual = Situation(
        elapsed_seconds=minute * 60,
        recorded_seconds=minute * 60,
        phase_index=0,
        phase_elapsed_seconds=0,
        silent_seconds=silent_seconds,
        talking_seconds=0,
        unheard_seconds=0,
        voice_ago_seconds=None,
        thinking=False,
        noted=noted(*heard),
        words=500,
        words_since_asked=500,
    )
    return replace(usual, **differing)  # type: ignore[arg-type]


def asked(remark: Remark | None, minute: float) -> Interjection:
    assert remark is not None
    return Interjection(
        remark.kind, remark.id, remark.text, remark.reason, remark.trigger, remark.asks_for, remark.good_reply,
        minute * 60, minute * 60, minute * 60 + 5,
    )  # fmt: skip


def without(*signals: str) -> tuple[str, ...]:
    return tuple(signal for signal in GOOD if signal not in signals)


@pytest.mark.parametrize("minute", range(1, 45))
def test_nothing_about_failure_by_a_third_of_the_time_brings_the_failure_question(minute: int) -> None:
    remark = interviewer().next(situation(minute, *without("failure.mode")), ())
    if minute < 15:
        assert remark is None
    elif minute < 40:
        assert remark is not None
        assert (remark.id, remark.trigger) == ("what-breaks", "missing:failure.mode")
        assert remark.reason == f"by {minute:02}:00 of 45:00 nothing was heard for “How it breaks” (failure.mode)"
        assert "failure.mode" in remark.asks_for


@pytest.mark.parametrize(
    ("heard", "wanted", "why"),
    [
        ("metric.vanity", "how-would-you-know", "“words for metric.vanity” was said: “Vanity measure”"),
        ("number_without_unit", "what-does-it-count", "a number was said without what it counts"),
        ("trade_off_without_cost", "what-do-you-give-up", "what it costs was not said"),
        ("opening.components_first", "what-is-it-for", "“Boxes first”"),
        ("honesty.false_precision", "where-from", "“Invented figure”"),
        ("overclaim", "no-downside", "“Too good to be true”"),
    ],
)
def test_what_is_heard_is_asked_about_at_the_next_pause(heard: str, wanted: str, why: str) -> None:
    remark = interviewer().next(situation(2, *GOOD, heard), ())
    assert remark is not None
    assert remark.id == wanted
    assert why in remark.reason
    assert remark.reason.startswith("at 01:00")
    assert interviewer().next(situation(2, *GOOD, heard, silent_seconds=1.1), ()) is None


def test_only_a_tough_interviewer_interrupts_and_only_about_what_was_just_said() -> None:
    talking = situation(1.1, *GOOD, "metric.vanity", silent_seconds=0, talking_seconds=20)
    assert interviewer(style="neutral").next(talking, ()) is None
    assert interviewer(style="supportive").next(talking, ()) is None
    remark = interviewer(style="tough").next(talking, ())
    assert remark is not None
    assert any(remark.text.startswith(lead_in) for lead_in in STYLES["tough"].lead_ins)
    assert interviewer(style="tough").next(replace(talking, recorded_seconds=200), ()) is None
    assert interviewer(style="tough").next(replace(talking, talking_seconds=5), ()) is None


def test_a_supportive_interviewer_leaves_more_time() -> None:
    at_a_pause = situation(2, *GOOD, "metric.vanity", silent_seconds=1.5)
    assert interviewer(style="supportive").next(at_a_pause, ()) is None
    assert interviewer(style="supportive").next(replace(at_a_pause, silent_seconds=2.1), ()) is not None


@pytest.mark.parametrize(
    "not_now",
    [
        {"unheard_seconds": 3.0},
        {"silent_seconds": 0.0},
        {"silent_seconds": 1.1},
        {"voice_ago_seconds": 0.0},
        {"voice_ago_seconds": 5.0},
        {"thinking": True},
        {"words": 3},
    ],
)
def test_nobody_is_asked_for_what_may_just_have_been_said(not_now: dict[str, object]) -> None:
    now = situation(20, *without("failure.mode"))
    assert interviewer().next(now, ()) is not None
    assert interviewer().next(replace(now, **not_now), ()) is None  # type: ignore[arg-type]


def test_push_backs_keep_their_distance_and_wait_for_a_reply() -> None:
    host = interviewer()
    first = asked(host.next(situation(20, *without("failure.mode", "failure.recovery")), ()), 20)
    later = situation(21, *without("failure.mode", "failure.recovery"))
    assert host.next(later, (first,)) is None
    later = replace(later, recorded_seconds=1800, elapsed_seconds=1800)
    second = host.next(later, (first,))
    assert second is not None
    assert second.id != first.id
    assert host.next(replace(later, words_since_asked=3), (first,)) is None


def test_the_silence_is_broken_once_and_by_a_prompt() -> None:
    host = interviewer()
    remark = host.next(situation(5, silent_seconds=13, words=5), ())
    assert remark is not None
    assert (remark.kind, remark.id) == (Kind.PROMPT, "still-there")
    assert remark.reason == "nobody has spoken for 13 seconds"
    assert host.next(situation(5, silent_seconds=20, words=5), (asked(remark, 5),)) is None
    assert host.next(situation(5, silent_seconds=13, words=5, thinking=True), ()) is None


def test_an_answer_that_has_come_to_rest_is_asked_for_what_it_left_out() -> None:
    over = situation(2, *without("failure.mode"), handed_over=True)
    remark = interviewer().next(over, ())
    assert remark is not None
    assert remark.trigger == "missing:failure.mode"
    assert remark.reason.startswith("the answer came to rest at 02:00 and held nothing for “How it breaks”")


def test_too_long_on_one_phase_is_moved_on() -> None:
    first, second = FORMATS["system-design"].phases[:2]
    patient = situation(8, *GOOD, phase_elapsed_seconds=first.minutes * 60 * 1.2)
    assert interviewer().next(patient, ()) is None
    remark = interviewer().next(replace(patient, phase_elapsed_seconds=first.minutes * 60 * 1.3), ())
    assert remark is not None
    assert (remark.kind, remark.id) == (Kind.NEXT_PHASE, second.id)
    assert second.prompt in remark.text
    assert remark.reason == "Goal and limits has taken 07:48 of its 6 minutes"
    last = replace(patient, phase_index=4, phase_elapsed_seconds=9999.0)
    assert interviewer().next(last, ()) is None


def test_the_planned_change_comes_in_its_time_and_once() -> None:
    case = replace(CASE, change=replace(CASE.change, at=0.5))
    assert interviewer(case).next(situation(22, *GOOD), ()) is None
    remark = interviewer(case).next(situation(23, *GOOD), ())
    assert remark is not None
    assert (remark.kind, remark.text) == (Kind.CHANGE, "The sensors fail.")
    assert interviewer(case).next(situation(40, *GOOD), (asked(remark, 23),)) is None


def test_the_cases_own_words_come_before_the_general_ones() -> None:
    own = PushBack("mine", "And when it rains?", "missing:failure.mode", "Names the rain.")
    remark = interviewer(replace(CASE, push_backs=(own,))).next(situation(20, *without("failure.mode")), ())
    assert remark is not None
    assert (remark.id, remark.text) == ("mine", "And when it rains?")


def test_a_follow_up_comes_when_the_reply_held_nothing_of_what_was_asked_for() -> None:
    first = PushBack("mine", "And when it rains?", "missing:failure.mode", "Rain.", follow_up="again")
    again = PushBack("again", "I meant the rain.", "always", "Rain.")
    host = interviewer(replace(CASE, push_backs=(first, again)))
    before = (asked(host.next(situation(20, *without("failure.mode")), ()), 20),)
    replied = situation(20.5, *without("failure.mode"), words_since_asked=40)
    remark = host.next(replied, before)
    assert remark is not None
    assert (remark.id, remark.follows) == ("again", True)
    answered = replace(replied, noted=(*replied.noted, Noted("failure.mode", "it floods", 1210, 1212)))
    assert host.next(answered, before) is None
    # By itself it never comes.
    assert host.next(situation(36, *GOOD, handed_over=True), ()) is None


def test_the_same_words_and_seed_ask_the_same_and_another_seed_may_not() -> None:
    habits = tuple(PushBack(f"habit-{number}", "Why?", "always", "Says.") for number in range(8))
    case = replace(CASE, push_backs=habits)
    now = situation(20, *GOOD)
    chosen = {seed: interviewer(case, seed=seed).next(now, ()) for seed in range(10)}
    assert chosen == {seed: interviewer(case, seed=seed).next(now, ()) for seed in range(10)}
    assert len({remark.id for remark in chosen.values() if remark}) > 1


def test_one_who_only_listens_says_nothing() -> None:
    for minute in range(20):
        at = situation(minute, "metric.vanity", "overclaim", silent_seconds=60, handed_over=True)
        assert interviewer(format_id="opening-drill").next(at, ()) is None
        assert interviewer(format_id="diagram-run-through").next(at, ()) is None


def test_a_drill_is_one_objection_and_it_is_the_opening() -> None:
    case = replace(CASE, push_backs=(PushBack("cost", "What does it cost?", "always", "Names a sum."),))
    host = interviewer(case, style="tough", format_id="push-back-drill")
    text, remark = host.opening()
    assert remark is not None
    assert text == remark.text == "What does it cost?"
    assert host.next(situation(1.4, "overclaim", handed_over=True), (asked(remark, 0),)) is None


def test_a_debrief_presses_the_answer_that_was_given_and_then_on() -> None:
    case = replace(CASE, push_backs=(PushBack("cost", "What does it cost?", "always", "Names a sum."),))
    subject = noted(*without("rollout.plan"), "metric.vanity")
    host = Interviewer(case, FORMATS["debrief"], MANNERS, STYLES["neutral"], TITLES, 0, subject)
    text, remark = host.opening()
    assert text.startswith(FORMATS["debrief"].opening)
    entries = [asked(remark, 0)]
    for minute in range(1, 12):
        now = replace(situation(minute), noted=())
        following = host.next(now, entries)
        if following is None:
            break
        entries.append(asked(following, minute))
    ids = [entry.id for entry in entries]
    assert len(ids) == len(set(ids)) > 3
    assert ids[0] == "how-would-you-know"
    assert "cost" in ids
    assert "“words for metric.vanity” was said" in entries[0].reason


@given(st.data())
def test_nothing_is_ever_asked_twice_nor_into_what_is_not_heard_yet(data: st.DataObject) -> None:
    case = replace(CASE, push_backs=tuple(PushBack(f"p{n}", "Why?", "always", "Says.") for n in range(3)))
    style = data.draw(st.sampled_from(sorted(STYLES)))
    host = interviewer(
        case, style, data.draw(st.sampled_from(["system-design", "debrief"])), data.draw(st.integers(0, 5))
    )
    entries: list[Interjection] = []
    names = sorted({*TITLES, "number_without_unit", "trade_off_without_cost"})
    minute = 0.0
    for _ in range(data.draw(st.integers(1, 12))):
        minute += data.draw(st.floats(0.05, 6))
        now = situation(
            minute,
            *data.draw(st.lists(st.sampled_from(names), max_size=6, unique=True)),
            silent_seconds=data.draw(st.sampled_from([0.0, 1.0, 1.3, 5.0, 30.0])),
            unheard_seconds=data.draw(st.sampled_from([0.0, 2.0])),
            talking_seconds=data.draw(st.sampled_from([0.0, 30.0])),
        )
        remark = host.next(now, entries)
        if remark is None:
            continue
        assert (remark.kind, remark.id) not in {(entry.kind, entry.id) for entry in entries}
        assert remark.reason
        if now.unheard_seconds or not now.silent_seconds:
            assert remark.trigger.startswith("found:")
        if not now.silent_seconds:
            assert style == "tough"
        if remark.kind is not Kind.NEXT_PHASE:
            entries.append(asked(remark, minute))
