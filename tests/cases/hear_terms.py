"""What does a recogniser make of each vocabulary term? The measured half of `heard_as`.

    .venv/bin/python -m tests.cases.hear_terms [--case ID] [--new]

Speaks every term inside a neutral sentence with four synthetic voices, lets pocketsphinx listen twice (with nothing but
its own dictionary, and with the case's vocabulary, as in a rehearsal) and prints a line a mishearing: the term, what
stood in its place, by how many of the voices, and why it must not become a `heard_as`, if it must not. A hearing counts
only where the words on both sides of the term came through. `--new` leaves out what the cases list already.

It only proposes: whether a phrase could also be meant as it stands is for a person to judge.
"""

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import numpy
from numpy.typing import NDArray

from cases.catalogue import Catalogue
from cases.model import Case, Term
from speech.messages import Vocabulary
from speech.recognisers.sphinx import SphinxRecogniser
from tests.synthetic_voices import VOICES, say

BEFORE, AFTER = "my answer names every", "and then goes on"
CORPUS = Path(__file__).parents[1] / "corpus"
# A phrase of these alone is said in every answer.
_COMMON = frozenset(
    "a all an and any are as at be but by can do first for four from had has have he her his i if in is it its me more"  # noqa: SIM905
    " most much my new no not now of off on one or other our out over second she so some than that the their them then"
    " there they this three time to two up us was way we well were what when which who will with you your".split()
)


def main() -> None:
    """Print what was heard of the terms of one case or of all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--case", help="only the terms of this case")
    parser.add_argument("--new", action="store_true", help="only what no case lists yet")
    arguments = parser.parse_args()
    cases = [case for case in Catalogue().cases if arguments.case in (None, case.id)]
    listed = {(term.text, form) for case in cases for term in case.vocabulary for form in term.heard_as}
    done: set[str] = set()
    for case in cases:
        terms = [term for term in case.vocabulary if term.text not in done]
        done |= {term.text for term in terms}
        for term, heard, voices in mishearings(terms, case):
            if not (arguments.new and (term.text, heard) in listed):
                line = f"{term.text:28} {heard:40} {len(voices)} {','.join(voices):24} {objection(heard)}"
                sys.stdout.write(f"{line.rstrip()}\n")
                sys.stdout.flush()


def mishearings(terms: Iterable[Term], case: Case) -> Iterator[tuple[Term, str, tuple[str, ...]]]:
    """Yield for each term what was heard in its place, with the voices that caused it, most first."""
    listeners = [SphinxRecogniser(()), SphinxRecogniser(tuple(Vocabulary(t.text, t.spoken) for t in case.vocabulary))]
    for term in terms:
        heard: dict[str, set[str]] = defaultdict(set)
        for voice in VOICES:
            sound = say(f"{BEFORE} {aloud(term)} {AFTER}.", voice)
            for listener in listeners:
                form = in_between(listener, sound)
                if form and form not in {_plain(term.text), _plain(aloud(term))}:
                    heard[form].add(voice)
        for form, voices in sorted(heard.items(), key=lambda entry: (-len(entry[1]), entry[0])):
            yield term, form, tuple(voice for voice in VOICES if voice in voices)


def aloud(term: Term) -> str:
    """Return the text that makes a voice say the term: its own spelling, or its sound where that is no plain word."""
    return term.text if re.fullmatch(r"[a-z' -]+", term.text) else term.spoken


def in_between(listener: SphinxRecogniser, sound: NDArray[numpy.int16]) -> str:
    """Return the words heard between the two halves of the sentence, empty if either half did not come through."""
    words = " ".join(word.text.lower() for word in listener.words(sound))
    found = re.search(rf"\b{BEFORE.split()[-1]} (?P<term>.+) {' '.join(AFTER.split()[:2])}\b", words)
    return _plain(found["term"]) if found else ""


def objection(form: str) -> str:
    """Return why the form would be taken for the term where it is meant as it stands; empty for no reason found."""
    words = form.split()
    if len(words) == 1:
        return "one word of the language"
    if set(words) <= _COMMON:
        return "said in every answer"
    said = sum(f" {form} " in text for text in _answers())
    return f"said {said} times in the corpus" if said else ""


@cache
def _answers() -> tuple[str, ...]:
    lines = (line for file in CORPUS.rglob("*.jsonl") for line in file.read_text("utf-8").splitlines())
    return tuple(f" {_plain(text)} " for line in lines for text in _texts(json.loads(line)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for entry in value.values() if isinstance(value, dict) else value:
            yield from _texts(entry)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9']+", text.lower()))


if __name__ == "__main__":
    main()
