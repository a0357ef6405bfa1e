"""How a pillar looks wherever it appears: a colour, a shape and an underline, never a colour alone."""

from dataclasses import dataclass

from desktop.ui.tokens import Colours


@dataclass(frozen=True, slots=True)
class PillarLook:
    """The name of a colour in `Colours`, of a shape and of an underline."""

    colour: str
    shape: str
    underline: str

    def of(self, colours: Colours) -> str:
        """Return the colour in this palette."""
        return str(getattr(colours, self.colour))


_LOOKS = {
    "opening": PillarLook("opening", "circle", "solid"),
    "metrics": PillarLook("metrics", "square", "dash"),
    "trade_offs": PillarLook("trade_offs", "diamond", "wave"),
    "failure": PillarLook("failure", "triangle", "dash dot"),
    "structure": PillarLook("structure", "bars", "double"),
    "push_back": PillarLook("push_back", "wedge", "dash dot dot"),
    "honesty": PillarLook("honesty", "cross", "long dash"),
}
_OTHER = PillarLook("structure", "ring", "solid")

LOOKS = tuple(_LOOKS.values())


def pillar_look(pillar: str) -> PillarLook:
    """Return the look of a pillar by its id; an unknown one gets a quiet look of its own."""
    key = pillar.replace("-", "_").replace(" ", "_").lower()
    for name, look in _LOOKS.items():
        if key.startswith((name, name.replace("_", ""))):
            return look
    return _OTHER
