"""Transcripts as files: JSON, SubRip (SRT), WebVTT and plain text, out and in."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from speech.transcript import Segment, Transcript, TranscriptError, Word

# A line of captions longer than this is hard to read at a glance.
_CAPTION_WORDS = 12


def transcript_document(transcript: Transcript) -> dict[str, Any]:
    """Return the transcript as the JSON document of `rostrum transcribe --format json`, times in seconds."""
    return {
        "engine": transcript.engine,
        "model": transcript.model,
        "language": transcript.language,
        "segments": [_segment_document(segment) for segment in transcript.segments],
    }


def _segment_document(segment: Segment) -> dict[str, Any]:
    return {
        "start": segment.start_seconds,
        "end": segment.end_seconds,
        "heard": segment.heard,
        "words": [_word_document(word) for word in segment.words],
    }


def _word_document(word: Word) -> dict[str, Any]:
    document = {
        "text": word.text,
        "start": word.start_seconds,
        "end": word.end_seconds,
        "confidence": word.confidence,
    }
    return {**document, "echo": True} if word.echo else document


def transcript_from_document(document: Any) -> Transcript:
    """Read a transcript back from its JSON document. Raises `TranscriptError` naming the place."""
    if not isinstance(document, dict) or not isinstance(document.get("segments"), list):
        raise TranscriptError("not a transcript: there is no list 'segments'")
    return Transcript(
        engine=str(document.get("engine", "")),
        model=str(document.get("model", "")),
        language=str(document.get("language", "en")),
        segments=tuple(_segment(number, segment) for number, segment in enumerate(document["segments"])),
    )


def _segment(number: int, document: Any) -> Segment:
    place = f"segments[{number}]"
    if not isinstance(document, dict) or not isinstance(document.get("words"), list):
        raise TranscriptError(f"{place}: there is no list 'words'")
    words = tuple(
        word for index, entry in enumerate(document["words"]) for word in _words(f"{place}.words[{index}]", entry)
    )
    return Segment(
        start_seconds=_number(place, document, "start"),
        end_seconds=_number(place, document, "end"),
        words=words,
        heard=document.get("heard", True) is not False,
    )


def _words(place: str, document: Any) -> tuple[Word, ...]:
    if not isinstance(document, dict) or not isinstance(document.get("text"), str) or not document["text"].split():
        raise TranscriptError(f"{place}: there is no 'text'")
    start, end = _number(place, document, "start"), _number(place, document, "end")
    if start is not None and end is not None and end < start:
        raise TranscriptError(f"{place}: ends at {end:g} s, before its start at {start:g} s")
    confidence, echo = _number(place, document, "confidence"), document.get("echo") is True
    # A finding counts words by the white space between them, so an entry of two words becomes two.
    parts = document["text"].split()
    if len(parts) == 1 or start is None or end is None:
        return tuple(Word(part, start, end, confidence, echo) for part in parts)
    return tuple(replace(word, confidence=confidence, echo=echo) for word in _shared_out(parts, start, end).words)


def _number(place: str, document: dict[str, Any], key: str) -> float | None:
    value = document.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e7:
        raise TranscriptError(f"{place}.{key}: {value!r} is no number of seconds")
    return float(value)


def write_transcript(transcript: Transcript, format_: str) -> str:
    """Return the transcript in `format_`: text, json, srt or vtt."""
    return {"text": _text, "json": _json, "srt": _srt, "vtt": _vtt}[format_](transcript)


def _text(transcript: Transcript) -> str:
    return "".join(f"{segment.text if segment.heard else '[not heard]'}\n" for segment in transcript.segments)


def _json(transcript: Transcript) -> str:
    return json.dumps(transcript_document(transcript), indent=1, ensure_ascii=False) + "\n"


def _srt(transcript: Transcript) -> str:
    return "".join(
        f"{number}\n{_time(start, ',')} --> {_time(end, ',')}\n{text}\n\n"
        for number, (start, end, text) in enumerate(_captions(transcript), start=1)
    )


def _vtt(transcript: Transcript) -> str:
    captions = (
        f"{_time(start, '.')} --> {_time(end, '.')}\n{_escape(text)}\n\n" for start, end, text in _captions(transcript)
    )
    return "WEBVTT\n\n" + "".join(captions)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _captions(transcript: Transcript) -> Iterator[tuple[float, float, str]]:
    for segment in transcript.segments:
        for first in range(0, len(segment.words), _CAPTION_WORDS):
            words = segment.words[first : first + _CAPTION_WORDS]
            yield words[0].start_seconds or 0.0, words[-1].end_seconds or 0.0, " ".join(word.text for word in words)


def _time(seconds: float, point: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}{point}{milliseconds % 1000:03}"


_CUE = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})\s+-->\s+(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})")


def read_captions(text: str) -> Transcript:
    """Read SRT or VTT; a caption's time is shared out over its words by their length.

    Raises `TranscriptError` when there is no caption in it.
    """
    segments = tuple(_caption_segments(text.replace("\ufeff", "").splitlines()))
    if not segments:
        raise TranscriptError("there is no caption in it")
    return Transcript(engine="captions", model="", language="en", segments=segments)


def _caption_segments(lines: list[str]) -> Iterator[Segment]:
    for number, line in enumerate(lines):
        cue = _CUE.match(line.strip())
        if not cue:
            continue
        start_seconds, end_seconds = _cue_seconds(cue.groups()[:4]), _cue_seconds(cue.groups()[4:])
        words = [word for spoken in _caption_lines(lines[number + 1 :]) for word in spoken.split()]
        if words:
            yield _shared_out(words, start_seconds, max(start_seconds, end_seconds))


def _caption_lines(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if not line.strip():
            return
        spoken = re.sub(r"<[^>]*>", "", line)
        yield spoken.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _cue_seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, milliseconds = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + milliseconds / 1000


def _shared_out(words: list[str], start_seconds: float, end_seconds: float) -> Segment:
    share_seconds = (end_seconds - start_seconds) / sum(map(len, words))
    timed, at_seconds = [], start_seconds
    for word in words:
        timed.append(Word(word, at_seconds, at_seconds + share_seconds * len(word)))
        at_seconds += share_seconds * len(word)
    return Segment(start_seconds, end_seconds, tuple(timed))


def read_plain_text(text: str) -> Transcript:
    """Read plain text: words without times, in one segment."""
    return Transcript("text", "", "en", (Segment(None, None, tuple(map(Word, text.split()))),))
