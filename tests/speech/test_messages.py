import json

import pytest

from speech import messages
from speech.errors import ModelMissing, SpeechError
from speech.transcript import Segment, Word

EXAMPLES = [
    messages.Record("a.wav", "pulse", None, 1.0),
    messages.StopRecording(),
    messages.PauseRecording(),
    messages.ResumeRecording(),
    messages.GiveAnswer("reply.wav"),
    messages.HoldAnswer(held=True),
    messages.FeedUntil(12.5),
    messages.Compress("a.wav"),
    messages.ListDevices(),
    messages.EncodeForSharing("answer.flac", "answer.m4a"),
    messages.EncodedForSharing("answer.m4a"),
    messages.ListVoices(),
    messages.Speak("Göd morning", "spoken"),
    messages.Transcribe("a.wav", "sphinx", None, (messages.Vocabulary("SKU", "skew"),), follow=True),
    messages.RecordingComplete(),
    messages.TryProcessor("models/small.en", "cuda"),
    messages.ProcessorTried(0.4),
    messages.DevicesListed(("pulse",), (), "pulse", None),
    messages.VoicesListed(("gmw/en-us",)),
    messages.RecordingStarted("pulse", 44_100),
    messages.LevelMeasured(1.25, -20.0, -3.5),
    messages.SoundLost(12.5, 0.75),
    messages.AnswerGiven("reply.wav", 12.5),
    messages.RecordingStopped("a.wav", 12.5, silent=False),
    messages.RecordingCompressed("a.flac"),
    messages.UtteranceRendered("q.wav", 3.25),
    messages.UtteranceSpoken(played=False, reason="no loudspeaker"),
    messages.RecogniserLoaded("whisper", "base.en"),
    messages.SpeechChanged(4.5, speaking=True),
    messages.Listened(4.5, 2),
    messages.PieceBegun(4.5, 9.0),
    messages.SegmentHeard(Segment(0.5, 1.5, (Word("hello", 0.5, 0.9, 0.75), Word("there", 0.9, 1.4, None)))),
    messages.TranscriptionProgressed(3.0, 10.0),
    messages.TranscriptionFinished("en", 10.0),
    messages.Failed("ModelMissing", "no model"),
    messages.HelperEnded(-9),
]


@pytest.mark.parametrize("message", EXAMPLES, ids=lambda message: type(message).__name__)
def test_a_message_survives_the_line(message: messages.Message) -> None:
    line = messages.encode(message)
    assert "\n" not in line
    assert messages.decode(line) == message


def test_every_message_has_an_example() -> None:
    assert {type(example) for example in EXAMPLES} == set(messages.Message.__args__)


@pytest.mark.parametrize(
    "line",
    ["", "Audio saved to x.wav", "[]", "{}", '{"message": "Unheard"}', '{"message": "StopRecording", "now": true}',
     '{"message": "Record"}', '{"message": ["Record"]}', "\x00", '{"message": "SegmentHeard", "segment": 3}'],
)  # fmt: skip
def test_what_is_no_message_is_refused(line: str) -> None:
    with pytest.raises(messages.MessageError):
        messages.decode(line)


def test_a_failure_comes_back_as_the_error_it_was() -> None:
    assert isinstance(messages.Failed("ModelMissing", "no model").error, ModelMissing)
    assert type(messages.Failed("Unforeseen", "what").error) is SpeechError


def test_hostile_text_stays_on_one_line() -> None:
    message = messages.Speak('line\nbreak \u2028 {"message": "StopRecording"}', "q.wav")
    assert messages.decode(messages.encode(message)) == message
    assert json.loads(messages.encode(message))["text"].startswith("line\nbreak")
