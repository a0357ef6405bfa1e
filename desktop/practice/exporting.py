"""A rehearsal in the forms that others read: a page, a text, a table, captions, one JSON document."""

import base64
import csv
import io
import json
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from desktop.practice.archive import Archive, ArchiveError
from desktop.practice.bookmarks import Bookmarks, bookmarks_document
from desktop.practice.cells import cell
from desktop.practice.marking import readable_bookmarks
from desktop.practice.rehearsal import Rehearsal, State
from desktop.practice.report import Sound, write_markdown_report, write_report
from rubrics.document import score_document
from rubrics.model import Rubric, Score
from speech.conversation import ask
from speech.messages import EncodedForSharing, EncodeForSharing
from speech.transcript import Transcript
from speech.transcript_files import transcript_document, write_transcript
from speech.worker import StartHelper


class Form(StrEnum):
    """What a rehearsal can be exported as, by the ending of the file's name."""

    PAGE = "html"
    MARKDOWN = "md"
    JSON = "json"
    SUBRIP = "srt"
    WEBVTT = "vtt"
    TABLE = "csv"
    TEXT = "txt"


class WithSound(StrEnum):
    """Where a page has its sound: inside, so that one file is all, or beside it, or nowhere."""

    INSIDE = "inside"
    BESIDE = "beside"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class _Material:
    rehearsal: Rehearsal
    transcript: Transcript
    score: Score
    rubric: Rubric
    bookmarks: Bookmarks


def export(
    archive: Archive,
    rubric: Rubric,
    rehearsal_id: str,
    out: Path,
    start_helper: StartHelper,
    sound: WithSound = WithSound.INSIDE,
) -> Path:
    """Write a scored rehearsal in the form that the ending of `out` names, and return the file.

    Raises `ArchiveError` when it is not scored, when `out` is there already, has another ending or cannot be written.
    """
    suffix = out.suffix.removeprefix(".").lower()
    if suffix not in [form.value for form in Form]:
        endings = ", ".join(f".{form}" for form in Form)
        raise ArchiveError(f"{out}: wants one of the endings {endings}, or .rostrum for the whole rehearsal")
    if out.exists():
        raise ArchiveError(f"{out}: is there already; name a file that is not")
    rehearsal = archive.rehearsal(rehearsal_id)
    if rehearsal.state is not State.SCORED:
        # There may be a score from before it was corrected: it speaks of other words.
        raise ArchiveError(f"{rehearsal_id}: is not scored; open it, or finish it with `rostrum rehearsals recover`")
    material = _Material(
        rehearsal,
        archive.corrected_transcript(rehearsal_id),
        archive.score(rehearsal_id),
        rubric,
        readable_bookmarks(archive, rehearsal_id),
    )
    try:
        if suffix == Form.PAGE:
            sounds = _sounds(archive.recording(rehearsal_id), out, start_helper, sound)
            said = archive.interjections(rehearsal_id)
            text = write_report(
                material.rehearsal, material.transcript, material.score, rubric, said, sounds, material.bookmarks
            )
        else:
            text = _WRITERS[Form(suffix)](material)
        out.write_text(text, "utf-8", newline="")
    except OSError as error:
        raise ArchiveError(f"{out}: cannot be written ({error.strerror}); name a folder that takes files") from error
    return out


def _sounds(recording: Path, page: Path, start_helper: StartHelper, sound: WithSound) -> tuple[Sound, ...]:
    """Return what the page plays: AAC, which every browser knows and which is a sixth of the recording's size."""
    if sound is WithSound.NONE or not recording.exists():
        return ()
    if sound is WithSound.BESIDE:
        beside = page.with_suffix(".m4a")
        if beside.exists():
            raise ArchiveError(f"{beside}: is there already; name a page with another name")
        ask(start_helper, "record", EncodeForSharing(str(recording), str(beside)), EncodedForSharing)
        return (Sound(beside.name, "audio/mp4"),)
    # Nowhere near the page: a file of that name may be the user's own.
    with tempfile.TemporaryDirectory(prefix="rostrum-") as folder:
        encoded = Path(folder) / "answer.m4a"
        ask(start_helper, "record", EncodeForSharing(str(recording), str(encoded)), EncodedForSharing)
        data = base64.b64encode(encoded.read_bytes()).decode()
    return (Sound(f"data:audio/mp4;base64,{data}", "audio/mp4"),)


def _table(material: _Material) -> str:
    signals = {signal.id: signal for signal in material.rubric.signals}
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(("signal", "title", "helps", "start seconds", "end seconds", "quote", "rule", "missing"))
    for finding in material.score.findings:
        signal = signals[finding.signal]
        missing = ", ".join(slot.name for slot in finding.slots if not slot.quote)
        cells = (finding.signal, signal.title, "yes" if signal.good else "no", finding.seconds, finding.end_seconds)
        rows.writerow([*cells, cell(finding.quote), finding.rule, missing])
    return out.getvalue()


def _json(material: _Material) -> str:
    document = {
        "rehearsal": asdict(material.rehearsal),
        "score": score_document(material.score),
        **bookmarks_document(material.bookmarks),
        "transcript": transcript_document(material.transcript),
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


_WRITERS: dict[Form, Callable[[_Material], str]] = {
    Form.MARKDOWN: lambda material: write_markdown_report(
        material.rehearsal, material.transcript, material.score, material.rubric, material.bookmarks
    ),
    Form.TABLE: _table,
    Form.JSON: _json,
    Form.SUBRIP: lambda material: write_transcript(material.transcript, "srt"),
    Form.WEBVTT: lambda material: write_transcript(material.transcript, "vtt"),
    Form.TEXT: lambda material: write_transcript(material.transcript, "text"),
}
