"""A whole rehearsal of 45 minutes, scored by the real rubric: what a review has to open."""

from pathlib import Path

from desktop.home import Home
from desktop.practice.marking import mark
from desktop.program import Program
from desktop.settings import Settings
from speech.transcript import Segment, Transcript, Word
from tests.ui import samples
from tests.ui.stage import begin_rehearsal

_SEGMENT_WORDS = 25
_WORD_SECONDS = 0.37
_DOUBTED_EVERY = 29
# The outline is read in the background and takes as long for any recording; this one is short.
_SOUND_SECONDS = 60


def open_program_in(folder: Path) -> Program:
    """Return the real program in a folder."""
    home = Home(folder)
    home.make()
    return Program(home, Settings())


def keep_long_rehearsal(program: Program, words: list[str]) -> str:
    """Keep a rehearsal in which these words were said and scored, and return its id."""
    transcript = _spoken(words)
    archive = program.archive
    rehearsal = begin_rehearsal(archive)
    samples.write_wav(archive.recording(rehearsal.id), _SOUND_SECONDS)
    archive.keep_recorded(rehearsal.id, transcript.end_seconds)
    archive.keep_transcript(rehearsal.id, transcript)
    mark(archive, program.scorer, None, rehearsal.id)
    return rehearsal.id


def _spoken(words: list[str]) -> Transcript:
    segments, seconds = [], 0.0
    for first in range(0, len(words), _SEGMENT_WORDS):
        said = []
        for number, word in enumerate(words[first : first + _SEGMENT_WORDS], start=first):
            confidence = 0.3 if number % _DOUBTED_EVERY == 0 else 0.9
            said.append(Word(word, seconds, seconds + 0.9 * _WORD_SECONDS, confidence))
            seconds += _WORD_SECONDS
        segments.append(Segment(said[0].start_seconds, said[-1].end_seconds, tuple(said)))
        seconds += 2.5 if first % 100 == 0 else 0.3
    return Transcript("whisper", "base.en", "en", tuple(segments))
