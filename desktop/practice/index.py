"""The index of the rehearsals: SQLite, to list and search them quickly. It can be made again at any time."""

import json
import re
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.practice.judgement import Judgement, Outcome
from desktop.practice.rehearsal import Rehearsal, State
from rubrics.model import PillarMark
from speech.transcript import Transcript

# One entry a version of the index, applied in order; never change one that was released, add one.
_MIGRATIONS = (
    """
    CREATE TABLE rehearsal (
        id TEXT PRIMARY KEY, case_id TEXT NOT NULL, case_title TEXT NOT NULL, track TEXT NOT NULL,
        format_id TEXT NOT NULL, format_title TEXT NOT NULL, question TEXT NOT NULL, started_at TEXT NOT NULL,
        state TEXT NOT NULL, recorded_seconds REAL NOT NULL, engine TEXT NOT NULL, model TEXT NOT NULL,
        overall REAL, band_low REAL, band_high REAL, provisional INTEGER NOT NULL
    );
    CREATE INDEX rehearsal_started_at ON rehearsal (started_at DESC);
    CREATE VIRTUAL TABLE spoken USING fts5 (id UNINDEXED, words, tokenize = 'porter unicode61');
    """,
    # What was said is found with its second. Rows that are missing are made again from the folders.
    """
    DROP TABLE spoken;
    DELETE FROM rehearsal;
    CREATE VIRTUAL TABLE passage USING fts5 (
        id UNINDEXED, start_seconds UNINDEXED, words, tokenize = 'porter unicode61'
    );
    CREATE TABLE heard (id TEXT NOT NULL, passage INTEGER NOT NULL);
    CREATE INDEX heard_id ON heard (id);
    """,
    # What each score came to. Rows that are missing are made again from the scores; nothing is searched in the JSON.
    """
    CREATE TABLE judgement (
        id TEXT PRIMARY KEY, pillars TEXT NOT NULL, findings TEXT NOT NULL, seconds_to_first_constraint REAL
    );
    """,
)

# More than anybody reads. They are taken from the end: to weigh every passage with a common word takes too long.
_MOST_HITS = 100
# One letter begins thousands of words; it is looked for as it is.
_SHORTEST_BEGINNING = 2


# Nobody takes longer than that over an empty index.
_TRIES, _TRY_AGAIN_SECONDS = 100, 0.02


class IndexUnusable(Exception):
    """An index that cannot be opened; the message is one line with the mend."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was searched for: whose rehearsal, at which second, and the words around what was found."""

    rehearsal_id: str
    start_seconds: float
    words: str


