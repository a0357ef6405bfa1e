"""The findings under the signals they speak for, and what the reader disputed or put right."""

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.buttons import Button
from desktop.ui.contents import ReviewContents
from desktop.ui.highlights import signal_title
from desktop.ui.labels import plain_label
from desktop.ui.pillars import pillar_look
from desktop.ui.play_row import PlayRow
from desktop.ui.remark_parts import Play, add_some, empty, heading, place, playing, shortened, with_icon
from desktop.ui.scrolled import ScrolledColumn
from desktop.ui.shapes import PillarMarker
from desktop.ui.theme import Theme
from desktop.ui.times import clock_text
from desktop.ui.tokens import SPACE
from rubrics.corrections import Dispute, WordChange
from rubrics.model import Finding, Signal
from speech.transcript import Word


class FindingsColumn(ScrolledColumn):
    """Shows the findings of one answer; `dispute`, `count_again` and `take_back` are told what was pressed."""

    def __init__(
        self,
        contents: ReviewContents,
        play: Play,
        theme: Theme,
        dispute: Callable[[Finding], object],
        count_again: Callable[[Dispute], object],
        take_back: Callable[[WordChange], object],
    ) -> None:
        super().__init__()
        self._play, self._theme, self._dispute = play, theme, dispute
        self._signals = {signal.id: signal for signal in contents.signals}
        self._heard = tuple(contents.heard.words) if contents.heard else ()
        self._add_findings(contents)
        self._add_disputes(contents.corrections.disputes, count_again)
        self._add_changes(contents.corrections.changes, take_back)

    def _add_findings(self, contents: ReviewContents) -> None:
        findings = contents.score.findings if contents.score else ()
        if not findings:
            self.add(empty("None of the moves an interviewer looks for was heard. The first tab says where to begin."))
        for signal_id, found in _groups(findings, contents.signals):
            self.add(self._signal_heading(signal_id, len(found)), SPACE.medium)
            add_some(self, len(found), map(self._finding_row, found), "of these")

    def _add_disputes(self, disputes: tuple[Dispute, ...], count_again: Callable[[Dispute], object]) -> None:
        if disputes:
            self.add(heading("Disputed by you: not counted", len(disputes)), SPACE.large)
        for dispute in disputes:
            words = self._heard[dispute.first_word : dispute.last_word + 1]
            title = signal_title(dispute.signal, self._signals.get(dispute.signal))
            row = self._row_of(words, title)
            row.add(plain_label(title, "strong", wrap=True))
            row.add(plain_label(f"\u201c{shortened(_text(words))}\u201d", "muted", wrap=True))
            row.add_action(
                _when(words, self._theme), Button("Count it again", _asking(count_again, dispute), "quiet small")
            )
            self.add(row)

    def _add_changes(self, changes: tuple[WordChange, ...], take_back: Callable[[WordChange], object]) -> None:
        if changes:
            self.add(heading("Words you put right", len(changes)), SPACE.large)
        for change in changes:
            words = self._heard[change.first : change.last + 1]
            now = f"now \u201c{shortened(change.now)}\u201d" if change.now else "now left out"
            row = self._row_of(words, f"Heard {change.was}, {now}")
            row.add(plain_label(f"Heard \u201c{shortened(change.was)}\u201d", "muted", wrap=True))
            row.add(plain_label(now[:1].upper() + now[1:], "strong", wrap=True))
            row.add_action(
                _when(words, self._theme), Button("As it was heard", _asking(take_back, change), "quiet small")
            )
            self.add(row)

    def _row_of(self, words: tuple[Word, ...], name: str) -> PlayRow:
        start = words[0].start_seconds if words else None
        return PlayRow(name, playing(self._play, start, words[-1].end_seconds if words else None), self._theme)

    def _signal_heading(self, signal_id: str, count: int) -> QWidget:
        signal = self._signals.get(signal_id)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(SPACE.medium, 0, SPACE.medium, 0)
        row.setSpacing(SPACE.small)
        row.addWidget(PillarMarker(pillar_look(signal.pillar if signal else ""), self._theme))
        row.addWidget(plain_label(signal_title(signal_id, signal), "strong", wrap=True), 1)
        if signal and not signal.good:
            row.addWidget(plain_label("avoid", "note"))
        row.addWidget(plain_label(f"{count}\u00d7", "muted"))
        return line

    def _finding_row(self, finding: Finding) -> QWidget:
        name = f"{clock_text(finding.seconds)}, {finding.quote}" if finding.seconds is not None else finding.quote
        row = PlayRow(f"Play {name}", playing(self._play, finding.seconds, finding.end_seconds), self._theme)
        row.add(plain_label(f"\u201c{shortened(finding.quote)}\u201d", wrap=True))
        if finding.message:
            row.add(plain_label(finding.message, "muted", wrap=True))
        missing = [slot.name for slot in finding.slots if not slot.quote]
        if missing:
            row.add(with_icon("missed", "note", f"Not said: {', '.join(missing)}", self._theme))
        where = QWidget() if finding.seconds is None else place(finding.seconds, self._theme)
        row.add_action(where, Button("Dispute", _asking(self._dispute, finding), "quiet small"))
        return row


def _asking(ask: Callable[..., object], what: object) -> Callable[[], object]:
    return lambda: ask(what)


def _text(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)


def _when(words: tuple[Word, ...], theme: Theme) -> QWidget:
    start = words[0].start_seconds if words else None
    return QWidget() if start is None else place(start, theme)


def _groups(findings: Iterable[Finding], signals: tuple[Signal, ...]) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    by_signal: dict[str, list[Finding]] = {signal.id: [] for signal in signals}
    for finding in findings:
        by_signal.setdefault(finding.signal, []).append(finding)
    for signal_id, found in by_signal.items():
        if found:
            yield signal_id, tuple(found)
