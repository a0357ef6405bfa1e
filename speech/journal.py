"""What happened during a recording besides sound: one JSON line an event, on the disk when it happens."""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: what it was, where in the recording, when by the clock on the wall, and its facts."""

    event: str
    at_seconds: float
    time: str
    facts: dict[str, Any]


def journal_of(recording: Path) -> Path:
    """Return where the journal of a recording lies."""
    return recording.with_suffix(".journal.jsonl")


class Journal:
    """The journal of one recording, appended to; `close` it, or leave the `with` block."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def note(self, event: str, at_seconds: float, **facts: Any) -> None:
        """Write one event. A journal that cannot be written never stops a recording: the sound goes first."""
        entry = {
            "event": event,
            "at_seconds": round(at_seconds, 3),
            "time": datetime.now().astimezone().isoformat(timespec="milliseconds"),
            **facts,
        }
        try:
            os.write(self._descriptor, json.dumps(entry, ensure_ascii=False).encode() + b"\n")
            os.fsync(self._descriptor)
        except OSError:
            return

    def close(self) -> None:
        """End the journal."""
        os.close(self._descriptor)

    def __enter__(self) -> "Journal":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def read_journal(path: Path) -> tuple[Entry, ...]:
    """Return the events of a journal; lines that a crash cut off are left out, no journal is an empty one."""
    if not path.exists():
        return ()
    return tuple(entry for line in path.read_bytes().splitlines() if (entry := _entry(line)))


def _entry(line: bytes) -> Entry | None:
    try:
        facts = json.loads(line)
        return Entry(str(facts.pop("event")), float(facts.pop("at_seconds")), str(facts.pop("time")), facts)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
