"""Texts as cells of a table that other programs open."""

# What a spreadsheet program takes for the beginning of a formula, in either width.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def cell(text: str) -> str:
    """Return a text as a cell that no spreadsheet program takes for a formula, also behind spaces."""
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text
