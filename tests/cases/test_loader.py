"""The loader is strict and kind: each fault of a file is one line with the place and the mend, all of them at once."""

from dataclasses import MISSING, fields
from pathlib import Path

import pytest

from cases.document import LARGEST_FILE_BYTES
from cases.loader import CaseError, check_file, load_case, load_track
from cases.model import Case, Term
from cases.problem import Problem

SIGNALS = {"tradeoff.explicit", "metric.money"}


def problems_of(tmp_path: Path, content: str | bytes, name: str = "spoilt.toml") -> list[str]:
    """Return the lines told about a file with this content, without its folder."""
    file = tmp_path / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    problems = check_file(file, signals=SIGNALS, tracks={"shops"})
    return [str(problem).removeprefix(f"{tmp_path}/") for problem in problems]


def test_a_good_case_becomes_a_value(folder: Path) -> None:
    case = load_case(folder / "corner-shop.toml", signals=SIGNALS, tracks={"shops"})
    assert isinstance(case, Case)
    assert case.formats[0].phases[1].minutes == 2.5
    assert case.vocabulary == (Term("till", "till", ("tilt",)),)
    assert case.talking_points[0].parts == (("fresh milk", "milk"), ("every day", "daily"))


def test_a_good_track_becomes_a_value(folder: Path) -> None:
    assert load_track(folder / "track.toml").order == ("goal", "till")


def test_wrapped_text_becomes_one_line(tmp_path: Path, good_case: str) -> None:
    wrapped = good_case.replace('"A shop on the corner."', '"""\nA shop\n  on the   corner.\n"""')
    (tmp_path / "wrapped.toml").write_text(wrapped, encoding="utf-8")
    assert load_case(tmp_path / "wrapped.toml").summary == "A shop on the corner."


def test_a_byte_order_mark_is_no_fault(tmp_path: Path, good_case: str) -> None:
    assert problems_of(tmp_path, b"\xef\xbb\xbf" + good_case.encode()) == []


