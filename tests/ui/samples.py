"""Believable values: a 45-minute case, what was heard of the answer, and its score."""

import array
import math
import random
import wave
from dataclasses import replace
from pathlib import Path

from cases.model import Case, Change, Context, Format, Phase, Question, TalkingPoint, Term, Track
from desktop.practice.bookmarks import Bookmark
from desktop.practice.comparison import Take
from desktop.practice.interjection import Interjection, Kind, Reply
from desktop.practice.rehearsal import Rehearsal, State
from desktop.practice.timeline import PhaseStretch, Timeline, find_pauses
from rubrics.formats import FormatMarks, FormatPillar
from rubrics.ledgers import evidence_of
from rubrics.model import (
    Advice,
    DeliveryMark,
    Finding,
    Flag,
    Ledger,
    LedgerEntry,
    LedgerLine,
    Pillar,
    PillarMark,
    Score,
    Signal,
    Slot,
    TalkingPointMark,
)
from speech.transcript import Segment, Transcript, Word

TRACKS = (
    Track("bmw-system-design", "System design, vehicle maker", "Decide under a hard constraint.", ("opening",)),
    Track("bigcommerce-system-design", "System design, commerce platform", "Outcome before diagram.", ("opening",)),
    Track("bigcommerce-ai-ml", "AI and machine learning, commerce platform", "Revenue first.", ("opening",)),
)

FORMATS = (
    Format(
        "design-45",
        "System design",
        45,
        (
            Phase("goal", "Goal and constraint", 5, "Say whom it is for, and the constraint that would kill it."),
            Phase("flow", "Lifecycle", 15, "Walk the booking from request to hand-over, normal and degraded."),
            Phase("failure", "Failure modes", 13, "For each step: what degrades, what is retried, who steps in."),
            Phase("metrics", "Metrics", 7, "Name the measures of the workflow's health, each with a unit."),
            Phase("close", "Close", 5, "Restate the constraint and what you would cut."),
        ),
    ),
    Format(
        "opening-2",
        "Opening drill",
        2,
        (Phase("opening", "Opening", 2, "One user problem, one hard constraint, what is not solved."),),
    ),
)

QUESTION = (
    "A driver's car asks for a service. Design the booking so that the driver, the phone app and the dealer "
    "always agree on what was booked. What happens when the dealer has no slot?"
)


def make_case(case_id: str, track: str, title: str, summary: str, question: str = QUESTION) -> Case:
    return Case(
        id=case_id,
        track=track,
        title=title,
        summary=summary,
        question=Question(question, (Context("volume", "About 40,000 bookings a month."),)),
        formats=FORMATS,
        talking_points=(TalkingPoint("slot", "Real slots", (("real slots",), ("dealer",))),),
        vocabulary=(Term("DMS", "dee em ess", ("the MS",)),),
        push_backs=(),
        change=Change("The dealer's system is down for a day.", "a degraded path"),
        outline=(),
        weak_moves=(),
    )


CASES = (
    make_case(
        "service-booking",
        "bmw-system-design",
        "Connected service booking",
        "One booking across three channels: the vehicle, the phone app and the dealer's system. The hard part is a "
        "confirmation that can be trusted when one of the channels is out of reach.",
    ),
    make_case("charging", "bmw-system-design", "EV charging recommendation", "Trust under incomplete information."),
    make_case("remote-command", "bmw-system-design", "Remote vehicle command", "A command that may not arrive."),
    make_case("update", "bmw-system-design", "Over-the-air update with rollback", "An update that must be undone."),
    make_case("inventory", "bigcommerce-system-design", "Global inventory sync", "Bounded staleness in 30 countries."),
    make_case(
        "promotions", "bigcommerce-system-design", "Multi-tenant promotion engine", "Rules apart from transport."
    ),
    make_case("checkout", "bigcommerce-system-design", "Checkout latency budget", "150 ms for the core path."),
    make_case("ranking", "bigcommerce-ai-ml", "Personalised search ranking", "Money, not model scores."),
    make_case("discounts", "bigcommerce-ai-ml", "AI discount engine", "A lift shown by a test."),
)

