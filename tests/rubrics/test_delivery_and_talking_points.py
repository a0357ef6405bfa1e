"""Delivery, and the case's talking points."""

from cases.model import Case, Change, Question, TalkingPoint
from rubrics.delivery import judge_delivery
from rubrics.loader import load_rubric
from rubrics.model import DeliveryMark
from rubrics.scorer import Scorer
from rubrics.text import Passage
from speech.transcript import Segment, Transcript, Word, mark_echoes

RUBRIC = load_rubric()
SCORER = Scorer(RUBRIC)
POINT = TalkingPoint("stale", "Stale data", (("stale data", "outdated figures"), ("two seconds", "within seconds")))


def spoken(words: list[str], seconds_each: float, pauses: dict[int, float] | None = None) -> Passage:
    said, at = [], 0.0
    for number, word in enumerate(words):
        at += (pauses or {}).get(number, 0.0)
        said.append(Word(word, at, at + seconds_each))
        at += seconds_each
    return Passage.from_transcript(Transcript("whisper", "m", "en", (Segment(0.0, at, tuple(said)),)))


def judged(passage: Passage) -> DeliveryMark:
    tokens = [token.text for token in passage.tokens]
    return judge_delivery(passage.text, passage.words, tokens, RUBRIC.delivery)


def case_with(point: TalkingPoint) -> Case:
    return Case("c", "t", "C", "", Question("?", ()), (point,), (), (), Change("", ""), (), ())


def state(text: str) -> str:
    return SCORER.score(Passage.from_text(text), case_with(POINT)).talking_points[0].state


def test_an_even_pace_earns_no_remark():
    mark = judged(spoken(["word"] * 200, 0.4))
    assert round(mark.words_per_minute or 0) == 150
    assert (mark.points, mark.remarks, mark.long_pauses) == (100.0, (), 0)


def test_rushing_and_dragging_are_remarked():
    rushed = judged(spoken(["word"] * 200, 0.25))
    dragged = judged(spoken(["word"] * 200, 0.8))
    assert "more than 185" in rushed.remarks[0]
    assert "fewer than 110" in dragged.remarks[0]
    assert max(rushed.points, dragged.points) < 100


def test_silences_count_from_a_second_and_disturb_from_three():
    mark = judged(spoken(["word"] * 100, 0.4, {20: 1.5, 50: 4.0}))
    assert mark.long_pauses == 2
    assert mark.remarks[0].startswith("1 silences of more than 3")


def test_an_announced_silence_costs_nothing():
    words = ["word"] * 20 + ["let", "me", "think", "for", "a", "moment"] + ["word"] * 20
    mark = judged(spoken(words, 0.4, {26: 6.0}))
    assert (mark.points, mark.remarks) == (100.0, ())


def test_fillers_are_a_lower_bound():
    mark = judged(spoken(["um", "we", "uh", "you", "know", "sell"] * 10, 0.4))
    assert mark.fillers_at_least == 30
    assert mark.remarks[0].startswith("At least 30")


def test_without_times_only_fillers_are_known():
    mark = judged(Passage.from_text("um well"))
    assert (mark.words_per_minute, mark.long_pauses, mark.fillers_at_least) == (None, None, 1)


def test_a_talking_point_is_made_partly_or_missed():
    assert state("the figures were outdated") == "missed"
    assert state("nobody sees outdated figures then") == "partly"
    assert state("nobody sees outdated figure for more than two seconds then") == "made"


def test_a_talking_point_is_found_with_a_letter_misheard():
    assert state("nobody sees outdatet figures then") == "partly"


def test_the_quote_of_a_talking_point_is_cut_from_the_text():
    text = "Nobody sees Outdated figures."
    mark = SCORER.score(Passage.from_text(text), case_with(POINT)).talking_points[0]
    assert mark.quote == "Outdated figures"


def test_what_the_program_itself_said_is_never_judged() -> None:
    scorer = SCORER
    said = "the hard limit is that we never sell an item twice"
    asked = "for ninety five percent of products the count is at most two seconds old"
    words = [Word(text, second, second + 0.5, 0.9) for second, text in enumerate(f"{said} {asked} {said}".split())]
    before, after = len(said.split()), len(f"{said} {asked}".split())
    segment = mark_echoes(Segment(0, len(words), tuple(words)), [(before - 0.2, after - 0.2)])
    assert [word.echo for word in segment.words] == [before <= number < after for number in range(len(words))]
    passage = Passage.from_transcript(Transcript("", "", "en", (segment,)))
    found = scorer.findings(passage)
    assert {finding.signal for finding in found} == {"opening.constraint"}
    for finding in found:
        assert passage.text[finding.start : finding.end] == finding.quote
        assert passage.words[finding.first_word].start == finding.start
    plain = Passage.from_transcript(Transcript("", "", "en", (Segment(0, len(words), tuple(words)),)))
    assert "metric.quantified" in {finding.signal for finding in scorer.findings(plain)}


def test_a_silence_with_a_reason_is_no_pause() -> None:
    words = [Word("word", second * 0.5, second * 0.5 + 0.4) for second in range(100)]
    words += [Word("word", 80 + second * 0.5, 80 + second * 0.5 + 0.4) for second in range(100)]
    passage = Passage.from_transcript(Transcript("", "", "en", (Segment(0, 130, tuple(words)),)))

    def delivery(heard: Passage) -> DeliveryMark:
        return judge_delivery(heard.text, heard.words, [token.text for token in heard.tokens], RUBRIC.delivery)

    silent, excused = delivery(passage), delivery(passage.excusing([(50, 78)]))
    assert (silent.long_pauses, excused.long_pauses) == (1, 0)
    assert excused.points > silent.points
    assert delivery(passage.excusing([(10, 20)])) == silent
