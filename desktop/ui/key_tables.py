"""The tables of keys of all pages, for the help."""

from desktop.ui.before import BeforePage
from desktop.ui.compare import ComparePage
from desktop.ui.interview import InterviewPage
from desktop.ui.keys import Key
from desktop.ui.practise import PractisePage
from desktop.ui.progress import ProgressPage
from desktop.ui.rehearsals import RehearsalsPage
from desktop.ui.review import ReviewPage
from desktop.ui.window_keys import WINDOW_KEYS


def key_tables() -> tuple[tuple[str, tuple[Key, ...]], ...]:
    """Return the keys of each page under its title."""
    return (
        ("Everywhere but in the interview", WINDOW_KEYS),
        ("Practise", PractisePage.KEYS),
        ("Before the start", BeforePage.KEYS),
        ("Interview", InterviewPage.KEYS),
        ("Review", ReviewPage.KEYS),
        ("Rehearsals", RehearsalsPage.KEYS),
        ("Compare", ComparePage.KEYS),
        ("Progress", ProgressPage.KEYS),
    )
