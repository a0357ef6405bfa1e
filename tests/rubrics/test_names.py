"""Which words of an answer name which thing."""

import pytest

from cases.model import Term
from rubrics.loader import load_rubric
from rubrics.names import NameSpotter, read_name, read_names
from rubrics.reading import Reading
from rubrics.scorer import Scorer
from rubrics.text import Passage
from rubrics.things import spoken_things

SCORER = Scorer(load_rubric())
STEMMER = SCORER.rubric.language.stemmer


def spotter(text: str) -> tuple[Reading, NameSpotter]:
    reading = SCORER.reader.read(Passage.from_text(text), whole=True)
    repairs = SCORER.rubric.language.repairs
    return reading, NameSpotter(reading, STEMMER, repairs.denied | repairs.targets)


@pytest.mark.parametrize("text", ["PricingService", "pricing-service", "Pricing svc", "pricing_service 2"])
def test_one_name_in_several_spellings(text: str) -> None:
    assert read_name(text, STEMMER).telling == read_name("Pricing service", STEMMER).telling == {"pric"}


def test_a_name_of_common_words_is_known_by_all_of_them() -> None:
    assert read_name("Message queue", STEMMER).telling == {"messag", "queu"}
    pricing, cache = read_names(["Pricing service", "Price cache"], STEMMER)
    assert pricing.telling != cache.telling
    assert not read_name("S3", STEMMER).speakable
    assert not read_name("\u4fa1\u683c", STEMMER).speakable


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("Pricing service", "So the prices come from here.", ["prices"]),
        ("Checkout", "Then check out begins and the checkout ends.", ["checkout", "checkout"]),
        ("Check out", "Then the checkout ends.", ["checkout"]),
        ("Recommendation engine", "The recomendation comes.", ["recomendation"]),
        ("Pay later queue", "We pay it later, in the later pay.", ["pay", "later"]),
        ("Order history", "The order is placed.", []),
        ("Pricing service", "The service answers.", []),
    ],
)
def test_where_a_name_is_surely_spoken_of(name: str, text: str, words: list[str]) -> None:
    reading, names = spotter(text)
    places = names.places(read_name(name, STEMMER))
    assert [reading.tokens[place].text for place in places] == words


@pytest.mark.parametrize(
    ("name", "text", "may_be"),
    [
        ("Zookeeper", "The zoo keeper counts.", True),
        ("Inventory", "An inventor was here.", True),
        ("Zookeeper", "The service counts.", False),
        ("S3", "Nothing of it.", True),
        ("Order history", "The order is placed.", True),
    ],
)
def test_doubt_counts_for_the_speaker(name: str, text: str, *, may_be: bool) -> None:
    assert spotter(text)[1].may_be_spoken(read_name(name, STEMMER)) is may_be


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("The fraud engine holds it, and the fraud engine lets it go.", [("fraud engine", 2)]),
        ("The cache is warm. The cache is small. The cache is fine.", [("cache", 3)]),
        ("The service is there, and the service is up, and a provider and a provider.", []),
        ("The slow service calls the slow service and the brittle service.", []),
        ("There is no fraud engine, and instead of a fraud engine we ask a person.", []),
        ("It lands in the DLQ, and someone reads the DLQ.", []),
        ("It lands in the dead letter queue, and we read the dead letter queue.", [("dead letter queue", 2)]),
    ],
)
def test_what_is_spoken_of_as_a_part(text: str, things: list[tuple[str, int]]) -> None:
    reading, names = spotter(text)
    term = Term("dead letter queue", "dead letter queue", ())
    assert [(thing.phrase, thing.times) for thing in spoken_things(reading, names, [term], STEMMER)] == things
