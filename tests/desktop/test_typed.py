"""Typed interviews: the same interviewer, without a sound."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cases.general_files import manners
from desktop.practice.interjection import Interjection, Kind
from desktop.practice.sitting import Sitting
from desktop.practice.typed import TypedInterview, lines_of
from desktop.program import open_program
from speech.models import SPHINX

Run = Callable[..., "subprocess.CompletedProcess[str]"]
START = (
    "Before I draw anything, the hard limit is that a shopper must never pay for an item that is already gone. "
    "For ninety five percent of products the stock count is at most two seconds old. "
)
FAILURE = (
    "When the warehouse link goes down, the counts go stale. Then checkout falls back to a reserved buffer, and a "
    "person reconciles the counts by hand afterwards. "
)
CHOICE = "I choose a short delay over instant updates. We gain a fast checkout, but we give up fresh counts on search. "


def interview(*answers: str, style: str = "neutral", seed: int = 0, format_id: str = "") -> tuple[Interjection, ...]:
    program = open_program()
    case = program.catalogue.case("global-inventory-sync")
    format_ = next((entry for entry in case.formats if entry.id == format_id), case.formats[0])
    sitting = Sitting(case, format_, SPHINX, Path(), style=style, seed=seed)
    told: list[Interjection] = []
    typed = TypedInterview(sitting, program.scorer, told.append)
    typed.run(lines_of(answer) for answer in answers)
    assert tuple(told) == typed.said
    assert sum(entry.spent_seconds for entry in typed.phase_times) == pytest.approx(typed.clock.elapsed_seconds)
    return typed.said


def test_an_answer_without_failure_is_asked_for_it_and_one_with_it_is_not() -> None:
    without, having = interview(START + CHOICE), interview(START + FAILURE)
    assert without[0].trigger == "missing:failure.mode"
    assert "nothing for “How it breaks” (failure.mode)" in without[0].reason
    assert "missing:failure.mode" not in {entry.trigger for entry in having}
    assert [entry.id for entry in without] != [entry.id for entry in having]


@pytest.mark.parametrize("style", ["supportive", "neutral", "tough"])
def test_the_same_words_are_asked_the_same(style: str) -> None:
    assert interview(START, CHOICE, style=style) == interview(START, CHOICE, style=style)


def test_a_reply_is_given_to_what_was_asked() -> None:
    said = interview(START + CHOICE, FAILURE)
    assert said[0].trigger == "missing:failure.mode"
    assert "missing:failure.recovery" not in {entry.trigger for entry in said[1:]}


def test_long_answers_are_moved_on_and_the_time_is_called() -> None:
    program = open_program()
    case = program.catalogue.case("global-inventory-sync")
    whole = case.formats[0]
    # As the whole one, in nine minutes.
    phases = tuple(replace(phase, minutes=phase.minutes / 5) for phase in whole.phases)
    format_ = replace(whole, minutes=9, phases=phases)
    sitting = Sitting(case, format_, SPHINX, Path(), time_calls=manners().time_calls)
    typed = TypedInterview(sitting, program.scorer, lambda _: None)
    typed.run([lines_of((START + CHOICE + FAILURE) * 12)])
    kinds = [entry.kind for entry in typed.said]
    assert kinds.count(Kind.TIME_CALL) == 2
    assert kinds.count(Kind.NEXT_PHASE) >= 3
    assert kinds.count(Kind.CHANGE) == 1
    assert typed.clock.remaining_seconds < 0


def test_the_command_prints_reasons_and_one_json_document(rostrum: Run, tmp_path: Path) -> None:
    (tmp_path / "answer.txt").write_text(START + CHOICE)
    printed = rostrum("rehearse", "global-inventory-sync", "--text", "--answer", tmp_path / "answer.txt")
    assert printed.returncode == 0, printed.stderr
    assert "why: the answer came to rest" in printed.stdout
    assert "planned 06:00  spent" in printed.stdout
    assert "Score: " in printed.stdout
    typed = rostrum("rehearse", "global-inventory-sync", "--text", "--json", stdin=START + CHOICE)
    document = json.loads(typed.stdout)
    assert document["interjections"][0]["trigger"] == "missing:failure.mode"
    assert document["interjections"][0]["reply"]["words"] == 0
    assert document["score"]["overall"] is not None
    assert "why: " in typed.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((), 2, "name a CASE"),
        (("global-inventory-sync", "--speed", "0", "--answer", "a.wav"), 2, "--speed 0"),
        (("global-inventory-sync", "--speed", "3"), 2, "cannot be hurried"),
        (("global-inventory-sync", "--answer", "nowhere.wav"), 3, "nowhere.wav: there is no such file"),
        (("global-inventory-sync", "--text", "--format", "song"), 3, "there is no format 'song'"),
        (("global-inventory-sinc", "--text"), 3, "did you mean global-inventory-sync"),
        (("global-inventory-sync", "--text", "--format", "debrief"), 3, "rehearse the case first"),
        (("global-inventory-sync", "--text"), 3, "nothing was typed"),
        (("--continue", "20260101-000000-abcdef"), 3, "there is no rehearsal.json"),
    ],
)
def test_each_mistake_is_one_line(rostrum: Run, arguments: tuple[str, ...], code: int, told: str) -> None:
    done = rostrum("rehearse", *arguments)
    assert done.returncode == code, done.stderr
    assert told in done.stderr
    assert done.stderr.strip().count("\n") <= 1
    assert "Traceback" not in done.stderr
