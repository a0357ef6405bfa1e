"""What a case is: frozen values that the loader builds and everything else reads."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Track:
    """A family of cases with one way of judging, such as system design at a vehicle maker.

    `order` names the parts of a strong answer in the order this track wants them.
    """

    id: str
    title: str
    summary: str
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """One stretch of the interview with its budget in minutes."""

    id: str
    title: str
    minutes: float
    prompt: str


@dataclass(frozen=True, slots=True)
class Format:
    """One way to practise a case: its phases fill its minutes exactly."""

    id: str
    title: str
    minutes: float
    phases: tuple[Phase, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """A fact the interviewer gives only when asked about `asked_about`."""

    asked_about: str
    answer: str


@dataclass(frozen=True, slots=True)
class Question:
    """The opening question as an interviewer says it, with what is told only on request."""

    text: str
    context: tuple[Context, ...]


@dataclass(frozen=True, slots=True)
class TalkingPoint:
    """Something a strong answer says, in several wordings so that the scorer can find it.

    `parts` are the two or more things that make it whole; each part lists alternative wordings.
    All parts heard: made. Some: partly. None: missed.
    """

    id: str
    title: str
    parts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the trade that a recogniser needs help with.

    `spoken` spells the sound in everyday English words or single letters ("see queue are s", "s k u");
    `heard_as` lists what recognisers make of it.
    """

    text: str
    spoken: str
    heard_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PushBack:
    """An objection the interviewer raises.

    `trigger` says when: `missing:SIGNAL`, `found:SIGNAL` or `always`, with ids as in the rubrics.
    """

    id: str
    text: str
    trigger: str
    good_reply: str


@dataclass(frozen=True, slots=True)
class Change:
    """The one planned change of circumstances in mid-case."""

    text: str
    looks_for: str


@dataclass(frozen=True, slots=True)
class OutlineSlot:
    """One slot of a strong answer and what belongs into it: an outline, never a script."""

    slot: str
    says: str


@dataclass(frozen=True, slots=True)
class Failure:
    """One concrete way the product breaks, such as offline, at a partner's boundary or during a rollback.

    `where` is a short name of the place, `happens` what the user or operator sees, `strong_answer` what a good reply
    does about it.
    """

    where: str
    happens: str
    strong_answer: str


@dataclass(frozen=True, slots=True)
class Version:
    """One of two or more ways to answer a case, such as the consumer's loop and the internal operations' loop."""

    id: str
    title: str
    focus: str
    outline: tuple[OutlineSlot, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to practise. `id` is unique over all packs; `track` is the id of a `Track`.

    `failures` and `versions` may be empty.
    """

    id: str
    track: str
    title: str
    summary: str
    question: Question
    formats: tuple[Format, ...]
    talking_points: tuple[TalkingPoint, ...]
    vocabulary: tuple[Term, ...]
    push_backs: tuple[PushBack, ...]
    change: Change
    outline: tuple[OutlineSlot, ...]
    weak_moves: tuple[str, ...]
    failures: tuple[Failure, ...] = ()
    versions: tuple[Version, ...] = ()
