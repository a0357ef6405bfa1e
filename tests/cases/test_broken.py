"""`rostrum check` finds everything that is wrong with a case, and says where and how to mend it.

`broken/` holds small cases, each spoilt in one way or a few; `broken_lines.tsv` has a line for every problem in them:
the file, the dotted key or line (empty for the whole file), a piece of what is told and a piece of the mend.
"""

import json
import subprocess
import tomllib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.loader import check_file, load_case
from cases.model import Case
from cases.problem import Problem
from tests.cases.conftest import GOOD_CASE

Run = Callable[..., "subprocess.CompletedProcess[str]"]
HERE = Path(__file__).parent
EXPECTED = [
    tuple(line.split("\t")) for line in (HERE / "broken_lines.tsv").read_text(encoding="utf-8").splitlines() if line
]


def test_there_is_a_line_for_every_broken_case_and_at_least_forty_cases() -> None:
    files = {path.relative_to(HERE / "broken").as_posix() for path in (HERE / "broken").rglob("*.toml")}
    # Its twin is told: the later one by name.
    assert files - {"same-id-as-another.toml"} == {file for file, *_ in EXPECTED}
    assert len(files) >= 40


@pytest.mark.real
def test_check_tells_exactly_these_problems(rostrum: Run) -> None:
    done = rostrum("check", HERE / "broken")
    assert (done.returncode, done.stderr) == (3, "")
    told = [line.removeprefix(f"{HERE / 'broken'}/") for line in done.stdout.splitlines()]
    for file, place, text, mend in EXPECTED:
        found = [line for line in told if line.startswith(f"{file}: {place}: " if place else f"{file}: ")]
        found = [line for line in found if text in line and mend in line[line.index(text) :]]
        assert len(found) == 1, (file, place, text, mend, found)
        told.remove(found[0])
    assert told == []


@pytest.mark.real
def test_what_is_too_large_to_be_kept_here(rostrum: Run, tmp_path: Path) -> None:
    (tmp_path / "ten-megabytes.toml").write_text(GOOD_CASE + "# milk\n" * 1_500_000)
    (tmp_path / "deep.toml").write_text("weak_moves = " + "[" * 200_000)
    (tmp_path / "fine.toml").write_text(GOOD_CASE.replace('"shops"', '"bmw-system-design"'))
    for given_path in (tmp_path, tmp_path / "ten-megabytes.toml"):
        done = rostrum("check", given_path)
        assert done.returncode == 3
        (line,) = (line for line in done.stdout.splitlines() if "ten-megabytes" in line)
        assert line.startswith(f"{tmp_path}/ten-megabytes.toml: it is larger than 1 MB: split it into one file a case")
    assert "deep.toml: its lists are nested too deeply" in rostrum("check", tmp_path).stdout
    assert rostrum("check", tmp_path / "fine.toml").stdout == "1 file is fine\n"


def written(value: Any) -> str:
    """Return a value as TOML, tables on one line."""
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return "{" + ", ".join(f"{written(key)} = {written(entry)}" for key, entry in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(written, value)) + "]"
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ANYTHING = st.recursive(
    TEXTS
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["always", "found:overclaim", "missing:", "system", "why", "milk"])
    | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the path of everything in a document."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for step, entry in steps for place in ((*path, step), *places(entry, (*path, step)))]


def good_document() -> dict[str, Any]:
    return tomllib.loads(GOOD_CASE)


def is_case_or_problems(path: Path) -> None:
    problems = check_file(path, signals={"overclaim", "tradeoff.explicit"}, tracks={"shops"})
    assert all(isinstance(problem, Problem) and problem.mend and "\n" not in str(problem) for problem in problems)
    if not problems:
        assert isinstance(load_case(path), Case)


anything = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])


@anything
@given(changes=st.lists(st.tuples(st.sampled_from(places(good_document())), ANYTHING), min_size=1, max_size=4))
def test_a_case_altered_anywhere_gives_a_case_or_problems(tmp_path: Path, changes: list[Any]) -> None:
    document = good_document()
    for path, value in changes:
        # A change before may have taken away the way to this one.
        with suppress(KeyError, IndexError, TypeError):
            target: Any = document
            for step in path[:-1]:
                target = target[step]
            target[path[-1]] = value
    file = tmp_path / "altered.toml"
    file.write_text("".join(f"{key} = {written(value)}\n" for key, value in document.items()), encoding="utf-8")
    is_case_or_problems(file)


@anything
@given(document=st.dictionaries(TEXTS.filter(bool), ANYTHING, max_size=5))
def test_any_toml_gives_problems(tmp_path: Path, document: dict[str, Any]) -> None:
    file = tmp_path / "any.toml"
    file.write_text(
        "".join(f"{written(key)} = {written(value)}\n" for key, value in document.items()), encoding="utf-8"
    )
    is_case_or_problems(file)


@anything
@given(
    content=st.binary(max_size=60) | st.text(st.sampled_from("[]{}=\"'\n\t\\#a1.-_ \x00"), max_size=60).map(str.encode)
)
def test_any_bytes_give_problems(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "any.toml"
    file.write_bytes(content)
    assert check_file(file) != ()
    is_case_or_problems(file)
