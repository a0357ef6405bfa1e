"""The general formats, the interviewer's manners, and what cases may say about push-backs."""

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from cases.catalogue import Catalogue
from cases.general_files import (
    GeneralError,
    general_formats,
    load_formats,
    load_manners,
    manners,
    with_general_formats,
)
from cases.loader import CaseError, load_case, load_track
from cases.model import KINDS
from cases.trigger import Trigger, read_trigger
from desktop.practice.interview import prepare
from rubrics.loader import load_rubric


def test_every_format_of_the_tracks_is_there() -> None:
    minutes = {entry.id: entry.minutes for entry in general_formats()}
    assert minutes == {
        "system-design": 45, "debrief": 30, "recruiter-screen": 30, "product-case": 60, "leadership": 45,
        "leadership-long": 60, "diagram-run-through": 15, "opening-drill": 2, "push-back-drill": 1.5,
        "offer-conversation": 10,
    }  # fmt: skip
    for kind in KINDS:
        assert any(kind in entry.suits for entry in general_formats()), kind


def test_the_manners_name_only_signals_that_exist() -> None:
    signals = {signal.id for signal in load_rubric().signals}
    manners = load_manners(files("cases.general").joinpath("interviewer.toml"), signals)
    assert {style.id for style in manners.styles} == {"supportive", "neutral", "tough"}
    assert {"missing:failure.mode", "found:metric.vanity"} <= {entry.trigger for entry in manners.push_backs}


def test_a_case_is_practised_in_the_formats_of_its_kind_and_in_its_own(tmp_path: Path, good_case: str) -> None:
    path = tmp_path / "corner-shop.toml"
    path.write_text(good_case)
    case = load_case(path)
    ids = [entry.id for entry in with_general_formats(case).formats]
    assert ids == ["system-design", "debrief", "diagram-run-through", "opening-drill", "push-back-drill", "short"]
    own = replace(case.formats[0], id="debrief")
    (debrief,) = [
        entry for entry in with_general_formats(replace(case, formats=(own,))).formats if entry.about != "case"
    ]
    assert (debrief.title, debrief.interviewer) == ("Short", "presses")
    assert [entry.id for entry in with_general_formats(replace(case, kind="offer", formats=())).formats] == [
        "offer-conversation", "push-back-drill",
    ]  # fmt: skip


def test_the_catalogue_gives_cases_with_all_their_formats() -> None:
    for case in Catalogue().cases:
        assert {"push-back-drill"} <= {entry.id for entry in case.formats}


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("always", Trigger("always")),
        ("missing:failure.mode", Trigger("missing", "failure.mode")),
        ("found:overclaim", Trigger("found", "overclaim")),
        ("noticed:silence", Trigger("noticed", "silence")),
        ("noticed:rain", None),
        ("Always", None),
        ("missing:", None),
    ],
)
def test_triggers(text: str, trigger: Trigger | None) -> None:
    assert read_trigger(text) == trigger


SPOILT = {
    "kind": ('title = "Corner shop"', 'title = "Corner shop"\nkind = "sytem"', 'kind: "sytem" is none of'),
    "observation": ('"missing:tradeoff.explicit"', '"noticed:silense"', 'trigger: nobody notices "silense"'),
    "share": ('id = "why"', 'id = "why"\nafter = 1.5', "push_backs[0].after: 1.5 is no share of the time"),
    "asked": ('id = "why"', 'id = "why"\nasks_for = ["milc"]', 'or talking point "milc": did you mean milk?'),
    "follow-up": ('id = "why"', 'id = "why"\nfollow_up = "what"', 'there is no push-back "what"'),
    "itself": ('id = "why"', 'id = "why"\nfollow_up = "why"', "the follow-ups go round: why -> why"),
    "change": ("[change]", "[change]\nat = 2", "change.at: 2 is no share of the time"),
    "manner": ('id = "short"', 'id = "short"\ninterviewer = "asking"', "formats[0].interviewer: "),
    "about": ('id = "short"', 'id = "short"\nabout = "cases"', "formats[0].about: "),
    "suits": ('id = "short"', 'id = "short"\nsuits = ["sytem"]', "formats[0].suits[0]: "),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after", "line"), SPOILT.values(), ids=SPOILT)
def test_each_fault_is_one_line(tmp_path: Path, good_case: str, before: str, after: str, line: str) -> None:
    path = tmp_path / "spoilt.toml"
    path.write_text(good_case.replace(before, after, 1))
    with pytest.raises(CaseError) as error:
        load_case(path, signals={"tradeoff.explicit"})
    (problem,) = error.value.problems
    assert line in str(problem)


def test_follow_ups_that_go_round_are_told_once_a_push_back(tmp_path: Path, good_case: str) -> None:
    second = (
        '[[push_backs]]\nid = "{}"\ntext = "Why?"\ntrigger = "always"\ngood_reply = "Says."\nfollow_up = "{}"\n[change]'
    )
    text = good_case.replace('id = "why"', 'id = "why"\nfollow_up = "how"').replace(
        "[change]", second.format("how", "why")
    )
    path = tmp_path / "round.toml"
    path.write_text(text)
    with pytest.raises(CaseError) as error:
        load_case(path)
    assert [problem.place for problem in error.value.problems] == ["push_backs[0].follow_up", "push_backs[1].follow_up"]
    path.write_text(text.replace('follow_up = "why"\n[change]', "[change]"))
    assert load_case(path).push_backs[0].follow_up == "how"


def test_the_days_of_a_loop_go_forward(tmp_path: Path, good_track: str) -> None:
    loop = '[[loop]]\nday = {}\ntitle = "Screen"\nformat = "recruiter-screen"\n'
    path = tmp_path / "track.toml"
    path.write_text(good_track + loop.format(1) + loop.format(4))
    assert [entry.day for entry in load_track(path).loop] == [1, 4]
    path.write_text(good_track + loop.format(4) + loop.format(4))
    with pytest.raises(CaseError, match=r"loop\[1\].day: day 4 cannot come after day 4"):
        load_track(path)


def test_a_broken_general_file_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "formats.toml"
    path.write_text('[[formats]]\nid = "a"\ntitle = "A"\nminutes = 3\nphases = []\nsuits = ["nothing"]\n')
    with pytest.raises(GeneralError, match=r"formats\[0\].suits\[0\]"):
        load_formats(path)


def test_a_diagram_is_run_through_in_five_phases_with_its_time_calls() -> None:
    (run_through,) = [entry for entry in general_formats() if entry.id == "diagram-run-through"]
    assert [(phase.id, phase.minutes) for phase in run_through.phases] == [
        ("goal", 2), ("boxes", 4), ("arrows", 4), ("degraded", 3), ("close", 2),
    ]  # fmt: skip
    assert run_through.interviewer == "listens"
    calls = [call.minutes_left for call in prepare(run_through, manners().time_calls).time_calls]
    assert calls == [5, 1, 0]
