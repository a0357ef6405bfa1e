"""What must hold of push-backs: triggers that can fire, replies that can be judged, follow-ups that come to an end."""

from collections.abc import Collection, Iterator

from cases.model import Case, PushBack
from cases.problem import Problem, nearest
from cases.trigger import OBSERVATIONS, read_trigger


def check_push_backs(case: Case, file: str, signals: Collection[str] | None = None) -> Iterator[Problem]:
    """Yield what is wrong with a case's push-backs and its change; `signals` are the known ids, None for any."""
    points = [point.id for point in case.talking_points]
    yield from check_list(case.push_backs, points, file, signals)
    yield from _check_share(case.change.at, "change.at", file)
    yield from _check_asked(case.change.asks_for, points, "change.asks_for", file, signals)


def check_list(
    push_backs: tuple[PushBack, ...], points: Collection[str], file: str, signals: Collection[str] | None
) -> Iterator[Problem]:
    """Yield what is wrong with a list of push-backs; `points` are the talking points that replies may hold."""
    following = {entry.id: entry.follow_up for entry in push_backs}
    for number, entry in enumerate(push_backs):
        place = f"push_backs[{number}]"
        yield from _check_trigger(entry.trigger, f"{place}.trigger", file, signals)
        yield from _check_share(entry.after, f"{place}.after", file)
        yield from _check_asked(entry.asks_for, points, f"{place}.asks_for", file, signals)
        yield from _check_follow_up(entry, following, f"{place}.follow_up", file)


def _check_trigger(text: str, place: str, file: str, signals: Collection[str] | None) -> Iterator[Problem]:
    trigger = read_trigger(text)
    if trigger is None and text.startswith("noticed:"):
        wrong = text.removeprefix("noticed:")
        yield Problem(file, place, f'nobody notices "{wrong}"', nearest(wrong, OBSERVATIONS))
    elif trigger is None and text:
        mend = "write always, missing:SIGNAL or found:SIGNAL, such as missing:tradeoff.explicit"
        yield Problem(file, place, f'"{text}" is no trigger', mend)
    elif trigger and trigger.kind in ("missing", "found") and signals is not None and trigger.subject not in signals:
        yield Problem(file, place, f'there is no signal "{trigger.subject}"', nearest(trigger.subject, signals))


def _check_share(share: float, place: str, file: str) -> Iterator[Problem]:
    if not 0 <= share < 1:
        yield Problem(file, place, f"{share:g} is no share of the time", "use 0 for the start, 0.5 for the middle")


def _check_asked(
    asked: tuple[str, ...], points: Collection[str], section: str, file: str, signals: Collection[str] | None
) -> Iterator[Problem]:
    for number, entry in enumerate(asked):
        if entry and signals is not None and entry not in signals and entry not in points:
            text = f'there is no signal or talking point "{entry}"'
            yield Problem(file, f"{section}[{number}]", text, nearest(entry, {*signals, *points}))


def _check_follow_up(entry: PushBack, following: dict[str, str], place: str, file: str) -> Iterator[Problem]:
    if not entry.follow_up:
        return
    if entry.follow_up not in following:
        text = f'there is no push-back "{entry.follow_up}"'
        yield Problem(file, place, text, nearest(entry.follow_up, following))
        return
    chain = [entry.id]
    while following.get(chain[-1]) and chain[-1] not in chain[:-1]:
        chain.append(following[chain[-1]])
    if chain[-1] == entry.id and len(chain) > 1:
        yield Problem(file, place, f"the follow-ups go round: {' -> '.join(chain)}", "let the last one have none")
