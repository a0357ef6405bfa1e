"""The loader: strict, kind, and everything at once."""

from pathlib import Path

import pytest

from rubrics.loader import RubricError, check_file, is_rubric, load_rubric

GOOD = """
[[rules]]
id = "my-own"
signal = "failure.mode"
kind = "phrase"
patterns = ["the door jams"]
message = "You named it."
fires = ["a", "b", "c"]
silent = ["d", "e", "f"]
"""


def check(tmp_path, text: str) -> list[str]:
    file = tmp_path / "own.toml"
    file.write_text(text, "utf-8")
    return [line.removeprefix(f"{file}: ") for line in check_file(file)]


def test_the_built_in_files_are_fine():
    rubric = load_rubric()
    assert len(rubric.signals) == 20
    assert {signal.pillar for signal in rubric.signals} == {pillar.id for pillar in rubric.pillars}


def test_a_good_file_has_no_problems(tmp_path):
    assert check(tmp_path, GOOD) == []


def test_all_problems_come_at_once_with_key_and_mend(tmp_path):
    bad = GOOD.replace('message = "You named it."\n', "").replace(
        'kind = "phrase"', 'kind = "phrase"\nwidth = 3\nweight = "x"'
    )
    assert check(tmp_path, bad) == [
        "rules[0].message: the key is missing: add it",
        "rules[0].weight: a number is needed: write it without quotation marks",
        "rules[0].width: there is no such key: remove it or correct its spelling",
    ]


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("failure.mode", "failure.mood", "rules[0].signal: there is no signal 'failure.mood'"),
        ('"phrase"', '"word"', "rules[0]: there is no such kind"),
        ('kind = "phrase"\n', "", "rules[0]: the key `kind` is missing"),
        ("the door jams", "the (door jams", "rules[0].patterns[0]: a ')' is missing"),
        ("the door jams", "the {dour} jams", "rules[0].patterns[0]: there is no class 'dour'"),
        ('["a", "b", "c"]', '["a"]', "rules[0].fires: "),
        ('"my-own"', '"break-named"', "rules[0].id: 'break-named' is used twice"),
    ],
)
def test_problems_name_the_place(tmp_path, old, new, wanted):
    (problem,) = check(tmp_path, GOOD.replace(old, new))
    assert problem.startswith(wanted)


FORMAT = """
[[format_marks]]
title = "Own"
ids = ["own"]
cap_pillars = ["offer"]
ledgers = ["offer"]
talking_points = "heard"
bad_signals = ["overclaim"]

[format_marks.pillars.offer]
weight = 1.0
ledger = "offer"
"""
LEDGER = """
[[ledgers]]
id = "own"
title = "Own"
entry = "each"
begins_signals = ["failure.mode"]

[[ledgers.parts]]
id = "one"
title = "One"
question = "Which one?"
patterns = ["the {gain}"]

[[ledgers.parts]]
id = "two"
title = "Two"
question = "Which two?"
signals = ["scope.non_goal"]
"""


def test_good_formats_and_ledgers_have_no_problems(tmp_path):
    assert check(tmp_path, FORMAT) == []
    assert check(tmp_path, LEDGER) == []


@pytest.mark.parametrize(
    ("text", "old", "new", "wanted"),
    [
        (FORMAT, 'ledgers = ["offer"]', "ledgers = []", "format_marks[0].pillars.offer.ledger: 'offer' is not kept"),
        (FORMAT, 'ledger = "offer"', "", "format_marks[0].pillars.offer: it needs either"),
        (FORMAT, 'cap_pillars = ["offer"]', 'cap_pillars = ["opening"]', "format_marks[0].cap_pillars: 'opening'"),
        (FORMAT, "overclaim", "overcome", "format_marks[0].bad_signals: there is no signal 'overcome'"),
        (FORMAT, '"heard"', '"some"', "format_marks[0].talking_points: "),
        (LEDGER, "{gain}", "{gin}", "ledgers[0].parts.one[0]: there is no class 'gin'"),
        (LEDGER, "scope.non_goal", "scope.goal", "ledgers[0].parts.two: there is no signal 'scope.goal'"),
        (LEDGER, "failure.mode", "failure", "ledgers[0].begins_signals: there is no signal 'failure'"),
        (LEDGER, '"each"', '"some"', "ledgers[0].entry: "),
    ],
)
def test_problems_of_formats_and_ledgers_name_the_place(tmp_path, text, old, new, wanted):
    (problem,) = check(tmp_path, text.replace(old, new))
    assert problem.startswith(wanted)


def test_broken_toml_names_the_line(tmp_path):
    (problem,) = check(tmp_path, "[[rules]]\nid = \n")
    assert "line 2" in problem


def test_other_files_are_told_from_rubrics(tmp_path):
    (problem,) = check(tmp_path, 'title = "A case"\n')
    assert "no rubric file" in problem
    assert not is_rubric(tmp_path / "own.toml")
    (tmp_path / "own.toml").write_text(GOOD, "utf-8")
    assert is_rubric(tmp_path / "own.toml")


def test_unreadable_files_are_problems_not_errors(tmp_path):
    (problem,) = check_file(tmp_path / "absent.toml")
    assert "cannot be read" in problem
    (tmp_path / "own.toml").write_bytes(b"\xff\xfe")
    assert "UTF-8" in check_file(tmp_path / "own.toml")[0]


def test_a_library_with_a_problem_is_refused(tmp_path):
    (tmp_path / "rules.toml").write_text("[[rules]]\n", "utf-8")
    with pytest.raises(RubricError, match="kind"):
        load_rubric(tmp_path)


def test_a_built_in_file_is_fine_wherever_it_is_named_from(monkeypatch):
    monkeypatch.chdir(Path(__file__).parents[2])
    for file in Path("rubrics/library").rglob("*.toml"):
        assert check_file(file) == []
