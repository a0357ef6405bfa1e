"""The rooms of the window, each made when it is first entered, and connected to the window's ways."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from desktop.ui.devices import DeviceWatch
from desktop.ui.practise_room import PractiseRoom
from desktop.ui.preferences import Preferences
from desktop.ui.task import Tasks

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaDevices

    from desktop.practice.erasing import Erasure
    from desktop.program import Program
    from desktop.ui.before_room import BeforeRoom
    from desktop.ui.help import HelpPage
    from desktop.ui.interview_room import InterviewRoom
    from desktop.ui.models_room import ModelsRoom
    from desktop.ui.rehearsals_room import RehearsalsRoom
    from desktop.ui.review_room import ReviewRoom
    from desktop.ui.settings_room import SettingsRoom
    from desktop.ui.sound import Sound
    from desktop.ui.theme import Theme
    from desktop.ui.window import Window


class Rooms:
    """Makes the rooms of `window`. Clocks, the sound and Qt's list of devices are parameters for tests."""

    def __init__(
        self,
        window: "Window",
        program: "Program",
        theme: "Theme",
        clocks: tuple[Callable[[], float], Callable[[], datetime]],
        make_sound: "Callable[[], Sound]",
        make_media_devices: "Callable[[], QMediaDevices]",
        problem: str = "",
    ) -> None:
        self._window, self._program, self._theme = window, program, theme
        self._clocks, self._make_plain_sound = clocks, make_sound
        self._sound: Sound | None = None
        self.tasks = Tasks(window)
        self.preferences = Preferences(program, window)
        self.preferences.changed.connect(self._follow_settings)
        self._watch = DeviceWatch(program.start_helper, make_media_devices, window)
        self.practise = PractiseRoom(program, self.tasks, theme, clocks[1], problem, window)
        self.practise.page.interview_asked.connect(window.ask_for_interview)
        self.practise.page.check_asked.connect(window.prepare)
        self.practise.page.rehearsal_opened.connect(window.open_review)
        self.practise.page.close_asked.connect(window.close_interrupted)
        self.practise.go_on_asked.connect(window.continue_interview)
        self.preferences.failed.connect(self.practise.page.show_problem)
        window.add_page("practise", self.practise.page)

    @cached_property
    def before(self) -> "BeforeRoom":
        """The page before the start."""
        from desktop.ui.before_room import BeforeRoom

        room = BeforeRoom(
            self._program, self.preferences, self._watch, self._theme, self._make_plain_sound, self._window
        )
        room.started.connect(self._window.begin_interview)
        room.left.connect(self._window.show_practise)
        room.models_asked.connect(self._window.show_models)
        self._window.add_page("before", room.page)
        return room

    @cached_property
    def interview(self) -> "InterviewRoom":
        """The interview."""
        from desktop.ui.interview_room import InterviewRoom

        room = InterviewRoom(self._program, self._theme, *self._clocks, self._watch, self._window)
        room.answer_kept.connect(self._window.open_review)
        room.left.connect(self._window.show_practise)
        self._window.add_page("interview", room.page)
        return room

    @cached_property
    def review(self) -> "ReviewRoom":
        """The review."""
        from desktop.ui.review_room import ReviewRoom

        room = ReviewRoom(self._program, self.tasks, self._theme, self._make_sound, self._window)
        room.opened.connect(self._window.enter_review)
        room.failed.connect(self._window.tell)
        room.page.again_asked.connect(self._window.practise_again)
        self._window.add_page("review", room.page)
        return room

    @cached_property
    def rehearsals(self) -> "RehearsalsRoom":
        """The rehearsals."""
        from desktop.ui.rehearsals_room import RehearsalsRoom

        room = RehearsalsRoom(self._program, self.tasks, self._theme, self._window)
        room.opened.connect(self._window.open_found)
        room.erasing.begun.connect(self._let_go)
        room.erasing.erased.connect(self._begin_again)
        self._window.add_page("rehearsals", room.page)
        return room

    @cached_property
    def models(self) -> "ModelsRoom":
        """The models."""
        from desktop.ui.models_room import ModelsRoom

        room = ModelsRoom(self._program, self.preferences, self.tasks, self._theme, self._window)
        self._window.add_page("models", room.page)
        return room

    @cached_property
    def settings(self) -> "SettingsRoom":
        """The settings."""
        from desktop.ui.settings_room import SettingsRoom

        room = SettingsRoom(
            self._program, self.preferences, self._watch, self.tasks, self._theme, self._make_plain_sound, self._window
        )
        room.models_asked.connect(self._window.show_models)
        self._window.add_page("settings", room.page)
        return room

    @cached_property
    def help(self) -> "HelpPage":
        """The help, with the keys of every page."""
        from desktop.ui.help import HelpPage
        from desktop.ui.key_tables import key_tables

        page = HelpPage(key_tables())
        self._window.add_page("help", page)
        return page

    def made(self, name: str) -> bool:
        """Whether a room was entered before."""
        return name in self.__dict__

    def enter(self, name: str) -> None:
        """Make a room that shows what there is, and let it look again."""
        room = getattr(self, name)
        if name == "settings":
            room.enter()
        elif name in ("practise", "rehearsals", "models"):
            room.load()

    def leave_all_but(self, name: str) -> None:
        """Stop what only makes sense while its page is shown."""
        for other in ("before", "review", "settings"):
            if other != name and self.made(other):
                getattr(self, other).leave()

    def close(self) -> None:
        """Stop everything; what was recorded is kept."""
        for name in ("interview", "before", "settings", "rehearsals", "review"):
            if self.made(name):
                getattr(self, name).leave()
        if self.made("review"):
            self.review.player.unload()
        self._watch.leave()
        # What runs in the background may need a moment to stop: nobody has to look on.
        self._window.hide()
        self.tasks.close()

    def _make_sound(self) -> "Sound":
        """Return the sound of the chosen loudspeaker, which follows the choice from then on."""
        self._sound = self._make_plain_sound()
        self._follow_settings()
        return self._sound

    def _let_go(self, erasure: "Erasure") -> None:
        """Stop what uses the files that are going to be erased."""
        if self.made("review"):
            self.review.leave()
            self.review.player.unload()
            self._window.forget_review()
        if erasure.models and self.made("models"):
            self.models.leave()

    def _begin_again(self) -> None:
        # The settings are those of the first day.
        self.preferences.changed.emit()

    def _follow_settings(self) -> None:
        settings = self.preferences.settings
        self._theme.follow_wish(settings.theme)
        if self._sound:
            self._sound.choose_output(settings.speaker, settings.speaker_name)
