"""Where words lie on the lines of a laid-out block of text."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextBlock, QTextLine


def stretches(block: QTextBlock, origin: QPointF, start: int, stop: int) -> Iterator[tuple[float, float, float]]:
    """Yield left, right and baseline of the text from `start` to `stop`, one a line; places are the document's.

    `origin` is where the block begins.
    """
    layout = block.layout()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        first = max(start - block.position(), line.textStart())
        last = min(stop - block.position(), _line_end(block, line))
        if first < last:
            yield origin.x() + _x(line, first), origin.x() + _x(line, last), origin.y() + baseline(line)


def baseline(line: QTextLine) -> float:
    """Return how far below the block's top the letters of a line stand."""
    return line.y() + line.ascent()


def _line_end(block: QTextBlock, line: QTextLine) -> int:
    """Where the last word of a line ends: no line is drawn under the space that broke it."""
    end = line.textStart() + line.textLength()
    return end - 1 if block.text()[end - 1 : end] == " " else end


def _x(line: QTextLine, place: int) -> float:
    # The binding returns the place too, which it may have moved to a letter's edge.
    x = line.cursorToX(place)
    return float(x[0]) if isinstance(x, tuple) else float(str(x))
