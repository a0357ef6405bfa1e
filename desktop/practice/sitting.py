"""What is to be run, and how it stands: what goes into a conductor, and what comes out for a page or a terminal."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cases.model import Case, Format, TimeCall
from desktop.practice.interjection import Interjection
from desktop.practice.interview import Clock, PhaseTime, Stage
from desktop.practice.rehearsal import Rehearsal
from speech.errors import SpeechError
from speech.models import Recogniser
from speech.transcript import Segment

if TYPE_CHECKING:
    from desktop.practice.continuing import Interrupted
    from desktop.practice.subject import Subject


@dataclass(frozen=True, slots=True)
class Sitting:
    """What is to be run: a case in one of its formats, with these devices and this recogniser.

    With `answers` files are heard in the microphone's place, one after the other, `speed` times as fast as they were
    spoken if the recogniser keeps up. `spoken_folder` keeps what was rendered; without `speak_question` the interviewer
    is only shown. `style` is the id of an interviewer's style; the same `seed` draws the same lots. `subject` is the
    answer that a debrief is about, `continues` the rehearsal that goes on after a crash.
    """

    case: Case
    format: Format
    recogniser: Recogniser
    spoken_folder: Path
    speak_question: bool = True
    voice: str | None = None
    words_per_minute: int = 160
    microphone: str | None = None
    speaker: str | None = None
    answers: tuple[Path, ...] = ()
    speed: float = 1.0
    strict: bool = False
    style: str = "neutral"
    seed: int = 0
    time_calls: tuple[TimeCall, ...] = ()
    subject: "Subject | None" = None
    continues: "Interrupted | None" = None

    @property
    def attended(self) -> bool:
        """Whether files stand in for somebody who is talked to; one that nobody asks anything is only played."""
        return bool(self.answers) and (self.format.interviewer != "listens" or len(self.answers) > 1)


@dataclass(frozen=True, slots=True)
class View:
    """How the interview stands, all a page or a terminal needs to show.

    `question` is what the interviewer said first, `remark` what they said last while listening, empty for nothing.
    `voicing` says that the interviewer's voice is at work. `segments` are what has been heard for good up to now.
    `rehearsal` is None until there is a recording. `problem` is what went wrong last, None when nothing has;
    what was recorded is kept all the same. In the stage `INTERRUPTED` it is the microphone that was lost, and the
    interview waits for another one, or for its end. `finished` says that nothing more will happen: the answer is
    transcribed, or cannot be.
    """

    stage: Stage
    clock: Clock
    question: str
    rehearsal: Rehearsal | None
    level_dbfs: float | None
    peak_dbfs: float | None
    silent: bool
    heard_seconds: float
    recorded_seconds: float
    heard_words: int
    problem: SpeechError | None
    voice_problem: str
    transcribed: bool
    finished: bool
    speaking: bool = False
    voicing: bool = False
    remark: str = ""
    said: tuple[Interjection, ...] = ()
    segments: tuple[Segment, ...] = ()
    phase_times: tuple[PhaseTime, ...] = ()
