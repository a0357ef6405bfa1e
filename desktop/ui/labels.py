"""Text on the screen: always plain, wrapped or shortened, never read as mark-up."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


def plain_label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label that shows `text` as it is; `role` names its style in the stylesheet."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    return label


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget another style of the stylesheet."""
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def plain_tooltip(widget: QWidget, text: str) -> None:
    """Show `text` on hovering, as it is."""
    # A tooltip guesses whether it is given mark-up; escaped, there is nothing to guess.
    widget.setToolTip(escaped(text) if text else "")


def escaped(text: str) -> str:
    """Return text for a place that guesses whether it is given mark-up: it will show as it is."""
    from html import escape

    return f"<span>{escape(text)}</span>"


def sentence(text: str) -> str:
    """Return a line of an error as a sentence; a path at its beginning stays as it is."""
    first = text.split(" ", 1)[0]
    return text if any(mark in first for mark in "/\\.:") else text[:1].upper() + text[1:]


def reason_of(error: Exception) -> str:
    """Return why something failed, for a file in the system's own words, without a full stop at the end."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror} ({error.filename})" if error.filename else error.strerror
    return str(error).rstrip(".")


def button_text(text: str) -> str:
    """Return text for a button, whose `&` are letters and not shortcuts."""
    return text.replace("&", "&&")


def rule() -> QFrame:
    """Return a thin line."""
    line = QFrame()
    line.setProperty("role", "rule")
    line.setFixedHeight(1)
    return line


class ElidedLabel(QLabel):
    """One line of text that is shortened at its end when there is no room; the whole text shows on hovering.

    With `setWordWrap` it is as many lines as it needs, and never shortened.
    """

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def minimumSizeHint(self) -> QSize:
        """Allow any width."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the tooltip to texts that do not fit."""
        super().resizeEvent(event)
        self._tell_whole()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again with another font."""
        super().changeEvent(event)
        self._tell_whole()

    def setText(self, text: str) -> None:
        """Show another text, on one line."""
        super().setText(" ".join(text.split()))
        self._tell_whole()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what fits."""
        if self.wordWrap():
            super().paintEvent(event)
            return
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            painter.drawText(self.contentsRect(), int(self.alignment()), self._fitting())

    def _fitting(self) -> str:
        if self.wordWrap():
            return self.text()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())

    def _tell_whole(self) -> None:
        plain_tooltip(self, self.text() if self._fitting() != self.text() else "")
