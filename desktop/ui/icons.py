"""Our own icons, tinted with a colour of the palette."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

_FOLDER = Path(__file__).parent / "icons"
_SCALES = (1, 2, 3)


def draw_icon(name: str, colour: str, pixels: int, scale: float = 1.0) -> QPixmap:
    """Return the icon `name` in `colour`, `pixels` wide on a screen with `scale` device pixels a pixel."""
    from PySide6.QtSvg import QSvgRenderer

    drawing = (_FOLDER / f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode())
    pixmap = QPixmap(QSize(pixels, pixels) * scale)
    pixmap.fill(QColor(Qt.GlobalColor.transparent))
    with QPainter(pixmap) as painter:
        QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(pixmap.rect()))
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def make_icon(name: str, colour: str, pixels: int = 24) -> QIcon:
    """Return the icon `name` in `colour`, sharp on screens of every density."""
    icon = QIcon()
    for scale in _SCALES:
        icon.addPixmap(draw_icon(name, colour, pixels, scale))
    return icon