SIGNALS = (
    Signal(
        "hard-constraint", "opening", "Hard constraint named", True, "Names what would kill it.", "What would kill it?"
    ),
    Signal("not-solved", "opening", "Says what is not solved", True, "Draws the border.", "What do you leave out?"),
    Signal("lifecycle", "structure", "Lifecycle before parts", True, "Walks the journey.", "In what order?"),
    Signal("degraded", "failure", "Degraded operation", True, "Says what goes on.", "What if it is down?"),
    Signal("stand-in", "failure", "Who steps in by hand", True, "Names a person.", "Who calls the driver?"),
    Signal("measure", "metrics", "Measure with a unit", True, "A number, a unit.", "How would you know?"),
    Signal("cost", "trade_offs", "Choice with its cost", True, "Says what it costs.", "What does it cost?"),
    Signal("narrows", "push_back", "Narrows under push-back", True, "Defends one path.", "Which path do you defend?"),
    Signal("baseline", "honesty", "Invents no baseline", True, "Says what would be measured.", "How do I know?"),
    Signal("components-first", "structure", "Opens with components", False, "Parts first.", "What is it for?"),
)


def _marks(title: str, ids: tuple[str, ...], pillars: dict[str, tuple[str, ...]]) -> FormatMarks:
    counted = tuple(FormatPillar(Pillar(pillar, pillar, 1.0), signals, 1.0) for pillar, signals in pillars.items())
    return FormatMarks(title, ids, counted, (), 130, (), "all", ("components-first",))


# What the sample's formats are marked on: the drill on its opening alone.
FORMAT_MARKS = (
    _marks("Whole answer", (), {signal.pillar: tuple(other.id for other in SIGNALS if other.good
           and other.pillar == signal.pillar) for signal in SIGNALS}),
    _marks("Opening", ("opening-2",), {"opening": ("hard-constraint", "not-solved")}),
)  # fmt: skip

_SPOKEN = (
    "Let me start with the one thing that would kill this. If the driver sees a confirmed slot that the dealer never "
    "agreed to, nobody trusts the button again. So the hard constraint is that a confirmation is only shown after the "
    "dealer's system has accepted it.",
    "I will not solve pricing or parts logistics today. That is a different team and a different clock.",
    "The user is an owner whose car has just asked for service on a motorway. She has one hand free and maybe two bars "
    "of signal. What she wants is a time she can rely on, not a list of options.",
    "Let me walk the booking from request to hand-over before I draw any boxes. The car raises the need, the backend "
    "decides which slots are real, the dealer accepts, and only then does the app say confirmed. Until then it says "
    "requested, in those words.",
    "If the dealer system is down we keep the request in a queue for four hours and retry every two minutes, and the "
    "app keeps saying requested rather than pretending. After four hours a person in the dealer's service desk calls "
    "the driver back by hand.",
    "Now slots. I would rather show three slots that are real than thirty that are stale. That costs us a slower first "
    "screen, about one second more, and I would pay it, because a wrong slot costs a call to support.",
    "Um, for the offline case the car itself stores the request and sends it when it is back in coverage. The dealer "
    "sees the time it was asked, not the time it arrived.",
    "How would I know that it works? Share of bookings confirmed within two minutes, target ninety five per cent. "
    "Age of slot data shown, below sixty seconds. Calls to support per thousand bookings.",
    "You pushed on the missing slot. I would not add a second marketplace of dealers. I hold on to one promise: a time "
    "you can rely on. So I offer the next real slot within seven days, or a call back within one hour.",
    "If I had to cut something it would be the in-car rebooking. The phone does that well enough for the first six "
    "months, and it removes one of three places where the truth can drift.",
)

