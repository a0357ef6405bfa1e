"""Writes a picture of every page and state: `python tests/ui/make_screenshots.py OUT_DIR [PART_OF_A_NAME]`.

In light and dark, at 100 % and 200 %, and with the largest type; `OUT_DIR/sheets` holds several in one picture each.
"""

import math
import os
import random
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

import samples
from contact_sheet import ContactSheet
from many_outcomes import LAST, many_outcomes

from cases.general_files import manners
from cases.search import rank
from desktop.practice.comparison import compare
from desktop.practice.continuing import Interrupted
from desktop.practice.index import Hit
from desktop.practice.interview import Event, Interview, Stage, advance, read_clock
from desktop.practice.next_step import NextStep
from desktop.practice.rehearsal import State
from desktop.practice.timeline import Stretch
from desktop.settings import Settings
from desktop.ui.before import BeforePage
from desktop.ui.compare import ComparePage
from desktop.ui.comparison_contents import ComparisonContents
from desktop.ui.contents import PractiseContents, ReviewContents
from desktop.ui.devices import Device
from desktop.ui.disk_use import DiskUse
from desktop.ui.help import HelpPage
from desktop.ui.interruption import Interruption
from desktop.ui.interview import InterviewPage
from desktop.ui.key_tables import key_tables
from desktop.ui.model_facts import ModelFacts, ModelState
from desktop.ui.models import ModelsPage
from desktop.ui.pair_player import PairPlayer
from desktop.ui.player import Player
from desktop.ui.practise import PractisePage
from desktop.ui.progress import ProgressPage
from desktop.ui.progress_contents import ProgressContents
from desktop.ui.rail import Rail
from desktop.ui.rehearsals import RehearsalsPage
from desktop.ui.review import ReviewPage
from desktop.ui.settings_page import SettingsPage
from desktop.ui.theme import Theme
from desktop.ui.tokens import RAIL_NARROW_UNDER
from desktop.ui.window import RAIL
from rubrics.corrections import Corrections, Dispute, WordChange
from speech.level import Verdict
from speech.models import SPHINX, Recogniser

# As large as the theme makes it.
LARGEST_TEXT_SCALE = 2.0
SIZES = (QSize(1024, 700), QSize(1440, 900))


def catalogue(cases=samples.CASES, tracks=samples.TRACKS):
    return SimpleNamespace(
        tracks=tracks,
        cases=cases,
        case=lambda case_id: next(case for case in cases if case.id == case_id),
        search=lambda words: rank(cases, {track.id: track.title for track in tracks}, words),
    )


def framed(page, theme, size, *, rail=True, shown="practise"):
    frame = QWidget()
    frame.setProperty("role", "page")
    row = QHBoxLayout(frame)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    if rail:
        side = Rail(theme)
        for entry in RAIL:
            side.add(*entry)
        side.add("review", "Review", "review", below="rehearsals")
        side.mark(shown)
        side.narrow(narrow=size.width() < RAIL_NARROW_UNDER)
        row.addWidget(side)
    row.addWidget(page, 1)
    page.setFocus()
    frame.resize(size)
    return frame


def practise(
    theme, rehearsals=samples.REHEARSALS, recogniser=SPHINX, problems=(), cases=samples.CASES, interruption=None
):
    page = PractisePage(theme)
    page.show_contents(PractiseContents(catalogue(cases), rehearsals, recogniser, problems, interruption=interruption))
    return page


def advised(theme):
    page = practise(theme)
    page.show_next_step(NextStep(samples.CASES[0], samples.FORMATS[1], samples.SIGNALS[0], 4, 5))
    return page


