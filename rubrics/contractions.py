"""Contractions: "don't", "dont" and "don t" all become "do not"."""

from collections.abc import Iterator
from dataclasses import dataclass

from rubrics.wording import word_set

_IRREGULAR = {"can't": "can", "cannot": "can", "won't": "will", "shan't": "shall", "ain't": "is"}
_NEGATED = word_set("do does did is are was were has have had could would should must need might ca wo can")
_BARE = {
    **{f"{verb}nt": (verb, "not") for verb in _NEGATED - {"ca", "wo", "can", "need", "were"}},
    "cant": ("can", "not"), "wont": ("will", "not"), "werent": ("were", "not"), "im": ("i", "am"), "ive": ("i", "have"),
    "weve": ("we", "have"), "youre": ("you", "are"), "theyre": ("they", "are"), "youve": ("you", "have"),
    "theyve": ("they", "have"), "thats": ("that", "is"), "theres": ("there", "is"), "whats": ("what", "is"),
    "heres": ("here", "is"), "lets": ("let", "us"), "theyll": ("they", "will"), "itll": ("it", "will"),
    "youll": ("you", "will"), "thatll": ("that", "will"), "gonna": ("going", "to"), "wanna": ("want", "to"),
}  # fmt: skip
_SUFFIX = {"ll": "will", "re": "are", "ve": "have", "d": "would", "m": "am"}
_PRONOUNS = word_set("i we you he she it they that there what who here where how this let everyone nobody")
# After these the "s" of a noun is "is": "the problem's not the price".
_AFTER_IS = word_set("not that a the what how about less more no an never going")
_ITS_IS = _AFTER_IS | word_set("really also too just only always still better worse easy hard fast slow")


@dataclass(frozen=True, slots=True)
class Piece:
    """A lower-case word with its character span."""

    text: str
    start: int
    end: int


def unfold(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield the pieces with contractions as separate words; both halves keep the span of the whole."""
    number = 0
    while number < len(pieces):
        piece = pieces[number]
        after = pieces[number + 1].text if number + 1 < len(pieces) else ""
        beyond = pieces[number + 2].text if number + 2 < len(pieces) else ""
        split = _torn(piece.text, after, beyond)
        if split:
            whole = Piece("", piece.start, pieces[number + 1].end)
            number += 1
        else:
            split, whole = _parts(piece.text, after), piece
        for text in split:
            yield Piece(text, whole.start, whole.end)
        number += 1


def _torn(text: str, after: str, beyond: str) -> tuple[str, ...]:
    """Return the words of a contraction whose apostrophe became a space: "don t", "we ll"."""
    if after == "t" and text.endswith("n") and (text[:-1] in _NEGATED or text == "can"):
        return (_IRREGULAR.get(f"{text}'t", text[:-1]), "not")
    if after in _SUFFIX and text in _PRONOUNS and len(after) > 1:
        return (text, _SUFFIX[after])
    if after in ("d", "m") and text in ("i", "we", "they", "you") and len(beyond) > 1:
        return (text, _SUFFIX[after])
    if after == "s" and text in _PRONOUNS and len(beyond) > 1:
        return ("let", "us") if text == "let" else (text, "is")
    return ()


def _parts(text: str, after: str) -> tuple[str, ...]:
    if text in _IRREGULAR:
        return (_IRREGULAR[text], "not")
    if "'" not in text:
        return ("it", "is") if text == "its" and after in _ITS_IS else _BARE.get(text, (text,))
    stem, _, suffix = text.rpartition("'")
    if suffix == "t" and stem.endswith("n"):
        return (stem[:-1], "not")
    if suffix in _SUFFIX:
        return (stem, _SUFFIX[suffix])
    if suffix == "s":
        return _possessive_or_is(stem, after)
    return (text.replace("'", ""),)


def _possessive_or_is(stem: str, after: str) -> tuple[str, ...]:
    if stem == "let":
        return ("let", "us")
    return (stem, "is") if stem in _PRONOUNS or after in _AFTER_IS else (stem,)
