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
    from desktop.ui.compare_room import CompareRoom
    from desktop.ui.help import HelpPage
    from desktop.ui.interview_room import InterviewRoom
    from desktop.ui.models_room import ModelsRoom
    from desktop.ui.progress_room import ProgressRoom
    from desktop.ui.rehearsals_room import RehearsalsRoom
    from desktop.ui.review_room import ReviewRoom
    from desktop.ui.settings_room import SettingsRoom
    from desktop.ui.sound import Sound
    from desktop.ui.task import StopAsked
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
        self._sounds: list[Sound] = []
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
        self.practise.loaded.connect(self._prepare_review)
        self._prepared = False
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
        room.page.comparison_asked.connect(self._window.compare)
        self._window.add_page("review", room.page)
        return room

    @cached_property
    def rehearsals(self) -> "RehearsalsRoom":
        """The rehearsals."""
        from desktop.ui.rehearsals_room import RehearsalsRoom

        room = RehearsalsRoom(self._program, self.tasks, self._theme, self._window)
        room.opened.connect(self._window.open_found)
        room.page.comparison_asked.connect(self._window.compare)
        room.deleting.connect(self._let_go_of)
        room.restored.connect(self._take_back)
        room.heard_anew.connect(self._renew)
        room.erasing.begun.connect(self._let_go)
        room.erasing.erased.connect(self._begin_again)
        self._window.add_page("rehearsals", room.page)
        return room

    @cached_property
    def compare(self) -> "CompareRoom":
        """Two takes side by side."""
        from desktop.ui.compare_room import CompareRoom

        room = CompareRoom(self._program, self.tasks, self._theme, self._make_sound, self._window)
        room.ready.connect(self._window.enter_comparison)
        room.failed.connect(self._window.tell)
        room.page.opened.connect(self._window.open_review)
        room.page.left.connect(self._window.leave_comparison)
        self._window.add_page("compare", room.page)
        return room

    @cached_property
    def progress(self) -> "ProgressRoom":
        """The progress."""
        from desktop.ui.progress_room import ProgressRoom

        room = ProgressRoom(self._program, self.tasks, self._theme, self._clocks[1], self._window)
        room.opened.connect(self._window.open_review)
        room.page.practise_asked.connect(self._window.show_practise)
        self._window.add_page("progress", room.page)
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
        elif name in ("practise", "rehearsals", "progress", "models"):
            room.load()

    def leave_all_but(self, name: str) -> None:
        """Stop what only makes sense while its page is shown."""
        for other in ("before", "review", "compare", "settings"):
            if other != name and self.made(other):
                getattr(self, other).leave()

    def may_close(self) -> bool:
        """Return whether nothing written is lost then; who was told that something is, and closes again, means it."""
        return not self.made("review") or self.review.keep_notes()

    def close(self) -> None:
        """Stop everything; what was recorded is kept."""
        for name in ("interview", "before", "settings", "rehearsals", "review", "compare"):
            if self.made(name):
                getattr(self, name).leave()
        if self.made("review"):
            self.review.player.unload()
        self._watch.leave()
        # What runs in the background may need a moment to stop: nobody has to look on.
        self._window.hide()
        if self.made("review"):
            self.review.settle()
        self.tasks.close()

    def _prepare_review(self) -> None:
        """Load what a review needs while the reader looks at the cases: the first one opens like any other then."""
        if not self._prepared:
            self._prepared = True
            self.tasks.start(self._load_review, self._do_without, self._do_without)

    def _load_review(self, _stop_asked: "StopAsked") -> None:
        import desktop.ui.review_room  # noqa: F401 - loaded for later

        # The same: it is built when it is first asked for.
        _ = self._program.scorer

    def _do_without(self, _what: object) -> None:
        """Whatever was in the way is told when a review is opened."""

    def _make_sound(self) -> "Sound":
        """Return the sound of the chosen loudspeaker, which follows the choice from then on."""
        sound = self._make_plain_sound()
        self._sounds.append(sound)
        self._follow_settings()
        return sound

    def _let_go_of(self, rehearsal_id: str) -> None:
        """Stop what uses a rehearsal that is going to be deleted."""
        if self.made("review") and self.review.let_go(rehearsal_id):
            self._window.forget_review()

    def _take_back(self, rehearsal_id: str) -> None:
        if self.made("review"):
            self.review.take_back(rehearsal_id)

    def _renew(self, rehearsal_id: str) -> None:
        if self.made("review"):
            self.review.renew(rehearsal_id)

    def _let_go(self, erasure: "Erasure") -> None:
        """Stop what uses the files that are going to be erased."""
        if self.made("review"):
            self.review.forget()
            self._window.forget_review()
        if erasure.models and self.made("models"):
            self.models.leave()

    def _begin_again(self) -> None:
        # The settings are those of the first day.
        self.preferences.changed.emit()

    def _follow_settings(self) -> None:
        settings = self.preferences.settings
        self._theme.follow_wish(settings.theme)
        for sound in self._sounds:
            sound.choose_output(settings.speaker, settings.speaker_name)