def interrupted(theme, **facts):
    rehearsal = samples.make_rehearsal("z", state=State.RECORDING, overall=None, band=None, recorded_seconds=0.0)
    known = {
        "rehearsal": rehearsal, "strict": False, "style": "neutral", "seed": 0, "recorded_seconds": 739.0,
        "elapsed_seconds": 739.0, "away_seconds": 240.0, "phase_begins": (), "said": (),
    }  # fmt: skip
    interruption = Interruption(Interrupted(**{**known, **facts}), samples.CASES[0], samples.FORMATS[0])
    return practise(theme, (rehearsal, *samples.REHEARSALS), interruption=interruption)


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
        "speaking": False,
        "voicing": False,
        "remark": "",
        "segments": (),
        "said": (),
    }
    return SimpleNamespace(**{**known, **facts})


def interview(theme, shown, *, confirming=False, hint=Verdict.GOOD, ears_only=False, words=False):
    page = InterviewPage(theme)
    page.show_sitting(samples.CASES[0], samples.FORMATS[0], ears_only=ears_only)
    page.show_view(shown, hint)
    if words:
        page.toggle_words()
        page.show_view(shown, hint)
    if confirming:
        page._ask_to_end()
    return page


class SilentSound:
    """Stands where the speaker would: pictures need no sound."""

    def __init__(self):
        self.loaded = self.ended = self.failed = SimpleNamespace(connect=lambda _slot: None)
        self.seconds = 0.0
        self.has_speaker = True
        self.missing_output = ""

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
            transcript,
            timeline=samples.make_timeline(transcript),
            bookmarks=samples.BOOKMARKS,
        )
    )
    page.show_outline(outline())
    page.remarks.setCurrentIndex(tab)
    page.transcript.show_position(second)
    page.bar._show_time(second)
    return page


def reviewed(theme, state):
    page = review(theme, 1 if state == "corrected" else 4 if state == "writing" else 0)
    if state == "writing":
        page.remarks.notes.write_at(33.0)
        page.remarks.notes.rows[1].line.setText("Say whom it is for, first")
    elif state in ("choosing", "correcting"):
        page.transcript.choose_words(20, 24)
        page.bar.strip.show_loop(Stretch(300.0, 420.0))
        if state == "correcting":
            page.words.fix()
    elif state == "corrected":
        transcript = samples.make_transcript()
        score = samples.make_score(transcript)
        corrections = Corrections((WordChange(8, 8, "that", "which"),), (Dispute("measure", 60, 66),))
        contents = replace(page._contents, corrections=corrections, score=replace(score, overall=73.0))
        page.corrector._text = "Heard \u201cthat\u201d, now \u201cwhich\u201d."
        page.show_corrected(contents)
    else:
        page.show_trouble("A note cannot be kept: No space left on device. It stays here, and it is tried again.")
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


MICROPHONES = (
    Device("internal", "Internal microphone", default=True),
    Device("headset", "Jabra Evolve2 65 with quite a long name that will not fit the box"),
)
SPEAKERS = (Device("speakers", "Speakers", default=True), Device("headset", "Jabra Evolve2 65"))
VOICES = ("gmw/en", "gmw/en-us", "gmw/en-gb-scotland")


def before(theme, *, devices=True, gone=False, verdict=None):
    page = BeforePage(theme, manners().styles)
    page.interviewer.show_settings(Settings())
    settings = Settings(microphone="usb", microphone_name="Blue Yeti") if gone else Settings()
    if devices is not None:
        page.microphone.show_devices(MICROPHONES if devices else ())
        page.voice.show_devices(SPEAKERS if devices else ())
    page.microphone.choose(settings.microphone, settings.microphone_name)
    page.voice.show_settings(settings)
    page.voice.show_voices(VOICES)
    page.recogniser.show_choices(settings, ("base.en",) if verdict else (),
                                 Recogniser("whisper", "base.en") if verdict else SPHINX, "")  # fmt: skip
    page.show_disk("Room on the disk: 84 GB are free", "good")
    page.show_sitting(samples.CASES[0], samples.FORMATS[0], check_first=True)
    page.show_readiness()
    if verdict:
        page.microphone.show_verdict(verdict)
        page.microphone.show_level(-22.0, -11.0)
    return page


