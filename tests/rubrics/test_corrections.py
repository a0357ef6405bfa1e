"""Words put right and findings disputed: the judgement follows, what was heard stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrics.corrections import Corrections, Dispute, WordChange, corrected, heard_words, moved, undisputed
from rubrics.loader import load_rubric
from rubrics.scorer import Scorer
from rubrics.text import Passage
from speech.transcript import Segment, Transcript, Word

SCORER = Scorer(load_rubric())


def heard(*texts: str) -> Transcript:
    segments, at = [], 0.0
    for text in texts:
        words = tuple(
            Word(word, at + number * 0.4, at + number * 0.4 + 0.3, 0.5) for number, word in enumerate(text.split())
        )
        segments.append(Segment(at, at + len(words) * 0.4, words))
        at += len(words) * 0.4 + 1
    return Transcript("whisper", "base.en", "en", tuple(segments))


def test_a_changed_word_changes_the_judgement():
    transcript = heard("the answer is on the screen after two beacons at most")

    def numbers(said: Transcript) -> list[str]:
        found = SCORER.findings(Passage.from_transcript(said))
        return [finding.quote for finding in found if finding.signal == "metric.quantified"]

    assert numbers(transcript) == []
    right = corrected(transcript, Corrections((WordChange(8, 8, "beacons", "seconds"),)))
    assert any("two seconds" in quote for quote in numbers(right))
    assert transcript == heard("the answer is on the screen after two beacons at most")


def test_several_words_share_the_time_and_a_segment_keeps_its_own():
    right = corrected(
        heard("see queue are s here", "and there"), Corrections((WordChange(0, 3, "see queue are s", "CQRS"),))
    )
    first, second = right.segments
    assert [word.text for word in first.words] == ["CQRS", "here"]
    assert (first.words[0].start_seconds, first.words[0].confidence) == (0.0, 1.0)
    assert first.words[0].end_seconds == pytest.approx(1.5)
    assert [word.text for word in second.words] == ["and", "there"]
    split = corrected(heard("cannot stop"), Corrections((WordChange(0, 0, "cannot", "can not ever"),)))
    times = [(word.start_seconds, word.end_seconds) for word in split.segments[0].words[:3]]
    assert times[0][0] == 0.0
    assert times[0][1] == pytest.approx(times[1][0])
    assert times[2][1] == pytest.approx(0.3)


def test_words_can_be_taken_away():
    right = corrected(
        heard("um the gate um opens"), Corrections((WordChange(0, 0, "um", ""), WordChange(3, 3, "um", "")))
    )
    assert right.text == "the gate opens"


@pytest.mark.parametrize("change", [WordChange(0, 0, "other", "x"), WordChange(7, 8, "so on", "x")])
def test_a_change_of_other_words_is_refused(change):
    with pytest.raises(ValueError, match="are not"):
        corrected(heard("the gate opens"), Corrections((change,)))


def test_a_later_change_of_the_same_words_counts():
    corrections = Corrections().with_change(WordChange(2, 2, "a", "b")).with_change(WordChange(0, 0, "c", "d"))
    assert [entry.first for entry in corrections.changes] == [0, 2]
    again = corrections.with_change(WordChange(1, 2, "x a", "y"))
    assert [(entry.first, entry.now) for entry in again.changes] == [(0, "d"), (1, "y")]


def test_a_disputed_finding_does_not_count():
    text = "A second lock stops more thieves, but every guest waits longer. "
    passage = Passage.from_text(text + "Each wrong key costs us forty dollars in taxi rides.")
    before = SCORER.score(passage)
    finding = next(entry for entry in before.findings if entry.signal == "metric.money")
    after = SCORER.score(passage, disputes=[Dispute("metric.money", finding.first_word, finding.last_word)])
    assert finding not in after.findings
    assert len(after.findings) < len(before.findings)
    assert before.overall is not None
    assert after.overall is not None
    assert after.overall < before.overall
    elsewhere = SCORER.score(passage, disputes=[Dispute("metric.money", 0, 0), Dispute("overclaim", 0, 99)])
    assert elsewhere == before


def test_an_echo_stands_in_for_a_disputed_finding_only_when_it_is_meant_too():
    finding = next(iter(SCORER.findings(Passage.from_text("Each wrong key costs us forty dollars in taxi rides."))))
    assert list(undisputed([finding], [])) == [finding]
    assert list(undisputed([finding], [Dispute(finding.signal, finding.last_word, 99)])) == []


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 3), st.integers(0, 4)), max_size=5), st.integers(0, 40))
def test_places_are_followed_through_changes(steps, word):
    changes, at = [], 0
    for gap, length, count in steps:
        at += gap
        changes.append(WordChange(at, at + length - 1, "", " ".join("x" * count)))
        at += length
    there = heard_words(60, changes)
    (now,) = moved([Dispute("s", word, word)], changes)
    inside = next((change for change in changes if change.first <= word <= change.last), None)
    if inside is None:
        assert there[now.first_word] == word
    elif inside.now:
        assert inside.first <= there[min(now.first_word, len(there) - 1)] <= inside.last + 1
    assert there == sorted(there)
