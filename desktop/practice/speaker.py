"""The interviewer's voice: says one thing at a time with the speak helper, which may hang, die or be missing."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from speech import messages
from speech.worker import Helping, Listener


class Voiced(Enum):
    """What has happened to what is being said."""

    BEGUN = auto()
    ENDED = auto()


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """How to speak: `folder` keeps what was rendered; without `aloud` it is only rendered, as long as it would take."""

    folder: str
    voice: str | None = None
    words_per_minute: int = 160
    device: str | None = None
    aloud: bool = True


# Rendering takes well under a second, playing as long as the sound and some.
_PATIENCE_SECONDS = 10.0


class Speaker:
    """Says one text at a time; `start` starts a speak helper, `tell` is told when a text begins and ends to sound.

    A text that cannot be spoken begins and ends at once, with the reason in `problem`. Times are handed in.
    """

    def __init__(
        self, settings: VoiceSettings, start: Callable[[Listener], Helping], tell: Callable[[Voiced], None]
    ) -> None:
        self._settings = settings
        self._start = start
        self._tell = tell
        self._helper: Helping | None = None
        self._number = 0
        self._begun = False
        self._due_seconds: float | None = None
        self._now_seconds = 0.0
        self.seconds = 0.0
        self.problem = ""

    @property
    def busy(self) -> bool:
        """Whether something is being rendered or spoken."""
        return self._helper is not None

    def say(self, text: str, now_seconds: float) -> None:
        """Begin to say a text; what was being said is cut off."""
        self.quiet()
        self._number += 1
        number = self._number
        self._begun, self.seconds, self.problem = False, 0.0, ""
        self._now_seconds, self._due_seconds = now_seconds, now_seconds + _PATIENCE_SECONDS
        settings = self._settings
        self._helper = self._start(lambda message: self._hear(number, message))
        self._helper.send(
            messages.Speak(
                text=text,
                folder=settings.folder,
                voice=settings.voice,
                words_per_minute=settings.words_per_minute,
                play=settings.aloud,
                device=settings.device,
            )
        )

    def quiet(self) -> None:
        """Stop at once; whoever asks for it need not be told."""
        helper, self._helper, self._due_seconds = self._helper, None, None
        if helper is not None:
            helper.kill()

    def step(self, now_seconds: float) -> None:
        """Give up on a voice that does not answer."""
        self._now_seconds = now_seconds
        if self._due_seconds is not None and now_seconds > self._due_seconds:
            self.problem = "the voice did not answer in time; read the question on the screen"
            self._end()

    def _hear(self, number: int, message: messages.Message) -> None:
        if number != self._number or self._helper is None:
            # The last words of a voice that was stopped.
            return
        match message:
            case messages.UtteranceRendered(seconds=seconds):
                self.seconds = seconds
                self._due_seconds = self._now_seconds + seconds + _PATIENCE_SECONDS
                self._begin()
            case messages.UtteranceSpoken(reason=reason):
                self.problem = reason
                self._end()
            case messages.Failed(text=text):
                self.problem = text
                self._end()
            case messages.HelperEnded():
                # A voice that ended without a word must not hold up the interview.
                self.problem = "the voice ended before it had spoken; read the question on the screen"
                self._end()

    def _begin(self) -> None:
        if not self._begun:
            self._begun = True
            self._tell(Voiced.BEGUN)

    def _end(self) -> None:
        self._begin()
        self.quiet()
        self._tell(Voiced.ENDED)
