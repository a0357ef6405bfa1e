"""A diagram as an SVG file of its own: no script, no link, no font from elsewhere, every text escaped."""

import html
import math
import unicodedata
from collections.abc import Iterator, Mapping

from desktop.practice.diagram.layout import BOX_HEIGHT, BOX_WIDTH, lay_out
from desktop.practice.diagram.lines import width_of, wrapped
from desktop.practice.diagram.model import Arrow, Box, BoxKind, Diagram, Place, Zone
from desktop.practice.diagram.space import Area, Room, around

_MARGIN = 48.0
_LINE = 15.0
_FONT = "font-family='sans-serif'"
_INK, _QUIET, _PAPER = "#1d2433", "#5a6275", "#ffffff"
_FILLS: Mapping[BoxKind, str] = {
    BoxKind.USER: "#fdf3d8", BoxKind.SERVICE: "#eaf1fd", BoxKind.STORE: "#e6f5ec", BoxKind.QUEUE: "#f3ecfb",
    BoxKind.EXTERNAL: "#f4f4f4", BoxKind.HUMAN: "#fdebe4",
}  # fmt: skip
# Each zone has its colour, its dashes and its name on the box: none of them alone.
_ZONES: Mapping[Zone, tuple[str, str]] = {
    Zone.CUSTOMER_PATH: ("#1d5fd1", ""), Zone.CONTROL_PLANE: ("#8a3ab9", "6 3"), Zone.DEGRADED_MODE: ("#b45309", "2 3"),
}  # fmt: skip
_NAME_COLUMNS = 18
# These shapes leave less room for a name.
_NARROW = (BoxKind.QUEUE, BoxKind.EXTERNAL, BoxKind.HUMAN, BoxKind.USER)
_LABEL_COLUMNS = 30
_ARROW_HEAD = 9.0
# Where a label may sit on its arrow, in the order in which they are tried.
_ALONG = (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78)
# Where all of these are taken it stands so many times its height away, tied to its arrow by a thin line.
_ASIDE = (0.0, -1.0, 1.0, -2.0, 2.0, -3.0, 3.0)


def write_svg(diagram: Diagram) -> str:
    """Return a diagram as an SVG document, with the boxes that nobody placed laid out."""
    places = lay_out(diagram)
    room = Room(_box_area(place) for place in places.values())
    lines: list[str] = []
    labels: list[str] = []
    for arrow, begin, end in _lines(diagram, places):
        lines += _arrow_line(begin, end)
        # Ties run below everything: what is written stays legible.
        tie, label = _arrow_label(diagram, arrow, begin, end, room)
        lines += tie
        labels += label
    boxes = [part for id_, box in diagram.boxes.items() for part in _box(box, places[id_])]
    area = room.all
    width, height = area.right - area.left + 2 * _MARGIN, area.bottom - area.top + 2 * _MARGIN
    legend = _legend(diagram, area.left, area.bottom + _MARGIN + 4)
    view = f"{area.left - _MARGIN:.1f} {area.top - _MARGIN:.1f} {width:.1f} {height:.1f}"
    head = (
        f"<svg xmlns='http://www.w3.org/2000/svg' version='1.1' width='{width:.1f}' height='{height:.1f}' "
        f"viewBox='{view}' role='img'>"
    )
    title = f"<title>Diagram: {len(diagram.boxes)} boxes, {len(diagram.arrows)} arrows</title>"
    paper = (
        f"<rect x='{area.left - _MARGIN:.1f}' y='{area.top - _MARGIN:.1f}' width='{width:.1f}' height='{height:.1f}' "
        f"fill='{_PAPER}'/>"
    )
    return "\n".join([head, title, paper, *lines, *boxes, *labels, *legend, "</svg>", ""])


def _box_area(place: Place) -> Area:
    return around(place, BOX_WIDTH, BOX_HEIGHT)


def _box(box: Box, place: Place) -> Iterator[str]:
    yield f"<g><title>{_text(f'{box.name} ({_subtitle(box)})')}</title>"
    colour, dashes = _ZONES[box.zones[0]] if box.zones else (_QUIET, "")
    dash = f" stroke-dasharray='{dashes}'" if dashes else ""
    line = f"stroke='{colour}' stroke-width='{2 if box.zones else 1.2}'{dash}"
    yield from _outline(box.kind, place, line)
    lines = wrapped(box.name, _NAME_COLUMNS - 2 * (box.kind in _NARROW), 2)
    # The lid of a store takes the uppermost part of it.
    middle = place.y + (5 if box.kind is BoxKind.STORE else 0)
    top = middle - 6 - _LINE * (len(lines) - 1) / 2
    for number, line in enumerate(lines):
        yield _line_of_text(line, place.x, top + number * _LINE, 13, _INK, "600")
    for number, line in enumerate(wrapped(_subtitle(box), 28, 2)):
        yield _line_of_text(line, place.x, middle + 18 + number * 11, 10, _QUIET)
    yield "</g>"


