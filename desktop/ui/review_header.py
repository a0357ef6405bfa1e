"""What is being reviewed, and what can be done with the whole of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.practice.rehearsal import Rehearsal
from desktop.ui.buttons import Button
from desktop.ui.contents import ReviewContents
from desktop.ui.labels import ElidedLabel, plain_tooltip, set_role
from desktop.ui.side_by_side import SideBySide
from desktop.ui.times import date_text, length_text
from desktop.ui.tokens import SPACE

# What is left of a title beside the buttons; where there is less, they go below it.
_LEAST_CHARACTERS = 32


class ReviewHeader(QWidget):
    """Shows title and facts of a rehearsal."""

    report_asked = Signal()
    export_asked = Signal()
    comparison_asked = Signal()
    again_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = ElidedLabel(role="title")
        self._facts = ElidedLabel(role="small")
        self.report = Button("Open report", self.report_asked.emit)
        self.export = Button("Export", self.export_asked.emit)
        self.compare = Button("Compare", self.comparison_asked.emit)
        self.compare.setAccessibleName("Compare with your take before")
        plain_tooltip(self.compare, "Compare with your take before")
        self.again = Button("Rehearse this again", self.again_asked.emit, "primary")
        words, buttons = QWidget(), QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.hair)
        column.addWidget(self._title)
        column.addWidget(self._facts)
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        for button in (self.report, self.export, self.compare, self.again):
            row.addWidget(button)
        row.addStretch(1)
        least = self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS
        fitting = SideBySide(words, buttons, left_least=least)
        for label in (self._title, self._facts):
            fitting.stacked_changed.connect(label.setWordWrap)
        line = QVBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(fitting)

    @property
    def facts(self) -> str:
        """When it was, what, how long, and who heard it."""
        return self._facts.text()

    def show_contents(self, contents: ReviewContents) -> None:
        """Show what a rehearsal is."""
        rehearsal = contents.rehearsal
        self._title.setText(rehearsal.case_title)
        facts = [date_text(rehearsal.started_at), rehearsal.format_title]
        if rehearsal.recorded_seconds:
            facts.append(length_text(rehearsal.recorded_seconds))
        if rehearsal.engine:
            facts.append(f"heard by {_listener(rehearsal)}")
        self._facts.setText(" \u00b7 ".join(facts))
        self.report.setVisible(contents.report is not None)
        self.compare.setVisible(contents.take_before is not None)
        # One primary button a page: what helps most.
        set_role(self.again, "" if contents.transcript is None else "primary")


def _listener(rehearsal: Rehearsal) -> str:
    return "pocketsphinx" if rehearsal.engine == "sphinx" else f"Whisper ({rehearsal.model})"
