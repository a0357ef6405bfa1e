"""What the reader puts right or disputes, made into corrections; each can be undone."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from desktop.practice.correcting import change_at, counting_again, disputing, without_change
from desktop.ui.contents import ReviewContents
from desktop.ui.remark_parts import shortened
from desktop.ui.undo_line import Undo, UndoLine
from rubrics.corrections import Corrections, Dispute, WordChange
from rubrics.model import Finding, Score
from speech.transcript import Word

_SCORING = "Scoring it again."


class Corrector(QObject):
    """Turns what was pressed into corrections; `changed` carries all of them as they are to be.

    They run ahead of what is shown: the next one may be made while the last is being scored.
    """

    changed = Signal(object)

    def __init__(self, line: UndoLine, parent: QObject) -> None:
        super().__init__(parent)
        self._line = line
        self._text = ""
        self._way_back: Undo | None = None
        self._words: tuple[Word, ...] = ()
        self._shown = self._wanted = Corrections()

    def show_contents(self, contents: ReviewContents) -> None:
        """Go on from what is shown now."""
        self._words = tuple(contents.heard.words) if contents.heard else ()
        self._shown = self._wanted = contents.corrections

    def go_on_from(self, kept: Corrections) -> None:
        """Go on from these, which are kept, where one after them could not be; what is shown stays."""
        self._wanted = kept

    def tell_scored(self, before: Score | None, after: Score | None) -> None:
        """Say what the last correction did to the score."""
        text = f"{self._text} {_difference(before, after)}"
        if self._way_back:
            self._line.say_of(self._way_back, text)
        elif self._text and not self._line.text:
            self._line.tell(text)

    @Slot(int, int, str)
    def put_right(self, first: int, last: int, now: str) -> None:
        """Put heard words right."""
        heard = shortened(" ".join(word.text for word in self._words[first : last + 1]))
        text = (
            f"Heard \u201c{heard}\u201d, now \u201c{shortened(now)}\u201d."
            if now.split()
            else f"\u201c{heard}\u201d is left out."
        )
        self._change(change_at(self._words, self._wanted, first, last, now), text)

    @Slot(object)
    def take_back(self, change: WordChange) -> None:
        """Let words stand as they were heard."""
        self._change(
            without_change(self._wanted, change), f"\u201c{shortened(change.was)}\u201d stands as it was heard."
        )

    @Slot(object)
    def dispute(self, finding: Finding) -> None:
        """Let a finding not count."""
        # Its words are those that are shown.
        (dispute,) = disputing(finding, Corrections(self._shown.changes), len(self._words)).disputes
        self._change(self._wanted.with_dispute(dispute), "The finding does not count any more.")

    @Slot(object)
    def count_again(self, dispute: Dispute) -> None:
        """Let a disputed finding count again."""
        self._change(counting_again(self._wanted, dispute), "The finding counts again.")

    def _change(self, corrections: Corrections, text: str) -> None:
        before = self._wanted
        if corrections == before:
            return
        self._tell(corrections, text)
        self._way_back = partial(self._tell, before, "Taken back.")
        self._line.offer(f"{text} {_SCORING}", self._way_back)

    def _tell(self, corrections: Corrections, text: str) -> None:
        self._wanted, self._text, self._way_back = corrections, text, None
        self.changed.emit(corrections)


def _difference(before: Score | None, after: Score | None) -> str:
    old, new = before.overall if before else None, after.overall if after else None
    if old is None or new is None or round(old) == round(new):
        return "The score stays as it was."
    return f"The score is {new:.0f}, it was {old:.0f}."
