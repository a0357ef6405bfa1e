"""Where the interview stands, in words beside a shape."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.practice.interview import Stage
from desktop.ui.announcing import announce
from desktop.ui.labels import plain_label
from desktop.ui.shapes import draw_shape
from desktop.ui.theme import Theme
from desktop.ui.tokens import SPACE

_WORDS = {
    Stage.READY: "Ready",
    Stage.ASKING: "Asking the question",
    Stage.PREPARING: "Get ready",
    Stage.LISTENING: "Listening",
    Stage.PAUSED: "Paused",
    Stage.INTERRUPTED: "Interrupted",
    Stage.CLOSING: "Closing the recording",
    Stage.OVER: "The answer is kept",
}

_INTERVIEWER = "The interviewer speaks"
_THINKING = "Time to think"


class StageShape(QWidget):
    """A shape for each stage: waves, a ring, a disc, a square, a tick. None of them moves."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._stage = Stage.READY
        self.setFixedSize(QSize(18, 18))
        theme.changed.connect(self.update)

    def show_stage(self, stage: Stage) -> None:
        """Show the shape of a stage."""
        if stage is not self._stage:
            self._stage = stage
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shape."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colour = self._theme.colour("accent")
            pen = QPen(colour, 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            match self._stage:
                case Stage.ASKING:
                    for x, height in ((3, 5), (7, 10), (11, 14), (15, 7)):
                        painter.drawLine(x, 9 - height // 2, x, 9 + height // 2)
                case Stage.LISTENING:
                    draw_shape(painter, "circle", QRectF(2, 2, 14, 14), colour)
                case Stage.PAUSED | Stage.INTERRUPTED:
                    painter.drawLine(6, 4, 6, 14)
                    painter.drawLine(12, 4, 12, 14)
                case Stage.CLOSING:
                    draw_shape(painter, "square", QRectF(2, 2, 14, 14), colour)
                case Stage.OVER:
                    painter.drawPolyline([QPointF(3, 9), QPointF(7, 13), QPointF(15, 4)])
                case _:
                    draw_shape(painter, "ring", QRectF(2, 2, 14, 14), colour)


class StageLine(QWidget):
    """The shape and the words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._shape = StageShape(theme)
        self._stage = Stage.READY
        self._label = plain_label(role="large strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        row.addWidget(self._shape)
        row.addWidget(self._label)

    @property
    def stage(self) -> Stage:
        """The stage that is shown."""
        return self._stage

    @property
    def text(self) -> str:
        """The stage in words."""
        return self._label.text()

    def show_stage(self, stage: Stage, *, kept: bool = True, voicing: bool = False, thinking: bool = False) -> None:
        """Show a stage; `kept` says that there is an answer to speak of once it is over, `voicing` who speaks."""
        self._stage = stage
        interrupting = voicing and stage is Stage.LISTENING
        text = _WORDS[stage] if kept or stage is not Stage.OVER else "Over: nothing was recorded"
        if stage is Stage.LISTENING and (voicing or thinking):
            text = _INTERVIEWER if voicing else _THINKING
        if text != self._label.text():
            self._label.setText(text)
            # The same waves as when the question is asked.
            self._shape.show_stage(Stage.ASKING if interrupting else Stage.PREPARING if thinking else stage)
            self.setAccessibleName(text)
            announce(self, text)
