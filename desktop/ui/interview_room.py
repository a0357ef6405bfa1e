"""The interview page and what runs behind it: one conductor at a time."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from cases.model import Case, Format
from desktop.practice.conductor import Conductor, Sitting, View
from desktop.practice.interview import Stage
from desktop.practice.subject import SubjectMissing
from desktop.ui.devices import Device, DeviceList, DeviceWatch
from desktop.ui.interruption import Interruption
from desktop.ui.interview import InterviewPage
from desktop.ui.interview_driver import InterviewDriver
from desktop.ui.labels import sentence
from desktop.ui.loudness import LoudnessWatch
from desktop.ui.sittings import continued_sitting, new_sitting
from desktop.ui.theme import Theme
from speech.level import Verdict

if TYPE_CHECKING:
    from desktop.program import Program


class InterviewRoom(QObject):
    """Runs interviews. `answer_kept` carries the id of a rehearsal to be reviewed, `left` says there is none.

    `now_seconds` is a clock that only goes forward; `wall_clock` gives the time of day with its zone.
    """

    answer_kept = Signal(str)
    left = Signal()

    def __init__(
        self,
        program: "Program",
        theme: Theme,
        now_seconds: Callable[[], float],
        wall_clock: Callable[[], datetime],
        devices: DeviceWatch,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._devices = devices
        self._devices.listed.connect(self._show_devices)
        self._lost = self._tried = self._continues = False
        self._microphone = ("", "")
        self._program = program
        self._now_seconds = now_seconds
        self._wall_clock = wall_clock
        self._driver: InterviewDriver | None = None
        self._rehearsal_id = ""
        self._watch = LoudnessWatch()
        self.page = InterviewPage(theme)
        self.page.left.connect(self._go)
        self.page.review_asked.connect(self._review)
        self.page.question_skipped.connect(self._skip_question)
        self.page.answer_ended.connect(self._end)
        self.page.pause_asked.connect(self._pause)
        self.page.resume_asked.connect(self._resume)
        self.page.thinking_asked.connect(self._think)
        self.page.phase_asked.connect(self._next_phase)
        self.page.again_asked.connect(self._say_again)
        self.page.lost_microphone.go_on_asked.connect(self._continue_with)
        self.page.lost_microphone.close_asked.connect(self._end)

    def begin(self, case: Case, format_: Format) -> None:
        """Begin an interview; one that is still running is left."""
        # The same lots are not drawn twice, or a second take would hear the same push-backs.
        seed = int(self._wall_clock().timestamp())
        strict = self._program.settings.strict
        self._run(case, format_, lambda: new_sitting(self._program, case, format_, seed), strict=strict)

    def go_on(self, interruption: Interruption) -> None:
        """Go on with an interview that was cut off; one that is still running is left."""
        case, format_, strict = interruption.case, interruption.format, interruption.stood.strict
        self._run(case, format_, lambda: continued_sitting(self._program, interruption), strict=strict)

    def _run(self, case: Case, format_: Format, make_sitting: Callable[[], Sitting], *, strict: bool) -> None:
        self.leave()
        self._rehearsal_id = ""
        self._watch = LoudnessWatch()
        self._lost = self._tried = False
        program = self._program
        self._microphone = (program.settings.microphone, program.settings.microphone_name)
        self.page.show_sitting(
            case,
            format_,
            strict=strict,
            spoken=program.settings.speak_questions,
            ears_only=program.settings.ears_only,
        )
        try:
            sitting = make_sitting()
        except SubjectMissing as error:
            self.page.show_failure(f"There is nothing to debrief yet: {error}.")
            return
        self._continues = sitting.continues is not None
        conductor = Conductor(sitting, program.archive, program.start_helper, self._wall_clock, program.scorer)
        self._driver = InterviewDriver(conductor, self._now_seconds, self)
        self._driver.view_changed.connect(self._show)
        self._driver.finished.connect(self._finish)
        self._driver.failed.connect(self._fail)
        self._driver.begin()

    @Slot()
    def leave(self) -> None:
        """Stop everything; what was recorded is kept."""
        if self._driver:
            self._driver.leave()
            self._driver.deleteLater()
            self._driver = None

    @Slot()
    def _skip_question(self) -> None:
        if self._driver:
            self._driver.skip_question()

    @Slot()
    def _pause(self) -> None:
        if self._driver:
            self._driver.pause()

    @Slot()
    def _resume(self) -> None:
        if self._driver:
            self._driver.resume()

    @Slot()
    def _think(self) -> None:
        if self._driver:
            self._driver.think()

    @Slot()
    def _next_phase(self) -> None:
        if self._driver:
            self._driver.next_phase()

    @Slot()
    def _say_again(self) -> None:
        if self._driver:
            self._driver.say_again()

    @Slot()
    def _end(self) -> None:
        if self._driver:
            self._driver.end()

    @Slot(object)
    def _show(self, view: View) -> None:
        self._rehearsal_id = view.rehearsal.id if view.rehearsal else ""
        self._take_loss(view)
        self.page.show_view(view, self._judge(view))

    def _take_loss(self, view: View) -> None:
        interrupted = view.stage is Stage.INTERRUPTED
        if interrupted and not self._lost:
            self.page.show_lost(*self._microphone, view.recorded_seconds)
            self._devices.begin()
        elif interrupted and self._tried and view.problem:
            # It could not be gone on with the one that was chosen either.
            self.page.lost_microphone.show_problem(str(view.problem))
            self._tried = False
        self._lost = interrupted

    @Slot(object)
    def _show_devices(self, devices: DeviceList) -> None:
        self.page.lost_microphone.show_devices(devices.microphones)

    @Slot(str)
    def _continue_with(self, microphone: str) -> None:
        if self._driver:
            self._tried = True
            self.page.lost_microphone.show_problem("")
            name = next((known.name for known in self._known() if known.id == microphone), "")
            self._microphone = (microphone, name)
            self._driver.continue_with(microphone or None)

    def _known(self) -> tuple[Device, ...]:
        return self._devices.devices.microphones if self._devices.devices else ()

    def _judge(self, view: View) -> Verdict:
        if view.level_dbfs is None or view.peak_dbfs is None:
            return Verdict.GOOD
        level = (view.level_dbfs, view.peak_dbfs)
        return self._watch.hear(view.clock.elapsed_seconds, level, speaking=view.speaking)

    @Slot(object)
    def _finish(self, view: View) -> None:
        if view.transcribed:
            self.page.show_scoring()
            self._review()
        elif view.problem is None and view.rehearsal is None:
            self._go()
        elif self._continues and view.rehearsal is None:
            self.page.show_failure(
                f"{sentence(str(view.problem))}. It stands as it did before; Practise offers it again."
            )

    @Slot(Exception)
    def _fail(self, error: Exception) -> None:
        self.page.show_failure(f"The interview had to end: {error}. What was recorded is kept.")

    @Slot()
    def _review(self) -> None:
        self.answer_kept.emit(self._rehearsal_id)

    @Slot()
    def _go(self) -> None:
        self.leave()
        self.left.emit()
