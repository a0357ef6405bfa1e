"""What a rehearsal is: one run of one case, kept in a folder of its own."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How far a rehearsal has come; each state keeps all that the ones before it made."""

    RECORDING = "recording"
    RECORDED = "recorded"
    TRANSCRIBED = "transcribed"
    SCORED = "scored"


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The facts about one rehearsal; the audio, transcript and score lie beside them in its folder.

    `started_at` is an ISO 8601 time with its zone; `engine` is empty until the answer is transcribed.
    """

    id: str
    case_id: str
    case_title: str
    track: str
    format_id: str
    format_title: str
    question: str
    started_at: str
    state: State = State.RECORDING
    recorded_seconds: float = 0.0
    engine: str = ""
    model: str = ""
    overall: float | None = None
    band: tuple[float, float] | None = None
    provisional: bool = False
