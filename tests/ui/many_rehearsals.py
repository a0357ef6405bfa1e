"""A long practice: many rehearsals with words as often as in speech, to measure lists and searches with."""

import random
from dataclasses import replace

from desktop.practice.index import Index
from speech.transcript import Segment, Transcript, Word
from tests.ui import samples

_SEGMENT_WORDS = 50
_KNOWN_WORDS = 5_000
_RARE = "constraint"


def keep_many(index: Index, rehearsals: int, words: int) -> None:
    """Keep so many rehearsals of so many words; the words come as often as Zipf's law has it, always the same ones."""
    chance = random.Random(7)
    vocabulary = ["the", "dealer", *(_word(chance) for _ in range(_KNOWN_WORDS))]
    shares = [1 / (rank + 1) for rank in range(len(vocabulary))]
    for number in range(rehearsals):
        rehearsal = replace(samples.REHEARSALS[number % len(samples.REHEARSALS)], id=f"many-{number:04}")
        spoken = chance.choices(vocabulary, shares, k=words)
        spoken[chance.randrange(words)] = _RARE
        index.keep(rehearsal)
        index.keep_words(rehearsal.id, _transcript(spoken))


def _word(chance: random.Random) -> str:
    return "".join(chance.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(chance.randint(3, 9)))


def _transcript(spoken: list[str]) -> Transcript:
    segments = []
    for first in range(0, len(spoken), _SEGMENT_WORDS):
        said = spoken[first : first + _SEGMENT_WORDS]
        heard = tuple(
            Word(word, first + place * 0.4, first + place * 0.4 + 0.3, 0.9) for place, word in enumerate(said)
        )
        segments.append(Segment(float(first), float(first + 20), heard))
    return Transcript("whisper", "base.en", "en", tuple(segments))