SPOILT = {
    "misspelt key": (
        ("minutes = 5", "minuts = 5"),
        "formats[0].minuts: there is no such key: did you mean minutes?",
    ),
    "unknown key": (("[change]", "[change]\ncolour = 1"), "change.colour: there is no such key: remove it"),
    "unknown key with a line break": (
        ("[change]", '[change]\n"a\\nb" = 1'),
        'change."a\\nb": there is no such key: remove it',
    ),
    "unknown section": (("[change]", "[[jokes]]\na = 1\n[change]"), "jokes: there is no such key: remove it"),
    "key below a section": (
        ('weak_moves = ["Opens with a database."]\n\n[question]', "[question]\nweak_moves = []"),
        "question.weak_moves: there is no such key: move it to the top of the file, above the first [section]",
    ),
    "missing text": (('title = "Corner shop"\n', ""), 'title: the key is missing: add title = "..."'),
    "missing number": (
        ('minutes = 2.5\nprompt = "Go on."', 'prompt = "Go on."'),
        "formats[0].phases[1].minutes: the key is missing: add minutes = 5",
    ),
    "missing list": (
        ('\nheard_as = ["tilt"]', ""),
        'vocabulary[0].heard_as: the key is missing: add heard_as = ["..."]',
    ),
    "missing list of sections": (
        ('[[outline]]\nslot = "Opening"\nsays = "Who the shop is for."\n', ""),
        "outline: the key is missing: add [[outline]]",
    ),
    "missing section": (
        ('[change]\ntext = "The fridge is broken."\nlooks_for = "Sells something else."\n', ""),
        "change: the key is missing: add a section [change]",
    ),
    "number for a text": (
        ('title = "Short"', "title = 3"),
        "formats[0].title: a text is needed, this is a number: put it between quotation marks",
    ),
    "text for a number": (
        ("minutes = 5", 'minutes = "5"'),
        "formats[0].minutes: a number is needed, this is a text: write it without quotation marks",
    ),
    "truth for a number": (
        ("minutes = 5", "minutes = true"),
        "formats[0].minutes: a number is needed, this is true or false: write it without quotation marks",
    ),
    "date for a text": (
        ('title = "Short"', "title = 2026-01-31"),
        "formats[0].title: a text is needed, this is a date or time: put it between quotation marks",
    ),
    "text for a list": (
        ('["tilt"]', '"tilt"'),
        "vocabulary[0].heard_as: a list is needed, this is a text: put it between [brackets]",
    ),
    "text for a wording": (
        ('["every day", "daily"]', '"daily"'),
        "talking_points[0].parts[1]: a list is needed, this is a text: put it between [brackets]",
    ),
    "list for a table": (
        ("[change]", "[[change]]"),
        "change: a table is needed, this is a list: give it its own [section] with keys",
    ),
    "empty text": (
        ('"Why milk?"', '"  "'),
        "push_backs[0].text: the text is empty: write something, or remove the whole entry",
    ),
    "control character": (
        ('"Why milk?"', '"Why \\u0007 milk?"'),
        "push_backs[0].text: the text holds a control character: type it again without it",
    ),
    "duplicate phase id": (
        ('id = "second"', 'id = "first"'),
        'formats[0].phases[1].id: "first" is already formats[0].phases[0].id: change or remove one of the two',
    ),
    "id that leaves its folder": (
        ('id = "corner-shop"', 'id = "../corner"'),
        'id: "../corner" cannot be an id: use lower-case letters, digits and single hyphens, 60 at most',
    ),
    "minutes that do not add up": (
        ('minutes = 2.5\nprompt = "Go on."', 'minutes = 1.5\nprompt = "Go on."'),
        "formats[0].phases[1].minutes: the phases add up to 4 minutes, the format has 5: change one of them",
    ),
    "no time at all": (
        ('minutes = 2.5\nprompt = "Go on."', 'minutes = 0\nprompt = "Go on."'),
        "formats[0].phases[1].minutes: 0 minutes cannot be: use 0.1 to 240",
    ),
    "endless format": (("minutes = 5", "minutes = inf"), "formats[0].minutes: inf minutes cannot be: use 0.1 to 240"),
    "one part only": (
        (', ["every day", "daily"]', ""),
        "talking_points[0].parts: a talking point has two parts or more, this one has 1: "
        "add a list of wordings for another part",
    ),
    "part without wordings": (
        ('["every day", "daily"]', "[]"),
        "talking_points[0].parts[1]: the list is empty: add at least one wording",
    ),
    "bad trigger": (
        ("missing:tradeoff", "absent:tradeoff"),
        'push_backs[0].trigger: "absent:tradeoff.explicit" is no trigger: '
        "write always, missing:SIGNAL or found:SIGNAL, such as missing:tradeoff.explicit",
    ),
    "unknown signal": (
        ("tradeoff.explicit", "tradeof.explicit"),
        'push_backs[0].trigger: there is no signal "tradeof.explicit": did you mean tradeoff.explicit?',
    ),
    "unknown track": (
        ('track = "shops"', 'track = "shop"'),
        'track: there is no track "shop": did you mean shops?',
    ),
}


@pytest.mark.parametrize(("change", "line"), SPOILT.values(), ids=SPOILT)
def test_each_fault_is_one_line(tmp_path: Path, good_case: str, change: tuple[str, str], line: str) -> None:
    assert change[0] in good_case
    assert problems_of(tmp_path, good_case.replace(*change, 1)) == [f"spoilt.toml: {line}"]


DUPLICATES = {
    "formats": ("[[formats]]\n", "[[talking_points]]", 'formats[1].id: "short" is already formats[0].id'),
    "talking points": ("[[talking_points]]\n", "[[vocabulary]]", 'talking_points[1].id: "milk" is already'),
    "push-backs": ("[[push_backs]]\n", "[change]", 'push_backs[1].id: "why" is already push_backs[0].id'),
    "terms": ("[[vocabulary]]\n", "[[push_backs]]", 'vocabulary[1].text: "till" is already vocabulary[0].text'),
    "facts": ("[[question.context]]\n", "[[formats]]", "question.context[1].asked_about"),
}


@pytest.mark.parametrize(("start", "end", "line"), DUPLICATES.values(), ids=DUPLICATES)
def test_an_entry_that_is_there_twice(tmp_path: Path, good_case: str, start: str, end: str, line: str) -> None:
    entry = good_case[good_case.index(start) : good_case.index(end)]
    (told,) = problems_of(tmp_path, good_case.replace(entry, entry + entry))
    assert told.startswith(f"spoilt.toml: {line}")


