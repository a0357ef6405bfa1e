from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from desktop.practice.bookmarks import Bookmark
from desktop.practice.timeline import PhaseStretch, Stretch, Timeline
from desktop.ui.pillars import pillar_look
from desktop.ui.theme import Theme
from desktop.ui.waveform_strip import Mark, WaveformStrip
from tests.ui import samples


@pytest.fixture
def strip(theme: Theme, qtbot: QtBot) -> WaveformStrip:
    strip = WaveformStrip(theme)
    qtbot.addWidget(strip)
    strip.resize(1000, strip.sizeHint().height())
    strip.show_length(100.0)
    strip.show()
    return strip


def test_it_says_what_lies_where(strip: WaveformStrip) -> None:
    strip.show_marks((Mark(10.0, pillar_look("opening"), "Hard constraint named"),))
    phases = (PhaseStretch("Goal", 0.0, 40.0), PhaseStretch("Close", 40.0, 100.0))
    said = (samples.PUSH_BACK,)
    strip.show_timeline(Timeline(phases, (), (Stretch(50.0, 53.0),)))
    strip.show_bookmarks((Bookmark(1, 70.0, "here"), Bookmark(2, 90.0)))
    assert strip.what_is_at(101).splitlines() == ["00:10", "Hard constraint named", "Goal"]
    assert strip.what_is_at(515).splitlines() == ["00:51", "Pause of 3 s", "Close"]
    assert "Note: here" in strip.what_is_at(700)
    assert "Bookmark" in strip.what_is_at(903)
    strip.show_length(2692.0)
    strip.show_timeline(Timeline((), said, ()))
    assert f"Interviewer: {samples.PUSH_BACK.text}" in strip.what_is_at(1290 / 2692 * 1000)


def test_each_thing_is_drawn_and_so_is_what_was_played(strip: WaveformStrip) -> None:
    seen = [strip.grab().toImage()]
    for show in (
        lambda: strip.show_outline(tuple(0.5 for _ in range(100))),
        lambda: strip.show_marks((Mark(10.0, pillar_look("opening")),)),
        lambda: strip.show_timeline(Timeline((PhaseStretch("Goal", 0.0, 60.0),), (), ())),
        lambda: strip.show_timeline(Timeline((), (), (Stretch(50.0, 53.0),))),
        lambda: strip.show_bookmarks((Bookmark(1, 70.0),)),
        lambda: strip.show_position(30.0),
        lambda: strip.show_loop(Stretch(20.0, 40.0)),
    ):
        show()
        seen.append(strip.grab().toImage())
    assert all(before != after for before, after in pairwise(seen))


def test_a_drag_with_shift_asks_for_a_loop_and_moves_nothing(strip: WaveformStrip, qtbot: QtBot) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    with qtbot.assertNotEmitted(strip.position_asked), qtbot.waitSignal(strip.loop_asked) as asked:
        qtbot.mousePress(strip, Qt.MouseButton.LeftButton, shift, QPoint(600, 40))
        qtbot.mouseRelease(strip, Qt.MouseButton.LeftButton, shift, QPoint(200, 40))
    assert asked.args == [Stretch(pytest.approx(20.0), pytest.approx(60.0))]
    with qtbot.assertNotEmitted(strip.loop_asked):
        qtbot.mousePress(strip, Qt.MouseButton.LeftButton, shift, QPoint(600, 40))
        qtbot.mouseRelease(strip, Qt.MouseButton.LeftButton, shift, QPoint(601, 40))


def test_a_click_asks_for_its_second(strip: WaveformStrip, qtbot: QtBot) -> None:
    with qtbot.waitSignal(strip.position_asked) as asked:
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(250, 40))
    assert asked.args == [pytest.approx(25.0)]


def test_without_a_recording_it_says_nothing(theme: Theme, qtbot: QtBot) -> None:
    strip = WaveformStrip(theme)
    qtbot.addWidget(strip)
    assert strip.what_is_at(10) == ""
    assert not strip.grab().isNull()
