import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.program import Program
from desktop.settings import load_settings
from desktop.ui.model_facts import ModelState, progress_text
from desktop.ui.model_row import ModelRow
from desktop.ui.models_room import ModelsRoom
from desktop.ui.preferences import Preferences
from desktop.ui.task import Tasks
from desktop.ui.theme import Theme
from speech.download import Offer, Progress
from speech.models import Recogniser, installed_models
from tests.model_server import CONTENT, Server, serving_models
from tests.ui.stage import StagedProgram


class RealRecogniser(StagedProgram):
    """Chooses who listens as the program does."""

    def recogniser(self, engine: str = "", model: str = "") -> Recogniser:
        return Program.recogniser(self, engine, model)


@pytest.fixture
def server() -> Iterator[tuple[Server, Offer]]:
    with serving_models() as served:
        yield served


class Managed:
    """The models page; downloads come from a server on this machine."""

    def __init__(self, program: StagedProgram, offer: Offer, theme: Theme, qtbot: QtBot) -> None:
        self.program = RealRecogniser(program.home, program.settings)
        self.folder = ""
        self.tasks = Tasks()
        self.preferences = Preferences(self.program)
        self.room = ModelsRoom(
            self.program, self.preferences, self.tasks, theme,
            offered=lambda: (offer,), choose_folder=lambda: self.folder,
        )  # fmt: skip
        qtbot.addWidget(self.room.page)
        self.room.page.resize(1024, 700)
        self.room.page.show()

    @property
    def row(self) -> ModelRow:
        row = self.room.page.row("tiny.en")
        assert row is not None
        return row

    @property
    def installed(self) -> tuple[str, ...]:
        return installed_models(self.program.home.models)


@pytest.fixture
def managed(program: StagedProgram, server: tuple[Server, Offer], theme: Theme, qtbot: QtBot) -> Iterator[Managed]:
    managed = Managed(program, server[1], theme, qtbot)
    yield managed
    managed.tasks.close()


def test_a_double_click_starts_one_download(managed: Managed, qtbot: QtBot) -> None:
    managed.row._download.click()
    managed.room.page.download_asked.emit("tiny.en")
    assert len(managed.tasks._running) == 1
    qtbot.waitUntil(lambda: managed.installed == ("tiny.en",))


def test_a_model_is_downloaded_used_and_removed(managed: Managed, qtbot: QtBot) -> None:
    assert (managed.row.facts.state, managed.row._state.text()) == (ModelState.ABSENT, "1 MB")
    assert "pocketsphinx" in managed.room.page._listener.text()
    managed.row._download.click()
    assert managed.row._cancel.isVisible()
    qtbot.waitUntil(lambda: managed.row.facts.state is ModelState.INSTALLED)
    assert managed.installed == ("tiny.en",)
    assert managed.row.facts.used
    assert not managed.row._use.isVisible()
    assert "Whisper (tiny.en)" in managed.room.page._listener.text()
    managed.preferences.choose(recogniser="sphinx")
    assert managed.row._use.isVisible()
    managed.row._use.click()
    assert load_settings(managed.program.home.settings).model == "tiny.en"
    managed.row._remove.click()
    assert managed.installed == ("tiny.en",)
    managed.row._keep.click()
    assert managed.row._remove.isVisible()
    managed.row._remove.click()
    managed.row._really.click()
    assert managed.installed == ()
    assert managed.row.facts.state is ModelState.ABSENT
    kept = load_settings(managed.program.home.settings)
    assert (kept.recogniser, kept.model) == ("auto", "")


def test_a_download_is_stopped_and_resumed(
    managed: Managed, server: tuple[Server, Offer], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, _ = server
    half, go_on = threading.Event(), threading.Event()
    write = state.answer

    def answer(handler: object) -> None:
        if handler.path.endswith("model.bin") and not half.is_set():  # type: ignore[attr-defined]
            state.breaks_after = [100_000]
            write(handler)  # type: ignore[arg-type]
            handler.wfile.flush()  # type: ignore[attr-defined]
            half.set()
            go_on.wait(10)
            return
        write(handler)  # type: ignore[arg-type]

    monkeypatch.setattr(state, "answer", answer)
    managed.row._download.click()
    qtbot.waitUntil(half.is_set)
    qtbot.waitUntil(lambda: "model.bin" in managed.row._told.text())
    assert 0 < managed.row._progress.value() < 1000
    managed.row._cancel.click()
    go_on.set()
    qtbot.waitUntil(lambda: managed.row.facts.state is ModelState.PARTLY, timeout=15_000)
    assert managed.row._download.text() == "Resume"
    assert managed.row._problem.text == ""
    managed.row._download.click()
    qtbot.waitUntil(lambda: managed.row.facts.state is ModelState.INSTALLED)
    assert (managed.program.home.models / "tiny.en" / "model.bin").read_bytes() == CONTENT["model.bin"]
    assert any(wanted and name == "model.bin" for name, wanted in state.requests)


def test_what_goes_wrong_is_one_line_beside_the_model(
    managed: Managed, server: tuple[Server, Offer], qtbot: QtBot
) -> None:
    del server[0].content["tokenizer.json"]
    managed.row._download.click()
    qtbot.waitUntil(lambda: bool(managed.row._problem.text))
    assert "tokenizer.json" in managed.row._problem.text
    assert "\n" not in managed.row._problem.text
    assert managed.row._download.isVisible()
    assert managed.installed == ()


def test_a_folder_that_is_here_already_is_used_where_it_is(
    managed: Managed, whisper_mini: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    managed.room.page._folder.click()
    assert managed.room.page._problem.text == ""
    managed.folder = str(shutil.copytree(whisper_mini, tmp_path / "mine"))
    (tmp_path / "mine" / "tokenizer.json").unlink()
    managed.room.page._folder.click()
    assert "tokenizer.json" in managed.room.page._problem.text
    assert managed.program.settings.model == ""
    managed.folder = str(whisper_mini)
    managed.room.page._folder.click()
    assert managed.room.page._problem.text == ""
    assert "Whisper (whisper-mini)" in managed.room.page._listener.text()
    own = managed.room.page.rows[0]
    assert (own.facts.state, own.facts.used) == (ModelState.OWN_FOLDER, True)
    own._remove.click()
    assert managed.program.settings.model == ""
    assert whisper_mini.is_dir()
    assert [row.facts.name for row in managed.room.page.rows] == ["tiny.en"]


def test_progress_is_told_in_words() -> None:
    assert progress_text(Progress("model.bin", 20_000_000, 145_000_000, 5e6)) == "model.bin: 20 MB of 145 MB, 25 s left"
    assert progress_text(Progress("model.bin", 0, 3_090_000_000, 1e6)) == "model.bin: 0 MB of 3.1 GB, 52 min left"
    assert progress_text(Progress("model.bin", 20_000_000, 0, 5e6)) == "model.bin: 20 MB"
