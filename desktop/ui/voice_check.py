"""Lets the interviewer's voice say a sentence, and lists the voices there are."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.home import HomeUnusable
from desktop.settings import Settings
from desktop.ui.errand import Errand
from speech import messages

if TYPE_CHECKING:
    from desktop.program import Program

SENTENCE = "Good morning. Tell me whom this is for, and what would kill it."
_PATIENCE_SECONDS = 25.0


class VoiceCheck(QObject):
    """Speaks with the helper that will ask the question.

    `listed` carries the ids of the English voices. After `speak`, one of: `spoken` when it was heard to its end,
    `failed` with a line.
    """

    listed = Signal(object)
    spoken = Signal()
    failed = Signal(str)

    def __init__(self, program: "Program", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._listing: Errand | None = None
        self._speaking: Errand | None = None
        self._problem = ""

    @property
    def speaking(self) -> bool:
        """Whether the voice is speaking."""
        return self._speaking is not None and self._speaking.running

    def look(self) -> None:
        """List the voices."""
        if self._listing is None:
            self._listing = self._send(messages.ListVoices(), messages.VoicesListed)
            self._listing.heard.connect(self._take_voices)
            self._listing.failed.connect(self._tell_listing)

    def speak(self, settings: Settings) -> None:
        """Say the sentence with the voice, pace and loudspeaker of these settings."""
        self.quiet()
        self._problem = ""
        try:
            self._program.home.make()
        except HomeUnusable as error:
            self.failed.emit(str(error))
            return
        order = messages.Speak(
            SENTENCE,
            str(self._program.home.spoken),
            voice=settings.voice or None,
            words_per_minute=settings.words_per_minute,
            device=settings.speaker or None,
        )
        self._speaking = self._send(order, messages.UtteranceSpoken)
        self._speaking.heard.connect(self._take)
        self._speaking.done.connect(self._end)
        self._speaking.failed.connect(self._tell)

    @Slot()
    def quiet(self) -> None:
        """Stop the voice."""
        if self._speaking:
            self._speaking.leave()
            self._speaking.deleteLater()
            self._speaking = None

    @Slot()
    def leave(self) -> None:
        """Stop everything."""
        self.quiet()
        if self._listing:
            self._listing.leave()
            self._listing.deleteLater()
            self._listing = None

    def _send(self, order: messages.Message, until: type[messages.Message]) -> Errand:
        return Errand(self._program.start_helper, "speak", order, until, _PATIENCE_SECONDS, self)

    @Slot(object)
    def _take_voices(self, message: messages.Message) -> None:
        if isinstance(message, messages.VoicesListed):
            self.listed.emit(message.voices)

    @Slot(Exception)
    def _tell_listing(self, error: Exception) -> None:
        self.listed.emit(())
        self.failed.emit(str(error))

    @Slot(object)
    def _take(self, message: messages.Message) -> None:
        if isinstance(message, messages.UtteranceSpoken) and not message.played:
            self._problem = message.reason or "there is nothing to play it on"

    @Slot()
    def _end(self) -> None:
        if self._problem:
            self.failed.emit(self._problem)
        else:
            self.spoken.emit()

    @Slot(Exception)
    def _tell(self, error: Exception) -> None:
        self.failed.emit(str(error))
