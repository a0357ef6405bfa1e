from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from desktop.practice.next_step import NextStep
from desktop.ui.buttons import Button
from desktop.ui.contents import PractiseContents
from desktop.ui.interruption import Interruption, newest_interruption
from desktop.ui.next_step_card import reason_text
from desktop.ui.practise import PractisePage
from desktop.ui.theme import Theme
from desktop.ui.window import Window
from speech.models import SPHINX, Recogniser
from speech.recording import Recording
from tests.ui import samples
from tests.ui.stage import (
    STARTED_AT,
    StagedProgram,
    begin_rehearsal,
    cut_off,
    cut_off_rehearsal,
    keep_rehearsal,
    make_catalogue,
)


def contents(**facts: object) -> PractiseContents:
    known = {
        "catalogue": make_catalogue(),
        "rehearsals": samples.REHEARSALS,
        "recogniser": SPHINX,
        "problems": (),
    }
    return PractiseContents(**{**known, **facts})  # type: ignore[arg-type]


@pytest.fixture
def page(theme: Theme, qtbot: QtBot) -> PractisePage:
    page = PractisePage(theme)
    qtbot.addWidget(page)
    page.resize(1100, 760)
    page.show()
    return page


def titles(page: PractisePage) -> list[str]:
    return [row.title for row in page._cases.rows if row.id]


def start_button(page: PractisePage) -> QPushButton:
    (button,) = (button for button in page.findChildren(Button) if button.property("role") == "primary")
    return button


def test_until_it_is_read_there_is_nothing_to_start(page: PractisePage) -> None:
    assert page._waiting.isVisible()
    assert not start_button(page).isVisible()


def test_the_first_case_is_ready_to_start(page: PractisePage, qtbot: QtBot) -> None:
    page.show_contents(contents())
    assert start_button(page).text() == "Start the 45 minutes"
    with qtbot.waitSignal(page.interview_asked) as asked:
        qtbot.mouseClick(start_button(page), Qt.MouseButton.LeftButton)
    assert asked.args == [samples.CASES[0], samples.FORMATS[0]]


def test_another_case_and_format_are_started(page: PractisePage, qtbot: QtBot) -> None:
    page.show_contents(contents())
    page._cases.choose("inventory")
    choices = page.findChildren(QRadioButton)
    choices[-1].click()
    assert start_button(page).text() == "Start the 2 minutes"
    with qtbot.waitSignal(page.interview_asked) as asked:
        start_button(page).click()
    assert [asked.args[0].id, asked.args[1].id] == ["inventory", "opening-2"]


def test_arrow_keys_choose_cases(page: PractisePage, qtbot: QtBot) -> None:
    page.show_contents(contents())
    page._cases.setFocus()
    qtbot.keyClick(page._cases, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.interview_asked) as asked:
        start_button(page).click()
    assert asked.args[0].id == "charging"


def test_cases_stand_under_their_tracks(page: PractisePage) -> None:
    page.show_contents(contents())
    headings = [row.title for row in page._cases.rows if not row.id]
    assert headings == [track.title for track in samples.TRACKS]
    page._track.setCurrentIndex(2)
    assert titles(page) == ["Global inventory sync", "Multi-tenant promotion engine", "Checkout latency budget"]


def test_searching_narrows_and_says_when_nothing_is_found(page: PractisePage, qtbot: QtBot) -> None:
    page.show_contents(contents())
    qtbot.keyClicks(page._search, "checkout")
    assert titles(page) == ["Checkout latency budget"]
    qtbot.keyClicks(page._search, " <b>zebra")
    assert titles(page) == []
    assert "\u201ccheckout <b>zebra\u201d" in page._nothing_found.text()
    assert page._nothing_found.isVisible()
    page._search.clear()
    assert len(titles(page)) == len(samples.CASES)


def test_a_search_leaves_the_chosen_format_alone(page: PractisePage, qtbot: QtBot) -> None:
    page.show_contents(contents())
    page._card.choose_format(samples.FORMATS[1].id)
    qtbot.keyClicks(page._search, "zebra")
    page._search.clear()
    assert page._card.format == samples.FORMATS[1]


