"""Several pictures on one sheet, to be looked through quickly."""

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

COLUMNS, ROWS = 3, 3
TILE = QSize(800, 560)
TITLE = 24


class ContactSheet:
    """Lays pictures out in tiles and writes a file `NAME-1.png`, `NAME-2.png` ... in `folder` for each full sheet."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self._pictures: list[tuple[str, QPixmap]] = []
        self._count = 0

    def add(self, title: str, picture: QPixmap) -> None:
        """Put a picture on the sheet."""
        flat = QPixmap(picture)
        flat.setDevicePixelRatio(1)
        kept = (Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        self._pictures.append((title, flat.scaled(TILE, *kept)))
        if len(self._pictures) == COLUMNS * ROWS:
            self.close()

    def close(self) -> None:
        """Write what is on the sheet."""
        if not self._pictures:
            return
        self._count += 1
        sheet = QPixmap(COLUMNS * TILE.width(), ROWS * (TILE.height() + TITLE))
        sheet.fill(QColor("#808080"))
        with QPainter(sheet) as painter:
            font = painter.font()
            font.setPixelSize(TITLE - 8)
            painter.setFont(font)
            for place, (title, picture) in enumerate(self._pictures):
                left = place % COLUMNS * TILE.width()
                top = place // COLUMNS * (TILE.height() + TITLE)
                painter.drawText(QRect(left + 4, top, TILE.width(), TITLE), int(Qt.AlignmentFlag.AlignVCenter), title)
                painter.drawPixmap(left, top + TITLE, picture)
        sheet.save(str(self._folder / f"{self._name}-{self._count}.png"))
        self._pictures.clear()
