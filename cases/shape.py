"""Whether a parsed document has the keys and types of a dataclass, in plain words.

The door to pydantic: it finds every missing key and wrong type at once, and builds the value.
"""

import dataclasses
import difflib
import json
import math
from collections.abc import Hashable, Iterator, Mapping
from functools import cache
from typing import Any, Generic, TypeVar, cast, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from cases.problem import Problem, dotted

Shape = TypeVar("Shape")
Path = tuple[str | int, ...]

_KINDS = ((bool, "true or false"), (str, "a text"), (int | float, "a number"), (list, "a list"), (dict, "a table"))
_WANTED = {
    "string_type": ("a text", "put it between quotation marks"),
    "float_type": ("a number", "write it without quotation marks"),
    "tuple_type": ("a list", "put it between [brackets]"),
    "dataclass_type": ("a table", "give it its own [section] with keys"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Built(Generic[Shape]):
    """A document as a value, with every problem of its shape.

    Where a key is missing or of the wrong type the value holds a blank (an empty text or list, or no number at
    all), so that the rest can still be checked. `blanks` are those places.
    """

    value: Shape
    problems: tuple[Problem, ...]
    blanks: tuple[str, ...]


def build(shape: type[Shape], document: Mapping[str, Any], file: str) -> Built[Shape]:
    """Return the document as a value of the dataclass `shape`, with every unknown key, missing key and wrong type."""
    unknown = [(path, _meant(shape, document, path, near)) for path, near in _unknown_keys(shape, document, ())]
    # Whoever misspelt or misplaced a key need not be told as well that the right one is missing.
    meant = {right for _, right in unknown}
    text = _to_json(document)
    adapter = _adapter(cast(Hashable, shape))
    try:
        # Through JSON, because strict mode takes a list for a tuple there and nowhere else.
        value, errors = adapter.validate_json(text, strict=True), []
    except ValidationError as error:
        errors = error.errors()
        value = adapter.validate_json(_blank_out(shape, json.loads(text), errors), strict=True)
    problems = [_unknown_problem(file, path, right) for path, right in unknown]
    problems += [_problem(shape, document, file, entry) for entry in errors if entry["loc"] not in meant]
    return Built(value, tuple(problems), tuple(dotted(entry["loc"]) for entry in errors))


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    # Making one takes longer than reading a case with it.
    return TypeAdapter(shape)


def _to_json(document: Any) -> str:
    # Dates are the only TOML values that JSON lacks; no key of ours takes a date, nor an empty table.
    return json.dumps(document, default=lambda _: {})


def _blank_out(shape: Any, document: Any, errors: list[ErrorDetails]) -> str:
    for entry in errors:
        path = entry["loc"]
        _value_at(document, path[:-1])[path[-1]] = _blank(_shape_at(shape, path))
    return _to_json(document)


def _blank(shape: Any) -> Any:
    if dataclasses.is_dataclass(shape):
        return {key: _blank(entry) for key, entry in get_type_hints(shape).items()}
    if get_origin(shape) is tuple:
        return []
    return "" if shape is str else math.nan


def _unknown_keys(shape: Any, value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield each key that the shape lacks, with the absent key that was probably meant or an empty text."""
    if get_origin(shape) is tuple and isinstance(value, list):
        for number, entry in enumerate(value):
            yield from _unknown_keys(get_args(shape)[0], entry, (*path, number))
    if not (dataclasses.is_dataclass(shape) and isinstance(value, dict)):
        return
    hints = get_type_hints(shape)
    absent = [key for key in hints if key not in value]
    for key, entry in value.items():
        if key in hints:
            yield from _unknown_keys(hints[key], entry, (*path, key))
        else:
            yield (*path, key), next(iter(difflib.get_close_matches(key, absent, n=1)), "")


def _meant(shape: Any, document: Mapping[str, Any], path: Path, near: str) -> Path:
    """Return the path that was probably meant by the unknown key at `path`; empty if there is none."""
    key = path[-1]
    if key in get_type_hints(shape) and key not in document:
        return (key,)
    return (*path[:-1], near) if near else ()


def _unknown_problem(file: str, path: Path, meant: Path) -> Problem:
    mend = f"did you mean {meant[-1]}?" if meant else "remove it"
    if meant and meant[-1] == path[-1]:
        # In TOML everything below a [section] belongs to it, which is easily forgotten.
        mend = "move it to the top of the file, above the first [section]"
    return Problem(file, dotted(path), "there is no such key", mend)


def _problem(shape: Any, document: Mapping[str, Any], file: str, entry: ErrorDetails) -> Problem:
    path = entry["loc"]
    if entry["type"] == "missing":
        return Problem(file, dotted(path), "the key is missing", f"add {_example(_shape_at(shape, path), path)}")
    wanted, mend = _WANTED[entry["type"]]
    value = _value_at(document, path)
    if wanted == "a list" and isinstance(value, dict):
        mend = f"write its section with two brackets, [[{_section(path)}]], as it may come again"
    return Problem(file, dotted(path), f"{wanted} is needed, this is {_kind(value)}", mend)


def _shape_at(shape: Any, path: Path) -> Any:
    for step in path:
        shape = get_args(shape)[0] if isinstance(step, int) else get_type_hints(shape)[step]
    return shape


def _value_at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def _kind(value: Any) -> str:
    return next((name for kind, name in _KINDS if isinstance(value, kind)), "a date or time")


def _example(shape: Any, path: Path) -> str:
    """Return how the missing key at `path` would be written."""
    key = path[-1]
    if shape is str:
        return f'{key} = "..."'
    if shape is float:
        return f"{key} = 5"
    sections = _section(path)
    if dataclasses.is_dataclass(shape):
        return f"a section [{sections}]"
    return f"[[{sections}]]" if dataclasses.is_dataclass(get_args(shape)[0]) else f'{key} = ["..."]'


def _section(path: Path) -> str:
    """Return the section's name as TOML has it: without the numbers of its lists."""
    return ".".join(step for step in path if isinstance(step, str))