MODELS = (
    ModelFacts("base.en", "English", "most laptops: keeps up while you speak", 145, ModelState.INSTALLED, 147_000_000,
               used=True),
    ModelFacts("tiny.en", "English", "an old laptop; mishears names and terms", 76, ModelState.INSTALLED, 77_000_000),
    ModelFacts("small.en", "English", "a recent laptop: a third fewer mistakes than base.en", 484, ModelState.PARTLY,
               120_000_000),
    ModelFacts("medium.en", "English", "hearing a rehearsal again, when nobody waits", 1530, ModelState.ABSENT),
    ModelFacts("large-v3", "99 languages", "strong accents, with much memory and time", 3090, ModelState.ABSENT),
)  # fmt: skip


def models(theme, *, busy=False):
    page = ModelsPage(theme)
    page.show_models(MODELS, "Whisper (base.en) will listen, on this laptop.")
    if busy:
        page.row("small.en").show_progress(0.42, "model.bin: 203 MB of 484 MB, 48 s left")
        page.row("medium.en").show_stopped(
            "medium.en: the connection broke off; what has arrived is kept, try again in a while"
        )
        page.row("tiny.en")._ask_to_remove()
    return page


def settings(theme):
    page = SettingsPage(theme, Path("/home/ada/.local/share/rostrum"), manners().styles)
    page.microphone.show_devices(MICROPHONES)
    page.voice.show_devices(SPEAKERS)
    page.voice.show_voices(VOICES)
    page.voice.show_settings(Settings())
    page.recogniser.show_choices(Settings(), ("base.en",), Recogniser("whisper", "base.en"), "")
    page.show_settings(Settings())
    page.show_disk("On the disk: rehearsals 1.2 GB, trash 80 MB, models 147 MB. 84.1 GB are free.")
    return page


def rehearsals(theme, state=""):
    page = RehearsalsPage(theme)
    page.card.show_listener("Whisper (base.en) would listen. What was heard before is kept.")
    page.show_rehearsals(() if state == "none" else samples.REHEARSALS)
    page.disk.show_use(DiskUse(1_200_000_000, 80_000_000, 147_000_000, 84_100_000_000))
    if state == "search":
        page._search.setText("dealer")
        page.show_hits("dealer", (
            Hit(samples.REHEARSALS[0].id, 31.2, "only shown after the dealer's system has accepted it"),
            Hit("b", 512.0, "\u2026if the dealer system is down we keep the request in a queue for four hours\u2026"),
        ))  # fmt: skip
    if state == "import":
        page.importing.show_cases(samples.CASES)
        page.importing.show_file(Path("mock interview with Sam.mp4"))
        page.show_deleted(samples.REHEARSALS[1])
    if state == "comparing":
        page.compare()
        page._rows.choose("b")
    if state == "erase":
        page.erasing.begin()
        page.erasing.show_gone(
            "23 rehearsals with their recordings and reports, 2 more in the trash, the index, the logs and all settings"
        )
    if state == "busy":
        page.importing.show_file(Path("mock interview with Sam.mp4"))
        page.importing.show_progress(754, 2700)
        page.card.show_progress(samples.REHEARSALS[0].id, 1200, 2692, 2100)
    return page


def progress(theme, state=""):
    page = ProgressPage(theme)
    outcomes = {
        "none": (), "one": many_outcomes(1), "many": many_outcomes(1000, days_apart=0.4),
        "provisional": tuple(
            replace(outcome, rehearsal=replace(outcome.rehearsal, provisional=True)) for outcome in many_outcomes(3)
        ),
    }.get(state, many_outcomes(24))  # fmt: skip
    tracks = {track.id: track.title for track in samples.TRACKS}
    rubric = SimpleNamespace(
        marking=SimpleNamespace(scale_power=0.5), signals=samples.SIGNALS, formats=samples.FORMAT_MARKS
    )
    page.show_contents(ProgressContents(outcomes, rubric, tracks, LAST.date()))
    if state in ("mixed", "table"):
        page._format.setCurrentIndex(0)
    if state == "table":
        page.turn()
    return page


