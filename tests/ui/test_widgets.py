from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cases.model import Format, Phase
from desktop.practice.interview import Stage
from desktop.practice.rehearsal import State
from desktop.ui.buttons import Button
from desktop.ui.clock import CountdownClock
from desktop.ui.fitting_grid import FittingGrid
from desktop.ui.hearing import HearingProgress
from desktop.ui.labels import ElidedLabel, plain_label, plain_tooltip
from desktop.ui.level_meter import LevelMeter
from desktop.ui.notice import Notice
from desktop.ui.phase_strip import PhaseStrip
from desktop.ui.rail import Rail, RailEntry
from desktop.ui.rehearsal_rows import rehearsal_rows
from desktop.ui.row_list import Row, RowList
from desktop.ui.side_by_side import Columns, SideBySide
from desktop.ui.stage_line import StageLine
from desktop.ui.theme import Theme
from desktop.ui.times import clock_text, date_text, length_text, minutes_text, short_minutes
from desktop.ui.waveform_strip import WaveformStrip
from tests.ui import samples


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(2700, "45:00"), (2699.2, "45:00"), (2699.0, "44:59"), (0.4, "00:01"), (0, "00:00"), (-0.5, "00:00"),
     (-1, "+00:01"), (-133.7, "+02:13"), (3723, "1:02:03")],
)  # fmt: skip
def test_the_clock_counts_down_and_goes_on_past_the_limit(
    seconds: float, text: str, theme: Theme, qtbot: QtBot
) -> None:
    clock = CountdownClock(theme)
    qtbot.addWidget(clock)
    clock.show_remaining(seconds)
    assert clock.text == text


def test_the_clock_keeps_its_digits_where_they_are(theme: Theme, qtbot: QtBot) -> None:
    clock = CountdownClock(theme)
    qtbot.addWidget(clock)
    clock.resize(600, 140)
    rights = set()
    for seconds in (11 * 60 + 11, 20 * 60 + 8, -(11 * 60 + 11)):
        clock.show_remaining(seconds)
        image = clock.grab().toImage()
        ground = image.pixelColor(0, 0)
        rights.add(
            max(
                x for x in range(image.width()) for y in range(0, image.height(), 4) if image.pixelColor(x, y) != ground
            )
        )
    # The last digits are drawn in one and the same cell; a 1 is narrower than an 8.
    assert max(rights) - min(rights) <= theme.text.clock * 0.2


def test_times_are_written_as_people_write_them() -> None:
    assert clock_text(3661) == "1:01:01"
    assert [length_text(seconds) for seconds in (38, 60, 2692)] == ["38 s", "1 min", "44 min 52 s"]
    assert [minutes_text(minutes) for minutes in (45, 1, 0.5)] == ["45 minutes", "1 minute", "30 seconds"]
    assert [short_minutes(minutes) for minutes in (45, 0.5)] == ["45 min", "30 s"]
    assert date_text("2026-11-20T18:04:12+01:00") == "20 Nov 2026, 18:04"
    assert date_text("some day") == "some day"


def test_the_phase_strip_says_its_plan(theme: Theme, qtbot: QtBot) -> None:
    strip = PhaseStrip(theme)
    qtbot.addWidget(strip)
    strip.show_format(samples.FORMATS[0])
    assert strip.accessibleName().startswith("Goal and constraint: 5 minutes, Lifecycle: 15 minutes")


def test_the_mark_stands_where_the_time_is(theme: Theme, qtbot: QtBot) -> None:
    halves = Format("f", "F", 2, (Phase("a", "A", 1, ""), Phase("b", "B", 1, "")))
    strip = PhaseStrip(theme)
    qtbot.addWidget(strip)
    strip.resize(403, 60)
    strip.show_format(halves)
    places = []
    for elapsed_seconds, phase in ((30, 0), (90, 1), (500, 1)):
        strip.show_elapsed(elapsed_seconds, phase)
        places.append(strip._mark_at(halves))
    assert places[:2] == pytest.approx([100, 303], abs=1)
    assert places[2] > 390


def test_the_meter_holds_a_peak_that_sinks(theme: Theme, qtbot: QtBot) -> None:
    meter = LevelMeter(theme)
    qtbot.addWidget(meter)
    meter.show_level(-20, -6)
    meter.show_level(-50, -45)
    assert -7 < meter.peak_dbfs < -6
    assert meter.word == "good"
    for _ in range(200):
        meter.show_level(-50, -45)
    assert meter.peak_dbfs == -45
    assert meter.word == "quiet"
    meter.show_level(-3, -0.2)
    assert meter.word == "too loud"
    meter.show_level(None, None)


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_words_and_a_shape(stage: Stage, theme: Theme, qtbot: QtBot) -> None:
    line = StageLine(theme)
    qtbot.addWidget(line)
    line.show_stage(stage)
    assert line.text
    assert not line.grab().isNull()


def test_hostile_text_is_shown_as_it_is(theme: Theme, qtbot: QtBot) -> None:
    hostile = "<b>bold</b> <img src=x> & more"
    for label in (plain_label(hostile), ElidedLabel(hostile)):
        qtbot.addWidget(label)
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert label.text() == hostile
    plain_tooltip(label, hostile)
    assert "<b>" not in label.toolTip()
    notice = Notice(theme)
    qtbot.addWidget(notice)
    notice.tell(hostile)
    assert notice.text == hostile


