"""Triggers: what a push-back waits for, as it is written in a file and as the interviewer uses it."""

import re
from dataclasses import dataclass

# What an interviewer notices besides the signals of the rubrics, and what it means.
OBSERVATIONS = {
    "number_without_unit": "a number was said without what it counts",
    "trade_off_without_cost": "a choice was praised, what it costs was not said",
    "long_phase": "one phase takes longer than planned",
    "silence": "nobody has spoken for a while, and no thinking time was asked for",
}
_FORM = re.compile(
    r"(?P<always>always)"
    r"|(?P<kind>missing|found):(?P<signal>[a-z_]+(\.[a-z_]+)*)"
    rf"|noticed:(?P<observation>{'|'.join(OBSERVATIONS)})"
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """`kind` is always, missing, found or noticed; `subject` a signal or an observation, empty for always."""

    kind: str
    subject: str = ""


def read_trigger(text: str) -> Trigger | None:
    """Return the trigger that a text means, None when it means none."""
    form = _FORM.fullmatch(text)
    if form is None:
        return None
    if form["always"]:
        return Trigger("always")
    if form["observation"]:
        return Trigger("noticed", form["observation"])
    return Trigger(form["kind"], form["signal"])
