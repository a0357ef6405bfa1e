"""What judging a diagram gives."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to mend, at an element and a second.

    `element` is the id of a box or arrow, empty for the whole diagram; `name` is what a reader calls it. `text` says
    what is so, `advice` in one sentence what to do. `second` is None where nobody knows it; `quote` are the words it
    rests on, if any.
    """

    kind: str
    element: str
    name: str
    second: float | None
    text: str
    advice: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class DiagramMarks:
    """The judgement on one diagram.

    Of `arrows` so many are annotated `with_latency`, `with_cost`, `with_risk`. The seconds are None where they are not
    known. `unjudged` says in a sentence each what could not be looked at, and why.
    """

    boxes: int
    arrows: int
    with_latency: int
    with_cost: int
    with_risk: int
    silent_seconds: float | None
    first_constraint_seconds: float | None
    first_box_seconds: float | None
    marks: tuple[Mark, ...]
    unjudged: tuple[str, ...]
