"""The score at a glance: the mark and its band, the pillars, delivery, and how soon a constraint was named."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.fitting_grid import FittingGrid
from desktop.ui.labels import plain_label
from desktop.ui.pillars import pillar_look
from desktop.ui.shapes import PillarMarker
from desktop.ui.side_by_side import Leading
from desktop.ui.theme import Theme
from desktop.ui.times import length_text
from desktop.ui.tokens import SPACE
from rubrics.model import DeliveryMark, PillarMark, Score

_COLUMNS, _MOST_IN_THREE = 3, 6


class MarkBar(QWidget):
    """A mark from 0 to 100 as a bar; with a band, the range in which the mark may lie is shaded."""

    def __init__(self, points: float, colour: str, theme: Theme, band: tuple[float, float] | None = None) -> None:
        super().__init__()
        self._points, self._colour, self._theme, self._band = points, colour, theme, band
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """A thin bar."""
        return QSize(80, 6 if self._band is None else 10)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the band and the mark."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            colour = self._theme.colour(self._colour)
            self._draw(painter, self._theme.colour("line"), 0, 100)
            if self._band is None:
                self._draw(painter, colour, 0, self._points)
            else:
                faint = QColor(colour)
                faint.setAlphaF(0.4)
                self._draw(painter, faint, *self._band)
                x = self.width() * self._points / 100
                painter.setBrush(colour)
                painter.drawRoundedRect(QRectF(min(max(0.0, x - 2), self.width() - 4), 0, 4, self.height()), 2, 2)

    def _draw(self, painter: QPainter, colour: QColor, low: float, high: float) -> None:
        inset = 0 if self._band is None else 2
        box = QRectF(self.width() * low / 100, inset, self.width() * (high - low) / 100, self.height() - 2 * inset)
        painter.setBrush(colour)
        painter.drawRoundedRect(box, min(3.0, box.width() / 2), 3)


class ScoreCard(QFrame):
    """Shows one score."""

    def __init__(self, score: Score, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.wide, SPACE.large, SPACE.wide, SPACE.large)
        judged = _Judged(self._pillars(score.pillars), plain_label(facts_in_words(score), "muted", wrap=True))
        row.addWidget(Leading(self._overall(score), judged))

    def _overall(self, score: Score) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.tiny)
        if score.overall is None:
            column.addWidget(plain_label("No mark", "title"))
            column.addWidget(plain_label("The answer was too short to be marked.", "muted", wrap=True))
            return holder
        line = QHBoxLayout()
        line.setSpacing(SPACE.medium)
        mark = plain_label(f"{score.overall:.0f}", "score")
        mark.setAccessibleName(f"Overall {score.overall:.0f} of 100")
        line.addWidget(mark)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(plain_label(band_in_words(score.band), "strong"))
        words.addWidget(
            plain_label("provisional" if score.provisional else "of 100", "note" if score.provisional else "muted")
        )
        words.addStretch(1)
        line.addLayout(words)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(MarkBar(score.overall, "accent", self._theme, score.band or (score.overall, score.overall)))
        column.addStretch(1)
        return holder

    def _pillars(self, marks: tuple[PillarMark, ...]) -> FittingGrid:
        # Two rows if there is room: the transcript needs the height.
        grid = FittingGrid(min(_COLUMNS, len(marks)) if len(marks) <= _MOST_IN_THREE else (len(marks) + 1) // 2)
        grid.show_cells(map(self._pillar, marks))
        return grid

    def _pillar(self, mark: PillarMark) -> QWidget:
        holder = QWidget()
        look = pillar_look(mark.pillar)
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        line.addWidget(PillarMarker(look, self._theme))
        line.addWidget(plain_label(mark.title), 1)
        points = plain_label(f"{mark.points:.0f}", "strong")
        points.setAccessibleName(f"{mark.title}: {mark.points:.0f} of 100")
        line.addWidget(points)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.tiny)
        column.addLayout(line)
        column.addWidget(MarkBar(mark.points, look.colour, self._theme))
        return holder


class _Judged(QWidget):
    """The pillars with the facts below them; how wide it likes to be, the pillars decide."""

    def __init__(self, pillars: FittingGrid, facts: QWidget) -> None:
        super().__init__()
        self._pillars = pillars
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.medium)
        column.addWidget(pillars)
        column.addWidget(facts)

    def sizeHint(self) -> QSize:
        """As wide as the pillars like to be."""
        return QSize(self._pillars.sizeHint().width(), super().sizeHint().height())


def band_in_words(band: tuple[float, float] | None) -> str:
    """Return the range of a mark in words."""
    return f"likely {band[0]:.0f}\u2013{band[1]:.0f}" if band else ""


def facts_in_words(score: Score) -> str:
    """Return the facts below the pillars: the first constraint, and how it was said."""
    seconds = score.seconds_to_first_constraint
    first = "No constraint was heard" if seconds is None else f"First constraint after {length_text(seconds)}"
    return "  \u00b7  ".join([first, *(_delivery_in_words(score.delivery) if score.delivery else [])])


def _delivery_in_words(delivery: DeliveryMark) -> list[str]:
    words = [f"delivery {delivery.points:.0f}"]
    if delivery.words_per_minute is not None:
        words.append(f"{delivery.words_per_minute:.0f} words a minute")
    if delivery.long_pauses is not None:
        words.append(f"{delivery.long_pauses} long {'pause' if delivery.long_pauses == 1 else 'pauses'}")
    words.append(f"at least {delivery.fillers_at_least} {'filler' if delivery.fillers_at_least == 1 else 'fillers'}")
    return words
