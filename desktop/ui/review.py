"""Review: the score, what was said with the findings on it, the remarks, and the recording to listen to."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from desktop.practice.rehearsal import Rehearsal
from desktop.ui.buttons import Button
from desktop.ui.contents import ReviewContents
from desktop.ui.highlights import highlights
from desktop.ui.keys import Key, press
from desktop.ui.labels import ElidedLabel, plain_tooltip, set_role
from desktop.ui.notice import Notice
from desktop.ui.page import page_column
from desktop.ui.pillars import pillar_look
from desktop.ui.player import Player
from desktop.ui.player_bar import STEP_SECONDS, PlayerBar
from desktop.ui.remarks import advice_column, delivery_column, findings_column, points_column
from desktop.ui.score_card import ScoreCard
from desktop.ui.theme import Theme
from desktop.ui.times import date_text, length_text
from desktop.ui.tokens import SPACE
from desktop.ui.transcript_view import TranscriptView
from desktop.ui.unheard import UnheardAnswer
from desktop.ui.waveform_strip import Mark
from rubrics.model import Score

_SMALL_STEP_SECONDS = 1.0
_WIDTH = 1280
_UNSCORED = "This answer has not been scored."


class ReviewPage(QWidget):
    """Shows one rehearsal. What the reader asks for is told: the report, the same case again, a transcription.

    `comparison_asked` carries the ids of the take before and of this one.
    """

    KEYS = (
        Key(("Space",), "play, or pause", "toggle", repeats=False),
        Key(("Left",), "back 5 seconds", "skip_back"),
        Key(("Right",), "on 5 seconds", "skip_on"),
        Key(("Shift+Left",), "back 1 second", "step_back"),
        Key(("Shift+Right",), "on 1 second", "step_on"),
        Key(("[",), "slower", "play_slower"),
        Key(("]",), "faster", "play_faster"),
    )

    report_asked = Signal(object)
    again_asked = Signal(str, str)
    comparison_asked = Signal(str, str)
    transcription_asked = Signal(str)

    def __init__(self, player: Player, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Review")
        self._theme = theme
        self._player = player
        self._contents: ReviewContents | None = None
        self._title = ElidedLabel(role="title")
        self._facts = ElidedLabel(role="small")
        self._report = Button("Open report", self._ask_for_report)
        self._compare = Button("Compare", self._ask_to_compare)
        self._again = Button("Rehearse this again", self._ask_again, "primary")
        self._trouble = Notice(theme, "stop")
        self._unheard = UnheardAnswer(theme)
        self._score_place = QVBoxLayout()
        self._score_card: QWidget | None = None
        self._transcript = TranscriptView(theme)
        self._remarks = QTabWidget()
        self._bar = PlayerBar(player, theme)
        self._body = QSplitter(Qt.Orientation.Horizontal)
        self._connect()
        self._lay_out()

    @property
    def transcript(self) -> TranscriptView:
        """The transcript."""
        return self._transcript

    @property
    def remarks(self) -> QTabWidget:
        """The remarks, one tab a kind."""
        return self._remarks

    @property
    def bar(self) -> PlayerBar:
        """The player's controls."""
        return self._bar

    def show_review(self, contents: ReviewContents) -> None:
        """Show a rehearsal with all that was made from it."""
        self._contents = contents
        self._trouble.tell("")
        self._show_facts(contents.rehearsal)
        self._report.setVisible(contents.report is not None)
        self._compare.setVisible(contents.take_before is not None)
        self._show_score(contents.score)
        self._body.setVisible(contents.transcript is not None)
        self._unheard.setVisible(contents.transcript is None)
        self._unheard.show_waiting()
        # One primary button a page: what helps most.
        set_role(self._again, "" if contents.transcript is None else "primary")
        if contents.transcript:
            found = contents.score.findings if contents.score else ()
            self._transcript.show_transcript(contents.transcript, highlights(found, contents.signals))
        self._show_remarks(contents)
        self._show_recording(contents)
        self._transcript.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_outline(self, outline: tuple[float, ...]) -> None:
        """Show how loud the recording is, moment by moment."""
        self._bar.strip.show_outline(outline)

    def show_hearing(self, heard_seconds: float, recorded_seconds: float, words: int) -> None:
        """Show how much of the answer has been transcribed."""
        self._unheard.show_progress(heard_seconds, recorded_seconds, words)

    def show_trouble(self, text: str) -> None:
        """Say what went wrong; the recording stays to be listened to."""
        self._unheard.show_waiting()
        self._trouble.tell(text)

    def leave(self) -> None:
        """Stop playing and, for an answer that was not heard to its end, offer the transcription again."""
        self._player.pause()
        self._unheard.show_waiting()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the player; a widget in focus that has a use for the key keeps it."""
        if not press(self, event):
            super().keyPressEvent(event)

    def play_from(self, seconds: float) -> None:
        """Play from a second on, with the words in view."""
        self._transcript.follow()
        self._player.play_from(seconds)

    def ask_for_transcription(self) -> None:
        """Do what the button for it does."""
        self._unheard.ask()

    def toggle(self) -> None:
        """Play on, or pause."""
        self._transcript.follow()
        self._player.toggle()

    def skip_back(self) -> None:
        """Go back some seconds."""
        self._skip(-STEP_SECONDS)

    def skip_on(self) -> None:
        """Go on some seconds."""
        self._skip(STEP_SECONDS)

    def step_back(self) -> None:
        """Go back a little."""
        self._skip(-_SMALL_STEP_SECONDS)

    def step_on(self) -> None:
        """Go on a little."""
        self._skip(_SMALL_STEP_SECONDS)

    def play_slower(self) -> None:
        """Play a step slower."""
        self._player.slower()

    def play_faster(self) -> None:
        """Play a step faster."""
        self._player.faster()

    def _skip(self, seconds: float) -> None:
        self._transcript.follow()
        self._player.skip(seconds)

    def _play(self, seconds: float, until_seconds: float | None) -> None:
        self._transcript.follow()
        if until_seconds is None:
            self._player.play_from(seconds)
        else:
            self._player.play_span(seconds, until_seconds)

    @Slot(int)
    def _play_word(self, word: int) -> None:
        assert self._contents is not None and self._contents.transcript is not None  # noqa: S101 - a word was clicked
        seconds = tuple(self._contents.transcript.words)[word].start_seconds
        if seconds is not None:
            self._player.play_from(seconds)

    def _show_facts(self, rehearsal: Rehearsal) -> None:
        self._title.setText(rehearsal.case_title)
        facts = [date_text(rehearsal.started_at), rehearsal.format_title]
        if rehearsal.recorded_seconds:
            facts.append(length_text(rehearsal.recorded_seconds))
        if rehearsal.engine:
            facts.append(f"heard by {_listener(rehearsal)}")
        self._facts.setText(" \u00b7 ".join(facts))

    def _show_score(self, score: Score | None) -> None:
        if self._score_card is not None:
            self._score_place.removeWidget(self._score_card)
            self._score_card.deleteLater()
            self._score_card = None
        if score is not None:
            self._score_card = ScoreCard(score, self._theme)
            self._score_place.addWidget(self._score_card)

    def _show_remarks(self, contents: ReviewContents) -> None:
        while self._remarks.count():
            old = self._remarks.widget(0)
            self._remarks.removeTab(0)
            if old is not None:
                old.deleteLater()
        self._remarks.setVisible(contents.score is not None)
        if (score := contents.score) is None:
            self._trouble.tell(_UNSCORED if contents.transcript else "")
            return
        made = sum(point.state == "made" for point in score.talking_points)
        columns = {
            "Work on": advice_column(score, self._play, self._theme),
            f"Findings {len(score.findings)}": findings_column(score, contents.signals, self._play, self._theme),
            f"Points {made}/{len(score.talking_points)}": points_column(score.talking_points, self._play, self._theme),
            "Delivery": delivery_column(score.delivery),
        }
        for title, column in columns.items():
            self._remarks.addTab(column, title)

    def _show_recording(self, contents: ReviewContents) -> None:
        self._bar.strip.show_outline(())
        looks = {signal.id: pillar_look(signal.pillar) for signal in contents.signals}
        findings = contents.score.findings if contents.score else ()
        timed = [(finding.seconds, finding.signal) for finding in findings if finding.seconds is not None]
        self._bar.strip.show_marks(
            tuple(Mark(seconds, looks.get(signal, pillar_look(""))) for seconds, signal in timed)
        )
        heard = contents.transcript.end_seconds if contents.transcript else 0.0
        self._player.load(contents.recording)
        self._bar.show_length(contents.rehearsal.recorded_seconds or heard)

    @Slot()
    def _ask_for_report(self) -> None:
        if self._contents and self._contents.report:
            self.report_asked.emit(self._contents.report)

    @Slot()
    def _ask_to_compare(self) -> None:
        if self._contents and self._contents.take_before:
            self.comparison_asked.emit(self._contents.take_before.id, self._contents.rehearsal.id)

    @Slot()
    def _ask_again(self) -> None:
        if self._contents:
            self.again_asked.emit(self._contents.rehearsal.case_id, self._contents.rehearsal.format_id)

    @Slot()
    def _ask_for_transcription(self) -> None:
        if self._contents:
            self._trouble.tell("")
            self.transcription_asked.emit(self._contents.rehearsal.id)

    def _connect(self) -> None:
        self._unheard.transcription_asked.connect(self._ask_for_transcription)
        self._transcript.word_clicked.connect(self._play_word)
        self._player.position_changed.connect(self._transcript.show_position)
        self._bar.played.connect(self._transcript.follow)
        self._remarks.tabBar().setAccessibleName("Remarks")
        self._remarks.setDocumentMode(True)
        self._remarks.tabBar().setDrawBase(False)
        self._remarks.setUsesScrollButtons(False)

    def _lay_out(self) -> None:
        column = page_column(self, _WIDTH)
        column.setSpacing(SPACE.medium)
        column.addLayout(self._header())
        column.addWidget(self._trouble)
        column.addWidget(self._unheard, 100)
        column.addLayout(self._score_place)
        self._body.addWidget(_carded(self._transcript))
        self._body.addWidget(_carded(self._remarks))
        self._body.setStretchFactor(0, 3)
        self._body.setStretchFactor(1, 2)
        self._body.setSizes([560, 400])
        self._body.setChildrenCollapsible(False)
        self._body.setHandleWidth(SPACE.medium)
        column.addWidget(self._body, 100)
        column.addWidget(self._bar)

    def _header(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(SPACE.hair)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        row.addLayout(words, 1)
        row.addWidget(self._report)
        self._compare.setAccessibleName("Compare with your take before")
        plain_tooltip(self._compare, "Compare with your take before")
        row.addWidget(self._compare)
        row.addWidget(self._again)
        return row


def _carded(widget: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(SPACE.small, SPACE.small, SPACE.tiny, SPACE.tiny)
    inside.addWidget(widget)
    return card


def _listener(rehearsal: Rehearsal) -> str:
    return "pocketsphinx" if rehearsal.engine == "sphinx" else f"Whisper ({rehearsal.model})"
