"""When somebody who is played from files speaks, waits and is done; the recorder is a list of what it was told."""

from pathlib import Path

import pytest

from desktop.practice.stand_in import StandIn
from speech import messages


class Talking:
    """What a stand-in asks of a dialogue, as the test wants it."""

    def __init__(self) -> None:
        self.listened_seconds = 0.0
        self.waiting = False
        self.silent = True
        self.unanswered = 0
        self.said: tuple[object, ...] = ()
        self.asked = False

    def asked_since(self, _seconds: float) -> bool:
        return self.asked


class Desk:
    def __init__(self, answers: int = 1) -> None:
        self.told: list[messages.Message] = []
        self.talking = Talking()
        self.stand_in = StandIn([Path(f"{number}.wav") for number in range(answers)], self.told.append)

    def step(self, recorded_seconds: float, *, voice: bool = False, frozen: bool = False) -> bool:
        self.told.clear()
        self.talking.listened_seconds = recorded_seconds
        return self.stand_in.step(recorded_seconds, self.talking, voice=voice, frozen=frozen)  # type: ignore[arg-type]


def test_time_passes_no_further_than_was_listened_to() -> None:
    desk = Desk()
    assert not desk.step(3.0)
    assert desk.told == [messages.FeedUntil(3.5)]
    desk.step(3.0)
    assert desk.told == []


@pytest.mark.parametrize("silent", [True, False])
def test_a_pause_does_not_pass_before_its_words_are_known(silent: bool) -> None:
    desk = Desk()
    desk.talking.waiting, desk.talking.silent = True, silent
    desk.step(3.0)
    # Whoever goes on speaking may be understood later.
    assert desk.told == ([] if silent else [messages.FeedUntil(3.5)])


def test_while_the_interviewer_speaks_the_candidate_is_silent() -> None:
    desk = Desk()
    desk.step(3.0, voice=True, frozen=True)
    assert desk.told == [messages.HoldAnswer(held=True)]
    desk.step(3.0, voice=True)
    assert desk.told == [messages.FeedUntil(3.5)]
    desk.step(7.0)
    assert desk.told == [messages.HoldAnswer(held=False), messages.FeedUntil(7.5)]


def test_the_next_answer_is_the_reply_to_what_was_asked() -> None:
    desk = Desk(answers=2)
    desk.stand_in.answered(10.0)
    assert desk.stand_in.at_rest
    desk.step(11.0)
    assert messages.GiveAnswer("1.wav") not in desk.told
    desk.talking.asked = True
    desk.step(12.0)
    assert messages.GiveAnswer("1.wav") in desk.told
    assert not desk.stand_in.at_rest


def test_one_who_is_asked_nothing_goes_on() -> None:
    desk = Desk(answers=2)
    desk.stand_in.answered(10.0)
    desk.step(15.5)
    assert messages.GiveAnswer("1.wav") in desk.told


def test_it_is_over_when_nothing_more_is_said_or_asked() -> None:
    desk = Desk()
    assert not desk.step(100.0)
    desk.stand_in.answered(100.0)
    assert not desk.step(105.0)
    assert not desk.step(109.0, voice=True)
    assert desk.step(109.0)
    desk.talking.unanswered = 3
    assert desk.step(101.0)
