"""Speed, as ratios within one run: `make bench`. Machines are shared and noisy, so nothing here is a test.

Prints a line a figure and writes all of them to `build/bench.json`. Takes a quarter of an hour: the last figure
transcribes 45 minutes of speech twice.
"""

import json
import os
import queue
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy

from tests.conftest import private_sound_card
from tests.live_transcription import waiting

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.practice.diagram.events import Event
    from desktop.ui.window import Window
    from rubrics.scorer import Scorer

ROOT = Path(__file__).parents[1]
ROUNDS = 7

# Prints when a window is first on the screen, and when the event loop is reached with it there.
_WATCH = """
import os, sys, time
from PySide6 import QtWidgets

process = QtWidgets.QApplication.processEvents
seen = []

def look(*_):
    process()
    windows = QtWidgets.QApplication.instance().topLevelWindows()
    if not seen and any(window.isVisible() and window.isExposed() for window in windows):
        seen.append(time.monotonic())

def run(*_):
    while not seen:
        look()
    process()
    print(seen[0], time.monotonic(), flush=True)
    os._exit(0)

QtWidgets.QApplication.processEvents = look
QtWidgets.QApplication.exec = run
"""
_EMPTY = (
    _WATCH
    + """
application = QtWidgets.QApplication([])
window = QtWidgets.QWidget()
window.resize(1180, 760)
window.show()
QtWidgets.QApplication.exec()
"""
)
_OURS = (
    _WATCH
    + """
from desktop.__main__ import main
sys.argv = ["rostrum"]
main()
"""
)


def main() -> None:
    """Measure everything and keep the figures."""
    figures = {
        **window(),
        **rehearsals(),
        **reviewing(),
        **progress(),
        **live(),
        **diagrams(),
        **scoring(),
        **listening(),
        **memory(),
        **capture(),
        **waiting(),
    }
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "bench.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    for name, figure in figures.items():
        sys.stdout.write(f"{name:58} {figure:10.3f}\n")


def window() -> dict[str, float]:
    """How long until the window is visible, against an empty one, in turns."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "ROSTRUM_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        # A program that was started once has its modules compiled, as the libraries have.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        _start_seconds(_OURS, environment)
        turns = [(_start_seconds(_EMPTY, environment), _start_seconds(_OURS, environment)) for _ in range(ROUNDS)]
    empty, ours = ([statistics.median(turn[side][step] for turn in turns) for step in (0, 1)] for side in (0, 1))
    return {
        "empty window visible, seconds": empty[0],
        "our window visible, seconds": ours[0],
        "our window visible over an empty one (at most 1.5)": ours[0] / empty[0],
        "our window with its pages, seconds": ours[1],
        "our window with its pages over an empty one": ours[1] / empty[1],
    }


def rehearsals() -> dict[str, float]:
    """How long 1,000 rehearsals of 7,000 words take to be listed on their page, and to be searched there.

    The time that passes, from the first letter or the entry into the room until the rows are painted: the best of a few
    rounds, for others may want the machine meanwhile.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from desktop.home import Home
    from desktop.practice.index import Index
    from desktop.program import Program
    from desktop.settings import Settings
    from desktop.ui.rehearsals_room import RehearsalsRoom
    from desktop.ui.task import Tasks
    from desktop.ui.theme import Theme
    from tests.ui.many_rehearsals import keep_many

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        program = Program(Home(Path(folder)), Settings())
        program.home.make()
        keep_many(Index(program.home.index), 1000, 7000)
        for number in range(1000):
            (program.home.rehearsals / f"many-{number:04}").mkdir()
        tasks = Tasks()
        room = RehearsalsRoom(program, tasks, Theme(application, "light", text_scale=1.0))
        page = room.page
        page.resize(1100, 800)
        page.show()
        seen: list[str] = []
        room.loaded.connect(lambda: seen.append("listed"))
        room.found.connect(lambda: seen.append("found"))

        def wait(act: Callable[[], object]) -> float:
            seen.clear()
            began = time.perf_counter()
            act()
            while not seen:
                application.processEvents()
            page.repaint()
            return time.perf_counter() - began

        def search(words: str) -> float:
            def round_() -> float:
                page._search.clear()
                application.processEvents()
                return wait(lambda: page._search.setText(words))

            return min(round_() for _ in range(ROUNDS))

        figures = {
            "1,000 rehearsals listed, seconds (at most 0.15)": min(wait(room.load) for _ in range(ROUNDS)),
            "searching them for a rare word, seconds (at most 0.1)": search("constraint"),
            "searching them for a common word, seconds (at most 0.1)": search("the"),
            "searching them for two words, seconds (at most 0.1)": search("the dealer"),
        }
        tasks.close()
        return figures