def _subtitle(box: Box) -> str:
    return ", ".join([box.kind.value, *(zone.label for zone in box.zones)])


def _outline(kind: BoxKind, place: Place, line: str) -> Iterator[str]:
    """Yield the shape of a kind: they can be told apart without colour."""
    area = _box_area(place)
    stroke = f"{line} fill='{_FILLS[kind]}'"
    left, top, right, bottom = area.left, area.top, area.right, area.bottom
    frame = f"x='{left:.1f}' y='{top:.1f}' width='{BOX_WIDTH:.1f}' height='{BOX_HEIGHT:.1f}'"
    if kind is BoxKind.STORE:
        yield (
            f"<path d='M{left:.1f} {top + 9:.1f} A{BOX_WIDTH / 2:.1f} 9 0 0 1 {right:.1f} {top + 9:.1f} "
            f"V{bottom - 9:.1f} A{BOX_WIDTH / 2:.1f} 9 0 0 1 {left:.1f} {bottom - 9:.1f} Z' {stroke}/>"
        )
        yield (
            f"<path d='M{left:.1f} {top + 9:.1f} A{BOX_WIDTH / 2:.1f} 9 0 0 0 {right:.1f} {top + 9:.1f}' "
            f"{line} fill='none'/>"
        )
    elif kind is BoxKind.QUEUE:
        yield f"<rect {frame} {stroke}/>"
        for inset in (8, 14):
            yield (
                f"<path d='M{right - inset:.1f} {top:.1f} V{bottom:.1f} M{left + inset:.1f} {top:.1f} V{bottom:.1f}' "
                f"stroke='{_QUIET}' stroke-width='1'/>"
            )
    elif kind is BoxKind.EXTERNAL:
        yield (
            f"<path d='M{left + 14:.1f} {top:.1f} H{right:.1f} L{right - 14:.1f} {bottom:.1f} H{left:.1f} Z' {stroke}/>"
        )
    elif kind is BoxKind.HUMAN:
        yield (
            f"<path d='M{left + 14:.1f} {top:.1f} H{right - 14:.1f} L{right:.1f} {place.y:.1f} "
            f"L{right - 14:.1f} {bottom:.1f} H{left + 14:.1f} L{left:.1f} {place.y:.1f} Z' {stroke}/>"
        )
    else:
        round_ = BOX_HEIGHT / 2 if kind is BoxKind.USER else 6
        yield f"<rect {frame} rx='{round_:.1f}' {stroke}/>"


def _lines(diagram: Diagram, places: Mapping[str, Place]) -> Iterator[tuple[Arrow, Place, Place]]:
    """Yield each arrow from border to border; several between two boxes run beside each other."""
    beside: dict[frozenset[str], list[Arrow]] = {}
    for arrow in diagram.arrows.values():
        beside.setdefault(frozenset((arrow.source, arrow.target)), []).append(arrow)
    for ends, arrows in beside.items():
        low = min(ends)
        for number, arrow in enumerate(arrows):
            shift = (number - (len(arrows) - 1) / 2) * min(26.0, (BOX_HEIGHT - 20) / max(1, len(arrows) - 1))
            # Seen from the same end for all of them, or two that run against each other would be one.
            side = shift if arrow.source == low else -shift
            begin, end = _beside(places[arrow.source], places[arrow.target], side)
            source, target = _box_area(places[arrow.source]), _box_area(places[arrow.target])
            yield arrow, _border(begin, end, source), _border(end, begin, target)


def _beside(begin: Place, end: Place, side: float) -> tuple[Place, Place]:
    length = math.hypot(end.x - begin.x, end.y - begin.y) or 1.0
    across_x, across_y = -(end.y - begin.y) / length * side, (end.x - begin.x) / length * side
    return Place(begin.x + across_x, begin.y + across_y), Place(end.x + across_x, end.y + across_y)


def _border(inside: Place, outside: Place, area: Area) -> Place:
    """Return where the line from a place within an area leaves it."""
    across, down = outside.x - inside.x, outside.y - inside.y
    to_side = ((area.right if across > 0 else area.left) - inside.x) / across if across else math.inf
    to_end = ((area.bottom if down > 0 else area.top) - inside.y) / down if down else math.inf
    share = min(to_side, to_end, 1.0)
    return Place(inside.x + across * share, inside.y + down * share)


