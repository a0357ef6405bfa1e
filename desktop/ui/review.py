"""Review: the score, what was said with the findings on it, the remarks, and the recording to listen to."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.practice.bookmarks import Bookmark, Bookmarks
from desktop.ui.buttons import Button
from desktop.ui.contents import ReviewContents
from desktop.ui.corrector import Corrector
from desktop.ui.highlights import signal_title
from desktop.ui.keys import Key, press
from desktop.ui.listening import LISTENING_KEYS, Listening
from desktop.ui.notice import Notice
from desktop.ui.page import page_column
from desktop.ui.pillars import pillar_look
from desktop.ui.player import Player
from desktop.ui.player_bar import PlayerBar
from desktop.ui.remark_tabs import RemarkTabs
from desktop.ui.review_body import ReviewBody
from desktop.ui.review_header import ReviewHeader
from desktop.ui.score_card import ScoreCard
from desktop.ui.scrolled import ScrolledColumn
from desktop.ui.theme import Theme
from desktop.ui.tokens import SPACE
from desktop.ui.transcript_card import TranscriptCard
from desktop.ui.transcript_view import TranscriptView
from desktop.ui.undo_line import UndoLine
from desktop.ui.unheard import UnheardAnswer
from desktop.ui.waveform_strip import Mark
from rubrics.model import Score

_WIDTH = 1280
_UNSCORED = "This answer has not been scored."


class ReviewPage(QWidget):
    """Shows one rehearsal. What the reader asks for is told: the report, an export, the same case, a transcription.

    `corrections_changed` carries all corrections as they are to be, `bookmarks_changed` all notes, `comparison_asked`
    the ids of the take before and of this one.
    """

    KEYS = (
        *LISTENING_KEYS,
        Key(("N",), "write a note at this second", "write_note", repeats=False),
        Key(("B",), "set a bookmark at this second", "set_bookmark", repeats=False),
        Key(("E",), "put the chosen words right, or the one that is said", "put_right", repeats=False),
        Key(("Ctrl+Z",), "undo the last correction or deletion", "undo", repeats=False),
    )

    report_asked = Signal()
    export_asked = Signal()
    folder_asked = Signal()
    again_asked = Signal(str, str)
    comparison_asked = Signal(str, str)
    transcription_asked = Signal(str)
    corrections_changed = Signal(object)
    bookmarks_changed = Signal(object)

    def __init__(self, player: Player, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Review")
        self._theme = theme
        self._player = player
        self._contents: ReviewContents | None = None
        self.header = ReviewHeader()
        self._trouble = Notice(theme, "stop")
        self._troubles: dict[str, str] = {}
        self.told = Notice(theme, "muted", "report")
        self.undone = UndoLine(theme)
        self._unheard = UnheardAnswer(theme)
        self._scrolled = ScrolledColumn(margin=0, spacing=SPACE.medium)
        self._score_place = QWidget()
        self._score_layout = QVBoxLayout(self._score_place)
        self._score_layout.setContentsMargins(0, 0, 0, 0)
        self._score_card: QWidget | None = None
        self.words = TranscriptCard(theme)
        self.remarks = RemarkTabs(theme)
        self.bar = PlayerBar(player, theme)
        self.listening = Listening(player, self.words, self.bar, self)
        self.corrector = Corrector(self.undone, self)
        self._connect()
        self._lay_out()

    @property
    def transcript(self) -> TranscriptView:
        """The transcript."""
        return self.words.view

    @property
    def bookmarks(self) -> Bookmarks:
        """The notes as they stand."""
        return self.remarks.notes.bookmarks

    @property
    def trouble(self) -> str:
        """What went wrong, empty for nothing."""
        return self._trouble.text

    def show_review(self, contents: ReviewContents) -> None:
        """Show a rehearsal with all that was made from it."""
        # What cannot be kept is none of this rehearsal alone, and is not mended by showing another.
        self._troubles = {of: text for of, text in self._troubles.items() if of in ("notes", "closing")}
        self._tell_troubles()
        self.told.tell("")
        self.undone.forget()
        self._unheard.setVisible(contents.transcript is None)
        self._unheard.show_waiting()
        self.words.setVisible(contents.transcript is not None)
        self.remarks.notes.show_bookmarks(contents.bookmarks, contents.bookmarks_problem)
        self._show_judgement(contents)
        self._show_recording(contents)
        self.transcript.follow()
        self._scrolled.verticalScrollBar().setValue(0)
        (self.transcript if contents.transcript else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_corrected(self, contents: ReviewContents) -> None:
        """Show the same rehearsal after it was corrected and scored anew; it plays on meanwhile."""
        before = self._contents.score if self._contents else None
        self._show_judgement(contents)
        self.corrector.tell_scored(before, contents.score)
        self.transcript.show_position(self._player.seconds)

    def show_outline(self, outline: tuple[float, ...]) -> None:
        """Show how loud the recording is, moment by moment."""
        self.bar.strip.show_outline(outline)

    def show_hearing(self, heard_seconds: float, recorded_seconds: float, words: int) -> None:
        """Show how much of the answer has been transcribed."""
        self._unheard.show_progress(heard_seconds, recorded_seconds, words)

    def show_trouble(self, text: str, of: str = "") -> None:
        """Say what went wrong `of` one thing, or that nothing is any more; what is said of others stays."""
        self._troubles[of] = text
        self._tell_troubles()

    def show_untranscribed(self, text: str) -> None:
        """Say why the answer could not be transcribed, and offer it again."""
        self._unheard.show_waiting()
        self.show_trouble(text, of="transcription")

    def leave(self) -> None:
        """Stop playing and writing and, for an answer that was not heard to its end, offer the transcription again."""
        self._player.pause()
        self.remarks.notes.finish()
        self._unheard.show_waiting()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the player; a widget in focus that has a use for the key keeps it."""
        if not press(self, event):
            super().keyPressEvent(event)

    def ask_for_transcription(self) -> None:
        """Do what the button for it does."""
        self._unheard.ask()

    def write_note(self) -> None:
        """Begin a note at this second; it plays on."""
        self._write_note_at(self._player.seconds)

    def set_bookmark(self) -> None:
        """Mark this second."""
        if self._contents:
            bookmark = self.remarks.notes.mark(self._player.seconds)
            # Nothing is said: it is on the strip, and a line that comes and goes would disturb who listens.
            self.undone.offer("", lambda: self.remarks.notes.unset(bookmark))

    def put_right(self) -> None:
        """Let the selected words be put right, or the one that is said."""
        self.words.fix()
        if self.words.bar.fixing:
            self._scrolled.ensureWidgetVisible(self.words.bar)

    def undo(self) -> None:
        """Take back the last correction or deletion."""
        self.undone.undo()

    @Slot(float)
    def _write_note_at(self, seconds: float) -> None:
        if self._contents:
            self.remarks.open_notes()
            self.remarks.notes.write_at(seconds)
            self._scrolled.ensureWidgetVisible(self.remarks)

    @Slot(object)
    def _show_bookmarks(self, bookmarks: Bookmarks) -> None:
        self.bar.strip.show_bookmarks(bookmarks)
        self.remarks.show_count(len(bookmarks))
        self.bookmarks_changed.emit(bookmarks)

    @Slot(object)
    def _offer_note_back(self, gone: Bookmark) -> None:
        if gone.text:
            self.undone.offer("The note is deleted.", lambda: self.remarks.notes.restore(gone))
        else:
            self.undone.offer("The bookmark is deleted.", lambda: self.remarks.notes.restore(gone))

    @Slot()
    def _return_to_text(self) -> None:
        (self.transcript if self.words.isVisible() else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_troubles(self) -> None:
        self._trouble.tell("\n".join(text for text in self._troubles.values() if text))

    def _show_judgement(self, contents: ReviewContents) -> None:
        self._contents = contents
        self.corrector.show_contents(contents)
        self.header.show_contents(contents)
        self._show_score(contents.score)
        if contents.transcript is None:
            self.words.forget()
        else:
            self.words.show_contents(contents)
        unscored = contents.transcript is not None and contents.score is None
        self.show_trouble(_UNSCORED if unscored else "", of="score")
        self.remarks.show_contents(contents)
        signals = {signal.id: signal for signal in contents.signals}
        marks = []
        for finding in contents.score.findings if contents.score else ():
            signal = signals.get(finding.signal)
            if finding.seconds is not None:
                title = signal_title(finding.signal, signal)
                marks.append(Mark(finding.seconds, pillar_look(signal.pillar if signal else ""), title))
        self.bar.strip.show_marks(tuple(marks))

    def _show_score(self, score: Score | None) -> None:
        if self._score_card is not None:
            self._score_card.hide()
            self._score_card.deleteLater()
            self._score_card = None
        if score is not None:
            self._score_card = ScoreCard(score, self._theme)
            self._score_layout.addWidget(self._score_card)
        self._score_place.setVisible(score is not None)

    def _show_recording(self, contents: ReviewContents) -> None:
        self.bar.strip.show_outline(())
        self.bar.strip.show_timeline(contents.timeline)
        self.bar.strip.show_bookmarks(contents.bookmarks)
        heard = contents.transcript.end_seconds if contents.transcript else 0.0
        self._player.load(contents.recording)
        self._player.know_silences(contents.timeline.pauses)
        self.bar.show_length(contents.rehearsal.recorded_seconds or heard)

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
            self.show_trouble("", of="transcription")
            self.transcription_asked.emit(self._contents.rehearsal.id)

    def _connect(self) -> None:
        self.header.report_asked.connect(self.report_asked)
        self.header.export_asked.connect(self.export_asked)
        self.header.comparison_asked.connect(self._ask_to_compare)
        self.header.again_asked.connect(self._ask_again)
        self._unheard.transcription_asked.connect(self._ask_for_transcription)
        self.words.word_clicked.connect(self.listening.play_word)
        self.words.loop_asked.connect(self.listening.play_loop)
        self.words.note_asked.connect(self._write_note_at)
        self.words.words_put_right.connect(self.corrector.put_right)
        self.remarks.play_asked.connect(self.listening.play)
        self.remarks.finding_disputed.connect(self.corrector.dispute)
        self.remarks.dispute_taken_back.connect(self.corrector.count_again)
        self.remarks.change_taken_back.connect(self.corrector.take_back)
        notes = self.remarks.notes
        notes.changed.connect(self._show_bookmarks)
        notes.deleted.connect(self._offer_note_back)
        notes.play_asked.connect(self.listening.play)
        notes.write_asked.connect(self.write_note)
        notes.bookmark_asked.connect(self.set_bookmark)
        notes.finished.connect(self._return_to_text)
        self.told.add(Button("Show the folder", self.folder_asked.emit))
        self.corrector.changed.connect(self.corrections_changed)

    def _lay_out(self) -> None:
        column = page_column(self, _WIDTH)
        column.setSpacing(SPACE.medium)
        for line in (self.header, self._trouble, self.told, self.undone, self._score_place):
            self._scrolled.add(line)
        left = QWidget()
        said = QVBoxLayout(left)
        said.setContentsMargins(0, 0, 0, 0)
        said.addWidget(self._unheard)
        said.addWidget(self.words)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(SPACE.small, SPACE.small, SPACE.tiny, SPACE.tiny)
        inside.addWidget(self.remarks)
        self._scrolled.add(ReviewBody(left, card), stretch=1)
        column.addWidget(self._scrolled, 1)
        # It stays in view: whoever listens wants to stop.
        column.addWidget(self.bar)
