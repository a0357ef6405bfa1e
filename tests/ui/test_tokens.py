import re

import pytest

from desktop.ui.pillars import LOOKS, pillar_look
from desktop.ui.stylesheet import stylesheet
from desktop.ui.tokens import DARK, LIGHT, SHAPE_PAIRS, TEXT_PAIRS, Colours, contrast, mix, text_sizes, wash

PALETTES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


@PALETTES
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read_on_its_ground(colours: Colours, text: str, ground: str) -> None:
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


@PALETTES
@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_edges_can_be_seen(colours: Colours, shape: str, ground: str) -> None:
    assert contrast(getattr(colours, shape), getattr(colours, ground)) >= 3


@PALETTES
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.colour)
def test_marked_words_can_be_read(colours: Colours, look: object) -> None:
    assert contrast(colours.ink, wash(look.of(colours), colours)) >= 4.5  # type: ignore[attr-defined]


RULE = re.compile(r"(?P<of>[^{}]+)\{(?P<what>[^{}]*)\}")
STATE = re.compile(r"(?<!:):[a-z]+$")


@PALETTES
def test_every_rule_of_the_stylesheet_can_be_read(colours: Colours) -> None:
    """Whatever is put on a ground of its own: what says no colour has the ink's."""
    inks: dict[str, str] = {}
    looked = 0
    for rule in RULE.finditer(stylesheet(colours, text_sizes())):
        said = dict((part.strip() for part in line.split(":", 1)) for line in rule["what"].split(";") if ":" in line)
        for selector in (part.strip() for part in rule["of"].split(",")):
            inks[selector] = said.get("color", inks.get(STATE.sub("", selector), colours.ink))
            for ground, text in (
                ("background", inks[selector]),
                ("selection-background-color", said.get("selection-color")),
            ):
                # Grooves, handles and ticks hold no text.
                holds_text = "::" not in selector or "::tab" in selector or "::item" in selector
                if said.get(ground, "").startswith("#") and holds_text:
                    looked += 1
                    assert text is not None, selector
                    assert contrast(text, said[ground]) >= 4.5, selector
    assert looked > 20


@PALETTES
def test_a_pressed_primary_button_can_be_read(colours: Colours) -> None:
    for share in (0.12, 0.22):
        assert contrast(colours.on_accent, mix(colours.ink, colours.accent, share)) >= 4.5


@PALETTES
def test_what_cannot_be_pressed_can_still_be_read(colours: Colours) -> None:
    for ground in (colours.surface, colours.raised):
        assert contrast(colours.muted, ground) >= 4.5


def test_no_two_pillars_share_a_shape_an_underline_or_a_colour() -> None:
    for part in ("shape", "underline", "colour"):
        assert len({getattr(look, part) for look in LOOKS}) == len(LOOKS)


def test_a_pillar_is_known_by_its_id_however_it_is_spelled() -> None:
    assert pillar_look("trade-offs") == pillar_look("trade_offs") == pillar_look("tradeoffs")
    assert pillar_look("failure-and-recovery").colour == "failure"
    assert pillar_look("something new").shape == "ring"
