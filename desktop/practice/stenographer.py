"""Orders a transcript from the transcribe helper, gathers what it says, and starts it again when it dies."""

import queue
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from cases.model import Term
from desktop.practice.draft import Draft
from speech import messages
from speech.errors import HelperLost, SpeechError
from speech.models import Recogniser
from speech.transcript import Segment, Transcript
from speech.worker import Helping, StartHelper


def order_transcript(
    recording: Path,
    recogniser: Recogniser,
    vocabulary: Iterable[Term] = (),
    *,
    follow: bool = False,
    join_utterances: bool = True,
) -> messages.Transcribe:
    """Return the order for a transcribe helper; with `follow` the recording may still grow."""
    return messages.Transcribe(
        path=str(recording),
        engine=recogniser.engine,
        model_folder=str(recogniser.model_folder) if recogniser.model_folder else None,
        processor=recogniser.processor,
        vocabulary=tuple(messages.Vocabulary(term.text, term.spoken) for term in vocabulary),
        follow=follow,
        join_utterances=join_utterances,
    )


class Stenographer:
    """Sees one transcription through; hand it every message of its helper's.

    `start` starts a transcribe helper. One that dies is started again where it was, on the CPU from then on; a piece
    of sound that kills it twice is marked as not heard, and the rest goes on. With a `draft` it goes on where an
    earlier stenographer was left. `transcript` is there once everything was heard, `problem` when it cannot be.
    """

    def __init__(self, order: messages.Transcribe, start: Callable[[], Helping], draft: Draft | None = None) -> None:
        self._draft = draft or Draft()
        before = self._draft.open(order.engine, Path(order.model_folder or "").name)
        self._order = replace(order, from_seconds=max(order.from_seconds, before.heard_seconds))
        self._start = start
        self._segments: list[Segment] = list(before.segments)
        self._unsure: list[Segment] = []
        self._piece: messages.PieceBegun | None = None
        self._died_at_seconds: float | None = None
        self._reason = "the recogniser ended twice"
        self._engine = self._model = ""
        self.heard_seconds = self._order.from_seconds
        self.recorded_seconds = 0.0
        self.speaking = False
        self.transcript: Transcript | None = None
        self.problem: SpeechError | None = None
        self._helper = self._begin()

    @property
    def finished(self) -> bool:
        """Whether there is nothing more to come."""
        return self.transcript is not None or self.problem is not None

    @property
    def segments(self) -> tuple[Segment, ...]:
        """What has been heard for good, up to now."""
        return tuple(self._segments)

    @property
    def words(self) -> int:
        """How many words have been heard."""
        return sum(len(segment.words) for segment in (*self._segments, *self._unsure))

    def complete(self) -> None:
        """Tell the helper that the recording will not grow any more."""
        self._order = replace(self._order, follow=False)
        self._helper.send(messages.RecordingComplete())

    def leave(self) -> None:
        """End the helper; the recording can be transcribed later."""
        self._helper.kill()

    def hear(self, message: messages.Message) -> None:
        """Take in one message of the helper's."""
        match message:
            case messages.RecogniserLoaded(engine=engine, model=model):
                self._engine, self._model = engine, model
            case messages.SpeechChanged(speaking=speaking):
                self.speaking = speaking
            case messages.PieceBegun():
                self._piece = message
            case messages.SegmentHeard(segment=segment):
                self._unsure.append(segment)
            case messages.TranscriptionProgressed(heard_seconds=heard, recorded_seconds=recorded):
                self.heard_seconds, self.recorded_seconds = heard, recorded
                self._keep_piece()
            case messages.TranscriptionFinished(language=language, heard_seconds=heard):
                self.heard_seconds = self.recorded_seconds = heard
                self.transcript = Transcript(self._engine, self._model, language, tuple(self._segments))
            case messages.Failed(kind=HelperLost.__name__, text=text):
                # The helper stumbled over a piece of sound and ends now: taken below like any other death.
                self._reason = text
            case messages.Failed() if self._order.processor == "cpu":
                self.problem = message.error
            case messages.HelperEnded(exit_code=exit_code) if not self.finished:
                self._begin_again(exit_code)

    def _keep_piece(self) -> None:
        """Take the segments of a piece only when it is whole: half a piece would come twice after a crash."""
        self._keep(*self._unsure)
        self._unsure, self._piece, self._died_at_seconds = [], None, None

    def _keep(self, *segments: Segment) -> None:
        self._segments += segments
        self._draft.keep(segments, self.heard_seconds)

    def _begin(self) -> Helping:
        helper = self._start()
        helper.send(self._order)
        return helper

    def _begin_again(self, exit_code: int) -> None:
        piece, self._piece, self._unsure = self._piece, None, []
        at_seconds = piece.start_seconds if piece else self.heard_seconds
        if self._died_at_seconds == at_seconds:
            if piece is None:
                self.problem = HelperLost(
                    f"{self._reason} (exit code {exit_code}); the recording is kept and can be heard again"
                )
                return
            at_seconds = self.heard_seconds = piece.end_seconds
            self._keep(Segment(piece.start_seconds, piece.end_seconds, (), heard=False))
        self._died_at_seconds = at_seconds
        self._order = replace(self._order, from_seconds=at_seconds, processor="cpu")
        self._helper = self._begin()


def take_down(
    recording: Path,
    recogniser: Recogniser,
    vocabulary: Iterable[Term],
    start_helper: StartHelper,
    progressed: Callable[[float, float], None],
    *,
    join_utterances: bool = True,
    draft: Draft | None = None,
) -> Transcript:
    """Transcribe a whole file in a helper process and wait for it; `progressed` gets seconds heard and in all.

    With a `draft` it goes on where an earlier one was left. Raises the helper's error when it fails.
    """
    said: queue.SimpleQueue[messages.Message] = queue.SimpleQueue()
    order = order_transcript(recording, recogniser, vocabulary, join_utterances=join_utterances)
    stenographer = Stenographer(order, lambda: start_helper("transcribe", said.put), draft)
    try:
        while not stenographer.finished:
            stenographer.hear(said.get())
            progressed(stenographer.heard_seconds, stenographer.recorded_seconds)
    finally:
        stenographer.leave()
    if stenographer.transcript is None:
        raise stenographer.problem or AssertionError("a transcription that has ended has a result or a problem")
    return stenographer.transcript
