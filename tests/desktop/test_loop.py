"""The loop of rounds and its fifth: the summary of those before it."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cases.model import Round, Track
from desktop.practice.interjection import Interjection, Kind, Reply
from desktop.practice.loop import Judged, standings, sum_up
from desktop.practice.rehearsal import Rehearsal, State
from rubrics.loader import load_rubric
from rubrics.model import Score
from rubrics.scorer import Scorer
from rubrics.text import Passage

Run = Callable[..., "subprocess.CompletedProcess[str]"]
TRACK = Track(
    "cities", "Cities", "All about cities.", ("goal",),
    (
        Round(1, "Screen", "recruiter-screen", "story"),
        Round(4, "Design", "system-design"),
        Round(21, "Committee", "summary"),
    ),
)  # fmt: skip
DONE = Rehearsal(
    "1", "story", "A story", "cities", "recruiter-screen", "Recruiter screen", "?", "2026-03-05T14:30:15+00:00",
    State.SCORED, overall=60.0,
)  # fmt: skip


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(load_rubric())


def test_each_round_has_its_newest_scored_rehearsal() -> None:
    others = (
        replace(DONE, id="recorded", state=State.RECORDED),
        replace(DONE, id="elsewhere", track="shops"),
        replace(DONE, id="another case", case_id="parking"),
        replace(DONE, id="design", case_id="parking", format_id="system-design"),
        DONE,
        replace(DONE, id="older"),
    )
    screen, design, committee = standings(TRACK, others)
    assert screen.rehearsal == DONE
    assert design.rehearsal is not None
    assert design.rehearsal.id == "design"
    assert (committee.rehearsal, committee.is_summary) == (None, True)
    assert [entry.rehearsal for entry in standings(TRACK, ())] == [None, None, None]


def score(scorer: Scorer, text: str) -> Score:
    return scorer.score(Passage.from_text(text))


def test_the_committee_sees_what_is_strong_weak_missing_and_costs(scorer: Scorer) -> None:
    asked = Interjection(Kind.PUSH_BACK, "cost", "?", "why", "always", ("metric.money",), "", 0, 0, 0)
    held = replace(asked, reply=Reply(9, False, False, ("metric.money",), (), "", ""))
    lacked = replace(asked, reply=Reply(9, False, False, (), ("metric.money",), "", ""))
    limit = "the hard limit is that no space is sold twice."
    first = score(scorer, f"{limit} we will know it worked when downloads and monthly active users go up")
    second = score(scorer, "when the sensor loses its connection the app falls back to the last known count")
    summary = sum_up(
        (Judged(TRACK.loop[0], first, (held, asked)), Judged(TRACK.loop[1], second, (lacked,))), scorer.rubric
    )
    assert (summary.rounds, summary.replies, summary.replies_held) == (2, 2, 1)
    assert "Hard limit first" not in summary.never
    assert "How it breaks" not in summary.never
    assert "Money" in summary.never
    assert summary.faults == {"Vanity measure": ("Screen",)}
    points = [mark for _, mark in summary.pillars]
    assert points == sorted(points, reverse=True)


def test_the_command_names_what_is_next_and_sums_up_what_was_done(
    rostrum: Run, home: Path, spoken: Callable[[str], Path]
) -> None:
    folder = home / "cases"
    folder.mkdir(parents=True)
    (folder / "track.toml").write_text(
        'id = "cities"\ntitle = "Cities"\nsummary = "All about cities."\norder = ["goal"]\n'
        '[[loop]]\nday = 1\ntitle = "Design"\nformat = "system-design"\ncase = "parking-guidance"\n'
        '[[loop]]\nday = 21\ntitle = "Committee"\nformat = "summary"\n'
    )
    assert rostrum("cases", "new", folder / "parking.toml").returncode == 0
    template = (folder / "parking.toml").read_text().replace('"bigcommerce-system-design"', '"cities"')
    (folder / "parking.toml").write_text(template)
    before = rostrum("loop", "cities")
    assert before.returncode == 0, before.stderr
    assert "day  1  Design" in before.stdout
    assert "not yet: rostrum rehearse parking-guidance --format system-design" in before.stdout
    assert "Committee, " not in before.stdout
    answer = spoken("The hard limit is that a driver is never sent to a space that is taken.")
    done = rostrum("rehearsals", "import", answer, "--case", "parking-guidance", "--engine", "sphinx")
    assert done.returncode == 0, done.stderr
    after = rostrum("loop", "cities")
    assert "Committee, 1 of 1 rounds heard" in after.stdout
    assert "In no round: " in after.stdout
    (document,) = json.loads(rostrum("loop", "cities", "--json").stdout)
    assert document["summary"]["rounds"] == 1
    assert document["rounds"][0]["rehearsal"]
    assert rostrum("loop", "towns").returncode == 3
