"""Runs one interview: does what the state machine asks, with helper processes, and tells how it stands.

The window, the terminal and the tests use the same conductor. It never waits: `step` handles what the helpers
have said since the last time and returns at once.
"""

import queue
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cases.model import Case, Format
from desktop.practice.archive import Archive
from desktop.practice.interview import Clock, Effect, Event, Interview, Stage, advance, read_clock
from desktop.practice.rehearsal import Rehearsal
from desktop.practice.stenographer import Stenographer, order_transcript
from speech import messages
from speech.errors import HelperLost, SpeechError
from speech.journal import journal_of
from speech.models import Recogniser
from speech.recording import recorded_seconds, repair
from speech.worker import Helping, StartHelper


@dataclass(frozen=True, slots=True)
class Sitting:
    """What is to be run: a case in one of its formats, with these devices and this recogniser.

    With `answer_path` a file is heard in the microphone's place, `speed` times as fast as it was spoken.
    `spoken_folder` keeps the rendered question; without `speak_question` it is only shown.
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
    answer_path: Path | None = None
    speed: float = 1.0


@dataclass(frozen=True, slots=True)
class View:
    """How the interview stands, all a page or a terminal needs to show.

    `rehearsal` is None until there is a recording. `problem` is what went wrong last, None when nothing has;
    what was recorded is kept all the same. `finished` says that nothing more will happen: the answer is
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


