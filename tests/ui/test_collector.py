import gc
from collections.abc import Iterator

import pytest

from desktop.ui.collector import Collector


@pytest.fixture
def collector(qapp: object) -> Iterator[Collector]:
    collector = Collector()
    collector.begin()
    yield collector
    collector.end()
    # As the other tests want it.
    gc.disable()


def test_what_an_interview_begins_with_is_set_aside_until_it_is_over(collector: Collector) -> None:
    assert not gc.isenabled()
    collector.follow("practise")
    assert gc.get_freeze_count() == 0
    collector.follow("interview")
    assert gc.get_freeze_count() > 10_000
    collector.follow("review")
    assert gc.get_freeze_count() == 0


def test_nothing_stays_aside_when_the_window_closes(collector: Collector) -> None:
    collector.follow("interview")
    collector.end()
    assert gc.get_freeze_count() == 0
    assert gc.isenabled()