NO_DOCUMENT = {
    "no equals sign": (b'id = "a"\ntitle "b"\n', "line 2, column 7: no valid TOML", 'write the line as key = "text"'),
    "open quotation": (b'id = "a\ntitle = 1\n', "line 1, column 8: no valid TOML", "close the quotation marks"),
    "value without quotation marks": (b"id = corner\n", "line 1, column 6: no valid TOML", "quotation marks"),
    "key twice": (b'id = "a"\nid = "b"\n', "line 2, column 9: no valid TOML", "remove one of them"),
    "open list": (b"weak_moves = [\n", "end of the file: no valid TOML", "close the last quotation mark or bracket"),
    "Latin text": (b'id = "a"\ntitle = "caf\xe9"\n', "line 2: it is not UTF-8 text", "save the file as UTF-8"),
    "too large": (b"#" * (LARGEST_FILE_BYTES + 1), "it is larger than 1 MB", "split it into one file a case"),
    "too deep": (b"a = " + b"[" * 100_000, "nested too deeply", "take the brackets apart"),
    "deep": (b"a = " + b"[" * 300 + b"]" * 300, "nested too deeply", "take the brackets apart"),
    "endless number": (b"a = " + b"1" * 5_000, "too many digits", "shorten the number"),
}


@pytest.mark.parametrize(("content", "place", "mend"), NO_DOCUMENT.values(), ids=NO_DOCUMENT)
def test_what_is_no_document_is_one_line(tmp_path: Path, content: bytes, place: str, mend: str) -> None:
    (line,) = problems_of(tmp_path, content)
    assert line.startswith("spoilt.toml: ")
    assert place in line
    assert mend in line
    assert "\n" not in line


def test_the_largest_file_is_still_read(tmp_path: Path, good_case: str) -> None:
    filling = "#" * (LARGEST_FILE_BYTES - len(good_case.encode()))
    assert problems_of(tmp_path, good_case + filling) == []


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (problem,) = check_file(tmp_path / "nowhere.toml")
    assert problem.file == str(tmp_path / "nowhere.toml")
    assert "no such file" in problem.text


def test_every_problem_at_once(tmp_path: Path, good_case: str) -> None:
    """Faults of shape do not hide those of sense, and no fault is told twice."""
    spoilt = good_case
    for before, after in (
        ('title = "Corner shop"\n', ""),
        ("[change]", "[change]\ncolour = 1"),
        ('asked_about = "opening hours"', "asked_about = 7"),
        ('id = "second"', 'id = "first"'),
        ('minutes = 2.5\nprompt = "Go on."', 'minutes = 1.5\nprompt = "Go on."'),
        ("missing:tradeoff.explicit", "sometimes"),
    ):
        spoilt = spoilt.replace(before, after, 1)
    assert [line.split(": ")[1] for line in problems_of(tmp_path, spoilt)] == [
        "change.colour",
        "title",
        "question.context[0].asked_about",
        "formats[0].phases[1].id",
        "formats[0].phases[1].minutes",
        "push_backs[0].trigger",
    ]


def test_the_error_carries_the_problems(tmp_path: Path) -> None:
    file = tmp_path / "empty.toml"
    file.touch()
    with pytest.raises(CaseError) as caught:
        load_case(file)
    needed = [field for field in fields(Case) if field.default is MISSING]
    assert len(caught.value.problems) == len(needed)
    assert str(caught.value).splitlines() == [str(problem) for problem in caught.value.problems]


def test_unknown_ids_pass_when_none_are_known(tmp_path: Path, good_case: str) -> None:
    (tmp_path / "own.toml").write_text(good_case.replace("tradeoff.explicit", "my.signal"), encoding="utf-8")
    assert load_case(tmp_path / "own.toml").push_backs[0].trigger == "missing:my.signal"


def test_a_broken_track_is_told_like_a_case(tmp_path: Path, good_track: str) -> None:
    spoilt = good_track.replace("title", "titel")
    assert problems_of(tmp_path, spoilt, "track.toml") == [
        "track.toml: titel: there is no such key: did you mean title?"
    ]


def test_a_problem_without_a_place_has_no_gap() -> None:
    assert str(Problem("a.toml", "", "it is empty", "fill it")) == "a.toml: it is empty: fill it"