def test_a_past_rehearsal_opens_on_a_click(page: PractisePage, qtbot: QtBot) -> None:
    page.show_contents(contents())
    place = page._past.visualRect(page._past.model().index(1, 0)).center()
    with qtbot.waitSignal(page.rehearsal_opened) as opened:
        qtbot.mouseClick(page._past.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == ["b"]


def test_who_listens_is_said_plainly(page: PractisePage) -> None:
    page.show_contents(contents())
    assert "pocketsphinx" in page._card._listener.text()
    assert "provisional" in page._card._listener.text()
    page.show_contents(contents(recogniser=Recogniser("whisper", "small.en")))
    assert page._card._listener.text() == "Whisper (small.en) will listen, on this laptop."


def test_without_rehearsals_it_says_what_will_be_here(page: PractisePage) -> None:
    page.show_contents(contents(rehearsals=()))
    assert page._no_past.isVisible()
    assert not page._past.isVisible()
    page.show_contents(contents())
    assert not page._no_past.isVisible()


def test_broken_cases_are_told_and_the_others_stay(page: PractisePage) -> None:
    problems = tuple(f"mine{number}.toml: title: missing; add it" for number in range(5))
    page.show_contents(contents(problems=problems))
    assert page._problem.text.splitlines()[:3] == list(problems[:3])
    assert "and 2 more" in page._problem.text
    assert start_button(page).isVisible()


def test_without_any_case_it_offers_another_try(page: PractisePage, qtbot: QtBot) -> None:
    page.show_contents(contents(catalogue=make_catalogue(cases=())))
    assert "No case could be loaded" in page._trouble.text
    assert not start_button(page).isVisible()
    again = next(button for button in page.findChildren(Button) if button.text() == "Try again")
    with qtbot.waitSignal(page.reload_asked):
        again.click()
    page.show_contents(contents())
    assert start_button(page).isVisible()
    assert page._trouble.text == ""


def test_the_chosen_case_stays_when_the_contents_are_read_again(page: PractisePage) -> None:
    page.show_contents(contents())
    page.choose_case("ranking", "opening-2")
    assert start_button(page).text() == "Start the 2 minutes"
    page.show_contents(contents(rehearsals=()))
    assert page._card._title.text() == "Personalised search ranking"


def test_long_and_hostile_titles_fit(page: PractisePage) -> None:
    hostile = samples.make_case("x", "unknown-track", "<h1>" + "A very long title " * 12, "<script>" * 30)
    page.show_contents(contents(catalogue=make_catalogue(cases=(hostile,))))
    assert page._card._title.text() == hostile.title
    assert page.minimumSizeHint().width() <= 1024 - 64


def stood(program: StagedProgram) -> Interruption | None:
    return newest_interruption(program, STARTED_AT.timestamp())


def buttons(page: PractisePage) -> list[Button]:
    return [button for button in page._interrupted.findChildren(Button) if button.isVisible()]


def test_an_interview_that_was_cut_off_is_offered_in_one_line(
    page: PractisePage, program: StagedProgram, qtbot: QtBot
) -> None:
    rehearsal = cut_off_rehearsal(program.archive)
    page.show_contents(contents(interruption=stood(program)))
    assert page._interrupted.text == (
        "\u201cConnected service booking\u201d was cut off at 00:39. Everything up to then is kept."
    )
    go_on, close = buttons(page)
    assert (go_on.text(), close.text()) == ("Go on from the second of the crash", "Close it as it stands")
    assert go_on.accessibleDescription() == page._interrupted.text
    with qtbot.waitSignal(page.go_on_asked) as asked:
        qtbot.mouseClick(go_on, Qt.MouseButton.LeftButton)
    assert asked.args == [rehearsal.id]
    with qtbot.waitSignal(page.close_asked) as asked:
        close.click()
    assert asked.args == [rehearsal.id]
    page.show_contents(contents())
    assert not page._interrupted.isVisible()


def test_the_line_is_reached_by_tab_and_its_buttons_pressed_by_a_key(
    page: PractisePage, program: StagedProgram, qtbot: QtBot
) -> None:
    cut_off_rehearsal(program.archive, seconds=3)
    page.show_contents(contents(interruption=stood(program)))
    page.activateWindow()
    page._cases.setFocus()
    go_on, close = buttons(page)
    reached: list[object] = []
    for _ in range(14):
        qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_Tab)
        reached.append(page.focusWidget())
    assert reached.index(go_on) + 1 == reached.index(close)
    assert page._search in reached
    go_on.setFocus()
    with qtbot.waitSignal(page.go_on_asked):
        qtbot.keyClick(go_on, Qt.Key.Key_Space)


def test_a_strict_interview_says_that_its_clock_has_run_on_and_when_it_is_over(
    page: PractisePage, program: StagedProgram
) -> None:
    rehearsal = cut_off_rehearsal(program.archive, seconds=60, strict=True)
    cut_off(program.archive, rehearsal, away_seconds=600)
    page.show_contents(contents(interruption=stood(program)))
    assert [button.text() for button in buttons(page)] == ["Go on, the clock has run on", "Close it as it stands"]
    assert ", strict, was cut off at 01:00." in page._interrupted.text
    cut_off(program.archive, rehearsal, away_seconds=45 * 60)
    page.show_contents(contents(interruption=stood(program)))
    assert [button.text() for button in buttons(page)] == ["Close it as it stands"]
    assert "its 45 minutes have run out since" in page._interrupted.text


