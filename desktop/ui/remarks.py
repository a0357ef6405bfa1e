"""The remarks on an answer in four columns: what to work on, the findings, the talking points, the delivery."""

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.highlights import signal_title
from desktop.ui.labels import plain_label
from desktop.ui.notice import IconView
from desktop.ui.pillars import pillar_look
from desktop.ui.play_row import PlayRow
from desktop.ui.scrolled import ScrolledColumn
from desktop.ui.shapes import PillarMarker
from desktop.ui.theme import Theme
from desktop.ui.times import clock_text, length_text
from desktop.ui.tokens import SPACE
from rubrics.model import Advice, DeliveryMark, Finding, Score, Signal, TalkingPointMark

# Asks for a place to be played: the second to begin at, and the one to stop at if there is one.
Play = Callable[[float, float | None], None]

_QUOTE_CHARACTERS = 280
_STATES = {"made": ("made", "good"), "partly": ("partly", "note"), "missed": ("missed", "muted")}


def advice_column(score: Score, play: Play, theme: Theme) -> ScrolledColumn:
    """Return the things to work on next."""
    column = ScrolledColumn()
    if not score.advice:
        column.add(_empty("Nothing stands out to work on. Try the next case, or the same one in less time."))
    for number, advice in enumerate(score.advice, start=1):
        column.add(_advice_row(number, advice, play, theme), SPACE.small if number > 1 else 0)
    return column


def findings_column(score: Score, signals: tuple[Signal, ...], play: Play, theme: Theme) -> ScrolledColumn:
    """Return the findings under the signals they speak for."""
    column = ScrolledColumn()
    if not score.findings:
        column.add(_empty("None of the moves an interviewer looks for was heard. The first tab says where to begin."))
    for signal_id, signal, findings in _groups(score.findings, signals):
        column.add(_signal_heading(signal_id, signal, len(findings), theme), SPACE.medium)
        for finding in findings:
            column.add(_finding_row(finding, play, theme))
    return column


def points_column(points: tuple[TalkingPointMark, ...], play: Play, theme: Theme) -> ScrolledColumn:
    """Return the talking points of the case: made, partly made, missed."""
    column = ScrolledColumn()
    if not points:
        column.add(_empty("This case names no talking points."))
    for point in points:
        column.add(_point_row(point, play, theme))
    return column


def delivery_column(delivery: DeliveryMark | None) -> ScrolledColumn:
    """Return how it was said, as guidance."""
    column = ScrolledColumn()
    if delivery is None:
        column.add(_empty("There is nothing to say about the delivery of a text without times."))
        return column
    for name, value in _measures(delivery):
        column.add(_measure(name, value))
    for remark in delivery.remarks:
        column.add(_padded(plain_label(remark, wrap=True)), SPACE.small)
    column.add(
        _padded(plain_label("Guidance, not truth: people differ, and so do interviewers.", "small", wrap=True)),
        SPACE.medium,
    )
    return column


def _advice_row(number: int, advice: Advice, play: Play, theme: Theme) -> QWidget:
    place = f", plays from {clock_text(advice.seconds)}" if advice.seconds is not None else ""
    row = PlayRow(f"{advice.title}: {advice.text}{place}", _player(play, advice.seconds, None), theme)
    row.add(plain_label(f"{number}.  {advice.title}", "large strong", wrap=True))
    row.add(plain_label(advice.text, wrap=True))
    if advice.question:
        row.add(plain_label(f"Ask yourself: {advice.question}", "muted", wrap=True))
    if advice.seconds is not None:
        row.add(_place(f"Listen at {clock_text(advice.seconds)}", theme))
    return row


def _groups(
    findings: Iterable[Finding], signals: tuple[Signal, ...]
) -> Iterator[tuple[str, Signal | None, tuple[Finding, ...]]]:
    by_signal: dict[str, list[Finding]] = {signal.id: [] for signal in signals}
    for finding in findings:
        by_signal.setdefault(finding.signal, []).append(finding)
    known = {signal.id: signal for signal in signals}
    for signal_id, found in by_signal.items():
        if found:
            yield signal_id, known.get(signal_id), tuple(found)