LIVE_SECONDS = 70


def live() -> dict[str, float]:
    """How long the window's event loop was kept waiting during a live interview, by a timer in its own thread.

    The real window listens to a virtual microphone at the pace of the clock, transcribes, judges and draws. Beside the
    time that passed stands the window's own work: the rest is what others did on the machine meanwhile.
    """
    answer = ROOT / "desktop" / "practice" / "demo_answer.flac"
    with tempfile.TemporaryDirectory() as name, private_sound_card(Path(name)) as card:
        home = str(Path(name) / "home")
        environment = {**os.environ, **card.environment, "QT_QPA_PLATFORM": "offscreen", "ROSTRUM_HOME": home}
        command = [sys.executable, "-m", "tests.ui.live_interview", str(answer), str(LIVE_SECONDS)]
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    seen = json.loads(done.stdout.splitlines()[-1])
    waits, works = (sorted(tick[side] for tick in seen["stalls"]) for side in (0, 1))
    return {
        "event loop in a live interview, words heard meanwhile": seen["words"],
        "its longest stall, seconds (at most 0.05)": waits[-1],
        "99 % of its stalls, seconds (at most 0.016)": waits[int(len(waits) * 0.99)],
        "the window's own work in the longest, seconds": works[-1],
        "the window's own work in 99 % of them, seconds": works[int(len(works) * 0.99)],
    }


