"""The rehearsals on disk: one self-contained folder each, which is the truth; the index only finds them."""

import json
import os
import re
import secrets
import shutil
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from cases.model import Case, Format
from desktop.practice.bookmarks import Bookmarks, bookmarks_document, bookmarks_from_document
from desktop.practice.correcting import corrections_document, corrections_from_document
from desktop.practice.draft import Draft
from desktop.practice.index import Hit, Index
from desktop.practice.interjection import (
    Interjection,
    echo_stretches,
    interjection_document,
    interjection_from_document,
)
from desktop.practice.judgement import Outcome, judgement_of
from desktop.practice.rehearsal import Rehearsal, State
from rubrics.corrections import Corrections, corrected
from rubrics.document import score_document, score_from_document
from rubrics.model import Score
from speech.recording import is_being_written
from speech.transcript import Transcript, TranscriptError, mark_echoes
from speech.transcript_files import transcript_document, transcript_from_document

# What a rehearsal's folder holds; nothing else is taken over from somebody else's.
_FILES = re.compile(
    r"rehearsal\.json|(transcript|corrections|bookmarks)(\.\d+)?\.json|score\.json|report\.html|answer\.wav|answer\.flac"
    r"|interjections\.json|(answer|interview|diagram)\.journal\.jsonl"
)
_REPORT = "report.html"
_DRAFT = "transcript.draft.jsonl"
_INTERJECTIONS = "interjections.json"
_BOOKMARKS = "bookmarks.json"

# Far more seconds than anybody has rehearsed; an infinite number is none at all.
_LARGEST_NUMBER = 1e9

_KINDS: dict[str, tuple[type, ...]] = {
    str(str): (str,),
    str(State): (State,),
    str(float): (float, int),
    str(bool): (bool,),
    str(float | None): (float, int, type(None)),
    str(tuple[float, float] | None): (tuple, type(None)),
}


def is_rehearsal_file(name: str) -> bool:
    """Return whether a file of this name belongs to a rehearsal's folder: not one that is still being written."""
    return _FILES.fullmatch(name) is not None


class ArchiveError(Exception):
    """A rehearsal that is not there or cannot be read; the message is one line with the mend."""


