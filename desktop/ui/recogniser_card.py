"""Choosing who listens, and saying plainly how far that can be trusted."""

from PySide6.QtCore import Signal, Slot

from desktop.settings import Settings
from desktop.ui.buttons import Button
from desktop.ui.card import Card
from desktop.ui.case_card import recogniser_in_words
from desktop.ui.choice_box import ChoiceBox
from desktop.ui.theme import Theme
from desktop.ui.verdict_line import VerdictLine
from speech.models import Recogniser


class RecogniserCard(Card):
    """Shows the recognisers. `chosen` carries a dictionary of settings; `models_asked` follows the button."""

    chosen = Signal(object)
    models_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("Who listens")
        self._box = ChoiceBox(theme, "Recogniser")
        self._verdict = VerdictLine(theme)
        self._box.activated.connect(self._choose)
        self.add(self._box)
        self.add(self._verdict)
        self.add_row(Button("Show all models", self.models_asked.emit))

    def show_choices(
        self, settings: Settings, installed: tuple[str, ...], recogniser: Recogniser, problem: str
    ) -> None:
        """Show the installed models (the most able last), what is chosen, and who will really listen.

        `problem` says why that is not who was chosen, empty when it is.
        """
        self._box.clear()
        self._box.addItem("The best that is installed", ("auto", ""))
        for model in reversed(installed):
            self._box.addItem(f"Whisper {model}", ("whisper", model))
        self._box.addItem("pocketsphinx, always there", ("sphinx", ""))
        chosen = (settings.recogniser, settings.model)
        if self._place(chosen) < 0:
            self._box.addItem(f"Whisper {settings.model or 'model'}", chosen)
        self._box.setCurrentIndex(self._place(chosen))
        told = f"{problem}. {recogniser_in_words(recogniser)}" if problem else recogniser_in_words(recogniser)
        self._verdict.tell(told, "note" if problem or recogniser.provisional else "good")

    def _place(self, chosen: tuple[str, str]) -> int:
        # Qt compares what it holds for Python by identity.
        return next((place for place in range(self._box.count()) if self._box.itemData(place) == chosen), -1)

    @Slot()
    def _choose(self) -> None:
        engine, model = self._box.currentData()
        self.chosen.emit({"recogniser": engine, "model": model})
