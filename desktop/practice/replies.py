"""How each push-back was answered, judged on the words up to the next one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from cases.model import Case
from desktop.practice.interjection import JUDGED, Interjection, Kind, Reply
from rubrics.scorer import Scorer
from rubrics.text import Passage
from speech.transcript import Segment, Transcript, Word

# What is said later answers something else.
_REPLY_SECONDS = 90.0
_REANCHOR, _NARROW = "pushback.reanchor", "pushback.narrow"


def judge_replies(
    said: Sequence[Interjection], words: Iterable[Word], scorer: Scorer, case: Case | None
) -> tuple[Interjection, ...]:
    """Return what the interviewer said with the reply to each push-back and to the change.

    `words` are those of the whole answer, with times; what the program said itself is left out. A reply lasts up to
    the interviewer's next sentence that changes the subject, and 90 s at most.
    """
    spoken = [word for word in words if not word.echo and word.start_seconds is not None]
    turning = [entry.at_seconds for entry in said if entry.kind in (*JUDGED, Kind.NEXT_PHASE)]
    ends = dict(pairwise([*turning, float("inf")]))

    def judged(entry: Interjection) -> Interjection:
        if entry.kind not in JUDGED:
            return entry
        until_seconds = min(ends[entry.at_seconds], entry.until_seconds + _REPLY_SECONDS)
        window = [word for word in spoken if entry.until_seconds <= (word.start_seconds or 0.0) < until_seconds]
        return replace(entry, reply=_judge(entry, window, scorer, case))

    return tuple(map(judged, said))


def _judge(entry: Interjection, words: Sequence[Word], scorer: Scorer, case: Case | None) -> Reply:
    passage = Passage.from_transcript(Transcript("", "", "en", (Segment(None, None, tuple(words)),)))
    findings, _ = scorer.noted(passage, case)
    made = {finding.signal for finding in findings}
    if case and any(wanted not in made for wanted in entry.asks_for):
        made |= {point.id for point in scorer.score(passage, case).talking_points if point.state == "made"}
    wanted = (*entry.asks_for, _REANCHOR, _NARROW)
    quote = next((finding.quote for finding in findings if finding.signal in wanted), "")
    return Reply(
        words=len(words),
        reanchored=_REANCHOR in made,
        narrowed=_NARROW in made,
        held=tuple(name for name in entry.asks_for if name in made),
        lacked=tuple(name for name in entry.asks_for if name not in made),
        quote=quote,
        good_reply=entry.good_reply,
    )


def reply_in_words(reply: Reply, titles: dict[str, str]) -> str:
    """Return how a push-back was answered in one sentence; `titles` names signals and talking points."""
    if not reply.words:
        return "No reply."
    parts = []
    if reply.held:
        parts.append(f"The reply held what was asked for: {_listed(reply.held, titles)}.")
    elif reply.lacked:
        parts.append(f"The reply lacked what was asked for: {_listed(reply.lacked, titles)}.")
    if reply.reanchored:
        parts.append("It went back to the interviewer's measure or the agreed limit.")
    if reply.narrowed:
        parts.append("It cut the scope.")
    if not parts:
        parts.append("It neither went back to the interviewer's measure nor cut the scope.")
    return " ".join(parts)


def _listed(names: Sequence[str], titles: dict[str, str]) -> str:
    return ", ".join(titles.get(name, name) for name in names)
