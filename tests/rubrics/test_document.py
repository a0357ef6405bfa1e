"""Scores as documents, and the lines of a batch."""

import json

import pytest

from rubrics.document import batch_line, score_document, score_from_document
from rubrics.loader import load_rubric
from rubrics.scorer import Scorer
from rubrics.text import Passage

SCORER = Scorer(load_rubric())
TEXT = (
    "Our hard limit is that no guest may ever stand before a locked door. \U0001f6aa "
    "A second key costs us \u20ac4 per stay, "
    "but na\u00efve guests won't wait. If the lock dies, the night clerk opens by hand."
)


def judged(request: object) -> dict:
    line = request if isinstance(request, str | bytes) else json.dumps(request)
    return batch_line(SCORER, line, {})


def test_a_score_survives_its_document():
    score = SCORER.score(Passage.from_text(TEXT))
    document = json.loads(json.dumps(score_document(score)))
    again = score_from_document(document)
    assert score_document(again) == document
    assert again.findings == score.findings


def test_a_document_has_the_published_keys():
    document = score_document(SCORER.score(Passage.from_text(TEXT)))
    assert {"overall", "band", "pillars", "delivery", "signals", "talking_points", "advice"} <= document.keys()
    assert {"id", "start", "end", "quote", "rule", "slots", "message"} <= document["signals"][0].keys()
    assert "seconds" not in document["signals"][0]


def test_ledgers_flags_and_advice_say_where_and_what_is_missing():
    text = (
        "Our hard limit is that a gate never opens for a stranger. If the network drops, the gate just shows an error "
        "and the guest can try again later. A second check catches more thieves, but every guest waits longer."
    )
    document = score_document(SCORER.score(Passage.from_text(text)))
    assert {"ledgers", "flags", "format", "word_error"} <= document.keys()
    trade_offs = next(entry for entry in document["ledgers"] if entry["id"] == "tradeoffs")
    lines = {line["id"]: line for line in trade_offs["entries"][0]["lines"]}
    assert lines["reason"]["evidence"] is None
    assert lines["reason"]["question"]
    gain = lines["gain"]["evidence"]
    assert text[gain["start"] : gain["end"]] == gain["quote"]
    (flag,) = (entry for entry in document["flags"] if entry["id"] == "weak_fallback")
    assert "try again" in {place["quote"] for place in flag["evidence"]}
    assert all({"quote", "rule", "missing", "question", "seconds"} <= advice.keys() for advice in document["advice"])


def test_a_score_kept_before_there_were_ledgers_is_still_read():
    document = score_document(SCORER.score(Passage.from_text(TEXT)))
    for key in ("ledgers", "flags", "format", "word_error"):
        del document[key]
    for advice in document["advice"]:
        for key in ("quote", "rule", "missing"):
            del advice[key]
    old = score_from_document(document)
    assert (old.ledgers, old.flags, old.format) == ((), (), "")
    assert len(old.advice) == len(document["advice"])


def test_what_is_no_score_is_refused():
    with pytest.raises(ValueError, match="no score"):
        score_from_document({"overall": 3})


def test_a_batch_line_quotes_the_text_as_given():
    answer = judged({"id": 7, "text": TEXT, "kind": "answer"})
    assert answer["id"] == 7
    assert 0 <= answer["overall"] <= 100
    assert {signal["id"] for signal in answer["signals"]} >= {"opening.constraint", "metric.money", "failure.recovery"}
    for signal in answer["signals"]:
        assert TEXT[signal["start"] : signal["end"]] == signal["quote"]


def test_a_snippet_has_no_mark_and_an_answer_always_has_one():
    assert judged({"id": "a", "text": TEXT, "kind": "snippet"})["overall"] is None
    assert judged({"id": "a", "text": "Hm.", "kind": "answer"})["overall"] == 0
    assert judged({"id": "a", "text": ""})["overall"] == 0


@pytest.mark.parametrize(
    ("request_line", "wanted"),
    [
        ("{", "Expecting"),
        ("[1]", "object"),
        ({"id": "x"}, "`text`"),
        ({"id": "x", "text": 3}, "`text`"),
        ({"id": "x", "text": "a", "kind": "song"}, "`kind`"),
        ({"id": "x", "text": "a", "kind": ["song"]}, "`kind`"),
        ({"id": "x", "text": "a", "case": "none"}, "no case"),
        ({"id": "x", "text": "a", "case": []}, "no case"),
        (b"\xff\xfe{", ""),
        ("[" * 100_000, ""),
    ],
)
def test_a_bad_line_gives_its_id_and_an_error(request_line, wanted):
    answer = judged(request_line)
    assert answer.keys() == {"id", "error"}
    assert wanted in answer["error"]
    assert answer["id"] == (request_line["id"] if isinstance(request_line, dict) else None)
