"""Two run-throughs of one design: one as it should be, one with a mistake of every kind."""

from collections.abc import Iterator

from desktop.practice.diagram.events import ArrowDrawn, BoxDrawn, Event
from desktop.practice.diagram.model import Arrow, Box, BoxKind, Measure, Zone
from speech.transcript import Segment, Transcript, Word

PATH = (Zone.CUSTOMER_PATH,)
CONTROL = (Zone.CONTROL_PLANE,)
DEGRADED = (Zone.DEGRADED_MODE,)


def milliseconds(value: float) -> Measure:
    return Measure(value, "ms")


def per_order(value: float) -> Measure:
    return Measure(value, "euro per order")


def said(*sentences: tuple[float, str]) -> Transcript:
    """Return a transcript of sentences that begin at their seconds, three words a second."""
    segments = []
    for second, text in sentences:
        words = tuple(
            Word(word, second + number / 3, second + number / 3 + 0.3, 0.95) for number, word in enumerate(text.split())
        )
        segments.append(Segment(words[0].start_seconds, words[-1].end_seconds, words))
    return Transcript("whisper", "base.en", "en", tuple(segments))


def boxes_at(*boxes: tuple[float, Box]) -> Iterator[Event]:
    return (BoxDrawn(second, box) for second, box in boxes)


def arrows_at(*arrows: tuple[float, Arrow]) -> Iterator[Event]:
    return (ArrowDrawn(second, arrow) for second, arrow in arrows)


SHOPPER = Box("u", "Shopper", BoxKind.USER, PATH)
CHECKOUT = Box("c", "Checkout", BoxKind.SERVICE, PATH)
PRICING = Box("p", "Pricing service", BoxKind.SERVICE, PATH)
PAYMENT = Box("y", "Payment provider", BoxKind.EXTERNAL, PATH)
FLAGS = Box("f", "Feature flags", BoxKind.SERVICE, CONTROL)
CACHED = Box("k", "Cached price", BoxKind.STORE, DEGRADED)
LATER = Box("l", "Pay later queue", BoxKind.QUEUE, DEGRADED)
STATIC = Box("s", "Static cart page", BoxKind.SERVICE, DEGRADED)

_RIGHT: tuple[Event, ...] = (
    *boxes_at((12, SHOPPER), (16, CHECKOUT), (20, PRICING), (24, PAYMENT), (28, FLAGS)),
    *boxes_at((46, CACHED), (50, LATER), (54, STATIC)),
    *arrows_at(
        (32, Arrow("a1", "u", "c", "buys", milliseconds(120), per_order(0.01), "sent twice")),
        (36, Arrow("a2", "c", "p", "price", milliseconds(80), per_order(0.002), "stale prices")),
        (40, Arrow("a3", "c", "y", "charge", milliseconds(400), per_order(0.12), "declined cards")),
        (43, Arrow("a4", "f", "c", "settings", Measure(30, "s"), Measure(40, "euro per month"), "old settings")),
        (48, Arrow("a5", "c", "k", "last price", milliseconds(5), per_order(0.0001), "an hour old")),
        (52, Arrow("a6", "c", "l", "payment later", milliseconds(9), per_order(0.001), "nobody pays")),
        (56, Arrow("a7", "u", "s", "reads", milliseconds(30), per_order(0.0001), "no buying")),
    ),
)
RIGHT = tuple(sorted(_RIGHT, key=lambda event: event.second))
RIGHT_SAID = said(
    (1, "The hard limit is that no shopper may ever be charged twice for one order."),
    (11, "So this is the shopper, and here the checkout takes what they want to buy."),
    (19, "Pricing tells what it costs, and the payment provider charges the card at the end."),
    (27, "Feature flags lie beside that, they only hand settings to the checkout now and then."),
    (35, "Checkout asks pricing and that call takes eighty milliseconds at a small cost."),
    (43, "Without pricing we show the cached price, and when the payment provider is down we put it into pay later."),
    (54, "The last resort is a static cart page so that nothing is lost for anybody at all."),
)

# The same with one mistake of each kind; the remark says which.
WRONG: tuple[Event, ...] = (
    # The first box before the first limit.
    BoxDrawn(2, SHOPPER),
    BoxDrawn(4, CHECKOUT),
    # Drawn for half a minute without a word.
    BoxDrawn(40, PRICING),
    BoxDrawn(52, PAYMENT),
    BoxDrawn(60, FLAGS),
    BoxDrawn(64, CACHED),
    BoxDrawn(66, STATIC),
    # Never spoken of.
    BoxDrawn(67, Box("z", "Zookeeper", BoxKind.SERVICE)),
    *arrows_at(
        (68, Arrow("a1", "u", "c", "buys", milliseconds(120), per_order(0.01), "sent twice")),
        # Drawn otherwise than it was said.
        (69, Arrow("a2", "c", "p", "price", milliseconds(200), per_order(0.002), "stale prices")),
        # The customer's request runs through the control plane; the payment provider has no fallback.
        (70, Arrow("a3", "c", "f", "which provider", milliseconds(5), per_order(0.001), "old settings")),
        # No cost and no risk.
        (71, Arrow("a4", "f", "y", "charge", milliseconds(400))),
        (72, Arrow("a5", "c", "k", "last price", milliseconds(5), per_order(0.0001), "an hour old")),
        (73, Arrow("a7", "u", "s", "instead of checkout", milliseconds(30), per_order(0.0001), "no buying")),
    ),
)
WRONG_SAID = said(
    (1, "This is the shopper, and here the checkout takes what they want to buy."),
    (7, "The hard limit is that no shopper may ever be charged twice for one order."),
    # Spoken of twice and never drawn.
    (13, "Every order goes through the fraud engine, and the fraud engine may hold it back."),
    (53, "Here the payment provider charges the card, and feature flags tell which provider that is."),
    (61, "Checkout asks pricing and that call takes eighty milliseconds at a small cost."),
    (67, "Without pricing we show the cached price, and the static cart page is the last resort."),
)