def reviewing() -> dict[str, float]:
    """How long 45 minutes of 7,000 words take from the click to the painted page, and a word to be sought.

    It is scored as ever, with findings by the hundred, and played by the real player.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from desktop.ui.collector import Collector
    from desktop.ui.theme import Theme
    from desktop.ui.window import Window
    from tests.ui.long_rehearsal import keep_long_rehearsal, open_program_in

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        words = _many_words(_corpus_texts(), 7000)
        rehearsal_id = keep_long_rehearsal(open_program_in(Path(folder)), words)
        # As in the program: what works in the background must not come to collect widgets, and nothing is known of the
        # rubric yet.
        collector = Collector()
        collector.begin()
        window = Window()
        window.resize(1180, 820)
        window.show()
        window.furnish(open_program_in(Path(folder)), Theme(application))
        _let_end(application, window)

        def open_it() -> None:
            window.open_review(rehearsal_id)
            while window.page_name != "review":
                application.processEvents()
            window.grab()

        def seek() -> None:
            window.review.page.transcript.word_clicked.emit(random.randrange(len(words)))
            application.processEvents()
            window.review.page.transcript.grab()

        opened = []
        for _ in range(ROUNDS):
            window.go("practise")
            opened.append(_work_seconds(open_it))
            _let_end(application, window)
        sought = [_work_seconds(seek) for _ in range(5 * ROUNDS)]
        window.close()
        collector.end()
    return {
        "45 minutes opened, from click to painted page, s (at most 0.3)": statistics.median(opened),
        "the first one after the start, s (at most 0.3)": opened[0],
        "a word sought, from click to painted word, s (at most 0.1)": statistics.median(sought),
        "the slowest of them, s": max(sought),
    }


def _let_end(application: "QApplication", window: "Window") -> None:
    """Let what runs in the background come to its end: it is not what is measured next."""
    application.processEvents()
    while window.rooms.tasks.busy:
        application.processEvents()


def diagrams() -> dict[str, float]:
    """How long it takes to see any second of a drawn rehearsal, to keep an element and to read a very large diagram.

    The rehearsal is long: 3,000 events in 45 minutes, more than one a second, of 150 boxes with their arrows.
    """
    from desktop.practice.diagram.document import read_diagram, write_diagram
    from desktop.practice.diagram.drawing import rebuild
    from desktop.practice.diagram.journal import DiagramJournal, event_line, read_journal
    from desktop.practice.diagram.marking import mark_diagram
    from desktop.practice.diagram.model import Arrow, Box, Diagram
    from desktop.practice.diagram.svg import write_svg
    from rubrics.loader import load_rubric

    events = drawn_events(3000, 150)
    lines = b"".join(map(event_line, events))
    boxes = {f"b{number}": Box(f"b{number}", f"Box {number}") for number in range(10_000)}
    arrows = {f"a{number}": Arrow(f"a{number}", f"b{number // 2}", f"b{number}") for number in range(1, 10_000)}
    large = Diagram(boxes, arrows)
    text, stemmer = write_diagram(large).encode(), load_rubric().language.stemmer
    with tempfile.TemporaryDirectory() as folder, DiagramJournal(Path(folder) / "d.jsonl") as journal:
        began = time.perf_counter()
        for event in events[:200]:
            journal.take(event)
        kept = (time.perf_counter() - began) / 200
    seconds = [events[at].second for at in range(0, len(events), 300)] + [events[-1].second]
    return {
        "any second of a drawn rehearsal, at worst, seconds (at most 0.05)": max(
            min(_work_seconds(lambda: rebuild(events, second)) for _ in range(3))  # noqa: B023
            for second in seconds
        ),
        "its journal read, seconds": min(_work_seconds(lambda: read_journal(lines, "d")) for _ in range(3)),
        "an element kept on the disk, seconds by the clock": kept,
        "10,000 boxes and their arrows read, seconds": min(
            _work_seconds(lambda: read_diagram(text, "d")) for _ in range(3)
        ),
        "10,000 boxes marked, seconds": _work_seconds(lambda: mark_diagram(large, (), None, stemmer)),
        "10,000 boxes as SVG, seconds": _work_seconds(lambda: write_svg(large)),
    }


def drawn_events(count: int, boxes: int) -> "list[Event]":
    """Return so many events of a drawing: boxes, arrows between them, then moves and annotations, some undone."""
    from desktop.practice.diagram.events import ArrowChanged, ArrowDrawn, BoxChanged, BoxDrawn, Redone, Undone
    from desktop.practice.diagram.model import Arrow, Box, Measure, Place

    events: list[Event] = []
    while len(events) < count:
        number, second = len(events), 2700 * len(events) / count
        box = Box(f"b{number % boxes}", f"Service {number % boxes}", place=Place(number % 977, number % 613))
        arrow = Arrow(f"a{number % boxes}", "b0", box.id, "asks", Measure(number % 400, "ms"), risk="it may be late")
        if number < boxes:
            events.append(BoxDrawn(second, box))
        elif boxes < number < 2 * boxes:
            events.append(ArrowDrawn(second, arrow))
        elif number % 20 == 18:
            events.append(Undone(second))
        elif number % 20 == 19:
            events.append(Redone(second))
        elif number % 3 and number % boxes:
            events.append(ArrowChanged(second, arrow))
        else:
            events.append(BoxChanged(second, box))
    return events


def _start_seconds(program: str, environment: dict[str, str]) -> tuple[float, float]:
    """Return after how long the window was visible, and after how long its pages were there."""
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    visible, furnished = map(float, done.stdout.split()[-2:])
    return visible - began, furnished - began


def scoring() -> dict[str, float]:
    """How the time to score grows with the length of an answer, and what a new piece of one costs.

    The answers are put together from the labelled corpus, so that hardly anything is said twice and a longer text
    does not pass for an echo of itself. Beside it the plain search for fuzzy keywords that a simpler program would do.
    """
    from rubrics.loader import load_rubric
    from rubrics.running import RunningScore
    from rubrics.scorer import Scorer
    from rubrics.text import Passage
    from speech.transcript import Word

    scorer = Scorer(load_rubric())
    texts = _corpus_texts()
    scorer.score(Passage.from_text(texts[0]))
    figures = {}
    for thousands in (1, 10, 100):
        passage = Passage.from_text(" ".join(_many_words(texts, thousands * 1000)))
        figures[f"scoring {thousands} thousand words, seconds"] = _work_seconds(lambda: scorer.score(passage))  # noqa: B023
    one, ten, hundred = figures.values()
    figures["scoring ten times the words costs (10 is linear)"] = ten / one
    figures["scoring a hundred times the words costs (100 is linear)"] = hundred / one

    words = [
        Word(text, at * 0.4, at * 0.4 + 0.35, 0.9) for at, text in enumerate(_many_words(texts, 7000 + 60 * ROUNDS))
    ]
    whole = min(_work_seconds(lambda: scorer.score(Passage.from_words(words[:7000]))) for _ in range(3))
    running = RunningScore(scorer)
    for first in range(0, 7000, 200):
        running.add(words[first : first + 200])
    pieces, judgements = [], []
    for first in range(7000, len(words), 60):
        pieces.append(_work_seconds(lambda: running.add(words[first : first + 60])))  # noqa: B023
        judgements.append(_work_seconds(running.score))
    piece, judgement = statistics.median(pieces), statistics.median(judgements)
    text = " ".join(word.text for word in words[:7000])
    plain = min(_work_seconds(lambda: _keyword_scan(text, scorer)) for _ in range(3))
    return {
        **figures,
        "scoring 7 thousand words, seconds": whole,
        "findings after 60 more words, % of scoring the 7,000 (at most 3)": 100 * piece / whole,
        "the whole judgement after them, % of scoring the 7,000": 100 * (piece + judgement) / whole,
        "plain fuzzy keyword scan of 7 thousand words, seconds": plain,
        "scoring over that scan": whole / plain,
    }


def _corpus_texts() -> list[str]:
    files = [
        *sorted((ROOT / "tests" / "corpus" / "tuned").glob("house-*/answers.jsonl")),
        *sorted((ROOT / "tests" / "corpus" / "tuned").glob("house-*/passages.jsonl")),
    ]
    return [json.loads(line)["text"] for file in files for line in file.read_text("utf-8").splitlines() if line.strip()]


def _many_words(texts: list[str], count: int) -> list[str]:
    """Return so many words of the texts; each further round mixes their sentences anew."""
    words = " ".join(texts).split()
    mixer, sentences = random.Random(5), re.split(r"(?<=[.?!]) ", " ".join(texts))
    while len(words) < count:
        mixer.shuffle(sentences)
        words += " ".join(sentences).split()
    return words[:count]


def _keyword_scan(text: str, scorer: "Scorer") -> list[float]:
    """Look for each keyword of the lexicon with the partial ratio of RapidFuzz, sentence by sentence."""
    from rapidfuzz import fuzz

    keywords = sorted({*scorer.rubric.language.repairs.targets, *re.split(r",\s+", _KEYWORDS)})
    sentences = [" ".join(text.split()[at : at + 20]).lower() for at in range(0, len(text.split()), 20)]
    return [fuzz.partial_ratio(keyword, sentence) for sentence in sentences for keyword in keywords]


# What a plain scorer would look for: three or four keywords for each signal.
_KEYWORDS = """hard constraint, must never, business goal, outcome, database, microservice, out of scope, non goal,
percent, milliseconds, p95, error rate, backlog, time to, engagement, downloads, revenue, margin, cost per order,
trade off, in exchange for, give up, not just, rather than, more important than, first, fails, breaks, times out,
fallback, retry, rollback, kill switch, journey, step by step, do not know, baseline, measure first, according to,
as you said, your metric, cut the scope, smaller version, cohort, control group, stop rule, a b test, never fails,
no downside, everything at once"""


def progress() -> dict[str, float]:
    """How long the page Progress takes to open over 1,000 rehearsals, and to be turned into its table."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from desktop.practice.index import Index
    from desktop.ui.progress import ProgressPage
    from desktop.ui.progress_contents import ProgressContents
    from desktop.ui.theme import Theme
    from tests.ui import samples
    from tests.ui.many_outcomes import LAST, keep_outcomes, many_outcomes
    from tests.ui.stage import FakeScorer

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder) / "index.sqlite3")
        keep_outcomes(index, many_outcomes(1000, days_apart=0.4))
        page = ProgressPage(Theme(application, "light", text_scale=1.0))
        page.resize(1100, 800)
        page.show()
        application.processEvents()
        tracks = {track.id: track.title for track in samples.TRACKS}

        def open_page() -> None:
            page.show_contents(ProgressContents(index.outcomes(), FakeScorer.rubric, tracks, LAST.date()))
            application.processEvents()

        def turn() -> None:
            page.turn()
            application.processEvents()

        return {
            "progress over 1,000 rehearsals opened, seconds (at most 0.15)": _work_seconds(open_page),
            "its table of 1,000 rows, seconds (at most 0.15)": _work_seconds(turn),
        }


