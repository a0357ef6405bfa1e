import wave
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.practice.rehearsal import State
from desktop.practice.timeline import Stretch, find_pauses
from desktop.ui.buttons import Button
from desktop.ui.ledgers_column import Fold
from desktop.ui.play_row import PlayRow
from desktop.ui.review import ReviewPage
from desktop.ui.review_room import ReviewRoom
from desktop.ui.score_card import ScoreCard
from desktop.ui.task import Tasks
from desktop.ui.theme import Theme
from rubrics.model import Finding
from rubrics.model import Slot as MoveSlot
from speech import messages
from speech.transcript import Segment, Transcript, Word
from tests.ui import samples
from tests.ui.stage import FakeSound, StagedProgram, begin_rehearsal, keep_rehearsal


@pytest.fixture
def room(program: StagedProgram, theme: Theme, sound: FakeSound, qtbot: QtBot) -> ReviewRoom:
    tasks = Tasks()
    room = ReviewRoom(program, tasks, theme, lambda: sound)
    room.setProperty("tasks", tasks)
    qtbot.addWidget(room.page)
    room.page.resize(1100, 760)
    room.page.show()
    return room


@pytest.fixture
def opened(room: ReviewRoom, program: StagedProgram, sound: FakeSound, qtbot: QtBot) -> ReviewPage:
    transcript = samples.make_transcript()
    rehearsal = keep_rehearsal(program.archive, transcript, samples.make_score(transcript))
    open_and_wait(room, rehearsal.id, qtbot)
    sound.loaded.emit(2692.0)
    return room.page


def open_and_wait(room: ReviewRoom, rehearsal_id: str, qtbot: QtBot) -> None:
    with qtbot.waitSignal(room.opened):
        room.open(rehearsal_id)
    if room._outline_task is not None:
        with qtbot.waitSignals([room._outline_task.done, room._outline_task.failed], raising=False, timeout=50):
            pass