class Index:
    """The index in the file `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def rehearsals(self) -> tuple[Rehearsal, ...]:
        """Return all rehearsals, the newest first."""
        with self._open() as connection:
            rows = connection.execute("SELECT * FROM rehearsal ORDER BY started_at DESC, id DESC")
            return tuple(_rehearsal(dict(row)) for row in rows)

    def keep(self, rehearsal: Rehearsal) -> None:
        """Add a rehearsal or bring its row up to date."""
        row = _row(rehearsal)
        with self._open() as connection:
            connection.execute("INSERT OR REPLACE INTO rehearsal VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", row)

    def keep_words(self, rehearsal_id: str, transcript: Transcript | None) -> None:
        """Let the rehearsal be found by what the candidate said in it, nothing for None."""
        with self._open() as connection:
            _forget_words(connection, rehearsal_id)
            for segment in transcript.segments if transcript else ():
                words = " ".join(word.text for word in segment.words if not word.echo)
                row = connection.execute(
                    "INSERT INTO passage (id, start_seconds, words) VALUES (?, ?, ?)",
                    (rehearsal_id, segment.start_seconds, words),
                )
                connection.execute("INSERT INTO heard VALUES (?, ?)", (rehearsal_id, row.lastrowid))

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return all rehearsals with what their scores came to, the newest first."""
        with self._open() as connection:
            rows = connection.execute(
                "SELECT rehearsal.*, pillars, findings, seconds_to_first_constraint FROM rehearsal "
                "LEFT JOIN judgement ON judgement.id = rehearsal.id AND state = ? "
                "ORDER BY started_at DESC, rehearsal.id DESC",
                (State.SCORED.value,),
            )
            return tuple(_outcome(row) for row in rows)

    def keep_judgements(self, judgements: Mapping[str, Judgement]) -> None:
        """Keep what scores came to, by the ids of their rehearsals."""
        with self._open() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO judgement VALUES (?, ?, ?, ?)",
                [_judgement_row(rehearsal_id, judgement) for rehearsal_id, judgement in judgements.items()],
            )

    def search(self, words: str) -> tuple[Hit, ...]:
        """Return passages in which all these words were said, in any form: the newest rehearsal first, then by time.

        The last word may be unfinished, for it is still being typed. No word finds nothing.
        """
        query = _query(words)
        if not query:
            return ()
        with self._open() as connection:
            rows = connection.execute(
                "SELECT id, start_seconds, snippet(passage, 2, '', '', '\u2026', 12) FROM passage "
                "WHERE passage MATCH ? ORDER BY rowid DESC LIMIT ?",
                (query, _MOST_HITS),
            )
            hits = [Hit(*row) for row in rows]
        newest_first = list(dict.fromkeys(hit.rehearsal_id for hit in hits))
        return tuple(sorted(hits, key=lambda hit: (newest_first.index(hit.rehearsal_id), hit.start_seconds)))

    def forget(self, rehearsal_id: str) -> None:
        """Remove a rehearsal's row and words; its folder is not touched."""
        with self._open() as connection:
            connection.execute("DELETE FROM rehearsal WHERE id = ?", (rehearsal_id,))
            connection.execute("DELETE FROM judgement WHERE id = ?", (rehearsal_id,))
            _forget_words(connection, rehearsal_id)

    def clear(self) -> None:
        """Start afresh, also from a file that is no index any more."""
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=5)) as connection:
                connection.row_factory = sqlite3.Row
                _write_ahead(connection)
                connection.execute("PRAGMA synchronous = FULL")
                self._migrate(connection)
                with connection:
                    yield connection
        except sqlite3.Error as error:
            raise IndexUnusable(
                f"{self._path}: {error}; `rostrum rehearsals rebuild` makes it again from the recordings"
            ) from error

    def _migrate(self, connection: sqlite3.Connection) -> None:
        version = _version(connection)
        if version > len(_MIGRATIONS):
            raise IndexUnusable(f"{self._path}: made by a newer Rostrum; install that, or move the file away")
        for number, migration in enumerate(_MIGRATIONS[version:], start=version + 1):
            try:
                connection.executescript(f"BEGIN IMMEDIATE; {migration} PRAGMA user_version = {number}; COMMIT;")
            except sqlite3.OperationalError:
                # Another thread or program may have been at it: whoever comes second finds it done.
                connection.rollback()
                if _version(connection) < number:
                    raise
            self._path.chmod(0o600)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers and a writer work at once. SQLite does not wait for others that are about to do the same."""
    for patience in range(_TRIES, -1, -1):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or not patience:
                raise
            time.sleep(_TRY_AGAIN_SECONDS)
        else:
            return


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _forget_words(connection: sqlite3.Connection, rehearsal_id: str) -> None:
    # By row: the full-text table itself can only be searched for a rehearsal from end to end.
    connection.execute("DELETE FROM passage WHERE rowid IN (SELECT passage FROM heard WHERE id = ?)", (rehearsal_id,))
    connection.execute("DELETE FROM heard WHERE id = ?", (rehearsal_id,))


def _query(words: str) -> str:
    """Return the words as a query in which nothing is an operator."""
    found = re.findall(r"\w+", words)
    if not found:
        return ""
    unfinished = "*" if len(found[-1]) >= _SHORTEST_BEGINNING else ""
    return " ".join(f'"{word}"' for word in found) + unfinished


def _row(rehearsal: Rehearsal) -> tuple[object, ...]:
    low, high = rehearsal.band or (None, None)
    return (
        rehearsal.id, rehearsal.case_id, rehearsal.case_title, rehearsal.track, rehearsal.format_id,
        rehearsal.format_title, rehearsal.question, rehearsal.started_at, rehearsal.state.value,
        rehearsal.recorded_seconds, rehearsal.engine, rehearsal.model, rehearsal.overall, low, high,
        rehearsal.provisional,
    )  # fmt: skip


def _rehearsal(row: Mapping[str, Any]) -> Rehearsal:
    facts = dict(row)
    low, high = facts.pop("band_low"), facts.pop("band_high")
    facts["state"] = State(facts["state"])
    facts["provisional"] = bool(facts["provisional"])
    return Rehearsal(**facts, band=None if low is None else (low, high))


def _judgement_row(rehearsal_id: str, judgement: Judgement) -> tuple[object, ...]:
    pillars = [(mark.pillar, mark.title, mark.points) for mark in judgement.pillars]
    return rehearsal_id, json.dumps(pillars), json.dumps(judgement.findings), judgement.seconds_to_first_constraint


def _outcome(row: sqlite3.Row) -> Outcome:
    facts = dict(row)
    pillars, findings, seconds = (facts.pop(name) for name in ("pillars", "findings", "seconds_to_first_constraint"))
    rehearsal = _rehearsal(facts)
    if pillars is None:
        return Outcome(rehearsal, None)
    marks = tuple(PillarMark(*mark) for mark in json.loads(pillars))
    return Outcome(rehearsal, Judgement(marks, json.loads(findings), seconds))
