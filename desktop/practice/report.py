"""The report: one HTML page that a browser shows without a network and that prints well, or a Markdown text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

import jinja2

from cases.model import Case
from desktop.practice.bookmarks import Bookmarks
from desktop.practice.interjection import Interjection
from desktop.practice.progress import Progress
from desktop.practice.progress_words import (
    compared_text,
    left_out_text,
    mixed_text,
    practised_text,
    progress_table,
    weeks_text,
)
from desktop.practice.rehearsal import Rehearsal
from desktop.practice.replies import reply_in_words
from rubrics.model import Finding, Rubric, Score, Signal
from speech.transcript import Transcript, Word

# Below this a recogniser's word is shown as doubtful.
_DOUBTFUL_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True)
class Sound:
    """A file the page plays, or a data URL, and its media type."""

    source: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as an SVG element of ours; a `tall` one takes more of a page."""

    svg: str
    tall: bool


# In a rehearsal's folder: FLAC once the recording was compressed.
BESIDE = (Sound("answer.flac", "audio/flac"), Sound("answer.wav", "audio/wav"))


@dataclass(frozen=True, slots=True)
class ReportWord:
    """A word of the transcript with the findings that it is evidence for."""

    text: str
    seconds: float | None
    doubtful: bool
    echo: bool
    signals: tuple[str, ...]
    pillar: str


def write_report(
    rehearsal: Rehearsal,
    transcript: Transcript,
    score: Score,
    rubric: Rubric,
    said: Sequence[Interjection] = (),
    sounds: tuple[Sound, ...] = BESIDE,
    bookmarks: Bookmarks = (),
) -> str:
    """Return the report on one rehearsal; the audio is played from the first of `sounds` that is there.

    `said` is what the interviewer said meanwhile, `bookmarks` what the user noted.

    Whatever a user or a recogniser wrote is escaped.
    """
    signals = {signal.id: signal for signal in rubric.signals}
    titles = {signal.id: signal.title for signal in rubric.signals}
    titles |= {point.id: point.title for point in score.talking_points}
    return _template("report.html.j2").render(
        rehearsal=rehearsal,
        sounds=sounds,
        score=score,
        signals=signals,
        said=tuple(said),
        bookmarks=bookmarks,
        replies={entry.id: reply_in_words(entry.reply, titles) for entry in said if entry.reply},
        groups=tuple(_groups(score, signals)),
        paragraphs=tuple(_paragraphs(transcript, score, signals)),
        length_seconds=max(rehearsal.recorded_seconds, transcript.end_seconds, 1.0),
    )


def write_markdown_report(
    rehearsal: Rehearsal, transcript: Transcript, score: Score, rubric: Rubric, bookmarks: Bookmarks = ()
) -> str:
    """Return the report as Markdown, with everything that a user or a recogniser wrote made harmless."""
    signals = {signal.id: signal for signal in rubric.signals}
    return _template("report.md.j2").render(
        rehearsal=rehearsal, score=score, transcript=transcript, signals=signals, bookmarks=bookmarks
    )


def _template(name: str) -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: files("desktop.practice").joinpath(name).read_text("utf-8")),
        autoescape=jinja2.select_autoescape(("html.j2",)),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(clock=clock, date=date, plain=_plain)
    return environment.get_template(name)


def _plain(text: str) -> str:
    """Return a text with what Markdown or HTML would take for its own made harmless."""
    for mark in "\\`*_[]<>#|":
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.split())


def write_text_report(case: Case | None, transcript: Transcript, score: Score, rubric: Rubric) -> str:
    """Return the report on an answer that has no rehearsal, such as a text: there is nothing to play."""
    rehearsal = Rehearsal(
        id="",
        case_id=case.id if case else "",
        case_title=case.title if case else "An answer",
        track=case.track if case else "",
        format_id="",
        format_title="",
        question=case.question.text if case else "",
        started_at="",
        engine=transcript.engine,
        model=transcript.model,
    )
    return write_report(rehearsal, transcript, score, rubric, sounds=())


def write_progress_page(progress: Progress, drawings: Sequence[Drawing]) -> str:
    """Return a page with the progress: these charts, and the table of every value in them."""
    return _template("progress.html.j2").render(
        practised=practised_text(progress),
        weeks=weeks_text(progress),
        notes=[
            text for text in (mixed_text(progress), left_out_text(progress), compared_text(progress.overall)) if text
        ],
        formats=progress.formats,
        drawings=drawings,
        table=progress_table(progress),
    )


def clock(seconds: float | None) -> str:
    """Return a time in the recording as minutes and seconds, such as 02:14; nothing for no time."""
    return "" if seconds is None else f"{int(seconds) // 60:02}:{int(seconds) % 60:02}"


def date(started_at: str) -> str:
    """Return an ISO 8601 time as a reader writes it, such as 5 March 2026, 14:30."""
    started = datetime.fromisoformat(started_at)
    return f"{started.day} {started:%B %Y, %H:%M}"


def _groups(score: Score, signals: dict[str, Signal]) -> Iterator[tuple[Signal, tuple[Finding, ...]]]:
    for signal in signals.values():
        found = tuple(finding for finding in score.findings if finding.signal == signal.id)
        if found:
            yield signal, found


def _paragraphs(
    transcript: Transcript, score: Score, signals: dict[str, Signal]
) -> Iterator[tuple[float | None, bool, tuple[ReportWord, ...]]]:
    """Yield a segment's start, whether it was heard, and its words."""
    number = 0
    for segment in transcript.segments:
        words = []
        for word in segment.words:
            words.append(_report_word(word, number, score, signals))
            number += 1
        yield segment.start_seconds, segment.heard, tuple(words)


def _report_word(word: Word, number: int, score: Score, signals: dict[str, Signal]) -> ReportWord:
    spans = () if word.echo else score.findings
    found = [finding.signal for finding in spans if finding.first_word <= number <= finding.last_word]
    return ReportWord(
        text=word.text,
        seconds=word.start_seconds,
        echo=word.echo,
        doubtful=word.confidence is not None and word.confidence < _DOUBTFUL_CONFIDENCE,
        signals=tuple(signals[signal].title for signal in dict.fromkeys(found)),
        pillar=signals[found[0]].pillar if found else "",
    )
