"""Light and dark: our own palette and one stylesheet on the Fusion style, both made from the tokens."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from desktop.ui.stylesheet import stylesheet
from desktop.ui.tokens import DARK, LIGHT, Colours, text_sizes

# Where the system names no face worth the name, the first of these that is installed.
_FACES = (
    "Inter",
    "Cantarell",
    "Noto Sans",
    "Ubuntu",
    "Open Sans",
    "Roboto",
    "Segoe UI",
    "Liberation Sans",
    "DejaVu Sans",
)
_NO_FACES = ("", "sans", "sans serif", "sans-serif", "bitstream vera sans", "dejavu sans")

# A system that sets its own type larger than this is used by someone who wants ours larger too.
_USUAL_PIXELS = 15.0

_PALETTE = {
    QPalette.ColorRole.Window: "page",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "raised",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "stop",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "raised",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "edge",
    QPalette.ColorRole.Shadow: "edge",
}


class Theme(QObject):
    """Dresses the application; `changed` tells painted widgets to paint again with other `colours`.

    `wish` is `system`, `light` or `dark`. `text_scale` enlarges all type; None takes it from the system's own type.
    """

    changed = Signal()

    def __init__(self, application: QApplication, wish: str = "system", text_scale: float | None = None) -> None:
        super().__init__()
        self._application = application
        self._wish = wish
        system_font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        self._face = _choose_face(system_font)
        self.text = text_sizes(_system_scale(system_font) if text_scale is None else text_scale)
        self.colours: Colours = LIGHT
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._follow)
        self._dress()

    def choose(self, wish: str) -> None:
        """Follow another wish from now on."""
        self._wish = wish
        self._dress()
        self.changed.emit()

    def follow_wish(self, wish: str) -> None:
        """Follow a wish that may be the one that is followed already."""
        if wish != self._wish:
            self.choose(wish)

    def font(self, pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Return the interface face at this size, with digits of one width."""
        font = QFont(self._face)
        font.setPixelSize(pixels)
        font.setWeight(weight)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def colour(self, name: str) -> QColor:
        """Return a colour of the palette by its name in the tokens."""
        return QColor(getattr(self.colours, name))

    @Slot()
    def _follow(self) -> None:
        if self._wish == "system":
            self.choose(self._wish)

    def _dress(self) -> None:
        dark = self._wish == "dark" or (
            self._wish == "system" and self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        )
        self.colours = DARK if dark else LIGHT
        self._application.setPalette(_palette(self.colours))
        self._application.setFont(self.font(self.text.body))
        self._application.setStyleSheet(stylesheet(self.colours, self.text))


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    for role, name in _PALETTE.items():
        palette.setColor(role, QColor(getattr(colours, name)))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.muted))
    return palette


def _choose_face(system_font: QFont) -> str:
    if system_font.family().lower() not in _NO_FACES:
        return system_font.family()
    installed = set(QFontDatabase.families())
    return next((face for face in _FACES if face in installed), system_font.family())


def _system_scale(system_font: QFont) -> float:
    return min(2.0, max(1.0, QFontInfo(system_font).pixelSize() / _USUAL_PIXELS))
