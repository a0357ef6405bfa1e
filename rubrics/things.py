"""Things that were spoken of as parts of a design: "the fraud service", "a cache", a term of the case."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cases.model import Term
from rubrics.model import Evidence
from rubrics.names import NameSpotter, read_name
from rubrics.notes import evidence_at
from rubrics.reading import Reading
from rubrics.stems import Stemmer
from rubrics.wording import word_set

# Words that are parts of a design when a noun stands before them.
_HEADS = word_set(
    "service engine cache queue database store gateway broker bus provider warehouse index balancer cdn scheduler "
    "orchestrator replica ledger lake"
)
# Those that are parts by themselves; "the service" can be any, and a queue, a broker and a warehouse no part at all.
_WHOLE = word_set("cache database gateway cdn scheduler orchestrator replica ledger")
# Before a head these say which one it is only seldom: it stands as if it were alone.
_WEAK = word_set("data message event load search customer user api read write central simple")
# No nouns, or none that name a part.
_STOP = word_set(
    "the a an this that these those our my your their its his her some any each every no one two three four five "
    "all both such same other another whole entire new old main own real single small big large good bad slow fast "
    "hot cold warm live full right wrong different particular given separate extra simple last next first "
    "second third only just also still of in on at to for from with by into over under as is are was be has have "
    "had and or but so if then when because which who what where how we i you they it he she use used call called "
    "hit need want add put read write check ask query get keep make do does can will would could should must may "
    "might not never per via like self clean open free cheap core more most less least than about between behind "
    "before after"
)
_NO_NOUN_ENDINGS = ("able", "ible", "ive", "al", "ed", "ful", "ous", "ic", "ly", "less", "er", "est", "ary")
_NOUNS = word_set(
    "user order partner dealer customer server browser driver seller buyer offer tier filter layer ledger scheduler "
    "tracker router worker transfer voucher owner member cluster broker number letter weather paper computer "
    "approval referral signal rental portal terminal media traffic topic metric feed speed bed music inventory "
    "delivery"
)
# What is said beside these is no part of this design.
_UNREAL = word_set(
    "without instead rather not no never avoid could might maybe perhaps alternative alternatively option versus or if "
    "today currently before old previously"
)
_UNREAL_WORDS = 6
# What is said once may be an example.
_LEAST_TIMES = 2


@dataclass(frozen=True, slots=True)
class Thing:
    """A part that was spoken of more than once; `keys` are the stems that say which one, `head` what it is.

    `keys` is empty for a bare "the cache". `evidence` is the first place.
    """

    phrase: str
    keys: frozenset[str]
    head: str
    times: int
    evidence: Evidence


def spoken_things(reading: Reading, spotter: NameSpotter, terms: Iterable[Term], stemmer: Stemmer) -> tuple[Thing, ...]:
    """Return the parts that were plainly spoken of, in the order they were first named."""
    heads = {stemmer.stem(word): word for word in _HEADS}
    weak = {stemmer.stem(word) for word in _WEAK}
    places: dict[tuple[frozenset[str], str], dict[int, int]] = {}
    first_words = {at: _first_word(reading, at) for at, key in enumerate(reading.keys) if key in heads}
    first_words |= dict(_term_places(reading, spotter, terms, stemmer))
    for at, first in sorted(first_words.items()):
        # "Caching" is done, a cache is drawn.
        done = reading.words[at].endswith(("ing", "ed"))
        if reading.keys[at] in heads and not done and _is_meant(reading, at):
            telling = frozenset(reading.keys[first:at]) - weak
            places.setdefault((telling, heads[reading.keys[at]]), {})[at] = first
    return tuple(sorted(_things(reading, places), key=lambda thing: thing.evidence.first_word))


def _term_places(
    reading: Reading, spotter: NameSpotter, terms: Iterable[Term], stemmer: Stemmer
) -> Iterator[tuple[int, int]]:
    """Yield the last and the first token of each place where a term of several words is surely spoken of."""
    for term in terms:
        name = read_name(term.text, stemmer)
        for first in spotter.places(name) if len(name.keys) > 1 else ():
            window = range(first, min(first + len(name.keys) + 1, len(reading.keys)))
            last = next((at for at in window if reading.keys[at] == name.keys[-1]), None)
            if last is not None:
                yield last, first


def _things(reading: Reading, places: Mapping[tuple[frozenset[str], str], Mapping[int, int]]) -> Iterator[Thing]:
    for (telling, head), spans in places.items():
        if len(spans) < _LEAST_TIMES or not (telling or head in _WHOLE):
            continue
        at = min(spans)
        # Words from the recogniser, so that what is shown is what was heard.
        last = min(at + 1, len(reading.tokens))
        yield Thing(
            " ".join(filter(None, reading.words[spans[at] : last])), telling, head, len(spans),
            evidence_at(reading, spans[at], last),
        )  # fmt: skip


def _first_word(reading: Reading, head: int) -> int:
    """Return where the nouns before a head begin, at most two words before it."""
    at = head
    while at > 0 and head - at < 2 and not reading.tokens[at].gap and _is_noun(reading, at - 1):
        at -= 1
    return at


def _is_noun(reading: Reading, at: int) -> bool:
    word = reading.words[at]
    numbered = any(quantity.start <= at < quantity.end for quantity in reading.quantities)
    return (
        len(word) > 2
        and word.isalpha()
        and word not in _STOP
        and (not word.endswith(_NO_NOUN_ENDINGS) or word in _NOUNS)
        and not numbered
    )


def _is_meant(reading: Reading, at: int) -> bool:
    """Return whether what is said here is a part of this design: not denied, asked, announced or weighed."""
    unsaid = reading.salad[at] or reading.asked[at] or reading.private[at] or reading.echoed[at] or reading.negated[at]
    first = max(reading.sentence_start(at), at - _UNREAL_WORDS)
    return not unsaid and not reading.is_question(at) and not any(word in _UNREAL for word in reading.words[first:at])
