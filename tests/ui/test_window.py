import subprocess
import sys
import wave
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop.practice.rehearsal import State
from desktop.ui.theme import Theme
from desktop.ui.window import Window
from speech import messages
from speech.recording import Recording
from tests.ui import samples
from tests.ui.stage import FakeSound, StagedProgram, cut_off_rehearsal, keep_rehearsal

ROOT = Path(__file__).parents[2]
OpenWindow = Callable[[], Window]


def begin(window: Window, program: StagedProgram, qtbot: QtBot) -> None:
    """Begin an interview and let it come to listening."""
    window.practise.page._card._start.click()
    program.helpers["speak"].say(messages.UtteranceSpoken(played=True))
    qtbot.waitUntil(lambda: "record" in program.helpers)
    order = program.helpers["record"].told[0]
    assert isinstance(order, messages.Record)
    samples.write_wav(Path(order.path), 2)
    program.helpers["record"].say(messages.RecordingStarted("pulse", 48_000))
    program.helpers["record"].say(messages.LevelMeasured(2.0, -20, -9))
    qtbot.waitUntil(lambda: "transcribe" in program.helpers)


def test_from_a_case_to_its_review(window: OpenWindow, program: StagedProgram, qtbot: QtBot) -> None:
    shown = window()
    assert shown.page_name == "practise"
    begin(shown, program, qtbot)
    assert shown.page_name == "interview"
    assert not shown._rail.isVisible()
    page = shown.interview.page
    qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_Return)
    qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_Return)
    program.helpers["record"].say(messages.RecordingStopped("answer.wav", 2.0, silent=False))
    program.helpers["record"].say(messages.HelperEnded(0))
    helper = program.helpers["transcribe"]
    helper.say(messages.RecogniserLoaded("sphinx", "en-us"))
    for segment in samples.make_transcript().segments:
        helper.say(messages.SegmentHeard(segment))
    helper.say(messages.TranscriptionProgressed(2, 2))
    helper.say(messages.TranscriptionFinished("en", 2))
    helper.say(messages.HelperEnded(0))
    qtbot.waitUntil(lambda: isinstance(program.helpers["record"].told[0], messages.Compress))
    with qtbot.waitSignal(shown.page_shown, timeout=10_000) as page_shown:
        program.helpers["record"].say(messages.HelperEnded(0))
    assert page_shown.args == ["review"]
    (rehearsal,) = program.archive.rehearsals()
    assert rehearsal.state is State.SCORED
    assert program.archive.report(rehearsal.id).exists()
    assert shown._rail.isVisible()
    with qtbot.waitSignal(shown.practise.loaded):
        shown.review.page.header.again.click()
    assert shown.page_name == "practise"
    assert shown.practise.page._past.rows[0].id == rehearsal.id


def test_what_a_review_needs_is_loaded_while_the_cases_are_looked_at(
    window: OpenWindow, program: StagedProgram, qtbot: QtBot
) -> None:
    shown = window()
    qtbot.waitUntil(lambda: "scorer" in program.__dict__)
    assert not shown.rooms.made("review")


def test_a_rehearsal_that_cannot_be_opened_is_told_where_the_reader_is(
    window: OpenWindow, program: StagedProgram, sound: FakeSound, qtbot: QtBot
) -> None:
    shown = window()
    rehearsal = keep_rehearsal(program.archive)
    with qtbot.waitSignal(shown.review.opened):
        shown.open_review(rehearsal.id)
    with qtbot.waitSignal(shown.review.failed):
        shown.open_review("20200101-000000-abcdef")
    assert "cannot be shown" in shown.review.page.trouble


def test_a_past_rehearsal_opens_and_the_rail_leads_back(
    window: OpenWindow, program: StagedProgram, sound: FakeSound, qtbot: QtBot
) -> None:
    transcript = samples.make_transcript()
    keep_rehearsal(program.archive, transcript, samples.make_score(transcript))
    shown = window()
    assert not shown._rail.has("review")
    with qtbot.waitSignal(shown.page_shown):
        shown.practise.page.rehearsal_opened.emit(program.archive.rehearsals()[0].id)
    assert shown.page_name == "review"
    shown.review.player.toggle()
    assert sound.playing
    qtbot.mouseClick(shown._rail._entries["practise"], Qt.MouseButton.LeftButton)
    assert shown.page_name == "practise"
    assert not sound.playing


