"""What the program and its helper processes say to each other: frozen values, one JSON line each."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any

from speech.errors import KINDS, SpeechError
from speech.transcript import Segment, Word


class MessageError(ValueError):
    """A line that is no message of ours."""


# --- to a helper


@dataclass(frozen=True, slots=True)
class Record:
    """Record to `path` (WAV) until told to stop.

    `device` is a device id, None for the system's default. With `source_path` a file is heard in the
    microphone's place, `speed` times as fast as it was spoken; where `attended`, it stands in for somebody who is
    talked to (see `GiveAnswer`) and silence follows it until the end. What happens besides is noted in
    `journal_path`. With `continues` the recording is there already and goes on at its end. The disk must have room
    for the `expected_seconds`.
    """

    path: str
    device: str | None = None
    source_path: str | None = None
    speed: float = 1.0
    journal_path: str | None = None
    attended: bool = False
    continues: bool = False
    expected_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class StopRecording:
    """Finish the file and end."""


@dataclass(frozen=True, slots=True)
class PauseRecording:
    """Write nothing until `ResumeRecording`; a file in the microphone's place waits."""


@dataclass(frozen=True, slots=True)
class ResumeRecording:
    """Go on after `PauseRecording`."""


@dataclass(frozen=True, slots=True)
class GiveAnswer:
    """To an attended recorder: say what is in this file next. Answered by `AnswerGiven` at its end."""

    path: str


@dataclass(frozen=True, slots=True)
class HoldAnswer:
    """To an attended recorder: be silent for now, and go on with the file after `HoldAnswer(held=False)`."""

    held: bool


@dataclass(frozen=True, slots=True)
class FeedUntil:
    """To an attended recorder: let no time pass beyond this second of the recording before the next such message.

    So a recogniser that is slower than the file keeps up.
    """

    seconds: float


@dataclass(frozen=True, slots=True)
class Compress:
    """Make a FLAC file of a finished recording and remove the WAV once that is verified."""

    path: str


@dataclass(frozen=True, slots=True)
class EncodeForSharing:
    """Make an AAC file of a recording at `out`, small and playable in every browser."""

    path: str
    out: str


@dataclass(frozen=True, slots=True)
class ListDevices:
    """Say which microphones and loudspeakers there are."""


@dataclass(frozen=True, slots=True)
class ListVoices:
    """Say which English voices there are."""


@dataclass(frozen=True, slots=True)
class Speak:
    """Render `text` to a WAV file in `folder`, or take the one rendered before, and play it on the output `device`.

    Without `play` it is only rendered.
    """

    text: str
    folder: str
    voice: str | None = None
    words_per_minute: int = 160
    play: bool = True
    device: str | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A term the recogniser should know, and how it sounds in everyday words."""

    text: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Transcribe:
    """Transcribe the audio at `path`; with `follow`, go on as it grows until `RecordingComplete`.

    `engine` is `whisper` or `sphinx`; `model_folder` is the folder of a Whisper model, which runs on the `processor`
    (`cpu` or `cuda`). What lies before
    `from_seconds` is not heard again. Without `join_utterances` each is decoded alone, even when the recogniser is
    behind.
    """

    path: str
    engine: str
    model_folder: str | None = None
    vocabulary: tuple[Vocabulary, ...] = ()
    follow: bool = False
    from_seconds: float = 0.0
    join_utterances: bool = True
    processor: str = "cpu"


@dataclass(frozen=True, slots=True)
class TryProcessor:
    """Hear one second with a Whisper model on a processor, and say how long that took."""

    model_folder: str
    processor: str


@dataclass(frozen=True, slots=True)
class RecordingComplete:
    """The followed recording will not grow any more."""


# --- from a helper


@dataclass(frozen=True, slots=True)
class DevicesListed:
    """The devices by name; a default is None when there is no such device."""

    microphones: tuple[str, ...]
    speakers: tuple[str, ...]
    default_microphone: str | None
    default_speaker: str | None


@dataclass(frozen=True, slots=True)
class VoicesListed:
    """The ids of the English voices."""

    voices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordingStarted:
    """The first samples have reached the disk. `source_seconds` is how long a file in the microphone's place is.

    It is 0 for a microphone, and for a file that does not say.
    """

    device: str
    device_rate_hertz: int
    source_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class LevelMeasured:
    """How loud the last twentieth of a second was, and how long the recording is."""

    recorded_seconds: float
    rms_dbfs: float
    peak_dbfs: float


@dataclass(frozen=True, slots=True)
class SoundLost:
    """So much sound did not reach the recorder: the machine was too busy, or asleep. The recording goes on."""

    at_seconds: float
    lost_seconds: float


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """The file that stands in for somebody was said to its end."""

    path: str
    at_seconds: float


@dataclass(frozen=True, slots=True)
class RecordingStopped:
    """The file is whole. `silent` says that every sample was exactly zero."""

    path: str
    recorded_seconds: float
    silent: bool


@dataclass(frozen=True, slots=True)
class RecordingCompressed:
    """The recording is a FLAC file now."""

    path: str


@dataclass(frozen=True, slots=True)
class EncodedForSharing:
    """The AAC file is there."""

    path: str


@dataclass(frozen=True, slots=True)
class UtteranceRendered:
    """The utterance is on disk."""

    path: str
    seconds: float


@dataclass(frozen=True, slots=True)
class UtteranceSpoken:
    """The utterance was played to its end; `played` is False when there is nothing to play it on."""

    played: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RecogniserLoaded:
    """The recogniser is ready to hear."""

    engine: str
    model: str


@dataclass(frozen=True, slots=True)
class ProcessorTried:
    """The processor has heard its second of sound, in so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class SpeechChanged:
    """Somebody began to speak, or fell silent; said at once, long before the words."""

    at_seconds: float
    speaking: bool


