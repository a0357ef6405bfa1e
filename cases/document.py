"""A TOML file as it stands on the disk: read, decoded, parsed; each failure is a `Problem`."""

import re
import tomllib
from typing import IO, Any, Literal, Protocol

from cases.problem import Problem

LARGEST_FILE_BYTES = 1_000_000
# A case needs half as much; what is nested far deeper could not be walked through.
_DEEPEST_NESTING = 12

_WHERE = re.compile(r" \(at (?P<place>[^()]+)\)$")
_MENDS = (
    ("Expected '='", 'write the line as key = "text"'),
    ("Invalid statement", 'write the line as key = "text", or begin it with # if it is a remark'),
    ("Invalid value", "put texts between quotation marks; numbers stand without them"),
    ("Illegal character", "close the quotation marks on the same line, or use three of them for a long text"),
    ("Unterminated string", "close the quotation marks"),
    ('Expected \'"""\'', "close the text with three quotation marks"),
    ("Unescaped '\\'", "write a backslash twice"),
    ("Unclosed array", "put a comma between the entries and close the list with ]"),
    ("Cannot overwrite", "the key is there twice: remove one of them"),
    ("Duplicate inline table key", "the key is there twice: remove one of them"),
    ("Cannot declare", "the section is there twice: remove one of them, or use [[two brackets]] for a list"),
    ("Expected newline", "begin a new line after the value"),
)
_ANY_MEND = "correct that line; a text stands between quotation marks, a section's name between [brackets]"


class Source(Protocol):
    """A file to be read: a `Path`, a resource of a package or a file of a pack; its text form is told in problems."""

    @property
    def name(self) -> str:
        """The file's own name, without its folder."""

    def open(self, mode: Literal["rb"], /) -> IO[bytes]:
        """Open it for reading bytes."""


class Unreadable(Exception):
    """A file that is no TOML document; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_document(file: Source) -> dict[str, Any]:
    """Return the file's TOML as nested dictionaries, every text folded to one line.

    People wrap long texts as they like, so runs of spaces and line breaks become one space.
    Raises `Unreadable`.
    """
    text = _decode(file, _read(file))
    try:
        return {key: _fold(value, 1) for key, value in tomllib.loads(text).items()}
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(_syntax_problem(file, str(error))) from error
    except RecursionError as error:
        raise _unreadable(file, "", "its lists are nested too deeply to be read", "take the brackets apart") from error
    except ValueError as error:
        raise _unreadable(file, "", "a number in it has too many digits to be read", "shorten the number") from error


def _read(file: Source) -> bytes:
    try:
        with file.open("rb") as stream:
            content: bytes = stream.read(LARGEST_FILE_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise _unreadable(
            file, "", f"it cannot be read ({reason})", "check the name and that you may read it"
        ) from error
    if len(content) > LARGEST_FILE_BYTES:
        raise _unreadable(file, "", "it is larger than 1 MB", "split it into one file a case")
    return content


def _decode(file: Source, content: bytes) -> str:
    try:
        # Some editors put a byte-order mark in front; it is no fault of the writer's.
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _unreadable(file, f"line {line}", "it is not UTF-8 text", "save the file as UTF-8") from error


def _fold(value: Any, depth: int) -> Any:
    if depth > _DEEPEST_NESTING:
        raise RecursionError
    match value:
        case str():
            return " ".join(value.split())
        case list():
            return [_fold(entry, depth + 1) for entry in value]
        case dict():
            return {key: _fold(entry, depth + 1) for key, entry in value.items()}
    return value


def _syntax_problem(file: Source, message: str) -> Problem:
    where = _WHERE.search(message)
    place = where["place"] if where else ""
    text = _WHERE.sub("", message).replace("\n", " ")
    mend = next((mend for start, mend in _MENDS if text.startswith(start)), _ANY_MEND)
    if place == "end of document":
        place, mend = "end of the file", "close the last quotation mark or bracket"
    return Problem(str(file), place, f"no valid TOML ({text})", mend)


def _unreadable(file: Source, place: str, text: str, mend: str) -> Unreadable:
    return Unreadable(Problem(str(file), place, text, mend))