class Archive:
    """Keeps rehearsals in `folder`; what is deleted goes to `trash` until that is emptied."""

    def __init__(self, folder: Path, trash: Path, index: Index) -> None:
        self._folder = folder
        self._trash = trash
        self._index = index

    def begin(self, case: Case, format_: Format, started_at: datetime) -> Rehearsal:
        """Make the folder of a new rehearsal, before its first sample is recorded.

        `started_at` carries its time zone. Raises `ArchiveError` when the folder cannot be made.
        """
        rehearsal = Rehearsal(
            id=f"{started_at:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}",
            case_id=case.id,
            case_title=case.title,
            track=case.track,
            format_id=format_.id,
            format_title=format_.title,
            question=case.question.text,
            started_at=started_at.isoformat(timespec="seconds"),
        )
        try:
            self.folder(rehearsal.id).mkdir(mode=0o700, parents=True)
        except OSError as error:
            raise ArchiveError(f"{self._folder}: no rehearsal can be kept there ({error.strerror})") from error
        self._keep(rehearsal)
        return rehearsal

    def folder(self, rehearsal_id: str) -> Path:
        """Return where a rehearsal's files lie, or would lie."""
        if not rehearsal_id or Path(rehearsal_id).name != rehearsal_id or rehearsal_id.startswith("."):
            raise ArchiveError(f"{rehearsal_id!r} is no rehearsal's name; `rostrum rehearsals list` shows them")
        return self._folder / rehearsal_id

    def recording(self, rehearsal_id: str) -> Path:
        """Return the file that holds the answer's sound, or will hold it: WAV, and FLAC once it is compressed."""
        compressed = self.folder(rehearsal_id) / "answer.flac"
        return compressed if compressed.exists() else compressed.with_suffix(".wav")

    def report(self, rehearsal_id: str) -> Path:
        """Return the file that holds the report, or will hold it."""
        return self.folder(rehearsal_id) / "report.html"

    def draft(self, rehearsal_id: str) -> Draft:
        """Return the draft of a transcript that is still being heard."""
        return Draft(self.folder(rehearsal_id) / _DRAFT)

    def rehearsals(self) -> tuple[Rehearsal, ...]:
        """Return all rehearsals, the newest first; one whose row is missing is found by its folder."""
        rehearsals = self._index.rehearsals()
        listed = {rehearsal.id for rehearsal in rehearsals}
        there = {folder.name for folder in self._folders()}
        if listed == there:
            return rehearsals
        for rehearsal_id in there - listed:
            try:
                self._find(rehearsal_id)
            except ArchiveError:
                # A broken folder is told by `rebuild`; it must not hide the others.
                continue
        for rehearsal_id in listed - there:
            self._index.forget(rehearsal_id)
        return self._index.rehearsals()

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return all rehearsals with what their scores came to, the newest first.

        What the index lacks is read from the scores and kept; a score that cannot be read is told when it is opened.
        """
        self.rehearsals()
        outcomes = self._index.outcomes()
        read = {}
        for outcome in outcomes:
            if outcome.judgement is None and outcome.rehearsal.state is State.SCORED:
                try:
                    read[outcome.rehearsal.id] = judgement_of(self.score(outcome.rehearsal.id))
                except ArchiveError:
                    continue
        if not read:
            return outcomes
        self._index.keep_judgements(read)
        return self._index.outcomes()

    def search(self, words: str) -> tuple[Hit, ...]:
        """Return passages in which all these words were said, the newest rehearsal first."""
        return self._index.search(words)

    def rehearsal(self, rehearsal_id: str) -> Rehearsal:
        """Return one rehearsal, from its folder. Raises `ArchiveError` when there is none, or it is broken."""
        return self._rehearsal_in(self.folder(rehearsal_id))

    def keep_recorded(self, rehearsal_id: str, recorded_seconds: float) -> Rehearsal:
        """Note that the recording is whole."""
        return self._advance(rehearsal_id, State.RECORDED, recorded_seconds=recorded_seconds)

    def keep_transcript(self, rehearsal_id: str, transcript: Transcript) -> Rehearsal:
        """Keep what was heard and find the rehearsal by it from now on; an older transcript is kept beside it.

        What was heard while the interviewer spoke is marked.
        """
        stretches = echo_stretches(self.interjections(rehearsal_id))
        marked = tuple(mark_echoes(segment, stretches) for segment in transcript.segments)
        transcript = replace(transcript, segments=marked)
        # First of all: were this cut off, the score that is there would speak of other words.
        if self.rehearsal(rehearsal_id).state is State.SCORED:
            self._advance(rehearsal_id, State.TRANSCRIBED)
        self._put_aside(rehearsal_id, "transcript.json")
        # They name words of the older one.
        self._put_aside(rehearsal_id, "corrections.json")
        (self.folder(rehearsal_id) / "corrections.json").unlink(missing_ok=True)
        self._write(rehearsal_id, "transcript.json", transcript_document(transcript))
        (self.folder(rehearsal_id) / _DRAFT).unlink(missing_ok=True)
        rehearsal = self._advance(rehearsal_id, State.TRANSCRIBED, engine=transcript.engine, model=transcript.model)
        self._index.keep_words(rehearsal.id, transcript)
        return rehearsal

    def transcript(self, rehearsal_id: str) -> Transcript:
        """Return what was heard. Raises `ArchiveError` when the answer was not transcribed."""
        return _transcript_in(self.folder(rehearsal_id))

    def corrections(self, rehearsal_id: str) -> Corrections:
        """Return what the user put right or disputed. Raises `ArchiveError` when that cannot be read."""
        return _corrections_in(self.folder(rehearsal_id))

    def keep_corrections(self, rehearsal_id: str, corrections: Corrections) -> None:
        """Keep what the user put right or disputed; the transcript stays as it was heard, and is to be scored again."""
        try:
            put_right = corrected(self.transcript(rehearsal_id), corrections)
        except ValueError as error:
            raise ArchiveError(f"these corrections are of another transcript: {error}") from error
        # Before they are written: were this cut off, the score that is there would speak of other words.
        if self.rehearsal(rehearsal_id).state is State.SCORED:
            self._advance(rehearsal_id, State.TRANSCRIBED)
        self._write(rehearsal_id, "corrections.json", corrections_document(corrections))
        self._index.keep_words(rehearsal_id, put_right)

    def corrected_transcript(self, rehearsal_id: str) -> Transcript:
        """Return what was heard, as the user put it right. Raises `ArchiveError` like the two it is made of."""
        return _corrected_in(self.folder(rehearsal_id))

    def bookmarks(self, rehearsal_id: str) -> Bookmarks:
        """Return what the user marked and noted. Raises `ArchiveError` when that cannot be read."""
        return _bookmarks_in(self.folder(rehearsal_id))

    def keep_bookmarks(self, rehearsal_id: str, bookmarks: Bookmarks) -> None:
        """Keep what the user marked and noted; a file that cannot be read is put aside, not written over."""
        try:
            self.bookmarks(rehearsal_id)
        except ArchiveError:
            self._put_aside(rehearsal_id, _BOOKMARKS)
        self._write(rehearsal_id, _BOOKMARKS, bookmarks_document(bookmarks))

    def interview_journal(self, rehearsal_id: str) -> Path:
        """Return the file that holds what happened in the interview, or will hold it."""
        return self.folder(rehearsal_id) / "interview.journal.jsonl"

    def diagram_journal(self, rehearsal_id: str) -> Path:
        """Return the file that holds what was drawn, or will hold it."""
        return self.folder(rehearsal_id) / "diagram.journal.jsonl"

    def keep_interjections(self, rehearsal_id: str, said: Sequence[Interjection]) -> None:
        """Keep what the interviewer has said so far."""
        self._write(rehearsal_id, _INTERJECTIONS, {"interjections": [interjection_document(entry) for entry in said]})

    def interjections(self, rehearsal_id: str) -> tuple[Interjection, ...]:
        """Return what the interviewer said, nothing for a rehearsal without an interviewer.

        Raises `ArchiveError` when the file is broken.
        """
        path = self.folder(rehearsal_id) / _INTERJECTIONS
        if not path.exists():
            return ()
        try:
            return tuple(interjection_from_document(entry) for entry in _read_object(path)["interjections"])
        except (ValueError, KeyError, TypeError) as error:
            raise ArchiveError(f"{path}: holds no list of what was said ({error})") from error

    def keep_score(self, rehearsal_id: str, score: Score) -> Rehearsal:
        """Keep the judgement."""
        document = score_document(score)
        self._write(rehearsal_id, "score.json", document)
        # The same numbers everywhere: those of the document are rounded.
        score = score_from_document(document)
        self._index.keep_judgements({rehearsal_id: judgement_of(score)})
        return self._advance(
            rehearsal_id, State.SCORED, overall=score.overall, band=score.band, provisional=score.provisional
        )

    def score(self, rehearsal_id: str) -> Score:
        """Return the judgement. Raises `ArchiveError` when the answer was not scored."""
        try:
            return score_from_document(self._read(rehearsal_id, "score.json"))
        except ValueError as error:
            raise ArchiveError(f"{self.folder(rehearsal_id) / 'score.json'}: {error}") from error

    def keep_report(self, rehearsal_id: str, html: str) -> Path:
        """Keep the report and return its file."""
        path = self.report(rehearsal_id)
        _replace_file(path, html)
        return path

    def discard_empty(self, rehearsal_id: str) -> None:
        """Remove the folder of a rehearsal that never heard a sample."""
        shutil.rmtree(self.folder(rehearsal_id))
        self._index.forget(rehearsal_id)

    def delete(self, rehearsal_id: str) -> None:
        """Move a rehearsal to the trash, from where `restore` brings it back.

        Raises `ArchiveError` while it is being recorded.
        """
        self.rehearsal(rehearsal_id)
        if is_being_written(self.recording(rehearsal_id)):
            raise ArchiveError(f"{rehearsal_id}: is being recorded; end the interview first")
        place = self._trash / rehearsal_id
        if place.exists():
            # Deleted once before and taken in again since: the older copy goes.
            shutil.rmtree(place)
        self.folder(rehearsal_id).replace(place)
        self._index.forget(rehearsal_id)

    def adopt(self, folder: Path) -> Rehearsal:
        """Take in a copy of a rehearsal's folder, such as one that was exported.

        Raises `ArchiveError` when it is none, or when that rehearsal is here already.
        """
        found = self._rehearsal_in(folder)
        _words_in(folder, found)
        _bookmarks_in(folder)
        if self.folder(found.id).exists():
            raise ArchiveError(f"{found.id}: this rehearsal is here already")
        incoming = self._folder / f".{found.id}"
        shutil.rmtree(incoming, ignore_errors=True)
        shutil.copytree(
            folder,
            incoming,
            # A page from somebody else could send what stands on it away: ours is written anew.
            ignore=lambda _, names: [name for name in names if not is_rehearsal_file(name) or name == _REPORT],
        )
        for path in (incoming, *incoming.iterdir()):
            path.chmod(0o700 if path.is_dir() else 0o600)
        incoming.replace(self.folder(found.id))
        return self._find(found.id)

    def restore(self, rehearsal_id: str) -> Rehearsal:
        """Bring a deleted rehearsal back; a copy that was taken in since then goes to the trash in its place.

        Raises `ArchiveError` when it is not in the trash, or when that copy is being recorded.
        """
        folder, place = self.folder(rehearsal_id), self._trash / rehearsal_id
        if not place.is_dir():
            raise ArchiveError(f"{rehearsal_id}: not in the trash")
        aside = self._trash / f".{rehearsal_id}"
        if folder.exists():
            if is_being_written(self.recording(rehearsal_id)):
                raise ArchiveError(f"{rehearsal_id}: is being recorded; end the interview first")
            folder.replace(aside)
        place.replace(folder)
        if aside.exists():
            aside.replace(place)
        return self._find(rehearsal_id)

    def empty_trash(self) -> None:
        """Remove for good what was deleted. Raises `ArchiveError` naming what cannot be removed."""
        for place in self._trash.iterdir():
            try:
                shutil.rmtree(place) if place.is_dir() else place.unlink()
            except OSError as error:
                raise ArchiveError(f"{place}: cannot be removed ({error.strerror})") from error

    def rebuild(self) -> tuple[str, ...]:
        """Make the index again from the folders; return a line for each folder that could not be read."""
        problems = []
        self._index.clear()
        for folder in self._folders():
            try:
                self._find(folder.name)
            except ArchiveError as error:
                problems.append(str(error))
        return tuple(problems)

    def _folders(self) -> list[Path]:
        """Return the rehearsals' folders; what a file manager or an unfinished import left is none."""
        return sorted(path for path in self._folder.iterdir() if not path.name.startswith(".") and path.is_dir())

    def _find(self, rehearsal_id: str) -> Rehearsal:
        folder = self.folder(rehearsal_id)
        rehearsal = self._rehearsal_in(folder)
        if rehearsal.id != rehearsal_id:
            raise ArchiveError(f"{folder}: holds the rehearsal {rehearsal.id}; give the folder that name")
        words = _words_in(folder, rehearsal)
        self._index.keep(rehearsal)
        self._index.keep_words(rehearsal_id, words)
        return rehearsal

    def _rehearsal_in(self, folder: Path) -> Rehearsal:
        document = _read_object(folder / "rehearsal.json")
        try:
            rehearsal = _checked(document)
            self.folder(rehearsal.id)
        except (TypeError, LookupError, ValueError) as error:
            raise ArchiveError(f"{folder / 'rehearsal.json'}: not a rehearsal ({error})") from error
        return rehearsal

    def _put_aside(self, rehearsal_id: str, name: str) -> None:
        """Keep a copy of a file under the next free number: of transcript.json as transcript.1.json."""
        path = self.folder(rehearsal_id) / name
        if path.exists():
            number = 1
            while path.with_suffix(f".{number}.json").exists():
                number += 1
            # A copy: until the new file has taken its place, this one is what there is.
            _replace_file(path.with_suffix(f".{number}.json"), path.read_text("utf-8", "replace"))

    def _advance(self, rehearsal_id: str, state: State, **facts: Any) -> Rehearsal:
        rehearsal = replace(self.rehearsal(rehearsal_id), state=state, **facts)
        self._keep(rehearsal)
        return rehearsal

    def _keep(self, rehearsal: Rehearsal) -> None:
        # The folder first: the index can be made again from it, never the other way round.
        self._write(rehearsal.id, "rehearsal.json", asdict(rehearsal))
        self._index.keep(rehearsal)

    def _write(self, rehearsal_id: str, name: str, document: Mapping[str, Any]) -> None:
        _replace_file(self.folder(rehearsal_id) / name, json.dumps(document, indent=1, ensure_ascii=False) + "\n")

    def _read(self, rehearsal_id: str, name: str) -> dict[str, Any]:
        return _read_object(self.folder(rehearsal_id) / name)