def compared(theme, state=""):
    before, now = samples.make_takes()
    if state == "limits":
        facts = {"format_id": "opening-2", "format_title": "Opening drill", "engine": "sphinx", "model": "en-us",
                 "case_id": "charging", "case_title": "EV charging recommendation"}  # fmt: skip
        before = replace(before, rehearsal=replace(before.rehearsal, **facts), phases=())
    player = PairPlayer(Player(SilentSound))
    page = ComparePage(player, theme)
    recordings = (Path("/gone") if state == "limits" else Path(__file__), Path(__file__))
    page.show_contents(ComparisonContents(compare(before, now, samples.SIGNALS), recordings))
    if state:
        page.toggle()
    if state == "below":
        page.resize(800, 600)
        page.show()
        page._body.verticalScrollBar().setValue(10_000)
    return page


def lost(theme):
    page = interview(theme, view(739, Stage.INTERRUPTED))
    page.lost_microphone.show_devices(MICROPHONES)
    page.lost_microphone.show_lost("usb", "Blue Yeti", 739)
    return page


def pictures(theme, size):
    """Each picture's name with its page, and whether it has a rail."""
    hearing = view(2692, Stage.OVER, heard_seconds=1870, recorded_seconds=2692, heard_words=4210)
    yield "practise", framed(practise(theme), theme, size)
    yield "practise-whisper", framed(practise(theme, recogniser=Recogniser("whisper", "base.en")), theme, size)
    yield "practise-next", framed(advised(theme), theme, size)
    broken = ("cases/mine.toml: formats[0].minutes: 40 is not the sum of its phases (45); make them equal",)
    yield "practise-first-time", framed(practise(theme, rehearsals=(), problems=broken), theme, size)
    trouble = practise(theme, cases=())
    yield "practise-trouble", framed(trouble, theme, size)
    yield "practise-interrupted", framed(interrupted(theme), theme, size)
    yield "practise-interrupted-strict", framed(interrupted(theme, strict=True), theme, size)
    over = interrupted(theme, strict=True, away_seconds=3600.0)
    yield "practise-interrupted-over", framed(over, theme, size)
    yield "interview", framed(interview(theme, view(739)), theme, size, rail=False)
    asking = view(0, Stage.ASKING, voice_problem="There is no voice on this machine")
    yield "interview-asking", framed(interview(theme, asking), theme, size, rail=False)
    yield "interview-end", framed(interview(theme, view(2731), confirming=True), theme, size, rail=False)
    yield "interview-over", framed(interview(theme, hearing), theme, size, rail=False)
    silent = view(42, silent=True, level_dbfs=-120.0, peak_dbfs=-120.0)
    yield "interview-silent", framed(interview(theme, silent), theme, size, rail=False)
    pushed = view(1300, remark="Hold on. What does the driver see when the dealer is offline?", voicing=True)
    yield "interview-pushed", framed(interview(theme, pushed), theme, size, rail=False)
    ears = view(1300, remark=pushed.remark)
    yield "interview-ears-only", framed(interview(theme, ears, ears_only=True), theme, size, rail=False)
    heard = view(1300, remark=pushed.remark, segments=samples.make_transcript("whisper").segments)
    yield "interview-words", framed(interview(theme, heard, words=True), theme, size, rail=False)
    thinking = view(739)
    thinking.clock = replace(thinking.clock, thinking=True)
    yield "interview-thinking", framed(interview(theme, thinking), theme, size, rail=False)
    yield "interview-paused", framed(interview(theme, view(739, Stage.PAUSED)), theme, size, rail=False)
    quiet = view(42, level_dbfs=-52.0, peak_dbfs=-44.0)
    yield "interview-quiet", framed(interview(theme, quiet, hint=Verdict.TOO_QUIET), theme, size, rail=False)
    yield "interview-lost", framed(lost(theme), theme, size, rail=False)
    yield "before", framed(before(theme), theme, size, shown="")
    yield "before-good", framed(before(theme, verdict=Verdict.GOOD), theme, size, shown="")
    yield "before-quiet", framed(before(theme, verdict=Verdict.TOO_QUIET), theme, size, shown="")
    yield "before-gone", framed(before(theme, gone=True), theme, size, shown="")
    yield "before-nothing", framed(before(theme, devices=False), theme, size, shown="")
    yield "models", framed(models(theme), theme, size, shown="models")
    yield "models-busy", framed(models(theme, busy=True), theme, size, shown="models")
    yield "settings", framed(settings(theme), theme, size, shown="settings")
    yield "help", framed(HelpPage(key_tables()), theme, size, shown="help")
    yield "rehearsals", framed(rehearsals(theme), theme, size, shown="rehearsals")
    for state in ("none", "search", "import", "busy", "comparing", "erase"):
        yield f"rehearsals-{state}", framed(rehearsals(theme, state), theme, size, shown="rehearsals")
    yield "progress", framed(progress(theme), theme, size, shown="progress")
    for state in ("none", "one", "many", "provisional", "mixed", "table"):
        yield f"progress-{state}", framed(progress(theme, state), theme, size, shown="progress")
    for state in ("", "limits", "below"):
        yield f"compare-{state}".rstrip("-"), framed(compared(theme, state), theme, size, shown="rehearsals")
    yield "review", framed(review(theme), theme, size, shown="review")
    yield "review-findings", framed(review(theme, 1, provisional=True), theme, size, shown="review")
    yield "review-points", framed(review(theme, 2), theme, size, shown="review")
    yield "review-ledgers", framed(review(theme, 3), theme, size, shown="review")
    yield "review-notes", framed(review(theme, 4), theme, size, shown="review")
    for state in ("writing", "choosing", "correcting", "corrected", "full"):
        yield f"review-{state}", framed(reviewed(theme, state), theme, size, shown="review")
    yield "review-unheard", framed(unheard(theme), theme, size, shown="review")


