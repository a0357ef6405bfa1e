import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.practice.progress_words import progress_table, series_text, weeks_text
from desktop.ui.progress import ProgressPage
from desktop.ui.progress_contents import ProgressContents
from desktop.ui.theme import Theme
from desktop.ui.window import Window
from tests.ui import samples
from tests.ui.many_outcomes import LAST, many_outcomes
from tests.ui.stage import StagedProgram, keep_rehearsal

OpenWindow = Callable[[], Window]
RUBRIC = SimpleNamespace(
    signals=samples.SIGNALS, formats=samples.FORMAT_MARKS, marking=SimpleNamespace(scale_power=0.5)
)


def contents(count: int, outcomes: object = None) -> ProgressContents:
    tracks = {track.id: track.title for track in samples.TRACKS}
    found = many_outcomes(count) if outcomes is None else outcomes
    return ProgressContents(found, RUBRIC, tracks, LAST.date())  # type: ignore[arg-type]


@pytest.fixture
def page(theme: Theme, qtbot: QtBot) -> ProgressPage:
    page = ProgressPage(theme)
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.show()
    return page


def boxes(page: ProgressPage) -> tuple[list[str], list[str]]:
    return (
        [page._track.itemText(at) for at in range(page._track.count())],
        [page._format.itemText(at) for at in range(page._format.count())],
    )


def test_it_begins_with_one_format_and_says_what_is_left_out(page: ProgressPage) -> None:
    page.show_contents(contents(24))
    assert page._format.currentText() == "System design"
    assert page._mixed.isHidden()
    assert "2 provisional scores" in page._left_out.text()
    shown = page.shown
    assert shown is not None
    assert [chart.series for chart in page.charts.overall.charts] == [shown.overall, shown.first_constraint]
    assert [chart.series for chart in page.charts.pillars.charts] == list(shown.pillars)
    assert [chart.series for chart in page.charts.moves.charts] == list(shown.moves)
    for chart in page.charts.pillars.charts:
        assert chart.series is not None
        assert chart.accessibleDescription() == series_text(chart.series)
    assert page.charts.weeks.accessibleDescription() == weeks_text(shown)


def test_formats_are_mixed_when_asked_and_it_is_said(page: ProgressPage) -> None:
    page.show_contents(contents(24))
    page._format.setCurrentIndex(0)
    assert page._mixed.text.startswith("Mixed here: ")
    page._format.setCurrentIndex(page._format.findText("Opening drill"))
    assert page._mixed.text == ""
    assert [series.id for series in page.shown.pillars] == ["opening"]  # type: ignore[union-attr]
    page.show_contents(contents(25))
    assert page._format.currentText() == "Opening drill"


def test_a_track_is_looked_at_alone(page: ProgressPage) -> None:
    other = tuple(
        replace(one, rehearsal=replace(one.rehearsal, track="bigcommerce-ai-ml")) if place % 2 else one
        for place, one in enumerate(many_outcomes(24))
    )
    page.show_contents(contents(0, other))
    assert boxes(page)[0][0] == "All tracks"
    assert "AI and machine learning, commerce platform" in boxes(page)[0]
    page._format.setCurrentIndex(0)
    page._track.setCurrentIndex(page._track.findData("bigcommerce-ai-ml"))
    assert page.shown is not None
    assert page.shown.rehearsals == 12


def test_the_table_holds_every_value_and_the_keys_reach_it(page: ProgressPage, qtbot: QtBot) -> None:
    page.show_contents(contents(24))
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_T)
    assert page.table.isVisible()
    assert page.table.hasFocus() or page.focusWidget() is page.table
    assert page.shown is not None
    expected = progress_table(page.shown)
    model = page.table.model()
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            cell = model.index(row, column)
            assert cell.data() == expected.rows[row][column]
            spoken = cell.data(Qt.ItemDataRole.AccessibleTextRole)
            assert spoken == f"{expected.headings[column]}: {expected.rows[row][column] or 'nothing'}"
    assert model.rowCount() == page.shown.counted
    page._format.setCurrentIndex(0)
    assert model.rowCount() == page.shown.counted
    page._turn.click()
    assert page.charts.isVisible()


def test_a_table_without_a_row_gives_way_to_the_weeks(page: ProgressPage) -> None:
    drill = replace(many_outcomes(1)[0].rehearsal, id="drill", format_id="opening-2", provisional=True)
    page.show_contents(contents(0, (*many_outcomes(2), replace(many_outcomes(1)[0], rehearsal=drill))))
    page.turn()
    assert page.table.isVisible()
    page._format.setCurrentIndex(page._format.findData("opening-2"))
    assert not page.table.isVisible()
    assert page.charts.isVisible()
    assert page.charts.overall.charts == ()
    page._format.setCurrentIndex(0)
    assert page._turn.text() == "As a table"


def test_the_week_under_the_pointer_is_told(page: ProgressPage, qtbot: QtBot) -> None:
    page.show_contents(contents(24))
    weeks = page.charts.weeks
    QApplication.processEvents()
    middle = weeks.rect().center().y()
    for x, told in (
        (weeks.width() - 4, "week of 16 Nov 2026: 45 min in 1 rehearsal"),
        (3, "week of 25 May 2026: nothing"),
    ):
        move = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(x, middle), QPointF(x, middle), Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(weeks, move)
        assert told in weeks.toolTip()