def _read_object(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise ArchiveError(
            f"{path.parent.name}: there is no {path.name}; `rostrum rehearsals list` shows what is"
        ) from error
    except (OSError, ValueError, RecursionError) as error:
        raise ArchiveError(f"{path}: cannot be read ({error})") from error
    if not isinstance(document, dict):
        raise ArchiveError(f"{path}: holds no JSON object")
    return document


def _checked(document: dict[str, Any]) -> Rehearsal:
    """Return the facts as a rehearsal. Raises `TypeError`, `LookupError` or `ValueError` for what cannot be one."""
    band = document["band"]
    low_high = None if band is None else (float(band[0]), float(band[1]))
    rehearsal = Rehearsal(**{**document, "state": State(document["state"]), "band": low_high})
    for field in fields(Rehearsal):
        value, kinds = getattr(rehearsal, field.name), _KINDS[str(field.type)]
        if not isinstance(value, kinds) or not _is_sound(value):
            raise ValueError(f"{field.name} cannot be {value!r}")
    datetime.fromisoformat(rehearsal.started_at)
    return rehearsal


def _is_sound(value: object) -> bool:
    """Return whether a fact can be kept and shown: numbers have a size, texts no signs that steer a terminal."""
    match value:
        case str():
            return not any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in value)
        case float() | int():
            return abs(value) <= _LARGEST_NUMBER
        case tuple():
            return all(map(_is_sound, value))
    return True


