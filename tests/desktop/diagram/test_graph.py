"""What every way leads through, against taking each box away and looking what is left."""

from hypothesis import given, strategies

from desktop.practice.diagram.graph import gates, passed, reachable, turned, ways

NAMES = "abcdefg"
EDGES = strategies.lists(strategies.tuples(strategies.sampled_from(NAMES), strategies.sampled_from(NAMES)), max_size=20)


@given(EDGES, strategies.lists(strategies.sampled_from(NAMES), min_size=1, max_size=2, unique=True))
def test_what_every_way_leads_through_cuts_it_off(edges: list[tuple[str, str]], starts: list[str]) -> None:
    forward = ways(edges)
    gate = gates(starts, forward)
    there = reachable(starts, forward)
    assert set(gate) == there
    for box in there:
        without = {
            other
            for other in there - {box}
            if box not in reachable(set(starts) - {other}, ways(edge for edge in edges if other not in edge))
        }
        assert set(passed(box, gate)) == without


@given(EDGES)
def test_ways_turned_twice_are_the_ways(edges: list[tuple[str, str]]) -> None:
    forward = ways(edges)
    again = turned(turned(forward))
    assert {box: set(targets) for box, targets in again.items()} == {
        box: set(targets) for box, targets in forward.items()
    }


def test_a_long_chain_is_walked_without_recursion() -> None:
    chain = ways((str(number), str(number + 1)) for number in range(20_000))
    gate = gates(["0"], chain)
    assert gate["20000"] == "19999"
    assert gate["0"] == ""