def listening() -> dict[str, float]:
    """What it costs to resample, measure and find the speech in a minute of sound, as a share of one core."""
    from speech.endpointer import Endpointer
    from speech.level import measure
    from speech.sources import Block, resampled
    from speech.voice_activity import VoiceActivity

    minute = numpy.random.default_rng(1).normal(0, 1500, 60 * 48_000).astype(numpy.int16).tobytes()
    blocks = [Block(minute[start : start + 4800]) for start in range(0, len(minute), 4800)]
    endpointer = Endpointer(VoiceActivity())

    def work() -> None:
        for block in resampled(iter(blocks), 48_000):
            measure(block.samples)
            for _utterance in endpointer.hear(block.samples):
                pass

    began = time.process_time()
    work()
    share = 100 * (time.process_time() - began) / 60
    return {"resampling, level and voice activity, % of a core (at most 3)": share}


def memory() -> dict[str, float]:
    """How much the recorder grows over 45 minutes of sound, at sixty times the pace."""
    from speech.messages import LevelMeasured, Message, Record, RecordingStopped
    from speech.worker import Helper

    sizes: list[float] = []
    said: queue.SimpleQueue[Message] = queue.SimpleQueue()
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "source.wav"
        with wave.open(str(source), "wb") as sound:
            sound.setparams((1, 2, 16_000, 0, "NONE", ""))
            for _ in range(45):
                sound.writeframes(bytes(60 * 32_000))
        helper = Helper([sys.executable, "-m", "desktop", "--worker", "record"], said.put)
        helper.send(Record(str(Path(name) / "out.wav"), source_path=str(source), speed=60))
        while not isinstance(message := said.get(timeout=120), RecordingStopped):
            if isinstance(message, LevelMeasured) and round(message.recorded_seconds * 20) % 1200 == 0:
                sizes.append(_resident_megabytes(helper.process_id))
    return {"recorder memory, growth over 45 minutes, MB (at most 5)": max(sizes) - sizes[1]}