def _words_in(folder: Path, rehearsal: Rehearsal) -> Transcript | None:
    """Return what was heard, None before it was transcribed. Raises `ArchiveError` naming a broken transcript."""
    if rehearsal.state in (State.RECORDING, State.RECORDED):
        return None
    return _corrected_in(folder)


def _transcript_in(folder: Path) -> Transcript:
    try:
        return transcript_from_document(_read_object(folder / "transcript.json"))
    except TranscriptError as error:
        raise ArchiveError(f"{folder / 'transcript.json'}: {error}") from error


def _corrections_in(folder: Path) -> Corrections:
    path = folder / "corrections.json"
    if not path.exists():
        return Corrections()
    try:
        return corrections_from_document(_read_object(path))
    except ValueError as error:
        raise ArchiveError(f"{path}: {error}") from error


def _bookmarks_in(folder: Path) -> Bookmarks:
    path = folder / _BOOKMARKS
    if not path.exists():
        return ()
    try:
        return bookmarks_from_document(_read_object(path))
    except ValueError as error:
        raise ArchiveError(f"{path}: {error}") from error


def _corrected_in(folder: Path) -> Transcript:
    try:
        return corrected(_transcript_in(folder), _corrections_in(folder))
    except ValueError as error:
        raise ArchiveError(f"{folder / 'corrections.json'}: {error}; move it away to go on without it") from error


def _replace_file(path: Path, text: str) -> None:
    """Write whole or not at all, on the disk before the name points to it."""
    unfinished = path.with_suffix(path.suffix + ".part")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