@dataclass(frozen=True)
class Look:
    """One way in which all pages are drawn, each in a process of its own: Qt scales a process as a whole."""

    wish: str
    pixel_ratio: int = 1
    text_scale: float = 1.0

    @property
    def name(self):
        large = "-largest-type" if self.text_scale > 1 else ""
        return f"{self.wish}{large}{f'@{self.pixel_ratio}x' if self.pixel_ratio > 1 else ''}"

    @property
    def sizes(self):
        return SIZES if (self.pixel_ratio, self.text_scale) == (1, 1.0) else SIZES[:1]


LOOKS = tuple(
    Look(wish, *more) for more in ((), (2,), (1, LARGEST_TEXT_SCALE)) for wish in ("light", "dark")
)  # fmt: skip


def draw(out_folder, look, only=""):
    """Draw every page whose name holds `only` in one look, and sheets with several of them."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    theme = Theme(application, look.wish, text_scale=look.text_scale)
    for size in look.sizes:
        sheet = ContactSheet(out_folder / "sheets", f"{look.name}-{size.width()}x{size.height()}")
        for name, frame in pictures(theme, size):
            if only in name:
                frame.show()
                application.processEvents()
                application.processEvents()
                picture = frame.grab()
                picture.save(str(out_folder / f"{name}-{look.name}-{size.width()}x{size.height()}.png"))
                sheet.add(name, picture)
            frame.close()
        sheet.close()


def main(out_folder, only=""):
    """Draw every look."""
    (out_folder / "sheets").mkdir(parents=True, exist_ok=True)
    for look in LOOKS:
        environment = {**os.environ, "QT_SCALE_FACTOR": str(look.pixel_ratio)}
        subprocess.run([sys.executable, __file__, str(out_folder), only, look.name], env=environment, check=True)
    return 0


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3, 4):
        sys.exit("usage: python tests/ui/make_screenshots.py OUT_DIR [PART_OF_A_NAME]")
    if len(sys.argv) == 4:
        draw(Path(sys.argv[1]), next(look for look in LOOKS if look.name == sys.argv[3]), sys.argv[2])
    else:
        sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
