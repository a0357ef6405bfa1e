"""How a customer's request runs through a diagram: where it hangs on one box, and where on the control plane."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from desktop.practice.diagram.graph import gates, passed, reachable, turned, ways
from desktop.practice.diagram.mark import Mark
from desktop.practice.diagram.model import Arrow, Box, BoxKind, Diagram, Zone
from rubrics.names import keys_of, read_name
from rubrics.stems import Stemmer
from rubrics.wording import word_set

_PEOPLE = (BoxKind.USER, BoxKind.HUMAN)
# Whoever writes one of these at a box or at an arrow to it has thought of its failing.
_PROVIDED = word_set(
    "fallback fall failover fail standby backup secondary replica replicas replicated redundant redundancy cluster "
    "degrade degraded degrades retry cached stale alternative spare regions zones"
)
# "Payment provider A" and "Payment provider 2" stand in for each other.
_TWIN = re.compile(
    r"([\s_-]*\d+|[\s_-]+([a-z]|primary|secondary|main|second|backup|standby|replica|spare)|\s*\(.*\))$", re.I
)


@dataclass(frozen=True)
class CustomerPath:
    """The way of a customer's request; `seconds` tell when each element was drawn."""

    diagram: Diagram
    seconds: Mapping[str, float]
    stemmer: Stemmer

    @cached_property
    def boxes(self) -> frozenset[str]:
        """The boxes of the zone."""
        return frozenset(id_ for id_, box in self.diagram.boxes.items() if Zone.CUSTOMER_PATH in box.zones)

    @cached_property
    def starts(self) -> Sequence[str]:
        """Where requests come from: the users who lead into the path, or else its boxes that nothing of it leads to."""
        users = {arrow.source for arrow in self._arrows if arrow.target in self.boxes and self._is_person(arrow.source)}
        users |= {id_ for id_ in self.boxes if self._is_person(id_)}
        led_to = {arrow.target for arrow in self._arrows if arrow.source in self.boxes}
        return sorted(users or self.boxes - led_to)

    def crossings(self) -> Iterator[Mark]:
        """Yield where a request cannot do without the control plane."""
        advice = "Let the control plane only set what the customer path then reads by itself, so that either can fail."
        through: dict[str, str] = {}
        for served in sorted(self.boxes & self._gate.keys()):
            # What lies before another box of the path is found at that one.
            for gate in takewhile(lambda entry: entry not in self.boxes, passed(served, self._gate)):
                if self._controls(gate):
                    through.setdefault(gate, served)
        for id_, box in self.diagram.boxes.items():
            if self._controls(id_) and id_ in self.boxes:
                text = f"{box.name} lies on the customer path and in the control plane."
            elif id_ in through:
                name = self.diagram.boxes[through[id_]].name
                text = f"A customer's request reaches {name} only through {box.name} in the control plane."
            else:
                continue
            yield Mark("control_plane_on_path", id_, box.name, self.seconds.get(id_), text, advice)

    def single_points(self) -> Iterator[Mark]:
        """Yield each box that a request hangs on and for whose failing nothing is drawn or written."""
        for id_, box in self.diagram.boxes.items():
            if id_ in self.boxes and self._hangs_on(id_) and not self._is_provided_for(box):
                yield Mark(
                    "single_point", id_, box.name, self.seconds.get(id_),
                    f"Nothing is drawn for the moment {box.name} fails.",
                    "Draw what the customer gets then, in the degraded mode, or what takes over.",
                )  # fmt: skip

    @cached_property
    def _arrows(self) -> Sequence[Arrow]:
        return list(self.diagram.arrows.values())

    @cached_property
    def _ways(self) -> dict[str, list[str]]:
        return ways((arrow.source, arrow.target) for arrow in self._arrows)

    @cached_property
    def _back(self) -> dict[str, list[str]]:
        return turned(self._ways)

    @cached_property
    def _gate(self) -> dict[str, str]:
        return gates(self.starts, self._ways)

    @cached_property
    def _gates_of_path(self) -> frozenset[str]:
        return frozenset(self._gate[id_] for id_ in self.boxes if id_ in self._gate)

    def _is_person(self, id_: str) -> bool:
        return self.diagram.boxes[id_].kind in _PEOPLE

    def _controls(self, id_: str) -> bool:
        return Zone.CONTROL_PLANE in self.diagram.boxes[id_].zones

    def _hangs_on(self, id_: str) -> bool:
        """Return whether a request comes to a box, and ends there or gets on only through it."""
        if self._is_person(id_) or id_ not in self._gate or not self._back.get(id_):
            return False
        onward = [target for target in self._ways.get(id_, ()) if target in self.boxes]
        return not onward or id_ in self._gates_of_path

    def _is_provided_for(self, box: Box) -> bool:
        if Zone.DEGRADED_MODE in box.zones or box.id in self._covered or box.id in self._twins:
            return True
        arrows = self._arrows_into.get(box.id, ())
        written = [box.name, *(text for arrow in arrows for text in (arrow.label, arrow.risk, arrow.note))]
        return bool(keys_of(written, self.stemmer) & self._provided)

    @cached_property
    def _provided(self) -> frozenset[str]:
        return frozenset(map(self.stemmer.stem, _PROVIDED))

    @cached_property
    def _arrows_into(self) -> Mapping[str, Sequence[Arrow]]:
        into: dict[str, list[Arrow]] = {}
        for arrow in self._arrows:
            into.setdefault(arrow.target, []).append(arrow)
        return into

    @cached_property
    def _covered(self) -> frozenset[str]:
        """The boxes for whose failing a way out is drawn.

        A way out from a box is one for everything behind that box, unless its words name one that is called beside it.
        """
        named: set[str] = set()
        behind: set[str] = set()
        for arrow in self._arrows:
            if not self._is_way_out(arrow):
                continue
            words = keys_of([arrow.label, arrow.note, self.diagram.boxes[arrow.target].name], self.stemmer)
            beside = self._ways[arrow.source]
            meant = [id_ for id_ in beside if id_ in self.boxes and id_ != arrow.target and self._telling[id_] & words]
            named.update(meant)
            behind.update(() if meant else beside)
        return frozenset(named | reachable(behind, self._ways))

    def _is_way_out(self, arrow: Arrow) -> bool:
        degraded = Zone.DEGRADED_MODE in self.diagram.boxes[arrow.target].zones
        inside = Zone.DEGRADED_MODE in self.diagram.boxes[arrow.source].zones
        return (degraded and not inside) or bool(keys_of([arrow.label], self.stemmer) & self._provided)

    @cached_property
    def _telling(self) -> Mapping[str, frozenset[str]]:
        return {id_: read_name(box.name, self.stemmer).telling for id_, box in self.diagram.boxes.items()}

    @cached_property
    def _twins(self) -> frozenset[str]:
        """The boxes that another one of their kind and name, but for a number, is called beside, from one place."""
        found: set[str] = set()
        for targets in self._ways.values():
            called = {id_: (self.diagram.boxes[id_].kind, _bare(self.diagram.boxes[id_].name)) for id_ in targets}
            times = Counter(called.values())
            found |= {id_ for id_, alike in called.items() if times[alike] > 1}
        return frozenset(found)


def _bare(name: str) -> str:
    return _TWIN.sub("", name.strip()).lower()
