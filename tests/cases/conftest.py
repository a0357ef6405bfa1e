"""A small case that is fine, to be spoilt by one change at a time."""

from pathlib import Path

import pytest

GOOD_CASE = """\
id = "corner-shop"
track = "shops"
title = "Corner shop"
summary = "A shop on the corner."
weak_moves = ["Opens with a database."]

[question]
text = "How would you run a corner shop?"

[[question.context]]
asked_about = "opening hours"
answer = "From seven to seven."

[[formats]]
id = "short"
title = "Short"
minutes = 5

[[formats.phases]]
id = "first"
title = "First"
minutes = 2.5
prompt = "Begin."

[[formats.phases]]
id = "second"
title = "Second"
minutes = 2.5
prompt = "Go on."

[[talking_points]]
id = "milk"
title = "Milk"
parts = [["fresh milk", "milk"], ["every day", "daily"]]

[[vocabulary]]
text = "till"
spoken = "till"
heard_as = ["tilt"]

[[push_backs]]
id = "why"
text = "Why milk?"
trigger = "missing:tradeoff.explicit"
good_reply = "Says what it costs."

[change]
text = "The fridge is broken."
looks_for = "Sells something else."

[[outline]]
slot = "Opening"
says = "Who the shop is for."
"""

GOOD_TRACK = """\
id = "shops"
title = "Shops"
summary = "All about shops."
order = ["goal", "till"]
"""


@pytest.fixture
def good_case() -> str:
    return GOOD_CASE


@pytest.fixture
def good_track() -> str:
    return GOOD_TRACK


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A user's folder with one track and one case, both fine."""
    (tmp_path / "track.toml").write_text(GOOD_TRACK, encoding="utf-8")
    (tmp_path / "corner-shop.toml").write_text(GOOD_CASE, encoding="utf-8")
    return tmp_path
