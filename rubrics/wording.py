"""Lists of words, written as one line of text."""


def word_list(text: str) -> tuple[str, ...]:
    """Return the words of a text that are separated by spaces, in order."""
    return tuple(text.split())


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text that are separated by spaces."""
    return frozenset(text.split())
