"""Draws the shapes and underlines of the pillars."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.ui.pillars import PillarLook
from desktop.ui.theme import Theme

_DASHES: dict[str, list[float]] = {
    "dash": [3, 2],
    "long dash": [8, 3],
    "dash dot": [4, 2, 1, 2],
    "dash dot dot": [4, 1.5, 1, 1.5, 1, 1.5],
    "dots": [1, 1.5],
}


def draw_shape(painter: QPainter, shape: str, box: QRectF, colour: QColor) -> None:
    """Draw a shape into a square box, all of about the same weight to the eye."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    match shape:
        case "circle":
            painter.drawEllipse(box)
        case "square":
            painter.drawRect(_shrunk(box, 0.07))
        case "diamond" | "triangle" | "wedge":
            painter.drawPolygon(_polygon(shape, box))
        case "cross":
            arm = box.width() / 3
            painter.drawRect(QRectF(box.left() + arm, box.top(), arm, box.height()))
            painter.drawRect(QRectF(box.left(), box.top() + arm, box.width(), arm))
        case "bars":
            third = box.height() / 3.6
            for row in (0.0, 1.3, 2.6):
                painter.drawRect(QRectF(box.left(), box.top() + row * third, box.width(), third))
        case _:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, max(1.5, box.width() / 6)))
            painter.drawEllipse(_shrunk(box, 0.12))
    painter.restore()


def _shrunk(box: QRectF, share: float) -> QRectF:
    inset = box.width() * share
    return box.adjusted(inset, inset, -inset, -inset)


def _polygon(shape: str, box: QRectF) -> QPolygonF:
    middle = box.center()
    corners = {
        "diamond": [
            QPointF(middle.x(), box.top()), QPointF(box.right(), middle.y()),
            QPointF(middle.x(), box.bottom()), QPointF(box.left(), middle.y()),
        ],
        "triangle": [QPointF(middle.x(), box.top()), box.bottomRight(), box.bottomLeft()],
        "wedge": [box.topLeft(), box.topRight(), QPointF(middle.x(), box.bottom())],
    }  # fmt: skip
    return QPolygonF(corners[shape])


def draw_underline(painter: QPainter, underline: str, left: float, right: float, y: float, colour: QColor) -> None:
    """Draw an underline of a pillar from `left` to `right`, its top at `y`; it takes up to 4 pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    if underline in _DASHES:
        pen.setDashPattern(_DASHES[underline])
        # Begin the pattern anew under every word, or it swims when the text is laid out again.
        pen.setDashOffset(0)
    painter.setPen(pen)
    match underline:
        case "wave":
            painter.drawPolyline(_wave(left, right, y + 1.5))
        case "double":
            painter.setPen(QPen(colour, 1.0))
            painter.drawLine(QPointF(left, y), QPointF(right, y))
            painter.drawLine(QPointF(left, y + 3), QPointF(right, y + 3))
        case _:
            painter.drawLine(QPointF(left, y + 1), QPointF(right, y + 1))
    painter.restore()


def _wave(left: float, right: float, y: float) -> QPolygonF:
    steps = max(2, int((right - left) / 1.5))
    xs = [left + (right - left) * step / steps for step in range(steps + 1)]
    return QPolygonF([QPointF(x, y + 1.5 * math.sin((x - left) * math.pi / 3)) for x in xs])


class PillarMarker(QWidget):
    """The shape of a pillar over its underline, beside the pillar's name."""

    _WIDTH, _SHAPE, _UNDERLINE_AT = 16, 10, 13

    def __init__(self, look: PillarLook, theme: Theme) -> None:
        super().__init__()
        self._look = look
        self._theme = theme
        self.setFixedSize(QSize(self._WIDTH, self._UNDERLINE_AT + 5))
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shape and the underline."""
        with QPainter(self) as painter:
            colour = QColor(self._look.of(self._theme.colours))
            left = (self._WIDTH - self._SHAPE) / 2
            draw_shape(painter, self._look.shape, QRectF(left, 0.5, self._SHAPE, self._SHAPE), colour)
            draw_underline(painter, self._look.underline, 0, self._WIDTH, self._UNDERLINE_AT, colour)
