"""What may happen to an answer between mouth and scorer: each change is a function from text to text."""

import random
import re
from collections.abc import Callable

SALAD = (
    " constraint business goal latency p ninety five revenue margin trade off not x but y failure mode rollback kill "
    "switch non goal baseline cohort control group stop rule idempotent retry fallback throughput availability"
)
FILLERS = ("um", "uh", "you know", "like", "er", "i mean")
# Small words that a recogniser swallows, and words that it takes for each other.
SWALLOWED = frozenset(["a", "an", "the", "of", "to", "in", "at", "and", "is", "that", "it", "we", "i", "for", "on"])
_LIKES = (
    "their there, there their, two to, too to, for four, queue cue, stale stail, write right, cache cash, know no, "
    "our are, than then, by buy, week weak, weeks weaks, roll role, would wood, one won, site sight, hour our, "
    "meet meat, pair pear, brake break"
)
MISHEARD = dict(pair.split() for pair in _LIKES.split(", "))

Change = Callable[[str], str]


def unpunctuated(text: str) -> str:
    """Return the text as a plain recogniser prints it: no signs, no capitals."""
    return re.sub(r"(?<!\d)[.,:](?!\d)|[.,](?!\d)|[;?!\"\u2026\u2014\u2013()]", " ", text).lower()


def with_fillers(text: str) -> str:
    """Return the text with a filler in about every ninth place, the same ones each time."""
    chance = random.Random(len(text))
    spoken = []
    for word in text.split():
        if chance.random() < 1 / 9:
            spoken.append(chance.choice(FILLERS))
        spoken.append(word)
    return " ".join(spoken)


def misheard(text: str) -> str:
    """Return the text without signs, one small word in eight swallowed and words taken for their likes."""
    chance = random.Random(len(text))
    heard = []
    for word in unpunctuated(text).split():
        if word in SWALLOWED and chance.random() < 1 / 8:
            continue
        heard.append(MISHEARD[word] if word in MISHEARD and chance.random() < 1 / 3 else word)
    return " ".join(heard)


def with_salad(text: str) -> str:
    """Return the text with a row of keywords behind it."""
    return text + SALAD


def said_twice(text: str) -> str:
    """Return the text two times."""
    return f"{text} {text}"


def shuffled(text: str) -> str:
    """Return the words in no order, the same one each time."""
    words = text.split()
    random.Random(7).shuffle(words)
    return " ".join(words)


def first_half(text: str) -> str:
    """Return the first half of the words."""
    words = text.split()
    return " ".join(words[: len(words) // 2])


# These should change nothing.
HARMLESS: dict[str, Change] = {
    "no punctuation, no case": unpunctuated,
    "fillers": with_fillers,
    "misheard": misheard,
}
# These must never raise the mark; all but the first two must sink it.
WORTHLESS: dict[str, Change] = {
    "salad appended": with_salad,
    "said twice": said_twice,
    "shuffled": shuffled,
    "first half": first_half,
}
