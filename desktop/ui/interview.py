"""The interview: the clock, the phases, the question, and where it stands."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cases.model import Case, Format
from desktop.practice.interview import Clock, Stage
from desktop.ui.announcing import announce
from desktop.ui.caption import caption
from desktop.ui.clock import CountdownClock
from desktop.ui.hearing import HearingProgress
from desktop.ui.interview_actions import InterviewActions, Moment, moment_of
from desktop.ui.keys import Key, press
from desktop.ui.labels import ElidedLabel, plain_label, sentence
from desktop.ui.level_meter import LevelMeter
from desktop.ui.live_transcript import LiveTranscript
from desktop.ui.lost_microphone import LostMicrophone
from desktop.ui.notice import Notice
from desktop.ui.pace_actions import PaceActions
from desktop.ui.phase_strip import PhaseStrip
from desktop.ui.question_card import QuestionCard
from desktop.ui.side_by_side import SideBySide
from desktop.ui.stage_line import StageLine
from desktop.ui.theme import Theme
from desktop.ui.times import minutes_text
from desktop.ui.tokens import SPACE
from desktop.ui.word_actions import WordActions
from speech.level import Verdict

if TYPE_CHECKING:
    from desktop.practice.conductor import View

_SILENT = (
    "The microphone gives nothing but silence. Look whether it is muted or switched off; "
    "the clock and the recording go on meanwhile."
)
_WIDTH = 920


class InterviewPage(QWidget):
    """Shows each `View` of a running interview and tells what the speaker asks for.

    `answer_ended` comes only after it was confirmed. `left` asks to go away, keeping everything.
    """

    KEYS = (
        Key(
            ("Return", "Enter"),
            "what the button with Enter on it says: skip the voice, end",
            "enter",
            repeats=False,
        ),
        Key(("T",), "take time to think", "think", repeats=False),
        Key(("P",), "pause, or go on; not in a strict interview", "pause", repeats=False),
        Key(("N",), "next phase", "next_phase", repeats=False),
        Key(("R",), "hear what was asked last again", "hear_again", repeats=False),
        Key(("Q",), "show the question, or hide it: ears only", "toggle_question", repeats=False),
        Key(("W",), "show your words as they are heard, or hide them", "toggle_words", repeats=False),
        Key(("Esc",), "what the button with Esc on it says: go on speaking, leave", "escape", repeats=False),
    )

    question_skipped = Signal()
    answer_ended = Signal()
    thinking_asked = Signal()
    pause_asked = Signal()
    resume_asked = Signal()
    phase_asked = Signal()
    again_asked = Signal()
    left = Signal()
    review_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Interview")
        self._title = ElidedLabel(role="title")
        self._format_title = plain_label(role="muted")
        self._clock = CountdownClock(theme)
        self._caption = plain_label(role="muted")
        self._phases = PhaseStrip(theme)
        self._card = QuestionCard(theme)
        self._words = LiveTranscript(theme)
        self._voice_notice = Notice(theme, "note", "speaker")
        self._level_notice = Notice(theme, "note", "practise")
        self._problem_notice = Notice(theme, "stop")
        self._unkept_notice = Notice(theme, "stop")
        self.lost_microphone = LostMicrophone(theme)
        self._stage = StageLine(theme)
        self._meter = LevelMeter(theme)
        self._meter_word = plain_label(role="muted")
        self._progress = HearingProgress()
        self._pace = PaceActions()
        self._word_actions = WordActions()
        self._actions = InterviewActions()
        self._strict = False
        self._phase_count = 1
        self._confirming = self._heard = False
        self._spoken = True
        self._phase_title = ""
        self._connect()
        self._lay_out()

    def show_sitting(
        self, case: Case, format_: Format, *, strict: bool = False, spoken: bool = True, ears_only: bool = False
    ) -> None:
        """Get ready for an interview on this case; a `strict` one cannot be paused.

        With `ears_only` nothing that is asked is shown, unless it is not `spoken` either.
        """
        self._strict, self._phase_count, self._spoken = strict, len(format_.phases), spoken
        self._confirming = self._heard = False
        self._card.show_words(format_.opening or case.question.text, "", "", spoken=spoken)
        self._card.show_ears_only(ears_only=ears_only, spoken=spoken)
        self._words.begin()
        self._show_word_state()
        self._title.setText(case.title)
        self._format_title.setText(f"{format_.title}, strict" if strict else format_.title)
        self._phases.show_format(format_)
        self._limit = minutes_text(format_.minutes)
        self._phase_title = ""
        # What the focus comes to is read aloud with it: the question, where no voice will ask it.
        self.setAccessibleDescription("" if spoken else self._card.question.text())
        for notice in (self._voice_notice, self._level_notice, self._problem_notice, self._unkept_notice):
            notice.tell("")
        self.lost_microphone.end()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_view(self, view: "View", verdict: Verdict = Verdict.GOOD) -> None:
        """Show how the interview stands, with what is to be said of the speaker's level."""
        self._show_clock(view.stage, view.clock)
        self._show_phase(view.clock)
        spoken = self._spoken and not view.voice_problem
        self._card.show_words(view.question, view.remark, view.clock.phase.prompt, spoken=spoken)
        if not self._words.isHidden():
            self._words.show_segments(view.segments, view.said)
        self._stage.show_stage(
            view.stage, kept=view.rehearsal is not None, voicing=view.voicing, thinking=view.clock.thinking
        )
        self._show_pace(view)
        self._show_level(view)
        self._voice_notice.tell(_voice_in_words(view.voice_problem))
        self._level_notice.tell(_SILENT if view.silent else _level_in_words(view.stage, verdict))
        interrupted = view.stage is Stage.INTERRUPTED
        if not interrupted:
            self.lost_microphone.end()
        self._problem_notice.tell(sentence(str(view.problem)) if view.problem and not interrupted else "")
        self._show_hearing(view)
        self._actions.show_moment(moment_of(view, confirming=self._confirming))

    def tell_unkept(self, text: str) -> None:
        """Say what would be lost were the window closed; the interview goes on."""
        self._unkept_notice.tell(text)

    def show_lost(self, device_id: str, name: str, at_seconds: float) -> None:
        """Say that the microphone was lost at this second of the answer; see `LostMicrophone`."""
        self._confirming = False
        self.lost_microphone.show_lost(device_id, name, at_seconds)

    def show_scoring(self) -> None:
        """Show that the answer was heard and is being scored."""
        self._progress.show_scoring()
        self._progress.show()
        self._actions.show_moment(Moment.SCORING)

    def show_failure(self, text: str) -> None:
        """Say what ended the interview; the way back stays open."""
        self._problem_notice.tell(text)
        self._progress.hide()
        self._actions.show_moment(Moment.NOTHING_RECORDED)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc do what the buttons say; a key held down counts once."""
        if not press(self, event):
            super().keyPressEvent(event)

    def enter(self) -> None:
        """Do what the button with Enter on it does; with a lost microphone, go on with the one that is chosen."""
        if self._actions.moment is Moment.INTERRUPTED:
            self.lost_microphone.enter()
        else:
            self._actions.enter()

    def escape(self) -> None:
        """Do what the button with Esc on it does."""
        self._actions.escape()

    def think(self) -> None:
        """Ask for time to think."""
        self._pace.think()

    def pause(self) -> None:
        """Ask for a pause, or to go on."""
        if self._actions.moment is Moment.PAUSED:
            self.resume_asked.emit()
        else:
            self._pace.pause()

    def next_phase(self) -> None:
        """Ask for the next phase."""
        self._pace.next_phase()

    def hear_again(self) -> None:
        """Ask to hear again what was asked last."""
        self._word_actions.again()

    def toggle_question(self) -> None:
        """Show the question, or hide it."""
        self._word_actions.question()

    def toggle_words(self) -> None:
        """Show what was heard, or hide it."""
        self._word_actions.words()

    def _show_pace(self, view: "View") -> None:
        listening = view.stage is Stage.LISTENING and not self._confirming
        self._pace.allow(
            think=listening and not view.clock.thinking,
            pause=listening and not self._strict,
            phase=listening and view.clock.phase_index + 1 < self._phase_count,
        )
        spoken = self._spoken and not view.voice_problem
        self._word_actions.allow(
            again=listening and spoken,
            question=spoken and view.stage in (Stage.READY, Stage.ASKING, Stage.LISTENING, Stage.PAUSED),
            words=view.rehearsal is not None and view.stage is not Stage.INTERRUPTED,
        )

    def _show_clock(self, stage: Stage, clock: Clock) -> None:
        self._clock.show_remaining(clock.remaining_seconds)
        self._phases.show_elapsed(clock.elapsed_seconds, clock.phase_index)
        self._caption.setText(caption(stage, clock, self._limit, strict=self._strict))

    def _show_phase(self, clock: Clock) -> None:
        if clock.phase.title != self._phase_title:
            if self._phase_title:
                announce(self, f"{clock.phase.title}, {minutes_text(clock.phase.minutes)}")
            self._phase_title = clock.phase.title

    def _show_hearing(self, view: "View") -> None:
        hearing = view.stage is Stage.OVER and view.rehearsal is not None and not view.finished
        self._progress.setVisible(hearing)
        if hearing and view.rehearsal is not None:
            # The last level came a moment before the recording was whole.
            recorded_seconds = max(view.recorded_seconds, view.rehearsal.recorded_seconds)
            self._progress.show_progress(view.heard_seconds, recorded_seconds, view.heard_words)

    def _show_level(self, view: "View") -> None:
        # While the end is being confirmed the buttons need the room, and nobody looks at the level.
        listening = view.stage is Stage.LISTENING and not self._confirming
        self._meter.setVisible(listening)
        self._meter_word.setVisible(listening)
        if listening:
            self._meter.show_level(view.level_dbfs, view.peak_dbfs)
            # No mark for each breath: once it has heard the speaker it says so, until nothing comes any more.
            self._heard = not view.silent and (self._heard or self._meter.word != "quiet")
            self._meter_word.setText("It hears you" if self._heard else "")

    @Slot()
    def _ask_to_end(self) -> None:
        self._confirming = True
        self._meter.hide()
        self._meter_word.hide()
        self._actions.show_moment(Moment.CONFIRMING)

    @Slot()
    def _withdraw_end(self) -> None:
        # The next view, a twentieth of a second away, shows what can be done then.
        self._confirming = False
        self._actions.show_moment(Moment.PAUSED if self._stage.stage is Stage.PAUSED else Moment.LISTENING)

    @Slot()
    def _toggle_question(self) -> None:
        self._card.show_ears_only(ears_only=not self._card.ears_only)
        self._show_word_state()

    @Slot()
    def _toggle_words(self) -> None:
        # The next view, a twentieth of a second away, brings the words.
        self._words.setVisible(self._words.isHidden())
        self._show_word_state()

    def _show_word_state(self) -> None:
        self._word_actions.show_state(question=not self._card.ears_only, words=not self._words.isHidden())

    def _connect(self) -> None:
        self._word_actions.again_asked.connect(self.again_asked)
        self._word_actions.question_toggled.connect(self._toggle_question)
        self._word_actions.words_toggled.connect(self._toggle_words)
        self._actions.question_skipped.connect(self.question_skipped)
        self._actions.end_asked.connect(self._ask_to_end)
        self._actions.end_withdrawn.connect(self._withdraw_end)
        self._actions.end_confirmed.connect(self.answer_ended)
        self._actions.resume_asked.connect(self.resume_asked)
        self._pace.thinking_asked.connect(self.thinking_asked)
        self._pace.pause_asked.connect(self.pause_asked)
        self._pace.phase_asked.connect(self.phase_asked)
        self._actions.left.connect(self.left)
        self._actions.review_asked.connect(self.review_asked)

    def _lay_out(self) -> None:
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._clock)
        column.addSpacing(SPACE.small)
        column.addWidget(self._caption, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(SPACE.wide)
        column.addWidget(self._phases)
        column.addSpacing(SPACE.wider)
        column.addWidget(self._card)
        column.addLayout(self._words_row(), 3)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE.wider, SPACE.wide, SPACE.wider, SPACE.wide)
        outer.setSpacing(SPACE.medium)
        outer.addLayout(self._header())
        outer.addWidget(_centred(middle), 1)
        outer.addWidget(_centred(self._foot()))

    def _words_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        # Where the words of the question begin, too.
        row.setContentsMargins(SPACE.wide - SPACE.tiny, 0, 0, 0)
        row.addWidget(self._words, 1000)
        row.addStretch(1)
        return row

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.large)
        row.addWidget(self._title, 1)
        row.addWidget(self._format_title)
        return row

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.medium)
        for widget in (self._voice_notice, self._level_notice, self._problem_notice, self._unkept_notice,
                       self.lost_microphone, self._progress):  # fmt: skip
            column.addWidget(widget)
        column.addWidget(SideBySide(self._word_actions, self._pace))
        column.addWidget(SideBySide(self._state(), self._actions))
        return foot

    def _state(self) -> QWidget:
        state = QWidget()
        row = QHBoxLayout(state)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.large)
        for widget in (self._stage, self._meter, self._meter_word):
            row.addWidget(widget)
        row.addStretch(1)
        return state


def _voice_in_words(problem: str) -> str:
    """Return what is wrong with the voice, and what to do instead."""
    if not problem or "read the question" in problem:
        return sentence(problem)
    return f"{sentence(problem)}. Read the question here."


def _level_in_words(stage: Stage, verdict: Verdict) -> str:
    return verdict.advice if stage is Stage.LISTENING and verdict is not Verdict.GOOD else ""


def _centred(widget: QWidget) -> QWidget:
    """Keep a widget of limited width in the middle."""
    around = QWidget()
    row = QHBoxLayout(around)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(widget, 1000)
    row.addStretch(1)
    return around
