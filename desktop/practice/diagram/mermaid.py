"""A diagram as Mermaid text, for a page of notes; every sign of a text that Mermaid could take for its own is coded."""

import re
from collections.abc import Iterator, Mapping

from desktop.practice.diagram.model import Arrow, Box, BoxKind, Diagram

_SHAPES: Mapping[BoxKind, tuple[str, str]] = {
    BoxKind.USER: ("([", "])"), BoxKind.SERVICE: ("[", "]"), BoxKind.STORE: ("[(", ")]"),
    BoxKind.QUEUE: ("[[", "]]"), BoxKind.EXTERNAL: ("[/", "/]"), BoxKind.HUMAN: ("{{", "}}"),
}  # fmt: skip
_ITS_OWN = re.compile(r"[^\w\s.,:+\u00b7-]|(?<=-)-|^\d+\.(?=\s)")


def write_mermaid(diagram: Diagram) -> str:
    """Return a diagram as a Mermaid flowchart; kinds are shapes, zones and annotations are written out."""
    return "\n".join(["flowchart LR", *_lines(diagram), ""])


def _lines(diagram: Diagram) -> Iterator[str]:
    # Ids of our own: one of the user's may be a word of Mermaid's, such as end.
    numbers = {id_: f"n{number}" for number, id_ in enumerate(diagram.boxes, 1)}
    for id_, box in diagram.boxes.items():
        begin, end = _SHAPES[box.kind]
        yield f'    {numbers[id_]}{begin}"{_box_text(box)}"{end}'
    for arrow in diagram.arrows.values():
        text = _arrow_text(arrow)
        label = f'|"{text}"|' if text else ""
        yield f"    {numbers[arrow.source]} -->{label} {numbers[arrow.target]}"


def _box_text(box: Box) -> str:
    return "<br/>".join([_coded(box.name), *(_coded(zone.label) for zone in box.zones)])


def _arrow_text(arrow: Arrow) -> str:
    risk = f"risk: {arrow.risk}" if arrow.risk.strip() else ""
    parts = [arrow.label, *(str(measure) for measure in (arrow.latency, arrow.cost) if measure), risk]
    return "<br/>".join(_coded(part) for part in parts if part.strip())


def _coded(text: str) -> str:
    """Return a text with the signs that could begin markup, a remark or an order written by their numbers."""
    return _ITS_OWN.sub(lambda match: "".join(f"#{ord(sign)};" for sign in match.group()), " ".join(text.split()))
