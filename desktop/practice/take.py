"""One take: the answer's recording, its transcript while it grows, and the compression afterwards."""

from collections.abc import Callable
from datetime import datetime

from desktop.practice.archive import Archive
from desktop.practice.interview import Event
from desktop.practice.rehearsal import Rehearsal
from desktop.practice.sitting import Sitting
from desktop.practice.stenographer import Stenographer, order_transcript
from speech import messages
from speech.errors import HelperLost, MicrophoneMissing, SpeechError
from speech.journal import journal_of
from speech.recording import recorded_seconds, repair
from speech.worker import Helping, Listener

# A recorder ends within a second of being asked; converting 45 minutes to FLAC takes two.
_CLOSE_PATIENCE_SECONDS = 30.0
# A microphone that gives nothing but exact zeros for this long is muted, or not permitted.
_SILENT_AFTER_SECONDS = 2.0


class Take:
    """Sees one answer from the first sample to the transcript.

    `start` starts a helper by name; `tell` is told `RECORDING_STARTED` and `RECORDING_STOPPED`; `heard` gets what the
    transcribe helper says and `given` the second at which a file that stands in for the candidate was at its end.
    """

    def __init__(
        self,
        sitting: Sitting,
        archive: Archive,
        start: Callable[[str, Listener], Helping],
        tell: Callable[[Event], None],
        heard: Callable[[messages.Message], None],
        given: Callable[[float], None],
    ) -> None:
        self._sitting = sitting
        self._archive = archive
        self._start = start
        self._tell = tell
        self._heard = heard
        self._given = given
        self._helpers: dict[str, Helping] = {}
        self._loud_at_seconds = 0.0
        self._close_due_seconds: float | None = None
        self._now_seconds = 0.0
        self._over = self._closing = self._lost = False
        self.level: messages.LevelMeasured | None = None
        self.stenographer: Stenographer | None = None
        self.rehearsal: Rehearsal | None = None
        self.problem: SpeechError | None = None
        self.recorded_seconds = sitting.continues.recorded_seconds if sitting.continues else 0.0

    @property
    def finished(self) -> bool:
        """Whether nothing is left to be done: the answer is transcribed, or cannot be."""
        return (self.stenographer is None or self.stenographer.finished) and "compress" not in self._helpers

    @property
    def deaf(self) -> bool:
        """Whether what is said cannot be understood any more."""
        return self.stenographer is not None and self.stenographer.problem is not None

    @property
    def silent(self) -> bool:
        """Whether the microphone gives nothing but exact zeros."""
        return not self._sitting.answers and self._now_seconds - self._loud_at_seconds > _SILENT_AFTER_SECONDS

    def begin(self, started_at: datetime) -> None:
        """Make the rehearsal, or take up the one that goes on, and start the recorder."""
        sitting, continues = self._sitting, self._sitting.continues
        self.rehearsal = (
            continues.rehearsal if continues else self._archive.begin(sitting.case, sitting.format, started_at)
        )
        self._record(sitting.microphone, continues=continues is not None)

    def _record(self, microphone: str | None, *, continues: bool) -> None:
        assert self.rehearsal is not None  # noqa: S101 - made before anything is recorded
        sitting, recording = self._sitting, self._archive.recording(self.rehearsal.id)
        self._start_helper("record").send(
            messages.Record(
                path=str(recording),
                device=microphone,
                source_path=str(sitting.answers[0]) if sitting.answers else None,
                speed=sitting.speed,
                journal_path=str(journal_of(recording)),
                attended=sitting.attended,
                continues=continues,
                expected_seconds=sitting.format.minutes * 60,
            )
        )

    def tell_recorder(self, message: messages.Message) -> None:
        """Say something to the recorder, if there is one."""
        if "record" in self._helpers:
            self._helpers["record"].send(message)

    def continue_with(self, microphone: str | None) -> None:
        """Go on with this microphone after one was lost, the system's default for None."""
        if self._lost and "record" not in self._helpers:
            self.problem = None
            self._record(microphone, continues=True)

    def close(self, now_seconds: float) -> None:
        """Ask the recorder to finish; when its microphone was lost, it has."""
        self._close_due_seconds = now_seconds + _CLOSE_PATIENCE_SECONDS
        self._closing = True
        if "record" in self._helpers:
            self.tell_recorder(messages.StopRecording())
        elif self._lost:
            self._stop(self.recorded_seconds)

    def resume(self) -> None:
        """Go on after a pause, in which nothing was loud."""
        self._loud_at_seconds = self._now_seconds
        self.tell_recorder(messages.ResumeRecording())

    def step(self, now_seconds: float) -> None:
        """End a helper that hangs at its end."""
        self._now_seconds = now_seconds
        if self._close_due_seconds is not None and now_seconds > self._close_due_seconds:
            # Its end is heard like any other, and what is on the disk is kept.
            self._close_due_seconds = None
            for name in ("record", "compress"):
                if name in self._helpers:
                    self._helpers[name].kill()

    def leave(self) -> None:
        """Stop at once, keeping what was recorded: the recorder finishes its file by itself."""
        for name, helper in self._helpers.items():
            if name == "record":
                helper.close()
            else:
                helper.kill()

    def _start_helper(self, name: str) -> Helping:
        hear = {"record": self._hear_recorder, "transcribe": self._hear_stenographer, "compress": self._hear_compressor}
        self._helpers[name] = self._start("record" if name == "compress" else name, hear[name])
        return self._helpers[name]

    def _hear_recorder(self, message: messages.Message) -> None:
        match message:
            case messages.RecordingStarted():
                self._loud_at_seconds = self._now_seconds
                self._lost = False
                self._tell(Event.RECORDING_STARTED)
                if self.stenographer is None:
                    self._start_transcribing()
            case messages.LevelMeasured(recorded_seconds=seconds, peak_dbfs=peak_dbfs):
                self.level, self.recorded_seconds = message, seconds
                if peak_dbfs > -120:
                    self._loud_at_seconds = self._now_seconds
            case messages.AnswerGiven(at_seconds=at_seconds):
                self._given(at_seconds)
            case messages.RecordingStopped(recorded_seconds=seconds) if self._lost and not self._closing:
                # The stenographer goes on listening: the recording may still grow.
                self.recorded_seconds = seconds
            case messages.RecordingStopped(recorded_seconds=seconds):
                self._stop(seconds)
            case messages.Failed():
                self.problem = message.error
                # Before the first sample nothing is lost, and the interview has not begun.
                self._lost = isinstance(message.error, MicrophoneMissing) and self.stenographer is not None
            case messages.HelperEnded(exit_code=exit_code):
                self._helpers.pop("record", None)
                if self._lost and not self._closing:
                    self._tell(Event.MICROPHONE_LOST)
                else:
                    self._lose_recorder(exit_code)

    def _stop(self, seconds: float) -> None:
        if self.rehearsal is None or self._over:
            return
        if self._sitting.continues and self.stenographer is None:
            # Not a sample came on top: it stays as the crash left it, and may be gone on with another time.
            self.rehearsal, self._over = None, True
            self._tell(Event.RECORDING_STOPPED)
            return
        if not seconds:
            self._discard()
            return
        self._over = True
        self.rehearsal = self._archive.keep_recorded(self.rehearsal.id, seconds)
        if self.stenographer:
            self.stenographer.complete()
        self._tell(Event.RECORDING_STOPPED)

    def _lose_recorder(self, exit_code: int) -> None:
        if self._over or self.rehearsal is None:
            return
        # The file's size says what was recorded; no message of a process that died does.
        path = self._archive.recording(self.rehearsal.id)
        kept_seconds = repair(path) if path.exists() and recorded_seconds(path) else 0.0
        self.problem = self.problem or HelperLost(
            f"the recorder ended (exit code {exit_code}); what was recorded up to then is kept"
            if kept_seconds
            else f"the recorder did not start (exit code {exit_code}); `rostrum doctor` says more"
        )
        self._stop(kept_seconds)

    def _discard(self) -> None:
        """Leave no trace of a rehearsal that never heard a sample."""
        if self.rehearsal is None:
            return
        if self.stenographer:
            self.stenographer.leave()
            self.stenographer = None
        self._archive.discard_empty(self.rehearsal.id)
        self.rehearsal, self._over = None, True
        self._tell(Event.RECORDING_STOPPED)

    def _start_transcribing(self) -> None:
        assert self.rehearsal is not None  # noqa: S101 - it was made before the recorder was started
        sitting, recording = self._sitting, self._archive.recording(self.rehearsal.id)
        order = order_transcript(recording, sitting.recogniser, sitting.case.vocabulary, follow=True)
        draft = self._archive.draft(self.rehearsal.id)
        self.stenographer = Stenographer(order, lambda: self._start_helper("transcribe"), draft)

    def _hear_stenographer(self, message: messages.Message) -> None:
        if self.stenographer is None or self.rehearsal is None:
            # The last words of a helper whose rehearsal was discarded.
            return
        self.stenographer.hear(message)
        self.problem = self.problem or self.stenographer.problem
        self._heard(message)
        if isinstance(message, messages.TranscriptionFinished) and self.stenographer.transcript:
            self.rehearsal = self._archive.keep_transcript(self.rehearsal.id, self.stenographer.transcript)
            recording = self._archive.recording(self.rehearsal.id)
            self._close_due_seconds = self._now_seconds + _CLOSE_PATIENCE_SECONDS
            self._start_helper("compress").send(messages.Compress(str(recording)))

    def _hear_compressor(self, message: messages.Message) -> None:
        if isinstance(message, messages.HelperEnded):
            # If it failed the WAV is still there, and as good.
            self._helpers.pop("compress", None)
