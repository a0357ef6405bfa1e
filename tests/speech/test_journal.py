from pathlib import Path

from speech.journal import Entry, Journal, journal_of, read_journal


def test_events_are_read_back_in_order(tmp_path: Path) -> None:
    path = journal_of(tmp_path / "answer.wav")
    with Journal(path) as journal:
        journal.note("started", 0, device="pulse", rate_hertz=44_100)
        journal.note("gap", 12.34567, lost_seconds=0.5)
    started, gap = read_journal(path)
    assert (started.event, started.facts) == ("started", {"device": "pulse", "rate_hertz": 44_100})
    assert gap == Entry("gap", 12.346, gap.time, {"lost_seconds": 0.5})
    assert path.name == "answer.journal.jsonl"
    assert path.stat().st_mode & 0o077 == 0


def test_a_line_that_a_crash_cut_off_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with Journal(path) as journal:
        journal.note("started", 0)
    path.write_bytes(path.read_bytes() + b'{"event": "ga' + b"\n[]\n\xff\xfe\n")
    assert [entry.event for entry in read_journal(path)] == ["started"]


def test_a_journal_goes_on_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    for event in ("started", "resumed"):
        with Journal(path) as journal:
            journal.note(event, 1)
    assert [entry.event for entry in read_journal(path)] == ["started", "resumed"]


def test_no_journal_is_an_empty_one(tmp_path: Path) -> None:
    assert read_journal(tmp_path / "none.jsonl") == ()