_FOUND = (
    ("hard-constraint",
     "the hard constraint is that a confirmation is only shown after the dealer's system has accepted it.",
     "Names the constraint and what it protects.", ()),
    ("not-solved", "I will not solve pricing or parts logistics today.", "Draws the border of the answer early.", ()),
    ("lifecycle", "walk the booking from request to hand-over before I draw any boxes.",
     "The journey comes before the components.", ()),
    ("degraded",
     "If the dealer system is down we keep the request in a queue for four hours and retry every two minutes,",
     "Says what goes on while a part is down, and for how long.", ()),
    ("stand-in", "a person in the dealer's service desk calls the driver back by hand.",
     "Names who steps in, but not how they find out.", ("how they are told",)),
    ("cost", "That costs us a slower first screen, about one second more, and I would pay it,",
     "A choice with its cost and a decision.", ()),
    ("measure", "Share of bookings confirmed within two minutes, target ninety five per cent.",
     "A measure of the workflow with a target.", ("today's value",)),
    ("measure", "Age of slot data shown, below sixty seconds.", "A measure with a unit.", ("today's value",)),
    ("baseline", "I would measure that for two weeks before I promised anybody a number.", "Measures first.", ()),
    ("lifecycle", "So back to the step where the dealer accepts.", "Returns to the journey.", ()),
    ("narrows", "I would not add a second marketplace of dealers. I hold on to one promise:",
     "Narrows to the constraint instead of adding features.", ()),
)  # fmt: skip

_FILL = (
    "So back to the step where the dealer accepts. We write the request once, with an id that all three share.",
    "The car only ever shows what the backend has confirmed, and it says how old that is.",
    "I would measure that for two weeks before I promised anybody a number.",
)

_OPENING_SEGMENTS = 6
RECORDED_SECONDS = 44 * 60 + 52.0


def make_transcript(engine: str = "whisper", until_seconds: float = RECORDED_SECONDS) -> Transcript:
    chance = random.Random(7)
    texts = list(_SPOKEN)
    segments: list[Segment] = []
    seconds = 3.2
    while seconds < until_seconds - 20:
        opening = len(segments) < _OPENING_SEGMENTS
        due = texts and seconds > until_seconds * (1 - len(texts) / _OPENING_SEGMENTS)
        text = texts.pop(0) if opening or due else chance.choice(_FILL)
        words = []
        for token in text.split():
            length = 0.14 + 0.055 * len(token)
            confidence = chance.choice((0.31, 0.44)) if chance.random() < 0.04 else 0.62 + 0.37 * chance.random()
            words.append(Word(token, round(seconds, 2), round(seconds + length, 2), round(confidence, 2)))
            seconds += length + 0.05
        segments.append(Segment(words[0].start_seconds, words[-1].end_seconds, tuple(words)))
        seconds += chance.choice((0.5, 2.4, 3.1))
    return Transcript(engine, "en-us" if engine == "sphinx" else "base.en", "en", tuple(segments))


def find(transcript: Transcript, signal: str, quote: str, message: str, missing: tuple[str, ...] = ()) -> Finding:
    words = tuple(transcript.words)
    wanted = quote.split()
    first = next(at for at in range(len(words)) if [word.text for word in words[at : at + len(wanted)]] == wanted)
    last = first + len(wanted) - 1
    start = sum(len(word.text) + 1 for word in words[:first])
    return Finding(
        signal=signal,
        rule=f"{signal}-1",
        start=start,
        end=start + len(quote),
        first_word=first,
        last_word=last,
        quote=quote,
        seconds=words[first].start_seconds,
        end_seconds=words[last].end_seconds,
        slots=tuple(Slot(name, "") for name in missing),
        message=message,
    )


