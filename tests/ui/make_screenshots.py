"""Writes a picture of every page in light and dark: `python tests/ui/make_screenshots.py OUT_DIR`."""

import math
import random
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

import samples

from cases.search import rank
from desktop.practice.interview import Event, Interview, Stage, advance, read_clock
from desktop.ui.contents import PractiseContents, ReviewContents
from desktop.ui.interview import InterviewPage
from desktop.ui.player import Player
from desktop.ui.practise import PractisePage
from desktop.ui.rail import Rail
from desktop.ui.review import ReviewPage
from desktop.ui.theme import Theme
from desktop.ui.tokens import RAIL_NARROW_UNDER
from speech.models import SPHINX, Recogniser

SIZES = (QSize(1024, 700), QSize(1440, 900))


def catalogue(cases=samples.CASES, tracks=samples.TRACKS):
    return SimpleNamespace(
        tracks=tracks,
        cases=cases,
        case=lambda case_id: next(case for case in cases if case.id == case_id),
        search=lambda words: rank(cases, {track.id: track.title for track in tracks}, words),
    )


def framed(page, theme, size, *, rail=True, review=False):
    frame = QWidget()
    frame.setProperty("role", "page")
    row = QHBoxLayout(frame)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    if rail:
        side = Rail(theme)
        side.add("practise", "Practise", "practise")
        side.add("review", "Review", "review")
        side.mark("review" if review else "practise")
        side.narrow(narrow=size.width() < RAIL_NARROW_UNDER)
        row.addWidget(side)
    row.addWidget(page, 1)
    page.setFocus()
    frame.resize(size)
    return frame


def practise(theme, rehearsals=samples.REHEARSALS, recogniser=SPHINX, problems=(), cases=samples.CASES):
    page = PractisePage(theme)
    page.show_contents(PractiseContents(catalogue(cases), rehearsals, recogniser, problems))
    return page


def view(elapsed_seconds, stage=Stage.LISTENING, **facts):
    interview = Interview(samples.FORMATS[0])
    interview, _ = advance(interview, Event.BEGUN, 0)
    interview, _ = advance(interview, Event.QUESTION_SPOKEN, 0)
    interview, _ = advance(interview, Event.RECORDING_STARTED, 0)
    known = {
        "stage": stage,
        "clock": read_clock(interview, elapsed_seconds),
        "question": samples.QUESTION,
        "rehearsal": samples.REHEARSALS[0],
        "level_dbfs": -24.0,
        "peak_dbfs": -13.0,
        "silent": False,
        "heard_seconds": 0.0,
        "recorded_seconds": elapsed_seconds,
        "heard_words": 0,
        "problem": None,
        "voice_problem": "",
        "transcribed": False,
        "finished": False,
    }
    return SimpleNamespace(**{**known, **facts})


def interview(theme, shown, *, confirming=False):
    page = InterviewPage(theme)
    page.show_sitting(samples.CASES[0], samples.FORMATS[0])
    page.show_view(shown)
    if confirming:
        page._ask_to_end()
    return page


class SilentSound:
    """Stands where the speaker would: pictures need no sound."""

    def __init__(self):
        self.loaded = self.ended = self.failed = SimpleNamespace(connect=lambda _slot: None)
        self.seconds = 0.0
        self.has_speaker = True

    def __getattr__(self, name):
        return lambda *_arguments: None


def review(theme, tab=0, *, provisional=False, second=31.0):
    engine = "sphinx" if provisional else "whisper"
    transcript = samples.make_transcript(engine)
    page = ReviewPage(Player(SilentSound), theme)
    rehearsal = replace(samples.REHEARSALS[0], engine=engine, provisional=provisional)
    page.show_review(
        ReviewContents(
            rehearsal,
            Path(__file__),
            transcript,
            samples.make_score(transcript, provisional=provisional),
            samples.SIGNALS,
            Path("report.html"),
        )
    )
    page.show_outline(outline())
    page.remarks.setCurrentIndex(tab)
    page.transcript.show_position(second)
    page.bar._show_time(second)
    return page


def outline():
    chance = random.Random(3)
    swells = (0.25 + 0.6 * abs(math.sin(at / 37)) * abs(math.sin(at / 11 + 1)) for at in range(1200))
    return tuple(swell * (0.4 + 0.6 * chance.random()) * (chance.random() > 0.06) for swell in swells)


def unheard(theme):
    page = ReviewPage(Player(SilentSound), theme)
    page.show_review(ReviewContents(samples.REHEARSALS[3], Path(__file__), None, None, samples.SIGNALS, None))
    page.show_outline(outline())
    return page


def pictures(theme, size):
    """Each picture's name with its page, and whether it has a rail."""
    hearing = view(2692, Stage.OVER, heard_seconds=1870, recorded_seconds=2692, heard_words=4210)
    yield "practise", framed(practise(theme), theme, size)
    yield "practise-whisper", framed(practise(theme, recogniser=Recogniser("whisper", "base.en")), theme, size)
    broken = ("cases/mine.toml: formats[0].minutes: 40 is not the sum of its phases (45); make them equal",)
    yield "practise-first-time", framed(practise(theme, rehearsals=(), problems=broken), theme, size)
    trouble = practise(theme, cases=())
    yield "practise-trouble", framed(trouble, theme, size)
    yield "interview", framed(interview(theme, view(739)), theme, size, rail=False)
    asking = view(0, Stage.ASKING, voice_problem="There is no voice on this machine")
    yield "interview-asking", framed(interview(theme, asking), theme, size, rail=False)
    yield "interview-end", framed(interview(theme, view(2731), confirming=True), theme, size, rail=False)
    yield "interview-over", framed(interview(theme, hearing), theme, size, rail=False)
    silent = view(42, silent=True, level_dbfs=-120.0, peak_dbfs=-120.0)
    yield "interview-silent", framed(interview(theme, silent), theme, size, rail=False)
    yield "review", framed(review(theme), theme, size, review=True)
    yield "review-findings", framed(review(theme, 1, provisional=True), theme, size, review=True)
    yield "review-points", framed(review(theme, 2), theme, size, review=True)
    yield "review-delivery", framed(review(theme, 3), theme, size, review=True)
    yield "review-unheard", framed(unheard(theme), theme, size, review=True)


def main(out_folder):
    out_folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    for wish in ("light", "dark"):
        theme = Theme(application, wish, text_scale=1.0)
        for size in SIZES:
            for name, frame in pictures(theme, size):
                frame.show()
                application.processEvents()
                application.processEvents()
                frame.grab().save(str(out_folder / f"{name}-{wish}-{size.width()}x{size.height()}.png"))
                frame.close()
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python tests/ui/make_screenshots.py OUT_DIR")
    sys.exit(main(Path(sys.argv[1])))