def test_an_interview_is_not_interrupted_by_a_review_asked_before(
    window: OpenWindow, program: StagedProgram, qtbot: QtBot
) -> None:
    rehearsal = keep_rehearsal(program.archive)
    shown = window()
    shown.open_review(rehearsal.id)
    shown.practise.page._card._start.click()
    qtbot.waitUntil(lambda: not shown.rooms.tasks._running)
    assert shown.page_name == "interview"


def test_a_transcription_that_was_left_does_not_bring_its_review_back(
    window: OpenWindow, program: StagedProgram, qtbot: QtBot
) -> None:
    rehearsal = keep_rehearsal(program.archive)
    shown = window()
    with qtbot.waitSignal(shown.page_shown):
        shown.open_review(rehearsal.id)
    shown.review.page._unheard._transcribe.click()
    qtbot.mouseClick(shown._rail._entries["practise"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not shown.rooms.tasks._running)
    assert program.helpers == {}
    assert shown.page_name == "practise"
    assert "not transcribed yet" in shown.practise.page._past.rows[0].end_detail


def test_an_interview_that_was_cut_off_goes_on_from_the_practise_page(
    window: OpenWindow, program: StagedProgram, qtbot: QtBot
) -> None:
    cut_off_rehearsal(program.archive)
    shown = window()
    line = shown.practise.page._interrupted
    assert line.isVisible()
    with qtbot.waitSignal(shown.page_shown):
        line._go_on.click()
    assert shown.page_name == "interview"
    qtbot.waitUntil(lambda: "record" in program.helpers)
    program.helpers["record"].say(messages.RecordingStarted("pulse", 48_000))
    qtbot.waitUntil(lambda: shown.interview.page._stage.text == "Listening")
    assert shown.interview.page._clock.text == "44:21"


def test_an_interview_that_was_cut_off_is_closed_as_it_stands(
    window: OpenWindow, program: StagedProgram, qtbot: QtBot
) -> None:
    rehearsal = cut_off_rehearsal(program.archive, seconds=3)
    recording = program.archive.recording(rehearsal.id)
    shown = window()
    with qtbot.waitSignal(shown.page_shown):
        shown.practise.page._interrupted._close.click()
    assert shown.page_name == "review"
    qtbot.waitUntil(lambda: "transcribe" in program.helpers)
    assert program.archive.rehearsal(rehearsal.id).state is State.RECORDED
    with wave.open(str(recording)) as file:
        assert file.getnframes() == 3 * 16_000
    with qtbot.waitSignal(shown.practise.loaded):
        qtbot.mouseClick(shown._rail._entries["practise"], Qt.MouseButton.LeftButton)
    assert not shown.practise.page._interrupted.isVisible()


def test_an_interview_that_another_rostrum_goes_on_with_is_offered_no_more(
    window: OpenWindow, program: StagedProgram
) -> None:
    rehearsal = cut_off_rehearsal(program.archive, seconds=3)
    shown = window()
    with Recording(program.archive.recording(rehearsal.id), continues=True):
        shown.practise.page._interrupted._go_on.click()
    assert shown.page_name == "practise"
    assert "cannot be gone on with any more" in shown.practise.page._problem.text
    assert not shown.practise.page._interrupted.isVisible()


def test_a_rehearsal_that_is_gone_is_told_on_the_page(window: OpenWindow, qtbot: QtBot) -> None:
    shown = window()
    with qtbot.waitSignal(shown.review.failed):
        shown.open_review("20200101-000000-abcdef")
    assert "cannot be shown" in shown.practise.page._problem.text
    assert shown.page_name == "practise"


def test_closing_the_window_leaves_the_interview(window: OpenWindow, program: StagedProgram, qtbot: QtBot) -> None:
    shown = window()
    begin(shown, program, qtbot)
    shown.close()
    assert program.helpers["record"].closed
    assert not program.helpers["record"].killed
    assert program.helpers["transcribe"].killed
    (rehearsal,) = program.archive.rehearsals()
    assert program.archive.recording(rehearsal.id).exists()


def test_leaving_early_goes_back_to_the_cases(window: OpenWindow, program: StagedProgram, qtbot: QtBot) -> None:
    shown = window()
    shown.practise.page._card._start.click()
    page = shown.interview.page
    with qtbot.waitSignal(shown.practise.loaded):
        qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_Escape)
    assert shown.page_name == "practise"
    assert program.archive.rehearsals() == ()