def make_score(transcript: Transcript, *, provisional: bool = False) -> Score:
    findings = tuple(find(transcript, *found) for found in _FOUND)
    return Score(
        overall=71.0,
        band=(66.0, 76.0),
        pillars=(
            PillarMark("opening", "Opening", 82.0),
            PillarMark("structure", "Structure", 74.0),
            PillarMark("failure", "Failure and rollout", 78.0),
            PillarMark("metrics", "Metrics", 58.0),
            PillarMark("trade_offs", "Trade-offs", 61.0),
            PillarMark("push_back", "Push-back", 73.0),
            PillarMark("honesty", "Honesty", 70.0),
        ),
        delivery=DeliveryMark(
            68.0, 142.0, 2310.0, 3, 21,
            ("Your pace of 142 words a minute is easy to follow.",
             "Three pauses were longer than three seconds; say that you are thinking, and they cost nothing.",
             "At least 21 fillers, under one a minute: no need to work on them."),
        ),
        findings=findings,
        talking_points=(
            TalkingPointMark("trust", "A confirmation that can be trusted", "made", findings[0].quote, 15.2),
            TalkingPointMark("real-slots", "Which slots are real", "made", "three slots that are real", 120.0),
            TalkingPointMark("offline", "The car offline", "partly", "the car itself stores the request", 150.2),
            TalkingPointMark("boundary", "Failure at the dealer's border", "made", findings[3].quote, 76.4),
            TalkingPointMark("veto", "Legal and dealer operations agree first", "missed", "", None),
        ),
        advice=(
            Advice("measure", "Give a measure its baseline", "Both measures have a target, and neither says where it "
                   "stands today or how you would find out.", "What is it now, and who could tell me?",
                   findings[6].seconds),
            Advice("cost", "Price the second choice too", "You priced the slower first screen. The queue of four hours "
                   "was chosen without saying what waiting costs the dealer.", "What does this choice cost, and whom?",
                   findings[3].seconds),
            Advice("stand-in", "Say how the person is told", "A service desk steps in by hand, but nothing tells it "
                   "to.", "How does the person find out?", findings[4].seconds),
        ),
        provisional=provisional,
        seconds_to_first_constraint=14.0,
        ledgers=_ledgers(findings),
        flags=(
            Flag("two-numbers", "Two numbers for one thing", "The age of a slot was sixty seconds once and two minutes "
                 "another time.", "Which of them do you stand by?", (evidence_of(findings[7]),)),
        ),
    )  # fmt: skip


def _ledgers(findings: tuple[Finding, ...]) -> tuple[Ledger, ...]:
    """Return the trade-offs and fallbacks that were told, and what is missing of them."""
    price, down, person = evidence_of(findings[5]), evidence_of(findings[3]), evidence_of(findings[4])
    trade_off = LedgerEntry(price, (
        LedgerLine("options", "Both options", price, ""),
        LedgerLine("price", "The price", price, ""),
        LedgerLine("reason", "Why it is worth it", None, "Whom does it serve, and how much?"),
        LedgerLine("reversal", "When you would turn back", None, "At which number would you undo this?"),
    ))  # fmt: skip
    queue = LedgerEntry(down, (
        LedgerLine("mode", "What goes on", down, ""),
        LedgerLine("person", "Who steps in", person, ""),
        LedgerLine("signal", "What tells them", None, "How does the person find out?"),
    ))  # fmt: skip
    desk = LedgerEntry(person, queue.lines, out_of_order=True)
    return (
        Ledger("tradeoffs", "Trade-offs", (trade_off,)),
        Ledger("fallbacks", "Fallbacks", (queue, desk, queue)),
        Ledger("projects", "Projects", ()),
    )


PUSH_BACK = Interjection(
    Kind.PUSH_BACK, "no-slot", "What does the driver see when the dealer has no slot?", "nothing was said of it", "",
    ("narrows",), "Offers the next real slot, or a person who calls back.", 1290.0, 1290.0, 1294.0,
    Reply(64, reanchored=True, narrowed=True, held=("narrows",), lacked=(), quote="I hold on to one promise:",
          good_reply="Offers the next real slot, or a person who calls back."),
)  # fmt: skip

BOOKMARKS = (
    Bookmark(1, 31.0, "Good: the constraint before anything else. Keep this sentence."),
    Bookmark(2, 76.4),
    Bookmark(3, 1290.0, "Here I lost the thread"),
)


