"""How work in the background says that it stopped because it was asked to."""


class Cancelled(Exception):
    """Raised by work that was asked to stop and did; no error."""
