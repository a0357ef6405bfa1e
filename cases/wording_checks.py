"""What must hold of a case's words: what the voice says, what the scorer looks for, what the recogniser is told."""

import re
from collections.abc import Iterator

from cases.model import Case, TalkingPoint, Term
from cases.problem import Problem

# Spoken at a calm pace, two minutes.
_MOST_SPOKEN_WORDS = 300
_UNSPEAKABLE = re.compile(r"[\[\]{}<>|\\*_#`~^=]|https?:|www\.")
_SOUND = re.compile(r"[A-Za-z']+(\.)?( [A-Za-z']+\.?)*")


def check_wording(case: Case, file: str) -> Iterator[Problem]:
    """Yield what is wrong with the words of a case."""
    for place, text in spoken_texts(case):
        yield from check_spoken(text, place, file)
    for number, point in enumerate(case.talking_points):
        yield from _check_point(point, f"talking_points[{number}]", file)
    for number, term in enumerate(case.vocabulary):
        yield from _check_term(term, f"vocabulary[{number}]", file)
    yield from _check_heard_twice(case.vocabulary, file)


def spoken_texts(case: Case) -> Iterator[tuple[str, str]]:
    """Yield all that the voice may say in a case, each with its dotted key."""
    yield "question.text", case.question.text
    for number, fact in enumerate(case.question.context):
        yield f"question.context[{number}].answer", fact.answer
    for number, entry in enumerate(case.formats):
        yield f"formats[{number}].opening", entry.opening
        for part, phase in enumerate(entry.phases):
            yield f"formats[{number}].phases[{part}].prompt", phase.prompt
    for number, push_back in enumerate(case.push_backs):
        yield f"push_backs[{number}].text", push_back.text
    yield "change.text", case.change.text


def check_spoken(text: str, place: str, file: str) -> Iterator[Problem]:
    """Yield why a voice could not say a text."""
    odd = _UNSPEAKABLE.search(text)
    if odd:
        yield Problem(file, place, f'the voice cannot say "{odd.group()}"', "write it in words, as a person says it")
    words = len(text.split())
    if words > _MOST_SPOKEN_WORDS:
        text = f"these are {words} words, more than anybody keeps in mind"
        yield Problem(file, place, text, f"use {_MOST_SPOKEN_WORDS} at most; the rest can be told when it is asked for")


def _check_point(point: TalkingPoint, place: str, file: str) -> Iterator[Problem]:
    if len(point.parts) < 2:
        text = f"a talking point has two parts or more, this one has {len(point.parts)}"
        yield Problem(file, f"{place}.parts", text, "add a list of wordings for another part")
    first: dict[str, str] = {}
    for number, wordings in enumerate(point.parts):
        if not wordings:
            yield Problem(file, f"{place}.parts[{number}]", "the list is empty", "add at least one wording")
        for entry, wording in enumerate(wordings):
            here = f"parts[{number}][{entry}]"
            if wording and first.setdefault(_plain(wording), here) != here:
                text = f'"{wording}" is already {first[_plain(wording)]}'
                mend = "each wording stands once: in two parts, one phrase would make both"
                yield Problem(file, f"{place}.{here}", text, mend)


def _check_term(term: Term, place: str, file: str) -> Iterator[Problem]:
    if term.spoken and not _SOUND.fullmatch(term.spoken):
        text = f'"{term.spoken}" is not a sound in everyday words'
        yield Problem(file, f"{place}.spoken", text, 'spell it with words or letters, such as "p ninety five"')
    for number, form in enumerate(term.heard_as):
        if form and _plain(form) == _plain(term.text):
            text = f'"{form}" is the term itself'
            yield Problem(file, f"{place}.heard_as[{number}]", text, "list only what it is mistaken for")


def _check_heard_twice(terms: tuple[Term, ...], file: str) -> Iterator[Problem]:
    first: dict[str, tuple[str, str]] = {}
    for number, term in enumerate(terms):
        for entry, form in enumerate(term.heard_as):
            here = (f"vocabulary[{number}].heard_as[{entry}]", _plain(term.text))
            place, meant = first.setdefault(_plain(form), here) if form else here
            # A term that is there twice is told as such.
            if place != here[0] and (meant != here[1] or place.split(".")[0] == here[0].split(".")[0]):
                mend = "it can stand for one term alone: remove one of the two"
                yield Problem(file, here[0], f'"{form}" is already {place}', mend)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
