"""What was said about an arrow and is not what was drawn: "eighty milliseconds", and 200 ms on the arrow."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.practice.diagram.hearing import Hearing
from desktop.practice.diagram.mark import Mark
from desktop.practice.diagram.measures import coins, latency_seconds, money_of, spoken_seconds
from desktop.practice.diagram.model import Arrow, Diagram, Measure
from rubrics.figures import take_figures
from rubrics.names import Name, read_names
from rubrics.notes import Figure
from rubrics.text import Passage
from rubrics.wording import word_set

# A number beside one of these is about more than one arrow, or no measured time at all.
_WIDER = word_set(
    "total altogether whole overall sum budget target goal limit timeout timeouts times end everything entire slo "
    "sla retry retries wait ttl expires expire all both together saves saved save faster slower every interval "
    "window poll polls polling refresh refreshes sync syncs batch keep keeps hold holds old stale fresh lag behind "
    "once"
)
# A time is a latency only beside one of these: there are many other times to speak of.
_LATENT = word_set(
    "take takes taking answer answers answering respond responds responding reply replies return returns call calls "
    "ask asks latency latencies round trip p50 p90 p95 p99 comes arrives finish finishes"
)
_EMPTY_BEHIND = word_set("per a an each every the for of")
# Numbers that are nearer than this say the same in rounder words.
_SAME_RATIO = 1.25


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure about an arrow: drawn and said amounts in one unit, and as they are shown."""

    figure: Figure
    arrow: Arrow
    drawn: Measure
    drawn_amount: float
    said_amount: float

    @property
    def agrees(self) -> bool:
        """Whether what was said leaves room for what was drawn."""
        low, high = self.drawn_amount / _SAME_RATIO, self.drawn_amount * _SAME_RATIO
        if self.figure.bound == "upper":
            return self.said_amount >= low
        if self.figure.bound == "lower":
            return self.said_amount <= high
        return low < self.said_amount < high


def contradicted(diagram: Diagram, hearing: Hearing) -> Iterator[Mark]:
    """Yield for an arrow what was last said about it, when nothing that was said about it agrees with the drawing."""
    said: dict[tuple[str, str], list[_Said]] = {}
    for entry in _said(diagram, hearing):
        said.setdefault((entry.arrow.id, "latency" if entry.drawn is entry.arrow.latency else "cost"), []).append(entry)
    for (_, what), entries in said.items():
        # What is drawn was said as well, perhaps as a correction: then the other number was no last word.
        if any(entry.agrees for entry in entries) or _was_said(entries[0], hearing):
            continue
        last = max(entries, key=lambda entry: entry.figure.token)
        arrow, evidence = last.arrow, last.figure.evidence
        yield Mark(
            f"{what}_contradicted", arrow.id, diagram.arrow_name(arrow), evidence.seconds,
            f"The arrow says {last.drawn}, and you said something else.",
            "Correct the one that is wrong, aloud, so that nobody finds it before you do.", evidence.quote,
        )  # fmt: skip


def _said(diagram: Diagram, hearing: Hearing) -> Iterator[_Said]:
    parts = _Parts(diagram, hearing)
    for figure in take_figures(hearing.sure):
        asked = hearing.sure.is_question(figure.token)
        if asked or hearing.sure.negated[figure.token] or not _is_plain(figure):
            continue
        arrow = parts.arrow_of(figure)
        if arrow is not None:
            yield from _compared(figure, arrow, hearing)


def _was_said(entry: _Said, hearing: Hearing) -> bool:
    for quantity in hearing.all.quantities:
        said = spoken_seconds(quantity.value, quantity.unit)
        if said is None and quantity.kind == "money":
            said = coins(quantity.value, quantity.unit)[0]
        if said is not None and abs(said - entry.drawn_amount) <= 0.01 * entry.drawn_amount:
            return True
    return False


def _is_plain(figure: Figure) -> bool:
    """Return whether a figure stands for itself: no other number near it but a percentile, no wider meaning."""
    words = {token.text for token in Passage.from_text(figure.evidence.quote).tokens}
    return not words & _WIDER and all(kind == "percentile" for kind, _ in figure.cases)


def _compared(figure: Figure, arrow: Arrow, hearing: Hearing) -> Iterator[_Said]:
    seconds = spoken_seconds(figure.value, figure.unit)
    words = {token.text for token in Passage.from_text(figure.evidence.quote).tokens}
    if seconds is not None:
        if arrow.latency and words & _LATENT:
            yield _Said(figure, arrow, arrow.latency, latency_seconds(arrow.latency), seconds)
        return
    money = money_of(arrow.cost, hearing.scorer.rubric.language.units) if arrow.cost else None
    if money is None or arrow.cost is None or figure.unit == "percent":
        return
    amount, currency, behind = money
    said_amount, said_currency = coins(figure.value, figure.unit)
    keys = {hearing.stemmer.stem(word) for word in words}
    counted = {hearing.stemmer.stem(word) for word in behind - _EMPTY_BEHIND}
    # A price an order and a price a month may both be true.
    if (currency in ("", said_currency) or not said_currency) and counted and counted <= keys:
        yield _Said(figure, arrow, arrow.cost, amount, said_amount)


class _Parts:
    """Which arrow a figure is about, by the names near it; none where two could be meant."""

    def __init__(self, diagram: Diagram, hearing: Hearing) -> None:
        names = read_names((box.name for box in diagram.boxes.values()), hearing.stemmer)
        self._names: Mapping[str, Name] = dict(zip(diagram.boxes, names, strict=True))
        self._boxes_of: dict[str, list[str]] = {}
        for id_, name in self._names.items():
            for key in name.telling:
                self._boxes_of.setdefault(key, []).append(id_)
        self._between: dict[frozenset[str], list[Arrow]] = {}
        self._at: dict[str, list[Arrow]] = {}
        for arrow in diagram.arrows.values():
            self._between.setdefault(frozenset((arrow.source, arrow.target)), []).append(arrow)
            for end in (arrow.source, arrow.target):
                self._at.setdefault(end, []).append(arrow)

    def arrow_of(self, figure: Figure) -> Arrow | None:
        """Return the one arrow that a figure must be about, or None."""
        touched = {id_ for key in figure.subject for id_ in self._boxes_of.get(key, ())}
        telling = {id_: self._names[id_].telling for id_ in touched if self._names[id_].telling <= figure.subject}
        # "Cached price" names that box, and not "Pricing" as well.
        named = {id_ for id_, keys in telling.items() if not any(keys < others for others in telling.values())}
        explained = frozenset[str]().union(*telling.values())
        if any(key in self._boxes_of for key in figure.subject - explained):
            # Half a name: another box may be meant.
            return None
        candidates: Sequence[Arrow] = ()
        if len(named) == 2:
            candidates = self._between.get(frozenset(named), ())
        elif len(named) == 1:
            (only,) = named
            candidates = self._at.get(only, ())
            if candidates and candidates[0].target != only:
                return None
        return candidates[0] if len(candidates) == 1 else None