def test_a_long_title_is_shortened_and_whole_on_hovering(qtbot: QtBot) -> None:
    label = ElidedLabel("A title that is far too long for the room it has")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.grab()
    assert "far too long" in label.toolTip()
    label.resize(2000, 20)
    label.grab()
    assert label.toolTip() == ""


def test_progress_says_what_is_left(qtbot: QtBot) -> None:
    progress = HearingProgress()
    qtbot.addWidget(progress)
    progress.show_progress(0, 0, 0)
    assert (progress.share, "loading" in progress.text) == (0, True)
    progress.show_progress(30, 120, 61)
    assert progress.share == 0.25
    assert "00:30 of 02:00 heard, 61 words, 01:30 left" in progress.text


def test_rows_say_score_band_and_state() -> None:
    rows = rehearsal_rows(samples.REHEARSALS)
    assert rows[0].end == "71 (66\u201376)"
    assert rows[2].end_detail == "provisional"
    assert (rows[3].end, rows[3].end_detail) == ("", "not transcribed yet")
    assert "System design" in rows[0].spoken
    (unscored,) = rehearsal_rows([samples.make_rehearsal(overall=None, band=None, state=State.SCORED)])
    assert unscored.end_detail == "too short to score"


def test_a_click_on_the_strip_asks_for_that_second(theme: Theme, qtbot: QtBot) -> None:
    strip = WaveformStrip(theme)
    qtbot.addWidget(strip)
    strip.resize(400, 64)
    strip.show_length(100.0)
    with qtbot.waitSignal(strip.position_asked) as asked:
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.rect().center())
    assert asked.args[0] == pytest.approx(50, abs=0.5)


def test_other_rows_choose_nothing_in_between(theme: Theme, qtbot: QtBot) -> None:
    rows = RowList(theme, "Rows")
    qtbot.addWidget(rows)
    rows.show_rows(tuple(Row(str(number), "title") for number in range(50)))
    rows.choose("0")
    chosen: list[str] = []
    rows.chosen.connect(chosen.append)
    rows.show_rows((Row("other", "title"),))
    assert (chosen, rows.chosen_id) == ([], "")


Shown = TypeVar("Shown", bound=QWidget)


def wide_label(pixels: int) -> QLabel:
    label = plain_label()
    label.setMinimumWidth(pixels)
    return label


@pytest.fixture
def place(qtbot: QtBot) -> QWidget:
    """Where a widget may have any size: a window of its own takes none below what its layout wants."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 400)
    window.show()
    return window


def shown_in(place: QWidget, widget: Shown) -> Shown:
    widget.setParent(place)
    widget.show()
    return widget


def test_what_does_not_fit_into_one_line_stands_in_two(place: QWidget, qtbot: QtBot) -> None:
    left, right = wide_label(200), Button("Go on with this microphone, whatever it is called", lambda: None)
    line = shown_in(place, SideBySide(left, right))
    line.resize(800, 60)
    assert not line.stacked
    line.resize(350, 60)
    assert line.stacked
    qtbot.waitUntil(lambda: right.y() > left.y())
    right.say("Go on")
    qtbot.waitUntil(lambda: not line.stacked)
    right.say("Go on with this microphone, whatever it is called")
    qtbot.waitUntil(lambda: line.stacked)
    # Alone there is nothing to stand below.
    left.hide()
    qtbot.waitUntil(lambda: not line.stacked)


def test_columns_become_one_where_there_is_no_room(place: QWidget) -> None:
    columns = shown_in(place, Columns(wide_label(300), wide_label(200)))
    columns.resize(640, 100)
    assert not columns.stacked
    columns.resize(599, 100)
    assert columns.stacked
    assert columns.minimumSizeHint().width() == 300


def test_a_grid_has_as_many_columns_as_there_is_room_for(place: QWidget) -> None:
    grid = FittingGrid(3, spacing=10)
    grid.show_cells(wide_label(width) for width in (100, 200, 100, 100, 100, 100))
    shown_in(place, grid)
    columns = {}
    for width in (600, 420, 419, 309, 150):
        grid.resize(width, 200)
        QApplication.processEvents()
        columns[width] = grid.columns
    # Columns need not be of one width: 100, 200 and 100 fit into 420 with what is between them.
    assert columns == {600: 3, 420: 3, 419: 2, 309: 1, 150: 1}
    assert grid.minimumSizeHint().width() == 200


def test_a_notice_keeps_a_line_of_some_length_beside_its_buttons(theme: Theme, place: QWidget, qtbot: QtBot) -> None:
    notice = shown_in(place, Notice(theme))
    notice.add(Button("Go on from the second of the crash", lambda: None))
    notice.tell("It was cut off. Everything up to then is kept.")
    notice.resize(900, 60)
    qtbot.waitUntil(lambda: notice._label.width() > 400)
    notice.resize(400, 120)
    qtbot.waitUntil(lambda: notice._label.width() > 300)


def test_an_entry_that_was_taken_away_tells_nothing_more(theme: Theme, qtbot: QtBot) -> None:
    rail = Rail(theme)
    qtbot.addWidget(rail)
    rail.add("practise", "Practise", "practise")
    rail.add("review", "Review", "review", below="practise")
    chosen: list[str] = []
    rail.chosen.connect(chosen.append)
    (entry,) = (button for button in rail.findChildren(RailEntry) if button.accessibleName() == "Review")
    rail.take("review")
    entry.click()
    assert chosen == []
    assert not rail.has("review")
    rail.add("review", "Review", "review", below="practise")
    assert rail.has("review")