def _signal_heading(signal_id: str, signal: Signal | None, count: int, theme: Theme) -> QWidget:
    heading = QWidget()
    row = QHBoxLayout(heading)
    row.setContentsMargins(SPACE.medium, 0, SPACE.medium, 0)
    row.setSpacing(SPACE.small)
    row.addWidget(PillarMarker(pillar_look(signal.pillar if signal else ""), theme))
    row.addWidget(plain_label(signal_title(signal_id, signal), "strong", wrap=True), 1)
    if signal and not signal.good:
        row.addWidget(plain_label("avoid", "note"))
    row.addWidget(plain_label(f"{count}\u00d7", "muted"))
    return heading


def _finding_row(finding: Finding, play: Play, theme: Theme) -> QWidget:
    name = f"{clock_text(finding.seconds)}, {finding.quote}" if finding.seconds is not None else finding.quote
    row = PlayRow(f"Play {name}", _player(play, finding.seconds, finding.end_seconds), theme)
    row.add(plain_label(f"\u201c{shortened(finding.quote)}\u201d", wrap=True))
    if finding.message:
        row.add(plain_label(finding.message, "muted", wrap=True))
    missing = [slot.name for slot in finding.slots if not slot.quote]
    if missing:
        row.add(_with_icon("missed", "note", f"Not said: {', '.join(missing)}", theme))
    if finding.seconds is not None:
        row.add(_place(clock_text(finding.seconds), theme))
    return row


def _point_row(point: TalkingPointMark, play: Play, theme: Theme) -> QWidget:
    icon, colour = _STATES.get(point.state, _STATES["missed"])
    row = PlayRow(f"{point.title}: {point.state}", _player(play, point.seconds, None), theme)
    row.add(_with_icon(icon, colour, f"{point.title} ({point.state})", theme, "strong"))
    if point.quote:
        row.add(plain_label(f"\u201c{shortened(point.quote)}\u201d", wrap=True))
    if point.seconds is not None:
        row.add(_place(clock_text(point.seconds), theme))
    return row


def _measures(delivery: DeliveryMark) -> Iterator[tuple[str, str]]:
    yield "Delivery", f"{delivery.points:.0f} of 100"
    if delivery.words_per_minute is not None:
        yield "Pace", f"{delivery.words_per_minute:.0f} words a minute"
    if delivery.speaking_seconds is not None:
        yield "Speaking", length_text(delivery.speaking_seconds)
    if delivery.long_pauses is not None:
        yield "Long pauses", str(delivery.long_pauses)
    yield "Fillers", f"at least {delivery.fillers_at_least}"


def _measure(name: str, value: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(SPACE.medium, SPACE.tiny, SPACE.medium, SPACE.tiny)
    row.addWidget(plain_label(name, "muted"), 1)
    row.addWidget(plain_label(value, "strong"))
    return line


def _player(play: Play, seconds: float | None, until_seconds: float | None) -> Callable[[], None] | None:
    if seconds is None:
        return None
    return lambda: play(seconds, until_seconds)


def _place(text: str, theme: Theme) -> QWidget:
    return _with_icon("play", "accent", text, theme, "place", pixels=12)


def _with_icon(icon: str, colour: str, text: str, theme: Theme, role: str = "", pixels: int = 16) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE.small)
    row.addWidget(IconView(icon, colour, theme, pixels))
    row.addWidget(plain_label(text, role or colour, wrap=True), 1)
    return line


def _padded(widget: QWidget) -> QWidget:
    widget.setContentsMargins(SPACE.medium, 0, SPACE.medium, 0)
    return widget


def _empty(text: str) -> QWidget:
    return _padded(plain_label(text, "muted", wrap=True))


def shortened(quote: str) -> str:
    """Return a quote that fits a row; the whole of it is marked in the transcript."""
    quote = " ".join(quote.split())
    if len(quote) <= _QUOTE_CHARACTERS:
        return quote
    return quote[:_QUOTE_CHARACTERS].rsplit(" ", 1)[0] + " \u2026"
