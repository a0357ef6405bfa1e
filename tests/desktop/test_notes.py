"""What the interviewer notes while the answer is still being spoken."""

import pytest

from desktop.practice.notes import Notes, thinking_asked_for
from rubrics.loader import load_rubric
from rubrics.scorer import Scorer
from speech.transcript import Segment, Word
from tests.desktop.examples import CASE


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(load_rubric())


def utterance(text: str, at_seconds: float, *, echo: bool = False) -> Segment:
    words = tuple(
        Word(word, at_seconds + number * 0.4, at_seconds + number * 0.4 + 0.3, 0.9, echo)
        for number, word in enumerate(text.split())
    )
    return Segment(words[0].start_seconds, words[-1].end_seconds, words)


FILLING = "then the driver goes to the garage and parks the car and walks over to the shop to buy some bread and milk"
PARTS = (
    "we start with a message queue and a database and a cache in front of them and three services behind the gateway"
)


def test_a_move_over_two_utterances_is_noted_once_at_its_second(scorer: Scorer) -> None:
    notes = Notes(scorer, CASE)
    notes.hear([utterance("I choose the slower sensors because they are cheaper for the city", 30)])
    assert "tradeoff.explicit" not in {entry.name for entry in notes.noted}
    notes.hear([utterance("and we give up accuracy for that in the first year", 36)])
    for second in range(50, 90, 10):
        notes.hear([utterance(FILLING, second)])
    (made,) = [entry for entry in notes.noted if entry.name == "tradeoff.explicit"]
    assert 30 <= made.start_seconds < made.end_seconds < 45
    assert notes.words_since(50) == 4 * len(FILLING.split())


def test_an_answer_is_opened_once(scorer: Scorer) -> None:
    notes = Notes(scorer, CASE)
    notes.hear([utterance(f"{PARTS} {FILLING}", 0)])
    assert [entry.name for entry in notes.noted if entry.name.startswith("opening.")] == ["opening.components_first"]
    late = Notes(scorer, CASE)
    for second in range(0, 100, 10):
        late.hear([utterance(FILLING, second)])
    late.hear([utterance(PARTS, 100)])
    assert not [entry for entry in late.noted if entry.name.startswith("opening.")]


def test_what_the_program_said_itself_is_not_noted(scorer: Scorer) -> None:
    notes = Notes(scorer, CASE)
    notes.hear(
        [utterance("the sensor loses its connection and the driver sees a free space that is taken", 3, echo=True)]
    )
    assert notes.noted == ()
    assert notes.words_since(0) == 0


def test_halves_are_noted_once_enough_was_said_after(scorer: Scorer) -> None:
    notes = Notes(scorer, CASE)
    notes.hear([utterance("we would get it down to forty and then look again", 3)])
    assert notes.noted == ()
    notes.hear([utterance(FILLING, 10), utterance(FILLING, 20)])
    assert [entry.quote for entry in notes.noted if entry.name == "number_without_unit"] == ["forty"]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("good question give me a minute", 60),
        ("let me take a moment", 30),
        ("Can I have two minutes, please?", 120),
        ("I'd like a moment", 30),
        ("we could take a minute less", 0),
        ("give me thirty seconds", 30),
        ("give me half a minute", 30),
        ("hm let me think", 30),
        ("it takes a minute until the count is right and then every channel has it at once I would say", 0),
        ("the queue gives me a minute", 0),
        ("", 0),
    ],
)
def test_time_to_think_is_heard(text: str, seconds: float) -> None:
    segments = [utterance(text, 5)] if text else []
    assert thinking_asked_for(segments) == seconds
