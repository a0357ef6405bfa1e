"""What can be reached in a diagram, and through what alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

Ways = Mapping[str, Sequence[str]]


def ways(edges: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return for each box where its arrows lead, each place once."""
    found: dict[str, dict[str, None]] = {}
    for source, target in edges:
        found.setdefault(source, {})[target] = None
    return {source: list(targets) for source, targets in found.items()}


def turned(forward: Ways) -> dict[str, list[str]]:
    """Return the ways back."""
    return ways((target, source) for source, targets in forward.items() for target in targets)


def reachable(starts: Iterable[str], forward: Ways) -> set[str]:
    """Return what can be reached, the starts included."""
    found = set(starts)
    waiting = list(found)
    while waiting:
        for target in forward.get(waiting.pop(), ()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found


def gates(starts: Sequence[str], forward: Ways) -> dict[str, str]:
    """Return for each box that can be reached the last one that every way to it leads through, "" for none.

    Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm" (2001).
    """
    root = ""
    every = {**forward, root: list(starts)}
    order = _finished_last(root, every)
    rank = {box: number for number, box in enumerate(order)}
    back = turned(every)
    gate: dict[str, str] = {root: root}
    changed = True
    while changed:
        changed = False
        for box in order[1:]:
            before = [source for source in back[box] if source in gate]
            found = before[0]
            for other in before[1:]:
                found = _meeting(found, other, gate, rank)
            if gate.get(box) != found:
                gate[box] = found
                changed = True
    del gate[root]
    return gate


def passed(box: str, gate: Mapping[str, str]) -> Iterator[str]:
    """Yield what every way to a box leads through, the nearest first."""
    while gate.get(box):
        box = gate[box]
        yield box


def _meeting(one: str, other: str, gate: Mapping[str, str], rank: Mapping[str, int]) -> str:
    while one != other:
        while rank[one] > rank[other]:
            one = gate[one]
        while rank[other] > rank[one]:
            other = gate[other]
    return one


def _finished_last(root: str, forward: Ways) -> list[str]:
    """Return what can be reached from the root, what is finished last first (reverse postorder)."""
    finished: list[str] = []
    seen = {root}
    stack = [(root, iter(forward.get(root, ())))]
    while stack:
        box, targets = stack[-1]
        target = next((entry for entry in targets if entry not in seen), None)
        if target is None:
            finished.append(box)
            stack.pop()
        else:
            seen.add(target)
            stack.append((target, iter(forward.get(target, ()))))
    return finished[::-1]
