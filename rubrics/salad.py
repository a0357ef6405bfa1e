"""Word salad: keywords in a row, or words in no order. Nobody speaks so, and nothing in it is credited."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from rubrics.wording import word_set

_ARTICLES = word_set("a an the my our your their its every")
_MODALS = word_set("will would can could should must may might shall")
_SUBJECTS = word_set("i we he she they")
_PREPOSITIONS = word_set("of in on at by for with from into onto to per than as about after before over under")
_LINKS = word_set("and or but because if so when while that which who what")
_AUXILIARIES = word_set("is are was were be been am do does did has have had not")
_OTHERS = word_set(
    "it you us them him her me this these those there here how where why not no never only also just then still "
    "yet up out off down back until since unless although though however whether without between through during "
    "against another each any some all both more less most"
)
_FUNCTION_WORDS = _ARTICLES | _MODALS | _SUBJECTS | _PREPOSITIONS | _LINKS | _AUXILIARIES | _OTHERS
_AFTER_NO_ARTICLE = _ARTICLES | _MODALS | _SUBJECTS | _PREPOSITIONS | _LINKS | _AUXILIARIES
_AFTER_NO_SUBJECT = _ARTICLES | (_PREPOSITIONS - {"about", "over"}) | _SUBJECTS | frozenset(("or", "because", "which"))
_AFTER_NO_MODAL = _ARTICLES | _MODALS | (_PREPOSITIONS - {"in", "at", "by", "for", "on", "to"})
_AFTER_NO_PREPOSITION = _MODALS | word_set("is are was were am he she i and or but if because")

# Ordinary speech has four function words in ten; a list of keywords hardly any.
_LEAST_FUNCTION_WORDS = 0.2
_HALF_WINDOW = 10
# So few words cannot be told from a short answer.
_LEAST_WORDS = 6
# Ordinary speech breaks one of these rules in a hundred words, shuffled speech eight or ten.
_MOST_MISFITS = 0.05
_ORDER_HALF_WINDOW = 25
_LEAST_MISFITS = 3
# So many words in the same order are no coincidence.
_ECHO_WORDS = 7


def find_salad(words: Sequence[str]) -> tuple[bool, ...]:
    """Return for each token whether it stands among keywords in a row or among words in no order."""
    if len(words) < _LEAST_WORDS:
        return (False,) * len(words)
    functional = _running(word in _FUNCTION_WORDS for word in words)
    misfits = _running(_misfit(words, number) for number in range(len(words)))
    return tuple(_is_keywords(functional, at) or _is_disorder(misfits, at) for at in range(len(words)))


def _running(flags: Iterable[bool]) -> list[int]:
    sums = [0]
    for flag in flags:
        sums.append(sums[-1] + flag)
    return sums


def _is_keywords(sums: list[int], at: int) -> bool:
    """Return whether too few function words stand around, behind or before a token: one of the three is enough."""
    windows = ((at - _HALF_WINDOW, at + _HALF_WINDOW), (at, at + 2 * _HALF_WINDOW), (at - 2 * _HALF_WINDOW, at))
    return any(_is_bare(sums, max(0, first), min(len(sums) - 1, last + 1)) for first, last in windows)


def _is_bare(sums: list[int], first: int, last: int) -> bool:
    least = _LEAST_FUNCTION_WORDS if last - first > _HALF_WINDOW else _LEAST_FUNCTION_WORDS / 2
    whole = last - first > _HALF_WINDOW or last - first == len(sums) - 1
    return whole and (sums[last] - sums[first]) / (last - first) < least


def _is_disorder(sums: list[int], at: int) -> bool:
    first, last = max(0, at - _ORDER_HALF_WINDOW), min(len(sums) - 1, at + _ORDER_HALF_WINDOW + 1)
    count = sums[last] - sums[first]
    return count >= _LEAST_MISFITS and count / (last - first) > _MOST_MISFITS


def _misfit(words: Sequence[str], number: int) -> bool:
    """Return whether a word cannot stand behind the one before it."""
    if number == 0:
        return False
    before, word = words[number - 1], words[number]
    if before in ("a", "an", "the", "our", "your", "their"):
        return word in _AFTER_NO_ARTICLE
    if before in _SUBJECTS:
        return word in _AFTER_NO_SUBJECT
    if before in _MODALS:
        return word in _AFTER_NO_MODAL
    return before in ("of", "from", "with", "into", "to", "at") and word in _AFTER_NO_PREPOSITION


def find_echoes(keys: Sequence[str], earlier: Collection[tuple[str, ...]] = ()) -> tuple[bool, ...]:
    """Return for each token whether it is part of a run of words that was said before, or is one of the `earlier`."""
    seen: set[tuple[str, ...]] = set()
    echoes = [False] * len(keys)
    for at, run in enumerate(runs_of_words(keys)):
        if run in seen or run in earlier:
            echoes[at : at + _ECHO_WORDS] = [True] * _ECHO_WORDS
        seen.add(run)
    return tuple(echoes)


def runs_of_words(keys: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the run of words that begins at each token, as long as there are enough words."""
    return (tuple(keys[at : at + _ECHO_WORDS]) for at in range(len(keys) - _ECHO_WORDS + 1))
