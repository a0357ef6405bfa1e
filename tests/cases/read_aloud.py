"""Reads every sentence that a case lets the interviewer say, and tells which of them no interviewer would say so.

    .venv/bin/python -m tests.cases.read_aloud [--case ID] [--all] [--unheard]

Each sentence of the opening question, the answers given on request, the prompts, the push-backs and the planned change
is spoken, timed with espeak-ng and listened to with pocketsphinx. A line is printed for a sentence that is too long to
be followed by ear, holds what a voice cannot say, or came back garbled; `--all` prints every sentence. The last lines
sum up each case: sentences, seconds, words a minute, longest sentence, words not understood. `--unheard` leaves the
recogniser out, which takes a minute for all cases in place of an hour.

The figures find what is hard to follow. Whether a person would say it, a person decides.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from cases.catalogue import Catalogue
from cases.model import Case
from cases.wording_checks import spoken_texts
from speech.messages import Vocabulary
from speech.recognisers.sphinx import SphinxRecogniser
from speech.recording import SAMPLE_RATE_HERTZ
from tests.conftest import error_rate
from tests.synthetic_voices import say

MOST_WORDS, MOST_SECONDS = 30, 14.0
# Of plain sentences pocketsphinx mishears one word in eight; with half of them lost the voice is to blame.
MOST_ERRORS = 0.5
_NOT_SAID = re.compile(r"[\[\](){}<>/|\\*_#`~^=+&%$€@:;\"0-9]|\b(?!AI\b)[A-Z]{2,}\b|\b(?:e\.g|i\.e|etc|vs|approx)\.")


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence as it was spoken: `place` is its dotted key, `errors` the share of words not understood."""

    place: str
    sentence: str
    seconds: float
    errors: float

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.sentence.split())

    @property
    def remarks(self) -> str:
        """Why nobody would say it so; empty for no reason found."""
        odd = _NOT_SAID.search(self.sentence)
        found = {
            f"{self.words} words": self.words > MOST_WORDS,
            f"{self.seconds:.1f} s": self.seconds > MOST_SECONDS,
            f'"{odd.group()}" cannot be said' if odd else "": odd is not None,
            f"{self.errors:.0%} not understood": self.errors > MOST_ERRORS and self.words > 4,
        }
        return ", ".join(remark for remark, holds in found.items() if holds)


def main() -> None:
    """Print the sentences of one case or of all that need another look."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--case", help="only this case")
    parser.add_argument("--all", action="store_true", help="every sentence, with or without a remark")
    parser.add_argument("--unheard", action="store_true", help="timed alone, without the recogniser")
    arguments = parser.parse_args()
    sums: list[str] = []
    done: set[str] = set()
    for case in Catalogue().cases:
        if arguments.case in (None, case.id):
            every = list(heard_sentences(case, done, listen=not arguments.unheard))
            for heard in every:
                if heard.remarks or arguments.all:
                    sys.stdout.write(f"{case.id}: {heard.place}: {heard.remarks or 'fine'}: {heard.sentence}\n")
            sums.append(_sum(case, every, listened=not arguments.unheard))
            sys.stdout.flush()
    sys.stdout.write("\n".join(["", *sums, ""]))


def heard_sentences(case: Case, done: set[str], *, listen: bool) -> Iterator[Heard]:
    """Yield every sentence of a case that is not `done` yet, as a voice speaks it and the recogniser hears it."""
    vocabulary = tuple(Vocabulary(term.text, term.spoken) for term in case.vocabulary)
    listener = SphinxRecogniser(vocabulary) if listen else None
    for place, text in spoken_texts(case):
        for sentence in re.split(r"(?<=[.?!]) ", text):
            if sentence and sentence not in done:
                done.add(sentence)
                seconds = len(say(sentence, "espeak")) / SAMPLE_RATE_HERTZ
                yield Heard(place, sentence, seconds, _errors(sentence, listener) if listener else 0.0)


def _errors(sentence: str, listener: SphinxRecogniser) -> float:
    """Return the share of words not understood, spoken with the voice that the recogniser is used to."""
    return error_rate(sentence, " ".join(word.text for word in listener.words(say(sentence, "rms"))))


def _sum(case: Case, every: list[Heard], *, listened: bool) -> str:
    seconds = sum(heard.seconds for heard in every)
    words = sum(heard.words for heard in every)
    errors = sum(heard.errors * heard.words for heard in every) / words
    longest = max(heard.words for heard in every)
    pace = f"{words / seconds * 60:.0f} words a minute, longest {longest} words"
    understood = f", {errors:.0%} not understood" if listened else ""
    return f"{case.id:28} {len(every)} sentences, {seconds:.0f} s, {pace}{understood}"


if __name__ == "__main__":
    main()