def test_only_what_can_go_on_is_offered(program: StagedProgram) -> None:
    archive = program.archive
    assert stood(program) is None
    keep_rehearsal(archive)
    assert stood(program) is None
    begin_rehearsal(archive)
    assert stood(program) is None, "nothing was recorded"
    rehearsal = cut_off_rehearsal(archive, seconds=3)
    found = stood(program)
    assert found is not None
    assert (found.stood.rehearsal.id, found.case, found.format) == (rehearsal.id, samples.CASES[0], samples.FORMATS[0])
    cut_off(archive, rehearsal, away_seconds=25 * 3600)
    assert stood(program) is None, "too old"
    cut_off(archive, rehearsal, away_seconds=23 * 3600)
    assert stood(program) is not None
    program.catalogue.cases = (replace(samples.CASES[0], formats=samples.FORMATS[1:]), *samples.CASES[1:])
    assert stood(program) is None, "its format is gone"
    program.catalogue.cases = samples.CASES[1:]
    assert stood(program) is None, "its case is gone"


def test_one_that_is_being_recorded_or_is_broken_is_left_alone(program: StagedProgram) -> None:
    rehearsal = cut_off_rehearsal(program.archive, seconds=3)
    with Recording(program.archive.recording(rehearsal.id), continues=True):
        assert stood(program) is None
    newer = cut_off_rehearsal(program.archive, seconds=3)
    (program.archive.folder(newer.id) / "interjections.json").write_text("{")
    found = stood(program)
    assert found is not None
    assert found.stood.rehearsal.id == rehearsal.id


@pytest.mark.parametrize("scale", [1.0, 1.6])
def test_the_line_fits_the_smallest_window_in_larger_type(
    scale: float, program: StagedProgram, qapp: QApplication, qtbot: QtBot
) -> None:
    cut_off_rehearsal(program.archive)
    page = PractisePage(Theme(qapp, "light", text_scale=scale))
    qtbot.addWidget(page)
    page.show_contents(contents(interruption=stood(program)))
    page.show()
    assert page._interrupted.isVisible()
    assert page.minimumSizeHint().width() <= 1024 - 64


@pytest.mark.parametrize("scale", [1.0, 1.6, 2.0])
def test_the_case_fits_beside_the_cases_in_the_smallest_window(scale: float, qapp: QApplication, qtbot: QtBot) -> None:
    page = PractisePage(Theme(qapp, "light", text_scale=scale))
    qtbot.addWidget(page)
    page.resize(1024 - 64, 700)
    page.show_contents(contents())
    page.show()
    qapp.processEvents()
    card = page._card
    assert card.visibleRegion().boundingRect().width() == card.width()


STEP = NextStep(samples.CASES[4], samples.FORMATS[1], samples.SIGNALS[0], 4, 5)


def test_what_to_do_next_is_one_line_that_leads_to_the_start(page: PractisePage, qtbot: QtBot) -> None:
    page.show_contents(contents())
    assert not page._next.isVisible()
    QApplication.processEvents()
    place = start_button(page).mapTo(page, start_button(page).rect().center())
    page.show_next_step(STEP)
    assert page._next.isVisible()
    assert page._next.text == (
        "Next, 2 minutes: Opening drill. \u201cHard constraint named\u201d was missed in 4 of the last 5 rehearsals "
        "that ask for it. What would kill it?"
    )
    QApplication.processEvents()
    assert start_button(page).mapTo(page, start_button(page).rect().center()) == place
    page._search.setText("zebra")
    qtbot.mouseClick(page._next._take_up, Qt.MouseButton.LeftButton)
    assert page._search.text() == ""
    assert page._case == samples.CASES[4]
    assert page._card.format == samples.FORMATS[1]
    assert page.focusWidget() is start_button(page)
    asked: list[object] = []
    page.interview_asked.connect(lambda *what: asked.extend(what))
    qtbot.keyClick(start_button(page), Qt.Key.Key_Space)
    assert asked == [samples.CASES[4], samples.FORMATS[1]]


@pytest.mark.parametrize(
    ("missed", "asked", "often"),
    [(1, 1, "your last rehearsal that asks for it"), (2, 5, "2 of the last 5 rehearsals that ask for it")],
)
def test_how_often_it_was_missed_is_said_as_people_say_it(missed: int, asked: int, often: str) -> None:
    assert f"missed in {often}." in reason_text(replace(STEP, missed=missed, asked=asked))


def test_an_interview_that_waits_comes_before_what_is_next(page: PractisePage, program: StagedProgram) -> None:
    page.show_contents(contents())
    page.show_next_step(STEP)
    cut_off_rehearsal(program.archive)
    page.show_contents(contents(interruption=stood(program)))
    assert not page._next.isVisible()
    page.show_next_step(STEP)
    assert not page._next.isVisible()


def test_what_is_next_comes_from_the_rehearsals_that_are_kept(
    program: StagedProgram, window: Callable[[], Window], qtbot: QtBot
) -> None:
    transcript = samples.make_transcript()
    score = samples.make_score(transcript)
    short = replace(score, findings=tuple(one for one in score.findings if one.signal != "hard-constraint"))
    keep_rehearsal(program.archive, transcript, replace(short, pillars=()))
    shown = window()
    qtbot.waitUntil(shown.practise.page._next.isVisible)
    expected = "Opening drill. \u201cHard constraint named\u201d was missed in your last rehearsal that asks for it"
    assert expected in shown.practise.page._next.text
