"""Values that several tests of the desktop need."""

from datetime import UTC, datetime

from cases.model import Case, Change, Format, OutlineSlot, Phase, PushBack, Question, TalkingPoint, Term
from speech.transcript import Segment, Transcript, Word

FORMAT = Format("drill", "Drill", 2, (Phase("goal", "Goal", 1, "Begin."), Phase("close", "Close", 1, "Close.")))
CASE = Case(
    id="parking",
    track="cities",
    title="Parking <for> all",
    summary="A city wants to guide drivers to free spaces.",
    question=Question("How would you guide drivers to a free space?", ()),
    formats=(FORMAT,),
    talking_points=(TalkingPoint("stale", "Stale data", (("stale data", "old data"),)),),
    vocabulary=(Term("geofence", "g o fence", ("geo fans",)),),
    push_backs=(PushBack("cost", "What does it cost?", "always", "Names a sum."),),
    change=Change("The sensors fail.", "A degraded mode."),
    outline=(OutlineSlot("constraint", "what must not break"),),
    weak_moves=("boxes first",),
)
STARTED_AT = datetime(2026, 3, 5, 14, 30, 15, tzinfo=UTC)


def transcript(*texts: str) -> Transcript:
    """Return a transcript with a word every half second, a segment for each text, two seconds between them."""
    segments, at_seconds = [], 1.0
    for text in texts:
        words = []
        for word in text.split():
            words.append(Word(word, at_seconds, at_seconds + 0.4, 0.9))
            at_seconds += 0.5
        segments.append(Segment(words[0].start_seconds, words[-1].end_seconds, tuple(words)))
        at_seconds += 2
    return Transcript("whisper", "base.en", "en", tuple(segments))
