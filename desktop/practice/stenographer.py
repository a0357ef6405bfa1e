"""Orders a transcript from the transcribe helper and gathers what it says."""

from collections.abc import Callable, Iterable
from pathlib import Path

from cases.model import Term
from speech import messages
from speech.conversation import Conversation
from speech.errors import HelperLost, SpeechError
from speech.models import Recogniser
from speech.transcript import Segment, Transcript
from speech.worker import StartHelper


def order_transcript(
    recording: Path, recogniser: Recogniser, vocabulary: Iterable[Term] = (), *, follow: bool = False
) -> messages.Transcribe:
    """Return the order for a transcribe helper; with `follow` the recording may still grow."""
    return messages.Transcribe(
        path=str(recording),
        engine=recogniser.engine,
        model_folder=str(recogniser.model_folder) if recogniser.model_folder else None,
        vocabulary=tuple(messages.Vocabulary(term.text, term.spoken) for term in vocabulary),
        follow=follow,
    )


class Stenographer:
    """Listens to one transcribe helper; `transcript` is there once the helper has finished, `problem` if it failed."""

    def __init__(self) -> None:
        self._segments: list[Segment] = []
        self._engine = self._model = ""
        self.heard_seconds = 0.0
        self.recorded_seconds = 0.0
        self.words = 0
        self.transcript: Transcript | None = None
        self.problem: SpeechError | None = None

    def hear(self, message: messages.Message) -> None:
        """Take in one message of the helper's."""
        match message:
            case messages.RecogniserLoaded(engine=engine, model=model):
                self._engine, self._model = engine, model
            case messages.SegmentHeard(segment=segment):
                self._segments.append(segment)
                self.words += len(segment.words)
            case messages.TranscriptionProgressed(heard_seconds=heard, recorded_seconds=recorded):
                self.heard_seconds, self.recorded_seconds = heard, recorded
            case messages.TranscriptionFinished(language=language, heard_seconds=heard):
                self.heard_seconds = self.recorded_seconds = heard
                self.transcript = Transcript(self._engine, self._model, language, tuple(self._segments))
            case messages.Failed():
                self.problem = message.error
            case messages.HelperEnded(exit_code=exit_code) if self.transcript is None and self.problem is None:
                self.problem = HelperLost(
                    f"the recogniser ended (exit code {exit_code}); the recording is kept and can be transcribed again"
                )


def take_down(
    recording: Path,
    recogniser: Recogniser,
    vocabulary: Iterable[Term],
    start_helper: StartHelper,
    progressed: Callable[[float, float], None],
) -> Transcript:
    """Transcribe a whole file in a helper process and wait for it; `progressed` gets seconds heard and in all.

    Raises the helper's error when it fails.
    """
    stenographer = Stenographer()
    order = order_transcript(recording, recogniser, vocabulary)
    with Conversation(start_helper, "transcribe", order, messages.TranscriptionFinished) as conversation:
        for message in conversation:
            stenographer.hear(message)
            progressed(stenographer.heard_seconds, stenographer.recorded_seconds)
    assert stenographer.transcript is not None  # noqa: S101 - the conversation has raised otherwise
    return stenographer.transcript