def test_the_arrows_lead_to_the_first_chart_and_on_it(page: ProgressPage, qtbot: QtBot) -> None:
    page.show_contents(contents(24))
    page.setFocus()
    chart = page.charts.overall.charts[0]
    qtbot.keyClick(page, Qt.Key.Key_Left)
    assert page.focusWidget() is chart
    assert chart._chosen == len(chart.series.values) - 1  # type: ignore[union-attr]
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart._chosen == len(chart.series.values) - 2  # type: ignore[union-attr]
    page.turn()
    qtbot.keyClick(page, Qt.Key.Key_Right)
    assert page.focusWidget() is not chart


def test_without_a_rehearsal_it_says_what_will_be_here_and_leads_there(page: ProgressPage, qtbot: QtBot) -> None:
    page.show_contents(contents(0))
    assert page._empty.text().startswith("No rehearsal yet")
    assert not page._body.isVisible()
    assert not page._track.isVisible()
    with qtbot.waitSignal(page.practise_asked):
        page._practise.click()
    qtbot.keyClick(page, Qt.Key.Key_T)
    assert not page.table.isVisible()


def test_one_rehearsal_is_shown_and_no_trend_is_made_of_it(page: ProgressPage) -> None:
    page.show_contents(contents(1))
    chart = page.charts.overall.charts[0]
    assert "one rehearsal: a trend wants two" in chart.accessibleDescription()
    assert not page._practise.isVisible()


def test_provisional_scores_alone_draw_nothing_and_say_why(page: ProgressPage) -> None:
    provisional = tuple(replace(one, rehearsal=replace(one.rehearsal, provisional=True)) for one in many_outcomes(3))
    page.show_contents(contents(0, provisional))
    assert "Whisper" in page._empty.text()
    assert page.charts.isVisible()
    assert "in 3 rehearsals" in page.charts._practised.text()
    assert page.charts.overall.charts == ()
    assert not page._turn.isVisible()
    asked: list[object] = []
    page.page_asked.connect(asked.append)
    page.save()
    assert asked == []


def test_a_thousand_rehearsals_are_drawn(page: ProgressPage) -> None:
    page.show_contents(contents(1000))
    page.grab()
    chart = page.charts.overall.charts[0]
    chart._choose(3)
    assert "on average of" in chart.chosen_text
    opened: list[str] = []
    page.opened.connect(opened.append)
    chart._open(chart._chart(), 3)  # type: ignore[arg-type]
    assert opened == []


@pytest.fixture
def kept(program: StagedProgram) -> StagedProgram:
    transcript = samples.make_transcript()
    for _ in range(2):
        keep_rehearsal(program.archive, transcript, samples.make_score(transcript))
    return program


def test_the_rail_leads_to_it_and_a_point_to_its_review(kept: StagedProgram, window: OpenWindow, qtbot: QtBot) -> None:
    shown = window()
    room = shown.rooms.progress
    with qtbot.waitSignal(room.loaded):
        qtbot.mouseClick(shown._rail._entries["progress"], Qt.MouseButton.LeftButton)
    assert shown.page_name == "progress"
    chart = room.page.charts.overall.charts[0]
    assert len(chart.series.values) == 2  # type: ignore[union-attr]
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    with qtbot.waitSignal(shown.page_shown) as page_shown:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert page_shown.args == ["review"]


def test_what_was_deleted_meanwhile_is_gone_when_it_is_entered_again(
    kept: StagedProgram, window: OpenWindow, qtbot: QtBot
) -> None:
    shown = window()
    room = shown.rooms.progress
    with qtbot.waitSignal(room.loaded):
        shown.show_progress()
    kept.archive.delete(kept.archive.rehearsals()[0].id)
    with qtbot.waitSignal(room.loaded):
        shown.show_progress()
    assert room.page.shown is not None
    assert room.page.shown.rehearsals == 1


def test_it_is_saved_as_a_page_and_a_place_that_takes_no_file_is_told(
    kept: StagedProgram, window: OpenWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = window()
    room = shown.rooms.progress
    with qtbot.waitSignal(room.loaded):
        shown.show_progress()
    out = tmp_path / "progress.html"
    suggested: list[str] = []
    monkeypatch.setattr(room, "_choose_page_file", lambda name: suggested.append(name) or str(out))
    qtbot.keyClick(room.page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: room.page._saved.text == f"Saved: {out}")
    assert suggested == ["progress 2026-11-20.html"]
    assert out.read_text("utf-8").count("<svg") > 5
    monkeypatch.setattr(room, "_choose_page_file", lambda _name: str(tmp_path / "nowhere" / "p.html"))
    room.page.save()
    qtbot.waitUntil(lambda: "could not be saved" in room.page._trouble.text)
    assert "No such file or directory" in room.page._trouble.text


def test_an_index_that_cannot_be_read_is_told(kept: StagedProgram, window: OpenWindow, qtbot: QtBot) -> None:
    shown = window()
    # Nobody else may be reading it just now.
    qtbot.waitUntil(lambda: not shown.rooms.tasks._running)
    kept.home.index.write_bytes(b"no database at all" * 100)
    for suffix in ("-wal", "-shm"):
        kept.home.index.with_name(kept.home.index.name + suffix).unlink(missing_ok=True)
    shown.show_progress()
    qtbot.waitUntil(lambda: "could not be read" in shown.rooms.progress.page._trouble.text)
    assert "rebuild" in shown.rooms.progress.page._trouble.text
    shutil.rmtree(kept.home.root)
