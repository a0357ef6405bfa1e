"""A chart on a page: the keys or the pointer go from rehearsal to rehearsal, and each is told."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.practice.progress import Series
from desktop.practice.progress_words import series_text
from desktop.ui.chart import Chart, height_of, ink_of, lay_out, spot_text
from desktop.ui.chart_drawing import draw_chart
from desktop.ui.theme import Theme
from desktop.ui.tokens import RADIUS, SPACE

_TALL_PLOT, _LOW_PLOT = 132, 52
# A title with its mark; the whole of it where there is room.
_LEAST_CHARACTERS, _LEAST_CHARACTERS_TALL = 22, 30


class SeriesChart(QWidget):
    """Shows a series; `opened` carries the id of a rehearsal that was clicked, or entered by Return.

    A screen reader is told the whole series, then each rehearsal that Left and Right come to.
    """

    opened = Signal(str)

    def __init__(self, theme: Theme, *, tall: bool = False) -> None:
        super().__init__()
        self._theme, self._tall = theme, tall
        self._ink = ink_of(theme)
        self._series: Series | None = None
        self._laid: Chart | None = None
        self._chosen: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._dress)

    @property
    def series(self) -> Series | None:
        """What is shown."""
        return self._series

    @property
    def chosen_text(self) -> str:
        """What is told of the chosen spot, empty while none is chosen."""
        chart = self._chart()
        return "" if chart is None or self._chosen is None else spot_text(chart.series, chart.spots[self._chosen])

    def show_series(self, series: Series) -> None:
        """Show another series."""
        self._series, self._laid, self._chosen = series, None, None
        self.setAccessibleName(series.title)
        self.setAccessibleDescription(series_text(series))
        self.update()

    def step(self, count: int) -> None:
        """Go so many spots on, or back below zero; the first step comes to the newest one."""
        chart = self._chart()
        if chart is not None and chart.spots:
            last = len(chart.spots) - 1
            self._choose(last if self._chosen is None else min(last, max(0, self._chosen + count)))

    def sizeHint(self) -> QSize:
        """Two lines of text above the line of the chart."""
        around = 2 * SPACE.tiny
        height = height_of(self._ink, _TALL_PLOT if self._tall else _LOW_PLOT, tall=self._tall)
        characters = _LEAST_CHARACTERS_TALL if self._tall else _LEAST_CHARACTERS
        return QSize(round(characters * QFontMetricsF(self._ink.body).averageCharWidth()), height + around)

    def minimumSizeHint(self) -> QSize:
        """As high as it is, in little width."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from rehearsal to rehearsal, or open the one that is chosen."""
        chart = self._chart()
        if chart is None or not chart.spots:
            super().keyPressEvent(event)
            return
        last, now = len(chart.spots) - 1, self._chosen
        match event.key():
            case Qt.Key.Key_Left:
                self.step(-1)
            case Qt.Key.Key_Right:
                self.step(1)
            case Qt.Key.Key_Home:
                self._choose(0)
            case Qt.Key.Key_End:
                self._choose(last)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if now is not None:
                self._open(chart, now)
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the chart out again."""
        self._laid = None
        super().resizeEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell of the rehearsal under the pointer."""
        chart = self._chart()
        if chart is None:
            return
        number = chart.nearest(event.position().x())
        self._choose(number)
        opens = number is not None and chart.spots[number].is_one and event.position().y() >= chart.plot.top()
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the rehearsal under the pointer."""
        chart = self._chart()
        if chart is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        number = chart.nearest(event.position().x())
        if number is not None and event.position().y() >= chart.plot.top():
            self._open(chart, number)

    def leaveEvent(self, event: QEvent) -> None:
        """Show the trend again."""
        self._choose(None)
        super().leaveEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the trend again."""
        self._choose(None)
        super().focusOutEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chart and the ring of the focus."""
        chart = self._chart()
        if chart is None:
            return
        with QPainter(self) as painter:
            draw_chart(painter, chart, self._ink, self._chosen)
            if self.hasFocus():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(self._theme.colour("accent"))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def _chart(self) -> Chart | None:
        """Return the chart in this size; laid out once, for the pointer asks for it at each step."""
        if self._laid is None and self._series is not None:
            inset = SPACE.tiny
            box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            self._laid = lay_out(self._series, box, self._ink, tall=self._tall)
        return self._laid

    def _choose(self, number: int | None) -> None:
        if number == self._chosen:
            return
        self._chosen = number
        if self._series is not None:
            self.setAccessibleDescription(self.chosen_text or series_text(self._series))
        self.update()

    def _open(self, chart: Chart, number: int) -> None:
        spot = chart.spots[number]
        if spot.is_one:
            self.opened.emit(chart.series.rehearsals[spot.first].id)

    def _dress(self) -> None:
        self._ink, self._laid = ink_of(self._theme), None
        self.update()
