from pathlib import Path

from desktop.practice.draft import Draft, Heard
from desktop.practice.stenographer import Stenographer, order_transcript
from speech import messages
from speech.models import SPHINX
from speech.transcript import Segment, Word
from tests.fake_helper import FakeHelper

PIECES = (
    Segment(0.5, 4.0, (Word("before", 0.5, 1.0, 0.9), Word("boxes", 1.0, 4.0, 0.4))),
    Segment(5.0, 9.0, (), heard=False),
)


def written(file: Path) -> Draft:
    draft = Draft(file)
    assert draft.open("sphinx", "") == Heard()
    draft.keep(PIECES[:1], 4.0)
    draft.keep(PIECES[1:], 9.0)
    return draft


def test_a_draft_gives_back_what_was_heard(tmp_path: Path) -> None:
    written(tmp_path / "draft.jsonl")
    assert Draft(tmp_path / "draft.jsonl").open("sphinx", "") == Heard(PIECES, 9.0)


def test_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    written(tmp_path / "draft.jsonl")
    assert (tmp_path / "draft.jsonl").stat().st_mode & 0o777 == 0o600


def test_another_recogniser_begins_anew(tmp_path: Path) -> None:
    written(tmp_path / "draft.jsonl")
    assert Draft(tmp_path / "draft.jsonl").open("whisper", "small.en") == Heard()
    assert not (tmp_path / "draft.jsonl").exists()


def test_a_draft_cut_off_at_any_byte_gives_whole_pieces_and_can_be_gone_on_with(tmp_path: Path) -> None:
    file = tmp_path / "draft.jsonl"
    written(file)
    whole = file.read_bytes()
    for cut in range(len(whole)):
        file.write_bytes(whole[:cut])
        draft = Draft(file)
        heard = draft.open("sphinx", "")
        assert heard in (Heard(), Heard(PIECES[:1], 4.0)), cut
        draft.keep(PIECES[len(heard.segments) :], 9.0)
        assert Draft(file).open("sphinx", "") == Heard(PIECES, 9.0), cut


def test_a_stenographer_goes_on_where_another_was_left(tmp_path: Path) -> None:
    written(tmp_path / "draft.jsonl")
    helper = FakeHelper()
    stenographer = Stenographer(
        order_transcript(Path("answer.wav"), SPHINX), lambda: helper, Draft(tmp_path / "draft.jsonl")
    )
    order = helper.told[0]
    assert isinstance(order, messages.Transcribe)
    assert (order.from_seconds, stenographer.heard_seconds, stenographer.words) == (9.0, 9.0, 2)
    stenographer.hear(messages.RecogniserLoaded("sphinx", "en-us"))
    stenographer.hear(messages.TranscriptionFinished("en", 12))
    assert stenographer.transcript is not None
    assert stenographer.transcript.segments == PIECES


def test_a_folder_that_takes_no_draft_stops_nothing(tmp_path: Path) -> None:
    draft = Draft(tmp_path / "missing" / "draft.jsonl")
    assert draft.open("sphinx", "") == Heard()
    draft.keep(PIECES, 9.0)
