"""What to work on, what to look at again and how it was said; and the talking points, with what was asked."""

from collections.abc import Iterable, Iterator

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.practice.interjection import JUDGED, Interjection
from desktop.practice.replies import reply_in_words
from desktop.ui.labels import plain_label
from desktop.ui.play_row import PlayRow
from desktop.ui.remark_parts import Play, empty, heading, padded, place, playing, shortened, with_icon
from desktop.ui.scrolled import ScrolledColumn
from desktop.ui.theme import Theme
from desktop.ui.times import clock_text, length_text
from desktop.ui.tokens import SPACE
from rubrics.model import Advice, DeliveryMark, Flag, Score, Signal, TalkingPointMark

_STATES = {"made": ("made", "good"), "partly": ("partly", "note"), "missed": ("missed", "muted")}


def advice_column(score: Score, play: Play, theme: Theme) -> ScrolledColumn:
    """Return the things to work on next, then what an interviewer would stumble over, then how it was said."""
    column = ScrolledColumn()
    if not score.advice:
        column.add(empty("Nothing stands out to work on. Try the next case, or the same one in less time."))
    for number, advice in enumerate(score.advice, start=1):
        column.add(_advice_row(number, advice, play, theme), SPACE.small if number > 1 else 0)
    if score.flags:
        column.add(heading("To look at again"), SPACE.large)
    for flag in score.flags:
        column.add(_flag_row(flag, play, theme))
    column.add(heading("How it was said"), SPACE.large)
    for widget in _delivery(score.delivery):
        column.add(widget)
    return column


def points_column(
    score: Score, said: Iterable[Interjection], signals: Iterable[Signal], play: Play, theme: Theme
) -> ScrolledColumn:
    """Return the talking points of the case, made, partly made or missed, and how each push-back was answered."""
    column = ScrolledColumn()
    points = score.talking_points
    if not points:
        column.add(empty("This case names no talking points."))
    for point in points:
        column.add(_point_row(point, play, theme))
    asked = [entry for entry in said if entry.kind in JUDGED]
    if asked:
        titles = {signal.id: signal.title for signal in signals} | {point.id: point.title for point in points}
        column.add(heading("What you were asked", len(asked)), SPACE.large)
        for entry in asked:
            column.add(_asked_row(entry, titles, play, theme))
    return column


def _advice_row(number: int, advice: Advice, play: Play, theme: Theme) -> QWidget:
    where = f", plays from {clock_text(advice.seconds)}" if advice.seconds is not None else ""
    row = PlayRow(f"{advice.title}: {advice.text}{where}", playing(play, advice.seconds), theme)
    row.add(plain_label(f"{number}.  {advice.title}", "large strong", wrap=True))
    row.add(plain_label(advice.text, wrap=True))
    if advice.question:
        row.add(plain_label(f"Ask yourself: {advice.question}", "muted", wrap=True))
    if advice.seconds is not None:
        row.add(place(advice.seconds, theme, "Listen at"))
    return row


def _flag_row(flag: Flag, play: Play, theme: Theme) -> QWidget:
    first = flag.evidence[0] if flag.evidence else None
    seconds = first.seconds if first else None
    row = PlayRow(f"{flag.title}: {flag.text}", playing(play, seconds, first.end_seconds if first else None), theme)
    row.add(with_icon("warning", "note", flag.title, theme, "strong"))
    row.add(plain_label(flag.text, wrap=True))
    for evidence in flag.evidence:
        at = f"  {clock_text(evidence.seconds)}" if evidence.seconds is not None else ""
        row.add(plain_label(f"\u201c{shortened(evidence.quote)}\u201d{at}", "muted", wrap=True))
    row.add(plain_label(f"Ask yourself: {flag.question}", "muted", wrap=True))
    if seconds is not None:
        row.add(place(seconds, theme))
    return row


def _point_row(point: TalkingPointMark, play: Play, theme: Theme) -> QWidget:
    icon, colour = _STATES.get(point.state, _STATES["missed"])
    row = PlayRow(f"{point.title}: {point.state}", playing(play, point.seconds), theme)
    row.add(with_icon(icon, colour, f"{point.title} ({point.state})", theme, "strong"))
    if point.quote:
        row.add(plain_label(f"\u201c{shortened(point.quote)}\u201d", wrap=True))
    if point.seconds is not None:
        row.add(place(point.seconds, theme))
    return row


def _asked_row(entry: Interjection, titles: dict[str, str], play: Play, theme: Theme) -> QWidget:
    row = PlayRow(f"{entry.text} {clock_text(entry.at_seconds)}", playing(play, entry.at_seconds), theme)
    row.add(with_icon("speaker", "push_back", entry.text, theme, "strong"))
    if entry.reply:
        row.add(plain_label(reply_in_words(entry.reply, titles), wrap=True))
        if entry.good_reply:
            row.add(plain_label(f"A good reply: {entry.good_reply}", "muted", wrap=True))
    row.add(place(entry.at_seconds, theme))
    return row


def _delivery(delivery: DeliveryMark | None) -> Iterator[QWidget]:
    if delivery is None:
        yield empty("There is nothing to say about the delivery of a text without times.")
        return
    for name, value in _measures(delivery):
        yield _measure(name, value)
    for remark in delivery.remarks:
        yield padded(plain_label(remark, wrap=True))
    yield padded(plain_label("Guidance, not truth: people differ, and so do interviewers.", "small", wrap=True))


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
