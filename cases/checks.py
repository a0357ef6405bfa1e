"""What a well-shaped case or track must also fulfil: texts that say something, ids, minutes, triggers."""

import dataclasses
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from cases.model import ABOUT, INTERVIEWER, KINDS, Case, Format, Track
from cases.problem import Problem, dotted, nearest
from cases.push_back_checks import check_push_backs
from cases.wording_checks import check_wording

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_ID = 60
_LONGEST_FORMAT_MINUTES = 240
# Minutes are written with a decimal or two; a sum of them is never off by as much as this.
_CLOSE_MINUTES = 1e-6


def check_track(track: Track, file: str) -> Iterator[Problem]:
    """Yield what is wrong with a track."""
    yield from check_texts(track, (), file)
    yield from _check_id(track.id, "id", file)
    for number, entry in enumerate(track.loop):
        before = track.loop[number - 1].day if number else 0
        if not before < entry.day < math.inf or entry.day % 1:
            text = f"day {entry.day:g} cannot come after day {before:g}"
            yield Problem(file, f"loop[{number}].day", text, "count the days from 1, each round later than the last")


def check_case(
    case: Case, file: str, signals: Collection[str] | None = None, tracks: Collection[str] | None = None
) -> Iterator[Problem]:
    """Yield everything wrong with a case; `signals` and `tracks` are the known ids, None when they are not known."""
    yield from check_texts(case, (), file)
    yield from _check_ids(case, file)
    yield from _check_formats(case, file)
    yield from _check_filled(case, file)
    yield from check_wording(case, file)
    yield from check_push_backs(case, file, signals)
    yield from _check_choice(case.kind, KINDS, "kind", file)
    if tracks is not None and case.track and case.track not in tracks:
        yield Problem(file, "track", f'there is no track "{case.track}"', nearest(case.track, tracks))


def _check_filled(case: Case, file: str) -> Iterator[Problem]:
    lists = {"talking_points": case.talking_points, "push_backs": case.push_backs, "outline": case.outline}
    lists |= {f"versions[{number}].outline": version.outline for number, version in enumerate(case.versions)}
    for place, entries in lists.items():
        if not entries:
            section = re.sub(r"\[\d+\]", "", place)
            yield Problem(file, place, "the list is empty", f"add at least one [[{section}]]")


def check_texts(value: Any, path: tuple[str | int, ...], file: str) -> Iterator[Problem]:
    """Yield each text, however deep, that says nothing or cannot be spoken."""
    if isinstance(value, str):
        if not value:
            yield Problem(file, dotted(path), "the text is empty", "write something, or remove the whole entry")
        elif any(unicodedata.category(character) == "Cc" for character in value):
            yield Problem(file, dotted(path), "the text holds a control character", "type it again without it")
    elif isinstance(value, tuple):
        for number, entry in enumerate(value):
            yield from check_texts(entry, (*path, number), file)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            entry = getattr(value, field.name)
            # What need not be written may be left empty.
            if entry != field.default:
                yield from check_texts(entry, (*path, field.name), file)


def _check_ids(case: Case, file: str) -> Iterator[Problem]:
    yield from _check_id(case.id, "id", file)
    yield from _check_list([entry.id for entry in case.formats], "formats", file)
    for number, entry in enumerate(case.formats):
        yield from _check_list([phase.id for phase in entry.phases], f"formats[{number}].phases", file)
    yield from _check_list([point.id for point in case.talking_points], "talking_points", file)
    yield from _check_list([push_back.id for push_back in case.push_backs], "push_backs", file)
    yield from _check_list([version.id for version in case.versions], "versions", file)
    yield from _check_unique([term.text.casefold() for term in case.vocabulary], "vocabulary", "text", file)
    yield from _check_unique([failure.where.casefold() for failure in case.failures], "failures", "where", file)
    yield from _check_unique(
        [fact.asked_about for fact in case.question.context], "question.context", "asked_about", file
    )


def _check_list(ids: list[str], section: str, file: str) -> Iterator[Problem]:
    for number, entry in enumerate(ids):
        yield from _check_id(entry, f"{section}[{number}].id", file)
    yield from _check_unique(ids, section, "id", file)


def _check_id(entry: str, place: str, file: str) -> Iterator[Problem]:
    # The id becomes a file's name and a word on the command line.
    if entry and (len(entry) > _LONGEST_ID or not _ID.fullmatch(entry)):
        mend = f"use lower-case letters, digits and single hyphens, {_LONGEST_ID} at most"
        yield Problem(file, place, f'"{entry}" cannot be an id', mend)


def _check_unique(entries: list[str], section: str, key: str, file: str) -> Iterator[Problem]:
    twice = {entry for entry, count in Counter(entries).items() if count > 1 and entry}
    for number, entry in enumerate(entries):
        first = entries.index(entry)
        if entry in twice and first != number:
            text = f'"{entry}" is already {section}[{first}].{key}'
            yield Problem(file, f"{section}[{number}].{key}", text, "change or remove one of the two")


def _check_formats(case: Case, file: str) -> Iterator[Problem]:
    for number, entry in enumerate(case.formats):
        yield from check_format(entry, f"formats[{number}]", file)


def check_format(entry: Format, section: str, file: str) -> Iterator[Problem]:
    """Yield what is wrong with a format, found in the section of that name."""
    yield from _check_choice(entry.interviewer, INTERVIEWER, f"{section}.interviewer", file)
    yield from _check_choice(entry.about, ABOUT, f"{section}.about", file)
    for number, kind in enumerate(entry.suits):
        yield from _check_choice(kind, KINDS, f"{section}.suits[{number}]", file)
    yield from _check_minutes(entry, section, file)


def _check_choice(entry: str, choices: tuple[str, ...], place: str, file: str) -> Iterator[Problem]:
    if entry and entry not in choices:
        yield Problem(file, place, f'"{entry}" is none of {", ".join(choices)}', nearest(entry, choices))


def _check_minutes(entry: Format, section: str, file: str) -> Iterator[Problem]:
    places = {f"{section}.minutes": entry.minutes}
    places |= {f"{section}.phases[{number}].minutes": phase.minutes for number, phase in enumerate(entry.phases)}
    wrong = [place for place, minutes in places.items() if not 0 < minutes <= _LONGEST_FORMAT_MINUTES]
    for place in wrong:
        yield Problem(file, place, f"{places[place]:g} minutes cannot be", f"use 0.1 to {_LONGEST_FORMAT_MINUTES}")
    if not entry.phases:
        yield Problem(file, f"{section}.phases", "the list is empty", "add at least one [[formats.phases]]")
        return
    total = math.fsum(phase.minutes for phase in entry.phases)
    if not wrong and abs(total - entry.minutes) > _CLOSE_MINUTES:
        text = f"the phases add up to {total:g} minutes, the format has {entry.minutes:g}"
        yield Problem(file, f"{section}.phases[{len(entry.phases) - 1}].minutes", text, "change one of them")
