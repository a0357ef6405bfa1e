"""Times and dates as the window writes them."""

from datetime import datetime


def clock_text(seconds: float) -> str:
    """Return `32:41` or `1:02:03`; the sign is the caller's affair."""
    whole = int(abs(seconds))
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes:02}:{whole % 60:02}"


def length_text(seconds: float) -> str:
    """Return a length in words: `44 min 52 s`, `38 s`."""
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return f"{rest} s"
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"


def minutes_text(minutes: float) -> str:
    """Return a planned length in words: `45 minutes`, `1 minute`, `90 seconds`."""
    if minutes == 1:
        return "1 minute"
    return f"{minutes:g} minutes" if minutes > 1 else f"{minutes * 60:g} seconds"


def short_minutes(minutes: float) -> str:
    """Return a planned length where there is little room: `45 min`, `90 s`."""
    return f"{minutes:g} min" if minutes >= 1 else f"{minutes * 60:g} s"


def date_text(started_at: str) -> str:
    """Return an ISO 8601 time as people write it: `20 Nov 2026, 18:04`; other text as it is."""
    try:
        moment = datetime.fromisoformat(started_at)
    except ValueError:
        return started_at
    return f"{moment.day} {moment:%b %Y, %H:%M}"
