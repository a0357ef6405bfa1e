"""The transcript with what can be done with its words."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.practice.correcting import heard_as, heard_behind, whole_changes
from desktop.practice.timeline import Stretch
from desktop.ui.contents import ReviewContents
from desktop.ui.highlights import highlights
from desktop.ui.theme import Theme
from desktop.ui.tokens import SPACE
from desktop.ui.transcript_view import TranscriptView
from desktop.ui.word_bar import WordBar
from rubrics.corrections import Corrections
from speech.transcript import Word


class TranscriptCard(QFrame):
    """Shows what was said. `loop_asked` carries a `Stretch`, `note_asked` a second.

    `words_put_right` carries the first and the last of the heard words and what they should be.
    """

    word_clicked = Signal(int)
    loop_asked = Signal(object)
    note_asked = Signal(float)
    words_put_right = Signal(int, int, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._words: tuple[Word, ...] = ()
        self._heard: tuple[Word, ...] = ()
        self._corrections = Corrections()
        self._fixed = (0, 0)
        self._rehearsal_id = ""
        self.view = TranscriptView(theme)
        self.bar = WordBar()
        self.view.word_clicked.connect(self.word_clicked)
        self.view.words_chosen.connect(self._show_chosen)
        self.bar.loop_asked.connect(self._ask_for_loop)
        self.bar.fix_asked.connect(self.fix)
        self.bar.note_asked.connect(self._ask_for_note)
        self.bar.put_right.connect(self._put_right)
        self.bar.left.connect(self._leave_bar)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(SPACE.small, SPACE.small, SPACE.tiny, SPACE.tiny)
        inside.setSpacing(SPACE.tiny)
        inside.addWidget(self.view, 1)
        inside.addWidget(self.bar)

    def show_contents(self, contents: ReviewContents) -> None:
        """Show the transcript of a rehearsal; the same one corrected stays where it was scrolled to.

        What is being put right meanwhile is written on: its words are those that were heard, which stay.
        """
        assert contents.transcript is not None  # noqa: S101 - shown only when there is one
        found = contents.score.findings if contents.score else ()
        stay = contents.rehearsal.id == self._rehearsal_id
        heard_before, self._words = self._heard, tuple(contents.transcript.words)
        self._heard = tuple(contents.heard.words) if contents.heard else self._words
        self._corrections = contents.corrections
        if not (stay and self._heard == heard_before and self.bar.fixing):
            self.bar.show_hint()
        self.view.show_transcript(
            contents.transcript, highlights(found, contents.signals), heard_as(contents.corrections), stay=stay
        )
        self._rehearsal_id = contents.rehearsal.id

    def forget(self) -> None:
        """Show nothing: there is no transcript, and nothing of an earlier one may be acted on."""
        self._words = self._heard = ()
        self._corrections = Corrections()
        self._rehearsal_id = ""
        self.bar.show_hint()
        self.view.forget()

    @property
    def chosen_words(self) -> tuple[int, int] | None:
        """The first and the last of the words that are selected."""
        return self.view.chosen_words

    def seconds_of(self, word: int) -> float | None:
        """Return when a word begins."""
        return self._words[word].start_seconds

    @property
    def chosen_stretch(self) -> Stretch | None:
        """The stretch of the recording that the selected words take."""
        return self._stretch(*self.chosen_words) if self.chosen_words else None

    def passage_at(self, seconds: float) -> Stretch | None:
        """Return the stretch of the paragraph that is said at a second."""
        words = self.view.paragraph_at(seconds)
        return self._stretch(*words) if words else None

    @Slot()
    def fix(self) -> None:
        """Let the selected words be put right, or the one that is said now."""
        spoken = self.view.spoken_word
        chosen = self.chosen_words or ((spoken, spoken) if spoken is not None else None)
        if chosen is None or self.bar.fixing:
            return
        first, last = whole_changes(self._corrections, *chosen)
        self._fixed = heard_behind(self._corrections, len(self._heard), first, last)
        self.bar.begin_fix(_text(self._words[first : last + 1]), self._heard_text(*self._fixed))

    @Slot(object)
    def _show_chosen(self, chosen: tuple[int, int] | None) -> None:
        if self.bar.fixing:
            return
        if chosen is None:
            self.bar.show_hint()
            return
        first, last = chosen
        heard = ""
        if any(word in heard_as(self._corrections) for word in range(first, last + 1)):
            first, last = whole_changes(self._corrections, first, last)
            heard = self._heard_text(*heard_behind(self._corrections, len(self._heard), first, last))
        self.bar.show_chosen(_text(self._words[first : last + 1]), heard)

    @Slot(str)
    def _put_right(self, now: str) -> None:
        first, last = self._fixed
        self.view.clear_choice()
        self.words_put_right.emit(first, last, now)

    @Slot()
    def _leave_bar(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _ask_for_loop(self) -> None:
        if stretch := self.chosen_stretch:
            self.loop_asked.emit(stretch)

    @Slot()
    def _ask_for_note(self) -> None:
        if stretch := self.chosen_stretch:
            self.note_asked.emit(stretch.start_seconds)

    def _heard_text(self, first: int, last: int) -> str:
        return _text(self._heard[first : last + 1])

    def _stretch(self, first: int, last: int) -> Stretch | None:
        timed = [word for word in self._words[first : last + 1] if word.start_seconds is not None]
        if not timed:
            return None
        start, end = timed[0].start_seconds or 0.0, timed[-1].end_seconds
        return Stretch(start, end if end is not None else start)


def _text(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words)
