"""What can go wrong with sound: typed errors whose text is one line with the thing and the mend."""


class SpeechError(Exception):
    """Any trouble with sound; the message names the file or device and what to do."""


class AudioUnreadable(SpeechError):
    """A file that holds no audio that can be decoded: the input is bad."""


class MicrophoneMissing(SpeechError):
    """No microphone, or none of that name, or one that does not open."""


class VoiceMissing(SpeechError):
    """No speech engine that can render a question."""


class ModelMissing(SpeechError):
    """A recogniser whose model is not installed or not whole."""


class RecordingFailed(SpeechError):
    """A recording that could not be started or had to end; what was written is kept."""


class DownloadFailed(SpeechError):
    """A model that could not be downloaded; what has arrived is kept for the next time."""


class DownloadStopped(SpeechError):
    """A download that was asked to stop; what has arrived is kept."""


class HelperLost(SpeechError):
    """A helper process ended without finishing its work."""


KINDS: dict[str, type[SpeechError]] = {
    kind.__name__: kind
    for kind in (AudioUnreadable, MicrophoneMissing, VoiceMissing, ModelMissing, RecordingFailed, HelperLost)
}