def _arrow_line(begin: Place, end: Place) -> Iterator[str]:
    angle = math.atan2(end.y - begin.y, end.x - begin.x)
    back = [
        (end.x - _ARROW_HEAD * math.cos(angle + turn), end.y - _ARROW_HEAD * math.sin(angle + turn))
        for turn in (0.4, -0.4)
    ]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in [(end.x, end.y), *back])
    yield (
        f"<line x1='{begin.x:.1f}' y1='{begin.y:.1f}' x2='{end.x:.1f}' y2='{end.y:.1f}' stroke='{_QUIET}' "
        f"stroke-width='1.4'/>"
    )
    yield f"<polygon points='{points}' fill='{_QUIET}'/>"


def _arrow_label(diagram: Diagram, arrow: Arrow, begin: Place, end: Place, room: Room) -> tuple[list[str], list[str]]:
    """Return the tie of a label that stands beside its arrow, and the label; nothing where nothing is written."""
    numbers = " \u00b7 ".join(str(measure) for measure in (arrow.latency, arrow.cost) if measure)
    risk = f"risk: {arrow.risk.strip()}" if arrow.risk.strip() else ""
    lines = [
        *((line, _INK) for line in wrapped(arrow.label, _LABEL_COLUMNS, 1)),
        *((line, _INK) for line in wrapped(numbers, _LABEL_COLUMNS, 2)),
        *((line, "#9a3412") for line in wrapped(risk, _LABEL_COLUMNS, 2)),
    ]
    if not lines:
        return [], []
    wide, high = max(width_of(line) for line, _ in lines) * 6.2 + 8, len(lines) * 12.5 + 4
    spots = [_spot(begin, end, share, aside * (high + 3)) for aside in _ASIDE for share in _ALONG]
    number, area = room.free([around(spot, wide, high) for _, spot in spots])
    anchor, spot = spots[number]
    whole = ". ".join(filter(None, (diagram.arrow_name(arrow), arrow.label, numbers, risk, arrow.note)))
    tie = f"M{anchor.x:.1f} {anchor.y:.1f} L{spot.x:.1f} {spot.y:.1f}"
    paper = (
        f"<rect x='{area.left:.1f}' y='{area.top:.1f}' width='{wide:.1f}' height='{high:.1f}' rx='3' fill='{_PAPER}' "
        f"fill-opacity='0.92'/>"
    )
    written = [
        _line_of_text(line, spot.x, area.top + 12 + row * 12.5, 11, colour) for row, (line, colour) in enumerate(lines)
    ]
    return (
        [f"<path d='{tie}' stroke='{_QUIET}' stroke-width='0.8' stroke-dasharray='2 2'/>"] if spot != anchor else [],
        [f"<g><title>{_text(whole)}</title>", paper, *written, "</g>"],
    )


def _spot(begin: Place, end: Place, share: float, aside: float) -> tuple[Place, Place]:
    """Return a place on an arrow, and the place so far above or below it."""
    anchor = Place(begin.x + (end.x - begin.x) * share, begin.y + (end.y - begin.y) * share)
    return anchor, Place(anchor.x, anchor.y + aside)


def _legend(diagram: Diagram, left: float, bottom: float) -> Iterator[str]:
    """Yield the zones that are used, each with its line."""
    used = [zone for zone in Zone if any(zone in box.zones for box in diagram.boxes.values())]
    for number, zone in enumerate(used):
        colour, dashes = _ZONES[zone]
        x, y = left + number * 170, bottom - 16
        dash = f" stroke-dasharray='{dashes}'" if dashes else ""
        yield f"<path d='M{x:.1f} {y:.1f} h28' stroke='{colour}' stroke-width='2'{dash}/>"
        yield f"<text x='{x + 34:.1f}' y='{y + 4:.1f}' {_FONT} font-size='11' fill='{_QUIET}'>{zone.label}</text>"


def _line_of_text(text: str, x: float, y: float, size: float, colour: str, weight: str = "400") -> str:
    return (
        f"<text x='{x:.1f}' y='{y:.1f}' {_FONT} font-size='{size:g}' font-weight='{weight}' text-anchor='middle' "
        f"fill='{colour}'>{_text(text)}</text>"
    )


def _text(text: str) -> str:
    """Return a text as it stands in XML, without what XML cannot hold."""
    return html.escape("".join(sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cs", "Cn")))