def _resident_megabytes(process_id: int) -> float:
    pages = int(Path(f"/proc/{process_id}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def capture() -> dict[str, float]:
    """How much of the sound is lost while the program holds its interpreter's lock."""
    with tempfile.TemporaryDirectory() as name, private_sound_card(Path(name)) as card:
        environment = {**os.environ, **card.environment}
        done = subprocess.run(
            [sys.executable, "-c", _BUSY, str(Path(name) / "out.wav")], env=environment, cwd=ROOT,
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    elapsed, lost, recorded = map(float, done.stdout.split())
    return {
        "recorded while the lock is held, seconds": elapsed,
        "sound captured meanwhile, % (at least 99.9)": 100 * (1 - lost / recorded),
    }


_BUSY = """
import queue, random, sys, time
from desktop.program import helper_command
from speech.messages import *
from speech.worker import Helper

said = queue.SimpleQueue()
helper = Helper(helper_command("record"), said.put)
helper.send(Record(sys.argv[1]))
while not isinstance(said.get(), RecordingStarted):
    pass
began = time.monotonic()
values = [random.random() for _ in range(4_000_000)]
while time.monotonic() - began < 8:
    sorted(values)  # one call that holds the lock for seconds
elapsed = time.monotonic() - began
helper.send(StopRecording())
lost = 0.0
while not isinstance(message := said.get(), RecordingStopped):
    lost += message.lost_seconds if isinstance(message, SoundLost) else 0
print(elapsed, lost, message.recorded_seconds)
"""


def _work_seconds(work: Callable[[], object]) -> float:
    """Return how long this process worked at it; what others do on the machine meanwhile does not count."""
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
