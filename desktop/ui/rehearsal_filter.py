"""Which rehearsals of many are shown, and what was found in what was said. No Qt."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from desktop.practice.index import Hit
from desktop.practice.rehearsal import Rehearsal, State
from desktop.ui.rehearsal_rows import rehearsal_rows
from desktop.ui.row_list import Row
from desktop.ui.times import clock_text, date_text


class Kind(Enum):
    """How far the rehearsals that are shown have come."""

    ALL = "All rehearsals"
    SCORED = "Scored"
    PROVISIONAL = "Provisional scores"
    UNFINISHED = "Not finished"


@dataclass(frozen=True, slots=True)
class Place:
    """A rehearsal, and the second in it when a passage was found."""

    rehearsal_id: str
    seconds: float | None = None

    @property
    def row_id(self) -> str:
        """The place as the id of a row."""
        return self.rehearsal_id if self.seconds is None else f"{self.rehearsal_id}@{self.seconds}"


def place_of(row_id: str) -> Place:
    """Return the place that a row's id names."""
    rehearsal_id, _, seconds = row_id.partition("@")
    return Place(rehearsal_id, float(seconds) if seconds else None)


def matching(
    rehearsals: Iterable[Rehearsal], kind: Kind, case_id: str | None, words: str = ""
) -> tuple[Rehearsal, ...]:
    """Return the rehearsals of this kind and case whose title or date bears all the words."""
    wanted = words.casefold().split()
    return tuple(
        rehearsal
        for rehearsal in rehearsals
        if _is(rehearsal, kind)
        and case_id in (None, rehearsal.case_id)
        and all(word in _named(rehearsal) for word in wanted)
    )


def _is(rehearsal: Rehearsal, kind: Kind) -> bool:
    match kind:
        case Kind.SCORED:
            return rehearsal.state is State.SCORED and not rehearsal.provisional
        case Kind.PROVISIONAL:
            return rehearsal.state is State.SCORED and rehearsal.provisional
        case Kind.UNFINISHED:
            return rehearsal.state is not State.SCORED
    return True


@lru_cache(maxsize=4096)
def _named(rehearsal: Rehearsal) -> str:
    return f"{rehearsal.case_title} {rehearsal.format_title} {date_text(rehearsal.started_at)}".casefold()


def found_rows(shown: tuple[Rehearsal, ...], hits: Iterable[Hit], among: tuple[Rehearsal, ...]) -> tuple[Row, ...]:
    """Return the rows of rehearsals, then those of the hits in any of `among`, each under its heading."""
    known = {rehearsal.id: rehearsal for rehearsal in among}
    said = [_hit_row(hit, known[hit.rehearsal_id]) for hit in hits if hit.rehearsal_id in known]
    rows = rehearsal_rows(shown)
    if not said:
        return rows
    return (*((Row("", "By name"), *rows) if rows else ()), Row("", "Said in your answers"), *said)


def _hit_row(hit: Hit, rehearsal: Rehearsal) -> Row:
    detail = f"{rehearsal.case_title}  \u00b7  {date_text(rehearsal.started_at)}"
    place = Place(rehearsal.id, hit.start_seconds)
    return Row(place.row_id, f"\u201c{hit.words}\u201d", detail, f"\u25b6 {clock_text(hit.start_seconds)}")