def texts(page: ReviewPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def press(page: ReviewPage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.focusWidget() or page, key, modifier)


def test_the_score_is_said_with_its_band_and_pillars(opened: ReviewPage) -> None:
    said = texts(opened)
    for part in ("71", "likely 66\u201376", "Failure and rollout", "58", "First constraint after 14 s", "delivery 68"):
        assert part in said
    assert "provisional" not in said
    assert "heard by Whisper (base.en)" in opened.header.facts


def test_a_provisional_score_says_so(room: ReviewRoom, program: StagedProgram, sound: FakeSound, qtbot: QtBot) -> None:
    transcript = samples.make_transcript("sphinx")
    score = samples.make_score(transcript, provisional=True)
    open_and_wait(room, keep_rehearsal(program.archive, transcript, score).id, qtbot)
    assert "provisional" in texts(room.page)
    assert "heard by pocketsphinx" in room.page.header.facts


def test_a_click_on_a_finding_plays_its_words_and_stops(opened: ReviewPage, sound: FakeSound, qtbot: QtBot) -> None:
    opened.remarks.setCurrentIndex(1)
    rows = opened.remarks.widget(1).findChildren(PlayRow)
    finding = samples.make_score(samples.make_transcript()).findings[3]
    row = next(row for row in rows if finding.quote in row.accessibleName())
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert sound.seconds == finding.seconds
    assert sound.playing
    assert finding.end_seconds is not None
    with qtbot.waitSignal(opened._player.playing_changed):
        sound.seconds = finding.end_seconds + 0.2
    assert not sound.playing


def test_a_finding_says_its_rule_time_and_missing_slot(opened: ReviewPage) -> None:
    opened.remarks.setCurrentIndex(1)
    said = texts(opened)
    rule = "Names who steps in, but not how they find out."
    for part in ("Who steps in by hand", rule, "Not said: how they are told", "01:30"):
        assert part in said


def test_three_things_to_work_on_come_first(opened: ReviewPage) -> None:
    assert opened.remarks.currentIndex() == 0
    said = texts(opened)
    for part in ("1.  Give a measure its baseline", "Ask yourself: What is it now", "3.  Say how the person is told"):
        assert part in said


def test_talking_points_are_made_partly_or_missed_in_words(opened: ReviewPage) -> None:
    assert opened.remarks.tabText(2) == "Points 3/5"
    opened.remarks.setCurrentIndex(2)
    said = texts(opened)
    for part in ("(made)", "The car offline (partly)", "Legal and dealer operations agree first (missed)"):
        assert part in said


def test_delivery_is_guidance_below_what_to_work_on(opened: ReviewPage) -> None:
    said = texts(opened)
    for part in ("142 words a minute", "at least 21", "Guidance, not truth"):
        assert part in said


def test_a_click_on_a_word_plays_from_it(opened: ReviewPage, sound: FakeSound) -> None:
    word = tuple(samples.make_transcript().words)[40]
    opened.transcript.word_clicked.emit(40)
    assert sound.seconds == word.start_seconds
    assert sound.playing


def test_the_spoken_word_follows_the_sound(opened: ReviewPage, sound: FakeSound, qtbot: QtBot) -> None:
    words = tuple(samples.make_transcript().words)
    press(opened, Qt.Key.Key_Space)
    assert sound.playing
    assert words[12].start_seconds is not None
    with qtbot.waitSignal(opened._player.position_changed):
        sound.seconds = words[12].start_seconds + 0.05
    assert opened.transcript.spoken_word == 12
    press(opened, Qt.Key.Key_Space)
    assert not sound.playing


def test_keys_step_and_change_the_speed(opened: ReviewPage, sound: FakeSound) -> None:
    sound.seconds = 100.0
    press(opened, Qt.Key.Key_Right)
    assert sound.seconds == 105.0
    press(opened, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert sound.seconds == 104.0
    press(opened, Qt.Key.Key_BracketRight)
    assert sound.rate == 1.25
    press(opened, Qt.Key.Key_BracketLeft)
    assert sound.rate == 1.0
    assert opened.bar._rate.text() == "1.0\u00d7"


def test_space_on_a_button_presses_that_button(opened: ReviewPage, sound: FakeSound, qtbot: QtBot) -> None:
    opened.header.again.setFocus()
    with qtbot.waitSignal(opened.again_asked) as asked:
        press(opened, Qt.Key.Key_Space)
    assert asked.args == ["service-booking", "design-45"]
    assert not sound.playing


def test_the_strip_shows_outline_marks_and_position(opened: ReviewPage, sound: FakeSound, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(opened.bar.strip.outline) == 1200)
    assert max(opened.bar.strip.outline) > 0.2
    assert [mark.look.shape for mark in opened.bar.strip.marks][:3] == ["circle", "circle", "bars"]
    opened.bar.strip.position_asked.emit(1346.0)
    assert sound.seconds == 1346.0
    assert opened.bar.time_text == "22:26 / 44:52"


def test_a_missing_recording_leaves_the_rest(
    room: ReviewRoom, program: StagedProgram, sound: FakeSound, qtbot: QtBot
) -> None:
    transcript = samples.make_transcript()
    rehearsal = keep_rehearsal(program.archive, transcript, samples.make_score(transcript))
    program.archive.recording(rehearsal.id).unlink()
    open_and_wait(room, rehearsal.id, qtbot)
    assert "is not there" in room.page.bar.problem.text
    assert "Let me start" in room.page.transcript.toPlainText()
    room.page.transcript.word_clicked.emit(3)
    assert not sound.playing


def test_the_report_is_opened_by_the_desktop(opened: ReviewPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    class Desktop(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.asked: list[QUrl] = []

        @Slot(QUrl)
        def open(self, url: QUrl) -> None:
            self.asked.append(url)

    desktop = Desktop()
    monkeypatch.setattr("desktop.ui.review_room.refresh_report", lambda archive, _scorer, name: archive.report(name))
    QDesktopServices.setUrlHandler("file", desktop, "open")
    try:
        opened.header.report.click()
        qtbot.waitUntil(lambda: bool(desktop.asked))
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert Path(desktop.asked[0].toLocalFile()).read_text() == "<p>Report</p>"


def test_hostile_quotes_are_shown_as_they_are(
    room: ReviewRoom, program: StagedProgram, sound: FakeSound, qtbot: QtBot
) -> None:
    words = tuple(Word(text, at, at + 0.5, 0.9) for at, text in enumerate(["<b>cost</b>", "&amp;", "<img", "src=x>"]))
    transcript = Transcript("whisper", "m", "en", (Segment(0, 4, words),))
    quote = transcript.text
    finding = Finding("cost", "r", 0, len(quote), 0, 3, quote, 0.0, 3.5, (MoveSlot("<i>unit</i>", ""),), "<u>no</u>")
    from dataclasses import replace

    score = replace(samples.make_score(samples.make_transcript()), findings=(finding,))
    open_and_wait(room, keep_rehearsal(program.archive, transcript, score).id, qtbot)
    room.page.remarks.setCurrentIndex(1)
    said = texts(room.page)
    for part in (f"\u201c{quote}\u201d", "Not said: <i>unit</i>", "<u>no</u>"):
        assert part in said
    for label in room.page.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or not label.text()


def test_another_rehearsal_replaces_all_of_the_first(
    opened: ReviewPage, room: ReviewRoom, program: StagedProgram, qtbot: QtBot
) -> None:
    words = (Word("Short.", 0.5, 1.0, 0.9),)
    transcript = Transcript("whisper", "m", "en", (Segment(0.5, 1.0, words),))
    from dataclasses import replace

    score = replace(
        samples.make_score(samples.make_transcript()),
        findings=(), advice=(), talking_points=(), overall=None, band=None, seconds_to_first_constraint=None,
    )  # fmt: skip
    open_and_wait(room, keep_rehearsal(program.archive, transcript, score).id, qtbot)
    assert opened.transcript.toPlainText() == "Short."
    tabs = [opened.remarks.tabText(place) for place in range(5)]
    assert tabs == ["Work on", "Findings 0", "Points", "Ledgers", "Notes"]
    assert opened.bar.strip.marks == ()
    said = texts(opened)
    assert "too short to be marked" in said
    assert "No constraint was heard" in said


def test_an_unheard_answer_is_transcribed_and_scored_here(
    room: ReviewRoom, program: StagedProgram, sound: FakeSound, qtbot: QtBot
) -> None:
    rehearsal = keep_rehearsal(program.archive)
    open_and_wait(room, rehearsal.id, qtbot)
    page = room.page
    assert page._unheard.isVisible()
    assert not page.transcript.isVisible()
    assert sound.path == program.archive.recording(rehearsal.id)
    page._unheard._transcribe.click()
    qtbot.waitUntil(lambda: "transcribe" in program.helpers)
    helper = program.helpers["transcribe"]
    (order,) = helper.told
    assert isinstance(order, messages.Transcribe)
    assert not order.follow
    helper.say(messages.RecogniserLoaded("sphinx", "en-us"))
    helper.say(messages.TranscriptionProgressed(6, 12))
    qtbot.waitUntil(lambda: page._unheard._progress.share == 0.5)
    for segment in samples.make_transcript().segments:
        helper.say(messages.SegmentHeard(segment))
    helper.say(messages.TranscriptionProgressed(12, 12))
    with qtbot.waitSignal(room.opened):
        helper.say(messages.TranscriptionFinished("en", 12))
        helper.say(messages.HelperEnded(0))
    assert program.archive.rehearsal(rehearsal.id).state is State.SCORED
    assert page.transcript.isVisible()
    assert "Let me start" in page.transcript.toPlainText()
    qtbot.waitUntil(lambda: "71" in texts(page))


def test_a_transcription_that_fails_can_be_tried_again(
    room: ReviewRoom, program: StagedProgram, sound: FakeSound, qtbot: QtBot
) -> None:
    open_and_wait(room, keep_rehearsal(program.archive).id, qtbot)
    room.page._unheard._transcribe.click()
    qtbot.waitUntil(lambda: "transcribe" in program.helpers)
    program.helpers["transcribe"].say(messages.Failed("ModelMissing", "the model is gone"))
    qtbot.waitUntil(lambda: "could not be transcribed" in room.page._trouble.text)
    assert room.page._unheard._transcribe.isVisible()


def wait_for_tasks(room: ReviewRoom, qtbot: QtBot) -> None:
    tasks = room.property("tasks")
    qtbot.waitUntil(lambda: not tasks._running)


def test_leaving_before_a_recording_is_whole_starts_no_helper(
    room: ReviewRoom, program: StagedProgram, sound: FakeSound, qtbot: QtBot
) -> None:
    open_and_wait(room, keep_rehearsal(program.archive).id, qtbot)
    room.page._unheard._transcribe.click()
    room.leave()
    wait_for_tasks(room, qtbot)
    assert program.helpers == {}
    assert room.page._unheard._transcribe.isVisible()


def test_leaving_before_a_rehearsal_is_read_does_not_show_it(
    room: ReviewRoom, program: StagedProgram, sound: FakeSound, qtbot: QtBot
) -> None:
    rehearsal = keep_rehearsal(program.archive)
    with qtbot.assertNotEmitted(room.opened):
        room.open(rehearsal.id)
        room.leave()
        wait_for_tasks(room, qtbot)


def test_leaving_before_a_failure_is_known_does_not_tell_it(room: ReviewRoom, sound: FakeSound, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(room.failed):
        room.open("20200101-000000-abcdef")
        room.leave()
        wait_for_tasks(room, qtbot)


def test_a_transcription_that_was_left_can_be_begun_again(
    room: ReviewRoom, program: StagedProgram, sound: FakeSound, qtbot: QtBot
) -> None:
    rehearsal = keep_rehearsal(program.archive)
    open_and_wait(room, rehearsal.id, qtbot)
    room.page._unheard._transcribe.click()
    qtbot.waitUntil(lambda: "transcribe" in program.helpers)
    left = program.helpers["transcribe"]
    room.leave()
    assert left.killed
    assert program.archive.rehearsal(rehearsal.id).state is State.RECORDED
    room.page._unheard._transcribe.click()
    qtbot.waitUntil(lambda: program.helpers["transcribe"] is not left)
    room.leave()


def test_an_answer_that_was_heard_meanwhile_is_not_heard_twice(
    room: ReviewRoom, program: StagedProgram, sound: FakeSound, qtbot: QtBot
) -> None:
    rehearsal = keep_rehearsal(program.archive)
    open_and_wait(room, rehearsal.id, qtbot)
    program.archive.keep_transcript(rehearsal.id, samples.make_transcript())
    with qtbot.waitSignal(room.opened):
        room.page._unheard._transcribe.click()
    assert program.helpers == {}
    assert program.archive.rehearsal(rehearsal.id).state is State.SCORED


def test_a_recording_that_was_cut_off_is_made_whole_before_it_is_heard(
    room: ReviewRoom, program: StagedProgram, sound: FakeSound, qtbot: QtBot
) -> None:
    rehearsal = begin_rehearsal(program.archive)
    recording = program.archive.recording(rehearsal.id)
    samples.write_wav(recording, 3)
    with recording.open("ab") as file:
        # What came after the last header, with half a sample at the end.
        file.write(bytes(32_001))
    open_and_wait(room, rehearsal.id, qtbot)
    room.page._unheard._transcribe.click()
    qtbot.waitUntil(lambda: "transcribe" in program.helpers)
    kept = program.archive.rehearsal(rehearsal.id)
    assert (kept.state, kept.recorded_seconds) == (State.RECORDED, 4.0)
    with wave.open(str(recording)) as whole:
        assert whole.getnframes() == 4 * 16_000
    room.leave()


def test_a_rehearsal_that_is_not_there_is_told(room: ReviewRoom, sound: FakeSound, qtbot: QtBot) -> None:
    with qtbot.waitSignal(room.failed) as failed:
        room.open("20200101-000000-abcdef")
    assert "cannot be shown" in failed.args[0]


def test_it_fits_the_smallest_window(opened: ReviewPage) -> None:
    assert opened.minimumSizeHint().width() <= 1024 - 64
    assert opened.minimumSizeHint().height() <= 700


def test_keys_go_from_word_to_word(opened: ReviewPage, sound: FakeSound) -> None:
    words = tuple(samples.make_transcript().words)
    opened.listening.play_word(5)
    press(opened, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert sound.seconds == words[6].start_seconds
    for _ in range(2):
        press(opened, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert sound.seconds == words[4].start_seconds


def test_selected_words_are_repeated_and_the_key_ends_it(opened: ReviewPage, sound: FakeSound) -> None:
    words = tuple(samples.make_transcript().words)
    opened.transcript.choose_words(10, 14)
    assert words[10].text in opened.words.bar.text
    opened.words.bar.loop_asked.emit()
    assert opened._player.loop == Stretch(words[10].start_seconds or 0.0, words[14].end_seconds or 0.0)
    assert opened.bar.strip._loop == opened._player.loop
    press(opened, Qt.Key.Key_L)
    assert opened._player.loop is None
    assert opened.bar.strip._loop is None


def test_without_a_selection_the_passage_that_is_said_is_repeated(opened: ReviewPage, sound: FakeSound) -> None:
    opened.listening.play_word(30)
    press(opened, Qt.Key.Key_L)
    loop = opened._player.loop
    assert loop is not None
    said = tuple(samples.make_transcript().words)[30].start_seconds
    assert said is not None
    assert loop.start_seconds <= said < loop.end_seconds


def test_pauses_are_skipped_by_switch_and_key(opened: ReviewPage) -> None:
    assert opened._player._silences == tuple(find_pauses(samples.make_transcript()))
    press(opened, Qt.Key.Key_S)
    assert opened.bar.skips_silences.isChecked()
    assert opened._player.skips_silences
    opened.bar.skips_silences.click()
    assert not opened._player.skips_silences


def test_ledgers_say_what_is_missing_as_a_question(opened: ReviewPage, qtbot: QtBot) -> None:
    opened.remarks.setCurrentIndex(3)
    said = texts(opened)
    for part in ("Trade-offs", "2 of 4 parts", "Why it is worth it: not heard", "Ask yourself: Whom does it serve",
                 "Nothing of this kind was heard."):  # fmt: skip
        assert part in said
    assert "How does the person find out" not in said
    folds = opened.remarks.widget(3).findChildren(Fold)
    assert [fold.opened for fold in folds] == [True, False, False, False]
    qtbot.mouseClick(folds[1]._row, Qt.MouseButton.LeftButton)
    assert folds[1].opened
    assert "How does the person find out" in texts(opened)
    assert folds[1]._row.accessibleName().endswith("open")
    qtbot.mouseClick(folds[1]._row, Qt.MouseButton.LeftButton)
    assert not folds[1].opened


def test_a_part_of_a_ledger_plays(opened: ReviewPage, sound: FakeSound, qtbot: QtBot) -> None:
    opened.remarks.setCurrentIndex(3)
    row = next(
        row for row in opened.remarks.widget(3).findChildren(PlayRow) if row.accessibleName().startswith("The price")
    )
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert sound.seconds == samples.make_score(samples.make_transcript()).findings[5].seconds
    assert sound.playing


def test_flags_stand_below_what_to_work_on(opened: ReviewPage) -> None:
    said = texts(opened)
    assert said.index("Say how the person is told") < said.index("Two numbers for one thing")
    assert "Which of them do you stand by?" in said


def test_many_findings_of_a_kind_are_shown_when_asked_for(
    room: ReviewRoom, program: StagedProgram, sound: FakeSound, qtbot: QtBot
) -> None:
    from dataclasses import replace

    transcript = samples.make_transcript()
    score = samples.make_score(transcript)
    many = replace(score, findings=score.findings[:1] * 9)
    open_and_wait(room, keep_rehearsal(program.archive, transcript, many).id, qtbot)
    room.page.remarks.setCurrentIndex(1)
    column = room.page.remarks.widget(1)
    assert len(column.findChildren(PlayRow)) == 4
    more = next(button for button in column.findChildren(Button) if "more" in button.text())
    assert more.text() == "Show 5 more of these"
    more.click()
    assert len(column.findChildren(PlayRow)) == 9
    assert not more.isVisible()


def test_what_was_asked_stands_with_how_it_was_answered(
    room: ReviewRoom, program: StagedProgram, sound: FakeSound, qtbot: QtBot
) -> None:
    transcript = samples.make_transcript()
    rehearsal = keep_rehearsal(program.archive, transcript, samples.make_score(transcript))
    program.archive.keep_interjections(rehearsal.id, (samples.PUSH_BACK,))
    open_and_wait(room, rehearsal.id, qtbot)
    page = room.page
    page.remarks.setCurrentIndex(2)
    assert samples.PUSH_BACK.text in texts(page)
    assert "It cut the scope." in texts(page)
    assert page.bar.strip.timeline.said == (samples.PUSH_BACK,)


def test_a_rehearsal_is_exported_from_here(opened: ReviewPage, room: ReviewRoom, qtbot: QtBot, tmp_path: Path) -> None:
    out = tmp_path / "mine.rostrum"
    room.exports.choose_file = lambda _suggestion: str(out)
    opened.header.export.click()
    qtbot.waitUntil(lambda: opened.told.text == f"Exported: {out}")
    assert out.stat().st_size > 1000
    opened.header.export.click()
    qtbot.waitUntil(lambda: "is there already" in opened._trouble.text)


@pytest.mark.parametrize("step", ["transcript", "score"])
def test_what_cannot_be_kept_is_one_calm_line(
    room: ReviewRoom, program: StagedProgram, sound: FakeSound, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    open_and_wait(room, keep_rehearsal(program.archive).id, qtbot)
    room.page._unheard._transcribe.click()
    qtbot.waitUntil(lambda: "transcribe" in program.helpers)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device", "/somewhere/transcript.json")

    monkeypatch.setattr(program.archive, f"keep_{step}", fail)
    told: list[str] = []
    room.failed.connect(told.append)
    helper = program.helpers["transcribe"]
    helper.say(messages.RecogniserLoaded("sphinx", "en-us"))
    for segment in samples.make_transcript().segments:
        helper.say(messages.SegmentHeard(segment))
    helper.say(messages.TranscriptionProgressed(12, 12))
    helper.say(messages.TranscriptionFinished("en", 12))
    helper.say(messages.HelperEnded(0))
    qtbot.waitUntil(lambda: "No space left on device" in room.page._trouble.text + "".join(told))
    line = room.page._trouble.text + "".join(told)
    assert "\n" not in line
    assert "Errno" not in line
    assert room.page._unheard._transcribe.isVisible() is (step == "transcript")


def test_a_folder_that_takes_nothing_is_told_before_anything_is_heard(
    room: ReviewRoom, program: StagedProgram, sound: FakeSound, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_and_wait(room, keep_rehearsal(program.archive).id, qtbot)

    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "/somewhere/transcript.draft.jsonl")

    monkeypatch.setattr("desktop.practice.draft.Draft.open", fail)
    room.page._unheard._transcribe.click()
    qtbot.waitUntil(lambda: "Permission denied" in room.page._trouble.text)
    assert "The recording is kept." in room.page._trouble.text
    assert room.page._unheard._transcribe.isVisible()


def test_a_long_rehearsal_is_read_not_scored_and_is_no_widget_a_word(
    room: ReviewRoom, program: StagedProgram, sound: FakeSound, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    transcript = samples.make_transcript()
    words = sum(1 for _ in transcript.words)
    score = samples.make_score(transcript)
    rehearsal = keep_rehearsal(program.archive, transcript, replace(score, findings=score.findings * 25))

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("a score that was kept is not made again")

    monkeypatch.setattr(program.scorer, "score", fail)
    open_and_wait(room, rehearsal.id, qtbot)
    assert words > 4000
    assert len(room.page.findChildren(QWidget)) < 250
    room.page.remarks.setCurrentIndex(1)
    assert len(room.page.findChildren(QWidget)) < 900


def test_trouble_elsewhere_offers_no_second_transcription(
    room: ReviewRoom, program: StagedProgram, sound: FakeSound, qtbot: QtBot
) -> None:
    open_and_wait(room, keep_rehearsal(program.archive).id, qtbot)
    room.page._unheard._transcribe.click()
    qtbot.waitUntil(lambda: "transcribe" in program.helpers)
    room.page.show_trouble("A note cannot be kept.")
    assert not room.page._unheard._transcribe.isVisible()


@pytest.fixture
def largest(program: StagedProgram, sound: FakeSound, qapp: QApplication, qtbot: QtBot) -> ReviewPage:
    tasks = Tasks()
    room = ReviewRoom(program, tasks, Theme(qapp, "light", text_scale=2.0), lambda: sound)
    room.setProperty("tasks", tasks)
    qtbot.addWidget(room.page)
    # What the narrow rail leaves of the smallest window.
    room.page.resize(960, 700)
    room.page.show()
    transcript = samples.make_transcript()
    open_and_wait(room, keep_rehearsal(program.archive, transcript, samples.make_score(transcript)).id, qtbot)
    room.page.setProperty("room", room)
    qapp.processEvents()
    return room.page


def test_with_the_largest_type_no_name_is_shortened_and_no_button_cut_off(
    largest: ReviewPage, qapp: QApplication
) -> None:
    for act in (largest.write_note, lambda: largest.transcript.choose_words(20, 24), largest.put_right):
        act()
        qapp.processEvents()
        card = largest.findChild(ScoreCard)
        names = {label.text(): label for label in card.findChildren(QLabel)}
        for mark in samples.make_score(samples.make_transcript()).pillars:
            name = names[mark.title]
            assert name.width() >= name.fontMetrics().horizontalAdvance(mark.title)
        buttons = [button for button in largest.findChildren(Button) if button.isVisible()]
        assert {"Open report", "Write a note here"} <= {button.text() for button in buttons}
        for button in buttons:
            assert button.width() >= button.minimumSizeHint().width(), button.text()


def test_with_the_largest_type_what_is_written_in_comes_into_view(largest: ReviewPage, qapp: QApplication) -> None:
    largest.write_note()
    qapp.processEvents()
    line = largest.remarks.notes.rows[0].line
    assert line is not None
    assert line.visibleRegion().boundingRect() == line.rect()
    largest.transcript.choose_words(20, 24)
    largest.put_right()
    qapp.processEvents()
    line = largest.words.bar.line
    assert line.visibleRegion().boundingRect() == line.rect()


def test_a_line_of_trouble_makes_room_for_the_next(opened: ReviewPage, qtbot: QtBot) -> None:
    opened.show_trouble("A note cannot be kept.", of="notes")
    opened.show_trouble("The report cannot be written.", of="report")
    opened.show_trouble("The answer could not be transcribed.", of="transcription")
    line = opened._trouble
    qtbot.waitUntil(lambda: line.height() >= line.heightForWidth(line.width()) > line.fontMetrics().height() * 3)
