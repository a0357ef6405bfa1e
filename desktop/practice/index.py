"""The index of the rehearsals: SQLite, to list and search them quickly. It can be made again at any time."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from desktop.practice.rehearsal import Rehearsal, State

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
)


class IndexUnusable(Exception):
    """An index that cannot be opened; the message is one line with the mend."""


class Index:
    """The index in the file `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def rehearsals(self) -> tuple[Rehearsal, ...]:
        """Return all rehearsals, the newest first."""
        with self._open() as connection:
            rows = connection.execute("SELECT * FROM rehearsal ORDER BY started_at DESC, id DESC")
            return tuple(_rehearsal(row) for row in rows)

    def keep(self, rehearsal: Rehearsal) -> None:
        """Add a rehearsal or bring its row up to date."""
        row = _row(rehearsal)
        with self._open() as connection:
            connection.execute("INSERT OR REPLACE INTO rehearsal VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", row)

    def keep_words(self, rehearsal_id: str, words: str) -> None:
        """Let the rehearsal be found by these words."""
        with self._open() as connection:
            connection.execute("DELETE FROM spoken WHERE id = ?", (rehearsal_id,))
            connection.execute("INSERT INTO spoken (id, words) VALUES (?, ?)", (rehearsal_id, words))

    def forget(self, rehearsal_id: str) -> None:
        """Remove a rehearsal's row and words; its folder is not touched."""
        with self._open() as connection:
            connection.execute("DELETE FROM rehearsal WHERE id = ?", (rehearsal_id,))
            connection.execute("DELETE FROM spoken WHERE id = ?", (rehearsal_id,))

    def clear(self) -> None:
        """Start afresh, also from a file that is no index any more."""
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=5)) as connection:
                connection.row_factory = sqlite3.Row
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                self._migrate(connection)
                with connection:
                    yield connection
        except sqlite3.Error as error:
            raise IndexUnusable(
                f"{self._path}: {error}; `rostrum rehearsals rebuild` makes it again from the recordings"
            ) from error

    def _migrate(self, connection: sqlite3.Connection) -> None:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > len(_MIGRATIONS):
            raise IndexUnusable(f"{self._path}: made by a newer Rostrum; install that, or move the file away")
        for number, migration in enumerate(_MIGRATIONS[version:], start=version + 1):
            connection.executescript(f"BEGIN; {migration} PRAGMA user_version = {number}; COMMIT;")
            self._path.chmod(0o600)


def _row(rehearsal: Rehearsal) -> tuple[object, ...]:
    low, high = rehearsal.band or (None, None)
    return (
        rehearsal.id, rehearsal.case_id, rehearsal.case_title, rehearsal.track, rehearsal.format_id,
        rehearsal.format_title, rehearsal.question, rehearsal.started_at, rehearsal.state.value,
        rehearsal.recorded_seconds, rehearsal.engine, rehearsal.model, rehearsal.overall, low, high,
        rehearsal.provisional,
    )  # fmt: skip


def _rehearsal(row: sqlite3.Row) -> Rehearsal:
    facts = dict(row)
    low, high = facts.pop("band_low"), facts.pop("band_high")
    facts["state"] = State(facts["state"])
    facts["provisional"] = bool(facts["provisional"])
    return Rehearsal(**facts, band=None if low is None else (low, high))