def test_a_home_that_cannot_be_written_is_told(program: StagedProgram, theme: Theme, qtbot: QtBot) -> None:
    program.home.rehearsals.rmdir()
    program.home.rehearsals.write_text("in the way")
    window = Window()
    qtbot.addWidget(window)
    window.show()
    window.furnish(program, theme)
    qtbot.waitUntil(lambda: bool(window.practise.page._trouble.text))
    assert str(program.home.root) in window.practise.page._trouble.text
    program.home.rehearsals.unlink()
    with qtbot.waitSignal(window.practise.loaded):
        window.practise.page.reload_asked.emit()
    assert window.practise.page._trouble.text == ""
    window.close()


def test_a_narrow_window_shows_icons_alone(window: OpenWindow, qtbot: QtBot) -> None:
    shown = window()
    shown.resize(1024, 700)
    qtbot.waitUntil(lambda: shown._rail.width() == 64)
    entry = shown._rail._entries["practise"]
    assert entry.text() == ""
    assert entry.accessibleName() == "Practise"
    shown.resize(1440, 900)
    qtbot.waitUntil(lambda: shown._rail.width() == 200)
    assert entry.text() == "Practise"


def test_nothing_opens_a_window_of_its_own(window: OpenWindow, program: StagedProgram, qtbot: QtBot) -> None:
    shown = window()
    begin(shown, program, qtbot)
    assert QApplication.activeModalWidget() is None
    assert shown.findChildren(QDialog) == []
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "desktop" / "ui").glob("*.py"))
    for banned in ("QMessageBox", "QDialog", "QInputDialog", "QThread(", ".terminate(", "setHtml", "RichText"):
        assert banned not in sources, banned


def test_settings_that_cannot_be_read_are_told(
    program: StagedProgram, theme: Theme, sound: FakeSound, qtbot: QtBot
) -> None:
    window = Window(make_sound=lambda: sound)
    qtbot.addWidget(window)
    window.show()
    window.furnish(program, theme, "settings.json: theme: 'blue' is none of system, light, dark")
    with qtbot.waitSignal(window.practise.loaded):
        pass
    assert "'blue'" in window.practise.page._problem.text
    window.close()


def test_an_empty_window_can_be_closed(qtbot: QtBot) -> None:
    window = Window()
    qtbot.addWidget(window)
    window.show()
    window.resize(1024, 700)
    assert window.close()


HEAVY = (
    "PySide6.QtMultimedia", "numpy", "pydantic", "jinja2", "rapidfuzz", "sqlite3", "faster_whisper",
    "cases.catalogue", "desktop.practice.archive", "speech.worker", "desktop.ui.practise",
)  # fmt: skip


def test_showing_the_window_loads_nothing_heavy() -> None:
    code = f"import sys; from desktop.ui import app; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


def test_a_review_plays_on_the_chosen_loudspeaker_or_says_that_it_is_gone(
    window: OpenWindow, program: StagedProgram, sound: FakeSound, qtbot: QtBot
) -> None:
    transcript = samples.make_transcript()
    rehearsal = keep_rehearsal(program.archive, transcript, samples.make_score(transcript))
    program.choose(speaker="dock", speaker_name="Dock")
    sound.gone.add("dock")
    shown = window()
    with qtbot.waitSignal(shown.page_shown):
        shown.open_review(rehearsal.id)
    assert "Dock is not connected" in shown.review.page.bar.problem.text
    shown.rooms.preferences.choose(speaker="desk", speaker_name="Desk")
    assert sound.output == ("desk", "Desk")
