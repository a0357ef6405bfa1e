"""What a case is: frozen values that the loader builds and everything else reads."""

from dataclasses import dataclass

# What a case can be about. All but the first two are talks about the candidate, the role or the company.
KINDS = ("system", "product", "screen", "leadership", "offer")
# What the interviewer does while the candidate speaks: keeps silent, asks when there is a reason to, or objects to
# one reply after another.
INTERVIEWER = ("listens", "asks", "presses")
# What a format is about: the case's own question, or an answer that was recorded before.
ABOUT = ("case", "rehearsal")
# The round of a loop in which nobody is interviewed: the committee sums up the rounds before it.
SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a company's loop, on its day, counted from 1.

    `format` is a format's id, or `SUMMARY` for the last round; `case` is the id of the case that is asked, empty for
    any that suits.
    """

    day: float
    title: str
    format: str
    case: str = ""


@dataclass(frozen=True, slots=True)
class Track:
    """A family of cases with one way of judging, such as system design at a vehicle maker.

    `order` names the parts of a strong answer in the order this track wants them; `loop` is the sequence of
    interviews, which may be empty.
    """

    id: str
    title: str
    summary: str
    order: tuple[str, ...]
    loop: tuple[Round, ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    """One stretch of the interview with its budget in minutes."""

    id: str
    title: str
    minutes: float
    prompt: str


@dataclass(frozen=True, slots=True)
class Format:
    """One way to practise a case: its phases fill its minutes exactly.

    `suits` names the kinds of case that may be practised so, for a general format; a case's own suits that case.
    `opening` is what the interviewer says first; empty for the case's question. `interviewer` is one of
    `INTERVIEWER`, `about` one of `ABOUT`.
    """

    id: str
    title: str
    minutes: float
    phases: tuple[Phase, ...]
    suits: tuple[str, ...] = ()
    interviewer: str = "asks"
    about: str = "case"
    opening: str = ""


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

    `trigger` says when: `always`, `missing:SIGNAL`, `found:SIGNAL` or `noticed:OBSERVATION` (see `cases.trigger`).
    One that waits for something missing, or for nothing, is not raised before the share `after` of the time has gone
    (0 for the interviewer's own habit). `asks_for` are the ids of the signals and talking points a reply should hold;
    empty for the missing signal itself. `follow_up` is the id of the push-back that comes when the reply held none
    of them.
    """

    id: str
    text: str
    trigger: str
    good_reply: str
    after: float = 0.0
    asks_for: tuple[str, ...] = ()
    follow_up: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """The one planned change of circumstances in mid-case, when the share `at` of the time has gone.

    `asks_for` is as with a push-back.
    """

    text: str
    looks_for: str
    at: float = 0.5
    asks_for: tuple[str, ...] = ()


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

    `kind` is one of `KINDS`: it decides which of the general formats the case can be practised in. In a file
    `formats` holds only what differs from those (same id: instead of the general one; other id: besides them); in a
    catalogue it holds them all. `failures` and `versions` may be empty.
    """

    id: str
    track: str
    title: str
    summary: str
    question: Question
    talking_points: tuple[TalkingPoint, ...]
    vocabulary: tuple[Term, ...]
    push_backs: tuple[PushBack, ...]
    change: Change
    outline: tuple[OutlineSlot, ...]
    weak_moves: tuple[str, ...]
    kind: str = "system"
    formats: tuple[Format, ...] = ()
    failures: tuple[Failure, ...] = ()
    versions: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True)
class Expectation:
    """By which share of the time an interviewer expects to have heard a move."""

    signal: str
    by: float


@dataclass(frozen=True, slots=True)
class Style:
    """How an interviewer behaves.

    A push-back waits for a pause of `pause_seconds` and for `distance_seconds` since the last one (less in a short
    format). What was heard and is plainly wrong is interrupted after `interrupts_after_seconds` of talk without such
    a pause, never for 0. One phase may take `patience` times its budget. `lead_ins` are spoken before a push-back.
    """

    id: str
    title: str
    pause_seconds: float
    distance_seconds: float
    interrupts_after_seconds: float
    patience: float
    lead_ins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeCall:
    """What is said when so many minutes are left; 0 is the end."""

    minutes_left: float
    text: str


@dataclass(frozen=True, slots=True)
class Manners:
    """What an interviewer does in any case: habits, styles, and push-backs of their own.

    A push-back of the case with the same trigger comes in the general one's place.
    """

    styles: tuple[Style, ...]
    expectations: tuple[Expectation, ...]
    time_calls: tuple[TimeCall, ...]
    push_backs: tuple[PushBack, ...]
