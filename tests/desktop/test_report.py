from dataclasses import replace
from html.parser import HTMLParser

from desktop.practice.rehearsal import Rehearsal
from desktop.practice.report import clock, write_report
from rubrics.model import (
    Advice,
    Evidence,
    Finding,
    Flag,
    Ledger,
    LedgerEntry,
    LedgerLine,
    PillarMark,
    Score,
    Slot,
    TalkingPointMark,
)
from tests.desktop.examples import transcript

HOSTILE = '<script>alert("x")</script>'
HEARD = transcript(f"we must never sell a space {HOSTILE}", "it costs ten dollars")
REHEARSAL = Rehearsal(
    "20260305-143015-abc",
    HOSTILE,
    HOSTILE,
    "t",
    "f",
    "Drill",
    HOSTILE,
    "2026-03-05T14:30:15+00:00",
    recorded_seconds=30,
)


def score(signal: str, pillar: str) -> Score:
    finding = Finding(
        signal, "rule", 0, 13, 0, 2, f"we must never {HOSTILE}", 1.0, 2.4, (Slot("reason", ""),), f"Message {HOSTILE}"
    )
    return Score(
        overall=61.4,
        band=(55.0, 68.0),
        pillars=(PillarMark(pillar, "Opening", 80),),
        delivery=None,
        findings=(finding,),
        talking_points=(TalkingPointMark("p", HOSTILE, "made", "", 2.0),),
        advice=(Advice(signal, HOSTILE, HOSTILE, HOSTILE, 1.0),),
        provisional=True,
        seconds_to_first_constraint=1.0,
    )


class Page(HTMLParser):
    """Collects what a browser would build."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "br", "source"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def page() -> Page:
    from rubrics.loader import load_rubric

    rubric = load_rubric()
    signal = rubric.signals[0]
    return Page(write_report(REHEARSAL, HEARD, score(signal.id, signal.pillar), rubric))


def test_the_page_is_well_formed_and_says_what_counts() -> None:
    report = page()
    assert report.open == []
    for words in ("61", "between 55 and 68", "provisional", "First constraint after 1 s", "Missing: reason", "made"):
        assert words in report.text


def test_nothing_that_was_said_is_ever_run() -> None:
    report = page()
    assert [tag for tag, _ in report.tags].count("script") == 1
    assert report.text.count(HOSTILE) >= 5


def test_it_needs_no_network() -> None:
    for tag, attributes in page().tags:
        for name in ("src", "href"):
            assert "://" not in (attributes.get(name) or ""), tag


def test_every_word_and_finding_can_be_played() -> None:
    report = page()
    times = [float(attributes["data-at"] or "") for _, attributes in report.tags if "data-at" in attributes]
    assert len(list(HEARD.words)) <= len(times)
    assert any(attributes.get("data-until") == "2.4" for _, attributes in report.tags)


def test_an_answer_without_a_word_has_a_report() -> None:
    from rubrics.loader import load_rubric

    silent = replace(score("", ""), findings=(), advice=(), talking_points=(), overall=0.0, band=(0.0, 3.0))
    html = write_report(REHEARSAL, replace(HEARD, segments=()), silent, load_rubric())
    assert "No word was heard" in html


def test_ledgers_flags_and_what_was_said_are_shown_and_never_run() -> None:
    from rubrics.loader import load_rubric

    said = Evidence(f"said {HOSTILE}", 0, 4, 0, 0, 7.0, 8.0)
    lines = (LedgerLine("gain", "Gain", said, ""), LedgerLine("cost", "Price", None, f"At what price {HOSTILE}?"))
    full = replace(
        score("", ""),
        findings=(),
        advice=(Advice("", "A title", "A text", "A question", 9.0, f"quoted {HOSTILE}"),),
        ledgers=(Ledger("own", f"Choices {HOSTILE}", (LedgerEntry(said, lines, out_of_order=True),)),),
        flags=(Flag("flag", f"Flag {HOSTILE}", "Text", "Question", (said,)),),
        format="Opening",
    )
    report = Page(write_report(REHEARSAL, HEARD, full, load_rubric()))
    assert report.open == []
    assert [tag for tag, _ in report.tags].count("script") == 1
    for words in (f"said {HOSTILE}", "missing", f"At what price {HOSTILE}?", "Not in the order", "Marked as: opening"):
        assert words in report.text
    for words in (f"Flag {HOSTILE}", f"quoted {HOSTILE}"):
        assert words in report.text
    times = [attributes["data-at"] for tag, attributes in report.tags if tag == "button"]
    assert times.count("7.0") == 3
    assert "9.0" in times


def test_a_time_is_read_as_minutes_and_seconds() -> None:
    assert [clock(seconds) for seconds in (None, 0.0, 59.9, 134, 3725)] == ["", "00:00", "00:59", "02:14", "62:05"]
