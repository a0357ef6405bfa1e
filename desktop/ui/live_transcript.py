"""The speaker's words as they are heard: shown only when asked for, and never in the way."""

import math
from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontMetricsF, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QTextEdit

from desktop.practice.interjection import Interjection, echo_stretches
from desktop.ui.theme import Theme
from desktop.ui.tokens import SPACE, TEXT_MEASURE_CHARACTERS
from speech.transcript import Segment, Word, mark_echoes

# Below this a recogniser's word is shown as doubtful, as in the review and the report.
_DOUBTFUL_CONFIDENCE = 0.5
_LINES = 3
_NOTHING_YET = "Your words come here when you pause; those the recogniser doubts are dotted."
_UNHEARD = "[not heard]"


class LiveTranscript(QTextEdit):
    """Follows what is heard. It takes no focus, so that the keys of the page go on working."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown = 0
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("What was heard")
        self.setPlaceholderText(_NOTHING_YET)
        self.document().setDocumentMargin(SPACE.tiny)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    @property
    def text(self) -> str:
        """What is shown."""
        return self.toPlainText()

    def begin(self) -> None:
        """Forget an earlier answer."""
        self._shown = 0
        self.clear()
        self.hide()

    def show_segments(self, segments: Sequence[Segment], said: Sequence[Interjection]) -> None:
        """Add what was heard since the last time; what the program said itself is left out."""
        if len(segments) <= self._shown:
            return
        new, self._shown = segments[self._shown :], len(segments)
        stretches = echo_stretches(said)
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        for segment in new:
            self._write(cursor, mark_echoes(segment, stretches))
        self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the last words in view, and no half of a line above them."""
        super().resizeEvent(event)
        line = math.ceil(QFontMetricsF(self.document().defaultFont()).height())
        lines = (self.height() - SPACE.medium - SPACE.tiny) // line
        self.setViewportMargins(0, self.height() - lines * line, 0, 0)
        self._follow()

    def _write(self, cursor: QTextCursor, segment: Segment) -> None:
        if not segment.heard:
            cursor.insertText(f"{_UNHEARD} ", QTextCharFormat())
        for word in segment.words:
            if not word.echo:
                cursor.insertText(word.text, self._format_of(word))
                cursor.insertText(" ", QTextCharFormat())

    def _format_of(self, word: Word) -> QTextCharFormat:
        look = QTextCharFormat()
        if word.confidence is not None and word.confidence < _DOUBTFUL_CONFIDENCE:
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        return look

    def _follow(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())

    @Slot()
    def _dress(self) -> None:
        font = self._theme.font(self._theme.text.large)
        self.document().setDefaultFont(font)
        metrics = QFontMetricsF(font)
        self.setMinimumHeight(int(_LINES * metrics.lineSpacing()) + SPACE.medium + 2 * SPACE.small)
        self.setMaximumWidth(int(metrics.averageCharWidth() * TEXT_MEASURE_CHARACTERS) + 2 * SPACE.large)