def make_timeline(transcript: Transcript) -> Timeline:
    """Return a timeline with the phases of the first format, a push-back and the pauses of a transcript."""
    begins = (0.0, 290.0, 1270.0, 1990.0, 2420.0, RECORDED_SECONDS)
    phases = tuple(PhaseStretch(phase.title, begins[at], begins[at + 1]) for at, phase in enumerate(FORMATS[0].phases))
    return Timeline(phases, (PUSH_BACK,), tuple(find_pauses(transcript)))


def make_rehearsal(rehearsal_id: str = "20261120-180412-a1b2c3", **facts: object) -> Rehearsal:
    case = CASES[0]
    known: dict[str, object] = {
        "id": rehearsal_id,
        "case_id": case.id,
        "case_title": case.title,
        "track": case.track,
        "format_id": "design-45",
        "format_title": "System design",
        "question": case.question.text,
        "started_at": "2026-11-20T18:04:12+01:00",
        "state": State.SCORED,
        "recorded_seconds": RECORDED_SECONDS,
        "engine": "whisper",
        "model": "base.en",
        "overall": 71.0,
        "band": (66.0, 76.0),
    }
    return Rehearsal(**{**known, **facts})  # type: ignore[arg-type]


REHEARSALS = (
    make_rehearsal(),
    make_rehearsal("b", case_title="Global inventory sync", started_at="2026-11-18T19:30:00+01:00", overall=64.0,
                   band=(58.0, 70.0), recorded_seconds=2588.0),
    make_rehearsal("c", started_at="2026-11-17T08:12:00+01:00", overall=55.0, band=(44.0, 66.0), provisional=True,
                   engine="sphinx", model="en-us", format_title="Opening drill", recorded_seconds=118.0),
    make_rehearsal("d", case_title="Remote vehicle command", started_at="2026-11-15T21:40:00+01:00",
                   state=State.RECORDED, overall=None, band=None, recorded_seconds=1502.0, engine=""),
)  # fmt: skip


def write_wav(path: Path, seconds: float, rate: int = 16000) -> Path:
    """Write syllables of a tone: loud and quiet by turns, as speech is."""
    samples = array.array("h", bytes(2 * int(seconds * rate)))
    for at in range(len(samples)):
        swell = abs(math.sin(at / rate * 5.0)) * (0.35 + 0.65 * abs(math.sin(at / rate * 0.7)))
        samples[at] = int(9000 * swell * math.sin(at / rate * 2 * math.pi * 180))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return path


def make_takes() -> tuple[Take, Take]:
    """Return two takes of one case: the newer one opens with the limit and names a measure fewer."""
    transcript = make_transcript()
    newer, older = REHEARSALS[0], make_rehearsal("e", started_at="2026-11-18T19:30:00+01:00", overall=58.0,
                                                 band=(52.0, 64.0), recorded_seconds=2588.0)  # fmt: skip
    now = make_score(transcript)
    before = replace(
        now,
        overall=58.0,
        band=(52.0, 64.0),
        pillars=tuple(
            replace(mark, points=mark.points - less)
            for mark, less in zip(now.pillars, (31.0, 3.0, -4.0, -9.0, 12.0, 2.0, 0.0), strict=True)
        ),
        findings=now.findings[2:],
        talking_points=(replace(now.talking_points[0], state="missed"), *now.talking_points[1:]),
        seconds_to_first_constraint=71.0,
    )
    return (
        Take(
            older,
            before,
            Transcript("whisper", "base.en", "en", transcript.segments[1:]),
            _phases((0, 402, 1260, 2030)),
        ),
        Take(newer, now, transcript, _phases((0, 318, 1190, 1980, 2410))),
    )


def _phases(starts: tuple[float, ...]) -> tuple[PhaseStretch, ...]:
    ends = (*starts[1:], RECORDED_SECONDS)
    named = zip(FORMATS[0].phases, starts, ends, strict=False)
    return tuple(PhaseStretch(phase.title, start, end) for phase, start, end in named)