@dataclass(frozen=True, slots=True)
class Listened:
    """Up to where the sound was listened to for speech, and how many utterances in it still have no words."""

    at_seconds: float
    waiting: int


@dataclass(frozen=True, slots=True)
class PieceBegun:
    """The recogniser begins to decode this stretch; if the helper dies now, it died of it."""

    start_seconds: float
    end_seconds: float


@dataclass(frozen=True, slots=True)
class SegmentHeard:
    """A piece of speech and its words, at times in the recording."""

    segment: Segment


@dataclass(frozen=True, slots=True)
class TranscriptionProgressed:
    """How much of the audio has been heard."""

    heard_seconds: float
    recorded_seconds: float


@dataclass(frozen=True, slots=True)
class TranscriptionFinished:
    """Everything has been heard."""

    language: str
    heard_seconds: float


@dataclass(frozen=True, slots=True)
class Failed:
    """The helper cannot go on; `kind` names a class of `speech.errors`."""

    kind: str
    text: str

    @property
    def error(self) -> SpeechError:
        """The error as the exception it was in the helper."""
        return KINDS.get(self.kind, SpeechError)(self.text)


@dataclass(frozen=True, slots=True)
class HelperEnded:
    """The helper process is gone. Said by the parent's side, always last."""

    exit_code: int


Message = (
    Record
    | StopRecording
    | PauseRecording
    | ResumeRecording
    | GiveAnswer
    | HoldAnswer
    | FeedUntil
    | Compress
    | EncodeForSharing
    | ListDevices
    | ListVoices
    | Speak
    | Transcribe
    | TryProcessor
    | RecordingComplete
    | DevicesListed
    | VoicesListed
    | RecordingStarted
    | LevelMeasured
    | SoundLost
    | AnswerGiven
    | RecordingStopped
    | RecordingCompressed
    | EncodedForSharing
    | UtteranceRendered
    | UtteranceSpoken
    | RecogniserLoaded
    | ProcessorTried
    | SpeechChanged
    | Listened
    | PieceBegun
    | SegmentHeard
    | TranscriptionProgressed
    | TranscriptionFinished
    | Failed
    | HelperEnded
)

_KINDS: dict[str, Any] = {kind.__name__: kind for kind in Message.__args__}


def encode(message: Message) -> str:
    """Return the message as one JSON line without its newline."""
    return json.dumps({"message": type(message).__name__, **asdict(message)}, ensure_ascii=True)


def decode(line: str | bytes) -> Message:
    """Read one line back into the message it was.

    Raises `MessageError` for a line that is no JSON object, an unknown message or unknown fields.
    """
    try:
        document = json.loads(line)
        kind = _KINDS[document.pop("message")]
        names = {field.name for field in fields(kind)}
        if not names.issuperset(document):
            raise MessageError(f"{kind.__name__} has no {', '.join(sorted(set(document) - names))}")
        message: Message = kind(**{name: _value(name, value) for name, value in document.items()})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise MessageError(f"not a message: {str(line)[:80]!r} ({error})") from error
    return message


def _value(name: str, value: Any) -> Any:
    if name == "segment":
        return Segment(**{**value, "words": tuple(Word(**word) for word in value["words"])})
    if name == "vocabulary":
        return tuple(Vocabulary(**term) for term in value)
    if isinstance(value, list):
        return tuple(value)
    return value