class Conductor:
    """One interview from the question to the transcript.

    `start_helper` starts a helper process by name; `wall_clock` gives the time of day with its zone, for the
    rehearsal's date only. Every other time is handed in, in seconds on one clock that only goes forward.
    """

    def __init__(
        self, sitting: Sitting, archive: Archive, start_helper: StartHelper, wall_clock: Callable[[], datetime]
    ) -> None:
        self._sitting = sitting
        self._archive = archive
        self._start_helper = start_helper
        self._wall_clock = wall_clock
        self._interview = Interview(sitting.format)
        self._inbox: queue.SimpleQueue[tuple[str, messages.Message]] = queue.SimpleQueue()
        self._helpers: dict[str, Helping] = {}
        self._rehearsal: Rehearsal | None = None
        self._level: messages.LevelMeasured | None = None
        self._loud_at_seconds: float | None = None
        self._stenographer: Stenographer | None = None
        self._problem: SpeechError | None = None
        self._voice_problem = ""
        self._voice_due_seconds: float | None = None
        self._close_due_seconds: float | None = None
        self._now_seconds = 0.0

    def begin(self, now_seconds: float) -> View:
        """Ask the question, then listen."""
        return self._happen(Event.BEGUN, now_seconds)

    def skip_question(self, now_seconds: float) -> View:
        """Stop the voice and listen at once."""
        self._quiet()
        return self._happen(Event.QUESTION_SPOKEN, now_seconds)

    def end(self, now_seconds: float) -> View:
        """End the answer; what was said is still transcribed."""
        return self._happen(Event.END_REQUESTED, now_seconds)

    def step(self, now_seconds: float) -> View:
        """Handle what the helpers have said and return how the interview stands."""
        self._now_seconds = now_seconds
        while True:
            try:
                helper, message = self._inbox.get_nowait()
            except queue.Empty:
                break
            self._hear(helper, message)
        if self._voice_due_seconds is not None and now_seconds > self._voice_due_seconds:
            self._voice_problem = "the voice did not answer in time; read the question on the screen"
            return self.skip_question(now_seconds)
        if self._close_due_seconds is not None and now_seconds > self._close_due_seconds:
            # Its end is heard like any other, and what is on the disk is kept.
            self._close_due_seconds = None
            for name in ("record", "compress"):
                if name in self._helpers:
                    self._helpers[name].kill()
        return self.view()

    def leave(self) -> None:
        """Stop everything at once, keeping what was recorded: the recorder finishes its file by itself."""
        for name, helper in self._helpers.items():
            if name == "record":
                helper.close()
            else:
                helper.kill()

    def view(self) -> View:
        """Return how the interview stands at the time of the last step."""
        heard = self._stenographer
        level = self._level
        return View(
            stage=self._interview.stage,
            clock=read_clock(self._interview, self._now_seconds),
            question=self._sitting.case.question.text,
            rehearsal=self._rehearsal,
            level_dbfs=level.rms_dbfs if level else None,
            peak_dbfs=level.peak_dbfs if level else None,
            silent=self._is_silent(),
            heard_seconds=heard.heard_seconds if heard else 0.0,
            recorded_seconds=level.recorded_seconds if level else 0.0,
            heard_words=heard.words if heard else 0,
            problem=self._problem,
            voice_problem=self._voice_problem,
            transcribed=heard is not None and heard.transcript is not None,
            speaking=heard is not None and heard.speaking,
            finished=self._interview.stage is Stage.OVER
            and (heard is None or heard.finished)
            and "compress" not in self._helpers,
        )

    # A speech engine can hang: rendering takes well under a second, playing as long as the sound and some.
    _VOICE_PATIENCE_SECONDS = 10.0
    # A recorder ends within a second of being asked; converting 45 minutes to FLAC takes two.
    _CLOSE_PATIENCE_SECONDS = 30.0
    # A microphone that gives nothing but exact zeros for this long is muted, or not permitted.
    _SILENT_AFTER_SECONDS = 2.0

    def _is_silent(self) -> bool:
        if self._interview.stage is not Stage.LISTENING or self._loud_at_seconds is None:
            return False
        return self._now_seconds - self._loud_at_seconds > self._SILENT_AFTER_SECONDS

    def _happen(self, event: Event, now_seconds: float) -> View:
        self._now_seconds = now_seconds
        self._interview, effects = advance(self._interview, event, now_seconds)
        for effect in effects:
            self._do(effect)
        return self.view()

    def _do(self, effect: Effect) -> None:
        match effect:
            case Effect.SPEAK_QUESTION:
                self._speak_question()
            case Effect.SILENCE_VOICE:
                self._quiet()
            case Effect.START_RECORDING:
                self._start_recording()
            case Effect.STOP_RECORDING:
                self._close_due_seconds = self._now_seconds + self._CLOSE_PATIENCE_SECONDS
                if "record" in self._helpers:
                    self._helpers["record"].send(messages.StopRecording())

    def _speak_question(self) -> None:
        sitting = self._sitting
        if not sitting.speak_question:
            self._happen(Event.QUESTION_SPOKEN, self._now_seconds)
            return
        self._voice_due_seconds = self._now_seconds + self._VOICE_PATIENCE_SECONDS
        self._start("speak").send(
            messages.Speak(
                text=sitting.case.question.text,
                folder=str(sitting.spoken_folder),
                voice=sitting.voice,
                words_per_minute=sitting.words_per_minute,
                play=sitting.answer_path is None,
                device=sitting.speaker,
            )
        )

    def _quiet(self) -> None:
        self._voice_due_seconds = None
        if "speak" in self._helpers:
            self._helpers.pop("speak").kill()

    def _start_recording(self) -> None:
        sitting = self._sitting
        self._rehearsal = self._archive.begin(sitting.case, sitting.format, self._wall_clock())
        self._start("record").send(
            messages.Record(
                path=str(self._archive.recording(self._rehearsal.id)),
                device=sitting.microphone,
                source_path=str(sitting.answer_path) if sitting.answer_path else None,
                speed=sitting.speed,
                journal_path=str(journal_of(self._archive.recording(self._rehearsal.id))),
            )
        )

    def _start(self, name: str, helper: str = "") -> Helping:
        self._helpers[name] = self._start_helper(helper or name, lambda message: self._inbox.put((name, message)))
        return self._helpers[name]

    def _hear(self, helper: str, message: messages.Message) -> None:
        match helper:
            case "speak":
                self._hear_voice(message)
            case "record":
                self._hear_recorder(message)
            case "transcribe":
                self._hear_stenographer(message)
            case "compress" if isinstance(message, messages.HelperEnded):
                # If it failed the WAV is still there, and as good.
                del self._helpers["compress"]

    def _hear_voice(self, message: messages.Message) -> None:
        if self._interview.stage is not Stage.ASKING:
            # The last words of a voice that was stopped.
            return
        match message:
            case messages.UtteranceRendered(seconds=seconds):
                self._voice_due_seconds = self._now_seconds + seconds + self._VOICE_PATIENCE_SECONDS
            case messages.UtteranceSpoken(reason=reason):
                self._end_question(reason)
            case messages.Failed(text=text):
                self._end_question(text)
            case messages.HelperEnded():
                # A voice that ended without a word must not hold up the interview.
                self._end_question("the voice ended before it had spoken; read the question on the screen")

    def _end_question(self, problem: str) -> None:
        self._voice_due_seconds = None
        self._voice_problem = problem
        self._happen(Event.QUESTION_SPOKEN, self._now_seconds)

    def _hear_recorder(self, message: messages.Message) -> None:
        match message:
            case messages.RecordingStarted():
                self._loud_at_seconds = self._now_seconds
                self._happen(Event.RECORDING_STARTED, self._now_seconds)
                self._start_transcribing()
            case messages.LevelMeasured():
                self._level = message
                if message.peak_dbfs > -120:
                    self._loud_at_seconds = self._now_seconds
            case messages.RecordingStopped(recorded_seconds=recorded_seconds):
                self._stop_recording(recorded_seconds)
            case messages.Failed():
                self._problem = message.error
            case messages.HelperEnded(exit_code=exit_code):
                self._helpers.pop("record", None)
                self._lose_recorder(exit_code)

    def _stop_recording(self, recorded_seconds: float) -> None:
        if self._rehearsal is None or self._interview.stage is Stage.OVER:
            return
        if not recorded_seconds:
            self._discard_rehearsal()
            return
        self._rehearsal = self._archive.keep_recorded(self._rehearsal.id, recorded_seconds)
        if self._stenographer:
            self._stenographer.complete()
        self._happen(Event.RECORDING_STOPPED, self._now_seconds)

    def _lose_recorder(self, exit_code: int) -> None:
        if self._interview.stage is Stage.OVER or self._rehearsal is None:
            return
        # The file's size says what was recorded; no message of a process that died does.
        path = self._archive.recording(self._rehearsal.id)
        kept_seconds = repair(path) if path.exists() and recorded_seconds(path) else 0.0
        self._problem = self._problem or HelperLost(
            f"the recorder ended (exit code {exit_code}); what was recorded up to then is kept"
            if kept_seconds
            else f"the recorder did not start (exit code {exit_code}); `rostrum doctor` says more"
        )
        self._stop_recording(kept_seconds)

    def _discard_rehearsal(self) -> None:
        """Leave no trace of a rehearsal that never heard a sample."""
        if self._rehearsal is None:
            return
        if self._stenographer:
            self._stenographer.leave()
            self._stenographer = None
        self._archive.discard_empty(self._rehearsal.id)
        self._rehearsal = None
        self._happen(Event.RECORDING_STOPPED, self._now_seconds)

    def _start_transcribing(self) -> None:
        assert self._rehearsal is not None  # noqa: S101 - it was made before the recorder was started
        sitting, recording = self._sitting, self._archive.recording(self._rehearsal.id)
        order = order_transcript(recording, sitting.recogniser, sitting.case.vocabulary, follow=True)
        draft = self._archive.draft(self._rehearsal.id)
        self._stenographer = Stenographer(order, lambda: self._start("transcribe"), draft)

    def _hear_stenographer(self, message: messages.Message) -> None:
        if self._stenographer is None or self._rehearsal is None:
            # The last words of a helper whose rehearsal was discarded.
            return
        self._stenographer.hear(message)
        self._problem = self._problem or self._stenographer.problem
        if isinstance(message, messages.TranscriptionFinished) and self._stenographer.transcript:
            self._rehearsal = self._archive.keep_transcript(self._rehearsal.id, self._stenographer.transcript)
            recording = self._archive.recording(self._rehearsal.id)
            self._close_due_seconds = self._now_seconds + self._CLOSE_PATIENCE_SECONDS
            self._start("compress", helper="record").send(messages.Compress(str(recording)))
