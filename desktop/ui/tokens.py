"""Every size and colour of the window, in light and dark; nothing else names a colour."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colours:
    """One palette, each colour as `#RRGGBB`.

    `page` lies under everything, `surface` under cards and text, `raised` under what lies on a card.
    """

    dark: bool
    page: str
    surface: str
    raised: str
    ink: str
    muted: str
    line: str
    edge: str
    accent: str
    on_accent: str
    accent_wash: str
    opening: str
    metrics: str
    trade_offs: str
    failure: str
    structure: str
    push_back: str
    honesty: str
    good: str
    note: str
    stop: str


LIGHT = Colours(
    dark=False,
    page="#F6F5F1",
    surface="#FFFFFF",
    raised="#FBFAF7",
    ink="#1C1E23",
    muted="#575D69",
    line="#DEDCD5",
    edge="#85867F",
    accent="#0E6B69",
    on_accent="#FFFFFF",
    accent_wash="#DCEDEB",
    opening="#4549AE",
    metrics="#0B716C",
    trade_offs="#8A5200",
    failure="#A5322A",
    structure="#4B5565",
    push_back="#7A3C8F",
    honesty="#5A6800",
    good="#1F7A3D",
    note="#8A5200",
    stop="#A5322A",
)

DARK = Colours(
    dark=True,
    page="#14161A",
    surface="#1C1F25",
    raised="#23272E",
    ink="#ECEDEF",
    muted="#A6ACB8",
    line="#30353E",
    edge="#6E7684",
    accent="#58C4BA",
    on_accent="#0B1F1E",
    accent_wash="#17302F",
    opening="#A5A8F5",
    metrics="#58C4BA",
    trade_offs="#E2AE57",
    failure="#F0938B",
    structure="#B4BCCA",
    push_back="#CF9BE0",
    honesty="#C3D36B",
    good="#6CCB8B",
    note="#E2AE57",
    stop="#F0938B",
)

_PILLARS = ("opening", "metrics", "trade_offs", "failure", "structure", "push_back", "honesty")

# Which colour is read on which, by name; a test computes the contrast of each.
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("ink", "muted", "accent") for ground in ("page", "surface", "raised")),
    *((text, ground) for text in (*_PILLARS, "good", "note", "stop") for ground in ("page", "surface", "raised")),
    *((text, "accent_wash") for text in ("ink", "muted", "accent")),
    ("on_accent", "accent"),
)

# Edges and shapes that carry meaning without being text: 3:1 is asked of them.
SHAPE_PAIRS: tuple[tuple[str, str], ...] = (("edge", "page"), ("edge", "surface"), ("edge", "raised"))


@dataclass(frozen=True, slots=True)
class TextSizes:
    """The sizes of type in pixels, already scaled for this reader."""

    small: int
    body: int
    large: int
    title: int
    question: int
    headline: int
    score: int
    clock: int


_CLOCK_PIXELS = 88


def text_sizes(scale: float = 1.0) -> TextSizes:
    """Return the sizes of type, `scale` times as large as drawn; the clock is large enough for everybody."""
    drawn = (12, 14, 16, 20, 22, 28, 48)
    small, body, large, title, question, headline, score = (round(pixels * scale) for pixels in drawn)
    return TextSizes(small, body, large, title, question, headline, score, _CLOCK_PIXELS)


@dataclass(frozen=True, slots=True)
class Space:
    """The distances between things, in pixels."""

    hair: int = 2
    tiny: int = 4
    small: int = 8
    medium: int = 12
    large: int = 16
    wide: int = 24
    wider: int = 32
    widest: int = 48


SPACE = Space()
RADIUS = 8
LINE_WIDTH = 1
RAIL_WIDTH = 200
RAIL_WIDTH_NARROW = 64
RAIL_NARROW_UNDER = 1100
CONTENT_WIDTH = 1120
TEXT_MEASURE_CHARACTERS = 75
WINDOW_SMALLEST = (1024, 700)

# How much of a pillar's colour lies under the words it marks.
WASH_SHARE = 0.13


def mix(colour: str, ground: str, share: float) -> str:
    """Return `share` (0-1) of `colour` laid over `ground`."""
    parts = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(over * share + under * (1 - share)):02X}" for over, under in parts)


def wash(colour: str, colours: Colours) -> str:
    """Return the quiet ground for words marked with `colour` on a surface."""
    return mix(colour, colours.surface, WASH_SHARE)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1-21, as WCAG 2.2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
